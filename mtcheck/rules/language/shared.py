"""What the language rules share: the main language of a text, and the stretches in another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.languages.codes import chosen
from mtcheck.languages.strangers import is_in_relative
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options
from mtcheck.rules.language.foreign import LEARNED, is_certain, is_same, is_text, spoken_letters
from mtcheck.rules.language.prose import prose_of
from mtcheck.rules.language.relatives import is_nearest_only
from mtcheck.tags import tag
from mtcheck.text.view import View

UNTRANSLATED = "accuracy/untranslated"


class _Main(NamedTuple):
    """The language most of a document is in; ``confidence`` 0-1, ``letters`` counted for it."""

    code: str
    letters: int
    confidence: float


def can_judge(lang: str) -> bool:
    return bool(chosen([lang]))


def main_language(view: View, min_letters: int) -> _Main | None:
    """The language of more than half of the letters of words whose language is known; None for less text.

    Names do not count.
    """
    letters: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    for span in view.languages:
        if span.code != "und":
            count = spoken_letters(view.text[span.start : span.end])
            letters[span.code] += count
            certain[span.code] += round(count * span.confidence)
    known = letters.total()
    if known < min_letters:
        return None
    code, count = letters.most_common(1)[0]
    return _Main(code, count, certain[code] / count) if count * 2 > known else None


def holds_other(view: View, lang: str) -> bool:
    """Whether any stretch is in another language: where none is, no letters need to be counted."""
    return any(span.code != "und" and not is_same(span.code, lang) for span in view.languages)


def is_mistaken(view: View, main: _Main, lang: str, min_confidence: float) -> bool:
    """Whether the main language is surely another one than this."""
    if main.confidence < min_confidence or is_same(main.code, lang):
        return False
    if main.code in LEARNED and main.letters < _LEARNED_LETTERS:
        return False
    # As of a stretch: a third language needs more of a translation to be certain.
    is_third = view.document.source is not None and not is_same(main.code, view.source_lang)
    if is_third and main.letters < _THIRD_LANGUAGE_LETTERS:
        return False
    return is_text(view.text, main.code, lang) and is_certain(view.text, main.code, lang)


_THIRD_LANGUAGE_LETTERS = 100
# A motto or a hymn is no document in Latin; a placeholder of some sentences is.
_LEARNED_LETTERS = 200


def foreign_spans(view: View, options: Options) -> Iterator[tuple[Span, str, float]]:
    """Stretches of prose in another language that are sure enough."""
    if not can_judge(view.lang) or view.once(is_nearest_only, view):
        return
    for span in view.languages:
        if span.code == "und" or is_same(span.code, view.lang) or span.confidence < options["min-confidence"]:
            continue
        fewest = options["min-letters"]
        if view.document.source is not None and not is_same(span.code, view.source_lang):
            # A short string with terms is called anything; what was left is in the source's language.
            fewest *= _UNLIKELY
        for piece in prose_of(view, Span(span.start, span.end)):
            text = view.text[slice(*piece)]
            if is_in_relative(text, span.code):
                continue  # Galician, for which Portuguese is the nearest name
            letters = sum(map(str.isalpha, text))
            if letters >= fewest or (
                letters >= options["min-letters"] and _has_words_of(text, span.code, view.lang)
            ):
                yield piece, span.code, span.confidence


def _has_words_of(text: str, code: str, lang: str) -> bool:
    """Whether the words of a text are those of one language, and a third of them not of another.

    >>> _has_words_of("Los ajustes se han guardado y se usan hoy.", "es", "de")
    True
    """
    ours, theirs = wordlist(tag(lang).base), wordlist(code)
    words = WORD.findall(text.lower())
    if ours is None or theirs is None or len(words) < _FEWEST_WORDS:
        return False
    known = [word in theirs for word in words]
    only = sum(is_known and word not in ours for word, is_known in zip(words, known, strict=True))
    return sum(known) >= len(words) - 1 and only >= max(_FEWEST_WORDS - 1, len(words) / 3)


_FEWEST_WORDS = 5
# So many times the letters make a third language certain in a translation.
_UNLIKELY = 4


def is_told(view: View, span: Span, code: str) -> bool:
    """Whether a stretch is text, and surely not in the expected language."""
    piece = view.text[span.start : span.end]
    return is_text(piece, code, view.lang) and is_certain(piece, code, view.lang)


# What is before or after a sentence, a clause after a colon, or a quoted sentence.
_BOUNDARY = '.!?…:;"“”„«»()—–-|•\n\r\u2028。！？'


def is_whole(view: View, span: Span) -> bool:
    """Whether a stretch is a sentence, a paragraph, or more; not a run inside a sentence."""
    start, end = _passed(view.text, span.start, -1), _passed(view.text, span.end, 1)
    before, after = view.text[start - 1 : start], view.text[end : end + 1]
    begins = not before or before in _BOUNDARY or view.in_zone(Span(start - 1, start), ("block",))
    ends = not after or after in _BOUNDARY or view.in_zone(Span(end, end + 1), ("block",))
    return begins and (ends or view.text[span.end - 1] in _BOUNDARY)


_OPENS, _CLOSES = frozenset('“”„«»"'), frozenset('“”«»"')
_FEWEST_AROUND = 2


def is_quotation(view: View, span: Span) -> bool:
    """Whether a stretch is what stands between two quotation marks, in a line that says more."""
    text = view.text
    start, end = _passed(text, span.start, -1), _passed(text, span.end, 1)
    piece = text[slice(*span)].strip()
    tail = piece.rstrip(".,;:!?…").rstrip()
    opens = piece[:1] in _OPENS or (start > 0 and text[start - 1] in _OPENS)
    closes = (tail[-1:] in _CLOSES) or text[end : end + 1] in _CLOSES
    inner = tail.strip('“”„«»"')
    if not inner or not opens or not closes or not set(inner).isdisjoint(_OPENS):
        return False
    line = view.paragraph_at(span.start)
    around = WORD.findall(text, line.start, span.start) + WORD.findall(text, span.end, line.end)
    return text.find("\n", *span) < 0 and len(around) >= _FEWEST_AROUND


def _passed(text: str, place: int, step: int) -> int:
    """The place behind the blanks that begin or, with a step of -1, end there."""
    seen = place - (step < 0)
    while 0 <= seen < len(text) and text[seen] in " \t\u00a0":
        seen += step
    return seen + (step < 0)


WORD = lazyre.compile(r"[^\W\d_]+")
