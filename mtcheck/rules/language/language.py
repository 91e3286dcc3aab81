"""LNG: text in a language nobody expects there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.document import Span, overlaps
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.languages.codes import chosen
from mtcheck.registry import Options, rule
from mtcheck.rules.language.foreign import LEARNED, is_certain, is_same, is_text, spoken_letters
from mtcheck.text.view import View

UNTRANSLATED = "accuracy/untranslated"


class _Main(NamedTuple):
    """The language most of a document is in; ``confidence`` 0-1, ``letters`` counted for it."""

    code: str
    letters: int
    confidence: float


def _can_judge(lang: str) -> bool:
    return bool(chosen([lang]))


def _main_language(view: View, min_letters: int) -> _Main | None:
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


def _holds_other(view: View, lang: str) -> bool:
    """Whether any stretch is in another language: where none is, no letters need to be counted."""
    return any(span.code != "und" and not is_same(span.code, lang) for span in view.languages)


def _is_mistaken(view: View, main: _Main, lang: str, min_confidence: float) -> bool:
    """Whether the main language is surely another one than this."""
    if main.confidence < min_confidence or is_same(main.code, lang):
        return False
    if main.code in LEARNED and main.letters < _LEARNED_LETTERS:
        return False
    return is_text(view.text, main.code, lang) and is_certain(view.text, main.code, lang)


# A motto or a hymn is no document in Latin; a placeholder of some sentences is.
_LEARNED_LETTERS = 200


@rule(
    "LNG001",
    "wrong-document-language",
    category=UNTRANSLATED,
    severity=Severity.CRITICAL,
    options={"min-letters": 25, "min-confidence": 0.8},
)
def wrong_document_language(view: View, options: Options) -> Iterator[Hit]:
    """Most of the document is in another language than the one expected.

    Counted over the letters of words, not of names, whose language is known; short texts are not judged,
    nor is a document whose expected language the detector does not know (LNG006 says so).
    """
    if not _can_judge(view.lang) or not _holds_other(view, view.lang):
        return
    main = _main_language(view, options["min-letters"])
    if main is None or not _is_mistaken(view, main, view.lang, options["min-confidence"]):
        return
    span = next(span for span in view.languages if span.code == main.code)
    yield Hit(
        span.start,
        span.end,
        f"document is in {main.code}, expected {view.lang}",
        confidence=round(main.confidence, 3),
    )


@rule(
    "LNG002",
    "foreign-segment",
    category=UNTRANSLATED,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    drop="foreign",
    options={"min-letters": 20, "min-confidence": 0.8},
)
def foreign_segment(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph or sentence is in another language than the document is expected in.

    `clean --drop foreign` leaves such stretches out. Runs inside a sentence are LNG003. Rows of names,
    lists of terms and Latin are left alone.
    """
    for span, code, confidence in _foreign_spans(view, options):
        if _is_whole(view, span) and code not in LEARNED and _is_told(view, span, code):
            yield Hit(*span, f"text in {code}, expected {view.lang}", confidence=round(confidence, 3))


def _foreign_spans(view: View, options: Options) -> Iterator[tuple[Span, str, float]]:
    """Stretches in another language, without the white space at their ends, that are sure enough."""
    if not _can_judge(view.lang):
        return
    for span in view.languages:
        if span.code == "und" or is_same(span.code, view.lang) or span.confidence < options["min-confidence"]:
            continue
        piece = view.text[span.start : span.end]
        if sum(map(str.isalpha, piece)) >= options["min-letters"]:
            start = span.start + len(piece) - len(piece.lstrip())
            yield Span(start, span.end - (len(piece) - len(piece.rstrip()))), span.code, span.confidence


def _is_told(view: View, span: Span, code: str) -> bool:
    """Whether a stretch is text, and surely not in the expected language."""
    piece = view.text[span.start : span.end]
    return is_text(piece, code, view.lang) and is_certain(piece, code, view.lang)


# What stands before or behind a sentence, a clause after a colon, or a quoted sentence.
_BOUNDARY = '.!?…:;"“”„«»()—–-|•\n\r\u2028。！？'


def _is_whole(view: View, span: Span) -> bool:
    """Whether a stretch is a sentence, a paragraph, or more; not a run inside a sentence."""
    before = view.text[: span.start].rstrip(" \t\u00a0")[-1:] if span.start else ""
    after = view.text[span.end : span.end + 40].lstrip(" \t\u00a0")[:1]
    ends = not after or after in _BOUNDARY or view.text[span.end - 1] in _BOUNDARY
    return (not before or before in _BOUNDARY) and ends


@rule(
    "LNG003",
    "untranslated-run",
    category=UNTRANSLATED,
    severity=Severity.MAJOR,
    options={"min-words": 3, "min-letters": 12, "min-confidence": 0.9},
)
def untranslated_run(view: View, options: Options) -> Iterator[Hit]:
    """Words of another language, or of another script, stand inside a sentence: `He said это правда.`

    Names, quoted titles and glosses in brackets, `Kyiv (Київ)`, are left alone, and so are single
    letters of another script. In the expected script a run needs several words to be sure.
    """
    foreign = list(_foreign_spans(view, options))
    whole = [span for span, _, _ in foreign if _is_whole(view, span)]
    runs: list[Span] = []
    if view.lang.split("-")[0] not in _OTHER_SCRIPT_LANGUAGES and not view.is_ascii:
        for match in _FOREIGN_SCRIPT.finditer(view.text):
            span = Span(*match.span())
            if (
                _is_run(view, span)
                and not _is_named(view, span, particles=False)
                and not overlaps(span, whole)
            ):
                runs.append(span)
                yield Hit(*span, f"untranslated {match[0]!r}")
    for span, code, confidence in foreign:
        if span in whole or code in LEARNED or overlaps(span, runs):
            continue
        if _is_phrase(view, span, options["min-words"]) and _is_told(view, span, code):
            message = f"words in {code} inside a sentence, expected {view.lang}"
            yield Hit(*span, message, confidence=round(confidence, 3))


def _is_phrase(view: View, span: Span, min_words: int) -> bool:
    """Whether a run in the expected script is words of one line that are not names or a title."""
    run = view.text[span.start : span.end]
    words = _WORD.findall(run)
    between_marks = run[0] in _OPENING and run.rstrip(" .,!?…")[-1:] in _CLOSING
    if "\n" in run or (between_marks and _is_title(words)):
        return False
    if words and words[0][0].isupper():
        # Inside a sentence a capital begins a name or a title, however it goes on; at the start of one it
        # says nothing, but a few words more are wanted.
        if not _begins_sentence(view.text, span.start):
            return sum(len(word) >= _LONG_WORD for word in words) > _LONGEST_TITLE
        min_words += 2
    return len(words) >= min_words and not _is_named(view, span, particles=True)


def _is_title(words: list[str]) -> bool:
    """Whether words between quotation marks or brackets are a title, a name or a term; not a clause."""
    return len(words) <= (_LONGEST_QUOTED_TITLE if words and words[0][0].isupper() else _LONGEST_TERM)


def _begins_sentence(text: str, start: int) -> bool:
    return text[max(0, start - 20) : start].rstrip(" \t\u00a0\"“„«'")[-1:] in ("", *".!?…:\n。！？")


# Words of four letters and more in the longest title, or name of an office: Centre national de la
# recherche scientifique.
_LONG_WORD = 4
_LONGEST_TITLE = 6
# In quotation marks or brackets: Вечера на хуторе близ Диканьки; a term, or a motto.
_LONGEST_QUOTED_TITLE = 8
_LONGEST_TERM = 2
_OPENING, _CLOSING = "\"“”„«‘'(", "\"“”»’')"
# Languages written in another script than Latin: Latin words in them are mostly names.
_OTHER_SCRIPT_LANGUAGES = frozenset(
    "am ar be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru si sr ta te tg th"
    " ti ug uk ur yi zh".split()
)
_LETTER = (
    "\u0386-\u03ff\u0400-\u052f\u0531-\u0587\u05d0-\u05ea\u0620-\u06d3\u0900-\u0dff\u0e01-\u0eff"
    "\u10a0-\u10ff\u1200-\u137f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3"
)
_FOREIGN_SCRIPT = re.compile(
    f"[{_LETTER}][{_LETTER}\u0300-\u036f'’-]{{2,}}(?:[ \u00a0,-]+[{_LETTER}]+)*"
    f"|[{_LETTER}]{{1,2}}(?:[ \u00a0]+[{_LETTER}]+)+"
)
_WORD = re.compile(r"[^\W\d_]+")
# What is spoken of, not spoken: called перестройка; перестройка (perestroika); мир means.
_GLOSS = re.compile(r"[ \u00a0](?:\(|means\b|meaning\b|bedeutet\b|signifie\b|significa\b)", re.IGNORECASE)
_MENTION = re.compile(
    r"\b(?:words?|terms?|phrase|letters?|called|spel(?:led|t)|pronounced|Wort|Wörter|Begriff|heißt|mots?|terme"
    r"|palabra|término|parola)[ \u00a0]$",
    re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
# A line with fewer words of the expected script around the run is foreign as a whole: LNG002's.
_MIN_HOST_WORDS = 2


def _is_run(view: View, span: Span) -> bool:
    """Whether the line around a run of another script is in the expected script."""
    line = view.paragraph_at(span.start)
    host = _LATIN_WORD.findall(view.text, *line)
    return len(host) >= max(_MIN_HOST_WORDS, len(_WORD.findall(view.text, *span)) // 2)


def _is_named(view: View, span: Span, *, particles: bool) -> bool:
    """Whether a run is names (Ústí nad Labem), a quoted title or a gloss: capitals, or between marks."""
    text = view.text
    around = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    words = _WORD.findall(text, *span)
    if around[0] and around[0] in _OPENING and around[1] and around[1] in _CLOSING and _is_title(words):
        return True
    if _GLOSS.match(text, span.end) or _MENTION.search(text[max(0, span.start - 30) : span.start]):
        return True
    capitals = sum(word[0].isupper() for word in words)
    if capitals == len(words) or (particles and capitals * 2 >= len(words)):
        return True
    # Short words in lower case are particles: the Pays de la vallée de l’Agly. German nouns are no names.
    return particles and 0 < sum(len(word) >= _LONG_WORD for word in words if word.islower()) <= capitals


@rule("LNG006", "language-unsupported", category="none", severity=Severity.NEUTRAL)
def language_unsupported(view: View, options: Options) -> Iterator[Hit]:
    """The expected language is not one the detector knows, so the language of this document is not judged.

    Said once a document, so that silence never passes for approval.
    """
    if not _can_judge(view.lang) and _WORD.search(view.text):
        yield Hit(0, 0, f"language {view.lang!r} cannot be told from others here; LNG rules do not judge")


@rule(
    "LNG007",
    "declared-language-mismatch",
    category="design/locale",
    severity=Severity.MINOR,
    options={"min-letters": 25, "min-confidence": 0.8},
)
def declared_language_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The container says one language, the text is in another: `xml:lang`, `<language>`, `article.de.txt`"""
    declared = view.document.declared_lang
    if declared is None or not _can_judge(declared) or not _holds_other(view, declared):
        return
    main = _main_language(view, options["min-letters"])
    if main and _is_mistaken(view, main, declared, options["min-confidence"]):
        yield Hit(
            0,
            len(view.text),
            f"declared as {declared}, but the text is in {main.code}",
            confidence=round(main.confidence, 3),
        )
