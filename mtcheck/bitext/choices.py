"""Several forms of one message in one string, apart by bars: `{n} file|{n} files`."""

from __future__ import annotations

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
    >>> [form.target for form in forms("in {n} days", "за {n} день|за {n} дні|за {n} днів")]
    ['за {n} день', 'за {n} дні', 'за {n} днів']
    """
    originals = source.split(_BAR)
    alone = len(originals) == 1 and _BAR in target and _are_forms([*target.split(_BAR), source], 0.0)
    if not alone and (len(originals) < 2 or not _are_forms(originals)):
        return (Form(0, target, source),)
    found, start = [], 0
    for index, form in enumerate(target.split(_BAR)):
        last = index > 0 or len(target) == len(form)
        found.append(Form(start, form, originals[-1] if last else originals[0]))
        start += len(form) + 1
    return tuple(found)


def _are_forms(texts: list[str], alike: float = _ALIKE) -> bool:
    import difflib

    if not all(text.strip() for text in texts):
        return False
    keys = [sorted(item.key for item in find_placeholders(text)) for text in texts]
    if not keys[-1] or any(key != keys[-1] for key in keys):
        return False
    return all(difflib.SequenceMatcher(None, texts[0], text).ratio() > alike for text in texts[1:])
