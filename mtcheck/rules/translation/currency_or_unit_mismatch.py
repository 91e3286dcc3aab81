"""TRN005, currency-or-unit-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.numbermatch import compare_numbers
from mtcheck.bitext.units import compare_units
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View


@rule("TRN005", "currency-or-unit-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def currency_or_unit_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A number kept its value but changed its currency or unit: `$5` became `5 €`, 5 km became 5 miles.

    A converted value, 100 km into 62 miles, is a minor finding; of a time, 60 seconds for a minute,
    it is none. corpora/units has the names of units; other words beside numbers are left alone.
    """
    source = view.document.source
    if source is None:
        return
    compared = view.once(compare_numbers, source, view.text, view.source_lang, view.lang)
    if not compared.matched and not compared.added:
        return
    kept = {pair.source for pair in compared.matched}
    for found in compare_units(source, view.text, compared):
        if found.converted and not kept.isdisjoint(found.source.numbers):
            continue  # 188 cm (6 ft 2 in)
        if found.converted and found.source.unit.dimension == "time":
            continue  # 60 seconds are a minute
        before, after = (
            source[found.source.start : found.source.end],
            view.text[found.target.start : found.target.end],
        )
        if found.converted:
            message, severity = f"{after!r} was converted from {before!r}", Severity.MINOR
        else:
            message, severity = f"{after!r} where the source says {before!r}", Severity.MAJOR
        yield Hit(found.target.start, found.target.end, message, severity=severity)
