"""ENC003: characters were lost on the way: `caf�`, `?????? ?? Telegram`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span, overlaps
from mtcheck.encoding.mojibake import broken_units
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.bare_letters import bare_letters
from mtcheck.rules.encoding.lost_letters import bare_marks, boxes, marked_words, spaces
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING
from mtcheck.text.view import View


@rule("ENC003", "lossy-encoding", category=CHARACTER_ENCODING, severity=Severity.MAJOR, skip=("link",))
def lossy_encoding(view: View, options: Options) -> Iterator[Hit]:
    """Characters were lost on the way: `caf\ufffd`, `?????? ?? Telegram`, `P?knou ned?li`, `the caf? owner`.

    A program wrote U+FFFD, question marks or 锟斤拷 for what it could not read, or dropped bytes. The text
    cannot be restored: fetch the source again. Where a word list has exactly one word that fits, it is
    shown. One question mark inside a word counts where a letter would make it a word. Otherwise three such
    words in a paragraph are needed. Boxes inside words count. Spaces for letters (`Br cke`) count in a text
    that has none of its language's letters beyond ASCII. Plain letters for Turkish ones (`kurlari`) are
    shown, in a paragraph without any of them. Emphasis (`What???`), addresses and patterns (`colou?r`) are
    left alone.
    """
    left = [] if view.is_ascii else list(_leftovers(view))
    yield from left
    told = [Span(hit.start, hit.end) for hit in left]
    for hit in _lost(view):
        span = Span(hit.start, hit.end)
        if not (view.in_zone(span, ("code",)) or view.beside_code(span) or overlaps(span, told)):
            yield hit


def _lost(view: View) -> Iterator[Hit]:
    """What stands for lost characters in text; in code it may be meant."""
    if "\ufffd" in view.text:
        for match in _REPLACEMENT.finditer(view.text):
            count = len(match[0])
            lost = "1 lost character (U+FFFD)" if count == 1 else f"{count} lost characters (U+FFFD)"
            yield Hit(*match.span(), lost)
    if "?" in view.text:
        yield from _question_marks(view)
    if not view.is_ascii:
        yield from boxes(view)
    yield from spaces(view)
    yield from bare_letters(view)


def _question_marks(view: View) -> Iterator[Hit]:
    """Each stretch once: words with marks first, then runs of them, then words of nothing else."""
    told: list[Hit] = []
    for hits in (marked_words, _runs, bare_marks):
        told += [
            hit for hit in hits(view) if not any(hit.start < one.end and one.start < hit.end for one in told)
        ]
    yield from told


def _runs(view: View) -> Iterator[Hit]:
    for match in _QUESTION_MARKS.finditer(view.text) if "??" in view.text else ():
        before, after = view.text[match.start() - 1 : match.start()], view.text[match.end() : match.end() + 1]
        if not (before.islower() and after.isupper()):  # a sentence that begins without a space
            yield Hit(*match.span(), f"question marks for lost letters: {match[0]!r}")


_REPLACEMENT = lazyre.compile("\ufffd+")
# The first mark comes first: the pattern is tried at no other character.
# Two words of question marks in a row, or a run of them inside a word: nobody asks like that.
_QUESTION_MARKS = lazyre.compile(
    r"\?(?:(?<![\w?!.,]\?)\?+(?: \?+)+(?![?!])(?=[ ,.]|$)"
    r"|(?<=[^\W\d_]{2}\?)\?+(?=[^\W\d_])|(?<=[^\W\d_]\?)\?+(?=[^\W\d_]{2}))"
)
_QUN = "\N{CJK UNIFIED IDEOGRAPH-951F}"  # U+FFFD twice, as UTF-8, is three ideographs in GBK
_QUN_JIN_KAO = f"{_QUN}\N{CJK UNIFIED IDEOGRAPH-65A4}\N{CJK UNIFIED IDEOGRAPH-62F7}"
_JEOM = "\N{CJK UNIFIED IDEOGRAPH-5360}"  # the same in cp949
_JEOM_SSOG_YEB = f"{_JEOM}\N{HANGUL SYLLABLE SSOG}\N{HANGUL SYLLABLE YEB}"
_F0, _9F = "\N{LATIN SMALL LETTER ETH}", "\N{LATIN CAPITAL LETTER Y WITH DIAERESIS}"
_E2 = "\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}"
_TRAIL = "\x80-\xbf\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"  # 80 to BF in cp1252
# What quotation marks, arrows, boxes, ticks and emoji begin with, in GBK.
_OF_MARKS = "\u9225\u9227\u922b\u9239\u923a\u923b\u923c\u923f\u9241\u9242\u9983"
_LEFT = lazyre.compile(
    f"(?:{_QUN_JIN_KAO})+|(?:{_JEOM_SSOG_YEB})+"
    f"|{_F0}{_9F}[{_TRAIL}\"']{{0,3}}"  # an emoji
    f"|(?<![^\\W\\d_]){_E2}[{_TRAIL}][\"'?{_TRAIL}]?(?![^\\W\\d_])"  # a mark
    f"|{_E2}\N{EURO SIGN}[\"'?]?|{_E2}[\"'][{_TRAIL}]"
    f"|\N{LATIN SMALL LETTER I WITH DIAERESIS}\N{CEDILLA}(?![^\\W\\d_])"  # a variation selector
    f"|(?:{_F0}[{_TRAIL}]{{0,2}}){{4,}}"  # letters in bold
    f"|[{_OF_MARKS}][?\ufffd]"
    "|(?:[\xa4\xa5][\xa1-\xf6]){3,}|(?:\xa3[\xb0-\xfa]){4,}"  # kana, and wide letters of EUC
    "|^(?:\N{LATIN SMALL LETTER Y WITH DIAERESIS}\N{LATIN SMALL LETTER THORN}"
    "|\N{LATIN SMALL LETTER THORN}\N{LATIN SMALL LETTER Y WITH DIAERESIS})",  # a byte order mark of UTF-16
    re.MULTILINE,
)


_LEFT_STARTS = (
    _QUN,
    _JEOM,
    _F0,
    _E2,
    *_OF_MARKS,
    *"\xa3\xa4\xa5",
    *"\N{LATIN SMALL LETTER I WITH DIAERESIS}"
    "\N{LATIN SMALL LETTER Y WITH DIAERESIS}\N{LATIN SMALL LETTER THORN}",
)


def _leftovers(view: View) -> Iterator[Hit]:
    """What is left of garbled characters that no repair explains."""
    found = list(broken_units.find(view.text))
    if any(mark in view.text for mark in _LEFT_STARTS):
        found += [match.span() for match in _LEFT.finditer(view.text)]
    told = [(repair.start, repair.end) for repair in view.repairs]
    for start, end in sorted(found):
        if all(last <= start or end <= first for first, last in told):
            told.append((start, end))
            left = view.text[start:end]
            yield Hit(start, end, f"remains of garbled characters whose bytes were lost: {left!r}")
