"""What of a stretch in one language is prose in it.

The stretches of the language engine cover a text without gaps: what has no words (code, tags, pictures,
figures) is in that of the words before it. It is not theirs, so who takes them out leaves it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span, overlaps
from mtcheck.text.view import View

# A line that is a picture, or says where a link of the text leads.
_NO_PROSE = lazyre.compile(
    r"[ \t]*(?:!\[[^\]\r\n]{0,400}\]\([^()\r\n]{0,400}\)[ \t]*|\[[^\]\r\n]{1,200}\]:[ \t]*\S[^\r\n]*)\Z"
)
# One letter of ASCII may be a name in a formula.
_WORD = lazyre.compile(r"[^\W\d_]{2,}|[^\W\d_\x00-\x7f]")
_LETTER = lazyre.compile(r"[^\W\d_]")
_LETTER_OR_DIGIT = lazyre.compile(r"[^\W_]")


def prose_of(view: View, span: Span) -> Iterator[Span]:
    """The pieces of a stretch that have words, apart from blocks, and from lines that are code or a picture.

    >>> from mtcheck.document import Document, Origin
    >>> view = View("It rains.\\n\\n<br>\\n\\nIt pours. 42 %", Document("", Origin("-")))
    >>> [view.text[slice(*piece)] for piece in prose_of(view, Span(0, len(view.text)))]
    ['It rains.', 'It pours.']
    """
    start = end = -1
    for part in _parts(view, span):
        written = view.text[slice(*part)]
        last = None if _is_no_prose(view, part) else _last_word(view, part)
        if last is not None:
            start = part.start + len(written) - len(written.lstrip()) if start < 0 else start
            end = _end_of_sentence(view, last, part)
        elif start >= 0 and (_is_no_prose(view, part) or _holds_code(view, part)):
            yield Span(start, end)
            start = -1
    if start >= 0:
        yield Span(start, end)


def _parts(view: View, span: Span) -> Iterator[Span]:
    """The lines of a stretch as far as they are in it, in parts where a block begins or ends inside."""
    blocks = view.zones_of("block")
    index = bisect_right(blocks, span.start, key=lambda each: each.end)
    place = max(0, bisect_right(view.lines, span.start, key=lambda line: line.start) - 1)
    while place < len(view.lines) and view.lines[place].start < span.end:
        line = view.lines[place]
        start, end = max(line.start, span.start), min(line.end, span.end)
        while index < len(blocks) and blocks[index].start < end:
            inner = Span(max(start, blocks[index].start), min(end, blocks[index].end))
            yield Span(start, inner.start)
            yield inner
            start = inner.end
            if blocks[index].end > end:
                break
            index += 1
        yield Span(start, end)
        place += 1


def _is_no_prose(view: View, part: Span) -> bool:
    """Whether a line is in a block, or is a picture."""
    return view.in_zone(part, ("block",)) or _NO_PROSE.match(view.text[slice(*part)]) is not None


def _holds_code(view: View, part: Span) -> bool:
    """Whether letters of a line are no prose: it is a tag, or code between back-quotes."""
    written, spoken = view.text[slice(*part)], view.spoken[slice(*part)]
    return written != spoken and not _LETTER.search(spoken)


def _last_word(view: View, part: Span) -> int | None:
    """Where the last letters of prose in a line are; None for a line of figures, marks and links."""
    links = view.zones_of("link") if view.in_zone(part, ("link",)) else ()
    last = None
    for match in _WORD.finditer(view.spoken, part.start, part.end):
        if not links or not overlaps(Span(*match.span()), links):
            last = match.end() - 1
    return last


def _end_of_sentence(view: View, last: int, part: Span) -> int:
    """Where what is said ends: with the sentence of the last word, or the line if no figure comes after."""
    index = bisect_right(view.sentences, last, key=lambda each: each.start) - 1
    end = min(part.end, max(last + 1, view.sentences[index].end if index >= 0 else 0))
    if not _LETTER_OR_DIGIT.search(view.text, end, part.end):
        end = part.end
    return end - (len(view.text[last:end]) - len(view.text[last:end].rstrip()))
