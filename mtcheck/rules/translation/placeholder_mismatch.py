"""TRN007, placeholder-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.bitext.choices import forms
from mtcheck.bitext.placeholders import OWN_PATTERN_S, compare_placeholders
from mtcheck.errors import ConfigError
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import differences
from mtcheck.text.view import View


@rule(
    "TRN007",
    "placeholder-mismatch",
    category="design/markup",
    severity=Severity.MAJOR,
    options={"pattern": ""},
)
def placeholder_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A placeholder is missing, changed or added: `%(n)s`, `{name}`, `%1`, `{{ x }}`.

    Known are printf (numbered ones may change places), braces, ICU plural and select, Python, Ruby, Qt,
    Angular, shell and names between marks (`%count%`, `@version@`, `&brandName;`). In a message of
    several forms, `{n} file|{n} files`, each is compared. ``pattern`` is a regular expression of your own
    placeholders.
    """
    source = view.document.source
    if source is None:
        return
    pattern = str(options.get("pattern", ""))
    try:
        re.compile(pattern)
        langs = view.source_lang, view.lang
        compared = [
            (form.start, compare_placeholders(form.source, form.target, langs, pattern))
            for form in forms(source, view.text)
        ]
    except re.error as error:
        raise ConfigError("rules.TRN007", "pattern", f"is not a regular expression: {error}") from error
    except TimeoutError as error:
        said = f"takes longer than {OWN_PATTERN_S:g} s on one text; write it without nested repeats"
        raise ConfigError("rules.TRN007", "pattern", said) from error
    for start, (lost, added) in compared:
        moved = [item._replace(start=item.start + start, end=item.end + start) for item in added]
        yield from differences(view, "placeholder", lost, moved)
