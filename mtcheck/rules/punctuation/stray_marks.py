"""PUN016: marks that no writer sets side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Severity
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.conventions import mark_words
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

# Each pattern begins with its mark, and looks at what is before it afterwards.
_PATTERNS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    # Words were lost between the two marks; a mark typed twice is against a word.
    ("„", lazyre.compile(r"„(?<!\w.)[“”\"](?!\w)"), "empty quotation marks"),
    ("“”", lazyre.compile(r"“(?<![\w“”\"].)”(?![\w”])"), "empty quotation marks"),
    ("«", lazyre.compile(r"«(?<!\w.)[ \u00a0]?»(?!\w)"), "empty quotation marks"),
    # `„Wann“?"`: two closing marks that belong to two languages, around a mark.
    ("“?", lazyre.compile(r"“(?<=\w.)\?[\"”»](?=[\s.,;:]|$)"), "two closing quotation marks"),
    ("”?", lazyre.compile(r"”(?<=\w.)\?[\"“»](?=[\s.,;:]|$)"), "two closing quotation marks"),
    (" \\ ", lazyre.compile(r"\\(?<=[^\W_] .)(?= [^\W_])"), "backslash between words"),
    ("::", lazyre.compile(r"::(?<=[^\W\d_]..)(?=[ \u00a0\n]|$)"), "colon set twice"),
    (" :: ", lazyre.compile(r"::(?<=[^\W\d_] ..)(?= [^\W\d_])"), "colon set twice"),
    (",,", lazyre.compile(r",,(?<=[\w'”»)]..)(?=\s|$)"), "comma set twice"),
    (" ,, ", lazyre.compile(r",,(?<=[\w'”»)] ..)(?= [^\W\d_])"), "comma set twice"),
    (",.", lazyre.compile(r",\.(?<=\w..)(?=\s|$)"), "comma before a stop"),
    (" ,.", lazyre.compile(r",\.(?<=[^\W\d_]{2} ..)(?=\s|$)"), "comma before a stop"),
    ("?.", lazyre.compile(r"\?\.(?<=[^\W\d_]{2}..)(?=\s|$)"), "stop after a question mark"),
    ("!.", lazyre.compile(r"!\.(?<=[^\W\d_]{2}..)(?=\s|$)"), "stop after an exclamation mark"),
    (",;", lazyre.compile(r",;(?<=[^\W\d_]{2}..)(?=\s|$)"), "two marks in a row"),
    (";,", lazyre.compile(r";,(?<=[^\W\d_]{2}..)(?=\s|$)"), "two marks in a row"),
    (":,", lazyre.compile(r":,(?<=[^\W\d_]{2}..)(?=\s|$)"), "two marks in a row"),
    (",:", lazyre.compile(r",:(?<=[^\W\d_]{2}..)(?=\s|$)"), "two marks in a row"),
    ("..", lazyre.compile(r"\.\.(?<=\d..)(?=\s|$)"), "two stops after a number"),
    (";;", lazyre.compile(r";;(?<=[^\W\d_]{2}..)(?=\s|$)"), "semicolon set twice"),
    (":.", lazyre.compile(r":\.(?<=[^\W\d_]{2}..)(?=\s|$)"), "two marks in a row"),
    (";.", lazyre.compile(r";\.(?<=[^\W\d_]{2}..)(?=\s|$)"), "two marks in a row"),
    (" .,", lazyre.compile(r"\.,(?<=[^\W\d_]{2} ..)(?=\s|$)"), "stop before a comma"),
    ("。。", lazyre.compile(r"(?<!。)。。(?!。)"), "stop set twice"),
    ("，，", lazyre.compile(r"，，"), "comma set twice"),
    ("،،", lazyre.compile(r"،،"), "comma set twice"),
)
# Two marks of one kind; who sets three, or often two, has a manner of writing.
_SHOUT = lazyre.compile(r"!!(?<=[^\W\d_]{2}..)(?=\s|$)")
_MOST_SHOUTS = 2
_STOP_AND_COMMA = lazyre.compile(r"\.,(?<=[^\W\d_]{3}..)(?=\s)")
_WORD_BEFORE = lazyre.compile(r"[^\W_]+$")
_EXCLAIMING_NAMES = ("Yahoo!", "Joomla!", "Jeopardy!")
_LONGEST_WORD, _SHORTEST_UNCUT = 40, 5
# Log frequencies, in nats, of words that are not cut short: any, and those of four letters.
_RARE, _USUAL = -20.0, -10.8
# The name of an option or a role between its colons, in reStructuredText: :toctree:
_ROLE = lazyre.compile(r"(?<![\w:]):[A-Za-z][\w-]*:$")
_PATH = lazyre.compile(r"\\\w")
_ENTITY = lazyre.compile(r"&#?\w{1,10};?,?$")


@rule(
    "PUN016",
    "stray-marks",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    skip=NOT_PROSE,
    needs=Needs((*(needed for needed, _, _ in _PATTERNS), "., ", "!!")),
)
def stray_marks(view: View, options: Options) -> Iterator[Hit]:
    """Punctuation marks that nobody writes together: `when?.`, `so,,`, `copper \\ tin`, `„”`

    A translator keeps the source's mark beside its own, loses the words between quotation marks, or takes a
    slash for something else. Abbreviations before a comma (`etc.,`), ellipses, names that end in a mark
    (Yahoo!), paths and programs are left alone.
    """
    text = view.text
    for needed, pattern, what in _PATTERNS:
        if not view.shape.has(needed):
            continue
        for match in pattern.finditer(text):
            if not _is_meant(text, match) and match[0].strip() not in (view.document.source or ""):
                yield Hit(match.start(), match.end(), f"{what}: {match[0].strip()!r}")
    shouts = text.count("!!") if "!!!" not in text and "!!" not in (view.document.source or "") else 0
    if 0 < shouts <= _MOST_SHOUTS and not view.tag.spaceless:
        for match in _SHOUT.finditer(text):
            yield Hit(match.start(), match.end(), "exclamation mark set twice")
    if "., " in text:
        yield from _stops_and_commas(view)


def _is_meant(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    if text.endswith(_EXCLAIMING_NAMES, 0, start + 1):
        return True
    if match[0][0] in "“”" and match[0][1:2] == "?" and _is_inner(text, match):
        return True
    if match[0][0] == ":" and _ROLE.search(text, max(0, start - _LONGEST_WORD), start + 1):
        return True
    if match[0] == "\\" and _PATH.search(text, max(0, start - _LONGEST_WORD), start):
        return True
    return match[0][0] == ";" and bool(_ENTITY.search(text, max(0, start - 12), start + 1))


# What opens a quotation that the mark closes.
_OPENERS = {"»": "«", "”": "“", "“": "„", '"': '"'}


def _is_inner(text: str, match: re.Match[str]) -> bool:
    """Whether the second mark closes a quotation around the first: `«Who said “no”?»`."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    closer = match[0][-1]
    opener = _OPENERS[closer]
    if opener == closer:
        return before.count(opener) % 2 == 1
    return before.count(opener) > before.count(closer)


def _stops_and_commas(view: View) -> Iterator[Hit]:
    """A stop before a comma, unless the stop may be that of an abbreviation."""
    text, known = view.text, wordlist(view.tag.base)
    cut = mark_words(view.lang).abbreviations
    for match in _STOP_AND_COMMA.finditer(text):
        word = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if word is None or known is None or not word[0].islower():
            continue
        least = _RARE if len(word[0]) >= _SHORTEST_UNCUT else _USUAL
        if least < known.log(word[0]) < 0 and word[0] not in cut:
            yield Hit(match.start(), match.end(), "stop before a comma")
