"""The phrasebooks of calques: every row on its own sentences, and each file as a whole."""

from __future__ import annotations

import re
import runpy
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document
from mtcheck.errors import ConfigError
from mtcheck.findings import Severity
from mtcheck.resources import read_bytes, read_toml
from mtcheck.rules.fluency.calque.own_phrases import own_rows
from mtcheck.rules.fluency.calque.phrasebook import MAX_REACH, Phrasebook, Row, compiled, shipped_rows
from mtcheck.rules.fluency.calque.readings import longest_match, needed_words, pattern_problem
from tests.conftest import ROOT, unmark

# How many rows each phrasebook has at least.
PAIRS = {
    "ru-en": 100,
    "zh-en": 35,
    "ru-uk": 60,
    **dict.fromkeys("de-en es-en en-de en-es en-ru".split(), 5),
    **dict.fromkeys(
        "ar-en fr-en it-en ja-en ko-en pl-en tr-en uk-en en-cs en-fr en-it en-nl en-pl en-pt en-uk".split(), 1
    ),
}
BOOKS: dict[str, list[dict[str, Any]]] = {pair: read_toml(f"calques/{pair}.toml")["row"] for pair in PAIRS}
KEYS = ["id", "pattern", "why", "source", "better", "severity", "hits", "silent"]
# A text in which nothing may be found, long enough to stand for an article.
CLEAN = (ROOT / "corpora" / "samples" / "orchard.txt").read_text(encoding="utf-8")


def book_of(row: dict[str, Any], source: str = "") -> Phrasebook:
    pattern = row["pattern"]
    return Phrasebook(
        [Row(row["id"], source, pattern, "", "", needs=needed_words(pattern), reach=longest_match(pattern))]
    )


def found(book: Phrasebook, text: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in book.find(text)]


def faults_of(row: dict[str, Any]) -> list[str]:
    """What is wrong with one row, in words."""
    if sorted(row) != sorted(KEYS):
        return [f"has the keys {', '.join(row)}"]
    out = [f"{key} is empty" for key in KEYS if not row[key]]
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["id"]):
        out.append("id is not words joined by hyphens")
    if row["severity"] not in list(Severity):
        out.append("severity is none")
    if problem := pattern_problem(row["pattern"]):
        return [*out, problem]
    if longest_match(row["pattern"]) > MAX_REACH:
        out.append("can match too long a stretch")
    if not needed_words(row["pattern"]):
        out.append("names no words to look for: it would be searched in every text")
    book = book_of(row)
    for hit in row["hits"]:
        text, spans = unmark(hit)
        if not spans or found(book, text) != spans:
            out.append(f"finds {[text[a:b] for a, b in found(book, text)]} in {hit!r}")
        # In capitals it is the same phrase, unless the row asks for capitals.
        if "(?-i:" not in row["pattern"] and len(found(book, text.upper())) != len(spans):
            out.append(f"is not found in capitals: {text.upper()}")
    return out + [f"fires on {silent!r}" for silent in row["silent"] if found(book, silent)]


@pytest.mark.parametrize("pair", PAIRS)
def test_every_row_fires_on_its_hits_and_not_on_its_look_alikes(pair: str) -> None:
    assert {row["id"]: faults for row in BOOKS[pair] if (faults := faults_of(row))} == {}


def test_every_phrasebook_is_tested() -> None:
    shipped = {path.stem for path in (ROOT / "corpora" / "calques").glob("*.toml")}
    assert shipped == set(PAIRS)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_phrasebook_is_as_large_as_promised_and_says_nothing_twice(pair: str) -> None:
    rows = BOOKS[pair]
    assert len(rows) >= PAIRS[pair]
    for key in ("id", "pattern"):
        twice = [value for value, count in Counter(row[key] for row in rows).items() if count > 1]
        assert not twice


@pytest.mark.parametrize("pair", PAIRS)
def test_no_row_fires_on_the_look_alikes_of_another(pair: str) -> None:
    source, _, target = pair.partition("-")
    book = Phrasebook(shipped_rows(target, source))
    wrong = {
        f"{match.row.id}: {silent}"
        for row in BOOKS[pair]
        for silent in row["silent"]
        for match in book.find(silent)
    }
    assert not wrong


def test_the_packed_rows_are_those_of_the_sources() -> None:
    build = str(ROOT / "corpora" / "build" / "calques.py")
    path = list(sys.path)
    try:
        packed = runpy.run_path(build)["packed"]()
    finally:
        sys.path[:] = path
    assert packed, "no phrasebook"
    for name, content in packed.items():
        assert read_bytes(name) == content, f"{name} is stale; run python corpora/build/calques.py"


def test_words_narrow_the_search_and_lose_nothing() -> None:
    """The index finds what a search for each pattern in the whole text finds."""
    rows = shipped_rows("en")
    text = "\n".join(unmark(hit)[0] for row in BOOKS["ru-en"] for hit in row["hits"])
    everything = {
        (match.start(), match.end()) for row in rows for match in compiled(row.pattern).finditer(text)
    }
    assert {(m.start, m.end) for m in Phrasebook(rows).find(text)} <= everything
    unindexed = Phrasebook([Row(r.id, r.source, r.pattern, r.why, r.better) for r in rows])
    assert [m[:2] for m in Phrasebook(rows).find(text)] == [m[:2] for m in unindexed.find(text)]


def test_a_clean_text_is_left_alone() -> None:
    assert not Phrasebook(shipped_rows("en")).find(CLEAN)


def check(text: str, **options: Any) -> list[tuple[str, str, Severity]]:
    config = make_config({"select": ["FLU005"], "rules": {"FLU005": options}})
    report = check_document(Document(text, Origin("-")), config)
    assert not report.faults
    return [(finding.text, finding.message, finding.severity) for finding in report.findings]


def test_a_known_source_language_picks_its_phrasebook() -> None:
    text = "In the Lyman direction, the enemy stayed where it was."
    assert check(text)
    assert check(text, source="uk")
    assert check(text, source="uk-UA")
    assert check(text, source="be"), "no phrasebook for that source: that of its kin is used"
    assert not check(text, source="zh")
    assert check(text, source="hu"), "no phrasebook for that source or its kin: all are used"


def test_a_phrase_of_two_paragraphs_is_none() -> None:
    assert check("The talks between the two delegations were held in a\nclosed format, as ever.")
    assert not check("They are all in\n\nClosed format files are rare.")


def test_users_phrases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("house.csv").write_text(
        'pattern,better,why,severity\n"utili[sz]e",use,"long for “use”",\nsynergy,,,major\n', "utf-8"
    )
    Path("house.toml").write_text("[[row]]\npattern = 'at this point in time'\nbetter = \"now\"\n", "utf-8")
    text = "We utilise synergy at this point in time."
    unexplained = "is on your list of phrases"
    phrase = "at this point in time"
    assert check(text, files=["house.csv", "house.toml"]) == [
        ("utilise", "calque “utilise”: long for “use”; better “use”", Severity.MINOR),
        ("synergy", f"calque “synergy”: {unexplained}", Severity.MAJOR),
        (phrase, f"calque “{phrase}”: {unexplained}; better “now”", Severity.MINOR),
    ]
    overridden = make_config(
        {"select": ["FLU005"], "rules": {"FLU005": {"files": ["house.csv"], "severity": "neutral"}}}
    )
    assert {f.severity for f in check_document(Document(text, Origin("-")), overridden).findings} == {
        Severity.NEUTRAL
    }


def test_forbidden_phrases_in_the_configuration() -> None:
    text = "We utilise synergy here."
    phrases = ["synergy", {"pattern": "utili[sz]e", "better": "use", "severity": "major"}]
    assert check(text, phrases=phrases) == [
        ("utilise", "calque “utilise”: is on your list of phrases; better “use”", Severity.MAJOR),
        ("synergy", "calque “synergy”: is on your list of phrases", Severity.MINOR),
    ]
    for wrong, message in [
        ([3], "rules.FLU005.phrases: row 1: is neither a text nor a table"),
        (["a", {"patern": "b"}], "row 2: unknown column 'patern'"),
    ]:
        with pytest.raises(ConfigError, match=message):
            check(text, phrases=wrong)


def test_the_source_language_of_the_run_picks_the_phrasebook() -> None:
    text = "In the Lyman direction, the enemy stayed where it was."
    for source, count in (("uk", 1), ("zh", 0)):
        config = make_config({"select": ["FLU005"], "source-lang": source})
        assert len(check_document(Document(text, Origin("-")), config).findings) == count


BROKEN = {
    "a.toml": ("[[row]\n", "a.toml: is not valid TOML"),
    "b.toml": ("x = 1\n", "b.toml: holds no rows; begin each with [[row]]"),
    "c.toml": ('[[row]]\npatern = "x"\n', "c.toml: row 1: unknown column 'patern'; did you mean pattern?"),
    "d.toml": ('[[row]]\npattern = "x"\n[[row]]\nbetter = "y"\n', "d.toml: row 2: has no pattern"),
    "e.csv": ("better\ny\n", "e.csv: line 1: names no column pattern"),
    "f.csv": ("pattern,better\nso (much,y\n", "f.csv: line 2: pattern 'so (much': is not a regular"),
    "g.csv": ("pattern,severity\nx,bad\n", "g.csv: line 2: 'bad' is not a severity; choose from neutral"),
    "h.csv": ("pattern\na.*b\n", "h.csv: line 2: pattern 'a.*b': a repetition without an end; write {0,3}"),
    "i.csv": ('pattern\n"(?:(?:a ){1,3}b){1,9}"\n', "a repetition inside another"),
    "j.csv": ('pattern\n"x{1,999}"\n', "can match more than 160 characters"),
    "k.csv": ("pattern\na?\n", "matches the empty text"),
    "l.csv": ("pattern,better\na,b,c\n", "l.csv: line 2: has more cells than columns"),
    "m.txt": ("x", "m.txt: is neither .toml nor .csv nor .tsv"),
    "n.toml": ("[[row]]\npattern = 3\n", "n.toml: row 1: pattern is not text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_an_error_that_says_where(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content, message = BROKEN[name]
    Path(name).write_text(content, "utf-8")
    with pytest.raises(ConfigError) as raised:
        own_rows(name)
    assert message in str(raised.value)
    with pytest.raises(ConfigError):
        check("Anything.", files=[name])


def test_a_missing_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"gone\.csv: cannot be read"):
        check("Anything.", files=["gone.csv"])


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "house.csv"
    path.write_text("pattern\nsynergy\n", "utf-8")
    assert [row.pattern for row in own_rows(str(path))] == ["synergy"]
    path.write_text("pattern\nsynergy\nleverage\n", "utf-8")
    assert [row.pattern for row in own_rows(str(path))] == ["synergy", "leverage"]
