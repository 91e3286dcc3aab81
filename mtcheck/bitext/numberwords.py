"""The values that the words of a text say, so that `two` lets a 2 pass: cardinals, ordinals, months,
Roman numerals, numerals of Chinese and Japanese. Generous on purpose: nothing is demanded of words.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from mtcheck import lazyre
from mtcheck.bitext.numberdata import Words, base, fold, words_of
from mtcheck.tags import tag

_WORD = lazyre.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_ROMAN = lazyre.compile(r"\b[IVXLCDMІХСМ]{1,9}\b")
# A numeral with the ending of an ordinal: XIXe, Ier; Le, Ce, De and Me are words.
_ORDINAL = lazyre.compile(r"\b((?:[IVX]|[IVXLCDM]{2,9}))(?:e|ᵉ|er|ᵉʳ|re|ʳᵉ|ème|de|ste)\b")
_ORDINAL_LANGUAGES: Final = frozenset(("fr", "nl"))
_ROMAN_SIGNS = lazyre.compile("[Ⅰ-Ⅻ]")
_ROMAN_SHAPE = lazyre.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LATIN: Final = str.maketrans("ІХСМ", "IXCM")
_HAN = lazyre.compile("[〇零一二三四五六七八九十百千万萬亿億兆两兩廿卅半双雙倆俩]+")
_HAN_DIGITS: Final = {
    character: value
    for value, characters in enumerate(
        ("〇零", "一", "二两兩双雙倆俩", "三", "四", "五", "六", "七", "八", "九")
    )
    for character in characters
}
_HAN_UNITS: Final = {
    "十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8,
    "兆": 10**12,
}  # fmt: skip
_GAP = lazyre.compile(r"[\s\u00a0-]+(?:(?:and|und|et|y|e|i|и|a|en|og|och|ו|و)[\s\u00a0]+)?|[-]?")
# No number is said in more words; nor are more looked at together.
_LONGEST_RUN: Final = 8
_LONGEST_WORD: Final = 40
# The shortest beginning of a word that counts as the number it is: "двадцатилетний", "vierköpfig".
_SHORTEST_BEGINNING: Final = 4
_PREFIXED: Final = {"ar": "وفبلكا", "he": "ובהלמשכ", "fa": "و", "ur": ""}

Values = frozenset[Decimal]


def said_values(text: str, lang: str) -> Values:
    """Every value that words of the text may say.

    >>> said = said_values("In May twenty-five thousand people came, for the third time.", "en")
    >>> [value in said for value in (5, 25, 25000, 3, 26)]
    [True, True, True, True, False]
    >>> Decimal(2021) in said_values("二〇二一年", "zh"), Decimal(21) in said_values("XXI век", "ru")
    (True, True)
    """
    lang = base(lang)
    words = words_of(lang)
    out: set[Decimal] = set()
    if words.whole or words.stems or words.months:
        for run in _runs(text, words, lang):
            for start in range(len(run)):
                for end in range(start + 1, min(len(run), start + _LONGEST_RUN) + 1):
                    out |= _combined(run[start:end])
    out |= _romans(text, lang)
    if not text.isascii():
        for match in _HAN.finditer(text):
            out |= _han_values(match[0])
        out |= _han_ways(text)
        out |= {Decimal(ord(match[0]) - ord("Ⅰ") + 1) for match in _ROMAN_SIGNS.finditer(text)}
        if lang == "ko" or (tag(lang).spaceless and not tag(lang).dense):
            out |= {value for word, values in words.whole.items() if word in text for value in values}
    return frozenset(out)


def _runs(text: str, words: Words, lang: str) -> list[list[tuple[Decimal, ...]]]:
    """Number words that follow each other, each with the values it may have."""
    runs: list[list[tuple[Decimal, ...]]] = []
    last = -1
    for match in _WORD.finditer(text):
        values = _values(fold(match[0]), words, lang)
        if not values:
            continue
        if last >= 0 and _GAP.fullmatch(text, last, match.start()):
            runs[-1].append(values)
        else:
            runs.append([values])
        last = match.end()
    return runs


def _values(word: str, words: Words, lang: str) -> tuple[Decimal, ...]:
    found = words.whole.get(word, ())
    month = words.months.get(word)
    if month:
        found = (*found, Decimal(month))
    if found or lang == "en":
        return found
    word = word[:_LONGEST_WORD]
    for length in range(len(word), 1, -1):
        stem = word[:length]
        if stem in words.stems:
            found = (*found, *words.stems[stem])
        if length >= _SHORTEST_BEGINNING and length < len(word):
            found = (*found, *words.whole.get(stem, ()))
            if stem in words.months:
                found = (*found, Decimal(words.months[stem]))
    if not found and word[:1] in _PREFIXED.get(lang, "") and len(word) > 2:
        return _values(word[1:], words, lang)
    return tuple(dict.fromkeys(found))


def _combined(run: list[tuple[Decimal, ...]]) -> set[Decimal]:
    """What words in a row say together; the first value of each but where the run is one word."""
    if len(run) == 1:
        return set(run[0])
    total = section = Decimal(0)
    for values in run:
        value = max(values) if max(values) >= 1000 else values[0]
        if value >= 1000:
            total += (section or 1) * value
            section = Decimal(0)
        elif value == 100 and section:
            section = section * 100 if section < 100 else section + 100
        else:
            section += value
    out = {total + section}
    if len(run) in (2, 3) and all(10 <= values[0] < 100 or values[0] < 10 for values in run):
        # Years: nineteen eighty-four. French: quatre-vingt-dix.
        first, rest = run[0][0], sum((values[0] for values in run[1:]), Decimal(0))
        out |= {first * 100 + rest, first * run[1][0] + (run[2][0] if len(run) == 3 else 0)}
    return out


def _romans(text: str, lang: str) -> set[Decimal]:
    out = set()
    found = [match[0] for match in _ROMAN.finditer(text)]
    if lang in _ORDINAL_LANGUAGES:
        found += [match[1] for match in _ORDINAL.finditer(text)]
    for written in found:
        numeral = written.translate(_LATIN)
        if _ROMAN_SHAPE.fullmatch(numeral):
            out.add(Decimal(roman_value(numeral)))
    return out


def roman_value(numeral: str) -> int:
    """The value of a well-formed Roman numeral.

    >>> roman_value("XIV")
    14
    """
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(-value if value < next_ else value for value, next_ in zip(values, after, strict=True))


def _han_values(run: str) -> set[Decimal]:
    """The values of a run of Han numerals: as one number, digit by digit, and each digit alone.

    >>> sorted(map(int, _han_values("三十五")))
    [3, 5, 10, 35]
    """
    out = {Decimal(_HAN_DIGITS[character]) for character in run if character in _HAN_DIGITS}
    out |= {Decimal(_HAN_UNITS[character]) for character in run if character in _HAN_UNITS}
    if "半" in run:
        out |= {Decimal("0.5"), Decimal(30), Decimal(6)}
    digits = [character for character in run if character in _HAN_DIGITS]
    if len(digits) == len(run):
        return out | {Decimal("".join(str(_HAN_DIGITS[character]) for character in run))}
    total = section = current = 0
    for character in run:
        if character in _HAN_DIGITS:
            current = _HAN_DIGITS[character]
        elif character in _HAN_UNITS:
            unit = _HAN_UNITS[character]
            if unit < 10**4:
                section += (current or 1) * unit
            else:
                total = (
                    (total + section + current or 1) * unit
                    if section + current == 0
                    else total + (section + current) * unit
                )
                section = 0
            current = 0
    whole = Decimal(total + section + current)
    return out | {whole, *({whole + Decimal("0.5")} if run.endswith("半") else ())}


def _han_ways(text: str) -> set[Decimal]:
    """Han numerals that stand for other numbers: 六成, 七八十, 十四五, 六七十年代, 三刻, 双十二."""
    out = {Decimal(_HAN_DIGITS[match[1]] * 10) for match in _HAN_TENTHS.finditer(text)}
    for match in _HAN_APPROXIMATE.finditer(text):
        out |= {Decimal(_HAN_DIGITS[digit] * _HAN_UNITS[match[3]]) for digit in (match[1], match[2])}
    for match in _HAN_DECADES.finditer(text):
        tens = {_HAN_DIGITS[digit] * 10 for digit in match[1]}
        out |= {Decimal(century + ten) for ten in tens for century in (0, 1900, 1800, 2000)}
    for match in _HAN_PLAN.finditer(text):
        out.add(Decimal(10 + _HAN_DIGITS[match[1]]))
    out |= {Decimal(_HAN_DIGITS[match[1]] * _QUARTER) for match in _HAN_QUARTERS.finditer(text)}
    for match in _HAN_DOUBLE.finditer(text):
        out |= _han_values(match[1])
    return out


_HAN_TENTHS = lazyre.compile("([一二两兩三四五六七八九])[成割]")
_HAN_APPROXIMATE = lazyre.compile("([一二三四五六七八九])([一二三四五六七八九])([十百千万亿])")
_HAN_DECADES = lazyre.compile("([一二三四五六七八九]{1,2})十年代")
# The Chinese five-year plans are called by their number and a five: 十四五.
_HAN_PLAN = lazyre.compile("十([一二三四五六])五")
_HAN_QUARTERS = lazyre.compile("([一二两三])刻")
_QUARTER: Final = 15
# Days of sales are called by the month and the day that are the same: 双十二.
_HAN_DOUBLE = lazyre.compile("[双雙]([一二三四五六七八九十]{1,2})")
