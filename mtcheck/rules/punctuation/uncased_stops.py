"""Sentences glued together in scripts without capitals, where nothing but the words tells that one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import WordList, wordlist
from mtcheck.text.view import View

# A Korean sentence ends in one of these syllables; a number or a name does not.
_KOREAN = lazyre.compile(r"\.(?<=[가-힣][다요죠까].)(?=[가-힣]{2,20}[\s,])")
# The stops of India, Pakistan and Ethiopia, which nothing else has inside a word.
_OWN = lazyre.compile(r"[।॥۔።](?<=[^\W\d_].|[\u0900-\u0dff].)(?=[^\W\d_])")
# Two words of three letters and more; shorter ones are abbreviations, and a dot more is an address. One of
# two letters has to be frequent.
_ARABIC = lazyre.compile(
    r"[.؟](?<=[\s،؛][\u0620-\u065f\u0671-\u06d3]{3}.|[\u0620-\u065f\u0671-\u06d3]{4}.)"
    r"(?=(?P<word>[\u0620-\u065f\u0671-\u06d3]{2,30})[\s،؛])"
)
# A Latin word, a stop and a word of this script.
_BEHIND_LATIN = lazyre.compile(r"[.؟](?<=[A-Za-z]{3}.)(?=(?P<word>[\u0620-\u065f\u0671-\u06d3]{3,30})[\s،؛])")
_FREQUENT = -8.0
_WORD_BEFORE = lazyre.compile(r"(?<!\S)[\u0620-\u065f\u0671-\u06d3]{3,30}$")
_REACH = 40


def uncased_stops(view: View) -> Iterator[re.Match[str]]:
    """The stops between them."""
    base = view.tag.base
    if base == "ko":
        yield from _KOREAN.finditer(view.text)
    if any(stop in view.characters for stop in "।॥۔።"):
        yield from _OWN.finditer(view.text)
    known = wordlist(base) if base in ("ar", "fa", "ur") else None
    if known is None:
        return
    for match in _ARABIC.finditer(view.text):
        before = _WORD_BEFORE.search(view.text, max(0, match.start() - _REACH), match.start())
        if before and _parts_sentences(known, before[0], match["word"]):
            yield match
    for match in _BEHIND_LATIN.finditer(view.text):
        if match["word"] in known:
            yield match


def _parts_sentences(known: WordList, before: str, after: str) -> bool:
    """Whether two words are words: one of them is listed where both are long, as prefixes are glued on."""
    if len(after) == 2:
        return before in known and known.log(after) > _FREQUENT and after in known
    listed = (before in known) + (after in known)
    return listed == 2 or (listed == 1 and min(len(before), len(after)) >= _LONG)


_LONG = 4
