"""PUN: marks of another writing system, and opening marks that Spanish has and the source had not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.language.foreign import is_same
from mtcheck.rules.punctuation.intruders import intruders
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.conventions import Conventions, conventions, mark_words
from mtcheck.text.view import View

# A letter of a script that is not Latin: beside Latin letters and digits Latin marks are usual everywhere.
# Vowel signs of the Indic scripts are no letters to a pattern.
# Behind the mark, which comes first: the pattern is tried at no other character.
_OWN_LETTER = r"(?<=(?:[^\W\d_a-zA-ZÀ-ɏ]|[\u0900-\u0dff]).)"


# Values that a program takes apart at their commas: yes,no,maybe
_LIST_OF_PROGRAM = lazyre.compile(r"[^\W\d_][,;][^\W\d_]")


@rule(
    "PUN015",
    "foreign-mark",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    skip=NOT_PROSE,
    options={"always": False},
)
def foreign_mark(view: View, options: Options) -> Iterator[Hit]:
    """A mark of another writing system, or a Spanish question without ¿: `渡轮,旧桥。`, `so、then`, `Vienes?`

    Translators leave the source's marks, or set marks of Chinese, Arabic or Spanish where the language has
    none; full-width digits too. Many writers do without the danda and the opening ¿. These are reported
    only in a text that has them elsewhere, or before a word that only begins questions (cuándo); `always =
    true` reports every one.
    """
    text, marks = view.text, conventions(view.lang)
    if _LIST_OF_PROGRAM.search(view.document.source or ""):
        return
    own = _own_marks(marks)
    for match in _latin_marks(view.lang).finditer(text) if own else ():
        if not is_same(view.lang_at(match.start()), view.lang):
            continue  # the marks of a stretch in another language are its own
        if match[0] != "." or options["always"] or own["."] in text:
            yield _latin_mark(text, match, own[match[0]], marks.full_width)
    yield from intruders(view)
    if marks.opening:
        yield from _unopened(view, marks.opening, options["always"])


def _own_marks(marks: Conventions) -> dict[str, str]:
    """The language's own form of each Latin mark that it does without."""
    pairs = ((",", marks.comma), (";", marks.semicolon), ("?", marks.question), (".", marks.stop))
    # A question mark of half width is usual in Chinese and Japanese typing.
    return {latin: own for latin, own in pairs if own not in (latin, "？")}


@cache
def _latin_marks(lang: str) -> re.Pattern[str]:
    """Latin marks after a letter of another script; a stop only where it ends a sentence."""
    own = _own_marks(conventions(lang))
    signs = "".join(re.escape(mark) for mark in own if mark != ".")
    kinds = [f"[{signs}]{_OWN_LETTER}(?![\\w!?.,)])"] if signs else []
    if conventions(lang).full_width and signs:
        kinds.append(f"[{signs}]{_OWN_LETTER}(?=[^\\W\\d_a-zA-Z])")
    if "." in own:
        kinds.append(rf"\.{_OWN_LETTER}(?=\s*(?:$|\n))")
    return lazyre.compile("|".join(kinds))


def _latin_mark(text: str, match: re.Match[str], own: str, full_width: bool) -> Hit:
    end = match.end()
    while full_width and end < len(text) and text[end] == " ":
        end += 1  # the space is part of a mark of full width
    return Hit(match.start(), end, f"{match[0]} where the language has {own}", own, PROBABLE)


def _asks(view: View, sentence: str) -> bool:
    """Whether a word that only questions have begins the sentence, or what is asked after a colon."""
    words = mark_words(view.lang).asking
    return any(match[1].lower() in words for match in _BEGIN.finditer(sentence))


_BEGIN = lazyre.compile(r"(?:^|: )[—–\-\"“«(]*([^\W\d_]+)")


def _unopened(view: View, opening: str, always: bool) -> Iterator[Hit]:
    """Questions and exclamations that end in a mark and do not open with one."""
    text = view.text
    for opener, closer in zip(opening, "?!", strict=True):
        if closer not in text:
            continue
        for start, end in view.sentences:
            sentence = text[start:end]
            ends = sentence.rstrip("»”\")'").endswith(closer) and opener not in sentence
            if ends and text.rfind(opener, 0, start) > text.rfind(closer, 0, start):
                continue  # it opened in a line before
            if ends and (always or opener in text or (closer == "?" and _asks(view, sentence))):
                yield Hit(
                    start,
                    end,
                    f"sentence ends in {closer} and does not open with {opener}",
                    confidence=PROBABLE,
                )
