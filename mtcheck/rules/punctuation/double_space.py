"""PUN009: two or more spaces inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.chords import lines_with_chords
from mtcheck.rules.punctuation.codelike import is_in_code
from mtcheck.rules.punctuation.shared import PUNCTUATION, is_in_column
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View


@rule(
    "PUN009",
    "double-space",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
    excused=True,
    needs=Needs(("  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0")),
)
def double_space(view: View, options: Options) -> Iterator[Hit]:
    """Two or more spaces inside a line.

    Left alone are texts that mostly set two spaces between sentences, columns of tables, chords over the
    words of a song and the space after a list mark: `1.  First`. Where one sentence of eight has two, they
    may be typed, and are shown. A text whose source has such runs too has them on purpose, wherever they are.
    """
    text = view.text
    source = view.document.source
    if source and _RUN_OF_BLANKS.search(source.strip()):
        return
    runs = list(_outside_columns(view))
    gaps = [match for match in runs if text[match.start() - 1] in _SENTENCE_ENDS]
    single = len(_SINGLE_GAP.findall(text)) if gaps else 0
    habit = bool(gaps) and len(gaps) > single and not source
    typed = [match.start() for match in gaps if match[0] == "  "]
    hand = frozenset(typed if len(typed) >= _FEWEST_TYPED and _ONE_OF * len(typed) >= single else ())
    in_rows = sum(text[match.start() - 1] == "`" for match in runs) > 1  # options, and what they do
    chords = view.once(lines_with_chords, view) if runs else frozenset()
    for match in runs:
        if habit and text[match.start() - 1] in _SENTENCE_ENDS:
            continue
        if _is_left(view, match) or (chords and _line_start(text, match.start()) in chords):
            continue
        shown = match.start() in hand or _is_by_hand(text, match, in_rows) or _may_be_meant(view, match)
        set_apart = text[match.start() - 1] == "«" or text[match.end()] in "»?!;:"
        kept = "\u00a0" if set_apart and not match[0].strip("\u00a0") else " "
        safety = Safety.DISPLAY if shown else None
        yield Hit(match.start(), match.end(), f"{len(match[0])} spaces in a row", kept, safety=safety)


def _is_left(view: View, match: re.Match[str]) -> bool:
    """Whether a gap is part of a layout, a drawing or a program."""
    text, wide = view.text, len(match[0]) >= _COLUMN_GAP
    before, after = text[match.start() - 1], text[match.end()]
    if _is_spaced_out(text, match) or _is_of_a_form(text, match):
        return True
    if "=" in (before, after) or _is_drawn(before, after):
        return True  # a legend: `q   = rate`; a string of blanks: "  "
    if text.startswith(("%}", "}}"), match.end()) or text.endswith(("{%", "{{"), 0, match.start()):
        return True  # in a template: {%  for boat in boats  %}
    if _BOX.match(text, match.end()):
        return True  # boxes to tick: ( ) yes  ( ) no
    near = max(0, match.start() - _LONGEST_CHOICE)
    if wide and (after in "/-" or _PATH_BEFORE.search(text, near, match.start())):
        return True  # fields of a table that a program reads: `/dev/sda1    /mnt`
    letter = _LETTER_BEFORE.search(text, max(0, match.start() - 2), match.start())
    if (letter and _LETTER_AFTER.match(text, match.end())) or _CHOICE.search(text, near, match.start()):
        return True
    if after == ":" and view.document.is_message:
        return True  # a column of labels and values, a message each
    return wide and is_in_column(text, match.start(), match.end())


def _may_be_meant(view: View, match: re.Match[str]) -> bool:
    """Whether a gap may be no slip: of a verse, two numbers, a lost name, a letter that was garbled."""
    text, before, after = view.text, view.text[match.start() - 1], view.text[match.end()]
    # À, garbled, is a capital with a no-break space after it, which many programs make a plain one.
    if _LONE_LEAD.search(text[max(0, match.start() - 2) : match.start()]):
        return True
    verse = len(match[0]) >= _COLUMN_GAP and after.isupper() and (before.isalpha() or before in ",;")
    if verse or (before.isdigit() and after.isdigit()):
        return True  # lines of a poem in one; two numbers of a row
    if (before in _PATH_MARKS and after in _PATH_MARKS) or _is_trace(view, match):
        return True  # `Settings >   > Sound`: a name is missing
    return text.startswith("[](", match.end()) or is_in_code(view, match.start())


def _is_by_hand(text: str, match: re.Match[str], in_rows: bool) -> bool:
    """Whether a wide gap sets a column: of no-break spaces, behind an option, or under the value above."""
    start, before = match.start(), text[match.start() - 1]
    wide = len(match[0]) >= _COLUMN_GAP
    if wide and before == ":" and _LABEL.fullmatch(text, _line_start(text, start), start):
        return True
    return (wide and "\u00a0" * _COLUMN_GAP in match[0]) or (before == "`" and (wide or in_rows))


def _is_of_a_form(text: str, match: re.Match[str]) -> bool:
    """Whether a gap stands in a form that is drawn with dashes and the letter I: `I Name ----  I  I Date`."""
    if _FRAME_BEHIND.match(text, match.end()):
        return True
    framed = _FRAME_BEFORE.search(text, max(0, match.start() - _FRAME_REACH), match.start())
    return framed is not None and (framed[0] != "\nI" or len(match[0]) >= _COLUMN_GAP)


def _is_drawn(before: str, after: str) -> bool:
    """Whether a gap stands beside a line of a drawing or a brace, or is all of a string."""
    drawn = _DRAWN.match(before) or _DRAWN.match(after)
    return drawn is not None or (before == after and before in "\"'") or "{" in (before, after)


def _is_trace(view: View, match: re.Match[str]) -> bool:
    """Whether a no-break space may be that of a guillemet that was lost: `the boat  A »`."""
    if "\u00a0" not in match[0]:
        return False
    paragraph = view.paragraph_at(match.start())
    return view.text.count("«", *paragraph) != view.text.count("»", *paragraph)


# So many gaps behind sentences, of so many, are the habit of a hand.
_FEWEST_TYPED, _ONE_OF = 5, 8
_FEWEST_RUNS, _LONGEST_BLOCK = 3, 600
_ONE_SPACE, _MORE_SPACES = lazyre.compile(r"\S \S"), lazyre.compile(r"\S[ \u00a0]{2,}(?=\S)")


def _is_spaced_out(text: str, match: re.Match[str]) -> bool:
    """Whether all words around are set so far apart: in the lines of a block, as verse in wide type, or in
    short paragraphs, as the statements of a program.
    """
    if _is_listed(text, match.start()):
        return True
    start = max(text.rfind("\n\n", 0, match.start()) + 1, match.start() - _LONGEST_BLOCK)
    end = text.find("\n\n", match.end(), match.end() + _LONGEST_BLOCK)
    end = end if end >= 0 else min(len(text), match.end() + _LONGEST_BLOCK)
    if _ONE_SPACE.search(text, start, end):
        return False
    return sum(1 for _ in _MORE_SPACES.finditer(text, start, end)) >= _FEWEST_RUNS


_LABEL = lazyre.compile(r"[ \t]*[^\W\d_][\w()/-]*(?: [\w()/-]+){0,4}:")
# Dashes, and a lone letter between gaps or at an end of its line.
_FRAME_BEHIND = lazyre.compile(r"[-_]{4}|I(?:[ \u00a0]{2,}\S|[ \t\r]*(?:\n|\Z))")
_FRAME_BEFORE, _FRAME_REACH = lazyre.compile(r"[-_]{4}$|[ \u00a0]{2}I$|\nI$"), 4
# A paragraph of few words, all of them far apart.
_STATEMENT = lazyre.compile(r"[^\s|>#][^\s]*(?:[ \u00a0]{2,}\S+){1,5}[ \t\r]*")
_AROUND = 160


def _is_listed(text: str, place: int) -> bool:
    """Whether the words of a paragraph of one line, and of one near it, are all two spaces apart."""
    low = max(0, place - _AROUND)
    start, end = text.rfind("\n", low, place) + 1, text.find("\n", place, place + _AROUND)
    end = end if end >= 0 else min(len(text), place + _AROUND)
    if start < low or not _STATEMENT.fullmatch(text, start, end):
        return False
    lines = text[max(0, start - _AROUND) : start - 1].split("\n")[1:] + text[end + 1 : end + _AROUND].split(
        "\n"
    )
    return sum(_STATEMENT.fullmatch(line) is not None for line in lines) > 1


_BOX = lazyre.compile(r"[(\[][ xX]?[)\]]|[\u2610-\u2612\u25a1\u25cb]")
# Lines, corners and arrows of a drawing.
_DRAWN = lazyre.compile("[\u2500-\u25ff\u2190-\u21ff|]")
_PATH_BEFORE = lazyre.compile(r"(?<!\S)/[\w./-]+$")
_PATH_MARKS = ">→-/"
# Letters set apart: `E  N  J  O  Y`, and `A L T E S  H A U S` with its words further apart.
_LETTER_BEFORE = lazyre.compile(r"(?<![^\W_])[^\W_]$")
_LETTER_AFTER = lazyre.compile(r"[^\W_](?![^\W_])")
# The head of a choice of ICU: `{count, plural,  =1 {boat} other {boats}}`
_CHOICE, _LONGEST_CHOICE = lazyre.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,$"), 80


_LONE_LEAD = lazyre.compile(r"(?:^|[ \u00a0])[\u00c2\u00c3\u0102\u0413\u0420\u0421]$")


_RUN_OF_BLANKS = lazyre.compile(r"[ \t\u00a0]{2,}")
_SPACE_RUN = lazyre.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


_SINGLE_GAP = lazyre.compile(r"[.!?:][\"”’»)]? (?=[^\W\d_a-zа-я])")


_SENTENCE_ENDS = '.!?:"”»)'


def _outside_columns(view: View) -> Iterator[re.Match[str]]:
    """Runs of spaces that do not set columns apart: wide ones, and not the only wide one of a line."""
    text = view.text
    for paragraph, group in groupby(_SPACE_RUN.finditer(text), lambda run: view.paragraph_at(run.start())):
        if text.find("|", *paragraph) >= 0 or text.find("\t", *paragraph) >= 0:
            continue
        runs = list(group)
        runs = [
            run for run in runs if not _LIST_MARK.fullmatch(text, _line_start(text, run.start()), run.start())
        ]
        columns = sum(" " * _COLUMN_GAP in run[0] for run in runs) > 1
        yield from (run for run in runs if not (columns and len(run[0]) >= _COLUMN_GAP))


# What an item of a list begins with, after its indent and the marks of a quoted mail: also an item in an
# item, `*   *   One`, a definition, `:   What it is`, and a note, `[^3]:   See below`.
_MARK = r"(?:>|[-+*•·▪▸►»›–—#]{1,6}|[:~]|\(?[^\W_]{1,3}\\?[.):]|\[\^?[^\]\r\n]{1,60}\]:)"
_LIST_MARK = lazyre.compile(rf"[ \t\u00a0>]*(?:#{{1,6}} )?(?:\*\*|__)?(?:{_MARK}[ \t\u00a0]+){{0,4}}{_MARK}")


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


# Columns of a table are at least so many spaces apart.
_COLUMN_GAP = 3
