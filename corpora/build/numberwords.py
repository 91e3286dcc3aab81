"""Number words, scale words and month names of many languages: corpora/numbers/<words>.json.

    python corpora/build/numberwords.py

Needs PyICU (ICU 72: its rule-based number formats spell numbers out, and come from CLDR) and Babel (CLDR's
month names and compact numbers). Only words that stand alone are kept: 0 to 99 and the round numbers above,
in every gender, case and order that ICU spells; a text's words are put together by mtcheck at run time.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import icu
from babel import Locale, UnknownLocaleError

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
from mtcheck.languages.codes import known_languages  # noqa: E402

TARGET = ROOT / "corpora/numbers/words.json"
_ROUND = [100 * n for n in range(1, 10)] + [1000 * n for n in range(1, 10)]
_ASKED = [*range(100), *_ROUND, 10_000, 100_000, 10**6, 10**9, 10**12]
_SCALES = (10**3, 10**6, 10**9, 10**12)
# Above it Finnish writes one word in every case: compounds that the parts already tell.
_MOST_WORDS = 1000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Read by mtcheck itself, character by character.
_BY_CHARACTER = ("ja", "zh")


def folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("\u00ad", "")).lower()


def spelled(code: str) -> dict[str, int]:
    """Words that alone mean a number."""
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(code))
    names = [rules.getRuleSetName(i) for i in range(rules.getNumberOfRuleSetNames())]
    out: dict[str, int] = {}
    for name in names:
        if "lenient" in name or ("numbering-year" in name):
            continue
        rules.setDefaultRuleSet(name)
        for number in _ASKED:
            said = folded(rules.format(number))
            if re.search(r"\d", said):
                continue
            words = _WORD.findall(said)
            if len(words) == 1:
                out.setdefault(words[0], number)
    # "hundert" and "тысяча" where ICU always says "einhundert", "одна тысяча".
    for name in names:
        rules.setDefaultRuleSet(name)
        for number in (100, *_SCALES):
            words = _WORD.findall(folded(rules.format(number)))
            if len(words) == 2 and out.get(words[0]) == 1:
                out.setdefault(words[1], number)
            words = _WORD.findall(folded(rules.format(5 * number)))
            if len(words) == 2 and out.get(words[0]) == 5:
                out.setdefault(words[1], number)
    return out


def scales(locale: Locale) -> dict[int, list[str]]:
    """What may follow digits and multiply them: "млн", "Mio.", "thousand"."""
    out: dict[int, set[str]] = defaultdict(set)
    for style in ("short", "long"):
        for patterns in locale.compact_decimal_formats.get(style, {}).values():
            for size, pattern in patterns.items():
                text = pattern.pattern.replace("'", "").replace("\u00a0", " ").replace("\u200f", "")
                zeros = text.count("0")
                word = text.replace("0", "").strip().rstrip(".")
                factor = int(size) // 10 ** (zeros - 1) if zeros else 0
                if factor >= 1000 and word and not re.search(r"[\d¤; ]", word):
                    out[factor].add(folded(word))
    return {factor: sorted(words) for factor, words in sorted(out.items())}


def months(locale: Locale) -> dict[str, int]:
    """Month names, long and short, in running text and alone."""
    out: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                word = folded(name).rstrip(".")
                if not re.search(r"\d", word) and len(word) > 1:
                    out.setdefault(word, number)
    return out


def main() -> None:
    table = {}
    english = spelled("en").keys()
    for code in known_languages():
        try:
            locale = Locale.parse(code)
        except UnknownLocaleError:
            print(code, "is not in CLDR")
            continue
        words = {} if code in _BY_CHARACTER else spelled(code)
        if code != "en" and len(words.keys() & english) > len(words) / 2:
            words = {}  # ICU has no rules for it and answers in English
        if len(words) > _MOST_WORDS:
            words = {word: number for word, number in words.items() if number <= 10 or number in _ROUND}
        by_value: dict[int, list[str]] = defaultdict(list)
        for word, number in sorted(words.items()):
            by_value[number].append(word)
        table[code] = {
            "words": {str(number): " ".join(by_value[number]) for number in sorted(by_value)},
            "scales": {str(size): "|".join(said) for size, said in scales(locale).items()},
            "months": dict(sorted(months(locale).items())),
        }
        print(code, len(words), len(table[code]["months"]), table[code]["scales"])
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(TARGET.stat().st_size)


if __name__ == "__main__":
    main()
