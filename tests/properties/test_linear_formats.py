"""Reading and writing a text takes work in proportion to the inline elements in it: counted, not timed.

With 20,000 `<ph>` in one target a check took 4.3 s once, and reading takes 0.4 s of CPU now.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from mtcheck.formats import open_input
from mtcheck.formats.options import ReadOptions
from tests.formats.kit import replacing, rewritten
from tests.properties.test_linear import MOST_CALLS_RATIO, calls, guard

ELEMENTS = {
    "ph": '<ph id="{0}">%d</ph> word ',
    "x": '<x id="{0}"/> word ',
    "g": '<g id="{0}">word</g> ',
    "mrk": '<mrk mtype="protected">word</mrk> ',
    "CDATA": "<![CDATA[word]]> ",
    "references": "&amp; word ",
}
GUARD_S = 5.0


XLIFF = '<xliff version="1.2"><file source-language="en" target-language="de"><body>{}</body></file></xliff>'
_ENTRY = '<entry><content type="xhtml"><div>{}</div></content></entry>'
ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom">{_ENTRY}</feed>'


def catalogue(element: str, count: int) -> bytes:
    inside = "".join(element.format(number) for number in range(count))
    unit = f'<trans-unit id="1"><source>{inside}</source><target>{inside} .</target></trans-unit>'
    return XLIFF.format(unit).encode()


def memory(count: int) -> bytes:
    inside = "".join(f'<ph x="{number}">%d</ph> word ' for number in range(count))
    variants = "".join(f'<tuv xml:lang="{lang}"><seg>{inside}.</seg></tuv>' for lang in ("en", "de"))
    return f'<tmx version="1.4"><header srclang="en"/><body><tu>{variants}</tu></body></tmx>'.encode()


def page(count: int) -> bytes:
    inside = "".join(f"word <b>w{number}</b> and <i>more</i> words. " for number in range(count))
    return f"<html><body><article><h1>Words</h1><p>{inside}</p></article></body></html>".encode()


def feed(count: int) -> bytes:
    inside = "".join(f'word <img src="{number}"/> <code>x</code> ' for number in range(count))
    return ATOM.format(f"{inside}.").encode()


@pytest.mark.parametrize("name", ELEMENTS)
def test_inline_elements_of_a_catalogue(name: str) -> None:
    def work(count: int) -> int:
        data = catalogue(ELEMENTS[name], count)
        return calls(lambda: list(open_input(io.BytesIO(data)).items()))

    work(10)
    assert work(2000) < MOST_CALLS_RATIO * work(500)
    data = catalogue(ELEMENTS[name], 20_000)
    with guard(f"20,000 of {name}", GUARD_S):
        assert rewritten(data, replacing(" .", "."), "xliff") == data.replace(b" .", b".")


@pytest.mark.parametrize(
    ("made", "name"), [(memory, "tmx"), (feed, "feed"), (page, "html")], ids=["tmx", "feed", "html"]
)
def test_inline_elements_of_other_formats(made: Callable[[int], bytes], name: str) -> None:
    if name == "html":
        pytest.importorskip("trafilatura")

    def work(count: int) -> int:
        data = made(count)
        options = ReadOptions(format=name)
        return calls(lambda: list(open_input(io.BytesIO(data), options).items()))

    work(10)
    assert work(2000) < MOST_CALLS_RATIO * work(500)


def test_elements_of_tmx() -> None:
    data = memory(20_000)
    with guard("20,000 of ph in TMX", GUARD_S):
        changed = rewritten(data, replacing(" .", "."), "tmx")
    assert changed.count(b" .") == 1


def test_elements_of_xhtml() -> None:
    data = feed(10_000)
    with guard("10,000 pictures and samples of code", GUARD_S):
        assert rewritten(data, replacing(" .", "."), "feed") == data.replace(b" .", b".")
