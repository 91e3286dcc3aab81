"""What the gate says, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

import msgspec

from mtcheck.messages import visible
from mtcheck.renderers.outputs.github import data, parameter
from mtcheck.renderers.scores import comparison_text
from mtcheck.report import dumps
from mtcheck.scoring.errorclasses import ErrorJudgement
from mtcheck.scoring.gate import Judgement
from mtcheck.version import __version__

SCHEMA = "mtcheck.gate/1"
# So much of a segment lets a reader know which one it is.
_SHOWN_CHARACTERS = 70
_SEGMENTS_SHOWN = 10


def render_text(
    judged: Sequence[Judgement], baseline: str | None, lines: Sequence[str | None], stream: TextIO, width: int
) -> None:
    """A line a metric, PASS or FAIL and why; under it the segments that lost most, if it fails."""
    for each in judged:
        verdict = "FAIL" if each.reasons else "PASS"
        if each.comparison:
            said = comparison_text(each.comparison, baseline or "", width)
        else:
            said = f"{each.score:.{width}f}"
        why = "; ".join((*each.reasons, *([each.note] if each.note else [])))
        stream.write(f"{verdict} REF002 {each.name}: {said}{'; ' if why else ''}{why}\n")
        stream.write(f"     {each.signature}\n")
        for loser in each.losers if each.reasons and each.comparison else ():
            shown = _shown(lines[loser.segment - 1])
            stream.write(
                f"     segment {loser.segment}: {loser.before:.{width}f} -> {loser.after:.{width}f} "
                f"({loser.change:+.{width}f})  {shown}\n"
            )


def render_errors(errors: Sequence[ErrorJudgement], lines: Sequence[str | None], stream: TextIO) -> None:
    """A line an error class, PASS or FAIL and why; under it the segments that have more, if it fails."""
    for each in errors:
        said = f"{each.findings} findings, {each.per_thousand:.2f} per 1,000 words"
        if each.before is not None:
            said += (
                f"; before {each.before}, {each.before_per_thousand:.2f}; more in {each.more} segments, "
                f"fewer in {each.fewer}, p = {each.p_value:.4f} (sign test)"
            )
        verdict = "FAIL" if each.reasons else "PASS"
        stream.write(f"{verdict} {each.key}: {'; '.join((said, *each.reasons))}\n")
        for number in each.segments[:_SEGMENTS_SHOWN] if each.reasons else ():
            stream.write(f"     segment {number}: {_shown(lines[number - 1])}\n")


def render_github(
    judged: Sequence[Judgement],
    errors: Sequence[ErrorJudgement],
    path: str,
    baseline: str | None,
    stream: TextIO,
    width: int,
) -> None:
    """Annotations of the file that was scored: its verdicts, and what lost most where it fails."""

    def put(command: str, title: str, message: str, segment: int | None = None) -> None:
        line = f",line={segment}" if segment else ""
        stream.write(f"::{command} file={parameter(path)}{line},title={parameter(title)}::{data(message)}\n")

    for each in judged:
        said = comparison_text(each.comparison, baseline or "", width) if each.comparison else ""
        why = "; ".join(
            part for part in (said or f"{each.score:.{width}f}", *each.reasons, each.note) if part
        )
        put("error" if each.reasons else "notice", f"REF002 {each.name}", why)
        for loser in each.losers if each.reasons and each.comparison else ():
            change = f"{loser.before:.{width}f} -> {loser.after:.{width}f} ({loser.change:+.{width}f})"
            put("warning", f"REF002 {each.name}", change, loser.segment)
    for error in errors:
        said = f"{error.findings} findings, {error.per_thousand:.2f} per 1,000 words"
        put("error" if error.reasons else "notice", error.key, "; ".join((said, *error.reasons)))
        for number in error.segments[:_SEGMENTS_SHOWN] if error.reasons else ():
            put("warning", error.key, "more than before", number)


def _shown(line: str | None) -> str:
    text = visible(line or "")
    return text[:_SHOWN_CHARACTERS] + ("…" if len(text) > _SHOWN_CHARACTERS else "")


def render_json(
    judged: Sequence[Judgement],
    baseline: str | None,
    lines: Sequence[str | None],
    stream: TextIO,
    errors: Sequence[ErrorJudgement] = (),
) -> None:
    """One object."""
    stream.write(dumps(gate_dict(judged, baseline, lines, errors), indent=1) + "\n")


def gate_dict(
    judged: Sequence[Judgement],
    baseline: str | None,
    lines: Sequence[str | None],
    errors: Sequence[ErrorJudgement] = (),
) -> dict[str, Any]:
    """The JSON of `mtcheck gate` as plain values."""
    plain: list[dict[str, Any]] = msgspec.to_builtins(judged)
    for each in plain:
        for loser in each["losers"]:
            loser["text"] = lines[loser["segment"] - 1]
    return {
        "schema": SCHEMA,
        "version": __version__,
        "rule": "REF002",
        "failed": any(each.reasons for each in judged) or any(each.reasons for each in errors),
        "baseline": baseline,
        "metrics": plain,
        "errors": msgspec.to_builtins(errors),
    }
