"""TRN006: A URL or e-mail address of the source is missing or different in the target."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.links import compare_links
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import differences
from mtcheck.text.view import View


@rule("TRN006", "url-or-email-mismatch", category="accuracy/omission", severity=Severity.MAJOR)
def url_or_email_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A URL or e-mail address of the source is missing or different in the target.

    Localised forms of one address agree: /en/ for /ru/, `en.example.org` for `uk.example.org`, .de for .com.
    """
    source = view.document.source
    if source is None:
        return
    yield from differences(view, "address", *compare_links(source, view.text))
