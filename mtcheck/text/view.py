"""View: what rules see of one text. Each fact is worked out once, when the first rule asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

from mtcheck import lazyre
from mtcheck.document import Document, IdleComment, Span, overlaps
from mtcheck.languages import LanguageSpan
from mtcheck.languages.by_sentence import segment_by_sentence
from mtcheck.languages.codes import ALIASES, known_languages
from mtcheck.languages.detectors import detector
from mtcheck.languages.expected import main_language, message_language, told_language, with_region
from mtcheck.languages.identify import identify_language
from mtcheck.languages.segment import segment_languages
from mtcheck.tags import LanguageTag, tag
from mtcheck.text.kept import kept
from mtcheck.text.paragraphs import paragraph_spans
from mtcheck.text.quotes import QuoteMark, quote_marks
from mtcheck.text.sentences import split_sentences
from mtcheck.text.shapes import Needs, Shape
from mtcheck.text.words import (
    Head,
    between_blanks,
    characters_of,
    heads_of,
    starts_between_blanks,
    word_starts_of,
    words_of,
)
from mtcheck.text.zones import Zone, find_zones, without_placeholders

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.batchfacts import BatchFacts
    from mtcheck.encoding.mojibake.safety import Repair

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
_LINE_END = lazyre.compile(r"\r\n|\n|\r")
_AROUND = "“”\"'‘’«»„.,;:!?…()[]"


def line_spans(text: str) -> Sequence[Span]:
    """Every line of a text without its line end (CRLF, LF or CR); the rest after the last one too.

    >>> line_spans("a\\r\\nb")
    (Span(start=0, end=1), Span(start=3, end=4))
    """
    return kept(_lines_with_cr(text) if "\r" in text else _lines(text))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))


def _lines_with_cr(text: str) -> Iterator[Span]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


class View:
    """One text of a document with facts that rules share. Never changed after it is made.

    All spans are code points of ``text``. ``lang`` is the expected language (BCP 47), or "auto";
    ``detector`` the engine that tells languages; ``batch`` what is known of all documents, or None;
    ``source_lang`` the language of the document's source where the document does not say it itself;
    ``codes`` those of the document, moved where ``text`` is no longer its text; ``idle`` the comments that
    left nothing out, which is known when all other rules have run.
    """

    def __init__(
        self,
        text: str,
        document: Document,
        lang: str = "en",
        detector: str = "mtcheck",
        batch: BatchFacts | None = None,
        source_lang: str | None = None,
        codes: tuple[Span, ...] | None = None,
        idle: tuple[IdleComment, ...] = (),
    ) -> None:
        self.text = text
        self.codes = document.codes if codes is None else codes
        self.document = document
        self.idle = idle
        self._told_lang = told_language(document, lang)
        self.batch = batch
        self._detector = detector
        self._once: dict[Any, Any] = {}
        self._source_lang = source_lang

    @cached_property
    def is_ascii(self) -> bool:
        """True when nothing but ASCII is in the text: most encoding rules may stop there."""
        return self.text.isascii()

    @property
    def is_lang_told(self) -> bool:
        """Whether somebody said which language the text is in: the caller, its container, its name."""
        return self._told_lang is not None

    @cached_property
    def lang(self) -> str:
        """The expected language: as told, else the one that most of the text is in; "und" for neither."""
        return self.tag.name

    @cached_property
    def tag(self) -> LanguageTag:
        """The expected language as a tag."""
        return with_region(tag(self._told_lang or main_language(self.spoken, self.languages)), self.text)

    @cached_property
    def spoken(self) -> str:
        """The text with digits for the letters of code and placeholders, which are of no language."""
        return without_placeholders(self.text, self.zones)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case with the same length and offsets.

        >>> from mtcheck.document import Origin
        >>> View("İstanbul’DA", Document("", Origin("-"))).lowered
        'İstanbul’da'
        """
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := character.lower()) == 1 else character for character in self.text)

    @cached_property
    def lines(self) -> Sequence[Span]:
        """Every line without its line end; the text after the last line end is a line too."""
        return line_spans(self.text)

    @cached_property
    def paragraphs(self) -> Sequence[Span]:
        """Stretches that are read as one: a line, or the lines a program wrapped one paragraph into.

        Where the lines of the source are wrapped, those of its translation are.
        """
        return kept(paragraph_spans(self.text, self.lines, self.document.source or ""))

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """Sentences of each paragraph, without the white space between them."""
        return kept(s for paragraph in self.paragraphs for s in split_sentences(self.text, paragraph))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What is between white space, in lower case; marks still stick to their words.

        >>> from mtcheck.document import Origin
        >>> View("“The the” end.", Document("", Origin("-"))).tokens
        ('“the', 'the”', 'end.')
        """
        return tuple(between_blanks(self.lowered))

    @cached_property
    def token_codes(self) -> NDArray[np.int64]:
        """A number for each of ``tokens``: the same for the same."""
        return np.fromiter(map(hash, self.tokens), np.int64, len(self.tokens))

    @cached_property
    def written(self) -> list[str]:
        """The tokens with their capitals, one for one. Shared: read it, never change it."""
        return between_blanks(self.text)

    @cached_property
    def distinct_written(self) -> frozenset[str]:
        """The tokens with their capitals, each once."""
        return frozenset(self.written)

    @cached_property
    def distinct_text(self) -> str:
        """The same in one text: what has no white space in it is there where it is in the whole text."""
        return "\n".join(self.distinct_written)

    @cached_property
    def bare_words(self) -> frozenset[str]:
        """The tokens with their capitals and without the marks around them, each once.

        >>> from mtcheck.document import Origin
        >>> sorted(View("“Yes,” he said.", Document("", Origin("-"))).bare_words)
        ['Yes', 'he', 'said']
        """
        return frozenset([token.strip(_AROUND) for token in self.distinct_written])

    @cached_property
    def marked_tokens(self) -> frozenset[str]:
        """The tokens that hold more than letters and digits, each once."""
        return frozenset(filterfalse(str.isalnum, self.distinct_tokens))

    @cached_property
    def words(self) -> list[str]:
        """Every word (letters, digits and ``_``) in lower case. Shared: read it, never change it."""
        return words_of(self.lowered)

    @cached_property
    def distinct_words(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def distinct_tokens(self) -> frozenset[str]:
        """The tokens, each once."""
        return frozenset(self.tokens)

    @cached_property
    def characters(self) -> str:
        """Every character of the text once: a class of characters that is not in it is not in the text.

        >>> from mtcheck.document import Origin
        >>> View("to be or not", Document("", Origin("-"))).characters
        ' benort'
        """
        return characters_of(self.text)

    @cached_property
    def small_characters(self) -> frozenset[str]:
        """Every character of the text, and of capitals the small letters too."""
        final = "ς" if "Σ" in self.characters else ""
        return frozenset(self.characters + self.characters.lower() + final)

    @cached_property
    def shape(self) -> Shape:
        """Which classes of characters stand side by side: a look-up before a search (text/shapes.py)."""
        return Shape(self.text)

    def may_meet(self, needs: Needs) -> bool:
        """Whether the text has one of the things that a rule needs; True where that is not known."""
        if needs.shapes and self.shape.has(*needs.shapes):
            return True
        if needs.pieces and any(map(self.lowered.__contains__, needs.pieces)):
            return True
        if needs.words is None:
            return False
        words = needs.words(self.lang)
        return words is None or not self.distinct_words.isdisjoint(words)

    @cached_property
    def word_starts(self) -> frozenset[str]:
        """The first five characters of every word, by which phrases are looked for."""
        return word_starts_of(self.distinct_words)

    @cached_property
    def heads(self) -> Sequence[Head]:
        """How each line that has text begins, without bullets and other decoration."""
        return kept(heads_of(self.lowered, self.lines))

    def once(
        self, work: Callable[Arguments, Answer], *about: Arguments.args, **more: Arguments.kwargs
    ) -> Answer:
        """What a function says of this text or its source, worked out once for all rules that ask.

        >>> from mtcheck.document import Origin
        >>> view = View("", Document("", Origin("-")))
        >>> view.once(sorted, "ba") is view.once(sorted, "ba")
        True
        """
        # A key that held the view, which holds the key, would keep both until garbage is collected.
        key = (work, *(None if each is self else each for each in about), *more.items())
        if key not in self._once:
            self._once[key] = work(*about, **more)
        answer: Answer = self._once[key]
        return answer

    @cached_property
    def token_starts(self) -> Sequence[int]:
        """Where each of ``tokens`` begins; dear beside the tokens, so ask for it when there is a hit."""
        return starts_between_blanks(self.lowered)

    def token_span(self, index: int) -> Span:
        """Where one of ``tokens`` is."""
        start = self.token_starts[index]
        return Span(start, start + len(self.tokens[index]))

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """What the encoding engine would change in this text."""
        if self.is_ascii and "?" not in self.text:
            return ()  # as the engine says, of which 30 modules need not be loaded then
        from mtcheck.encoding.mojibake.repair import find_repairs

        return find_repairs(self.text)

    @cached_property
    def languages(self) -> tuple[LanguageSpan, ...]:
        """The language of every stretch; covers the text without gaps."""
        text = self.spoken
        if self._detector == "mtcheck":
            return segment_languages(text)
        return segment_by_sentence(text, self.sentences, detector(self._detector))

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Links, code and tables, sorted: stretches that are not prose, or hold no whole sentences."""
        found = find_zones(self.text, self.document.origin.format)
        spans = [span for span in self.codes if span.start < span.end]
        marked = [Zone(*span, kind) for span in spans for kind in ("code", "mention")]
        return tuple(sorted((*found, *marked)) if marked else found)

    @cached_property
    def quotes(self) -> tuple[QuoteMark, ...]:
        """Every double quotation mark with its role, by the conventions of the expected language."""
        return tuple(quote_marks(self.text, self.paragraphs, self.lang))

    @property
    def told_source_lang(self) -> str:
        """The source language as the document or the configuration says it; "" when neither does."""
        return self.document.source_lang or self._source_lang or ""

    @cached_property
    def source_lang(self) -> str:
        """The language of the source text: as told, else as identified; "und" without a source.

        >>> from mtcheck.document import Origin
        >>> View("It rains.", Document("", Origin("-"), source="Heute regnet es in der Stadt.")).source_lang
        'de'
        """
        told, source = self.document.source_lang or self._source_lang, self.document.source
        if told or not source:
            return told or "und"
        if self.document.origin.format == "po":
            return message_language(source)
        return identify_language(source).code

    @cached_property
    def _language_starts(self) -> list[int]:
        return [span.start for span in self.languages]

    @cached_property
    def _is_beyond_us(self) -> bool:
        return self.tag.base not in (*known_languages(), *ALIASES)

    def lang_at(self, place: int) -> str:
        """The language at one place: that of its stretch, or the expected one where that is unknown.

        An expected language that no engine of ours can name is believed everywhere.
        """
        if self._is_beyond_us or not self.languages:
            return self.lang
        code = self.languages[bisect_right(self._language_starts, place) - 1].code
        return self.lang if code in ("und", self.tag.base) else code

    def in_zone(self, span: Span, kinds: Iterable[str]) -> bool:
        """Whether the stretch shares a character with a zone of one of those kinds."""
        return any(overlaps(span, self.zones_of(kind)) for kind in kinds)

    @cached_property
    def _hidden(self) -> list[int]:
        return [start for start, end in self.codes if start == end]

    def beside_code(self, span: Span) -> bool:
        """Whether an inline code that the text does not show is in a stretch or at either end of it.

        >>> from mtcheck.document import Origin
        >>> view = View("Sent by .", Document("Sent by .", Origin("-"), codes=(Span(8, 8),)))
        >>> view.beside_code(Span(7, 8)), view.beside_code(Span(0, 4))
        (True, False)
        """
        index = bisect_left(self._hidden, span.start)
        return index < len(self._hidden) and self._hidden[index] <= span.end

    def zones_of(self, kind: str) -> Sequence[Span]:
        """The zones of one kind, sorted, those that overlap joined."""
        return self._zones_of.get(kind, ())

    @cached_property
    def _zones_of(self) -> dict[str, list[Span]]:
        """The zones of each kind, sorted, those that overlap joined."""
        found: dict[str, list[Span]] = {}
        for start, end, kind in ((zone.start, zone.end, zone.kind) for zone in self.zones):
            spans = found.setdefault(kind, [])
            if spans and start < spans[-1].end:
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
            else:
                spans.append(Span(start, end))
        return found

    def paragraph_at(self, place: int) -> Span:
        """The paragraph that holds a place; an empty span there when it lies between paragraphs."""
        index = bisect_right(self.paragraphs, place, key=lambda span: span.start) - 1
        if index >= 0 and place <= self.paragraphs[index].end:
            return self.paragraphs[index]
        return Span(place, place)
