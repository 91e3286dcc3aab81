"""Letters that were written as the plain ones: `kurlari ve düsük` for kurları ve düşük."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from mtcheck import lazyre
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.lexicon.wordlists import WordList, wordlist
from mtcheck.resources import language_facts
from mtcheck.text.view import View

# A paragraph of so many characters would have one of these letters; so many words of it are no words without
# them. A word may lose so many, and is at least this frequent (nats) with them.
_PARAGRAPH, _FEWEST, _MOST_LOST, _LEAST = 60, 2, 6, -12.5
_WORD = lazyre.compile(r"(?<![\w@#/.&=-])[^\W\d_]{4,30}(?![\w@/=-]|\.\w)")


@cache
def _lost(lang: str) -> dict[str, str]:
    """Plain letters, and those that stand for them when a table has none: `s` for ş."""
    pairs = str(language_facts(lang).get("alphabet", {}).get("bare", "")).split()
    return {pair[1]: pair[0] for pair in pairs}


def bare_letters(view: View) -> Iterator[Hit]:
    """Words that are words with the language's own letters only, in paragraphs that have none of these."""
    lost = _lost(view.tag.base)
    known = wordlist(view.tag.base) if lost else None
    if known is None:
        return
    letters = frozenset(lost.values())
    for start, end in view.paragraphs:
        if end - start < _PARAGRAPH or not letters.isdisjoint(view.lowered[start:end]):
            continue
        found = [
            (match.start(), match.end(), better)
            for match in _WORD.finditer(view.text, start, end)
            if match[0].islower() and (better := _restored(match[0], lost, known))
        ]
        for a, b, better in found if len({better for _, _, better in found}) >= _FEWEST else ():
            yield Hit(
                a,
                b,
                f"{view.text[a:b]!r} has lost letters of {better!r}",
                better,
                PROBABLE,
                severity=Severity.MINOR,
                safety=Safety.DISPLAY,
            )


def _restored(word: str, lost: dict[str, str], known: WordList) -> str | None:
    """The most frequent word that differs in lost letters only, of a word that is not listed."""
    places = [place for place, letter in enumerate(word) if letter in lost]
    if not 0 < len(places) <= _MOST_LOST or word in known:
        return None
    best, found = _LEAST, None
    for chosen in product((False, True), repeat=len(places)):
        letters = list(word)
        for place, change in zip(places, chosen, strict=True):
            if change:
                letters[place] = lost[letters[place]]
        form = "".join(letters)
        log = known.log(form)
        if log > best and log:
            best, found = log, form
    return found
