"""Whatever the text: spans lie in it, edits replay, cleaning twice changes nothing, nothing crashes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import mtcheck
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.edits import apply
from mtcheck.engine import clean_document

# Pieces that make rules fire and meet: glued together they touch, nest and overlap.
PIECES = st.sampled_from(
    [
        "the countries .", ", ”she said", "“We go", "official. .", " \"", "\"", "safety. \"", ". - said he.",
        "  ", "\u00a0", "\n", "\r\n", "\n\n", "\ufeff", "👁", "e\u0301", "\ud800", "\u200b", "&amp;lt;",
        "&#39;",
        "РєР ° РЅР ° Р »РІ", "РєР°РЅР°Р»", "cafÃ©", "Ã ©", "Photo: Shutterstock", "Read also on X:",
        "1075 requests in 1,181 seconds.", "This article was translated automatically by Google Translate.",
        "Цю статтю автоматично перекладено.", "word,word", "end.The", "Instagram- there", "http://a.b/ .",
        " ", ".", ",", "(", ")", "a", "\x00", "\x1b[0m", "It is a long paragraph that may stand here twice.",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)
LANGS = st.sampled_from(["en", "de", "fr", "ru", "sv", "tlh"])


@given(TEXTS, LANGS)
@example("\ufeff\r\n“We go\r\n, ”she said", "en")
def test_every_span_and_edit_lies_in_the_original(text: str, lang: str) -> None:
    report = mtcheck.check(text, lang=lang)
    assert not report.faults
    for finding in report.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        lines = text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 2
        if finding.edit:
            assert 0 <= finding.edit.start <= finding.edit.end <= len(text)


@given(TEXTS, LANGS)
def test_languages_cover_the_text_without_gaps(text: str, lang: str) -> None:
    spans = mtcheck.check(text, lang=lang).languages
    assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
    assert not spans or spans[-1].end == len(text)


@given(TEXTS, LANGS, st.booleans())
def test_replaying_the_edits_gives_the_cleaned_text(text: str, lang: str, unsafe: bool) -> None:
    cleaned = mtcheck.clean(text, lang=lang, unsafe=unsafe)
    assert apply(text, cleaned.edits) == cleaned.text
    for before, after in zip(cleaned.edits, cleaned.edits[1:], strict=False):
        assert before.end < after.start
    for edit, change in zip(cleaned.edits, cleaned.changes, strict=True):
        assert change.before == text[edit.start : edit.end]
        assert change.rules


@given(TEXTS, LANGS, st.booleans())
def test_cleaning_twice_changes_nothing(text: str, lang: str, unsafe: bool) -> None:
    once = mtcheck.clean(text, lang=lang, unsafe=unsafe).text
    assert mtcheck.clean(once, lang=lang, unsafe=unsafe).text == once


@given(TEXTS)
def test_a_repair_replays_and_is_final(text: str) -> None:
    repaired = mtcheck.repair_encoding(text)
    assert apply(text, repaired.edits) == repaired.text
    assert mtcheck.repair_encoding(repaired.text).text == repaired.text


@given(st.text())
def test_no_text_crashes_a_rule(text: str) -> None:
    assert not mtcheck.check(text).faults


CORRECT = [
    "Talks were held in Geneva; nobody left early.\r\n\r\n“We go,” she said.\r\n",
    "\ufeffA byte-order mark, an emoji 👩\u200d👧, a combining x\u0302 and a lone \ud83d surrogate.\n",
    "Line one\rLine two\nLine three\r\nLine four",
    "It cost 1,200.50 euros (about 3 : 2), said J. K. Smith of Smith & Co. in his e-mail a@b.org …",
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_comes_back_as_it_is(text: str) -> None:
    cleaned = mtcheck.clean(text, unsafe=True)
    assert cleaned.text == text
    assert cleaned.edits == ()


# Paragraphs that are removed on demand, and what no removal may touch.
REMOVED = (
    "The harbour master locked the gate at six. Nobody had told the crew of the ferry.",
    "Der Rat tagte am Montag zwei Stunden lang ohne jedes Ergebnis über den Hafen.",
    "Photo: Shutterstock", "This article was translated automatically by Google Translate.", "42 %", "---",
)  # fmt: skip
BLOCKS = (
    "<p>Die Fähre fasst 240 Autos.</p>", "<div>\nNobody had told the crew.\n</div>", "![Der Kai](kai.png)",
    "```\nmake pier --open\n```", '<img src="kai.png" alt="Kai">', "<!-- Stand:\nMai -->", "| a | b |",
    "    sudo harbour-tool open --gate north --wait 10",
)  # fmt: skip


@given(st.lists(st.sampled_from((*REMOVED, *BLOCKS)), max_size=8), st.sampled_from(["en", "de"]))
def test_no_removal_takes_a_block_along(pieces: list[str], lang: str) -> None:
    text = "\n\n".join(["---\ntitle: Hafen\n---", *pieces, ""])
    drop = ("disclaimer", "boilerplate", "foreign", "duplicate")
    cleaned = clean_document(
        Document(text, Origin("a.md", format="markdown")), Config(lang=lang, drop=drop)
    ).text
    for block in ("---\ntitle: Hafen\n---", *BLOCKS):
        assert cleaned.count(block) == text.count(block)
