"""TRN008: A tag of the source is missing, changed or added: XML, HTML, BBCode, or a pair of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.bitext.attributes import changed_attributes
from mtcheck.bitext.elements import broken_pair, compare_elements
from mtcheck.bitext.items import Item, quoted
from mtcheck.bitext.tags import compare_tags, find_pairs, first_misnested
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import differences, whole
from mtcheck.text.view import View

_ORDINAL = lazyre.compile(r"[\d}sd](?:st|nd|rd|th)\b")


@rule("TRN008", "tag-mismatch", category="design/markup", severity=Severity.MAJOR)
def tag_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A tag of the source is missing, changed or added: XML, HTML, BBCode, or a pair of Markdown.

    Tags may change places, but pairs must stay nested. An ordinal may be raised where its source is not:
    `{}e` with the e in `<sup>`, for `{}th`. Attributes keep their names and straight quotation marks; their
    values may differ. Inline elements of XLIFF and TMX (`x`, `ph`, `g`, `bpt` …)
    are counted, placeholders and pairs each: that they are numbered anew is no fault.
    """
    source = view.document.source
    if source is None:
        return
    lost, added = compare_tags(source, view.text)
    if added and _ORDINAL.search(source):
        added = [item for item in added if item.key not in ("<sup>", "</sup>")]
    yield from differences(view, "tag", lost, _without_partners(added))
    if not lost and not added:
        wrong = first_misnested(find_pairs(view.text))
        if wrong and not first_misnested(find_pairs(source)):
            yield Hit(wrong.start, wrong.end, f"tag {wrong.text!r} closes what is not open")
    for changed in changed_attributes(source, view.text):
        yield Hit(*changed.span, f"tag {view.text[slice(*changed.span)]!r} {changed.said}")
    if view.document.elements or view.document.source_elements:
        yield from _elements(view)


def _elements(view: View) -> Iterator[Hit]:
    """What is wrong with inline elements, which the text does not show: told of the whole."""
    lost, added = compare_elements(view.document)
    if added:
        said = f"where the source has {quoted(lost)}" if lost else "is not in the source"
        yield Hit(*whole(view), f"tag {quoted(added)} {said}")
    elif lost:
        yield Hit(*whole(view), f"tag {quoted(lost)} of the source is missing")
    else:
        wrong = broken_pair(view.document)
        if wrong:
            yield Hit(*whole(view), f"tag {wrong!r} is one end of a pair, and the other is not in its place")


def _without_partners(added: list[Item]) -> list[Item]:
    """Added tags without the closing one of each pair: a pair is one fault, told where it opens."""
    opened = [f"</{item.key[1:]}" for item in added if item.key[:1] == "<" and item.key[:2] != "</"]
    kept = []
    for item in added:
        if item.key in opened:
            opened.remove(item.key)
        else:
            kept.append(item)
    return kept
