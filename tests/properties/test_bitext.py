"""Properties of the comparison of a source and its translation."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtcheck.bitext.links import compare_links
from mtcheck.bitext.numbermatch import compare_numbers
from mtcheck.bitext.numbers import find_numbers
from mtcheck.bitext.placeholders import compare_placeholders
from mtcheck.bitext.tags import compare_tags
from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document

# What the rules look for, in pieces: random letters alone would never make a tag or a date.
PIECES = st.sampled_from(
    (
        "12 1,234.5 3億5000万 ٢٠٢١ ½ 19:00 12.05.2021 5.2 млн $5 €7 %s %(n)s {0} {n,plural,one{#}other{#}}"
        " { < <b> </b> <br/> **x** [a](b) https://example.org/a info@example.org НАТО not не 不 ない Olaf"
        " Шольц 十四五 XIV % # \n \x00"
    ).split(" ")
)
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map(" ".join)
LANGS = st.sampled_from(["en", "ru", "de", "zh", "ja", "ar", "he", "tr", "th", "cs", "tlh"])
CONFIG = {
    lang: make_config({"select": ["TRN", "TRM", "TRN009"], "lang": lang}) for lang in ("en", "ja", "tr")
}


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, LANGS, st.sampled_from(sorted(CONFIG)))
def test_no_pair_makes_a_rule_crash_and_findings_lie_in_the_text(
    source: str, target: str, source_lang: str, lang: str
) -> None:
    document = Document(target, Origin("pair"), source=source, source_lang=source_lang)
    report = check_document(document, CONFIG[lang])
    assert not report.faults
    assert all(0 <= found.start <= found.end <= len(target) for found in report.findings)


@settings(max_examples=60, deadline=None)
@given(TEXT, LANGS)
def test_a_text_agrees_with_itself(text: str, lang: str) -> None:
    compared = compare_numbers(text, text, lang, lang)
    assert not compared.lost
    assert not compared.added
    for both in (
        compare_links(text, text),
        compare_tags(text, text),
        compare_placeholders(text, text, (lang, lang)),
    ):
        assert both == ([], [])


def written(value: int, how: str) -> str:
    digits = f"{value:,}"
    return {
        "plain": str(value),
        "english": digits,
        "german": digits.replace(",", "."),
        "russian": digits.replace(",", "\u00a0"),
        "swiss": digits.replace(",", "’"),
        "arabic": str(value).translate({ord("0") + n: 0x660 + n for n in range(10)}),
        "full width": str(value).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    }[how]


WAYS = st.sampled_from(["plain", "english", "german", "russian", "swiss", "arabic", "full width"])


@settings(max_examples=80, deadline=None)
@given(st.integers(13, 10**9), WAYS, WAYS)
def test_a_value_agrees_with_itself_however_it_is_written(value: int, one: str, other: str) -> None:
    source, target = f"§ {written(value, one)} ×", f"§ {written(value, other)} ×"
    assert value in find_numbers(target)[0].readings
    compared = compare_numbers(source, target)
    assert (compared.lost, compared.added) == ((), ())


@settings(max_examples=80, deadline=None)
@given(st.integers(2100, 10**9), st.integers(1, 9), WAYS, WAYS)
@example(15_625_000, 1, "russian", "russian")
@example(100_100_100, 1, "russian", "german")
def test_another_value_is_found(value: int, more: int, one: str, other: str) -> None:
    source, target = f"§ {written(value, one)} ×", f"§ {written(value + more, other)} ×"
    compared = compare_numbers(source, target)
    assert compared.lost
    assert compared.added


LONG = 30_000


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 ",
        "12.5 ",
        "a",
        "a.",
        "a@",
        "{a,plural,",
        "<a ",
        "%s ",
        "Олаф Шольцевич ",
        "万1",
        "двадцать ",
        "[x](",
    ],
)
def test_a_long_text_of_one_kind_is_no_burden(piece: str) -> None:
    text = piece * (LONG // len(piece))
    for source, target in ((text, text), (text, "short 7"), ("коротко 7", text)):
        report = check_document(
            Document(target, Origin("pair"), source=source, source_lang="ru"), CONFIG["en"]
        )
        assert not report.faults
