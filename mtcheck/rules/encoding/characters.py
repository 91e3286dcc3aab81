"""ENC: characters that were lost, or stand in another form than text should have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtcheck.encoding.homoglyphs import find_mixed_script_words
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.encoding import CHARACTER_ENCODING
from mtcheck.text.view import View


@rule("ENC003", "lossy-encoding", category=CHARACTER_ENCODING, severity=Severity.MAJOR, skip=("link", "code"))
def lossy_encoding(view: View, options: Options) -> Iterator[Hit]:
    """Characters were lost on the way: `caf\ufffd`, `?????? ?? Telegram`.

    A program wrote U+FFFD, or question marks, for bytes it could not read. What stood there is not in the
    text any more, so there is no fix; the source has to be fetched again. Emphatic marks (`What???`) are
    left alone.
    """
    text = view.text
    if "\ufffd" in text:
        for match in _REPLACEMENT.finditer(text):
            yield Hit(*match.span(), f"{len(match[0])} lost characters (U+FFFD)")
    if "??" in text:
        for match in _QUESTION_MARKS.finditer(text):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if before.islower() and after.isupper():
                continue  # a sentence that begins without a space
            yield Hit(*match.span(), f"question marks for lost letters: {match[0]!r}")


_REPLACEMENT = re.compile("\ufffd+")
# Two words of question marks in a row, or a run of them inside a word: nobody asks like that.
_QUESTION_MARKS = re.compile(
    r"(?<![\w?!.,])\?{2,}(?: \?{1,})+(?![?!])(?=[ ,.]|$)"
    r"|(?<=[^\W\d_]{2})\?{2,}(?=[^\W\d_])|(?<=[^\W\d_])\?{2,}(?=[^\W\d_]{2})"
)


@rule(
    "ENC007",
    "not-nfc",
    category=CHARACTER_ENCODING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("link", "code"),
)
def not_nfc(view: View, options: Options) -> Iterator[Hit]:
    """A letter is spelt as letter and accent where Unicode has one character for it.

    Both look the same and compare as different, so searches miss and programs count wrongly. The fix is
    the canonical composition (NFC), which changes no meaning; compatibility forms (\ufb01, ², Ⅻ) stay. Where
    NFC itself prefers two characters (Bengali, Gurmukhi), or another order of vowel points (Hebrew), the
    text is left as its writers type it; CJK compatibility ideographs, which NFC would replace by another
    shape of a name, are only shown.
    """
    text = view.text
    if view.is_ascii or unicodedata.is_normalized("NFC", text):
        return
    for match in _NON_ASCII_WORD.finditer(text):
        word = match[0]
        if unicodedata.is_normalized("NFC", word):
            continue
        composed = unicodedata.normalize("NFC", word)
        if len(composed) >= len(word) and not any(character in _SINGLETONS for character in word):
            continue
        if any(_is_compatibility_ideograph(character) for character in word):
            yield Hit(*match.span(), f"{word!r} holds a CJK compatibility ideograph", safety=Safety.DISPLAY)
        else:
            yield Hit(*match.span(), f"{composed!r} is not in composed form (NFC)", composed)


# From white space to white space: so the edits of two words cannot touch.
_NON_ASCII_WORD = re.compile(r"[!-~]*[^\x00-\x7f][^\x00-\x20]*")


# Ohm, Kelvin and Ångström signs: NFC has the letter for them. And see _is_compatibility_ideograph.
_SINGLETONS = frozenset("\u2126\u212a\u212b") | frozenset(map(chr, range(0xF900, 0xFB00)))


def _is_compatibility_ideograph(character: str) -> bool:
    return "\uf900" <= character <= "\ufaff" or "\U0002f800" <= character <= "\U0002fa1f"


@rule(
    "ENC006",
    "mixed-script-word",
    category="linguistic/spelling",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    skip=("link", "code"),
)
def mixed_script_word(view: View, options: Options) -> Iterator[Hit]:
    """A word mixes look-alike letters of two alphabets: `M\u043esc\u043ew` with two Cyrillic letters.

    It reads well and cannot be searched, sorted or spoken. The fix is safe where a word list has the word in
    one alphabet. Words one alphabet cannot write (`Wi-Fi\u0434\u043bя`, `β-blocker`) are left alone.
    """
    for start, end, wanted, listed in find_mixed_script_words(view.text):
        word = view.text[start:end]
        if wanted is None:
            yield Hit(start, end, f"{word!r} mixes letters of two alphabets", safety=Safety.DISPLAY)
        else:
            safety = Safety.SAFE if listed else Safety.UNSAFE
            message = f"{word!r} mixes letters of two alphabets; {wanted!r} in one"
            yield Hit(start, end, message, wanted, safety=safety)
