"""Right words beside garble, and the spaces that set them off.

A short word next to a garbled one (`РљР°С„Рµ на берегу`) has bytes that may be taken for a piece of it. Where
the garble is whole without it, it is a word of its own and stays, with its spaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import groupby

from mtcheck import lazyre
from mtcheck.edits import Edit, minimal
from mtcheck.encoding.mojibake import codecs, proof, regions
from mtcheck.encoding.mojibake.verdict import Reading
from mtcheck.lexicon import char_model

_SHORT = 2  # letters; what is so short is a word in some language
_WORD = lazyre.compile(r"[«„“(]?([^\W\d_]+)[»”“),.:;!?…]*")


def _is_right(word: str, to_bytes: Mapping[int, int]) -> bool:
    """Whether a token is a word not in Latin letters, `на`, `своём,`, `В`, and no garble of its script."""
    match = _WORD.fullmatch(word)
    if match is None:
        return False
    core = match[1]
    scripts = {char_model.SCRIPTS[c] for c in core}
    if (
        len(scripts) > 1
        or scripts & {"LATI", ""}
        or not (core.islower() or core[1:].islower() or not core[1:])
    ):
        return False
    reads = (regions.strict(part.translate(to_bytes)) for part in (core, word))
    if any(read and char_model.SCRIPTS[read[0]] in scripts for read in reads):
        return False
    return len(core) <= _SHORT or proof.is_word_anywhere(core.lower(), scripts.pop())


def kept(line: str, reading: Reading) -> Reading:
    """A reading in which the right words of its region stay, and the spaces beside them."""
    start, end, new = reading[:3]
    old = line[start:end]
    if (
        " " not in line[max(0, start - 1) : end + 1]
        or reading.layers > 1
        or reading.codec not in codecs.CODECS
    ):
        return reading
    whole = _whole(old, reading.codec)
    if whole is not None:
        return reading if whole == new else reading._replace(text=whole, repairs=0, guesses=0, words=True)
    edit = minimal(line, Edit(start, end, new))
    before, cut, after = line[start : edit.start], line[edit.start : edit.end], line[edit.end : end]
    text = edit.text
    if _is_glued(cut[-1:], text[-1:], line[edit.end : edit.end + 1]):
        text += " "
    if _is_glued(cut[:1], text[:1], line[edit.start - 1 : edit.start]):
        text = f" {text}"
    return reading._replace(text=f"{before}{text}{after}")


def _is_glued(space: str, inner: str, outer: str) -> bool:
    """Whether a space is lost between a repaired letter and a right one, of one script and not Latin."""
    script = char_model.SCRIPTS[outer] if outer else ""
    return space == " " and script not in ("", "LATI") and bool(inner) and char_model.SCRIPTS[inner] == script


def _whole(old: str, codec: str) -> str | None:
    """A region with right words in it, where all that is between them is whole; None where it is not."""
    out: list[str] = []
    scripts: list[set[str]] = [set(), set()]
    table = codecs.table(codec).to_bytes
    for right, group in groupby(old.split(" "), partial(_is_right, to_bytes=table)):
        part: str | None = " ".join(group)
        if not right:
            part = regions.strict((part or "").translate(table))
            if part is None:
                return None
        out.append(part or "")
        scripts[right] |= {char_model.SCRIPTS[c] for c in part or ""} - {""}
    return " ".join(out) if scripts[True] and scripts[True] <= scripts[False] else None
