"""`mtcheck review`: from a clean to a page, and from decisions to the next clean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.ignored import add_fingerprints
from tests.conftest import Run

ARTICLE = "“We go home, ”she said in the Baltic countries .\n\nIt rained on the northern coast .\n"


def test_a_rejected_change_stays_out_of_the_next_clean(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("clean", "in", "-o", "out", "--report", "page.html").returncode == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert ": `mtcheck clean in -o out --report page.html`" in page
    done = run("review", "out")
    assert "1 of 1 document changed in 3 places" in done.stderr
    assert (tmp_path / "out" / "review.html").read_text("utf-8").replace(
        "`mtcheck review out`", "`mtcheck clean in -o out --report page.html`"
    ) == page
    rows = [json.loads(line) for line in (tmp_path / "out" / "changes.jsonl").read_text("utf-8").splitlines()]
    (last,) = [row for row in rows if row["line"] == 3]
    assert len(last["fingerprints"]) == 1
    decisions = {"schema": "mtcheck.decisions/1", "rejected": last["fingerprints"]}
    (tmp_path / "d.json").write_text(json.dumps(decisions))
    (tmp_path / "mtcheck.toml").write_text('# ours\nfail-on = "minor"\n\n[fields]\ntext = ["t"]\n')
    apply = ("review", "out", "--apply", "d.json")
    said = f"mtcheck: 1 fingerprint written to {tmp_path / 'mtcheck.toml'}; "
    assert said + "1 fingerprint covers 1 change in out/changes.jsonl; clean again" in run(*apply).stderr
    assert "mtcheck.toml: all are there already; 1 fingerprint covers" in run(*apply).stderr
    run("clean", "in", "-o", "again")
    cleaned = (tmp_path / "again" / "a.txt").read_text("utf-8")
    assert cleaned == "“We go home,” she said in the Baltic countries.\n\nIt rained on the northern coast .\n"
    settings = (tmp_path / "mtcheck.toml").read_text()
    assert settings.startswith('# ours\nfail-on = "minor"\n\nignore-fingerprints = [\n')
    assert settings.endswith('[fields]\ntext = ["t"]\n')


def test_a_rejection_covers_the_same_line_of_every_file_and_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "It rained on the northern coast .\n\nShare on Facebook | Twitter\n"
    for name in "abc":
        (tmp_path / "in" / f"{name}.txt").write_text(
            text + "\n" + name * 3 + " was all .\n", encoding="utf-8"
        )
    run("clean", "in", "-o", "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "changes.jsonl").read_text("utf-8").splitlines()]
    removals = [row for row in rows if "Share on" in row["before"]]
    assert len(removals) == 3
    names = removals[0]["fingerprints"]
    assert all(row["fingerprints"] == names for row in removals)
    (tmp_path / "d.json").write_text(json.dumps({"schema": "mtcheck.decisions/1", "rejected": names}))
    said = run("review", "out", "--apply", "d.json").stderr
    assert "1 fingerprint covers 3 changes in out/changes.jsonl; clean again" in said
    run("clean", "in", "-o", "again")
    kept = [(tmp_path / "again" / f"{name}.txt").read_text("utf-8") for name in "abc"]
    assert all("Share on Facebook" in each for each in kept)
    assert not any(" ." in each for each in kept)
    more = {"schema": "mtcheck.decisions/1", "rejected": [*names, rows[0]["fingerprints"][0]]}
    (tmp_path / "d.json").write_text(json.dumps(more))
    said = run("review", "out", "--apply", "d.json").stderr
    assert "mtcheck.toml (1 there already); 2 fingerprints cover 6 changes" in said
    (tmp_path / "d.json").write_text('{"schema": "mtcheck.decisions/1", "rejected": []}')
    assert "mtcheck: nothing was rejected" in run("review", "out", "--apply", "d.json").stderr


def test_a_rejection_may_be_for_one_text_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [{"id": key, "text": f"{key} was open .\n\nShare on Facebook | Twitter\n"} for key in "xyz"]
    (tmp_path / "in" / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "in" / "b.txt").write_text("It rained here .\n\nShare on Facebook | Twitter\n")
    clean = ("clean", "in/a.jsonl", "in/b.txt", "--text-field", "text", "--id-field", "id", "-o")
    run(*clean, "out/")
    log = [json.loads(line) for line in (tmp_path / "out" / "changes.jsonl").read_text("utf-8").splitlines()]
    removals = [row for row in log if "Share on" in row["before"]]
    assert len(removals) == 4
    here = [f"{name} in/a.jsonl [y]" for name in removals[0]["fingerprints"]]
    (tmp_path / "d.json").write_text(json.dumps({"schema": "mtcheck.decisions/1", "rejected": here}))
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "mtcheck.toml").write_text("")
    said = run("review", "out", "--apply", "d.json", "--config", "set/mtcheck.toml").stderr
    assert "1 fingerprint covers 1 change in out/changes.jsonl" in said
    assert " ../in/a.jsonl [y]" in (tmp_path / "set" / "mtcheck.toml").read_text()
    run(*clean, "again/", "--config", "set/mtcheck.toml")
    kept = [json.loads(line)["text"] for line in (tmp_path / "again" / "a.jsonl").read_text().splitlines()]
    assert ["Share on" in text for text in kept] == [False, True, False]
    assert "Share on" not in (tmp_path / "again" / "b.txt").read_text()


def test_what_is_not_there_or_would_be_lost_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "d.json").write_text("[]")
    run("clean", "a.txt", "-o", "b.txt")
    log = "b.txt.changes.jsonl"
    (tmp_path / "c.jsonl").write_text(
        f"{(tmp_path / log).read_text('utf-8').splitlines()[0]}\nSo.\n", "utf-8"
    )
    for arguments, words in {
        ("review", "none"): "none: no such log; name the folder",
        ("review", "a.txt"): "a.txt: is no log of changes; name the folder that mtcheck clean wrote to",
        ("review", "c.jsonl"): "c.jsonl, line 2: is not a logged change",
        ("review", log, "--apply", "gone.json"): "gone.json: no such file; save the decisions from the page",
        ("review", log, "--apply", "a.txt"): "a.txt: holds no decisions; save them from the page",
        ("review", log, "-o", log): "is the log itself",
        ("review", log, "--apply", "d.json"): "holds no decisions",
        ("clean", "a.txt", "-o", "c.txt", "--report", "a.txt"): "--report would overwrite a.txt",
        ("clean", "a.txt", "--diff", "--report", "r.html"): "goes with -o or --in-place",
    }.items():
        done = run(*arguments)
        assert done.returncode == 2, arguments
        assert words in done.stderr, arguments
    assert (tmp_path / "a.txt").read_text("utf-8") == ARTICLE


BEFORE = [
    "",
    'lang = "de"',
    "ignore-fingerprints = ['0a']\n[fields]\n",
    "ignore-fingerprints = [\n  '0a', # known\n]\n",
]


@pytest.mark.parametrize("before", BEFORE)
def test_fingerprints_are_added_to_any_configuration(tmp_path: Path, before: str) -> None:
    path = tmp_path / "mtcheck.toml"
    path.write_text(before)
    assert add_fingerprints(path, ["0a", "0b", "0b"]) == (1 if "0a" in before else 2)
    assert add_fingerprints(path, ["0b"]) == 0
    assert "0b" in path.read_text()


def test_check_repairs_first_and_reports_the_rest(run: Run, tmp_path: Path) -> None:
    text = "“We go home, ”she said. The the lead ers met .\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    done = run("check", "a.txt", "--diff")
    assert done.returncode == 1
    assert "+“We go home,” she said." in done.stdout
    assert "--fix would make 2 repairs in 1 document" in done.stderr
    assert path.read_text("utf-8") == text
    done = run("check", "a.txt", "--fix", "--show-fixes")
    assert "PUN003 quote-shifted" in done.stderr
    assert "FLU001" in done.stdout
    assert "PUN001" not in done.stdout
    assert path.read_text("utf-8") == "“We go home,” she said. The the lead ers met.\n"
    assert run("check", "a.txt", "--diff").returncode == 0
    run("check", "a.txt", "--fix", "--unsafe-fixes")
    assert "The the" not in path.read_text("utf-8")
    assert run("check", "-", "--fix", stdin=b"So .").returncode == 2


def test_the_table_the_report_and_the_page_count_alike(run: Run, tmp_path: Path) -> None:
    kept = "The harbour office said on Monday that the ferry resumes its service .\n\n"
    entity = "Read&nbsp;also: Why the old crane was painted yellow\n\n"  # repaired, and then left out
    tail = "Subscribe to our Telegram channel!\n\nThis article was translated automatically.\n"
    rows = [{"text": kept + entity + kept.replace("ferry", "boat") + tail}, {"text": None}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("clean", "a.jsonl", "-o", "out/")
    log = (tmp_path / "out" / "changes.jsonl").read_text("utf-8").splitlines()
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert f"1 document, {len(log)} changes; 1 null text skipped;" in done.stderr
    assert report["edits"] == len(log) == 5
    assert (report["absent"], report["dropped"]) == (1, {"BPL001": 1, "BPL002": 1, "BPL003": 1})
    assert report["changes"] == {"PUN001": 2}
    assert "changed in 5 places" in (said := run("review", "out").stderr)
    assert "3 passages left out" in said
    assert "1 null text skipped" in run("check", "a.jsonl").stderr


def test_the_page_says_how_many_were_bad_and_what_remains(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    texts = {
        "good": "The ferry resumes its service on Friday.\n",
        "mended": "The harbour office said so on Monday .\n\nThe cafÃ© by the bridge is open again.\n",
        "bad": "It rained on the northern coast .\n\nThe harbour off\ufffd\ufffdce closed at noon.\n",
    }
    for name, text in texts.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run("clean", "in", "-o", "out")
    assert "in/mended.txt:3:8: 'Ã©' -> 'é'" in done.stderr  # a line and a column, as check says
    assert "in/mended.txt:3:8: ENC" in run("check", "in/mended.txt").stdout
    left = json.loads(run("check", "out", "-f", "json", "--fail-on", "never").stdout)["summary"]["findings"]
    assert left >= 1
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert (report["documents"], report["changed"], report["left"]) == (3, 2, left)
    assert (report["bad"], report["still_bad"]) == (2, 1)
    assert sum(report["left_by_rule"].values()) == left
    assert report["left_by_rule"]["ENC003"] == 1
    said = run("review", "out").stderr
    assert "2 of 3 documents changed in 3 places" in said
    assert f"; {left} finding{'s remain' if left > 1 else ' remains'}; " in said
    assert "documents with major findings: 2 before, 1 after." in said
    del report["left"]
    (tmp_path / "out" / "report.json").write_text(json.dumps(report))  # of a former version
    assert "remain" not in run("review", "out").stderr


def test_pages_of_mtcheck_are_no_articles(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run("clean", "a.txt", "-o", "b.txt", "--report", "changes.html")
    run("check", "a.txt", "-f", "html", "-o", "findings.html")
    done = run("check", "--fail-on", "never")
    assert done.returncode == 0
    assert "2 documents checked" in done.stderr
    assert "is a log or a report of mtcheck" in run("check", "findings.html").stderr
