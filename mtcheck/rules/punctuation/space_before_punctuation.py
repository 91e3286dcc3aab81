"""PUN001, space-before-punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.languages.codes import chosen as known_as
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.codelike import is_apart, is_asked_for, is_in_code, is_speaker
from mtcheck.rules.punctuation.commands import is_in_command
from mtcheck.rules.punctuation.marks_as_things import is_thing, is_told_of
from mtcheck.rules.punctuation.named_marks import is_named_mark
from mtcheck.rules.punctuation.shared import (
    CLOSING,
    HAS_SPACED_MARK,
    NOT_PROSE,
    PUNCTUATION,
    SPACED_MARK,
    is_behind_variable,
    is_in_column,
    is_language_sure,
    space_start,
)
from mtcheck.tags import tag
from mtcheck.text.conventions import conventions, introducing, mark_words, open_words
from mtcheck.text.mentions import names_signs
from mtcheck.text.quotes import MARKS, between
from mtcheck.text.view import View


@rule(
    "PUN001",
    "space-before-punctuation",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
    excused=True,
    needs=HAS_SPACED_MARK,
)
def space_before_punctuation(view: View, options: Options) -> Iterator[Hit]:
    """A space before a stop, comma, colon, semicolon, question or exclamation mark: `the end .`

    A space on the wrong side of a comma counts too: `He went home ,then he slept`.

    Translators cut sentences into pieces, or keep the spaces of a French source. Left alone are languages
    that set a space there (French before ; : ! ?), scores (3 : 2), smileys, ellipses and names such as
    .NET. Emphasis makes no difference: `**OK** .` After a word that ends no clause (`from 12 to , he said`)
    words are missing; the space is only shown, as their trace. A torn ending (`NATO :n`) is shown too, and
    question marks that may stand for a lost emoji (`great news ????`).
    """
    text = view.text
    habits: dict[int, bool] = {}
    for match in SPACED_MARK.finditer(text):
        mark, place = match[0], match.start()
        start = space_start(text, place)
        end = _run_end(text, place)
        before, after = _character_before(text, start), text[end : end + 1]
        if not _can_end(view, before, mark) or is_behind_variable(text, start) or _is_command(text, start):
            continue
        if is_in_code(view, place) or (mark == ":" and is_speaker(view, place)):
            continue
        if mark == ";" and _STATEMENT.search(text, max(0, start - _LONGEST_STATEMENT), start):
            continue
        # After a speech comes a comma with a dash in Russian: «…» ,- said he.
        speech = mark == "," and after in set("-–—") and before in "”»“"
        if after and after in MARKS and mark in ".,!?،؟" and _opens(view, place + 1):
            if _sets_apart(view, mark, place) or _opens_single(view, mark, place):
                continue
            yield Hit(start, place + 1, f"space before {mark!r} and none after it", f"{mark} ")
            continue
        if after and not after.isspace() and after not in CLOSING and not speech and not _closes(view, place):
            if _is_shifted(view, start, place, habits) and not _opens_single(view, mark, place):
                yield Hit(start, place + 1, f"space before {mark!r} and none after it", f"{mark} ")
            continue
        if _is_exempt(text, mark, before, place) or _is_of_code(text, mark, start, place):
            continue
        goes_on = _GOES_ON.match(text, place + 1) or (mark in ",;:" and (not after or after == "\n"))
        if goes_on and is_named_mark(view, place, place + 1):
            continue  # the marks ¿ and ? are a pair, the mark ; is not
        if (
            mark not in _LATIN_MARKS
            and (not after or after.isspace() or after in ",.")
            and names_signs(view, place)
        ):
            continue
        if _sets_apart(view, mark, place) or _is_aligned(view, mark, start, place):
            continue
        if _is_lost(view, mark, start, place):
            lost = f"space before {mark!r}; what stood in front of it may be missing"
            yield Hit(start, place + 1, lost, mark, safety=Safety.DISPLAY)
            continue
        french = _may_be_french(view, mark, place)
        shown = _is_shown(view, mark, start, place)
        safety = Safety.DISPLAY if shown else Safety.UNSAFE if french else None
        yield Hit(start, place + 1, f"space before {mark!r}", mark, safety=safety)
    yield from _torn_suffixes(view)


def _is_shown(view: View, mark: str, start: int, place: int) -> bool:
    """Whether a space may be meant: a sign is named, a habit, a reference, or an address before it."""
    text, end = view.text, _run_end(view.text, place)
    # Programs name signs in brackets: (a number sign # or a dot .)
    named = text[end : end + 1] == ")" and view.document.is_message
    if named or is_in_command(view, place) or _may_be_habit(view, mark, start) or is_asked_for(view, place):
        return True
    if is_thing(view, mark, start, place):
        return True
    lost_sign = mark == "?" and _may_be_a_lost_sign(view, end - place)
    if lost_sign or (mark == ":" and _REFERENCE.search(text, *view.paragraph_at(place))):
        return True
    return _BARE_ADDRESS.search(text, max(0, start - _LONGEST_ADDRESS), start) is not None


def _may_be_french(view: View, mark: str, place: int) -> bool:
    """Whether a no-break space was set on purpose, as French does, where nobody says another language.

    So may any space be, in a text whose language is not known, or whose habits are not: Occitan and Breton;
    and in a line of an English text that has letters of French: `### Supprimé : allow`.
    """
    beyond = not known_as([view.lang])
    unbroken = view.text[place - 1] in "\u00a0\u202f"
    visarga = mark == ":" and _LIKE_VISARGA.search(view.text, max(0, place - 2), place)
    if visarga or (unbroken and view.tag.spaceless and not view.tag.dense):
        return mark in _FRENCH  # Khmer has the no-break space too, and no space anywhere else
    chosen = unbroken or beyond or not is_language_sure(view)
    if view.tag.base == "en" and mark in _FRENCH:
        chosen = chosen or _FRENCH_LETTER.search(view.text, *view.paragraph_at(place)) is not None
    return chosen and mark in _FRENCH and (beyond or not view.is_lang_told)


# Against a letter of Devanagari and its kin a colon looks like visarga, so many set it apart.
_LIKE_VISARGA = lazyre.compile("[\\u0900-\\u0dff][ \\u00a0]$")
_FRENCH_LETTER = lazyre.compile("[àâçèéêîœùûÀÇÈÉÊŒ]")


def _is_lost(view: View, mark: str, start: int, place: int) -> bool:
    """Whether what stood in front of a mark may be missing."""
    lost = is_open_end(view, start, may_begin=mark == ",") or is_told_of(view, start)
    return lost or _LOST.match(view.text, place) is not None


# Who sets a mark apart from a bare address keeps it out of the link.
_BARE_ADDRESS, _LONGEST_ADDRESS = lazyre.compile(r"https?://[^\s<>()\[\]]+$"), 300
# A work as catalogues set it: `Physics : a journal, 12(8), doi:…`
_REFERENCE = lazyre.compile(r"doi(?:\.org/|:)|\bet al\b|\bISBN\b|\b(?:1[89]|20)\d\d;\d")


def _is_aligned(view: View, mark: str, start: int, place: int) -> bool:
    """Whether columns are kept in line by spaces, as in the source: `Boat      : {}`."""
    source = view.document.source or ""
    return place - start > 1 and f" {mark}" in source


# Endings that Finnish and Swedish set behind a colon: NATO:n, SL:s.
_SUFFIXED = ("fi", "sv")
_TORN_SUFFIX = lazyre.compile(
    r":(?<=[A-ZÅÄÖ0-9] :)"
    r"(?:n|a|ä|t|s|in|en|ta|tä|sta|stä|ssa|ssä|lla|llä|lle|lta|ltä|ksi|een|iin|na|nä|ar|er|et)(?!\w)"
)


def _torn_suffixes(view: View) -> Iterator[Hit]:
    if view.tag.base not in _SUFFIXED or " :" not in view.text:
        return
    for match in _TORN_SUFFIX.finditer(view.text):
        message = "space before an ending"
        yield Hit(match.start() - 1, match.end(), message, match[0], safety=Safety.DISPLAY)


def _run_end(text: str, place: int) -> int:
    """Where a mark ends, with those of its kind after it: `the best !!!`."""
    end = place + 1
    while text[place] in "!?" and text[end : end + 1] in ("!", "?"):
        end += 1
    return end


# A sign among others that are spoken of: the ? and * characters.
_LISTED = lazyre.compile(r"[?!] (?:and|or|und|oder|et|ou|y|o|e|i|и|или|en|of|och|a|nebo|lub) [^\w\s]")
_LONGEST_DIRECTIVE = 200


def _is_of_code(text: str, mark: str, start: int, place: int) -> bool:
    """Whether a mark is a sign among others, ends a directive, or stands in a column: `Due     : Sunday`."""
    if mark in "?!":
        if _LISTED.match(text, place):
            return True
        if mark == "?" and text.startswith("|", text.rfind("\n", 0, start) + 1):
            return True  # in a table it may be a link to help: | Menu ? |
        opened = text.find("(!", max(0, start - _LONGEST_DIRECTIVE), start) >= 0
        return mark == "!" and text[place + 1 : place + 2] == ")" and opened
    return mark == ":" and place - start > 1 and is_in_column(text, start, place)


# A line that begins with question marks: an emoji or a bullet was there.
_LOST_SIGNS = lazyre.compile(r"(?:^|\n)[ \t*]*\?+(?= |[^\W_])")
# An emoji has four bytes, each of which became a question mark.
_BYTES_OF_A_SIGN = 4


def _may_be_a_lost_sign(view: View, marks: int) -> bool:
    """Whether question marks may stand for an emoji that was lost: `great news ????`."""
    return marks >= _BYTES_OF_A_SIGN or _LOST_SIGNS.search(view.text) is not None


_FRENCH = conventions("fr").space_before


def _may_be_habit(view: View, mark: str, start: int) -> bool:
    """Whether a colon stands apart in Japanese or Chinese, as many set it, or a stop behind `."`."""
    if (
        mark in ".!?"
        and view.text[start - 1] in '"”“'
        and view.text[start - 2 : start - 1] in (".", "!", "?")
    ):
        return True
    return mark == ":" and (view.tag.spaceless or tag(view.lang_at(start)).spaceless)


_GOES_ON = lazyre.compile(r" (?:[^\W\d_A-ZÀ-ÞА-Я]|[,;:](?=\s))")
_LATIN_MARKS = ",.;:!?"
# A comma with nothing before the next one: what stood between them went.
_LOST = lazyre.compile(r"[,;،؛][ \u00a0]+(?:[^\W\d_]{1,3}[ \u00a0]+)?[,;،؛]|:[ \u00a0]+[,;]")
# Words in brackets behind a mark, and the sentence goes on.
_NAMED = lazyre.compile(r" \([^()\n]{2,40}\) [a-zà-ÿа-яё]")
_EMPHASIS = "*_~"
# `Import .\\Module ; Start`, and data whose marks are escaped: `{ \\"a\\" : 1`
_COMMAND = lazyre.compile(r"\\(?:\"|[A-Za-z0-9.$-][^\s*<>()]*)$")


# A statement of a program before its comment: `SET_OFFSET Z=0.0 ; to zero`
_STATEMENT = lazyre.compile(r"(?:^|\n)[ \t]*(?=[^\n]*[_=\d,])[A-Z][A-Z0-9_]+(?:[ \t]+[A-Z0-9_.=+,-]+)*$")
_LONGEST_STATEMENT = 120


def _is_command(text: str, place: int) -> bool:
    """Whether a path of Windows, or a quotation mark that a program escapes, ends at a place."""
    return "\\" in text and _COMMAND.search(text, max(0, place - 60), place) is not None


def _character_before(text: str, place: int) -> str:
    """The character before a place; that before the emphasis that ends there."""
    core = place
    while core > 0 and text[core - 1] in _EMPHASIS:
        core -= 1
    return text[core - 1 : core] if core else ""


_WORD_BEFORE = lazyre.compile(r"(?:(?P<number>\d[\d.,]*\w?)[ \u00a0\u202f])?(?<!\w)(?P<word>[^\W\d_]+)$")
_PAIR_BEFORE = lazyre.compile(r"(?<!\w)[^\W\d_]+ [^\W\d_]+$")
# A number, a space and the longest of those words.
_REACH = 40


def is_open_end(view: View, place: int, *, may_begin: bool = False) -> bool:
    """Whether nothing ends with the word before a place, so that something after it was lost.

    With ``may_begin``, as before a comma, also where the word is the first of its sentence, `Our , which`,
    but `Doch .`, and behind words that may end a sentence: `sent to , on Monday`, but `whom I spoke to .`
    """
    found = _WORD_BEFORE.search(view.text, max(0, place - _REACH), place)
    if not found:
        return False
    lang, word = view.lang_at(place), found["word"]
    if may_begin and word[1:].islower():
        word = word[0].lower() + word[1:]
    if word in open_words(lang) or word in introducing(lang) or word in mark_words(lang).leading:
        return True
    if may_begin and word in mark_words(lang).ranges:
        return True  # sent to , on Monday
    pair = _PAIR_BEFORE.search(view.text, max(0, place - _REACH), place)
    if pair and pair[0].lower() in introducing(lang):
        return True  # for example .
    return found["number"] is not None and word in mark_words(lang).ranges


def _sets_apart(view: View, mark: str, place: int) -> bool:
    """Whether the language sets a space before the mark, as French does."""
    return any(mark in conventions(lang).space_before for lang in (view.lang, view.lang_at(place)))


def _closes(view: View, place: int) -> bool:
    """Whether a quotation mark with a partner closes behind a mark: „Kommst du ?“, »Kommst du ?«."""
    behind = between(view.quotes, place + 1, place + 2)
    return any(quote.paired and not quote.opens for quote in behind)


# A comma that stands for a low quotation mark: he called it ,good' again.
_SINGLE = lazyre.compile(r",[^\W_][^\n]{0,120}?(?<=[^\W_.!?…,])[,.!?…]?['’‘´`](?![^\W_])")


def _opens_single(view: View, mark: str, place: int) -> bool:
    """Whether a comma opens a quotation in single marks, as many type it in German: ,gut‘."""
    return mark == "," and _SINGLE.match(view.text, place, view.paragraph_at(place).end) is not None


def _opens(view: View, place: int) -> bool:
    """Whether a quotation mark with a partner opens there, against a word: `is open ."We have waited"`."""
    return view.text[place + 1 : place + 2].isalpha() and any(
        quote.opens and quote.paired and quote.trusted for quote in between(view.quotes, place, place + 1)
    )


# A comma with the space on its wrong side, between two words: home ,then. Data (a ,b ,c) has other habits.
_SHIFTED = lazyre.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_.!?…][”\"»“]))[ \u00a0][,;](?!(?<=;)[DOPSXopР](?!\w))"
    r"(?=[^\W\d_](?:[^\W\d_]| [^\W\d_]))"
)


_MARK_AND_WORD = lazyre.compile(r"[ \u00a0][,;][^\W\d_]")


def _is_shifted(view: View, start: int, place: int, habits: dict[int, bool]) -> bool:
    """Whether the space after a comma or semicolon came over to its other side.

    ``habits`` remembers the paragraphs that set all their commas so: data, or somebody's way.
    """
    if view.tag.spaceless or not _SHIFTED.match(view.text, start):
        return False
    if view.document.source and _MARK_AND_WORD.search(view.document.source):
        return False  # the ;component of an address, there too
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
    if character.isalnum() or character in '”’»)]%"®™©':
        return True
    # A vowel sign; after it, in the scripts of India, colons and semicolons are set apart by many.
    return unicodedata.category(character) in ("Mc", "Mn") and mark not in ":;"


def _is_exempt(text: str, mark: str, before: str, place: int) -> bool:
    after = text[place + 1 : place + 3]
    if mark == "." and _ELLIPSIS.match(text, place + 1):
        return True  # an ellipsis: . . . or ...
    if mark in "?!" and _NAMED.match(text, place + 1):
        return True  # the mark itself: the ? (question mark) in the address
    if mark in ":;" and ((after[:1] and after[:1] in "()[]-") or _SMILEY.match(text, place)):
        return True  # a smiley: word :), or one that was taken apart
    if mark in "?!" and _ITEM_BEFORE.search(text, max(0, place - _LONGEST_ITEM), place):
        return True  # all that an item says: 4) ???
    if mark == "." and is_apart(text, place):
        return True
    if mark == "." and _FILE.search(text, max(0, place - _LONGEST_STATEMENT), place + 1):
        return True  # a path in pieces: /etc/boat . conf
    if mark == "." and after in (" /", " .", " \\") and _PATH.match(text, place + 1):
        return True  # here, for a program: COPY . /app
    if mark == ":" and _RATIO.match(text, place):
        return True  # boats : men : oars = 1 : 4 : 8
    if mark == "." and after == " $":
        return True  # a program joins two texts: " " . $name
    if mark in ",." and _BEHIND_SMILEY.search(text, max(0, place - 5), place):
        return True  # so that the mark is no part of it: ok :-) , but
    if mark in ".," and before.isdigit() and _REST_OF_NUMBER.match(text, place + 1):
        return True  # a number in pieces: 5 . 000
    if mark == "." and _ADDRESS.match(text, place):
        return True  # an address in pieces: keeper@ port . example
    if mark == "!" and _PIPE.match(text, place) and "=" in text[max(0, place - _LONGEST_STATEMENT) : place]:
        return True  # a chain of programs: source rate=8 ! convert ! resample
    if mark in "!?" and re.match(r"[ \u00a0][!?]", after):
        return True  # set apart for emphasis, as is usual in Japanese: ! ?
    if before in '"”' and mark in ".,":
        return False
    if mark == ":" and (before.isdigit() or _DIVIDES.match(text, place)):
        return after.strip()[:1].isdigit()
    return False


_ELLIPSIS = lazyre.compile(r"[ \u00a0]*[.…]")
_FILE = lazyre.compile(r"(?:^|[\s*`\"'(])/[\w-]+(?:/[\w-]+)+ \.$")
_PATH = lazyre.compile(r" (?:\.{0,2}[/\\][\w.~-]|\.(?![\w.]))")
_RATIO = lazyre.compile(
    r":(?:[ \u00a0][^\W\d_]+){1,3}(?:[ \u00a0]:(?:[ \u00a0][^\W\d_]+){1,3}){0,4}"
    r"(?:[ \u00a0]?=)?[ \u00a0]\d[\d.,]*[ \u00a0]?:[ \u00a0]?\d"
)
_REST_OF_NUMBER = lazyre.compile(r" \d{3}(?!\d)")
_BEHIND_SMILEY = lazyre.compile(r"[:;=][-']?[()DPp][ \u00a0]$")
_SMILEY = lazyre.compile(r"[:;] [()](?![^\s.!?])")
_ITEM_BEFORE = lazyre.compile(r"(?:^|\s)\(?(?:\d{1,3}|[^\W\d_])\)[ \u00a0]+$")
_LONGEST_ITEM = 9
_ADDRESS = lazyre.compile(r"\. (?:com|org|net|info|gov|edu|io|eu|[a-z]{2})(?![\w'’])(?! [A-Z])")
_PIPE = lazyre.compile(r"! \w+(?:[ \w=]{0,40} ! |$)|! [a-z]\w*:")
# A colon that divides: `rent x months : 5 x 12`, `all boats : 4 : 2`
_DIVIDES = lazyre.compile(r":[ \u00a0]\d[\d.,]*[ \u00a0](?:[x×*:+=/÷-][ \u00a0]\d)")
