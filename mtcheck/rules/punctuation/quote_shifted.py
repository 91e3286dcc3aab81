"""PUN003: A space is on the wrong side of a quotation mark: `the United States, ”she said`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.lost_quotes import sides
from mtcheck.rules.punctuation.paragraphs import PairedParagraphs
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION, SPACES, space_start
from mtcheck.text.conventions import conventions
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
    """A space is on the wrong side of a quotation mark: `the United States, ”she said`

    Translators take the closing mark for the opening mark of the next word, or the reverse. Roles are
    worked out over the paragraph, so `he said, "she left"` is left alone. Where the paragraph's marks do
    not pair up, the fix is a guess.
    """
    yield from PairedParagraphs(view).judged(_shifted(view))


def _shifted(view: View) -> Iterator[Hit]:
    text = view.text
    if view.tag.spaceless:
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
    """Whether a word or the mark after one is there, so that an opening mark is glued to it."""
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
    # A straight mark behind a sentence may open the next speech, where that of the last has no end.
    opens = mark == '"' and text[start - 1] in ".!?…" and word is not None and word[0][0].isupper()
    safety = Safety.UNSAFE if opens else None
    return Hit(start, quote.place + 1, message, f"{mark} ", safety=safety)
