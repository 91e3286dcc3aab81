"""ENC007: A letter and its accent are two characters where Unicode has one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING
from mtcheck.text.view import View


@rule(
    "ENC007",
    "not-nfc",
    category=CHARACTER_ENCODING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("link", "code"),
)
def not_nfc(view: View, options: Options) -> Iterator[Hit]:
    """A letter and its accent are two characters where Unicode has one.

    Both look the same but compare as different, so searches miss. The fix is the composed form (NFC), which
    changes no meaning; compatibility forms (ﬁ, ², Ⅻ) stay. Bengali, Gurmukhi and Hebrew points stay as
    their writers type them. CJK compatibility ideographs are only shown.
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
_NON_ASCII_WORD = lazyre.compile(r"[!-~]*[^\x00-\x7f][^\x00-\x20]*")


# Ohm, Kelvin and Ångström signs: NFC has the letter for them. And see _is_compatibility_ideograph.
_SINGLETONS = frozenset("\u2126\u212a\u212b") | frozenset(map(chr, range(0xF900, 0xFB00)))


def _is_compatibility_ideograph(character: str) -> bool:
    return "\uf900" <= character <= "\ufaff" or "\U0002f800" <= character <= "\U0002fa1f"
