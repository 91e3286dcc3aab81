"""What a stored result depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from mtcheck.cache import Cache
from mtcheck.config import make_config
from mtcheck.document import Document, EncodingProblem, InlineElement, Origin, Span

TOLD: dict[str, Any] = {
    "text": "Another text .",
    "lang": "de",
    "source": "Quelle .",
    "source_lang": "de",
    "references": ("So it is.",),
    "declared_lang": "fr",
    "encoding_problems": (EncodingProblem(0, 1, 0, 1, "odd"),),
    "ignore": ("PUN",),
    "codes": (Span(0, 2),),
    "elements": (InlineElement("x", "1"),),
    "source_elements": (InlineElement("x", "1"),),
}


@pytest.mark.parametrize("name", [n for n in Document.__struct_fields__ if n not in ("origin", "region")])
def test_a_document_that_says_something_else_is_checked_again(name: str, tmp_path: Path) -> None:
    config = make_config({})
    cache = Cache(tmp_path / "cache")
    document = Document("So it is .", Origin("a.txt"))
    other = msgspec.structs.replace(document, **{name: TOLD[name]})
    for each in (document, other):
        cache.check(each, config, config.selected())
    assert cache.hits == 0
    # The same text elsewhere is the same result.
    cache.check(msgspec.structs.replace(other, origin=Origin("b.txt", "item 2")), config, config.selected())
    cache.close()
    assert cache.hits == 1
