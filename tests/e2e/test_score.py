"""`mtcheck score` on files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import sacrebleu_cli
from tests.conftest import Run

HYP = "The cat sat on the mat.\nIt is cold.\nNobody came.\n"
REF = "The cat sat on a mat.\nIt is very cold.\nNobody came.\n"


def files(folder: Path, **texts: str | bytes) -> None:
    for name, text in texts.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.txt").write_bytes(data)


def test_text_output_has_a_line_a_metric(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp=HYP, ref=REF)
    done = run(
        "score", "--ref", "ref.txt", "hyp.txt", "--metrics", "bleu,chrf++", "--segments", "--width", "2"
    )
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].lstrip().startswith("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert " = 44.17 92.9/72.7/37.5/20.0 (BP = 0.931 " in lines[0]
    assert lines[1].lstrip().startswith("chrF2++|nrefs:1|")
    assert lines[2] == "segment\tbleu\tchrf++"
    assert lines[5] == "3\t100.00\t100.00"


def test_json_output_has_every_segment(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp=HYP, ref=REF, more="\nIt is cold.\n\n", src="a\nb\nc\n")
    command = ["score", "--ref", "ref.txt", "--ref", "more.txt", "--src", "src.txt", "hyp.txt", "--interval"]
    found = json.loads(run(*command, "--output-format", "json", "--metrics", "chrf").stdout)
    assert found["schema"] == "mtcheck.scores/1"
    assert found["references"] == ["ref.txt", "more.txt"]
    (chrf,) = found["metrics"]
    assert chrf["signature"].startswith("nrefs:var|bs:1000|seed:12345|")
    assert chrf["interval"]["resamples"] == 1000
    assert [row["chrf"] for row in found["segment_scores"]][1:] == [100.0, 100.0]


def test_a_difference_is_tested(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp=HYP, ref=REF, old="A cat.\nCold.\nCame nobody.\n")
    done = run("score", "--ref", "ref.txt", "hyp.txt", "--versus", "old.txt", "--metrics", "chrf")
    assert "chrF2: " in done.stdout
    assert " of old.txt: +" in done.stdout
    assert "p = 0." in done.stdout
    assert "(bs:1000|seed:12345)" in done.stdout


def test_unequal_files_are_named_with_their_counts(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp=HYP, ref=REF + "One more.\n")
    done = run("score", "--ref", "ref.txt", "hyp.txt")
    assert done.returncode == 2
    assert "hyp.txt has 3 lines, ref.txt has 4" in done.stderr


def test_a_broken_line_is_said_and_shifts_nothing(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp=b"\xff broken\nIt is very cold.\nNobody\0 came.\n", ref=REF)
    done = run("score", "--ref", "ref.txt", "hyp.txt", "--metrics", "chrf", "--segments")
    assert done.returncode == 3
    assert "2 of 3 segments not scored: 1, 3" in done.stdout
    assert "hyp.txt, line 1: byte 0 is not valid utf-8; the segment is left out" in done.stderr
    assert "hyp.txt, line 3: character 6 is NUL" in done.stderr
    assert "2\t100.0" in done.stdout


def test_only_line_feeds_end_lines(run: Run, tmp_path: Path) -> None:
    files(
        tmp_path,
        hyp=b"\xef\xbb\xbfThe cat sat.\r\nIt is\xe2\x80\xa8cold.\r\nNobody\x0ccame.",
        ref="The cat sat.\nIt is\u2028cold.\nNobody\x0ccame.\n",
    )
    done = run("score", "--ref", "ref.txt", "hyp.txt", "--metrics", "chrf", "--segments")
    assert done.returncode == 0
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[2:]] == ["100.0"] * 3


def test_what_cannot_be_done_is_said(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp="a\n", ref="\n", other="a\n")
    assert "no line has a translation and a reference" in run("score", "--ref", "ref.txt", "hyp.txt").stderr
    done = run("score", "--ref", "other.txt", "hyp.txt", "--metrics", "meteor")
    assert (done.returncode, "unknown metric 'meteor'" in done.stderr) == (2, True)
    missing = run("score", "--ref", "none.txt", "hyp.txt")
    assert (missing.returncode, "none.txt: cannot be read" in missing.stderr) == (3, True)


def test_findings_say_where_and_with_the_wording_of_the_reference(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp="All is well.\nThey sold 12 boats.\n", ref="All is well.\nThey sold 15 boats.\n")
    done = run("score", "--ref", "ref.txt", "hyp.txt", "--metrics", "mtcheck", "--findings")
    assert "hyp.txt:2:11: REF003 number: “12”, the reference has “15”" in done.stdout
    output = run("score", "--ref", "ref.txt", "hyp.txt", "--findings", "--output-format", "json").stdout
    (finding,) = json.loads(output)["findings"]
    assert (finding["segment"], finding["rule"], finding["text"]) == (2, "REF003", "12")


def test_other_encodings_and_numbers_that_make_no_sense(run: Run, tmp_path: Path) -> None:
    files(tmp_path, ref="Ąžuolas.\nDu.\n", hyp="Ąžuolas.\nDu.\n".encode("cp1257"))
    for name, codec in (("wide", "utf-16"), ("widest", "utf-32"), ("bare", "utf-16-be")):
        files(tmp_path, **{name: "Ąžuolas.\r\nDu.\r\n".encode(codec)})
    done = run("score", "--ref", "ref.txt", "hyp.txt", "--metrics", "chrf")
    assert done.returncode == 3
    assert "hyp.txt, line 1: byte 0 is not valid utf-8" in done.stderr
    (tmp_path / "ref.txt").write_bytes("Ąžuolas.\nDu.\n".encode("cp1257"))
    for options in (["hyp.txt", "--encoding", "cp1257"], ["wide.txt", "--encoding", "cp1257"]):
        assert " = 100.0" in run("score", "--ref", "ref.txt", *options, "--metrics", "chrf").stdout
    assert " = 100.0" in run("score", "--ref", "widest.txt", "wide.txt", "--metrics", "chrf").stdout
    bare = ("score", "--ref", "wide.txt", "bare.txt", "--metrics", "chrf", "--encoding")
    assert " = 100.0" in run(*bare, "utf-16-be").stdout
    for wrong in (["--encoding", "utf-9"], ["--resamples", "1"], ["--seed", "-1"], ["--chrf-beta", "0"]):
        assert run("score", "--ref", "wide.txt", "wide.txt", *wrong).returncode == 2


@pytest.mark.parametrize(
    ("systems", "options"),
    [
        (3, ["-m", "bleu", "chrf", "-lc", "--chrf-lowercase", "-tok", "intl", "-f", "latex"]),
        (3, ["-m", "ter", "bleu", "--paired-ar", "--paired-ar-n", "60", "-f", "latex"]),
        (3, ["-m", "chrf", "--paired-bs", "--paired-bs-n", "60", "-f", "latex"]),
        (1, ["-m", "bleu", "chrf", "-cw", "2", "-s", "floor", "-sv", "0.2", "-b", "-f", "text",
             "--confidence", "--confidence-n", "50"]),
    ],
    ids=["plain", "ar", "bs", "confidence"],
)  # fmt: skip
def test_called_as_sacrebleu_is_it_says_what_sacrebleu_says(
    run: Run, tmp_path: Path, systems: int, options: list[str]
) -> None:
    lines = [HYP.splitlines(), ["A cat.", "Cold.", "Came nobody."], REF.splitlines()][:systems]
    # For its bootstrap table sacrebleu takes the mean of the draws in single precision.
    width = "4" if "--paired-bs" in options else sacrebleu_cli.DIGITS
    theirs = sacrebleu_cli.sacrebleu(tmp_path, lines, [REF.splitlines()], *options, "-w", width)
    given = [part for part in options if part != "--chrf-lowercase"]
    given += ["--confidence"] if "--paired-bs" in options else []  # its bootstrap table always has intervals
    ours = run("score", "ref0", "-i", *(f"hyp{n}" for n in range(systems)), "-w", width, *given)
    assert ours.returncode == 0, ours.stderr
    assert numbers(ours.stdout)
    # sacrebleu's own bootstrap adds in single precision: the sixth digit depends on numpy's build.
    said, wanted = ([float(number) for number in numbers(text)] for text in (ours.stdout, theirs))
    assert sorted(said) == pytest.approx(sorted(wanted), rel=1e-6)


def numbers(text: str) -> list[str]:
    """Every number that has decimals, of the table alone."""
    table = re.split(r"bottomrule|\\n% ", text)[0]
    return sorted(re.findall(r"\d+\.\d+", table))


def test_several_systems_in_one_table(run: Run, tmp_path: Path) -> None:
    files(tmp_path, hyp=HYP, ref=REF, old="A cat.\nCold.\nCame nobody.\n", a_b=HYP)
    command = ["score", "--ref", "ref.txt", "hyp.txt", "old.txt", "a_b.txt", "-m", "chrf", "bleu"]
    table = run(*command, "--paired-bs").stdout.splitlines()
    assert table[0].split() == ["system", "chrF2", "BLEU"]
    assert table[1].startswith("hyp.txt (baseline)")
    assert table[2].endswith("(p = 0.0010)*")
    assert table[3].count("(identical)") == 2
    assert "p: beside hyp.txt, bs:1000|seed:12345; * below 0.05" in table
    found = json.loads(run(*command, "--paired-bs", "-f", "json").stdout)
    assert (found["schema"], len(found["systems"])) == ("mtcheck.systems/1", 3)
    assert [each["versus"] for each in found["systems"]] == [None, "hyp.txt", "hyp.txt"]
    assert "a\\_b.txt & " in run(*command, "-f", "latex").stdout
    assert run(*command, "-b").stdout.splitlines()[0] == "68.9\t44.2"
    one = run("score", "ref.txt", "-i", "-", "-m", "bleu", "chrf", "-b", "-w", "2", stdin=HYP.encode())
    assert one.stdout.splitlines() == ["44.17", "68.88"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--ref ref.txt hyp.txt --paired-bs", "--paired-bs needs two systems"),
        ("--ref ref.txt hyp.txt ref.txt --save run.json", "--save stores one system"),
        ("--ref ref.txt hyp.txt --versus ref.txt --paired-ar", "give one of the two"),
        ("-i hyp.txt", "score needs the references"),
        ("ref.txt -i hyp.txt short.txt", "hyp.txt has 3 lines, short.txt has 1"),
    ],
)
def test_systems_that_are_mixed_up(run: Run, tmp_path: Path, arguments: str, said: str) -> None:
    files(tmp_path, hyp=HYP, ref=REF, short="One.\n")
    done = run("score", *arguments.split())
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
