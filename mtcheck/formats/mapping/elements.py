"""The inline elements of XLIFF and TMX: what a translation has to carry over beside its text."""

from __future__ import annotations

import html

from mtcheck.document import InlineElement
from mtcheck.formats.mapping.markup import ATTRIBUTE, TOKEN

# Each with the attributes that say which of them it is. Those that only mark text (mrk, hi, sm) are none.
_IDS = ("id", "rid", "startRef", "x", "i")
_PARTS = {
    "ph": "", "x": "", "it": "", "ut": "", "g": "pair", "pc": "pair",
    "bpt": "opening", "bx": "opening", "sc": "opening", "ept": "closing", "ex": "closing", "ec": "closing",
}  # fmt: skip
_POSITIONS = {"begin": "opening", "open": "opening", "end": "closing", "close": "closing"}  # of `it`
_WITH_CODE = frozenset(("ph", "it", "ut", "bpt", "ept"))
_SHOWN = ("equiv-text", "equiv", "disp")
_MOST = 200


def inline_elements(raw: str) -> tuple[InlineElement, ...]:
    """The inline elements of what is in a source or a target, in order, each once.

    >>> [each.id + each.shows for each in inline_elements('<g id="1">Hi</g> <ph id="2">%s</ph>')]
    ['1', '2%s']
    """
    found: list[InlineElement] = []
    in_cdata = False
    inside, depth, start = "", 0, 0  # an element that holds code
    for match in TOKEN.finditer(raw):
        token, local = match[0], (match[2] or "").rpartition(":")[2]
        if token in ("<![CDATA[", "]]>"):
            in_cdata = token != "]]>"
        elif in_cdata or local not in _PARTS:
            continue
        elif depth:
            if local == inside and not token.endswith("/>"):
                depth += -1 if match[1] else 1
                if not depth and not found[-1].shows and match.start() - start <= _MOST:
                    code = html.unescape(raw[start : match.start()])
                    found[-1] = found[-1]._replace(shows=code.strip())
        elif not match[1]:
            found.append(_element(local, token))
            if local in _WITH_CODE and not token.endswith("/>"):
                inside, depth, start = local, 1, match.end()
    return tuple(found)


def _element(name: str, token: str) -> InlineElement:
    given = {found[1]: html.unescape(found[2] or found[3] or "") for found in ATTRIBUTE.finditer(token)}
    identity = next((given[key] for key in _IDS if key in given), "")
    shown = next((given[key] for key in _SHOWN if given.get(key)), "")
    part = _POSITIONS.get(given.get("pos", ""), "") if name == "it" else _PARTS[name]
    return InlineElement(name, identity[:_MOST], part, shown if len(shown) <= _MOST else "")
