"""Find garbled characters and say what they were.

Line by line: the gate's hits vote for codecs; each codec gives regions; a region is decoded strictly
where that is possible and searched where it is damaged; the model decides whether the reading is text
and the garbled form is not. What is found is applied and looked at again, for text is often garbled
more than once.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import chain
from typing import NamedTuple

import msgspec

from mtcheck.edits import Edit, apply, compose, minimal, resolve
from mtcheck.encoding.mojibake import (
    controls,
    dropped,
    ftfy_engine,
    gb_letters,
    latin,
    legacy,
    lone_leads,
    lone_words,
    multibyte,
    naming,
    proof,
    right_words,
    safety,
    suspicion,
    symbols,
)
from mtcheck.encoding.mojibake.choice import Taken, choose, of_one_codec, support_of, with_kin
from mtcheck.encoding.mojibake.lines import Known, Line, grouped, suspicious_lines
from mtcheck.encoding.mojibake.readings import MAX_LAYERS, as_reading, readings
from mtcheck.encoding.mojibake.safety import Repair
from mtcheck.encoding.mojibake.suspicion import Hit
from mtcheck.encoding.mojibake.verdict import (
    FULL_GAIN,
    MIN_GAIN_PROVEN,
    Reading,
    accepted,
    case_breaks,
    only_takes,
)
from mtcheck.lexicon import char_model

_FTFY = "mixed"  # ftfy does not name one codec for a line
_FTFY_GAIN = 20.0  # evidence that ftfy's own test of badness amounts to
_CLOSING = frozenset("”’»…")


class _Found(NamedTuple):
    edit: Edit
    reading: Reading


class _Round(NamedTuple):
    """Repairs of one layer, and whether every suspicious line of the text was read for them."""

    found: list[_Found]
    is_whole: bool


def _round(text: str, known: Known, changed: list[Edit] | None = None) -> _Round:
    """Repairs of one layer, as minimal edits that neither overlap nor touch.

    With the edits that made the text: only the lines they changed are read.
    """
    marked = suspicious_lines(text)
    others = grouped(text, (Hit(place, 0) for place in legacy.places(text)))
    near = [row for row in marked if _is_changed(row, changed)]
    starts = {start for start, _, _ in near}
    rest = [row for row in others if row[0] not in starts and _is_changed(row, changed)]
    lines = [
        (start, line, symbols.preferred(line, readings(line, hits, known))) for start, line, hits in near
    ]
    out = _of_lines(text, lines)
    out += [
        _as_found(start, line, other)
        for start, line, hits in rest
        # Most of what looks odd in a right text is a heading.
        if not legacy.is_in_capitals(line, (hit.start for hit in hits))
        for other in legacy.read(line, known.usual_legacy()) or legacy.read(line)
    ]
    out += _more(text, out)
    read = starts.union(start for start, _, _ in rest)
    return _Round(sorted(out, key=lambda f: f.edit), all(row[0] in read for row in [*marked, *others]))


def _is_changed(row: Line, changed: list[Edit] | None) -> bool:
    """Whether one of the edits lies in a line; without edits, every line is new."""
    return changed is None or _touched(row[0], row[0] + len(row[1]), changed)


def _of_lines(text: str, lines: list[tuple[int, str, list[Reading]]]) -> list[_Found]:
    """What is chosen of the readings of suspicious lines."""
    proven = _proven(lines)
    out: list[_Found] = []
    for start, line, found in lines:
        believed = [r for r in found if symbols.is_unit(r) or accepted(r, line, proven)]
        kept = of_one_codec(symbols.without_covered(believed), support_of(found))
        chosen = with_kin(choose(kept), found, line, proven)
        if others := _legacy(line, chosen):
            out += [_as_found(start, line, other) for other in others]
            continue
        if whole := _outdone(start, line, chosen):
            out += whole
            continue
        if chosen and _doubtful(line, chosen) and _repaired_by_ftfy(line, chosen):
            chosen = []  # a guess is worth less than what ftfy can say for certain: it marks what is lost
        for reading in (right_words.kept(line, r) for r in chosen):
            edit = Edit(start + reading.start, start + reading.end, reading.text)
            out.append(_Found(minimal(text, edit), reading))
        if not chosen:
            out += _last_resort(start, line)
    return out


def _more(text: str, others: list[_Found]) -> list[_Found]:
    """What words alone tell (East Asian and Latin tables, dropped bytes), where nothing else was found."""
    out: list[_Found] = []
    taken = Taken((found.edit.start, found.edit.end) for found in others)
    parts = chain(multibyte.find(text), gb_letters.find(text), dropped.find(text), lone_words.find(text))
    # Latin tables come last: garble that is half repaired shows such words too.
    for reading in parts if others else chain(parts, latin.find(text)):
        if taken.is_free(reading.start, reading.end):
            found = _Found(minimal(text, Edit(reading.start, reading.end, reading.text)), reading)
            out.append(found)
            taken.add(found.edit.start, found.edit.end)
    return out


def _touched(start: int, end: int, changed: list[Edit]) -> bool:
    """Whether one of the sorted stretches lies in these bounds."""
    index = bisect_right(changed, start, key=lambda edit: edit.end)
    return index < len(changed) and changed[index].start < end


def _placed(edits: list[Edit]) -> list[Edit]:
    """The edits at the places their texts have in the new text."""
    out: list[Edit] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        out.append(Edit(start, start + len(edit.text), edit.text))
        shift += len(edit.text) - (edit.end - edit.start)
    return out


def _at_home(repairs: list[Repair]) -> list[Repair]:
    """The repairs at the places that they have in the repaired text."""
    places = _placed([Edit(r.start, r.end, r.text) for r in repairs])
    return [
        msgspec.structs.replace(r, start=edit.start, end=edit.end)
        for r, edit in zip(repairs, places, strict=True)
    ]


def _proven(lines: list[tuple[int, str, list[Reading]]]) -> dict[str, float]:
    """The evidence for each codec in the whole text, each stretch counted once."""
    proven: dict[str, float] = {}
    for _, line, found in lines:
        counted: dict[str, int] = {}  # where the stretches counted end
        for reading in sorted(found, key=lambda r: (r.start, -r.gain)):
            changes = reading.text != (old := line[reading.start : reading.end])
            changes = changes and not only_takes(old, reading.text)
            if changes and reading.gain > MIN_GAIN_PROVEN and reading.start >= counted.get(reading.codec, 0):
                proven[reading.codec] = proven.get(reading.codec, 0.0) + reading.gain
                counted[reading.codec] = reading.end
    return proven


def _legacy(line: str, chosen: list[Reading]) -> tuple[legacy.Reading, ...]:
    """Legacy readings of the line, where they explain more than what was chosen leaves."""
    left = _applied(line, chosen)
    if next(legacy.places(left), None) is None:
        return ()
    others = legacy.read(line)
    return others if sum(o.gain for o in others) > sum(r.gain for r in chosen) else ()


def _as_found(start: int, line: str, other: legacy.Reading) -> _Found:
    """A legacy reading as one minimal edit."""
    edit = minimal(line, Edit(other.start, other.end, other.text))
    return _Found(Edit(edit.start + start, edit.end + start, edit.text), as_reading(other))


def _outdone(start: int, line: str, chosen: list[Reading]) -> list[_Found]:
    """What ftfy repairs where nothing but small readings was chosen and they leave the line garbled."""
    if not chosen or not all(symbols.is_small(r) for r in chosen):
        return []
    if next(suspicion.hits(_applied(line, chosen)), None) is None:
        return []
    whole = _last_resort(start, line)
    edits = [Edit(f.edit.start - start, f.edit.end - start, f.edit.text) for f in whole]
    return whole if whole and next(suspicion.hits(apply(line, edits)), None) is None else []


def _doubtful(line: str, chosen: list[Reading]) -> bool:
    """Whether bytes were guessed without a word list to agree, or holes were left."""
    if any(r.guesses and not r.words and not _keeps_bytes(line, r) for r in chosen):
        return True
    return "\ufffd" in line and "\ufffd" in _applied(line, chosen)


def _keeps_bytes(line: str, reading: Reading) -> bool:
    """Whether a reading has a byte for each character, and none of them stands for a lost one."""
    old = line[reading.start : reading.end]
    size = len(reading.text.encode("utf-8", "surrogatepass"))
    return len(old) == size and not any(mark in old for mark in "\ufffd?\"'")


def _applied(line: str, chosen: list[Reading]) -> str:
    return apply(line, [Edit(r.start, r.end, r.text) for r in chosen])


def _repaired_by_ftfy(line: str, chosen: list[Reading]) -> bool:
    """Whether ftfy repairs the line, and so that nothing garbled is left.

    It reads every lone Ã before a space as à, which in Czech is as likely an í that lost its soft hyphen.
    """
    fixed = ftfy_engine.fix(line)
    if fixed == line or next(suspicion.hits(fixed), None) is not None:
        return False
    return "Ã " not in line or fixed.count("à") <= _applied(line, chosen).count("à")


def _last_resort(start: int, line: str) -> list[_Found]:
    """What ftfy repairs in a line that the search leaves alone."""
    out: list[_Found] = []
    for edit in chain.from_iterable(controls.apart(line, whole) for whole in ftfy_engine.edits(line)):
        if controls.is_control(line, edit):
            if (sure := controls.is_sure(line, edit)) is not None:
                reading = Reading(
                    edit.start, edit.end, edit.text, controls.CODEC, _FTFY_GAIN, 1, 0, int(not sure), 1, sure
                )
                out.append(_Found(Edit(edit.start + start, edit.end + start, edit.text), reading))
            continue
        left, right = line[max(0, edit.start - 2) : edit.start], line[edit.end : edit.end + 2]
        sign = _is_greek_sign(line[edit.start : edit.end], edit.text)
        if len(edit.text) == 1 and (
            not _is_written(edit.text) or (case_breaks(left, edit.text, right) and not sign)
        ):
            continue
        if _tears_word(left[-1:], edit.text, right[:1]) and not sign:
            continue
        if line[edit.end - 1] in _CLOSING and left[-1:].isalpha() and not right[:1].isalpha():
            continue  # a capital at the end of a word, and the quote after it
        if edit.text == "à" and line[edit.end : edit.end + 2] == "  ":
            edit = Edit(edit.start, edit.end + 1, edit.text)  # ftfy keeps what was the no-break space of à
        guesses = "\ufffd" in edit.text or ("”" in edit.text and "\x9d" not in line[edit.start : edit.end])
        guesses |= sign or edit.text.count(" ") < line[edit.start : edit.end].count(" ")
        if not proof.is_written(edit.text):
            continue
        reading = Reading(edit.start, edit.end, edit.text, _FTFY, _FTFY_GAIN, 1, 0, guesses, 1, False)
        out.append(_Found(Edit(edit.start + start, edit.end + start, edit.text), reading))
    return out


def _tears_word(left: str, text: str, right: str) -> bool:
    """Whether letters of one script come to stand between letters of another: `běžné` of cp852, `bاn‚`."""
    inner, outer = ({char_model.SCRIPTS[c] for c in part if c.isalpha()} for part in (text, left + right))
    return bool(left.isalpha() and right.isalpha() and inner) and inner.isdisjoint(outer)


def _is_greek_sign(old: str, char: str) -> bool:
    """Whether a letter of a formula or of a gene's name stands for what no word holds: TNFÎ±, IL2RÎ³."""
    return len(char) == 1 and char_model.SCRIPTS[char] == "GREE" and not old.isalpha()


def _is_written(char: str) -> bool:
    """Whether some language has the letter, or it is none, or is put together of others (ﬁ)."""
    known = char.lower()[:1] in char_model.all_letters()
    return known or char.lower() == char.upper() or unicodedata.decomposition(char) != ""


def find_repairs(text: str) -> tuple[Repair, ...]:
    """Garbled stretches of a text and what they were, sorted, neither overlapping nor touching.

    Never raises. Applying the repairs and asking again gives nothing.

    >>> [r.text for r in find_repairs("our РєР ° РЅР ° Р »РІ Telegram")]
    ['канал в']
    """
    if text.isascii() and not dropped.may_be_lost(text):
        return ()
    repairs: list[Repair] = []
    current, changed = text, None
    known = Known(len(text))
    for _ in range(2 * MAX_LAYERS):
        found, is_whole = _round(current, known, changed)
        if not found and (changed is None or (is_whole and known.is_blank())):
            break
        if not found:
            # Once more as if the text came like that: what was known of it was known of the garbled one.
            known, changed = Known(len(current)), None
            continue
        edits = resolve(f.edit for f in found)
        by_edit = {f.edit: f for f in found}
        fresh = [_describe(by_edit[e]) for e in edits if e in by_edit]
        edits = [Edit(r.start, r.end, r.text) for r in fresh]
        repairs = _compose(repairs, current, fresh) if repairs else fresh
        current, changed = apply(current, edits), _placed(edits)
    if repairs and (more := list(lone_leads.find(current, _at_home(repairs)))):
        repairs = _compose(repairs, current, more)
    return naming.named(text, safety.with_doubts(text, repairs))


def _codec(name: str) -> str:
    if name == _FTFY:
        return safety.MIXED
    return name if " as " in name else f"utf-8 as {name}"


def _describe(found: _Found) -> Repair:
    reading, edit = found.reading, found.edit
    lossless = not reading.guesses and not reading.repairs
    certainty = min(1.0, reading.gain / FULL_GAIN)
    confidence = round(
        (0.6 + 0.4 * certainty) * (1.0 if lossless else 0.98 if not reading.guesses else 0.8), 3
    )
    return Repair(
        edit.start,
        edit.end,
        edit.text,
        "split" if reading.repairs else "mojibake",
        _codec(reading.codec),
        reading.layers,
        confidence,
        lossless or (reading.words and not reading.guesses),
    )


def _compose(first: list[Repair], middle: str, second: list[Repair]) -> list[Repair]:
    """Two rounds of repairs as one."""
    as_edits = [Edit(r.start, r.end, r.text) for r in first], [Edit(r.start, r.end, r.text) for r in second]
    out: list[Repair] = []
    for whole in compose(as_edits[0], middle, as_edits[1]):
        parts = [first[i] for i in whole.first] + [second[i] for i in whole.second]
        lead = max(parts, key=lambda r: r.end - r.start)
        out.append(
            Repair(
                whole.edit.start,
                whole.edit.end,
                whole.edit.text,
                "split" if any(r.kind == "split" for r in parts) else lead.kind,
                lead.codec,
                max((first[i].layers for i in whole.first), default=0) + bool(whole.second),
                min(r.confidence for r in parts),
                all(r.safe for r in parts),
            )
        )
    return out


def suspicious(text: str) -> bool:
    """Whether garbled characters are possible: False for nearly all clean text, nearly at once for ASCII.

    >>> suspicious("РєР°РЅР°Р»"), suspicious("канал «Вести» — 5°")
    (True, False)
    """
    if text.isascii():
        return dropped.may_be_lost(text)
    gates = (suspicion.hits, symbols.places, legacy.places, multibyte.find, dropped.find, latin.find)
    return any(next(iter(find(text)), None) is not None for find in gates)
