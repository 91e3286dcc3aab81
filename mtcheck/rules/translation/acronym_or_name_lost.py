"""TRN013, acronym-or-name-lost."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.acronyms import lost_acronyms, lost_names
from mtcheck.bitext.examples import examples
from mtcheck.bitext.names import lost_people
from mtcheck.document import overlaps
from mtcheck.findings import POSSIBLE, Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import whole
from mtcheck.text.view import View


@rule("TRN013", "acronym-or-name-lost", category="accuracy/omission", severity=Severity.MAJOR)
def acronym_or_name_lost(view: View, options: Options) -> Iterator[Hit]:
    """An acronym or a name of the source is lost in the target: NATO, a person.

    corpora/acronyms has acronyms in many languages (НАТО, OTAN, 北约). A Latin name in a source of another
    script must stand in a Latin target. People of a Cyrillic or Greek source are matched by consonants.
    What may stand for a name ("the Alliance") is accepted.
    """
    source = view.document.source
    if source is None or not view.text.strip():
        return
    texts = source, view.text, view.source_lang, view.lang
    acronyms, names = lost_acronyms(*texts), lost_names(*texts)
    told = {found.text for found in acronyms}
    adapted = examples(source, view.source_lang)
    for found in (*acronyms, *(name for name in names if name.text not in told), *lost_people(*texts)):
        if overlaps(found.span, adapted):
            continue
        wanted = f" ({' or '.join(found.wanted)})" if found.wanted and found.wanted[0] != found.text else ""
        kind = "acronym" if found in acronyms else "name"
        yield Hit(
            *whole(view), f"{kind} {found.text!r}{wanted} of the source is missing", confidence=POSSIBLE
        )
