"""The table that a repair names: one that shows the garble exactly, the same for a whole text if one can.

A reading is found by tables that hold controls and borrow from cp1252, and by ftfy, which names none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from mtcheck.encoding.mojibake import codecs
from mtcheck.encoding.mojibake.safety import Repair

_UTF8 = "utf-8 as "
_GLANCE = 12  # characters that tell nearly all tables that show a long text otherwise


@cache
def _shown(name: str) -> str:
    """What a table makes of bytes, for str.translate."""
    return "".join(map(chr, range(0x80))) + codecs.shown()[name]


def _shows(name: str, old: str, new: str) -> bool:
    """Whether a text is what a table makes of the UTF-8 of another; a no-break space may be a plain one."""
    return (len(new) <= _GLANCE or _begins(name, old, new)) and _is_shown(name, old, new)


def _begins(name: str, old: str, new: str) -> bool:
    """The same of the beginning, which tells nearly all that it is not."""
    head = _garbled(name, new[:_GLANCE])
    return old.startswith(head) or ("\xa0" in head and old.startswith(head.replace("\xa0", " ")))


def _is_shown(name: str, old: str, new: str) -> bool:
    garbled = _garbled(name, new)
    return garbled == old or ("\xa0" in garbled and garbled.replace("\xa0", " ") == old)


def _garbled(name: str, new: str) -> str:
    return new.encode("utf-8", "surrogatepass").decode("latin-1").translate(_shown(name))


@cache
def _by_rank() -> tuple[str, ...]:
    return tuple(sorted(codecs.CODECS, key=lambda name: -codecs.CODECS[name]))


def named(text: str, repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """The repairs, each with the name of a table that shows it.

    >>> named("Qu├⌐", [Repair(2, 4, "é", "mojibake", "utf-8, mixed", 1, 1.0, True)])[0].codec
    'utf-8 as cp437'
    """
    pairs: dict[str, set[tuple[str, str]]] = {}
    for repair in repairs:
        if _is_plain(repair):
            pairs.setdefault(repair.codec, set()).add((text[repair.start : repair.end], repair.text))
    if not pairs:
        return tuple(repairs)
    usual = Counter(r.codec for r in repairs if r.codec.startswith(_UTF8)).most_common()
    order = list(dict.fromkeys([*(name.removeprefix(_UTF8) for name, _ in usual), *_by_rank()]))
    names = {codec: _of_all(codec, rows) for codec, rows in pairs.items()}
    out: list[Repair] = []
    for repair in repairs:
        if _is_plain(repair):
            old, name = text[repair.start : repair.end], names[repair.codec]
            if not (name and _shows(name, old, repair.text)):
                name = _first(order, old, repair.text)
            if name:
                repair = msgspec.structs.replace(repair, codec=f"{_UTF8}{name}")
        out.append(repair)
    return tuple(out)


def _is_plain(repair: Repair) -> bool:
    """Whether a repair is UTF-8 read once, and nothing else done to it."""
    return repair.kind == "mojibake" and repair.layers == 1 and repair.codec.startswith("utf-8")


def _of_all(codec: str, rows: Iterable[tuple[str, str]]) -> str:
    """The likeliest table that shows all repairs of one name, at least as likely as that; else that."""
    own = codec.removeprefix(_UTF8)
    least = codecs.CODECS.get(own)
    for name in _by_rank() if least is not None else ():
        if name == own or codecs.CODECS[name] < (least or 0.0):
            break
        if all(_shows(name, *row) for row in rows):
            return name
    return own if least is not None else ""


def _first(names: Iterable[str], old: str, new: str) -> str:
    return next((name for name in names if name in codecs.CODECS and _shows(name, old, new)), "")
