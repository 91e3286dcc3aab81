"""BPL001-BPL008: what a scraper brought along that is no part of the article.

The wording of BPL001 to BPL005 is data (corpora/disclaimers, corpora/boilerplate); the modules that
read it know nothing of findings, and here their stretches become hits.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import rule
from mtcheck.rules.boilerplate import disclaimers, surroundings
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View

boilerplate_rule = partial(
    rule, category="design/other", severity=Severity.MINOR, safety=Safety.UNSAFE, drop="boilerplate"
)


@rule(
    "BPL001",
    "mt-disclaimer",
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="disclaimer",
)
def mt_disclaimer(view: View, options: Any) -> Iterator[Hit]:
    """A notice that the text was translated by a machine; names the language of the notice."""
    for found in disclaimers.find_disclaimers(view):
        yield Hit(found.start, found.end, f"machine-translation disclaimer ({found.lang})")


@boilerplate_rule("BPL002", "related-links")
def related_links(view: View, options: Any) -> Iterator[Hit]:
    """A link to another article, or a lead-in with the titles below it."""
    for start, end, kind in surroundings.find_related(view):
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")


@boilerplate_rule("BPL003", "call-to-action")
def call_to_action(view: View, options: Any) -> Iterator[Hit]:
    """An appeal to subscribe, follow, donate, share or comment."""
    for start, end, kind in surroundings.find_appeals(view):
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")


@boilerplate_rule("BPL004", "tool-residue")
def tool_residue(view: View, options: Any) -> Iterator[Hit]:
    """What a content system, script or template left in the text."""
    for start, end, kind in surroundings.find_residue(view):
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")


@boilerplate_rule("BPL005", "page-furniture")
def page_furniture(view: View, options: Any) -> Iterator[Hit]:
    """Credits, tag lists, breadcrumbs, notices, share bars and labels around an article."""
    for start, end, kind in surroundings.find_furniture(view):
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")


@rule(
    "BPL008",
    "corpus-frequent-line",
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="frequent",
    batch=True,
    options={"percent": 2.0, "min-documents": 5, "min-characters": 12},
)
def corpus_frequent_line(view: View, options: Any) -> Iterator[Hit]:
    """A line that stands in many documents of the batch: it belongs to the page, not to the article.

    Learned from the batch itself, whatever the language: with `--corpus` (or corpus-pass = true) all
    inputs are read twice, and a line is reported that stands in more than ``percent`` of the documents
    and in at least ``min-documents`` of them. Case, white space and the values of numbers do not count;
    lines shorter than ``min-characters`` are left alone. `clean --drop frequent` leaves the lines out.
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
                f"line stands in {share}: {quote(view.text, start, start + len(line))}",
            )
