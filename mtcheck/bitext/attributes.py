"""Attributes of tags that a translation changed: their names, and the quotation marks around their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Span

_TAG = lazyre.compile(r"<([A-Za-z][\w:.-]*)(\s[^<>]*=[^<>]*)>")
_VALUE = lazyre.compile(r"\"[^\"]*\"|'[^']*'")
_NAME = lazyre.compile(r"([^\W\d][\w:.-]*)\s*=")
_OF_PROSE = lazyre.compile(r"=\s*[“”„«»‘’]")


class Changed(NamedTuple):
    """A tag of the target, and what is wrong with its attributes."""

    span: Span
    said: str


def changed_attributes(source: str, target: str) -> Iterator[Changed]:
    """Tags of a target with the name of an attribute translated, or its value in quotation marks of prose.

    Values may differ, and a language may add attributes (``lang``) or leave some out.

    >>> [found.said for found in changed_attributes('<a href="a.html">', '<a verweis="a.html">')]
    ["has the attribute 'verweis' where the source has 'href'"]
    >>> [found.said for found in changed_attributes('<a href="a.html">', '<a href=« a.html »>')]
    ['has an attribute in quotation marks of prose']
    """
    if "=" not in target or "<" not in target:
        return
    theirs: dict[str, set[str]] = defaultdict(set)
    for tag in _TAG.finditer(source):
        theirs[tag[1].lower()] |= _names(tag[2])
    ours: dict[str, set[str]] = defaultdict(set)
    tags = list(_TAG.finditer(target))
    for tag in tags:
        ours[tag[1].lower()] |= _names(tag[2])
    for tag in tags:
        name = tag[1].lower()
        if name not in theirs:
            continue
        if _OF_PROSE.search(tag[2]) and not _OF_PROSE.search(source):
            yield Changed(Span(*tag.span()), "has an attribute in quotation marks of prose")
            continue
        come, gone = sorted(_names(tag[2]) - theirs[name]), sorted(theirs[name] - ours[name])
        if come and gone:
            yield Changed(
                Span(*tag.span()), f"has the attribute {come[0]!r} where the source has {gone[0]!r}"
            )


def _names(attributes: str) -> set[str]:
    return set(_NAME.findall(_VALUE.sub("", attributes)))
