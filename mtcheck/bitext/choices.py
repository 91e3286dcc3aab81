"""Several forms of one message in one string, apart by bars: `{n} file|{n} files`."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from mtcheck.bitext.placeholders import find_placeholders

_BAR = "|"
# Forms of one message share most of their characters.
_ALIKE = 0.6


class Form(NamedTuple):
    """One form of a target, where it starts there, and the form of the source to compare it with."""

    start: int
    target: str
    source: str


def forms(source: str, target: str) -> tuple[Form, ...]:
    """The forms of a target with what each stands for; one, of the whole texts, where there are no bars.

    >>> forms("{n} file|{n} files", "{n} Datei|{n} Dateien")[1]
    Form(start=10, target='{n} Dateien', source='{n} files')
    >>> forms("{n} files", "{n} Dateien")
    (Form(start=0, target='{n} Dateien', source='{n} files'),)
    """
    originals = source.split(_BAR) if _BAR in source else []
    if not originals or not _are_forms(originals):
        return (Form(0, target, source),)
    found, start = [], 0
    for index, form in enumerate(target.split(_BAR)):
        last = index > 0 or len(target) == len(form)
        found.append(Form(start, form, originals[-1] if last else originals[0]))
        start += len(form) + 1
    return tuple(found)


def _are_forms(texts: list[str]) -> bool:
    if not all(text.strip() for text in texts):
        return False
    keys = [sorted(item.key for item in find_placeholders(text)) for text in texts]
    if not keys[-1] or any(key != keys[-1] for key in keys):
        return False
    return all(difflib.SequenceMatcher(None, texts[0], text).ratio() > _ALIKE for text in texts[1:])
