"""What a CI job does with the command: baselines, formats, the cache, the hook of pre-commit."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, Run

OLD = "The bridge is closed in the Baltic countries .\n\nIt is late, the mayor said .\n"
NEW = "The harbour opens in May .\n\n"
KNOWN_GONE = "mtcheck: 1 document checked, nothing found; 1 known from the baseline, 1 entry is gone\n"


def test_a_baseline_lets_known_findings_pass_and_new_ones_fail(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(OLD, encoding="utf-8")
    arguments = ("check", "page.txt", "--fail-on", "minor")
    assert run(*arguments).returncode == 1
    written = run(*arguments, "--write-baseline")
    assert written.returncode == 0
    assert written.stderr.endswith("all written as known to .mtcheck-baseline.json\n")
    known = (*arguments, "--baseline", ".mtcheck-baseline.json")
    assert run(*known).returncode == 0
    # An edit elsewhere moves the findings and leaves their fingerprints.
    page.write_text("A new paragraph.\n\n" + OLD, encoding="utf-8")
    assert run(*known).returncode == 0
    page.write_text(NEW + OLD, encoding="utf-8")
    done = run(*known)
    assert (done.returncode, done.stdout) == (1, "page.txt:1:25: PUN001 [*] space before '.'\n")
    # The same fault once more in the same words is a new one.
    page.write_text(OLD + OLD, encoding="utf-8")
    assert run(*known).stdout.count("PUN001") == 2
    page.write_text(OLD.splitlines()[0] + "\n", encoding="utf-8")
    assert run(*known).stderr == KNOWN_GONE
    # What a rule found that does not run this time is not gone.
    assert "gone" not in run(*known, "--select", "PUN009").stderr


def test_a_baseline_holds_from_another_folder_and_from_the_configuration(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "page.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text('baseline = "known.json"\nfail-on = "minor"\n', encoding="utf-8")
    assert run("check", "texts", "--write-baseline").returncode == 0
    assert run("check", "texts").returncode == 0
    again = run("check", "page.txt", "--baseline", "../known.json", cwd=tmp_path / "texts")
    assert again.returncode == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such baseline; write it with --write-baseline"),
        ("{", "is not a baseline"),
        ('{"schema": "x", "version": "1", "files": {}}', "schema: is 'x'"),
        ('{"schema": "mtcheck.baseline/1", "version": "1", "files": []}', "is not a baseline"),
    ],
)
def test_a_broken_baseline_is_a_configuration_error(
    run: Run, tmp_path: Path, content: str | None, message: str
) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    if content is not None:
        (tmp_path / "known.json").write_text(content, encoding="utf-8")
    done = run("check", "a.txt", "--baseline", "known.json")
    assert done.returncode == 2
    assert "known.json" in done.stderr
    assert message in done.stderr


def test_github_gets_a_summary_of_the_job(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "summary").write_text("An earlier step.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    run("check", "a.txt", "-f", "github")
    said = (tmp_path / "summary").read_text("utf-8")
    assert said.startswith("An earlier step.\n### mtcheck\n")
    assert "**1 document checked, 2 findings (2 minor).**" in said


def test_several_formats_of_one_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    done = run(
        "check", "a.txt", "--output-format", "github", "--also", "sarif=a.sarif", "--also", "junit=a.xml"
    )
    assert done.stdout.startswith("::warning file=a.txt,line=1,")
    assert len(json.loads((tmp_path / "a.sarif").read_text("utf-8"))["runs"][0]["results"]) == 2
    assert (tmp_path / "a.xml").read_text("utf-8").count("<failure") == 2
    wrong = run("check", "a.txt", "--also", "sarf=a")
    assert wrong.returncode == 2
    assert "--also sarf=a: say FORMAT=FILE; formats are text, html" in wrong.stderr


def test_statistics(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD + "It is “so, ”she said.\n", encoding="utf-8")
    done = run("check", "a.txt", "--statistics")
    assert done.stdout == ("2  PUN001  [*] space-before-punctuation\n1  PUN003  [*] quote-shifted\n")
    (tmp_path / "b.txt").write_text("The the ferry left . It costs $ 5 .\n\nThe the ferry came back.\n")
    done = run("check", "b.txt", "--statistics")
    assert "2  FLU001  [ ] " in done.stdout
    assert "2  PUN001  [*] " in done.stdout
    text = "The cafÃ© by the bridge is open.\n\nIt didnât rain.\n"  # the second is a guess
    (tmp_path / "c.txt").write_text(text, encoding="utf-8")
    assert "2  ENC001  [/] " in run("check", "c.txt", "--statistics").stdout
    assert "[/]" in run("check", "--help").stdout
    assert run("check", "a.txt", "--statistics", "--output-format", "json").returncode == 2


def test_a_cached_run_says_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    arguments = ("check", "a.txt", "--output-format", "json", "--cache")
    first = run(*arguments)
    assert (tmp_path / ".mtcheck_cache" / ".gitignore").read_text() == "*\n"
    assert run(*arguments).stdout == first.stdout == run(*arguments[:-1]).stdout
    assert run(*arguments, "--ignore", "PUN001").stdout != first.stdout
    (tmp_path / "a.txt").write_text(NEW, encoding="utf-8")
    assert "harbour" not in first.stdout
    assert len(json.loads(run(*arguments).stdout)["documents"][0]["findings"]) == 1
    # A broken cache is no reason to fail.
    (tmp_path / ".mtcheck_cache" / "results.sqlite").write_bytes(b"no database" * 100)
    assert len(json.loads(run(*arguments).stdout)["documents"][0]["findings"]) == 1


def test_settings_of_single_paths(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text(
        '[[overrides]]\npaths = ["old/**"]\nignore = ["PUN"]\n', encoding="utf-8"
    )
    done = run("check", ".")
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {"b.txt"}
    assert run("clean", "old/a.txt").stdout == OLD


def hooks() -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", ["mtcheck", "mtcheck-clean"])
def test_a_real_run_of_pre_commit(name: str, tmp_path: Path) -> None:
    """The hooks as the repository declares them, in this environment in place of one of their own."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    hook = next(each for each in hooks() if each["id"] == name)
    entry = f"{sys.executable} -m {hook['entry']}"
    local = {"repo": "local", "hooks": [{**hook, "entry": entry, "language": "system"}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}), encoding="utf-8")
    (tmp_path / "good.md").write_text("The bridge is closed, the mayor said.\n", encoding="utf-8")
    (tmp_path / "picture.bin").write_bytes(b"\0\1")

    def call(*command: str) -> subprocess.CompletedProcess[bytes]:
        environment = {"PATH": str(Path(sys.executable).parent) + ":/usr/bin:/bin", "PYTHONPATH": str(ROOT),
                       "HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / ".cache")}  # fmt: skip
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)

    assert call("git", "init", "-q").returncode == 0
    call("git", "add", "-A")
    pre_commit = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    passed = call(*pre_commit)
    assert passed.returncode == 0, passed.stdout.decode()
    (tmp_path / "bad.md").write_text("Our РєР ° РЅР ° Р »РІ Telegram .\n", encoding="utf-8")
    call("git", "add", "-A")
    failed = call(*pre_commit)
    assert failed.returncode == 1, failed.stdout.decode()
    if name == "mtcheck":
        assert "bad.md:1:5: ENC002" in failed.stdout.decode()
    else:
        assert (tmp_path / "bad.md").read_text(encoding="utf-8") == "Our канал в Telegram.\n"


def test_the_action_and_the_template_call_the_command_as_it_is() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    script = "\n".join(step.get("run", "") for step in action["runs"]["steps"])
    assert "$MTCHECK_SOURCE" in script  # its own commit, not the newest of an index
    # An input is never written into a script: it would be run.
    assert "${{" not in script
    template = (ROOT / "docs" / "ci" / "gitlab.yml").read_text("utf-8")
    jobs = yaml.safe_load(template)
    for text in (script, "\n".join(jobs["mtcheck"]["script"])):
        assert "mtcheck check" in text
        for option in (word for word in text.split() if word.startswith("--")):
            assert option.partition("=")[0] in HELP, option


def test_the_page_shows_the_template_and_the_profiles_as_they_are() -> None:
    from mtcheck.config import PROFILES

    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    template = (ROOT / "docs" / "ci" / "gitlab.yml").read_text("utf-8").partition("\n")[2]
    assert textwrap.indent(template, "    ") in page
    told = {
        cells[1].strip("` "): cells[3].strip() for row in TABLE.findall(page) if (cells := row.split("|"))
    }
    families = [*PROFILES["article"], "REF"]
    for name in PROFILES.keys() - {"auto"}:
        said, runs = told[name], PROFILES[name]
        if said == "the same":
            assert runs == PROFILES["article"]
        elif said.startswith("all but "):
            assert set(families) - set(runs) == set(re.findall("[A-Z]{3}", said))
        else:
            assert set(runs) == set(said.split(", "))


TABLE = re.compile(r"(?m)^\| `[\w-]+` \|[^|\n]*\|[^|\n]*\|$")
HELP = (
    subprocess.run(
        [sys.executable, "-m", "mtcheck", "check", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    + " --quiet --upgrade"
)


@pytest.mark.parametrize(("fail_on", "code"), [("minor", 1), ("never", 0)])
def test_the_shell_step_of_the_action_runs(tmp_path: Path, fail_on: str, code: int) -> None:
    """As GitHub runs it: bash -e -o pipefail, inputs in the environment."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    defaults = {name: each.get("default", "") for name, each in action["inputs"].items()}
    step = action["runs"]["steps"][-1]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "mtcheck").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mtcheck "$@"\n')
    (tmp_path / "bin" / "mtcheck").chmod(0o755)
    (tmp_path / "a b.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "c.txt").write_text("All is well.\n", encoding="utf-8")
    given = {**defaults, "paths": "c.txt *.txt", "fail-on": fail_on}
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    environment |= {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "::warning file=a b.txt" in done.stdout
    assert (tmp_path / "mtcheck.sarif").stat().st_size > 100
    assert "finding" in (tmp_path / "summary.md").read_text("utf-8")


def test_the_hooks_repair_before_they_check_and_know_the_formats() -> None:
    from mtcheck.formats.catalog import BY_EXTENSION

    assert [hook["id"] for hook in hooks()] == ["mtcheck-clean", "mtcheck"]
    for hook in hooks():
        wanted = {extension.lstrip(".") for extension, kind in BY_EXTENSION.items() if kind in HOOKED}
        named = re.search(r"\((.*)\)", str(hook["files"]))
        assert named is not None
        assert set(named[1].split("|")) == wanted


# What holds articles for sure; JSON, CSV, Parquet, HTML and WARC may hold anything.
HOOKED = {"text", "markdown", "xliff", "tmx", "po", "srt", "vtt", "feed"}


def test_the_image_is_slim_and_its_user_is_not_root() -> None:
    """Where a builder is there it is built; what it says is read in any case."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    last = max(number for number, each in enumerate(words) if each[0] == "FROM")
    assert words[last][1].endswith("-slim")
    users = [
        number for number, each in enumerate(words) if each[0] == "USER" and each[1] not in ("root", "0")
    ]
    assert users
    assert last < users[-1] < next(number for number, each in enumerate(words) if each[0] == "ENTRYPOINT")
    installs = next(" ".join(each) for each in words if "pip" in each)
    known = (ROOT / "setup.cfg").read_text("utf-8")
    found = re.search(r"\.\[([\w,]+)\]", installs)
    assert found is not None
    assert all(f"\n{extra} =\n" in known for extra in found[1].split(","))
    if not shutil.which("docker"):
        return
    if call("docker", "info").returncode == 0:
        build = call("docker", "build", "-q", ".")
        assert build.returncode == 0, build.stderr
        assert call("docker", "run", "--rm", build.stdout.strip(), "--version").stdout.startswith("mtcheck ")


def call(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
