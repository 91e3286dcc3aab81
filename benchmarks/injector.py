"""Faults put into clean text, one at a time, with a fixed seed: what a translator breaks, by kind.

A kind is a function ``(text, lang, rng) -> Fault | None`` declared with ``@kind``; None where the text
offers no place for it. Kinds of punctuation are here, those of markup in injector_markup.py.
benchmarks/injected.py runs the rules on what comes out.

    >>> import random
    >>> made = inject("doubled-space", "He came home.", "en", random.Random(1))
    >>> made.text.count("  "), made.clean
    (1, 'He came home.')
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from mtcheck.text.conventions import conventions

# Languages that set no spaces between words: kinds about spaces have no place in them.
UNSPACED = frozenset("zh ja th lo km my".split())


class Fault(NamedTuple):
    """What a kind does to a clean text: ``clean[start:end]`` becomes ``new``.

    ``clean`` is the text before the fault where the kind had to add something to break (a quotation, a
    link); None where it is the text it was given. ``near`` is how many characters away a finding may
    stand: the partner of a lost mark is what shows.
    """

    start: int
    end: int
    new: str
    clean: str | None = None
    near: int = 1


class Injected(NamedTuple):
    """One text with one fault at ``start`` to ``end`` (code points of ``text``), and the clean text.

    A finding counts that stands within ``near`` characters of it.
    """

    kind: str
    lang: str
    clean: str
    text: str
    start: int
    end: int
    near: int


Maker = Callable[[str, str, random.Random], "Fault | None"]


class Kind(NamedTuple):
    """A kind of fault: who must find it (any of ``rules``), and whether safe edits must undo it."""

    name: str
    rules: tuple[str, ...]
    safe: bool
    make: Maker


KINDS: dict[str, Kind] = {}


def kind(name: str, *rules: str, safe: bool = False) -> Callable[[Maker], Maker]:
    """Declare a kind of fault that one of ``rules`` has to find; ``safe``: and to undo exactly."""

    def declare(make: Maker) -> Maker:
        KINDS[name] = Kind(name, rules, safe, make)
        return make

    return declare


def inject(name: str, text: str, lang: str, rng: random.Random) -> Injected | None:
    """The text with one fault of that kind, or None where it has no place for one."""
    fault = KINDS[name].make(text, lang, rng)
    if fault is None:
        return None
    clean = text if fault.clean is None else fault.clean
    broken = clean[: fault.start] + fault.new + clean[fault.end :]
    if broken == clean:
        return None
    return Injected(name, lang, clean, broken, fault.start, fault.start + len(fault.new), fault.near)


def pick(rng: random.Random, pattern: str, text: str) -> re.Match[str] | None:
    """One of the matches of a pattern, or None."""
    found = list(re.finditer(pattern, text))
    return rng.choice(found) if found else None


def quoted(text: str, lang: str, rng: random.Random, pair: str | None = None) -> tuple[str, int, int] | None:
    """The text with two to four of its words set in the language's quotation marks: text, opener, closer.

    None for a text that has quotation marks, or too few words in a row.
    """
    if re.search('["“”„«»「」『』]', text):
        return None
    run = pick(rng, r"(?<= )(?:[^\W\d_]+ ){1,3}[^\W\d_]+(?= [^\W\d_])", text)
    if not run:
        return None
    marks = conventions(lang)
    opener, closer = pair or marks.quotes[0]
    space = "\u00a0" if opener + closer in marks.inner_space else ""
    made = f"{text[: run.start()]}{opener}{space}{run[0]}{space}{closer}{text[run.end() :]}"
    return made, run.start(), run.end() + 1 + 2 * len(space)


def bracketed(text: str, rng: random.Random) -> tuple[str, int, int] | None:
    """The text with some of its words set in round brackets: text, place of either bracket."""
    if re.search(r"[()\[\]{}]", text):
        return None
    run = pick(rng, r"(?<= )(?:[^\W\d_]+ ){1,2}[^\W\d_]+(?= [^\W\d_])", text)
    if not run:
        return None
    made = f"{text[: run.start()]}({run[0]}){text[run.end() :]}"
    return made, run.start(), run.end() + 1


@kind("space-before-mark", "PUN001", safe=True)
def space_before_mark(text: str, lang: str, rng: random.Random) -> Fault | None:
    own = conventions(lang)
    signs = ".,;:!?" + own.comma + own.semicolon + own.question
    marks = "".join(mark for mark in signs if mark not in own.space_before)
    if own.full_width:
        return None
    found = pick(rng, rf"(?<=[^\W\d_])[{re.escape(marks)}](?=\s|$)", text)
    return found and Fault(found.start(), found.end(), rng.choice((" ", " ", "\u00a0")) + found[0])


@kind("latin-mark", "PUN015")
def latin_mark(text: str, lang: str, rng: random.Random) -> Fault | None:
    """A comma of the Latin script for the language's own, in a text that has two."""
    own = conventions(lang).comma
    if own == "," or text.count(own) < 2:
        return None
    place = pick(rng, f"(?<=[^\\W\\d_a-zA-Z]){own}(?![a-zA-Z])", text)
    return place and Fault(place.start(), place.end(), ",")


@kind("doubled-mark", "PUN002", safe=True)
def doubled_mark(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_]{3})[.,](?=\s|$)", text)
    return found and Fault(found.start(), found.end(), f"{found[0]} {found[0]}")


@kind("closing-quote-shifted", "PUN003", safe=True)
def closing_shifted(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = None if lang in UNSPACED else quoted(text, lang, rng)
    if not made:
        return None
    clean, _, closer = made
    if conventions(lang).inner_space:  # French: the space inside is there anyway
        return Fault(closer, closer + 2, clean[closer], clean)
    return Fault(closer, closer + 2, f" {clean[closer]}", clean)


@kind("opening-quote-shifted", "PUN003", safe=True)
def opening_shifted(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = None if lang in UNSPACED else quoted(text, lang, rng)
    if not made:
        return None
    clean, opener, _ = made
    if clean[opener + 1] == "\u00a0":  # French: the space inside is there anyway
        return Fault(opener - 1, opener + 1, clean[opener], clean)
    return Fault(opener - 1, opener + 1, f"{clean[opener]} ", clean)


@kind("straight-quote-shifted", "PUN003", safe=True)
def straight_shifted(text: str, lang: str, rng: random.Random) -> Fault | None:
    usual = lang in UNSPACED or conventions(lang).inner_space
    made = None if usual else quoted(text, lang, rng, '""')
    if not made:
        return None
    clean, _, closer = made
    # A shift of one straight mark between two words can be read both ways; behind a stop it cannot.
    clean = f"{clean[:closer]},{clean[closer:]}"
    return Fault(closer + 1, closer + 3, ' "', clean)


@kind("space-inside-quotes", "PUN004", safe=True)
def inside_quotes(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = quoted(text, lang, rng) if not conventions(lang).inner_space else None
    if not made:
        return None
    clean, opener, closer = made
    if rng.random() < 0.5:
        return Fault(opener, opener + 1, f"{clean[opener]} ", clean)
    return Fault(closer, closer + 1, f" {clean[closer]}", clean)


@kind("space-inside-brackets", "PUN004", safe=True)
def inside_brackets(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = bracketed(text, rng)
    if not made:
        return None
    clean, opener, closer = made
    if rng.random() < 0.5:
        return Fault(opener, opener + 1, "( ", clean)
    return Fault(closer, closer + 1, " )", clean)


@kind("quote-lost", "PUN005")
def quote_lost(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = quoted(text, lang, rng)
    if not made:
        return None
    clean, opener, closer = made
    inner = conventions(lang).quotes[0] in conventions(lang).inner_space
    if rng.random() < 0.5:
        return Fault(opener, opener + 1 + inner, "", clean, closer - opener + 2)
    return Fault(closer - inner, closer + 1, "", clean, closer - opener + 2)


@kind("bracket-lost", "PUN005")
def bracket_lost(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = bracketed(text, rng)
    if not made:
        return None
    clean, *places = made
    lost = rng.choice(places)
    return Fault(lost, lost + 1, "", clean, places[1] - places[0] + 1)


@kind("foreign-quotes", "PUN006")
def foreign_quotes(text: str, lang: str, rng: random.Random) -> Fault | None:
    own = "".join(conventions(lang).quotes)
    strange = [pair for pair in ("«»", "„“", "„”", "「」") if not set(pair) & set(own)]
    if not strange:
        return None
    made = quoted(text, lang, rng)
    if not made:
        return None
    clean, opener, closer = made
    marks = rng.choice(strange)
    inner = clean[opener + 1 : closer].strip("\u00a0")
    return Fault(opener, closer + 1, marks[0] + inner + marks[1], clean)


@kind("mixed-quotes", "PUN006")
def mixed_quotes(text: str, lang: str, rng: random.Random) -> Fault | None:
    made = quoted(text, lang, rng)
    if not made or conventions(lang).quotes[0] == '""' or conventions(lang).inner_space:
        return None
    clean, _, closer = made
    second = pick(rng, r"(?<= )[^\W\d_]{3,} [^\W\d_]{3,}(?= [^\W\d_])", clean[closer + 1 :])
    if not second:
        return None
    start, end = closer + 1 + second.start(), closer + 1 + second.end()
    return Fault(start, end, f'"{second[0]}"', clean)


@kind("space-lost-behind-stop", "PUN007", safe=True)
def space_lost_behind_stop(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_][^\W\d_A-Z][^\W\d_A-Z])[.!?] (?=[^\W\d_]{2})", text)
    if not found or not text[found.end()].isupper() or not text[found.end() + 1].islower():
        return None
    return Fault(found.end() - 1, found.end(), "", None) if text[found.start() - 1].islower() else None


@kind("space-lost-behind-comma", "PUN007", safe=True)
def space_lost_behind_comma(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_]{2}), (?=[^\W\d_]{2})", text)
    return found and Fault(found.end() - 1, found.end(), "")


TAGS = {
    "en": ("said the expert", "noted the minister"),
    "de": ("sagte der Experte", "erklärte die Ministerin"),
    "nl": ("zei de deskundige",),
}


@kind("dash-for-quote", "PUN008")
def dash_for_quote(text: str, lang: str, rng: random.Random) -> Fault | None:
    last = re.search(r"(?<=[^\W\d_])\.$", text)
    if lang not in TAGS or not last or re.search('["“”„«»]', text):
        return None
    opener, closer = conventions(lang).quotes[0]
    tag = rng.choice(TAGS[lang])
    stop = f",{closer} " if lang == "en" else f"{closer}, "
    clean = f"{opener}{text[:-1]}{stop}{tag}."
    return Fault(len(text), len(text) + len(stop), rng.choice((". - ", ", - ", ". – ")), clean)


@kind("doubled-space", "PUN009", safe=True)
def doubled_space(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[\w,]) (?=\w)", text)
    return found and Fault(found.start(), found.end(), rng.choice(("  ", " \u00a0", "   ")))


@kind("outer-space", "PUN010", safe=True)
def outer_space(text: str, lang: str, rng: random.Random) -> Fault | None:
    if text != text.strip() or "\n" in text:
        return None
    space = rng.choice((" ", "  ", "\u00a0", "\t"))
    return Fault(0, 0, space) if rng.random() < 0.5 else Fault(len(text), len(text), space)


@kind("spaced-ellipsis", "PUN011", safe=True)
def spaced_ellipsis(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_]{2}),(?= [^\W\d_])", text)
    if not found or lang in ("en",) or ". ." in text or "…" in text:
        return None
    clean = f"{text[: found.start()]}...{text[found.end() :]}"
    return Fault(found.start(), found.start() + 3, rng.choice((". . .", " . . .")), clean)


@kind("two-dots", "PUN011", safe=True)
def two_dots(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_]{3})\.(?=$| [^\W\d_])", text)
    return found and Fault(found.start(), found.end(), "..")


@kind("hyphen-for-dash", "PUN012")
def hyphen_for_dash(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_]), (?=[^\W\d_])", text)
    if not found or re.search(r" [-–—] ", text):
        return None
    clean = f"{text[: found.start()]} – {text[found.end() :]}"
    # The text says that it sets real dashes: a second one elsewhere.
    second = pick(rng, r"(?<=[^\W\d_]), (?=[^\W\d_])", clean)
    if not second:
        return None
    clean = f"{clean[: second.start()]} – {clean[second.end() :]}"
    place = clean.index(" – ")
    return Fault(place, place + 3, " - ", clean)


@kind("lower-case-start", "PUN013")
def lower_case_start(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<=[^\W\d_]{2})\. (?=[^\W\d_]{2})", text)
    if not found or not text[found.end()].isupper() or not text[found.end() + 1].islower():
        return None
    if not text[found.start() - 1].islower():
        return None
    return Fault(found.end(), found.end() + 1, text[found.end()].lower())


@kind("number-with-space", "PUN014")
def number_with_space(text: str, lang: str, rng: random.Random) -> Fault | None:
    marks = conventions(lang).thousands.replace(" ", "")
    if not marks:
        return None
    found = pick(rng, rf"(?<![\d.,])\d{{1,3}}[{re.escape(marks)}]\d{{3}}(?![\d.,]\d)", text)
    return found and Fault(found.end() - 3, found.end() - 3, " ")


@kind("decimal-with-space", "PUN014")
def decimal_with_space(text: str, lang: str, rng: random.Random) -> Fault | None:
    mark = re.escape(conventions(lang).decimal)
    found = pick(rng, rf"(?<![\d.,]){{0}}\b\d{{1,3}}{mark}(?=\d{{1,2}}\s?%)", text)
    if not found:
        bare = pick(rng, r"(?<![\d.,])\b\d{1,2}(?=\s?%)", text)
        if not bare:
            return None
        clean = f"{text[: bare.end()]}{conventions(lang).decimal}5{text[bare.end() :]}"
        return Fault(bare.end() + 1, bare.end() + 1, " ", clean)
    return Fault(found.end(), found.end(), " ")


@kind("currency-with-space", "PUN014")
def currency_with_space(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<![A-Z])[$£€](?=\d)", text) if conventions(lang).currency_attached else None
    return found and Fault(found.end(), found.end(), " ")


@kind("time-with-spaces", "PUN014")
def time_with_spaces(text: str, lang: str, rng: random.Random) -> Fault | None:
    """A time behind a word in small letters: behind a name it is a verse, alone it may be a score."""
    found = pick(rng, r"(?<=[^\W\d_A-ZА-Я] )(?:[01]?\d|2[0-3]):[0-5]\d\b(?![:.,]\d)", text)
    if not found:
        return None
    place = text.index(":", found.start())
    return Fault(place, place + 1, " : ")
