"""PUN005: A quotation mark or bracket has no partner: `“Although it rained. “This was expected.”`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.lost_quotes import lost_quotes, partnerless
from mtcheck.rules.punctuation.paragraphs import marks_by_paragraph
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.conventions import conventions, mark_words
from mtcheck.text.quotes import QuoteMark
from mtcheck.text.view import View

# Brackets of full width and of half width are used side by side: one opens, the other closes.
_CLOSERS_OF = {"(": ")）", "（": ")）", "[": "]", "【": "】"}


_BRACKETS = lazyre.compile(r"[()\[\]（）【】]")


# What a bracket may be part of without being one: smileys; a) 1) iv) of a list; [0, 1) of mathematics; a
# bracket by name, “(”.
_NO_BRACKET = lazyre.compile(
    r"""
      (?<!\w)[:;=xX][-'^o]?[()\[\]]+ | [:;=]-?[()]+ | [(\[]{1,3}[-'^o]?[:;=]
    | (?<![\w(])(?:\d{1,3}|[ivxIVX]{2,5}|\*{1,3})[.]?[)）]
    | [\[(][^\s()\[\]]{1,12},\s?[^\s()\[\]]{1,12}[\])]
    | [“"'「『‘«`][()\[\]（）【】][”"'」』’»`]
    | \){2,}(?![\w,.;]) | (?<=\w)\({2,}
    """,
    re.VERBOSE,
)


# "a)", "c1)": an item, or one spoken of (alla lettera a). Words of one letter (a, e, i) end no bracket.
_LETTER_ITEM = lazyre.compile(r"(?<![\w(])[^\W\d_]\d?[)）]")


# A text of so few sentences may be a segment of a longer one.
_SEGMENT_SENTENCES = 3


# A quotation, or words in brackets, may run over so many paragraphs.
_REACH = 4


@rule(
    "PUN005",
    "unpaired-quote-or-bracket",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"quotes": True, "brackets": True},
)
def unpaired(view: View, options: Options) -> Iterator[Hit]:
    """A quotation mark or bracket has no partner: `“Although it rained. “This was expected.”`

    Marks are paired over the paragraph. A quotation of several paragraphs may close in a later one, or open
    anew in each. A text of one paragraph may be part of a longer quotation: there an opening mark at its
    start or after a colon or comma is left alone, and a closing mark after a stop or comma. So are
    apostrophes, inches, smileys, and a) and 1) of lists. Turn off a part with `quotes = false` or `brackets
    = false`.
    """
    if options["quotes"]:
        yield from _unpaired_quotes(view)
    if options["brackets"]:
        yield from _unpaired_brackets(view)


def _is_named(view: View, quote: QuoteMark) -> bool:
    """Whether a mark is spoken of, `in double quotes (")`, or as lonely in the source."""
    text, source = view.text, view.document.source
    if text[quote.place - 1 : quote.place] == "(" and text[quote.place + 1 : quote.place + 2] == ")":
        return True
    return source is not None and source.count(quote.mark) == text.count(quote.mark)


def _unpaired_quotes(view: View) -> Iterator[Hit]:
    own = set("".join(conventions(view.lang).quotes))
    paragraphs = dict(marks_by_paragraph(view))
    for number, quotes in paragraphs.items():
        if any(quote.mark not in own for quote in quotes):
            continue  # marks of another language pair by its rules; PUN006 speaks of them
        lonely = list(partnerless(view.text, lost_quotes(view.text, quotes, view.lang)))
        closed = {one.place for one, other in pairwise(lonely) if (one.mark, other.mark) == ("„", "”")}
        for quote in lonely:
            if quote.place in closed:
                continue  # „so” is one fault, told at the mark that closes
            if not _runs_on(view, paragraphs, number, quote) and not _is_named(view, quote):
                role, missing = ("opening", "closes") if quote.opens else ("closing", "opens")
                message = f"{role} {quote.mark} that nothing {missing}"
                yield Hit(quote.place, quote.place + 1, message, confidence=PROBABLE)


def _runs_on(view: View, paragraphs: dict[int, list[QuoteMark]], number: int, quote: QuoteMark) -> bool:
    """Whether the quotation may go on in another paragraph, or in a text that ours was cut from."""
    text, paragraph = view.text, view.paragraphs[number]
    # Only its end is looked at: a paragraph of a thousand marks must not be copied for each.
    before = text[max(paragraph.start, quote.place - _BEFORE) : quote.place].rstrip("([—–- \u00a0")
    if _is_segment(view):
        is_last = paragraphs[number][-1].place == quote.place
        return _is_cut(view, quote, before, is_last)
    if quote.opens:
        if before and before[-1] not in ":,：，":
            return False
        return any(
            _continues(text, view.paragraphs[later], paragraphs.get(later, []), quote)
            for later in range(number + 1, min(number + 1 + _REACH, len(view.paragraphs)))
        )
    return _ends_speech(text, quote.place, before) and any(
        any(other.opens and not other.paired for other in paragraphs.get(earlier, []))
        for earlier in range(max(0, number - _REACH), number)
    )


def _is_cut(view: View, quote: QuoteMark, before: str, is_last: bool) -> bool:
    """Whether a mark of a short text may have its partner in the text that it was cut from."""
    text, lang = view.text, view.tag.base
    if lang in _QUOTATION_IN_SENTENCE:
        return True
    if not quote.opens:
        end = view.paragraphs[0].end
        rest = _ONLY_MARKS.match(text, quote.place + 1, end)
        return _ends_speech(text, quote.place, before) or (rest is not None and rest.end() == end)
    if not before:
        return True
    # In German a capital may begin any noun; elsewhere it begins what is said.
    begins = text[quote.place + 1 : quote.place + 3].strip()[:1]
    is_speech = before[-1] in ",.!?…" or lang not in ("de", "lb")
    said = before[-1] in ":：" or (before[-1] == "," and _last_word(before) in mark_words(lang).speech)
    return is_last and (said or (is_speech and begins.isupper()))


def _last_word(text: str) -> str:
    words = text[-_LONGEST_WORD:].rstrip(",").split()
    return words[-1] if words else ""


_LONGEST_WORD = 30


_BEFORE = 200
_ONLY_MARKS = lazyre.compile(r"[ .,!?)]*")


# Segments of these languages are cut at the stops inside a quotation.
_QUOTATION_IN_SENTENCE = ("zh", "ja", "ko")


def _ends_speech(text: str, place: int, before: str) -> bool:
    return before[-1:] in tuple(",.!?…，。！？") or text[place + 1 : place + 2] in tuple(",.，。")


def _continues(text: str, paragraph: Span, quotes: Sequence[QuoteMark], opener: QuoteMark) -> bool:
    """Whether a later paragraph opens the quotation anew, or closes it."""
    if not quotes:
        return False
    first = quotes[0]
    again = not text[paragraph.start : first.place].strip()
    straight = [quote for quote in quotes if quote.mark == '"']
    return (again and first.mark == opener.mark) or (
        len(straight) % 2 == 1 if opener.mark == '"' else any(not q.opens and not q.paired for q in quotes)
    )


def _is_segment(view: View) -> bool:
    """Whether a text is so short that it may have been cut from a longer one."""
    return len(view.paragraphs) == 1 and len(view.sentences) <= _SEGMENT_SENTENCES


def _unpaired_brackets(view: View) -> Iterator[Hit]:
    text = view.text
    if not any(mark in text for mark in "()[]（）【】"):
        return
    spaceless = view.tag.spaceless
    lost: list[tuple[int, int, str]] = []  # paragraph, place, bracket
    for number, paragraph in enumerate(view.paragraphs):
        if not _BRACKETS.search(text, *paragraph):
            continue
        for place in _lost_brackets(text, paragraph):
            lost.append((number, place, text[place]))
    answered = set(_pairs_over_paragraphs(lost))
    for number, place, mark in lost:
        if place in answered or (
            _is_segment(view) and _at_edge(text, view.paragraphs[number], place, spaceless)
        ):
            continue
        opens = mark in _CLOSERS_OF
        missing = "closes" if opens else "opens"
        yield Hit(place, place + 1, f"bracket {mark} that nothing {missing}", confidence=PROBABLE)


def _lost_brackets(text: str, paragraph: Span) -> list[int]:
    """Places of the brackets of one paragraph that have no partner in it."""
    if _comes_out_even(text, paragraph):
        return []
    exempt: set[int] = set()
    for match in _NO_BRACKET.finditer(text, *paragraph):
        exempt.update(range(*match.span()))
    exempt.update(match.end() - 1 for match in _LETTER_ITEM.finditer(text, *paragraph))
    open_places: list[int] = []
    lost: list[int] = []
    doubtful = 0  # what looks like a smiley may be a bracket after all: (= x)
    for match in _BRACKETS.finditer(text, *paragraph):
        place, mark = match.start(), match[0]
        if mark in _CLOSERS_OF:
            if place in exempt:
                doubtful += 1
            else:
                open_places.append(place)
        elif open_places and mark in _CLOSERS_OF[text[open_places[-1]]]:
            open_places.pop()
            doubtful += place in exempt  # (option a) of two)
        else:
            if not doubtful and place not in exempt:
                lost.append(place)
            doubtful = max(0, doubtful - 1)
    return sorted(lost + open_places)


def _comes_out_even(text: str, paragraph: Span) -> bool:
    """Whether every bracket has its partner, so that none has to be told from a list's `a)` or a smiley."""
    open_marks: list[str] = []
    for match in _BRACKETS.finditer(text, *paragraph):
        if match[0] in _CLOSERS_OF:
            open_marks.append(match[0])
        elif not open_marks or match[0] not in _CLOSERS_OF[open_marks.pop()]:
            return False
    return not open_marks


def _pairs_over_paragraphs(lost: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """Places of brackets that open in one paragraph and close in one of the next."""
    for (number, place, mark), (later, other, closer) in zip(lost, lost[1:], strict=False):
        if closer in _CLOSERS_OF.get(mark, "") and 0 < later - number <= _REACH:
            yield place
            yield other


def _at_edge(text: str, paragraph: Span, place: int, spaceless: bool) -> bool:
    """Whether the bracket may belong to what stood before or after a short text."""
    before = text[max(paragraph.start, place - _EDGE_CHARACTERS) : place]
    after = text[place + 1 : min(paragraph.end, place + 1 + _EDGE_CHARACTERS)]
    begins, ends = place - len(before) == paragraph.start, place + 1 + len(after) == paragraph.end
    if begins and not before.strip(" «“„\"'–—-"):
        return True
    if ends and not after.strip(" .,!?…»”\"'"):
        return True
    rest, is_whole = (after, ends) if text[place] in _CLOSERS_OF else (before, begins)
    return is_whole and not spaceless and len(rest.split()) <= _EDGE_WORDS


# "(ed." at the end of a text that was cut after the stop.
_EDGE_WORDS = 2


_EDGE_CHARACTERS = 60
