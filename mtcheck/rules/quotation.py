"""PUN: quotation marks and the dashes and brackets beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.conventions import conventions
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.quotes import QuoteMark
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation import NOT_PROSE, PUNCTUATION, SPACES, space_start
from mtcheck.view import View


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
    for quote in view.quotes:
        before, after = text[quote.place - 1 : quote.place], text[quote.place + 1 : quote.place + 2]
        if not quote.trusted:
            continue
        if not quote.opens and before in SPACES and before and after.isalnum():
            if _closes_by_context(view, quote):
                yield _shifted_closer(view, quote)
        elif quote.opens and quote.paired and after in SPACES and after and before.isalpha():
            end = quote.place + 1
            while end < len(text) and text[end] in SPACES:
                end += 1
            yield Hit(
                quote.place, end, f"opening {quote.mark} is glued to the word before it", f" {quote.mark}"
            )


def _closes_by_context(view: View, quote: QuoteMark) -> bool:
    """Whether a closing mark is one beyond doubt: it has a partner, or follows a stop or comma."""
    if quote.paired:
        return True
    start = space_start(view.text, quote.place)
    if view.text[start - 1 : start] not in tuple(",.!?…"):
        return False
    paragraph = view.paragraph_at(quote.place)
    # ”word” with the closing mark on both sides is a habit, not a shift.
    return view.text.count(quote.mark, *paragraph) == 1


def _shifted_closer(view: View, quote: QuoteMark) -> Hit:
    text, mark = view.text, quote.mark
    start = space_start(text, quote.place)
    word = re.match(r"\w+", text[quote.place + 1 : quote.place + 40])
    message = f"closing {mark} is glued to {word[0]!r}" if word else f"closing {mark} is shifted"
    langs = (view.lang, view.lang_at(quote.place))
    if any(mark == pair[1] for lang in langs for pair in conventions(lang).inner_space):
        return Hit(start, quote.place + 1, message, f"{text[start : quote.place]}{mark} ")
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
    text = view.text
    inner = "".join(conventions(view.lang).inner_space)
    for quote in view.quotes:
        if inner and quote.mark in inner + '"':
            continue  # " text " is « text » on a keyboard without guillemets
        if quote.opens and quote.trusted:
            yield from _space_behind_opener(text, quote)
        elif quote.trusted or _ends_paragraph(view, quote):
            yield from _space_before_closer(text, quote)
    yield from _spaced_brackets(text)


def _space_before_closer(text: str, quote: QuoteMark) -> Iterator[Hit]:
    start, after = space_start(text, quote.place), text[quote.place + 1 : quote.place + 2]
    if start in (0, quote.place) or (after and not after.isspace() and after not in ".,;:!?)…"):
        return
    if quote.paired or text[start - 1] in ",.!?…":
        yield Hit(start, quote.place + 1, f"space before closing {quote.mark}", quote.mark)


def _space_behind_opener(text: str, quote: QuoteMark) -> Iterator[Hit]:
    before, end = text[quote.place - 1 : quote.place], quote.place + 1
    while end < len(text) and text[end] in SPACES:
        end += 1
    if quote.paired and end > quote.place + 1 and (not before or before in " \u00a0\n\r(—–"):
        yield Hit(quote.place, end, f"space after opening {quote.mark}", quote.mark)


def _ends_paragraph(view: View, quote: QuoteMark) -> bool:
    return not view.text[quote.place + 1 : view.paragraph_at(quote.place).end].strip()


_BRACKET = re.compile(r"(?<![:;=8(-])\([ \u00a0]+(?=\w)|(?<=[\w.!?%”\"»])[ \u00a0]+\)")


def _spaced_brackets(text: str) -> Iterator[Hit]:
    if not any(pair in text for pair in ("( ", " )", "(\u00a0", "\u00a0)")):
        return
    for match in _BRACKET.finditer(text):
        bracket = match[0].strip()
        side = "after" if bracket == "(" else "before"
        yield Hit(match.start(), match.end(), f"space {side} {bracket}", bracket)


@rule(
    "PUN008",
    "dash-for-quote",
    category=PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    langs=("en",),
    skip=NOT_PROSE,
)
def dash_for_quote(view: View, options: Options) -> Iterator[Hit]:
    """A dash before the speech tag where English closes the quotation: `in Georgia. - said the expert.`

    Russian and Ukrainian set dialogue with dashes; the translator kept the dash and lost the closing
    mark. The fix is safe where the paragraph has an opening mark that nothing closes; elsewhere the
    place of the opening mark has to be found by a person.
    """
    for match in _DASH_TAG.finditer(view.text):
        tag = match["tag"]
        if match["quote"]:
            message = f"dash between the quotation and {tag!r}"
            yield Hit(match.start("gap"), match.end("gap"), message, " ")
            continue
        opener = _open_quote(view, match.start())
        message = f"dash before {tag!r} where the quotation should close"
        if opener is None:
            yield Hit(match.start(), match.end("gap"), message, confidence=0.8)
            continue
        stop = "," if match["stop"] == "." else match["stop"]
        closer = {"“": "”", "«": "»"}.get(opener.mark, opener.mark)
        yield Hit(match.start(), match.end("gap"), message, f"{stop}{closer} ", safety=Safety.SAFE)


_DASH_TAG = re.compile(
    r"(?P<stop>[.,!?…])(?P<quote>[\"”»]?)(?P<gap>[ \u00a0]+[-–—][ \u00a0]+)"
    r"(?P<tag>(?:said|says|noted|notes|added|adds|explained|explains|told|asked|asks|wrote|writes|stressed"
    r"|emphasized|emphasised|recalled|admitted|admits|concluded|insisted|insists|claimed|claims|argued"
    r"|warned|warns|complained|believes|believed|reported|reports|exclaimed|replied|answered|continued"
    r"|commented|comments|shared|specified|clarified|summed up|stated|states)\b)"
)


def _open_quote(view: View, place: int) -> QuoteMark | None:
    """The quotation mark that is open at a place of its paragraph and that nothing closes."""
    paragraph = view.paragraph_at(place)
    open_mark = None
    for quote in view.quotes:
        if paragraph.start <= quote.place < place and quote.opens:
            open_mark = None if quote.paired else quote
        elif paragraph.start <= quote.place < place:
            open_mark = None
    if open_mark or not view.text.count('"', paragraph.start, place) % 2:
        return open_mark
    straight = view.text.rindex('"', paragraph.start, place)
    return QuoteMark(straight, '"', True, False, False)
