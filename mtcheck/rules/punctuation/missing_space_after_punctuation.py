"""PUN007, missing-space-after-punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import word_set
from mtcheck.rules.punctuation.codelike import is_in_code
from mtcheck.rules.punctuation.dotted_names import BEGINS_OFTEN, FREQUENT, is_dotted
from mtcheck.rules.punctuation.glued_signs import PIECES, SHAPES, glued_signs
from mtcheck.rules.punctuation.paragraphs import PairedParagraphs
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.rules.punctuation.space_before_punctuation import is_open_end
from mtcheck.rules.punctuation.torn_words import tears_a_word
from mtcheck.rules.punctuation.uncased_stops import uncased_stops
from mtcheck.text.conventions import conventions, mark_words
from mtcheck.text.quotes import MARKS, QuoteMark
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

_STOPS = ",.!?…"
_APOSTROPHES = "'’"
# A stop or comma against a letter, or with one quotation mark between; a quotation mark or a bracket between
# letters; a hyphen set as a dash.
_NEEDS = Needs(
    (
        *(f"{mark}l" for mark in ".!?…,;،؛।॥۔።"),
        *(shape for mark in _STOPS for quote in MARKS for shape in (f"{mark}{quote}l", f"{quote}{mark}l")),
        *(".’l", ".'l"),
        *(f"l{quote}l" for quote in MARKS if quote not in _APOSTROPHES),
        "l(l",
        *(f"l:{quote}" for quote in '“„«"'),
        ")l",
        "l- l",
        *SHAPES,
    ),
    pieces=PIECES,
)


@rule(
    "PUN007",
    "missing-space-after-punctuation",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
    needs=_NEEDS,
)
def missing_space(view: View, options: Options) -> Iterator[Hit]:
    """A space is missing after a stop or comma, or before a dash: `ceasefire.The`, `Instagram- there`

    URLs, file names, numbers, initials, abbreviations, lists of data and dotted names (`Web.Config`,
    `order.Close(now,true)`) are left alone.
    """
    text = view.text
    for match in _GLUED_STOP.finditer(text):
        place = match.start()
        if (
            _ends_sentence(text, place)
            and not is_dotted(view, place)
            and not text.endswith(_EXCLAIMING_NAMES, 0, place + 1)
        ):
            yield Hit(place, place + 1, f"no space after {match[0]!r}", f"{match[0]} ")
    for match in uncased_stops(view):
        said = f"no space after {match[0]!r}"
        yield Hit(match.start(), match.end(), said, f"{match[0]} ", 0.9, safety=Safety.DISPLAY)
    for match in _prose_commas(view):
        torn = match[0] == "," and tears_a_word(view, match.start())
        said = f"no space after {match[0]!r}"
        yield Hit(match.start(), match.end(), said, f"{match[0]} ", safety=Safety.DISPLAY if torn else None)
    told: set[int] = set()
    paired = PairedParagraphs(view)
    for quote in () if view.tag.spaceless else view.quotes:
        if quote.paired and quote.trusted:
            glued = _glued_opener(view, quote) if quote.opens else _glued_closer(view, quote)
            for hit in paired.judged(glued):
                told.add(hit.start)
                yield hit
    yield from (hit for hit in paired.judged(_behind_closed(view)) if hit.start not in told)
    if not view.tag.spaceless:
        for match in _GLUED_BRACKET.finditer(text) if view.tag.base != "ko" else ():  # 지정합니다(모두)
            yield Hit(match.start(), match.start() + 1, "no space before (", " (", 0.9, safety=Safety.DISPLAY)
        yield from _behind_bracket(view)
        yield from _quotes_behind_colons(view)
        yield from _moved_stops(view)
    yield from glued_signs(view)
    if view.lang.startswith("en"):
        yield from _glued_dashes(text)


# A bracket of several words against a word: `bread(of rye) is`. One word may be an ending or a call: road(s).
_GLUED_BRACKET = lazyre.compile(
    r"\((?<=[^\W\d_]{3}.)[^\W\d_]{3,30} [^\W\d_()=,;]{1,30}[^()=;{}\n]{0,200}\)(?![\w;:{(])"
)
# A stop after a bracket, a quotation mark or a number, with a word right after: `old).Then`, `1998.It`.
_CLOSED_STOP = lazyre.compile(
    r"\.(?:(?<=[^\W_][)\]”“»\"].)|(?<=[^\W_]’.)|(?<=[\w,.]\d{2}.))[^\W\d_]{1,30}(?![\w@.(/-])"
)


def _behind_closed(view: View) -> Iterator[Hit]:
    """Sentences glued to one that ends in a bracket, a quotation mark or a number."""
    text, known = view.text, wordlist(view.tag.base)
    for match in _CLOSED_STOP.finditer(text) if known else ():
        place, word = match.start(), match[0][1:]
        if not (word[0].isupper() and (len(word) == 1 or word[1:].islower())):
            continue
        token = _TOKEN_BEFORE.search(text, max(0, place - 60), place)
        code = token is None or any(mark in token[0] for mark in "/\\_@=<>{}&") or {".", "("} <= set(token[0])
        if not code and known is not None and BEGINS_OFTEN < known.log(word.lower()) < 0:
            yield Hit(place, place + 1, "no space after '.'", ". ", 0.9, safety=Safety.DISPLAY)


# A year or several words in brackets, and a word glued behind: `(2014)said`. One word may be half of one.
_BEHIND_BRACKET = lazyre.compile(r"\)(?<=[^\W_].)([^\W\d_]{2,30})(?![\w@(){}=/-])")
_GLUED_BOTH = lazyre.compile(r"(?<=[^\W\d_]{3})\([^\W\d_][^\W\d_]* [^\W\d_][^()=;,{}\[\]<>]*[^\W_]$")
_INSIDE = lazyre.compile(r"(?<![\w(\[=])\((?:[12]\d{3}|[^\W\d_][^()=;{}\[\]<>]* [^()=;{}\[\]<>]*[^\W_])$")
_LONGEST_INSIDE = 120


def _behind_bracket(view: View) -> Iterator[Hit]:
    text, known = view.text, wordlist(view.tag.base)
    for match in _BEHIND_BRACKET.finditer(text) if known and ")" in text else ():
        place, word = match.start(), match[1]
        whole = word.islower() and known is not None and BEGINS_OFTEN < known.log(word) < 0
        start = max(0, place - _LONGEST_INSIDE)
        inside = (
            (_INSIDE.search(text, start, place) or _GLUED_BOTH.search(text, start, place)) if whole else None
        )
        if inside:
            yield Hit(place, place + 1, "no space after )", ") ", 0.9, safety=Safety.DISPLAY)


# A word of prose, a colon and a quotation of several words: `he said:"we are late"`; no key with its value.
_COLON_AND_QUOTE = lazyre.compile(
    r":(?<=[^\W\d_]{2}:)(?=(?:“[^“”\n]{1,80} [^“”\n]{1,80}”|„[^„“”\n]{1,80} [^„“”\n]{1,80}[“”]"
    r"|«[^«»\n]{1,80} [^«»\n]{1,80}»|\"[^\W\d_][^\"\n]{0,80} [^\"\n]{1,80}\"(?![\w:,}\]])))"
)
_PROSE_BEFORE = lazyre.compile(r"(?:^|[^\W\d_]{2},? )[^\W\d_]+$")


def _quotes_behind_colons(view: View) -> Iterator[Hit]:
    text, speech = view.text, mark_words(view.lang).speech
    for match in _COLON_AND_QUOTE.finditer(text) if ":" in text else ():
        place = match.start()
        before = _PROSE_BEFORE.search(text, max(0, place - _LONGEST_INSIDE), place)
        said = before is not None and (text[place + 1] != '"' or before[0].split()[-1] in speech)
        if said and before is not None and " " in before[0]:
            yield Hit(place, place + 1, "no space after ':'", ": ", 0.9, safety=Safety.DISPLAY)


# A stop that moved to the next sentence: `kommt an .Die Gäste`, `“so” .Then`.
_MOVED_STOP = lazyre.compile(
    r"\.(?:(?<=[^\W\d_]{2} .)|(?<=[^\W_][”“»\")\]] .)|(?<=\d .))([^\W\d_]{2,30})(?![\w@.(/-])"
)


# A word as short may be the end of a name: .It, .Me. A small word behind goes on with the sentence.
_SHORT, _GOES_ON = 2, lazyre.compile(r"[ \u00a0][^\W\d_](?<=[^\W_A-Z])")


def _moved_stops(view: View) -> Iterator[Hit]:
    text, known = view.text, wordlist(view.tag.base)
    for match in _MOVED_STOP.finditer(text) if known and " ." in text else ():
        word = match[1]
        if word.istitle() and known is not None and BEGINS_OFTEN < known.log(word.lower()) < 0:
            start = match.start() - 1
            if is_open_end(view, start):
                continue  # the .Net programs
            message = "space before the stop, and none after"
            goes_on = view.tag.base == "de" or _GOES_ON.match(text, match.end()) is not None
            sure = goes_on and len(word) > _SHORT and known.log(word.lower()) > FREQUENT
            alone = sure and len(_MOVED_STOP.findall(text, *view.paragraph_at(start))) == 1
            safety = None if alone and not is_in_code(view, start) else Safety.DISPLAY
            yield Hit(start, start + 2, message, ". ", 0.9, safety=safety)


def _glued_opener(view: View, quote: QuoteMark) -> Iterator[Hit]:
    """A stop or comma with a quotation right after it: `is open.“We have waited”`."""
    text, place = view.text, quote.place
    mark, before, after = text[place - 1 : place], text[place - 3 : place - 1], text[place + 1 : place + 2]
    if place < 3 or not (before.isalpha() and before.islower() and after.isalpha()):
        return
    ends = mark in "!?…." and after.isupper()
    if ends or (mark == "," and _is_speech(view, quote, f",{quote.mark}")):
        yield Hit(place - 1, place, f"no space after {mark!r}", f"{mark} ")


def _glued_closer(view: View, quote: QuoteMark) -> Iterator[Hit]:
    """A closing mark, or a stop or comma after it, with a word right after: `waited.”They`."""
    text, place = view.text, quote.place
    after = text[place + 1 : place + 3]
    if after.isalpha() and len(after) == 2:
        if conventions(view.lang).ending_touches_quote and not after.islower() and not after.isupper():
            return  # Korean: “네.”라고
        if text[place - 1] == "," and quote.mark == '"' and _says(view, place - 1):
            return  # said,"Go
        if view.tag.base in _WITH_ENDINGS and after.islower() and not _is_of_speech(view, place + 1):
            return  # "Ben A.Ş."nin
        if text[place - 1] in ",.!?…" or _is_whole_behind(view, quote):
            safety = None if text[place - 1] in ",.!?…" else Safety.DISPLAY
            message = f"no space after closing {quote.mark}"
            yield Hit(place, place + 1, message, f"{quote.mark} ", safety=safety)
        return
    mark, word = after[:1], re.match(r"([^\W\d_]{2,40})(?![\w=])[.(]?", text[place + 2 : place + 44])
    if not word or not mark or mark not in ".,!?…" or (quote.mark in _CLOSED and mark == ","):
        return  # ”, is a comma glued to the next word, and spoken of already
    begins = word[1].istitle() and word[0] == word[1]  # not "so".Upper()
    if (mark == "," or begins) and _is_speech(view, quote, f"{quote.mark}{mark}"):
        yield Hit(place + 1, place + 2, f"no space after {mark!r}", f"{mark} ")


# Turkic languages set an ending right behind what is quoted.
_WITH_ENDINGS = frozenset(("tr", "az", "tk", "uz", "kk", "ky", "tt", "ba", "crh", "ug"))


def _is_of_speech(view: View, place: int) -> bool:
    """Whether a word of saying begins at a place."""
    word = _TOKEN_AFTER.match(view.text, place, place + 60)
    return word is not None and word[0].strip(".,;:!?").lower() in mark_words(view.lang).speech


def _says(view: View, place: int) -> bool:
    """Whether a word of saying ends at a place: what follows may open a speech."""
    word = _OWN_WORD.search(view.text, max(0, place - _LONGEST_INSIDE), place)
    return word is not None and word[0].lower() in mark_words(view.lang).speech


_OWN_WORD = lazyre.compile(r"[^\W\d_]+$")


def _is_whole_behind(view: View, quote: QuoteMark) -> bool:
    """Whether a quotation of words has a frequent word glued to it: `the “green”party`."""
    text, known = view.text, wordlist(view.tag.base)
    opener = quote.partner or 0
    word = _WHOLE_WORD.match(text, quote.place + 1)
    touches = conventions(view.lang).ending_touches_quote
    if known is None or word is None or touches or not word[0].islower():
        return False
    if quote.mark in _APOSTROPHES:
        return False
    apart = text[opener - 1 : opener].isspace() and text[opener + 1 : quote.place].replace(" ", "").isalpha()
    return apart and BEGINS_OFTEN < known.log(word[0]) < 0


_WHOLE_WORD = lazyre.compile(r"[^\W\d_]{4,30}(?![\w(@./=-])")


def _is_speech(view: View, quote: QuoteMark, glued: str) -> bool:
    """Whether several words are quoted, and the paragraph sets two marks so but once: data have a habit."""
    text, (one, other) = view.text, sorted((quote.place, quote.partner or 0))
    if " " not in text[one + 2 : other - 1]:
        return False
    paragraph = view.paragraph_at(one)
    return text.find(glued, text.find(glued, *paragraph) + 1, paragraph.end) < 0


# Two letters on either side: initials (J.Smith), abbreviations (e.g.this) and numbers stay silent. A letter
# that is a word of its own has a small word after it, or an apostrophe: ,I know; .В доме; ,l'Oklahoma.
_GLUED_STOP = lazyre.compile(r"[.!?…](?=[^\W\d_](?:[^\W\d_]|[ '’][^\W\d_]))")


_GLUED_COMMA = lazyre.compile(r"[,;،؛](?=[^\W\d_](?:[^\W\d_]|[ '’][^\W\d_]))")


_HAN = lazyre.compile("[\u0e00-\u0eff\u2e80-\u9fff]")  # and other scripts without spaces


_CLOSED = ("”", "»")  # `“No”,he said`
# The vowel signs of India are no letters to a pattern.
_VOWEL_SIGN = lazyre.compile("[\u0900-\u0dff]")


_EXCLAIMING_NAMES = ("Yahoo!", "Joomla!", "Jeopardy!")


_TOKEN_BEFORE = lazyre.compile(r"[^\s\u00a0]+$")


_TOKEN_AFTER = lazyre.compile(r"[^\s\u00a0]+")


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
    return "." not in token and not any(mark in token for mark in _CODE_MARKS)


# Marks of a program, an address or an entity: what has one of them is no pair of words.
_CODE_MARKS = "/\\_@=<>{}&"


def _prose_commas(view: View) -> Iterator[re.Match[str]]:
    """Commas glued to the next word, in paragraphs that set spaces after their other commas.

    "a,b,c": a list of data has its own habit; prose has commas with spaces, or just this one.
    """
    text = view.text
    if view.tag.spaceless:
        return
    found = list(_GLUED_COMMA.finditer(text))
    for paragraph, group in groupby(found, lambda match: view.paragraph_at(match.start())):
        matches = list(group)
        whole = sum(text[match.end() + 1].isalpha() for match in matches)  # with a word, not a letter, after
        if " " not in text[slice(*paragraph)].strip(_ITEM_MARKS):
            continue  # a value, as `GET,POST`
        if view.document.source and len(_GLUED_COMMA.findall(view.document.source)) >= len(found):
            continue  # a list of values, in the source too: Yes,No
        if whole <= 1 or text.count(", ", *paragraph) >= whole:
            yield from (match for match in matches if _is_prose_comma(text, match.start()))


_ITEM_MARKS = " \t\r\n*-•"


def _is_prose_comma(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    vowel = _VOWEL_SIGN.match(before) is not None
    if before not in _CLOSED and not vowel and (not before.isalpha() or _HAN.match(before)):
        return False
    if not vowel and not text[place + 2].isalpha() and not text[place - 2 : place].isalpha():
        return False  # x,y are letters
    if _CALL.search(text, max(0, place - 60), place):
        return False  # f(x,true)
    before_it = _TOKEN_BEFORE.search(text, max(0, place - 60), place)
    after_it = _TOKEN_AFTER.match(text, place + 1, place + 60)
    token = (before_it[0] if before_it else "") + (after_it[0] if after_it else "")
    if token.endswith(":"):
        return False  # tags before a colon: win,build: try the new compiler
    if token[0] in _QUOTES and token.rstrip(".,;:!?)")[-1] in _QUOTES:
        return False  # a value in quotation marks: "GET,PUT"
    if any(len(part) == 1 for part in token.rstrip(".,;:!?)").split(",")) and token.count(",") > 1:
        return False  # a list that would be repaired by half: I,E,NL,CZ
    if text[place] == "," and _KEYED.search(before_it[0] if before_it else ""):
        return False  # trace:soap,disk; the last of a row of values: X,Y,Z,motor
    if _VALUES.search(text, max(0, place - 60), place + 1) or any(mark in token for mark in _CODE_MARKS):
        return False  # Red|#f00,Blue|#00f; Map<String,Integer>, text/csv;header=absent, an HTML entity
    if text[place] == ";" and _FOR_APOSTROPHE.match(text, place + 1):
        return False  # doesn;t: the key beside the apostrophe
    if text[place - 1 : place + 3].lower() in ("ό,τι", "ο,τι"):
        return False  # a word of Greek
    if _HALVES.match(text, max(0, place - 2)) or _CAMEL.match(text, place + 1):
        return False  # a mark in the middle of a word: B;andPass, pay,loadSize
    return text[place - 2 : place + 3].lower() != "tl;dr"


_HALVES, _CAMEL = lazyre.compile(r"[\W_][A-Z];[^\W\d_]"), lazyre.compile(r"[a-z]{2,20}[A-Z][a-z]")
_QUOTES = "\"'“”„‘’«»"
_VALUES = lazyre.compile(r"[^\W_]\|[^\s|]*,$|#[0-9a-fA-F]{3,8},$")
_KEYED = lazyre.compile(r"\w:\w|\w,\w+(?:,\w+)*$")
_FOR_APOSTROPHE = lazyre.compile(r"(?:[tsdm]|re|ve|ll)(?![^\W_])")
# After the bracket of a call, without a space.
_CALL = lazyre.compile(r"[\w)]\([^\s()]*$")


# The word before the hyphen, and words that begin a clause: `Instagram- there you will find`.
_GLUED_DASH = lazyre.compile(r"-(?<=[^\W\d_]-)(?= [^\W\d_])")


def _glued_dashes(text: str) -> Iterator[Hit]:
    for match in _GLUED_DASH.finditer(text):
        place = match.start()
        following = re.match(r"\w+", text[place + 2 : place + 30])
        before = re.search(r"[\w-]+$", text[max(0, place - 40) : place])
        if not following or not before or "-" in before[0] or len(before[0]) < _SHORTEST_WORD:
            continue
        # Any other word may be the second half of a compound: short- and long-term, govern- ment.
        spoken = text[max(0, place - 40) : place].lower().split()
        if following[0].lower() in spoken[-_RESTART:]:
            continue  # somebody begins again: that ther- that it, then- then we
        if following[0].lower() in word_set("en", "clause-openers"):
            yield Hit(place, place + 1, f"hyphen glued to {before[0]!r} for a dash", " -")


_RESTART = 3
# Shorter ones are prefixes: pre- and post-war, re- election.
_SHORTEST_WORD = 4
