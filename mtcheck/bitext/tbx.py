"""TBX, the exchange format of term bases (ISO 30042), versions 2 and 3.

Read as data from a stranger: no document type, no entities, no network. A term base is one of the user's
configuration files, so what is wrong with it is a ConfigError.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mtcheck.bitext.numberdata import base
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPTS: Final = ("termEntry", "conceptEntry")
_LANGUAGES: Final = ("langSet", "langSec")
# Words of status notes that forbid a term: deprecatedTerm-admn-sts, supersededTerm-admn-sts, forbidden.
_FORBIDDING: Final = ("deprecated", "superseded", "forbidden", "obsolete", "notrecommended", "do not use")
_STATUS: Final = ("administrativestatus", "normativeauthorization", "termstatus", "usagestatus", "status")


class Concept(NamedTuple):
    """One concept: its terms by language, those that are forbidden apart, and where it is."""

    place: str
    terms: dict[str, tuple[str, ...]]
    forbidden: dict[str, tuple[str, ...]]


def tbx_concepts(path: Path, name: str) -> tuple[Concept, ...]:
    """The concepts of a term base. Raises ConfigError that names the file and the line."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        tree = etree.parse(str(path), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise ConfigError(name, "", f"cannot be read as TBX: {error}") from error
    if tree.docinfo.internalDTD is not None and any(True for _ in tree.docinfo.internalDTD.iterentities()):
        raise ConfigError(name, "", "declares entities, which are not read; write the characters themselves")
    concepts = [_concept(entry) for entry in tree.iter() if _tag(entry) in _CONCEPTS]
    if not concepts:
        raise ConfigError(name, "", "holds no termEntry and no conceptEntry; export it as TBX")
    return tuple(concepts)


def _tag(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _concept(entry: etree._Element) -> Concept:
    terms: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    for section in entry.iter():
        if _tag(section) not in _LANGUAGES:
            continue
        lang = base(section.get(_XML_LANG) or section.get("lang") or "und")
        for term in section.iter():
            text = " ".join("".join(term.itertext()).split()) if _tag(term) == "term" else ""
            if text:
                into = forbidden if _is_forbidden(term) else terms
                into[lang] = (*into.get(lang, ()), text)
    place = entry.get("id") or f"line {entry.sourceline}"
    return Concept(place, terms, forbidden)


def _is_forbidden(term: etree._Element) -> bool:
    """Whether a status note beside a term says that it must not be used."""
    parent = term.getparent()
    if parent is None:
        return False
    group = parent if _tag(parent) != "termGrp" else parent.getparent()
    for note in group.iter() if group is not None else ():
        kind = (note.get("type") or _tag(note)).lower().replace("-", "")
        if kind in _STATUS and any(word in "".join(note.itertext()).lower() for word in _FORBIDDING):
            return True
    return False
