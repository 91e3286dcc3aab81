"""PUN018: the space between a number and its sign is not the language's own: `5%` in German."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.conventions import conventions
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

_SPACE = "[ \u00a0\u2009\u202f]"
_PERCENT = lazyre.compile(rf"\d({_SPACE}?)[%‰](?![\w%])")
_DEGREE = lazyre.compile(rf"\d({_SPACE}?)°{_SPACE}?[CF]\b")
# Symbols of measures that are no words and no ends of names (5G, 4K, 3D, M25).
_UNITS = "km/h|km²|km|kg|cm|mm|ml|kWh|kW|MWh|MW|GWh|GW|kHz|MHz|GHz|Hz|hPa|kPa|MPa|mg|m²|m³"
_UNIT = lazyre.compile(rf"\d()(?:{_UNITS})(?![\w/-])")
# A sign or a letter behind a digit.
_PERCENT_SIGNS = ("0%", "0s%", "0‰", "0s‰")
_NEEDS = Needs((*_PERCENT_SIGNS, "0°", "0s°", "0l"))
_DIGITS_BEFORE = lazyre.compile(r"(?<![\w.,:/-])\d[\d.,]{0,12}$")


@rule(
    "PUN018",
    "sign-spacing",
    category=PUNCTUATION,
    severity=Severity.NEUTRAL,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    needs=_NEEDS,
)
def sign_spacing(view: View, options: Options) -> Iterator[Hit]:
    """The space between number and sign is not that of the language: `5%` in German, `5 %` in English.

    German, French, Spanish, Russian, Swedish and others part the sign from the number; English, Italian,
    Polish and others do not; Turkish and Basque put it in front (Unicode CLDR; corpora/lang, key
    `percent`). Where per cent is parted, so are degrees and symbols of measures (5 km). Only the first such
    place of a text is reported, and nothing is edited.
    """
    wanted = conventions(view.lang).percent
    text = view.text
    parted = wanted.startswith("5 ")
    if not wanted or not (parted or view.shape.has(*_PERCENT_SIGNS)):
        return
    kinds = (_PERCENT, _DEGREE, _UNIT) if parted else (_PERCENT,)
    found = [match for pattern in kinds for match in pattern.finditer(text)]
    odd = sorted(match.span() for match in found if wanted[0] == "%" or bool(match[1]) != parted)
    if not odd:
        return
    start, end = odd[0]
    number = _DIGITS_BEFORE.search(text, max(0, start - 12), start + 1)
    start = number.start() if number else start
    often = f" ({len(odd)} of {len(found)} places)" if len(found) > 1 else ""
    yield Hit(start, end, f"{text[start:end]!r} where the language writes {wanted}{often}")
