"""PUN: quotation marks and the dashes and brackets beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.lost_quotes import sides
from mtcheck.rules.punctuation.punctuation import NOT_PROSE, PUNCTUATION, SPACES, space_start
from mtcheck.text.conventions import conventions, mark_words
from mtcheck.text.quotes import QuoteMark, between
from mtcheck.text.view import View


@rule(
    "PUN003",
    "quote-shifted",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
)
def quote_shifted(view: View, options: Options) -> Iterator[Hit]:
    """A space stands on the wrong side of a quotation mark: `the United States, ”she said`

    Translators treat the closing mark as the opening mark of the next word, or the other way round.
    Roles are worked out over the paragraph, so `he said, "she left"` is left alone.
    """
    text = view.text
    if conventions(view.lang).spaceless:
        return  # no side of a mark has a space there; PUN004 speaks of the spaces inside
    for quote in view.quotes:
        before, after = text[quote.place - 1 : quote.place], text[quote.place + 1 : quote.place + 2]
        if not quote.trusted:
            if before in SPACES and before and after.isalpha() and _closes_curly(view, quote):
                yield _shifted_closer(view, quote)
            continue
        if not quote.opens and before in SPACES and before and after.isalnum():
            if _closes_by_context(view, quote):
                yield _shifted_closer(view, quote)
        elif quote.opens and quote.paired and after in SPACES and after and _may_precede(before):
            end = quote.place + 1
            while end < len(text) and text[end] in SPACES:
                end += 1
            message = f"opening {quote.mark} is glued to the word before it"
            yield Hit(quote.place, end, message, f" {quote.mark}{_inner_space(view, quote, end)}")


def _inner_space(view: View, quote: QuoteMark, end: int) -> str:
    """The space that stays behind an opening mark, where the language sets one inside its quotations."""
    langs = (view.lang, view.lang_at(quote.place))
    if not any(quote.mark == pair[0] for lang in langs for pair in conventions(lang).inner_space):
        return ""
    gap = view.text[quote.place + 1 : end]
    return next((space for space in "\u202f\u00a0" if space in gap), " ")


def _may_precede(before: str) -> bool:
    """Whether a word or the mark behind one stands there, so that an opening mark is glued to it."""
    return before.isalnum() or (before != "" and before in ",;:.!?)،؛؟۔।-–—&")


def _closes_by_context(view: View, quote: QuoteMark) -> bool:
    """Whether a closing mark is one beyond doubt: it has a partner, or follows a stop or comma."""
    if quote.paired:
        return True
    start = space_start(view.text, quote.place)
    if view.text[start - 1 : start] not in tuple(",.!?…"):
        return False
    paragraph = view.paragraph_at(quote.place)
    if not _is_alone(view.text, quote, paragraph):
        return False  # ”word” with the closing mark on both sides is a habit, not a shift
    later = between(view.quotes, quote.place + 1, paragraph.end)
    return not any(sides(view.text, other.place) == (False, True) for other in later)  # ”word„


def _is_alone(text: str, quote: QuoteMark, paragraph: Span) -> bool:
    """Whether the paragraph has no other such mark; in two short searches where it has many."""
    mark, place = quote.mark, quote.place
    return text.find(mark, *paragraph) == place and text.find(mark, place + 1, paragraph.end) < 0


def _closes_curly(view: View, quote: QuoteMark) -> bool:
    """Whether a straight mark, alone in its paragraph, closes what a curly one opened: “so, "she said."""
    start, paragraph = space_start(view.text, quote.place), view.paragraph_at(quote.place)
    if view.text[start - 1 : start] not in tuple(",.!?…") or not _is_alone(view.text, quote, paragraph):
        return False
    curly = [other for other in between(view.quotes, *paragraph) if other != quote]
    return len(curly) == 1 and curly[0].opens and curly[0].place < quote.place


def _shifted_closer(view: View, quote: QuoteMark) -> Hit:
    text, mark = view.text, quote.mark
    start = space_start(text, quote.place)
    word = re.match(r"\w+", text[quote.place + 1 : quote.place + 40])
    message = f"closing {mark} is glued to {word[0]!r}" if word else f"closing {mark} is shifted"
    langs = (view.lang, view.lang_at(quote.place))
    if any(mark == pair[1] for lang in langs for pair in conventions(lang).inner_space):
        gap = text[start : quote.place]
        inner = next((space for space in "\u202f\u00a0" if space in gap), " ")
        return Hit(start, quote.place + 1, message, f"{inner}{mark} ")
    return Hit(start, quote.place + 1, message, f"{mark} ")


@rule(
    "PUN004",
    "space-inside-quotes",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
)
def space_inside_quotes(view: View, options: Options) -> Iterator[Hit]:
    """A space stands inside quotation marks or brackets: `their safety. "`, `( see below )`

    French and other languages that set one inside « » are left alone.
    """
    text, marks = view.text, conventions(view.lang)
    if marks.full_width and any(mark in text for mark in (" 。", " ，", " 、", " ！", " ？", " ! ! ")):
        return  # the text sets spaces round all its marks
    inner = "".join(marks.inner_space)
    for quote in view.quotes:
        if inner and quote.mark in inner + '"':
            continue  # " text " is « text » on a keyboard without guillemets
        if quote.opens and (quote.trusted or quote.place == view.paragraph_at(quote.place).start):
            yield from _space_behind_opener(view, quote, marks.full_width)
        elif quote.trusted or _ends_paragraph(view, quote):
            yield from _space_before_closer(text, quote, marks.full_width)
    yield from _spaced_brackets(text)


def _space_before_closer(text: str, quote: QuoteMark, glued: bool) -> Iterator[Hit]:
    start, after = space_start(text, quote.place), text[quote.place + 1 : quote.place + 2]
    if start in (0, quote.place) or text[start - 1] in "'’":
        return  # “I said, ‘no.’ ”: a thin space sets the two marks apart
    particle = "가" <= after <= "힣"  # Korean sets its particles against the closing mark
    if after and not glued and not particle and not after.isspace() and after not in ".,;:!?)…":
        return
    if quote.paired or text[start - 1] in ",.!?…":
        yield Hit(start, quote.place + 1, f"space before closing {quote.mark}", quote.mark)


def _space_behind_opener(view: View, quote: QuoteMark, glued: bool) -> Iterator[Hit]:
    text = view.text
    before, end = text[quote.place - 1 : quote.place], quote.place + 1
    while end < len(text) and text[end] in SPACES:
        end += 1
    if end == quote.place + 1 or not (quote.paired or _begins_speech(view, quote, end)):
        return
    if glued or not before or before in " \u00a0\n\r(—–":
        yield Hit(quote.place, end, f"space after opening {quote.mark}", quote.mark)


def _begins_speech(view: View, quote: QuoteMark, end: int) -> bool:
    """Whether a mark without a partner opens beyond doubt: a word behind it, a colon or nothing before it."""
    before = view.text[view.paragraph_at(quote.place).start : quote.place].rstrip()
    return view.text[end : end + 1].isalpha() and before[-1:] in ("", ":")


def _ends_paragraph(view: View, quote: QuoteMark) -> bool:
    return not view.text[quote.place + 1 : view.paragraph_at(quote.place).end].strip()


_BRACKET = re.compile(r"(?<![:;=8(-])[(（][ \u00a0]+(?=\w)|(?<=[\w.!?%”\"»])[ \u00a0]+[)）]")


def _spaced_brackets(text: str) -> Iterator[Hit]:
    if not any(
        f"{a}{space}{b}" in text
        for a, b in (("(", ""), ("", ")"), ("（", ""), ("", "）"))
        for space in " \u00a0"
    ):
        return
    for match in _BRACKET.finditer(text):
        bracket = match[0].strip()
        side = "after" if bracket in "(（" else "before"
        yield Hit(match.start(), match.end(), f"space {side} {bracket}", bracket)


@rule(
    "PUN008",
    "dash-for-quote",
    category=PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    langs=("en", "de", "nl", "cs", "sk"),
    skip=NOT_PROSE,
)
def dash_for_quote(view: View, options: Options) -> Iterator[Hit]:
    """A dash before the speech tag where English closes the quotation: `in Georgia. - said the expert.`

    Russian and Ukrainian set dialogue with dashes; the translator kept the dash and lost the closing
    mark. The fix is safe where the paragraph has an opening mark that nothing closes; elsewhere the
    place of the opening mark has to be found by a person.
    """
    text = view.text
    if not any(dash in text for dash in ("- ", "– ", "— ")):
        return
    opened = _open_quotes(view)
    for match in _dash_tag(view.lang.split("-")[0]).finditer(text):
        tag, paragraph = match["tag"], view.paragraph_at(match.start())
        if text[paragraph.start : paragraph.end].lstrip()[:1] in ("-", "–", "—"):
            continue  # a dialogue set with dashes from its first word on
        if match["quote"]:
            message = f"dash between the quotation and {tag!r}"
            gap = ", " if _comma_outside(view) else " "
            yield Hit(match.start("gap"), match.end("gap"), message, gap)
            continue
        opener = opened.get(match.start())
        message = f"dash before {tag!r} where the quotation should close"
        if opener is None:
            yield Hit(match.start(), match.end("gap"), message, confidence=0.8)
            continue
        closer = next((pair[1] for pair in conventions(view.lang).quotes if pair[0] == opener), opener)
        end = _speech_end(match["stop"], closer, _comma_outside(view))
        yield Hit(match.start(), match.end("gap"), message, end, safety=Safety.SAFE)


def _comma_outside(view: View) -> bool:
    """German sets the comma behind the closing mark: „Ja“, sagte sie."""
    return view.lang.split("-")[0] == "de"


def _speech_end(stop: str, closer: str, comma_outside: bool) -> str:
    if comma_outside:
        return f"{'' if stop in '.,' else stop}{closer}, "
    return f"{',' if stop == '.' else stop}{closer} "


@cache
def _dash_tag(lang: str) -> re.Pattern[str]:
    """A stop, perhaps a closing mark, a dash with spaces and a word that tells who speaks."""
    tags = "|".join(re.escape(tag) for tag in mark_words(lang).speech)
    return re.compile(
        r"(?P<stop>[.,!?…])(?P<quote>[\"”»“]?)(?P<gap>[ \u00a0]{1,3}[-–—][ \u00a0]{1,3})"
        rf"(?P<tag>(?:{tags})\b)"
    )


def _open_quotes(view: View) -> dict[int, str]:
    """For each place where a dash may close a quotation, the mark that is open there for good."""
    text, quotes = view.text, view.quotes
    found: dict[int, str] = {}
    index, open_mark, straight, paragraph_end = 0, None, 0, -1
    for match in _dash_tag(view.lang.split("-")[0]).finditer(text):
        place = match.start()
        if place >= paragraph_end:
            paragraph = view.paragraph_at(place)
            paragraph_end, open_mark, straight = paragraph.end, None, 0
            while index < len(quotes) and quotes[index].place < paragraph.start:
                index += 1
        while index < len(quotes) and quotes[index].place < place:
            quote = quotes[index]
            straight += quote.mark == '"'
            open_mark = quote.mark if quote.opens and not quote.paired else None
            index += 1
        if open_mark or straight % 2:
            found[place] = open_mark or '"'
    return found
