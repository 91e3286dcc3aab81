"""Numbers of which a translator lost or doubled a part: `XNUMXst`, `000 thousand`, `60%%`, `21 st`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.bitext.numberdata import large_scales, scale_pattern, words_of
from mtcheck.bitext.units import names_currency
from mtcheck.findings import LIKELY, PROBABLE, Hit, Safety
from mtcheck.text.conventions import conventions
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

# What stands for a number that a service masked and did not put back.
_MASK = lazyre.compile(r"XNUMX[\w-]*")
# Digits that begin with three noughts have lost those before them. A list of codes has several.
_NO_HEAD = lazyre.compile(
    r"000(?<![\w.,:/+-]...)(?<!\d[ \u00a0\u202f'’]...)(?<!\d[.,'’][ \u00a0]...)"
    r"(?: 000)*(?=[ \u00a0][^\W\d_]{3})"
)
_LONE_HEAD = lazyre.compile(
    r"[€$£¥],[ \u00a0]?\d{3}(?![\d,])"
    r"|,[ \u00a0]?000(?<=[^\W\d_],000)|,[ \u00a0]000(?<=[^\W\d_],.000)(?=[ \u00a0][^\W\d_])"
)
_DOUBLED_SIGN = lazyre.compile(r"%(?<=\d.)[ \u00a0]?%(?![\w%(])|%(?<=\d .)[ \u00a0]?%(?![\w%(])")
# A stop and a number with a stop: `4. 4.` at the start of a line or, where no date is written so, inside one.
_NEXT_NUMBER = lazyre.compile(r"[.)](?<=\d.)[ \u00a0](\d{1,3}[.)])(?=[ \u00a0])")
_NUMBER_BEFORE = lazyre.compile(r"(?<![\w.,])\d{1,3}[.)]$")
_NO_DATES_WITH_STOPS = ("en", "es", "fr", "it", "pt")
_ORDINAL = lazyre.compile(r"(?<=\d)[ \u00a0](?:st|nd|rd|th)\b(?![.’'-])")
_HEAD = lazyre.compile(r"\d+$")
_DECADE = lazyre.compile(r"(?:1[5-9]|20)\d0(?<![\w.,]....)[ \u00a0](?:['’]?s|['’] s)\b(?! ?\()")
_SQUARE = lazyre.compile(
    r"\d[ \u00a0]?(?:km|cm|m|км|см|м)[ \u00a0][23]"
    r"(?=$|[ \u00a0]?[;:!?)”»\"—–]|[ \u00a0](?:of|and|in|y|e|et|de|und|и|і|на)[ \u00a0]|\n)"
)
_SQUARES = frozenset("23")
_POWERS = ("m 2", "m 3", "м 2", "м 3")
_SCALE_BEFORE = lazyre.compile(
    r"(?<!\w)(million|billion|trillion) \d{3}(?![\d,.]|[ \u00a0](?:thousand|[mb]illion|years|days))"
)
# A space on one side of the mark between two numbers: `10- 15 people`.
_RANGE = lazyre.compile(r"[–-](?:(?<=\d.)[ \u00a0]\d|(?<=\d[ \u00a0].)\d)")
_ANY_RANGE = tuple(
    f"0{a}0" for dash in "–-" for a in (f"{dash} ", f"{dash}\u00a0", f" {dash}", f"\u00a0{dash}")
)
_ANY_NEXT = tuple(f"0{stop}{space}0" for stop in ".)" for space in " \u00a0")
_COMMA_BEFORE_HEAD = ("€,", "$,", "£,", "¥,", "l,000", "l, 000", "l,\u00a0000")
_ENDINGS, _SCALES = frozenset(("st", "nd", "rd", "th")), frozenset(("million", "billion", "trillion"))
_DECADES = frozenset(map(str, range(1500, 2100, 10)))
_AFTER_DECADE = tuple(f"0{space}{end}" for space in " \u00a0" for end in ("s", "'s", "’s", "' s", "’ s"))
_WHOLE_RANGE = lazyre.compile(r"\d{1,4}(?:[–-][ \u00a0]|[ \u00a0][–-])\d{1,4}(?![\d.,:/–-])")
_DIGITS_BEFORE = lazyre.compile(r"(?<![\w.,:/–-])\d{1,4}[ \u00a0]?$")
_REACH = 8


def number_remains(view: View) -> Iterator[Hit]:
    """Numbers with a part that is gone or is there twice; most cannot be made whole here."""
    text = view.text
    if "XNUMX" in text:
        for match in _MASK.finditer(text):
            yield _shown(match, f"{match[0]!r} stands for a number that was lost")
    for pattern, shapes in ((_NO_HEAD, ("000",)), (_LONE_HEAD, _COMMA_BEFORE_HEAD)):
        for match in pattern.finditer(text) if view.shape.has(*shapes) else ():
            yield _shown(match, f"the digits before {match[0][-3:]} are lost")
    if "%" in text:
        for match in _DOUBLED_SIGN.finditer(text):
            yield Hit(*match.span(), "per cent sign set twice", "%", LIKELY)
    yield from _numbers_twice(view)
    if view.shape.has(*_ANY_RANGE):
        for match in _RANGE.finditer(text):
            yield from _range(text, match.start())
    if not _SQUARES.isdisjoint(view.distinct_words) and any(map(text.__contains__, _POWERS)):
        for match in _SQUARE.finditer(text):
            yield _shown(match, f"{match[0][-1]} after a measure: a square or a cube")
    for match in _FEMININE.finditer(text) if view.tag.base in _FEMININES and "ª" in text else ():
        number = re.sub(r"\s", "", match[0])
        yield Hit(*match.span(), f"space inside {match[0]!r}", number, PROBABLE)
    if view.lang.startswith("en"):
        yield from _english(view)
    else:
        yield from _scales_first(view)
    # A region with a point (de-CH, es-MX) has the comma of its language too.
    if "," in (conventions(view.lang).decimal, conventions(view.tag.base).decimal):
        return
    yield from _other_decimal(view)


def _numbers_twice(view: View) -> Iterator[Hit]:
    """A number that is there twice: before a paragraph, or where no date is written so."""
    text = view.text
    for match in _NEXT_NUMBER.finditer(text) if view.shape.has(*_ANY_NEXT) else ():
        before = _NUMBER_BEFORE.search(text, max(0, match.start() - _REACH), match.start() + 1)
        if before is None or before[0] != match[1]:
            continue
        start = before.start()
        if start == 0 or text[start - 1] == "\n":
            message = f"number of the paragraph is doubled: {match[1]!r}"
            yield Hit(start, match.end(), message, match[1], LIKELY)
        elif view.tag.base in _NO_DATES_WITH_STOPS and text[match.end() + 1 : match.end() + 2].isalpha():
            yield Hit(start, match.end(), f"number is doubled: {match[1]!r}", safety=Safety.DISPLAY)


def _range(text: str, place: int) -> Iterator[Hit]:
    before = _DIGITS_BEFORE.search(text, max(0, place - _REACH), place)
    match = _WHOLE_RANGE.match(text, before.start()) if before else None
    if match:
        joined = re.sub("[ \u00a0]", "", match[0])
        yield Hit(*match.span(), f"range {match[0]!r} with one space in it", joined, PROBABLE)


def _shown(match: re.Match[str], message: str) -> Hit:
    return Hit(*match.span(), message, safety=Safety.DISPLAY)


def _english(view: View) -> Iterator[Hit]:
    text, words = view.text, view.distinct_words
    for match in _ORDINAL.finditer(text) if not _ENDINGS.isdisjoint(words) else ():
        head = _HEAD.search(text, max(0, match.start() - _REACH), match.start())
        start = head.start() if head else match.start() - 1
        number = text[start : match.start()] + match[0].strip()
        yield Hit(start, match.end(), f"space inside {text[start : match.end()]!r}", number, 0.9)
    decades = not _DECADES.isdisjoint(words) and any(map(text.__contains__, _AFTER_DECADE))
    for match in _DECADE.finditer(text) if decades else ():
        yield Hit(*match.span(), f"decade {match[0]!r} with a space in it", match[0][:4] + "s", LIKELY)
    for scale in _SCALES & words:
        for place in places_of_word(text, scale):
            if scaled := _SCALE_BEFORE.match(text, place):
                yield _shown(scaled, f"digits after {scaled[1]}")


# Languages that count with a raised a: 3ª planta.
_FEMININES, _FEMININE = ("es", "pt", "it", "gl", "ca"), lazyre.compile(r"\d[ \u00a0]ª(?!\w)")
# Years are another number: vor Millionen 20 Jahre alter Autos.
_YEARS = "año|ano|anni|ans|jahr|jaar|år|lat|let|rok|yıl|yaş|év|vuo|лет|год|рок|рік|годин|metai|gadu|ani"
_SMALL_NUMBER = lazyre.compile(rf" \d{{1,3}}(?= (?!(?:{_YEARS}))[^\W\d_]{{2}})", re.IGNORECASE)
_WORD_OR_NUMBER = lazyre.compile(r"[\w.,]+$")


def _scales_first(view: View) -> Iterator[Hit]:
    """A number behind the word that multiplies it, where none is before: `vinieron millones 3 de`."""
    text, words = view.text, words_of(view.lang)
    for scale in sorted(large_scales(view.lang) & view.distinct_words):
        for place in places_of_word(view.lowered, scale):
            match = _SMALL_NUMBER.match(text, place + len(scale))
            before = _WORD_OR_NUMBER.search(text, max(0, place - 40), max(0, place - 1))
            said = before[0].lower() if before else ""
            counted = said[-1:].isdigit() or said in words.whole or said.startswith(tuple(words.stems))
            if match and not counted and not said.endswith((".", ",")):
                yield Hit(place, match.end(), f"digits after {scale}", safety=Safety.DISPLAY)


# One or two digits after a comma in a language that sets a point: counted, or of a hundred.
_COMMA = lazyre.compile(r"\d,\d{1,2}(?![\d,])")


def _other_decimal(view: View) -> Iterator[Hit]:
    """A decimal comma where the language has a point: `3,5 million`; shown, since it may be a list."""
    text, scales = view.text, scale_pattern(view.lang)
    for match in _COMMA.finditer(text) if view.shape.has("0,0") else ():
        end = match.end()
        counted = re.match(r"[ \u00a0]?(?:%|per ?cent|km|kg)(?!\w)", text[end : end + 12])
        if (
            counted
            or (names_currency(text, end) and text[match.start() - 1 : match.start()] == " ")
            or (scales and scales.match(text, end))
        ):
            yield _shown(match, f"decimal comma in {match[0]!r}")
