"""MRK005: a comment that silences nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.errors import UnknownRuleError
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, registry, rule
from mtcheck.text.view import View


@rule("MRK005", "idle-comment", category="none", severity=Severity.NEUTRAL, stage="last")
def idle_comment(view: View, options: Options) -> Iterator[Hit]:
    """An mtcheck comment silences nothing: its rule does not exist, or the fault is gone.

    `<!-- mtcheck-ignore PUN0001 -->` protects nothing, since no rule has that name: a minor finding. A
    comment whose rules found nothing can go: a neutral one. Rules that did not run are not judged.
    """
    for span, names in view.idle:
        for name in names:
            try:
                if name:
                    registry().find(name)
            except UnknownRuleError as error:
                meant = f"; did you mean {error.suggestion}?" if error.suggestion else ""
                yield Hit(*span, f"no rule is called {name!r}{meant}", severity=Severity.MINOR)
                continue
            yield Hit(*span, f"comment that silences nothing{f' of {name}' if name else ''}")
