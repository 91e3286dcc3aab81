"""Words of the source that its translation keeps: terms, and commands of a program."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.rules.language.lone_words import no_nouns


def is_kept_term(word: str, source: str) -> bool:
    """Whether a lone word is the source's own and may be a noun: a translator kept `checksum` as a term.

    >>> is_kept_term("checksum", "The checksum is wrong."), is_kept_term("expired", "It has expired.")
    (True, False)
    >>> is_kept_term("checkbox", "Two checkboxes."), is_kept_term("tooltips", "A tooltip.")
    (True, True)
    """
    low, found = word.lower(), set(_WORDS.findall(source.lower()))
    words = low.split()
    if len(words) > _LONGEST_TERM:
        return False
    if len(words) == 1 and low not in no_nouns() and found.intersection(_numbers(low)):
        return True
    if not all(each in found for each in words):
        return False
    if not any(each in no_nouns() for each in words) and low in source.lower():
        return True
    return _is_command(low, source.lower())


def _numbers(word: str) -> tuple[str, ...]:
    """A noun of English in one number and the other."""
    return (word, f"{word}s", f"{word}es", word.removesuffix("s"), word.removesuffix("es"))


# Terms of so many words are kept: `build info`.
_LONGEST_TERM = 2


def _is_command(words: str, source: str) -> bool:
    """Whether the source has words in quotation marks, or at the head of a line set apart: a command."""
    place = source.find(words)
    while place >= 0:
        before, after = source[:place], source[place + len(words) :]
        if before[-1:] in _SET_OFF and before and after[:1] in _SET_OFF:
            return True
        if "\n" in before and before.rpartition("\n")[2].isspace():
            return True
        place = source.find(words, place + 1)
    return False


_SET_OFF = "\"'`“”‘’«»[]"
_WORDS = lazyre.compile(r"[^\W\d_]+")
