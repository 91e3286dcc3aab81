"""Several systems beside each other: a table as text, LaTeX or JSON, or the bare numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from mtcheck.messages import visible
from mtcheck.renderers.scores import (
    Run,
    number_text,
    render_findings,
    render_segments,
    score_text,
    scores_dict,
)
from mtcheck.report import dumps
from mtcheck.scoring.significance import Comparison
from mtcheck.version import __version__

SCHEMA = "mtcheck.systems/1"
#: sacrebleu's level, below which it puts a star at p.
_STARRED = 0.05
_LATEX = {
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "μ": r"$\mu$",
    "±": r"$\pm$",
}


def render_numbers(runs: Sequence[Run], stream: TextIO, width: int) -> None:
    """One system: a line a metric, as sacrebleu -b. Several: a line a system, with tabs."""
    rows = [[score_text(found, width) for found in run.scores.metrics.values()] for run in runs]
    text = "\n".join(rows[0]) if len(rows) == 1 else "\n".join("\t".join(row) for row in rows)
    stream.write(text + "\n")


def render_systems(runs: Sequence[Run], stream: TextIO) -> None:
    """One object with that of each system (mtcheck.scores/1), which says in ``versus`` who is beside it."""
    plain = {"schema": SCHEMA, "version": __version__, "systems": [scores_dict(run) for run in runs]}
    stream.write(dumps(plain, indent=1) + "\n")


def render_table(runs: Sequence[Run], stream: TextIO, width: int, segments: bool) -> None:
    """A line a system, signatures below it; then what was left out, and the segments if wanted."""
    rows = _rows(runs, width)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        name, *values = row
        cells = [value.rjust(size) for value, size in zip(values, widths[1:], strict=True)]
        stream.write("  ".join((name.ljust(widths[0]), *cells)) + "\n")
    stream.write("\n" + "".join(f"{line}\n" for line in _signatures(runs)))
    for run in runs:
        if run.scores.unscored:
            count = len(run.scores.unscored)
            stream.write(f"{run.hypotheses}: {count} of {run.scores.segments} segments not scored\n")
        if segments:
            stream.write(f"\n{run.hypotheses}\n")
            render_segments(run, stream, width)
        render_findings(run, stream)


def render_latex(runs: Sequence[Run], stream: TextIO, width: int) -> None:
    """A table for the package booktabs, signatures as comments below it."""
    head, *rows = [[_escaped(cell) for cell in row] for row in _rows(runs, width)]
    lines = [rf"\begin{{tabular}}{{l{'r' * (len(head) - 1)}}}", r"\toprule", _line(head), r"\midrule"]
    lines += [*map(_line, rows), r"\bottomrule", r"\end{tabular}"]
    stream.write("\n".join((*lines, *(f"% {line}" for line in _signatures(runs)))) + "\n")


def _line(cells: Sequence[str]) -> str:
    return " & ".join(cells) + r" \\"


def _escaped(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def _rows(runs: Sequence[Run], width: int) -> list[list[str]]:
    """The head, and a row for each system."""
    compared = any(run.comparisons for run in runs)
    rows = [["system", *(found.name for found in runs[0].scores.metrics.values())]]
    for run in runs:
        name = f"{visible(run.hypotheses)} (baseline)" if compared and not run.versus else run.hypotheses
        cells = []
        for key, found in run.scores.metrics.items():
            beside = run.comparisons.get(key)
            cells.append(score_text(found, width) + (_chance(beside) if beside else ""))
        rows.append([visible(name), *cells])
    return rows


def _chance(found: Comparison) -> str:
    if found.identical:
        return " (identical)"
    return f" (p = {number_text(found.p_value, 4)}){'*' if found.p_value < _STARRED else ''}"


def _signatures(runs: Sequence[Run]) -> list[str]:
    """A line a metric: what each number was made with, and the test."""
    tests = {
        f"{beside.test}:{beside.samples}|seed:{beside.seed}"
        for run in runs
        for beside in run.comparisons.values()
    }
    lines = [f"{found.name}|{found.signature}" for found in runs[0].scores.metrics.values()]
    against = next((run.versus for run in runs if run.versus), None)
    return [*lines, *(f"p: beside {visible(against or '')}, {test}; * below {_STARRED}" for test in tests)]
