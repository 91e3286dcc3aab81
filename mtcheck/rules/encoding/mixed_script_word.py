"""ENC006: A word mixes look-alike letters of two alphabets: `Mоscоw` with two Cyrillic letters."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
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

    It reads well but cannot be searched, sorted or spoken. The fix is safe where a word list has the word
    in one alphabet, and most of its letters or of those around it are of that one. In Latin text an ideograph
    between letters (`k枚nnen`) is shown: the word was read in an East Asian encoding. Words that one alphabet
    cannot write (`Wi-Fiдля`, `β-blocker`) are left alone, and capitals with a Russian ending: `HOST\u0435`.
    """
    for start, end in () if view.is_ascii else _wide_inside(view.text):
        if all(repair.end <= start or repair.start >= end for repair in view.repairs):
            message = f"{view.text[start:end]!r} has an ideograph or a syllable inside a Latin word"
            yield Hit(start, end, message, safety=Safety.DISPLAY)
    for start, end, wanted, listed in find_mixed_script_words(view.text):
        word = view.text[start:end]
        declined = _DECLINED.fullmatch(word)
        if declined and declined[1].isupper():
            continue
        if wanted is None:
            yield Hit(start, end, f"{word!r} mixes letters of two alphabets", safety=Safety.DISPLAY)
        else:
            sure = listed and not declined and not _leaves_its_script(view.text, start, end, wanted)
            safety = Safety.SAFE if sure else Safety.UNSAFE
            message = f"{word!r} mixes letters of two alphabets; {wanted!r} in one"
            yield Hit(start, end, message, wanted, safety=safety)


# A Latin word with an ending of Russian or its kin: PODа, HOSTе; of `podа` nobody can say.
_DECLINED = lazyre.compile(r"([A-Za-z]{2,})[\u0430-\u044f\u0451\u0454\u0456\u0457\u045e]{1,3}")
_LATIN_LETTER = lazyre.compile("[A-Za-z\u00c0-\u024f]")
_NEAR = 60


def _leaves_its_script(text: str, start: int, end: int, wanted: str) -> bool:
    """Whether a word would lose most of its own letters, and the alphabet around it."""
    word, around = text[start:end], text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]
    same = sum(a == b for a, b in zip(word, wanted, strict=True))
    if 2 * same > len(word):
        return False
    letters = sum(map(str.isalpha, around))
    latin = len(_LATIN_LETTER.findall(around))
    return (latin * 2 < letters) == (_LATIN_LETTER.match(wanted) is not None)


# Between Latin letters, the second of them small: T\u6064 and K\u6b4c are words of Chinese.
_WIDE_INSIDE = lazyre.compile(
    "[\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f](?<=[A-Za-z\u00c0-\u024f].)"
    "[\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]?[a-z\u00df-\u024f]+"
)
_LATIN_BEFORE = lazyre.compile("[A-Za-z\u00c0-\u024f]+\\Z")
_LONGEST_WORD = 60
_MAX_WIDE = 0.1  # share of a text's characters that are wide; with more, Latin words stand in Chinese text


def _wide_inside(text: str) -> Iterator[tuple[int, int]]:
    """Latin words with an ideograph or a Hangul syllable inside, in a text of Latin letters."""
    found = list(_WIDE_INSIDE.finditer(text))
    if found and sum("\u3040" <= c <= "\ud7a3" for c in text) <= _MAX_WIDE * len(text):
        for match in found:
            first = max(0, match.start() - _LONGEST_WORD)
            before = _LATIN_BEFORE.search(text[first : match.start()])
            yield (first + before.start() if before else match.start()), match.end()
