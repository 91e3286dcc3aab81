"""Names of fields in nested data (``title``, ``a.b``, ``items[].text``), and what is under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mtcheck.formats.mapping.jsonscan import Path, Value
from mtcheck.formats.options import DEFAULT_TEXT_FIELD, ReadOptions

# A step into a list, whatever the index.
ANY = -1
_SHOWN_KEYS = 12


def parse_path(name: str) -> Path:
    """The steps of a field's name.

    >>> parse_path("a.b[].c")
    ('a', 'b', -1, 'c')
    """
    steps: list[str | int] = []
    for part in name.split("."):
        key = part.rstrip("[]") if part.endswith("[]") else part
        if key:
            steps.append(key)
        steps += [ANY] * ((len(part) - len(key)) // 2)
    return tuple(steps)


def shape_of(path: Path) -> Path:
    """A path with its indices left out."""
    return tuple(ANY if isinstance(step, int) else step for step in path)


def show(path: Path) -> str:
    """A path as people write it: lists count from 0, as in JSON tools.

    >>> show(("items", 2, "text"))
    'items[2].text'
    """
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out


class Wanted:
    """Which values of a record are wanted, as what. ``prefix`` is before every name.

    ``depth`` is how many steps lead to a record: with ``grouped``, to the items of the first list on the
    way to the texts; else none.
    """

    def __init__(self, options: ReadOptions, prefix: Path = (), *, grouped: bool = False) -> None:
        self.names = options.text_fields or (DEFAULT_TEXT_FIELD,)
        self.texts = {shape: name for name in self.names for shape in _shapes(name, prefix)}
        self.source = _shapes(options.source_field, prefix)
        self.references = [_shapes(name, prefix) for name in options.reference_fields]
        self.lang = _shapes(options.lang_field, prefix)
        self.id = _shapes(options.id_field, prefix)
        others = (self.source, self.lang, self.id, *self.references)
        self.shapes = set(self.texts).union(*others)
        self.depth = min(shape.index(ANY) + 1 if ANY in shape else 0 for shape in self.texts) * grouped
        # Whether one record holds several texts, which then need names of their own.
        self.several = len(self.names) > 1 or any(ANY in shape[self.depth :] for shape in self.texts)


def _shapes(name: str | None, prefix: Path) -> set[Path]:
    """The paths a name may mean: its steps, and the whole name as one key that holds dots."""
    if name is None:
        return set()
    return {prefix + parse_path(name)} | ({(*prefix, name)} if "[]" not in name else set())


class Record(NamedTuple):
    """The wanted values of one record, and the keys it has."""

    values: Sequence[Value]
    keys: Sequence[str]


def beside(text: Value, shapes: set[Path], values: Iterable[Value]) -> list[Value]:
    """The values of those shapes that belong to a text: in the same items of the lists they share."""
    return [
        value
        for value in values
        if value.kind == "string" and shape_of(value.path) in shapes and _together(text.path, value.path)
    ]


def _together(one: Path, other: Path) -> bool:
    for step, twin in zip(one, other, strict=False):
        if step != twin:
            return not (isinstance(step, int) and isinstance(twin, int))
    return True


def missing(wanted: Wanted, keys: Sequence[str]) -> str:
    """What to say of a record that has none of the wanted texts."""
    there = ", ".join(keys[:_SHOWN_KEYS]) + (", …" if len(keys) > _SHOWN_KEYS else "")
    names = " or ".join(wanted.names)
    return f"has no field {names}; it has {there or 'none'}: name one with --text-field"


def not_text(value: Value) -> str:
    """What to say of a wanted value that is no text."""
    name = show(value.path)
    if value.kind == "[":
        return f"{name} is a list; name its items: {name}[]"
    kind = {"{": "an object", "number": "a number"}.get(value.kind, value.kind)
    return f"{name} is {kind}, not a text"
