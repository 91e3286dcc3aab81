"""PUN: white space round a text, ellipses, dashes, and the case a sentence begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.punctuation import NOT_PROSE, PUNCTUATION, space_start
from mtcheck.text.conventions import conventions, mark_words
from mtcheck.text.view import View

# The ideographic space is left out: it is the indent of Chinese and Japanese paragraphs.
_BLANKS = " \t\u00a0\u202f\u2009"


@rule(
    "PUN010",
    "outer-whitespace",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
)
def outer_whitespace(view: View, options: Options) -> Iterator[Hit]:
    """White space at either end of a text, or other than that of its source text.

    With a source the ends must be as the source's: strings are put together by programs that rely on it.
    Without one, spaces and tabs before the first word and behind the last one go; line ends stay, and so
    do an indent that other lines share, and all of Markdown, where spaces have a meaning.
    """
    text = view.text
    if not text.strip():
        return
    source = view.document.source
    if source is not None and source.strip():
        yield from _unlike_source(text, source)
    elif view.document.origin.format != "markdown":
        yield from _stray_ends(text)


def _unlike_source(text: str, source: str) -> Iterator[Hit]:
    start = len(text) - len(text.lstrip())
    wanted = source[: len(source) - len(source.lstrip())]
    if text[:start] != wanted:
        yield Hit(
            0, max(start, 1), "white space in front is not the source's", wanted + text[start : max(start, 1)]
        )
    end = len(text.rstrip())
    wanted = source[len(source.rstrip()) :]
    if text[end:] != wanted:
        first = min(end, len(text) - 1)
        yield Hit(first, len(text), "white space at the end is not the source's", text[first:end] + wanted)


def _stray_ends(text: str) -> Iterator[Hit]:
    start = len(text) - len(text.lstrip())
    blanks = len(text[:start].rpartition("\n")[2].lstrip("\ufeff"))
    if blanks and set(text[start - blanks : start]) <= set(_BLANKS) and not _is_indent(text, start):
        yield Hit(start - blanks, start, "white space before the first word", "")
    end = len(text.rstrip())
    tail = text[end:].split("\n", 1)[0].rstrip("\r")
    if tail and set(tail) <= set(_BLANKS):
        yield Hit(end, end + len(tail), "white space behind the last word", "")


def _is_indent(text: str, start: int) -> bool:
    """Whether another line of the text is indented too: verse, code or a typed letter."""
    return re.search(r"\n[ \t]+\S", text[start:]) is not None


@rule(
    "PUN011",
    "ellipsis-form",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
    options={"form": "auto"},
)
def ellipsis_form(view: View, options: Options) -> Iterator[Hit]:
    """An ellipsis with spaces between its dots, or with two dots: `. . .`, `so..`

    In English `. . .` is one of the accepted forms, so it is only shown there, and only in a text that
    sets ... or … elsewhere. Two dots before a capital or at the end of a paragraph are a doubled stop;
    a text that has more of them means an ellipsis by it. `form` is "..." or "…", or "auto" for the form
    that the text has elsewhere.
    """
    text = view.text
    if ".." not in text and ". ." not in text and ".\u00a0." not in text:
        return
    form = options["form"] if options["form"] in ("...", "…") else "…" if "…" in text else "..."
    for match in _SPACED_DOTS.finditer(text):
        accepted = any(conventions(lang).spaced_ellipsis for lang in (view.lang, view.lang_at(match.start())))
        if accepted and "…" not in text and "..." not in text:
            continue
        start = space_start(text, match.start())
        if not text[start - 1 : start].isalpha() or start == 0:
            start = match.start()  # keep the space that parts an ellipsis from what is no word
        yield Hit(
            start,
            match.end(),
            "ellipsis with spaces in it",
            form,
            safety=Safety.DISPLAY if accepted else None,
        )
    yield from _two_dots(view)


_SPACED_DOTS = re.compile(r"\.(?<![.\u2026].)(?:[ \u00a0]\.){2}(?![.\u2026]|[ \u00a0]\.)")
_TWO_DOTS = re.compile(
    r"\.\.(?:(?<=[^\W_\d][^\W_\d]..)|(?<=[^\W_\d][^\W_\d][”\"»)]..))(?![./\\\w])", re.DOTALL
)


def _two_dots(view: View) -> Iterator[Hit]:
    text = view.text
    found = [(match.end() - 2, match.end()) for match in _TWO_DOTS.finditer(text)] if ".." in text else []
    after = [text[end : end + 4].lstrip('”"»)').removeprefix("\u00a0").lstrip(" ")[:1] for _, end in found]
    if any(following.islower() for following in after) or len(found) > _MOST_DOUBLED_STOPS:
        return  # the writer's own form of an ellipsis
    for (start, end), following in zip(found, after, strict=True):
        if not following or following in "\r\n" or following.isalpha():
            yield Hit(start, end, "doubled stop", ".")


# A text that has more means an ellipsis by it.
_MOST_DOUBLED_STOPS = 3


@rule(
    "PUN012",
    "hyphen-for-dash",
    category=PUNCTUATION,
    severity=Severity.NEUTRAL,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"always": False},
)
def hyphen_for_dash(view: View, options: Options) -> Iterator[Hit]:
    """A hyphen with spaces round it stands for a dash in a text that sets typographic marks elsewhere.

    A keyboard has no dash, and many texts do without; `talks - and more` is reported only where the text
    has dashes with spaces, or several curly quotation marks, so that the hyphen breaks its own style.
    Ranges, lists and lines that name a site behind a hyphen are left alone. `always = true` reports every
    one.
    """
    text = view.text
    if " - " not in text:
        return
    if not options["always"] and not _sets_typography(text):
        return
    dash = "—" if text.count("—") > text.count("–") else "–"
    for match in _SPACED_HYPHEN.finditer(text):
        line = view.paragraph_at(match.start())
        if text[line.end - 1] not in tuple('.!?…:;,”"»)'):
            continue  # a heading: "Ferry stays in port - City News"
        yield Hit(match.start(), match.end(), "hyphen used as a dash in a text with typographic marks", dash)


_SPACED_HYPHEN = re.compile(r"-(?:(?<=[^\W\d_] -)|(?<=[,”\"»)] -))(?= [^\W\d_])")
# Two quotations, or one dash, besides what the fault itself may have changed.
_FEWEST_CURLY = 4


def _sets_typography(text: str) -> bool:
    return " – " in text or " — " in text or sum(text.count(mark) for mark in "“”„«»") >= _FEWEST_CURLY


@rule(
    "PUN013",
    "sentence-start-case",
    category="linguistic/mechanical",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"allow": ()},
)
def sentence_start_case(view: View, options: Options) -> Iterator[Hit]:
    """A sentence begins with a small letter: `It was late. the ferry had left.`

    Abbreviations take a stop inside a sentence, and so do ordinal numbers in many languages; names such as
    iPhone and von Trapp begin small. Words before the stop that are short, unknown or listed as an
    abbreviation are left alone; `allow` adds words that may begin a sentence small.
    """
    words, known = mark_words(view.lang), wordlist(view.lang.split("-")[0])
    abbreviations = frozenset(words.abbreviations) | _EVERYWHERE
    small = {str(word).lower() for word in options["allow"]}
    for match in _SMALL_START.finditer(view.text):
        word = _WORD_BEFORE_STOP.search(view.text, max(0, match.start() - _REACH), match.start())
        if not word:
            continue
        before, following = word[1], match["word"]
        lowered = before.lower()
        if lowered in abbreviations or following in small or not following.islower():
            continue
        if following in _DOMAINS or match.end() == view.paragraph_at(match.start()).end:
            continue
        # Without a list of words every word of some length that is no listed abbreviation is taken for one.
        fewest = _SHORT_WORD - bool(words.abbreviations)
        is_known = lowered in known if known else len(before) >= fewest
        if not _is_word(before, following, is_known):
            continue
        start = match.start("word")
        fixed = following[0].upper() + following[1:]
        yield Hit(start, match.end(), f"sentence begins with small {following[0]!r}", fixed, 0.8)


# A stop, one space and a word that may be in small letters and is none of an address; and the word in front.
_SMALL_START = re.compile(r"\. (?P<word>(?![A-ZА-Я])[^\W\d_]{2,40})(?![\w.@/])(?!['’][^\W\d_]*[A-Z])")
_WORD_BEFORE_STOP = re.compile(r"(?<![\w.&/])([^\W\d_]{2,})$")
_REACH = 41
# Abbreviations of Latin and of the network, in texts of any language.
_EVERYWHERE = frozenset("al cf etc ibid vs www".split())
# Ends of addresses that were broken apart (MRK002).
_DOMAINS = frozenset("com org net info edu gov ru ua".split())
# Particles of names: St. von, Fr. de la, behind what may be a title.
_PARTICLES = frozenset(
    "von van vom zu de da di del della dos du des la le al el bin ibn ben of i y e".split()
)
# Words this long are no abbreviation, known or not; a noun or name that is no listed title may be shorter.
_LONG_WORD = 6
_LONG_NAME = 4
_SHORT_WORD = 4
_VOWELS = "aeiouyáéíóúýàèìòùâêîôûäëïöüãõåæøěůőűąęėįųūāēīыаеёиоуэюяіїєαεηιουωάέήίόύώ"


def _is_word(before: str, following: str, known: bool) -> bool:
    """Whether the word before a stop is one, and no abbreviation: written small, and known or long."""
    if before.islower():
        # Abbreviations end in a consonant: what comes before a vowel is cut.
        return known or len(before) >= _LONG_WORD or (len(before) >= _SHORT_WORD and before[-1] in _VOWELS)
    is_name = before[0].isupper() and before[1:].islower() and following not in _PARTICLES
    return is_name and len(before) >= _LONG_NAME
