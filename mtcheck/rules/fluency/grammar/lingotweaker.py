"""LingoTweaker, LanguageTool's rules without a server, of the extra [fluency]. The only importer of it.

It has many languages, each in a package of its own (lingotweaker-data-uk); in others it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from mtcheck import lazyre
from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar.languagetool import UNWANTED, UNWANTED_TYPES
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.tags import tag
from mtcheck.text.view import View

INSTALL = "pip install 'mtcheck[fluency]'"
# Rules of dictionaries (names are unknown to them), of compounds and of taste. Read on half of the marked
# learner sentences and of the news: of what these say at most half is a fault.
_UNWANTED_RULES = lazyre.compile(
    r"MORFOLOGIK|HUNSPELL|SPELLER|COMPOUNDS|WORD_REPEAT|HYPHEN|PER_CENT|BRAND_NEW|^(?:ALT_SPELLING|CD_NN|KIND_OF_A"
    r"|MUST_HAVE|ANY_MORE|PRP_REPITION|SUBJECT_VERB_AGREEMENT|LINKEDIN|NODT_DOZEN|IN_THE_INTERNET|PRP_VB|PRP_THE"
    r"|FOR_FRO|IT_IS|ABBREVIATIONS_.*|TIME|numr_suffix.*|piv_okremo.*|WORDS_WITH_DASH|PO_VS_NO_PREP|YEMNIST.*"
    r"|NAVCHATY_CHOGO|VIDMINYTY.*|UK_MIXED_ALPHABETS|LATIN_LETTERS.*|na_nich_dyvlyachys|na_ukraini|bilshe_togo"
    r"|UK_NUMR_NOUN_INFLECTION_AGREEMENT)$"
)
_UNWANTED_CATEGORIES = UNWANTED | {"COMPOUNDING", "AMERICAN_ENGLISH_STYLE", "BRITISH_ENGLISH", "SPELLING"}
# Ukrainian words that it would replace and that edited text has: доставлення for доставка.
_OF_TASTE = (
    "достав",
    "поліцейськ",
    "оптов",
    "схоже",
    "прийом",
    "заключн",
    "будучи",
    "відправк",
    "джентльмен",
)
_MARKUP = lazyre.compile(r"</?suggestion>")


def by_lingotweaker(view: View, _: Any) -> Iterator[Remark]:
    """What it says of a text. Raises ConfigError when it is not installed."""
    engine = _engine(view.lang)
    if engine is None:
        return
    data = view.text.encode("utf-8", "replace")  # a lone surrogate becomes one sign, and no place moves
    for match in engine.check(data.decode("utf-8")):
        rule, kind = str(match["rule_id"]), str(match["issue_type"])
        if match["category_id"] in _UNWANTED_CATEGORIES or kind in UNWANTED_TYPES:
            continue
        if _UNWANTED_RULES.search(rule):
            continue
        first = int(match["offset"])
        start = len(data[:first].decode("utf-8", "ignore"))
        end = start + len(data[first : first + int(match["length"])].decode("utf-8", "ignore"))
        if view.text[start:end].lower().startswith(_OF_TASTE):
            continue
        better = next(iter(match["suggestions"] or ()), None)
        message = _MARKUP.sub("", str(match["message"]))
        is_word = view.text[start:end].isalpha() and kind == "misspelling"
        yield Remark(start, end, "lingotweaker", message, better, is_word)


@cache
def _engine(lang: str) -> Any:
    """The engine of a language, None where its package is not installed or no such language is known."""
    try:
        import lt_py
    except ImportError as error:
        problem = f"lingotweaker is not installed; {INSTALL}"
        raise ConfigError("rules.FLU004", "lingotweaker", problem) from error
    known = tag(lang)
    for each in (f"{known.base}-{known.region}" if known.region else known.base, known.base):
        try:
            return lt_py.Engine(each)
        except (ValueError, RuntimeError):
            continue
    return None
