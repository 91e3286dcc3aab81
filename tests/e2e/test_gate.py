"""`mtcheck gate` on files: what passes, what fails and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

REFERENCES = [f"The ferry number {n} leaves the old harbour at {n} o'clock every morning." for n in range(40)]
GOOD = [line.replace("every morning", "each morning") for line in REFERENCES]
# Three in four lines lost their ends.
BAD = [line if n % 4 == 0 else line[:30] for n, line in enumerate(GOOD)]
# One line lost a word: chance does as much.
NEARLY = [line if n != 7 else line.replace("old ", "") for n, line in enumerate(GOOD)]


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    for name, lines in {"ref": REFERENCES, "good": GOOD, "bad": BAD, "nearly": NEARLY}.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("gate", "--ref", "ref.txt", "--save", "run.json", "good.txt").returncode == 0
    return tmp_path


def test_github_gets_annotations_and_a_summary(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    for name, command, code in (("good", "notice", 0), ("bad", "error", 1)):
        done = run("gate", "--ref", "ref.txt", "--baseline", "run.json", f"{name}.txt", "-f", "github")
        assert done.returncode == code
        first, *losers = done.stdout.splitlines()
        assert first.startswith(f"::{command} file={name}.txt,title=REF002 chrF2::")
        assert len(losers) == 10 * code
        assert all(line.startswith(f"::warning file={name}.txt,line=") for line in losers)
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert summary.count("### mtcheck gate") == 2
    assert "FAIL REF002 chrF2" in summary
    done = run("gate", "--ref", "ref.txt", "--max", "ter=0.1", "bad.txt", "-f", "github")
    assert "::error file=bad.txt,title=REF002 TER::" in done.stdout


def test_a_real_drop_fails_and_the_losers_are_named(run: Run, folder: Path) -> None:
    done = run("gate", "--ref", "ref.txt", "--baseline", "run.json", "bad.txt")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("FAIL REF002 chrF2: ")
    assert " of run.json: -" in lines[0]
    assert lines[0].endswith("; worse than good.txt, and chance is unlikely to be why")
    assert "|bs:1000|seed:12345|" in lines[1]
    losers = [line.split()[1] for line in lines[2:]]
    assert len(losers) == 10
    assert "segment 1:" not in done.stdout  # line 1 of four is whole
    assert "The ferry number" in lines[2]


@pytest.mark.parametrize("system", ["good.txt", "nearly.txt", "ref.txt"])
def test_an_equal_a_better_or_a_hardly_worse_system_passes(run: Run, folder: Path, system: str) -> None:
    done = run("gate", "--ref", "ref.txt", "--baseline", "run.json", system)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("PASS REF002 chrF2: ")


def test_identical_output_is_said_to_be_identical(run: Run, folder: Path) -> None:
    command = ("gate", "--ref", "ref.txt", "--baseline", "run.json", "good.txt")
    assert "identical to run.json in every segment" in run(*command).stdout
    assert "p = " not in run(*command).stdout
    (chrf,) = json.loads(run(*command, "-f", "json").stdout)["metrics"]
    assert (chrf["comparison"]["identical"], chrf["comparison"]["p_value"]) == (True, 1.0)
    nearly = run(*command[:-1], "nearly.txt").stdout
    assert "identical" not in nearly
    assert "p = " in nearly


def test_score_stores_a_run_for_the_gate(run: Run, folder: Path) -> None:
    done = run("score", "--ref", "ref.txt", "good.txt", "-m", "chrf", "-m", "ter", "--save", "other.json")
    assert done.returncode == 0, done.stderr
    gate = ("gate", "--ref", "ref.txt", "--baseline")
    assert run(*gate, "other.json", "good.txt", "-m", "chrf,ter").returncode == 0
    assert run(*gate, "other.json", "bad.txt", "-m", "ter").returncode == 1
    (folder / "scores.json").write_text(run("score", "--ref", "ref.txt", "good.txt", "-f", "json").stdout)
    refused = run(*gate, "scores.json", "good.txt")
    assert refused.returncode == 2
    assert "scores.json: holds 'mtcheck.scores/1'" in refused.stderr
    assert "mtcheck score --save RUN.json" in refused.stderr


def test_every_run_says_the_same(run: Run, folder: Path) -> None:
    command = ("gate", "--ref", "ref.txt", "--baseline", "run.json", "bad.txt", "--output-format", "json")
    first, second = run(*command).stdout, run(*command).stdout
    assert first == second
    found = json.loads(first)
    assert found["failed"] is True
    (chrf,) = found["metrics"]
    assert chrf["comparison"]["p_value"] < 0.05
    assert chrf["comparison"]["effect"] < chrf["comparison"]["effect_high"] < 0
    assert chrf["losers"][0]["change"] <= chrf["losers"][1]["change"] < 0
    saved = (folder / "run.json").read_bytes()
    assert run("gate", "--ref", "ref.txt", "--save", "run.json", "good.txt").returncode == 0
    assert (folder / "run.json").read_bytes() == saved


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--min", "chrf=55"], 0, "PASS REF002 chrF2: "),
        (["--min", "chrf=99.9"], 1, "; below 99.9"),
        (["--min", "chrf=55", "--max", "ter=1"], 1, "FAIL REF002 TER: "),
        (["--baseline", "run.json", "--metrics", "bleu,mtcheck"], 0, "PASS REF002 mtcheck: "),
        (["--baseline", "run.json", "--paired", "ar", "--resamples", "300"], 0, "|ar:300|seed:12345|"),
    ],
)
def test_thresholds_and_other_metrics(
    run: Run, folder: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run("gate", "--ref", "ref.txt", "good.txt", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout


def test_what_cannot_be_compared_is_said(run: Run, folder: Path) -> None:
    short = folder / "short.txt"
    short.write_text("one\n", encoding="utf-8")
    other = folder / "other.txt"
    other.write_text("\n".join(REFERENCES[::-1]) + "\n", encoding="utf-8")
    (folder / "broken.json").write_text("{}", encoding="utf-8")
    run("check", "good.txt", "--baseline", "known.json", "--write-baseline")
    cases = {
        "short.txt --baseline run.json short.txt": "run.json has 40 segments, this run has 1",
        "other.txt --baseline run.json good.txt": "was made with other references",
        "ref.txt --baseline run.json good.txt --metrics ter": "holds chrf, bleu, mtcheck, not ter",
        "ref.txt --baseline run.json good.txt --lowercase": "chrF2|nrefs:1|case:mixed",
        "ref.txt --baseline run.json good.txt --chrf-beta 1": "chrF2|nrefs:1|case:mixed",
        "ref.txt --baseline broken.json good.txt": "not a stored run",
        "ref.txt --baseline known.json good.txt": "this is a baseline of mtcheck check; store a run with",
        "ref.txt --baseline none.json good.txt": "none.json: cannot be read",
        "ref.txt good.txt": "nothing to judge by",
        "ref.txt good.txt --min 55": "expected METRIC=NUMBER",
    }
    for arguments, said in cases.items():
        done = run("gate", "--ref", *arguments.split())
        assert done.returncode == 2, arguments
        assert said in done.stderr


def test_few_segments_prove_nothing(run: Run, tmp_path: Path) -> None:
    for name, lines in {"ref": REFERENCES[:3], "good": GOOD[:3], "bad": ["x"] * 3}.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run("gate", "--ref", "ref.txt", "--save", "run.json", "good.txt")
    done = run("gate", "--ref", "ref.txt", "--baseline", "run.json", "bad.txt")
    assert done.returncode == 0
    assert "3 segments are too few to tell a difference from chance" in done.stdout


def test_a_broken_line_is_left_out_of_both(run: Run, folder: Path) -> None:
    data = (folder / "good.txt").read_bytes().split(b"\n")
    data[3] = b"\xff"
    (folder / "torn.txt").write_bytes(b"\n".join(data))
    done = run("gate", "--ref", "ref.txt", "--baseline", "run.json", "torn.txt")
    assert done.returncode == 3
    assert "torn.txt, line 4: byte 0 is not valid utf-8" in done.stderr
    assert "identical to run.json in every segment" in done.stdout


def test_a_drop_within_the_margin_passes(run: Run, folder: Path) -> None:
    worse = [line.replace("old ", "").replace("each", "every single") for line in GOOD]
    (folder / "worse.txt").write_text("\n".join(worse) + "\n", encoding="utf-8")
    command = ("gate", "--ref", "ref.txt", "--baseline", "run.json", "worse.txt", "--margin")
    assert run(*command, "chrf=0.5").returncode == 1
    done = run(*command, "chrf=30")
    assert (done.returncode, "a real drop, but no larger than the margin of 30" in done.stdout) == (0, True)
    near = run(*command[:-2], "nearly.txt", "--margin", "chrf=2").stdout
    assert "; alike within 2" in near


def test_a_margin_in_points_of_human_judgement(run: Run, folder: Path) -> None:
    worse = [line.replace("old ", "").replace("each", "every single") for line in GOOD]
    (folder / "worse.txt").write_text("\n".join(worse) + "\n", encoding="utf-8")
    command = ("gate", "--ref", "ref.txt", "--baseline", "run.json", "worse.txt", "--margin")
    assert run(*command, "mqm=0.01").returncode == 1
    assert run(*command, "mqm=5").returncode == 0
    own = run(*command, "mqm=5", "--margin", "chrf=0.5")
    assert own.returncode == 1, "a metric's own margin goes first"
    refused = run(*command, "ter=1")
    assert (refused.returncode, "ter is not compared; add it with --metrics" in refused.stderr) == (2, True)


def test_new_faults_fail_whatever_the_score_says(run: Run, folder: Path) -> None:
    garbled = [line.replace("o'clock", "oâ€™clock") if n % 4 == 0 else line for n, line in enumerate(GOOD)]
    (folder / "garbled.txt").write_text("\n".join(garbled) + "\n", encoding="utf-8")
    gate = ("gate", "--ref", "ref.txt", "--lang", "en", "--margin", "chrf=50")
    refused = run(*gate, "--baseline", "run.json", "--errors", "good.txt")
    assert (refused.returncode, "run.json holds no errors" in refused.stderr) == (2, True)
    assert run(*gate, "--errors", "--save", "errors.json", "good.txt").returncode == 0
    compared = (*gate, "--errors", "--baseline", "errors.json")
    assert "PASS garble: 0 findings" in run(*compared, "good.txt").stdout
    done = run(*compared, "garbled.txt")
    assert done.returncode == 1
    assert "PASS REF002 chrF2" in done.stdout
    assert "FAIL garble: 10 findings" in done.stdout
    assert "more in 10 segments, fewer in 0, p = 0.0010 (sign test)" in done.stdout
    assert "     segment 5: " in done.stdout
    found = json.loads(run(*compared, "garbled.txt", "-f", "json").stdout)
    assert [each["key"] for each in found["errors"] if each["reasons"]] == ["major", "garble"]
    assert run(*gate, "--max", "garble=0", "garbled.txt").returncode == 1
    assert run(*gate, "--max", "garble=0", "good.txt").returncode == 0


def test_what_is_left_in_the_source_language_is_counted(run: Run, folder: Path) -> None:
    german = [f"Die F\u00e4hre Nummer {n} verl\u00e4sst jeden Morgen den alten Hafen." for n in range(40)]
    (folder / "src.txt").write_text("\n".join(german) + "\n", encoding="utf-8")
    half = [german[n] if n % 4 == 0 else line for n, line in enumerate(GOOD)]
    (folder / "half.txt").write_text("\n".join(half) + "\n", encoding="utf-8")
    done = run("gate", "--ref", "ref.txt", "--src", "src.txt", "--max", "untranslated=1", "half.txt")
    assert (done.returncode, "FAIL untranslated: " in done.stdout) == (1, True)
