"""Negation, said plainly on one side and not at all on the other. Words: corpora/lang, table negation."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import msgspec

from mtcheck import lazyre
from mtcheck.bitext.numberdata import base
from mtcheck.document import Span
from mtcheck.resources import language_facts
from mtcheck.tags import tag

# A text in which many things are said may say one of them in another way: only shorter ones are judged.
MAX_CHARACTERS: Final = 500
_MAX_CHARACTERS_DENSE: Final = 130


_VALUE = lazyre.compile(r"(?<=[\w,)] )None\b")


class _Words(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    plain: str
    broad: str
    not_only: str
    only: str
    idioms: str = ""
    kin: dict[str, str] = {}


class _Patterns(NamedTuple):
    plain: re.Pattern[str]
    any: re.Pattern[str]
    idioms: re.Pattern[str] | None
    not_only: re.Pattern[str]
    only: re.Pattern[str]
    kin: dict[str, re.Pattern[str]]


@cache
def _words(lang: str) -> _Words | None:
    found = language_facts(lang).get("negation")
    return None if found is None else msgspec.convert(found, _Words)


@cache
def _patterns(lang: str) -> _Patterns | None:
    words = _words(lang)
    if words is None:
        return None
    spaced = not tag(lang).dense
    plain, broad = _pattern(words.plain, spaced), _pattern(f"{words.plain} {words.broad}", spaced)
    idioms = "|".join(filter(None, words.idioms.replace("'", "['’]").split("|")))
    # A不A asks a question.
    idioms += "" if spaced else r"|(?P<asked>.)[不没](?P=asked)"
    edge = r"(?<!\w)" if spaced else ""
    not_only, only = words.not_only.replace("'", "['’]"), words.only
    return _Patterns(
        plain,
        broad,
        lazyre.compile(f"{edge}(?:{idioms})", re.IGNORECASE) if idioms else None,
        lazyre.compile(f"{edge}(?:{not_only})", re.IGNORECASE),
        lazyre.compile(f"{edge}(?:{only})", re.IGNORECASE),
        {family: _pattern(kin, spaced) for family, kin in words.kin.items()},
    )


def _pattern(words: str, spaced: bool) -> re.Pattern[str]:
    if not spaced:
        return lazyre.compile("|".join(map(re.escape, words.split())))
    parts = []
    for word in words.split():
        if word[0] == "/":
            parts.append(word[1:])
            continue
        escaped = re.escape(word.strip("*")).replace("'", "['’]")
        if word == "n't":
            parts.append(rf"\w+{escaped}")
        else:
            parts.append((r"\w*" if word[0] == "*" else "") + escaped + (r"\w*" if word[-1] == "*" else ""))
    return lazyre.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def knows(lang: str) -> bool:
    """Whether there are words for a language."""
    return _words(base(lang)) is not None


def negation_in(text: str, lang: str) -> Span | None:
    """The first plain negation of a text, outside of what only looks like one.

    >>> negation_in("Not only did they come, they did not leave.", "en")
    Span(start=33, end=36)
    """
    patterns = _patterns(base(lang))
    if patterns is None or not patterns.plain.search(text):
        return None
    blanked = patterns.idioms.sub(lambda match: " " * len(match[0]), text) if patterns.idioms else text
    # With a capital inside a sentence it is a value of a program: True, False or None.
    blanked = _VALUE.sub("    ", blanked) if "None" in text else blanked
    found = patterns.plain.search(blanked)
    return Span(*found.span()) if found else None


def _negates(text: str, lang: str) -> bool:
    """Whether a text negates in any way at all; true of a language without words."""
    patterns = _patterns(base(lang))
    return patterns is None or bool(patterns.any.search(text))


def _is_long(text: str, lang: str) -> bool:
    dense = tag(lang).dense
    return len(text) > (_MAX_CHARACTERS_DENSE if dense else MAX_CHARACTERS)


def negation_lost(source: str, target: str, source_lang: str, target_lang: str) -> str | None:
    """The plain negation of a source whose target negates in no way; None when all is well.

    >>> negation_lost("Они не пришли.", "They came.", "ru", "en")
    'не'
    >>> negation_lost("Они не пришли.", "They failed to come.", "ru", "en") is None
    True
    """
    if _is_long(source, source_lang) or not (knows(source_lang) and knows(target_lang)):
        return None
    here = negation_in(source, source_lang)
    not_only = _not_only_lost(source, target, base(source_lang), base(target_lang))
    if not_only:
        return not_only
    if _is_polite_question(source, source_lang):
        return None
    if not here or _negates(_without_kin(source, target, source_lang, target_lang), target_lang):
        return None
    return source[slice(*here)]


# Where a question is asked with a negation to be polite: "Вы не пробовали?" is "Have you tried?".
_ASKING_WITH_NOT: Final = ("ru", "uk", "be", "cs", "pl", "ja")
_QUESTION = lazyre.compile(r"[^.!?…]*\?[\s)»”]*")
_JAPANESE_QUESTION = lazyre.compile(r"[^。！？!?]*(?:ない|なかった|ません|無い).{0,8}[?？][\s」』]*")
_ASKING = lazyre.compile(
    r"\b(?:почему|зачем|кто|что|как|где|когда|чому|навіщо|хто|що|як|де|коли|proč|kdo|co|jak|kde|kdy|dlaczego|czemu|kto|gdzie"
    r"|если|якщо|když|jestli|pokud|jeśli)\b|なぜ|なんで|どうして|誰|いつ",
    re.IGNORECASE,
)


def _is_polite_question(source: str, lang: str) -> bool:
    """Whether a source is one question, in a language that negates questions without meaning it.

    One that asks why, who or how means its negation.
    """
    if base(lang) not in _ASKING_WITH_NOT:
        return False
    question = _JAPANESE_QUESTION if base(lang) == "ja" else _QUESTION
    return bool(question.fullmatch(source)) and not _ASKING.search(source)


def _without_kin(source: str, target: str, source_lang: str, target_lang: str) -> str:
    """The target with blanks for words that the source has too: its "only" is not what became of a "not".

    >>> _without_kin("Я не ем без соли.", "I eat without salt.", "ru", "en")
    'I eat         salt.'
    """
    here, there = _patterns(base(source_lang)), _patterns(base(target_lang))
    if here is None or there is None:
        return target
    for family, kin in there.kin.items():
        if family in here.kin and here.kin[family].search(source):
            target = kin.sub(lambda match: " " * len(match[0]), target)
    return target


# Sources whose negations take forms that no list of words holds: an added one is not looked for.
_NEGATES_IN_MANY_WAYS: Final = ("zh", "ja", "cs")


def _not_only_lost(source: str, target: str, source_lang: str, target_lang: str) -> str | None:
    """The "not only" of a source that has become an "only"."""
    here, there = _patterns(source_lang), _patterns(target_lang)
    found = here.not_only.search(source) if here else None
    if found is None or there is None or there.not_only.search(target) or there.plain.search(target):
        return None
    return found[0] if there.only.search(target) else None


def negation_added(source: str, target: str, source_lang: str, target_lang: str) -> Span | None:
    """Where a target negates plainly and its source in no way; None when all is well.

    >>> negation_added("Они пришли.", "They did not come.", "ru", "en")
    Span(start=9, end=12)
    """
    if _is_long(target, target_lang) or not (knows(source_lang) and knows(target_lang)):
        return None
    if base(source_lang) in _NEGATES_IN_MANY_WAYS:
        return None
    there = negation_in(target, target_lang)
    return None if there is None or _negates(source, source_lang) else there
