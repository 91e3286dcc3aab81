"""TRN014: the same source was translated otherwise where it stood first in the batch."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.empty_or_missing import short
from mtcheck.rules.translation.shared import whole
from mtcheck.text.view import View


@rule(
    "TRN014",
    "inconsistent-translation",
    category="terminology/inconsistent",
    severity=Severity.MINOR,
    batch=True,
)
def inconsistent_translation(view: View, options: Options) -> Iterator[Hit]:
    """The same source has a different translation earlier in the batch.

    Needs `--corpus`. Case, white space and the mark at the end do not count, nor do sources without
    letters.
    """
    source = view.document.source
    if source is None or view.batch is None or not any(map(str.isalpha, source)) or not view.text.strip():
        return
    first = view.batch.first_target(source)
    if first is not None and first.strip() and _plain(first) != _plain(view.text):
        yield Hit(*whole(view), f"{short(source)!r} was translated as {short(first)!r} before")


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".!?。！？ ")
