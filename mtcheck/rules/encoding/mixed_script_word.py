"""ENC006: A word mixes look-alike letters of two alphabets: `Mоscоw` with two Cyrillic letters."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.encoding.homoglyphs import find_mixed_script_words
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View


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
