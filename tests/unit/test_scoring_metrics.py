"""BLEU, chrF, chrF++ and TER, and their tests of significance, beside sacrebleu's own command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest

import mtcheck
from mtcheck.errors import UsageError
from mtcheck.scoring.corpus import align, make_options, make_scorer, score_segments
from mtcheck.scoring.significance import compare
from mtcheck.scoring.types import Segment
from tests.sacrebleu_cli import DIGITS, sacrebleu

REFERENCES = [
    "The ferry to the island leaves at seven every morning, weather permitting.",
    "Harbour dues rose by 3.5 % in May (the third rise this year).",
    "“We were not asked,” said the pilot.",
    "Nobody knows why the light went out.",
    "東京の港は静かだ。",
    "The council will vote on Tuesday; two members are absent.",
]
OTHERS = [
    "Weather permitting, the island ferry departs each morning at seven.",
    "In May port fees went up 3.5 %, for the third time this year.",
    "“Nobody asked us,” the pilot said.",
    "No one can say why the light failed.",
    "東京の港はしんとしている。",
    "The council votes on Tuesday, with two members away.",
]
SYSTEM = [
    "The ferry to island departs every morning at seven, if weather permits.",
    "The port fees have grown on 3.5% in May (third growth in this year).",
    '"We was not asked", the pilot told.',
    "Nobody knows why the light went out.",
    "東京の港が静かです。",
    "Council will be voting Tuesday, two members miss.",
]
WORSE = [
    "Ferry on island goes away each morning in seven.",
    "The duties grew on 3.5.",
    "We asked not, - told pilot.",
    "Why light has gone, nobody knows not.",
    "東京",
    "The council votes in the Tuesday.",
]


# The others need packages or models from the network.
TOKENIZERS = ("none", "zh", "intl", "char")


@pytest.mark.parametrize(
    ("key", "options", "arguments"),
    [
        ("bleu", {}, ["-m", "bleu"]),
        ("bleu", {"lowercase": True}, ["-m", "bleu", "-lc"]),
        *(
            ("bleu", {"tokenize": name}, ["-m", "bleu", "-tok", name])
            for name in ("none", "zh", "intl", "char")
        ),
        ("bleu", {"smooth_method": "none"}, ["-m", "bleu", "-s", "none"]),
        ("bleu", {"smooth_method": "floor"}, ["-m", "bleu", "-s", "floor"]),
        (
            "bleu",
            {"smooth_method": "add-k", "smooth_value": 2.0},
            ["-m", "bleu", "-s", "add-k", "-sv", "2"],
        ),
        ("chrf", {}, ["-m", "chrf"]),
        ("chrf++", {}, ["-m", "chrf", "-cw", "2"]),
        (
            "chrf",
            {"chrf_char_order": 4, "chrf_beta": 3, "chrf_whitespace": True, "lowercase": True},
            ["-m", "chrf", "-cc", "4", "--chrf-beta", "3", "--chrf-whitespace", "--chrf-lowercase"],
        ),
        ("chrf", {"chrf_eps_smoothing": True}, ["-m", "chrf", "--chrf-eps-smoothing"]),
        ("ter", {}, ["-m", "ter"]),
        (
            "ter",
            {"ter_normalized": True, "ter_asian_support": True, "ter_no_punct": True},
            ["-m", "ter", "--ter-normalized", "--ter-asian-support", "--ter-no-punct"],
        ),
        ("ter", {"ter_case_sensitive": True}, ["-m", "ter", "--ter-case-sensitive"]),
    ],
    ids=str,
)
def test_corpus_score_signature_and_interval_are_those_of_the_command_line(
    tmp_path: Path, key: str, options: dict[str, Any], arguments: list[str]
) -> None:
    theirs = sacrebleu(tmp_path, [SYSTEM], [REFERENCES, OTHERS], "-ci", "-cin", "200", *arguments)
    segments = align(SYSTEM, [REFERENCES, OTHERS])
    ours = score_segments(segments, [key], make_options(options), resamples=200).scores[key]
    assert ours.name == theirs["name"]
    assert ours.signature == theirs["signature"]
    assert f"{ours.score:.{DIGITS}f}" == f"{theirs['score']:.{DIGITS}f}"
    assert ours.interval
    assert float(f"{ours.interval.mean:.{DIGITS}f}") == theirs["confidence_mean"]
    assert float(f"{ours.interval.half_width:.{DIGITS}f}") == theirs["confidence_var"]
    assert ours.detail == theirs.get("verbose_score", "")


@pytest.mark.parametrize(
    ("key", "arguments"), [("bleu", []), ("chrf", []), ("chrf++", ["-cw", "2"]), ("ter", [])]
)
def test_segment_scores_are_those_of_the_command_line(tmp_path: Path, key: str, arguments: list[str]) -> None:
    metric = key.removesuffix("++")
    lines = sacrebleu(tmp_path, [SYSTEM], [REFERENCES], "-m", metric, "-sl", *arguments).splitlines()
    ours = mtcheck.score(SYSTEM, REFERENCES, metrics=[key])[key]
    for line, score in zip(lines, ours.segments, strict=True):
        head, _, value = line.partition(" = ")
        assert value.split()[0] == f"{score:.{DIGITS}f}"
        assert head == f"{ours.name}|{ours.segment_signature}"


@pytest.mark.parametrize(("metric", "test"), [("bleu", "bs"), ("bleu", "ar"), ("chrf", "ar"), ("ter", "ar")])
def test_significance_is_that_of_the_command_line(tmp_path: Path, metric: str, test: str) -> None:
    arguments = ["-m", metric, f"--paired-{test}", f"--paired-{test}-n", "500"]
    _, theirs = sacrebleu(tmp_path, [SYSTEM, WORSE], [REFERENCES, OTHERS], *arguments)
    found = compared(metric, test)  # type: ignore[arg-type]
    wanted = theirs[{"bleu": "BLEU", "chrf": "chrF2", "ter": "TER"}[metric]]
    assert (found.system, found.p_value) == (wanted["score"], wanted["p_value"])
    assert (found.interval.mean if found.interval else None) == wanted["mean"]
    assert (found.interval.half_width if found.interval else None) == wanted["ci"]


@pytest.mark.parametrize(("key", "metric"), [("chrf", CHRF()), ("ter", TER())])
def test_a_bootstrap_is_that_of_the_library(key: str, metric: Any) -> None:
    # sacrebleu's command line cannot print these as JSON: their numbers are numpy's.
    systems = [("base", SYSTEM), ("system", WORSE)]
    _, theirs = PairedTest(systems, {key: metric}, [REFERENCES, OTHERS], "bs", 500)()
    found, wanted = compared(key, "bs"), theirs["chrF2" if key == "chrf" else "TER"][1]
    assert not isinstance(wanted, str)
    assert (found.system, found.p_value) == (wanted.score, wanted.p_value)
    assert found.interval
    assert (found.interval.mean, found.interval.half_width) == (float(wanted.mean), float(wanted.ci))


def compared(key: str, test: Any) -> Any:
    """WORSE beside SYSTEM."""
    scorer = make_scorer(key, make_options({}))
    base, system = (
        scorer.statistics([s for s in align(lines, [REFERENCES, OTHERS]) if s]) for lines in (SYSTEM, WORSE)
    )
    return compare(system, base, scorer, test=test, samples=500, seed=12345)


def test_draws_in_blocks_are_the_draws_of_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [compared("bleu", test) for test in ("bs", "ar")]
    monkeypatch.setattr("mtcheck.scoring.significance._BLOCK_CELLS", 300)
    assert [compared("bleu", test) for test in ("bs", "ar")] == whole


def test_an_empty_reference_is_missing_and_no_zero() -> None:
    scores = mtcheck.score(
        ["A cat sat.", "A dog ran.", "x"], ["A cat sat.", "", None], metrics=["chrf", "bleu", "ter"]
    )
    assert scores.unscored == (1, 2)
    assert [round(found.score or 0.0, 9) for found in scores.metrics.values()] == [100.0, 100.0, 0.0]
    assert [found.segments[1:] for found in scores.metrics.values()] == [(None, None)] * 3
    kept = score_segments(
        align(["A cat sat.", "A dog ran."], [["A cat sat.", ""]], keep_empty=True), ["bleu"]
    )
    assert kept.scores["bleu"].segments == (pytest.approx(100.0), 0.0)


def test_a_reference_may_be_missing_where_another_is_there() -> None:
    scores = mtcheck.score(
        ["A cat sat.", "A dog ran."], [["A cat sat.", None], ["The cat sat.", "A dog ran."]]
    )
    assert scores.unscored == ()
    assert scores["bleu"].signature.startswith("nrefs:var|")
    assert scores["bleu"].segments == (pytest.approx(100.0), pytest.approx(100.0))


def test_nothing_to_score_is_no_zero_either() -> None:
    scores = mtcheck.score(["A cat."], [""], metrics=["bleu"])
    assert scores["bleu"].score is None
    assert scores["bleu"].segments == (None,)


def test_what_cannot_be_done_is_said() -> None:
    with pytest.raises(UsageError, match="2 hypotheses, but reference 1 has 3 segments"):
        mtcheck.score(["a", "b"], ["a", "b", "c"])
    with pytest.raises(UsageError, match="2 hypotheses, but the source has 1 segments"):
        mtcheck.score(["a", "b"], ["a", "b"], sources=["a"])
    with pytest.raises(UsageError, match="unknown metric 'blue'"):
        mtcheck.score(["a"], ["a"], metrics=["blue"])
    with pytest.raises(UsageError, match="unknown tokenizer '13b'; choose from none, zh, 13a"):
        mtcheck.score(["a"], ["a"], options={"tokenize": "13b"})
    with pytest.raises(UsageError, match="unknown field `tokenizer`"):
        mtcheck.score(["a"], ["a"], options={"tokenizer": "13a"})


def test_a_tokenizer_that_is_not_installed_names_its_extra() -> None:
    pytest.importorskip("sacrebleu")
    try:
        import ipadic  # type: ignore[import-untyped,import-not-found]  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match=r"pip install 'mtcheck\[ja\]'"):
            mtcheck.score(["a"], ["a"], metrics=["bleu"], options={"tokenize": "ja-mecab"})


def test_one_text_with_several_references() -> None:
    scores = mtcheck.score("A cat sat.", ["The cat sat.", "A cat sat."], metrics=["bleu"])
    assert scores["bleu"].segments == (pytest.approx(100.0),)
    assert scores["bleu"].signature.startswith("nrefs:2|")
    assert isinstance(align(["a"], [["b"]])[0], Segment)
