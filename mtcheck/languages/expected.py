"""Which language a text should be in: as somebody said, else the one that most of it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mtcheck import lazyre
from mtcheck.languages.identify import identify_language
from mtcheck.languages.types import UNDETERMINED, LanguageSpan
from mtcheck.lexicon.known_words import known_words

if TYPE_CHECKING:
    from mtcheck.document import Document

#: As the value of `lang`: believe what the text declares, else find out.
AUTO: Final = "auto"


def told_language(document: Document, lang: str) -> str | None:
    """The language a document is expected in, if anybody says so: its record, the caller, its container.

    >>> from mtcheck.document import Document, Origin
    >>> rain = Document("Es regnet.", Origin("a.de.txt"), declared_lang="de")
    >>> told_language(rain, "auto"), told_language(rain, "en")
    ('de', 'en')
    """
    wanted = lang if lang != AUTO else None
    own = document.lang if document.lang != AUTO else None
    return own or wanted or document.declared_lang or None


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
