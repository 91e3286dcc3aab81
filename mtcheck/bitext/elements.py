"""Inline elements of XLIFF and TMX, which the texts do not show: what a translation lost or added."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck import lazyre
from mtcheck.bitext.items import Item, unmatched
from mtcheck.bitext.tags import first_left_open, first_misnested
from mtcheck.document import Document, InlineElement

# Forms of a plural, of which languages have more or fewer: of ICU, or apart by bars.
_FORMS = lazyre.compile(r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,|\|")


def compare_elements(document: Document) -> tuple[list[Item], list[Item]]:
    """Inline elements that the target lacks, and those that the source does not have. The order may change.

    Places are those among the elements. Each kind is counted first: tools number elements anew. What the
    source says twice may be said once, and the other way round.
    """
    here, there = document.elements, document.source_elements
    lost: list[Item] = []
    added: list[Item] = []
    if here == there or not (here or document.text.strip()):
        return lost, added
    source_text = document.source or ""
    has_forms = _FORMS.search(source_text) or _FORMS.search(document.text)
    for source, target in zip(_kinds(there), _kinds(here), strict=True):
        gone, new = _compared(_once(source, bool(has_forms)), _once(target, bool(has_forms)))
        # The end of a pair that is lost as a whole is not told again.
        if gone and gone[0].key[:2] == "</" and any(item.key[:3] == "<g#" for item in lost):
            gone = []
        if new and new[0].key[:2] == "</" and any(item.key[:3] == "<g#" for item in added):
            new = []
        lost += gone
        added += new
    lost = [item for item in lost if not _is_shown(there[item.start], source_text, document.text)]
    return lost, [item for item in added if not _is_shown(here[item.start], document.text, source_text)]


def broken_pair(document: Document) -> str:
    """The first end of a pair, as Angular writes pairs, without its other end or in its place.

    "" where there is none, and where the source has one too.

    >>> from mtcheck.document import Origin
    >>> ends = tuple(InlineElement("x", name) for name in ("CLOSE_LINK", "START_LINK"))
    >>> broken_pair(Document("hier", Origin("-"), source="here", elements=ends, source_elements=ends[::-1]))
    '<x id="CLOSE_LINK"/>'
    """
    here, there = _kinds(document.elements)[0], _kinds(document.source_elements)[0]
    wrong = first_misnested(here) or first_left_open(here)
    return wrong.text if wrong and not (first_misnested(there) or first_left_open(there)) else ""


def _compared(source: Sequence[Item], target: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    lost, added = unmatched(source, target)
    surplus = len(source) - len(target)
    if surplus > 0:
        return lost[:surplus], []
    if surplus < 0:
        return [], added[surplus:]
    return [], []


def _once(items: Sequence[Item], has_forms: bool) -> list[Item]:
    """Each element once; those without an id only where the forms of a plural repeat them."""
    return list({item.key if has_forms or "#>" not in item.key else item: item for item in items}.values())


def _kinds(elements: Sequence[InlineElement]) -> tuple[list[Item], list[Item], list[Item]]:
    """What stands alone, what opens a pair, and what closes one: an element that is a pair does both."""
    alone: list[Item] = []
    opening: list[Item] = []
    closing: list[Item] = []
    for place, (name, identity, part, _) in enumerate(elements):
        told = f' id="{identity}"' if identity else ""
        if part in ("pair", "opening"):
            opening.append(Item(place, place, f"<g#{identity}>", f"<{name}{told}>"))
        if part in ("pair", "closing"):
            closing.append(Item(place, place, f"</g#{identity}>", f"<{name}{told}>"))
        if not part:
            alone.append(Item(place, place, f"<x#{identity}>", f"<{name}{told}/>"))
    return alone, opening, closing


def _is_shown(element: InlineElement, own: str, other: str) -> bool:
    """Whether the other text has as plain text what stands in an element here: `{count}`."""
    shown = element.shows.strip()
    return bool(shown) and other.count(shown) > own.count(shown)
