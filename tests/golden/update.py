"""Write the golden files anew: `python -m tests.golden.update`. Read the diff before you commit it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.version import __version__  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
# The shipped samples, with the language each should be in.
SAMPLES = {"ferry.txt": "en", "orchard.txt": "en", "bruecke.md": "de"}


def command(*arguments: str, isolated: bool = True) -> subprocess.CompletedProcess[bytes]:
    """The real command line, in the project's folder, with no configuration."""
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "mtcheck", *arguments, *(["--isolated"] if isolated else [])],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )


def outputs(sample: str, lang: str) -> dict[str, str]:
    """What the commands give for one sample, by the name of the golden file."""
    path = f"corpora/samples/{sample}"
    checked = command("check", path, "--lang", lang, "--output-format", "json")
    report = json.loads(checked.stdout)
    report["version"] = "VERSION"
    report["exit code"] = checked.returncode
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        cleaned = command("clean", path, "--lang", lang, "--log", str(log))
        changes = re.sub(r'"run":"[^"]*"', '"run":"RUN"', log.read_text(encoding="utf-8"))
    return {
        f"{sample}.txt": command("check", path, "--lang", lang).stdout.decode(),
        f"{sample}.json": json.dumps(report, ensure_ascii=False, indent=1) + "\n",
        f"{sample}.cleaned": cleaned.stdout.decode(),
        f"{sample}.changes.jsonl": changes,
    }


# One small text in every format for machines; few rules, so that a new rule changes nothing here.
FORMATS = ("sarif", "junit", "github", "gitlab", "rdjson", "checkstyle", "jsonl")
FORMATS_INPUT = "tests/golden/formats/input.txt"


def formatted(name: str) -> str:
    """The small text's findings in one format; of SARIF's rules only those that spoke are kept."""
    arguments = ("--select", "ENC002,PUN001,PUN003", "--output-format", name)
    text = command("check", FORMATS_INPUT, "missing.txt", *arguments).stdout.decode()
    text = text.replace(f'"{__version__}"', '"VERSION"')
    if name != "sarif":
        return text
    log = json.loads(text)
    run = log["runs"][0]
    spoke = {result["ruleIndex"] for result in run["results"]}
    rules = run["tool"]["driver"]["rules"]
    run["tool"]["driver"]["rules"] = [rules[index] for index in sorted(spoke)]
    for result in run["results"]:
        del result["ruleIndex"]
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def score_output() -> str:
    """What `mtcheck score` says of the pair of small files beside this one, with versions left out."""
    files = ("--ref", "tests/golden/score.ref", "--ref", "tests/golden/score.ref2", "tests/golden/score.hyp")
    done = command("score", *files, "--interval", "--findings", "--output-format", "json", isolated=False)
    # The last digits are the processor's and numpy's; tests/unit/test_scoring_metrics.py minds them.
    report = json.loads(done.stdout, parse_float=lambda digits: round(float(digits), 5))
    report["exit code"] = done.returncode
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    # The other metrics' versions are sacrebleu's.
    return re.sub(r"(\"version\": \"|version:)[0-9.]+", r"\1VERSION", text)


def main() -> None:
    (GOLDEN / "score.json").write_bytes(score_output().encode())
    for name in FORMATS:
        (GOLDEN / "formats" / name).write_bytes(formatted(name).encode())
    for sample, lang in SAMPLES.items():
        for name, text in outputs(sample, lang).items():
            (GOLDEN / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
