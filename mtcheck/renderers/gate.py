"""What the gate says, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

import msgspec

from mtcheck.messages import visible
from mtcheck.renderers.scores import comparison_text
from mtcheck.report import dumps
from mtcheck.scoring.gate import Judgement
from mtcheck.version import __version__

SCHEMA = "mtcheck.gate/1"
# So much of a segment lets a reader know which one it is.
_SHOWN_CHARACTERS = 70


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
            text = visible(lines[loser.segment - 1] or "")
            shown = text[:_SHOWN_CHARACTERS] + ("…" if len(text) > _SHOWN_CHARACTERS else "")
            stream.write(
                f"     segment {loser.segment}: {loser.before:.{width}f} -> {loser.after:.{width}f} "
                f"({loser.change:+.{width}f})  {shown}\n"
            )


def render_json(
    judged: Sequence[Judgement], baseline: str | None, lines: Sequence[str | None], stream: TextIO
) -> None:
    """One object."""
    stream.write(dumps(gate_dict(judged, baseline, lines), indent=1) + "\n")


def gate_dict(
    judged: Sequence[Judgement], baseline: str | None, lines: Sequence[str | None]
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
        "failed": any(each.reasons for each in judged),
        "baseline": baseline,
        "metrics": plain,
    }
