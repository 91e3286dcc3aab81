"""Sentences glued together in scripts without capitals, where nothing but the words tells that one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.text.view import View

# A Korean sentence ends in one of these syllables; a number or a name does not.
_KOREAN = lazyre.compile(r"\.(?<=[가-힣][다요죠까].)(?=[가-힣]{2,20}[\s,])")
# Two words of three letters and more; shorter ones are abbreviations, and a dot more is an address.
_ARABIC = lazyre.compile(
    r"[.؟](?<=[\s،؛][\u0620-\u065f\u0671-\u06d3]{3}.|[\u0620-\u065f\u0671-\u06d3]{4}.)"
    r"(?=(?P<word>[\u0620-\u065f\u0671-\u06d3]{3,30})[\s،؛])"
)
_WORD_BEFORE = lazyre.compile(r"(?<!\S)[\u0620-\u065f\u0671-\u06d3]{3,30}$")
_REACH = 40


def uncased_stops(view: View) -> Iterator[re.Match[str]]:
    """The stops between them."""
    base = view.tag.base
    if base == "ko":
        yield from _KOREAN.finditer(view.text)
    known = wordlist(base) if base in ("ar", "fa", "ur") else None
    if known is None:
        return
    for match in _ARABIC.finditer(view.text):
        before = _WORD_BEFORE.search(view.text, max(0, match.start() - _REACH), match.start())
        if before and before[0] in known and match["word"] in known:
            yield match
