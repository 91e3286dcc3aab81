"""PUN006: quotation marks of another language, or straight and curly ones side by side in a paragraph."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit, Safety, Severity
from mtcheck.languages.identify import identify_language
from mtcheck.registry import Options, rule
from mtcheck.rules.language.foreign import is_same
from mtcheck.rules.punctuation.lost_quotes import answered, lost_quotes
from mtcheck.rules.punctuation.paragraphs import marks_by_paragraph
from mtcheck.rules.punctuation.shared import NOT_PROSE
from mtcheck.text.conventions import conventions
from mtcheck.text.quotes import QuoteMark
from mtcheck.text.view import View


@rule(
    "PUN006",
    "foreign-quotes",
    category="style/inconsistent",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"mixed": True},
)
def foreign_quotes(view: View, options: Options) -> Iterator[Hit]:
    """Quotation marks of another language, or straight and curly ones in one paragraph.

    A translator keeps the source's « » or „ “ in an English text, straightens some marks only, or mixes
    both in one quotation (`"so”`). A passage in another language keeps its own marks, and an inner
    quotation may have other ones. `mixed = false` turns off the part about straight and curly marks.
    """
    yield from _angles(view)
    marks = conventions(view.lang)
    own = set("".join(marks.quotes))
    for _, quotes in marks_by_paragraph(view):
        strange = [quote for quote in quotes if quote.mark not in own]
        yield from _foreign(view, strange, marks.quotes[0])
        if options["mixed"] and not strange:
            yield from _mixed(view.text, quotes)
            for opener, closer in answered(view.text, lost_quotes(view.text, quotes, view.lang)):
                if _is_of_other_language(view, opener.place, closer.place):
                    continue
                message = f"quotation that {opener.mark} opens and {closer.mark} closes"
                yield Hit(opener.place, closer.place + 1, message, confidence=LIKELY)
                break  # a habit of the writer: once in a paragraph


# Words between signs that programs use: he called it <the wonder of the whole north>. A tag, an address and a
# name to be filled in have fewer words, or other marks.
_ANGLES = lazyre.compile(r"<(?<![\w<].)[^\W\d_]+(?:,? [^\W\d_][\w'’-]*){4,40}[.!?]?>(?!\w)")


def _angles(view: View) -> Iterator[Hit]:
    """Quotations between < and >, in a plain text."""
    if "<" not in view.characters or view.document.is_message or view.document.origin.format == "markdown":
        return
    for match in _ANGLES.finditer(view.text):
        yield Hit(match.start(), match.end(), "a quotation between < and >", confidence=LIKELY)


def _foreign(view: View, strange: Sequence[QuoteMark], usual: str) -> Iterator[Hit]:
    """A hit for each pair of foreign marks; for a mark alone where they do not come in pairs."""
    text, waiting = view.text, deque(strange)
    while waiting:
        first = waiting.popleft()
        if first.mark in "".join(conventions(view.lang_at(first.place)).quotes):
            continue
        closing = _CLOSES.search(text, first.place + 1, view.paragraph_at(first.place).end)
        if closing and _is_of_other_language(view, first.place, closing.start()):
            if waiting and waiting[0].place == closing.start():
                waiting.popleft()
            continue
        message = f"{first.mark} is no quotation mark of this language; it sets {usual[0]} {usual[1]}"
        if waiting and first.mark + waiting[0].mark in _FOREIGN_PAIRS:
            second = waiting.popleft()
            if text[first.place + 1].isspace() and text[second.place - 1].isspace():
                continue  # 「 and 」: both are spoken of
            inner = text[first.place + 1 : second.place].strip(" \u00a0\u202f")
            if not inner:
                continue  # arrows: »» to the end
            yield Hit(first.place, second.place + 1, message, f"{usual[0]}{inner}{usual[1]}", LIKELY)
        elif first.mark not in "«»" or _touches_word(text, first.place):  # alone those are arrows: « back
            yield Hit(first.place, first.place + 1, message, confidence=LIKELY)


_CLOSES = lazyre.compile("[“”»«]")
_WORD = lazyre.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _SURE, _LONGEST = 3, 0.9, 400


def _is_of_other_language(view: View, start: int, end: int) -> bool:
    """Whether words of another language stand between two marks, and those are marks of that language."""
    inner = view.text[start + 1 : min(end, start + _LONGEST)]
    if len(_WORD.findall(inner)) < _FEWEST_WORDS:
        return False
    told = identify_language(inner)
    pair = view.text[start] + view.text[end]
    return (
        told.code != "und"
        and told.confidence >= _SURE
        and not is_same(told.code, view.lang)
        and pair in conventions(told.code).quotes
    )


def _touches_word(text: str, place: int) -> bool:
    """Whether a word is against the mark on one side, and none on the other: `so«, he said`."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isalnum() != after.isalnum() and not (before.isspace() and after.isspace())


_FOREIGN_PAIRS = ("«»", "»«", "„“", "„”", '„"', "“”", "””", "「」", "『』", "»»")


def _mixed(text: str, quotes: Sequence[QuoteMark]) -> Iterator[Hit]:
    """One hit for a paragraph that sets some quotations straight and others curly."""
    straight = [quote for quote in quotes if quote.mark == '"' and quote.opens and quote.paired]
    straight = [quote for quote in straight if text[quote.place - 1 : quote.place] != "="]  # key="value"
    curly = [quote for quote in quotes if quote.mark in "“„”«»" and quote.opens and quote.paired]
    if not straight or not curly:
        return
    for quote in straight:
        if any(other.place < quote.place < (other.partner or 0) for other in curly):
            continue
        if any(quote.place < other.place < (quote.partner or 0) for other in curly):
            continue
        end = (quote.partner or quote.place) + 1
        message = f"straight quotation marks in a paragraph that has {curly[0].mark} too"
        opener, closer = curly[0].mark, text[curly[0].partner or 0]
        yield Hit(quote.place, end, message, f"{opener}{text[quote.place + 1 : end - 1]}{closer}", LIKELY)
        return
