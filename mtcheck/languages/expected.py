"""Which language a text should be in: as somebody said, else the one that most of it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mtcheck import lazyre
from mtcheck.languages.identify import identify_language
from mtcheck.languages.types import UNDETERMINED, LanguageSpan
from mtcheck.lexicon.forms import forms
from mtcheck.lexicon.known_words import known_words
from mtcheck.tags import LanguageTag, problem_of, tag

if TYPE_CHECKING:
    from mtcheck.document import Document

#: As the value of `lang`: believe what the text declares, else find out.
AUTO: Final = "auto"


def told_language(document: Document, lang: str) -> str | None:
    """The language a document is expected in, if anybody says so: its record, the caller, its container.

    What is no language tag says nothing (LNG007 tells of it), so that the text speaks for itself.

    >>> from mtcheck.document import Document, Origin
    >>> rain = Document("Es regnet.", Origin("a.de.txt"), declared_lang="de")
    >>> told_language(rain, "auto"), told_language(rain, "en")
    ('de', 'en')
    """
    said = (document.lang, lang, document.declared_lang)
    return next((each for each in said if each and each != AUTO and problem_of(each) is None), None)


def main_language(text: str, languages: Iterable[LanguageSpan]) -> str:
    """The language of most letters of the stretches whose language is known; "und" where none is.

    >>> main_language("So it is. Да.", [LanguageSpan(0, 10, "en", 0.9), LanguageSpan(10, 13, "ru", 0.8)])
    'en'
    """
    letters: Counter[str] = Counter()
    for span in languages:
        if span.code != UNDETERMINED:
            letters[span.code] += sum(map(str.isalpha, text[span.start : span.end]))
    return letters.most_common(1)[0][0] if letters.total() else UNDETERMINED


# Words that have ß everywhere but in Switzerland: small ones, and streets. A name (Weiss) shows nothing.
_WRITTEN_SS = lazyre.compile(r"(?<![^\W\d_])(?:[a-zäöü]*ss[a-zäöü]*|[^\W\d_]*[Ss]trassen?)(?![^\W\d_])")
_SWISS_QUOTE = lazyre.compile(r"«(?<!\w.)(?=\w)")
_FEWEST_SWISS = 2


def with_region(language: LanguageTag, text: str) -> LanguageTag:
    """German that writes ss for ß is Swiss: its quotation marks and numbers are those of de-CH.

    One word is enough where a quotation opens with « too, as it does in Switzerland.

    >>> with_region(tag("de"), "Die Strasse heisst Gasse, gross ist sie nicht.").name
    'de-CH'
    >>> with_region(tag("de"), "Die Straße heißt Gasse.").name
    'de'
    """
    if language.name != "de" or "ss" not in text or "ß" in text:
        return language
    known = forms("de")
    words = {word.lower() for word in _WRITTEN_SS.findall(text)}
    swiss = sum(
        word.endswith(("strasse", "strassen"))
        or (not known.class_of(word) and known.class_of(word.replace("ss", "ß")) > 0)
        for word in words
    )
    fewest = 1 if _SWISS_QUOTE.search(text) else _FEWEST_SWISS
    return tag("de-CH") if swiss >= fewest else language


# A text with fewer letters says little of its language, and so does an answer below this confidence.
_FEW_LETTERS, _SURE = 24, 0.9
_WORD = lazyre.compile(r"[^\W\d_]+")


def message_language(message: str) -> str:
    """The language of a message of a catalogue of gettext, whose header says none.

    By custom English: a few words that English has are English, whatever their letters look like.

    >>> message_language("No password set."), message_language("Kein Passwort gesetzt.")
    ('en', 'de')
    """
    found = identify_language(message)
    if found.code == "und" and message.isascii():
        return "en"  # more tags than words
    if found.code == "en" or (found.confidence >= _SURE and sum(map(str.isalpha, message)) >= _FEW_LETTERS):
        return found.code
    words, english = _WORD.findall(message), known_words("en")
    known = sum(word.lower() in english for word in words) if english else 0
    return "en" if not words or 2 * known >= len(words) else found.code
