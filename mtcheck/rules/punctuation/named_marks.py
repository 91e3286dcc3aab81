"""Whether a spaced mark is named as such: `the mark , is`, `die Zeichen , und ;`."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.lexicon.features import POS
from mtcheck.lexicon.forms import forms, languages
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import word_set
from mtcheck.text.mentions import is_beside_sign_word, is_sign_word
from mtcheck.text.view import View

# How far back the word that names marks is looked for: other marks and what joins them are between.
_REACH, _MOST_PASSED, _AHEAD = 48, 6, 60
# Languages whose word for a sign comes after it: ", jel", ", işareti".
_BEHIND = frozenset(("hu", "tr", "fi", "az"))
# A letter with the vowel signs of Indic and Thai scripts, which are no letters to Python.
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e30-\u0eff])"
_NEXT = lazyre.compile(rf"[ \u00a0]+({_LETTER}+)")
_MARK_NEXT = lazyre.compile(rf"({_LETTER}*)[ \u00a0]+[“\"'«„]?[^\w\s](?!\w)")
_FREQUENT = -7.0
_WORDS = lazyre.compile(r"[^\W\d_]")
_GOES_ON, _NEW_CLAUSE = POS["verb"], POS["conj"] | POS["pron"] | POS["det"]


def is_named_mark(view: View, start: int, end: int) -> bool:
    """Whether the word before a spaced mark names marks, or that behind it does where an article is before.

    Other marks and what joins them may be between. What goes on has to be no new clause:
    `missed the point , but stayed`.
    """
    if view.tag.spaceless:
        return is_beside_sign_word(view, start, end)
    line, lang, low = view.paragraph_at(start), view.tag.base, view.lowered
    behind = _NEXT.match(low, end, line.end)
    word = behind[1] if behind else ""
    if behind and word in joining() and _is_other_named(low[behind.end() : line.end], lang):
        word = ""  # the marks , and ;
    before = low[max(line.start, start - _REACH) : start].split()
    if word and is_sign_word(word, lang):
        return lang in _BEHIND or before[-1:] in (["the"], ["a"])
    if not _is_after_name(before, lang):
        return False
    # After another mark that is named no new clause begins: the characters ; and : as marks.
    return not _WORDS.search(before[-1]) or before[-1] in joining() or can_go_on(word, lang)


def _is_other_named(rest: str, lang: str) -> bool:
    """Whether another mark follows at once, or one behind a word that names marks."""
    return any(
        is_sign_word(match[1], lang) if match[1] else not match.start()
        for match in _MARK_NEXT.finditer(rest[:_AHEAD])
    )


def joining() -> frozenset[str]:
    """Words that join two marks or words: and, or, und."""
    return word_set("und", "halves")


def _is_after_name(before: list[str], lang: str) -> bool:
    """Whether the last of the words names marks, marks and what joins them aside."""
    for word in before[: -_MOST_PASSED - 1 : -1]:
        if not _WORDS.search(word) or word in joining():
            continue
        return is_sign_word(word, lang)
    return False


def can_go_on(word: str, lang: str) -> bool:
    """Whether nothing follows a mark that is named, or a word that a new clause does not begin with."""
    if not word:
        return True
    if lang not in languages():
        return word not in joining()
    known = forms(lang)
    pos = int(known.pos[known.class_of(word)])
    if not pos:  # a word that is this frequent (nats) and in no table is a conjunction or the like
        words = wordlist(lang)
        return words is None or not _FREQUENT < words.log(word) < 0
    return bool(pos & _GOES_ON and not pos & _NEW_CLAUSE)
