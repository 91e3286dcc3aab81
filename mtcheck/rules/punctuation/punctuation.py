"""PUN: stops, commas and spaces that a translator moved, doubled or glued."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.conventions import conventions
from mtcheck.text.quotes import MARKS, QuoteMark, between
from mtcheck.text.view import View

PUNCTUATION = "linguistic/punctuation"
NOT_PROSE = ("link", "code")
SPACES = " \u00a0\u202f"
# Not …: in German and other languages a space in front says that whole words are left out.
# Nor 。 and ，: 2 % of the lines of professional Chinese references have a space in front, from typesetting.
# The mark comes first, here and below: the pattern is tried at no other character.
_SPACED_MARK = re.compile(r"[.,;:!?،؛؟۔։](?<=[ \u00a0\u202f].)")
_CLOSING = '"”’»)]'


def space_start(text: str, place: int) -> int:
    """Where the spaces that end at a place begin."""
    while place > 0 and text[place - 1] in SPACES:
        place -= 1
    return place


@rule(
    "PUN001",
    "space-before-punctuation",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
)
def space_before_punctuation(view: View, options: Options) -> Iterator[Hit]:
    """A space stands before a stop, comma, colon, semicolon, question or exclamation mark: `the end .`

    So it does where it belongs behind a comma: `He went home ,then he slept`.

    Translators put spaces around punctuation when they cut a sentence into pieces, or keep them from a
    French source. Languages that set a space there (French before ; : ! ?) are left alone, and so are
    scores (3 : 2), smileys, ellipses and names such as .NET.
    """
    text = view.text
    habits: dict[int, bool] = {}
    for match in _SPACED_MARK.finditer(text):
        mark, place = match[0], match.start()
        start = space_start(text, place)
        before, after = text[start - 1 : start], text[place + 1 : place + 2]
        if not _can_end(view, before, mark):
            continue
        # Behind a speech comes a comma with a dash in Russian: «…» ,- said he.
        speech = mark == "," and after in set("-–—") and before in "”»“"
        if after and after in MARKS and mark in ".,!?" and _opens(view, place + 1):
            if _sets_apart(view, mark, place):
                continue
            yield Hit(start, place + 1, f"space before {mark!r} and none behind it", f"{mark} ")
            continue
        if after and not after.isspace() and after not in _CLOSING and not speech:
            if _is_shifted(view, start, place, habits):
                yield Hit(start, place + 1, f"space before {mark!r} and none behind it", f"{mark} ")
            continue
        if _is_exempt(text, mark, before, place):
            continue
        if _sets_apart(view, mark, place):
            continue
        yield Hit(start, place + 1, f"space before {mark!r}", mark)


def _sets_apart(view: View, mark: str, place: int) -> bool:
    """Whether the language sets a space before the mark, as French does."""
    return any(mark in conventions(lang).space_before for lang in (view.lang, view.lang_at(place)))


def _opens(view: View, place: int) -> bool:
    """Whether a quotation mark with a partner opens there, against a word: `is open ."We have waited"`."""
    return view.text[place + 1 : place + 2].isalpha() and any(
        quote.opens and quote.paired and quote.trusted for quote in between(view.quotes, place, place + 1)
    )


# A comma with the space on its wrong side, between two words: home ,then. Data (a ,b ,c) has other habits.
_SHIFTED = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_.!?…][”\"»“]))[ \u00a0][,;](?=[^\W\d_](?:[^\W\d_]| [^\W\d_]))"
)


def _is_shifted(view: View, start: int, place: int, habits: dict[int, bool]) -> bool:
    """Whether the space behind a comma or semicolon came over to its other side.

    ``habits`` remembers the paragraphs that set all their commas so: data, or somebody's way.
    """
    if conventions(view.lang).spaceless or not _SHIFTED.match(view.text, start):
        return False
    paragraph = view.paragraph_at(place)
    if paragraph.start not in habits:
        many = len(_SHIFTED.findall(view.text, *paragraph)) > 2
        habits[paragraph.start] = many and view.text.find(", ", *paragraph) < 0
    return not habits[paragraph.start]


def _can_end(view: View, character: str, mark: str) -> bool:
    """Whether a mark can follow this character: a word ends with it, or a quotation („so“ in German)."""
    if character == "“":
        return any(pair[-1:] == "“" for pair in conventions(view.lang).quotes)
    if not character:
        return False
    if character.isalnum() or character in '”’»)]%"':
        return True
    # A vowel sign; behind it, in the scripts of India, colons and semicolons are set apart by many.
    return unicodedata.category(character) in ("Mc", "Mn") and mark not in ":;"


def _is_exempt(text: str, mark: str, before: str, place: int) -> bool:
    after = text[place + 1 : place + 3]
    if mark == "." and re.match(r"[ \u00a0]?\.", after):
        return True  # an ellipsis: . . . or ...
    if mark in ":;" and after[:1] and after[:1] in "()[]-":
        return True  # a smiley: word :)
    if mark in "!?" and re.match(r"[ \u00a0][!?]", after):
        return True  # set apart for emphasis, as is usual in Japanese: ! ?
    if before in '"”' and mark in ".,":
        return False
    return mark == ":" and before.isdigit() and after.strip()[:1].isdigit()


@rule(
    "PUN002",
    "doubled-terminal",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
)
def doubled_terminal(view: View, options: Options) -> Iterator[Hit]:
    """The same mark stands twice with a space between: `official. .`

    A translator ends a sentence and then copies the source's own stop. Ellipses (. . .) are left alone.
    """
    text = view.text
    for match in _SPACED_MARK.finditer(text):
        mark, place = match[0], match.start()
        start = space_start(text, place)
        if mark not in ".,;:" or text[start - 1 : start] != mark or start < 2:
            continue
        after = text[place + 1 : place + 3]
        if not text[start - 2].isalnum() and text[start - 2] not in _CLOSING:
            continue
        if (after[:1] and not after[:1].isspace() and after[:1] not in _CLOSING) or after == f" {mark}":
            continue
        yield Hit(start - 1, place + 1, f"doubled {mark!r}", mark)


@rule(
    "PUN007",
    "missing-space-after-punctuation",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
)
def missing_space(view: View, options: Options) -> Iterator[Hit]:
    """No space after a stop or comma, or before a hyphen used as a dash: `ceasefire.The`, `Instagram- there`

    URLs, file names, numbers, initials, abbreviations and lists of data without spaces are left alone.
    """
    text = view.text
    for match in _GLUED_STOP.finditer(text):
        place = match.start()
        if _ends_sentence(text, place) and not text.endswith(_EXCLAIMING_NAMES, 0, place + 1):
            yield Hit(place, place + 1, f"no space after {match[0]!r}", f"{match[0]} ")
    for match in _prose_commas(view):
        yield Hit(match.start(), match.end(), f"no space after {match[0]!r}", f"{match[0]} ")
    for quote in () if conventions(view.lang).spaceless else view.quotes:
        if quote.paired and quote.trusted:
            yield from _glued_opener(view, quote) if quote.opens else _glued_closer(view, quote)
    if view.lang.startswith("en"):
        yield from _glued_dashes(text)


def _glued_opener(view: View, quote: QuoteMark) -> Iterator[Hit]:
    """A stop or comma with a quotation right behind it: `is open.“We have waited”`."""
    text, place = view.text, quote.place
    mark, before, after = text[place - 1 : place], text[place - 3 : place - 1], text[place + 1 : place + 2]
    if place < 3 or not (before.isalpha() and before.islower() and after.isalpha()):
        return
    ends = mark in "!?…." and after.isupper()
    if ends or (mark == "," and _is_speech(view, quote, f",{quote.mark}")):
        yield Hit(place - 1, place, f"no space after {mark!r}", f"{mark} ")


def _glued_closer(view: View, quote: QuoteMark) -> Iterator[Hit]:
    """A closing mark, or a stop or comma behind it, with a word right behind: `waited.”They`."""
    text, place = view.text, quote.place
    after = text[place + 1 : place + 3]
    if after.isalpha() and len(after) == 2:
        if text[place - 1] in ",.!?…":
            yield Hit(place, place + 1, f"no space after closing {quote.mark}", f"{quote.mark} ")
        return
    mark, word = after[:1], re.match(r"([^\W\d_]{2,40})(?!\w)[.(]?", text[place + 2 : place + 44])
    if not word or not mark or mark not in ".,!?…" or (quote.mark in _CLOSED and mark == ","):
        return  # ”, is a comma glued to the next word, and spoken of already
    begins = word[1].istitle() and word[0] == word[1]  # not "so".Upper()
    if (mark == "," or begins) and _is_speech(view, quote, f"{quote.mark}{mark}"):
        yield Hit(place + 1, place + 2, f"no space after {mark!r}", f"{mark} ")


def _is_speech(view: View, quote: QuoteMark, glued: str) -> bool:
    """Whether several words are quoted, and the paragraph sets two marks so but once: data have a habit."""
    text, (one, other) = view.text, sorted((quote.place, quote.partner or 0))
    if " " not in text[one + 2 : other - 1]:
        return False
    paragraph = view.paragraph_at(one)
    return text.find(glued, text.find(glued, *paragraph) + 1, paragraph.end) < 0


# Two letters on either side: initials (J.Smith), abbreviations (e.g.this) and numbers stay silent. A letter
# that is a word of its own has a small word behind it, or an apostrophe: ,I know; .В доме; ,l'Oklahoma.
_GLUED_STOP = re.compile(r"[.!?…](?=[^\W\d_](?:[^\W\d_]|[ '’][^\W\d_]))")
_GLUED_COMMA = re.compile(r"[,;،؛](?=[^\W\d_](?:[^\W\d_]|[ '’][^\W\d_]))")
_HAN = re.compile("[\u0e00-\u0eff\u2e80-\u9fff]")  # and other scripts without spaces
_CLOSED = ("”", "»")  # `“No”,he said`
_EXCLAIMING_NAMES = ("Yahoo!", "Joomla!", "Jeopardy!")
_TOKEN_BEFORE = re.compile(r"[^\s\u00a0]+$")
_TOKEN_AFTER = re.compile(r"[^\s\u00a0]+")


def _ends_sentence(text: str, place: int) -> bool:
    left, right = text[max(0, place - 2) : place], text[place + 1 : place + 3]
    if not (len(left) == 2 and left.isalpha() and left.islower() and right[0].isupper()):
        return False
    if not right[1].islower() and not (right[1] in " '’" and text[place + 3].islower()):
        return False
    before = _TOKEN_BEFORE.search(text, max(0, place - 60), place)
    after = _TOKEN_AFTER.match(text, place + 1, place + 60)
    token = (before[0] if before else "") + (after[0].rstrip('.,;:!?…)”"»') if after else "")
    # java.lang.String, C:\\a.Txt, a_b.Name: code and paths, not prose.
    return not any(mark in token for mark in "./\\_@=<>{}&")


def _prose_commas(view: View) -> Iterator[re.Match[str]]:
    """Commas glued to the next word, in paragraphs that set spaces behind their other commas.

    "a,b,c": a list of data has its own habit; prose has commas with spaces, or just this one.
    """
    text = view.text
    if conventions(view.lang).spaceless:
        return
    found = list(_GLUED_COMMA.finditer(text))
    for paragraph, group in groupby(found, lambda match: view.paragraph_at(match.start())):
        matches = list(group)
        whole = sum(text[match.end() + 1].isalpha() for match in matches)  # with a word, not a letter, behind
        if whole <= 1 or text.count(", ", *paragraph) >= whole:
            yield from (match for match in matches if _is_prose_comma(text, match.start()))


def _is_prose_comma(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    if before not in _CLOSED and (not before.isalpha() or _HAN.match(before)):
        return False
    if not text[place + 2].isalpha() and not text[place - 2 : place].isalpha():
        return False  # x,y are letters
    if text[place] == ";" and "&" in text[max(0, place - 10) : place]:
        return False  # an HTML entity
    if text[place - 1 : place + 3].lower() in ("ό,τι", "ο,τι"):
        return False  # a word of Greek
    return text[place - 2 : place + 3].lower() != "tl;dr"


# The word in front of the hyphen, and words that begin a clause: `Instagram- there you will find`.
_GLUED_DASH = re.compile(r"-(?<=[^\W\d_]-)(?= [^\W\d_])")
_CLAUSE_OPENERS = frozenset(
    "there here this that these those it he she they we you i what which who where when how why if but so "
    "because however then now".split()
)


def _glued_dashes(text: str) -> Iterator[Hit]:
    for match in _GLUED_DASH.finditer(text):
        place = match.start()
        following = re.match(r"\w+", text[place + 2 : place + 30])
        before = re.search(r"[\w-]+$", text[max(0, place - 40) : place])
        if not following or not before or "-" in before[0] or len(before[0]) < _SHORTEST_WORD:
            continue
        # Any other word may be the second half of a compound: short- and long-term, govern- ment.
        if following[0].lower() in _CLAUSE_OPENERS:
            yield Hit(place, place + 1, f"hyphen glued to {before[0]!r} for a dash", " -")


# Shorter ones are prefixes: pre- and post-war, re- election.
_SHORTEST_WORD = 4


@rule(
    "PUN009",
    "double-space",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
)
def double_space(view: View, options: Options) -> Iterator[Hit]:
    """Two or more spaces inside a line.

    Two spaces between sentences are left alone in a text that always sets them, and so are columns of
    tables.
    """
    text = view.text
    if not any(pair in text for pair in ("  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0")):
        return
    runs = list(_outside_columns(view))
    gaps = [match for match in runs if text[match.start() - 1] in _SENTENCE_ENDS]
    habit = bool(gaps) and len(gaps) > len(_SINGLE_GAP.findall(text))
    for match in runs:
        if not (habit and text[match.start() - 1] in _SENTENCE_ENDS):
            yield Hit(match.start(), match.end(), f"{len(match[0])} spaces in a row", " ")


_SPACE_RUN = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SINGLE_GAP = re.compile(r"[.!?:][\"”’»)]? (?=[^\W\d_a-zа-я])")
_SENTENCE_ENDS = '.!?:"”»)'


def _outside_columns(view: View) -> Iterator[re.Match[str]]:
    """Runs of spaces that do not set columns apart: wide ones, and not the only wide one of a line."""
    text = view.text
    for paragraph, group in groupby(_SPACE_RUN.finditer(text), lambda run: view.paragraph_at(run.start())):
        if text.find("|", *paragraph) >= 0 or text.find("\t", *paragraph) >= 0:
            continue
        runs = list(group)
        columns = sum(" " * _COLUMN_GAP in run[0] for run in runs) > 1
        yield from (run for run in runs if not (columns and len(run[0]) >= _COLUMN_GAP))


# Columns of a table are at least so many spaces apart.
_COLUMN_GAP = 3
