"""BPL008: corpus frequent line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import rule
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


@rule(
    "BPL008",
    "corpus-frequent-line",
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="frequent",
    skip=("block",),
    batch=True,
    options={"percent": 2.0, "min-documents": 5, "min-characters": 12},
)
def corpus_frequent_line(view: View, options: Any) -> Iterator[Hit]:
    """A line that many documents of the batch share: it belongs to the site, not to the article.

    With `--corpus` (or corpus-pass = true) all inputs are read twice. A line is reported when it is in more
    than ``percent`` of the documents and in at least ``min-documents``, in any language. Case, white space
    and the values of numbers do not count. Lines shorter than ``min-characters`` are left alone. `clean
    --drop frequent` removes the lines.
    """
    batch = view.batch
    if batch is None or batch.documents < options["min-documents"]:
        return
    least = max(options["min-documents"], batch.documents * options["percent"] / 100)
    for start, end in view.lines:
        line = view.text[start:end].strip()
        if len(line) >= options["min-characters"] and (count := batch.documents_with(line)) >= least:
            start += view.text[start:end].index(line)
            share = f"{count} of {batch.documents} documents"
            yield Hit(
                start,
                start + len(line),
                f"line is in {share}: {quote(view.text, start, start + len(line))}",
            )
