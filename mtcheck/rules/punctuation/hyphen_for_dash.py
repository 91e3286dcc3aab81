"""PUN012, hyphen-for-dash."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View


@rule(
    "PUN012",
    "hyphen-for-dash",
    category=PUNCTUATION,
    severity=Severity.NEUTRAL,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    needs=Needs((" - ",)),
    options={"always": False},
)
def hyphen_for_dash(view: View, options: Options) -> Iterator[Hit]:
    """A hyphen between spaces stands for a dash, in a text that has typographic marks elsewhere.

    Many texts do without dashes. `talks - and more` is reported only where the text has dashes with spaces
    or several curly quotation marks. Ranges, lists and lines that name a site after a hyphen are left
    alone. `always = true` reports every one.
    """
    text = view.text
    if not options["always"] and not _sets_typography(text):
        return
    dash = "—" if text.count("—") > text.count("–") else "–"
    for match in _SPACED_HYPHEN.finditer(text):
        line = view.paragraph_at(match.start())
        if text[line.end - 1] not in tuple('.!?…:;,”"»)'):
            continue  # a heading: "Ferry stays in port - City News"
        yield Hit(match.start(), match.end(), "hyphen used as a dash in a text with typographic marks", dash)


_SPACED_HYPHEN = lazyre.compile(r"-(?:(?<=[^\W\d_] -)|(?<=[,”\"»)] -))(?= [^\W\d_])")


# Two quotations, or one dash, besides what the fault itself may have changed.
_FEWEST_CURLY = 4


def _sets_typography(text: str) -> bool:
    return " – " in text or " — " in text or sum(text.count(mark) for mark in "“”„«»") >= _FEWEST_CURLY
