"""LNG003, untranslated-run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import dropwhile

from mtcheck import lazyre
from mtcheck.document import Span, overlaps
from mtcheck.findings import LIKELY, Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.language.foreign import LEARNED, is_same
from mtcheck.rules.language.kept import is_kept_term
from mtcheck.rules.language.leftovers import leftover_words
from mtcheck.rules.language.relatives import is_nearest_only
from mtcheck.rules.language.shared import UNTRANSLATED, WORD, foreign_spans, is_told, is_whole
from mtcheck.text.conventions import conventions
from mtcheck.text.mentions import is_named
from mtcheck.text.view import View


@rule(
    "LNG003",
    "untranslated-run",
    category=UNTRANSLATED,
    severity=Severity.MAJOR,
    skip=("link", "code"),
    options={"min-words": 3, "min-letters": 12, "min-confidence": 0.9},
)
def untranslated_run(view: View, options: Options) -> Iterator[Hit]:
    """Words of another language or script inside a sentence: `He said это правда.`

    A run in the expected script needs several words. One is enough where the word lists are sure: a word of
    another language in small letters (`Hay que replace la bomba del pozo`), a frequent English word (`In
    hukuk teorisi`), Russian in Latin letters. Names, quoted words and titles, glosses in brackets (`Kyiv
    (Київ)`), terms, single letters of another script, words of close languages (Czech and Slovak) and nouns
    that the source has in the same form are left alone.
    """
    foreign = list(foreign_spans(view, options))
    whole = [span for span, _, _ in foreign if is_whole(view, span)]
    runs: list[Span] = []
    if view.tag.base not in (*_OTHER_SCRIPT_LANGUAGES, "und") and not view.is_ascii:
        has_letter = _FOREIGN_LETTER.search(view.characters)
        hosts: dict[int, int] = {}
        for match in _foreign_script().finditer(view.text) if has_letter else ():
            span = Span(*match.span())
            if (
                _is_run(view, span, hosts)
                and not _is_named(view, span, particles=False)
                and not overlaps(span, whole)
            ):
                runs.append(span)
                yield Hit(*span, f"untranslated {match[0]!r}")
    if view.tag.base in _OTHER_SCRIPT_LANGUAGES and view.tag.base not in _CYRILLIC_LANGUAGES:
        for match in _CYRILLIC.finditer(view.text) if _CYRILLIC_LETTER.search(view.characters) else ():
            span = Span(*match.span())
            told = view.text[max(0, span.start - 2) : span.start].rstrip().endswith((":", "："))
            if not told and not overlaps(span, whole) and not _is_named(view, span, particles=False):
                runs.append(span)
                yield Hit(*span, f"untranslated {match[0]!r}")
    for span, code, confidence in foreign:
        if span in whole or code in LEARNED or overlaps(span, runs):
            continue
        phrase = _is_phrase(view, span, options["min-words"]) or _is_clause_after_name(view, span, code)
        if phrase and is_told(view, span, code):
            message = f"words in {code} inside a sentence, expected {view.lang}"
            runs.append(span)
            yield Hit(*span, message, confidence=round(confidence, 3))
    # A stretch that is told to be in another language is LNG002's, or has been told above.
    for span, code in () if view.once(is_nearest_only, view) else leftover_words(view):
        if view.text[span.start - 1 : span.start] == "{" and view.text[span.end : span.end + 1] == "}":
            continue  # a placeholder
        source = view.document.source or ""
        if _is_spoken_of(view.text, span):
            continue
        if is_kept_term(view.text[slice(*span)], source) or _is_command(view, span, source):
            continue
        if not _is_in_other_text(view, span) and not overlaps(span, sorted(runs)):
            yield Hit(
                *span, f"{view.text[slice(*span)]!r} is {code}, expected {view.lang}", confidence=LIKELY
            )


def _is_command(view: View, span: Span, source: str) -> bool:
    """Whether a text calls a word of its source a command or a part of one: la commande make."""
    return view.text[slice(*span)] in _WORDS.findall(source) and is_named(view, *span)


_WORDS = lazyre.compile(r"[^\W\d_]+")


def _is_in_other_text(view: View, span: Span) -> bool:
    """Whether the stretch around a word is as a whole in another language."""
    stretch = next((each for each in view.languages if each.start <= span.start < each.end), None)
    if stretch is None or stretch.code == "und" or is_same(stretch.code, view.lang):
        return False
    return stretch.end - stretch.start > 2 * (span.end - span.start) + _SHORT_STRETCH


# Letters beside a word that the language engine may take into its stretch.
_SHORT_STRETCH = 10


def _is_phrase(view: View, span: Span, min_words: int) -> bool:
    """Whether a run in the expected script is words of one line that are not names or a title."""
    run = view.text[span.start : span.end]
    words = WORD.findall(run)
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


def _is_clause_after_name(view: View, span: Span, code: str) -> bool:
    """Whether English goes on after a name, as after that of a button: Settings and choose what you need.

    A title in English has capitals: in it, no words in a row like these are small, with a pronoun among them.
    """
    words = WORD.findall(view.text, *span)
    small = list(dropwhile(lambda word: not word.islower(), words))
    return (
        code == "en"
        and len(small) >= _SHORTEST_CLAUSE
        and not _PRONOUNS.isdisjoint(small)
        and all(word.islower() for word in small[:_SHORTEST_CLAUSE])
    )


_SHORTEST_CLAUSE = 5
_PRONOUNS = frozenset("you your we our they their he she it its this that these those".split())


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


_OPENING, _CLOSING = "\"“”„«‘'(「『《〈", "\"“”»’')」』》〉"


# Languages written in another script than Latin: Latin words in them are mostly names.
_OTHER_SCRIPT_LANGUAGES = frozenset(
    "am ar be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru si sr ta te tg th"
    " ti ug uk ur yi zh".split()
)


_CYRILLIC_LANGUAGES = frozenset("be bg kk ky mk mn ru sr tg uk ab os ce tt ba cv".split())
# Words of Cyrillic in small letters, in a text of a third script: Arabic, Greek, Devanagari.
_CYRILLIC_LETTER = lazyre.compile("[\u0430-\u044f]")
_NO_WORD = "[\u0400-\u0491A-Za-z0-9_-]"
_CYRILLIC = lazyre.compile(
    f"[\u0430-\u0491](?<!{_NO_WORD}.)[\u0430-\u0491’'-]{{2,40}}"
    f"(?: [\u0400-\u0491]{{1,40}}){{0,20}}(?!{_NO_WORD})"
)


_LETTER = (
    "\u0386-\u03ff\u0400-\u052f\u0531-\u0587\u05d0-\u05ea\u0620-\u06d3\u0900-\u0dff\u0e01-\u0eff"
    "\u10a0-\u10ff\u1200-\u137f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3"
)


_FOREIGN_LETTER = lazyre.compile(f"[{_LETTER}]")


@cache
def _foreign_script() -> re.Pattern[str]:
    """Compiled for the first text that is not all ASCII: its classes are wide."""
    return lazyre.compile(
        f"[{_LETTER}][{_LETTER}\u0300-\u036f'’-]{{2,}}(?:[ \u00a0,-]+[{_LETTER}]+)*"
        f"|[{_LETTER}]{{1,2}}(?:[ \u00a0]+[{_LETTER}]+)+"
    )


# What is spoken of, not spoken: called перестройка; перестройка (perestroika); мир means.
_GLOSS = lazyre.compile(r"[ \u00a0](?:\(|means\b|meaning\b|bedeutet\b|signifie\b|significa\b)", re.IGNORECASE)


_MENTION = lazyre.compile(
    r"\b(?:words?|terms?|phrase|letters?|called|spel(?:led|t)|pronounced|Wort|Wörter|Begriff|heißt|mots?|terme"
    r"|palabra|término|parola)[ \u00a0]$"
    # Another word may be between: le mot arabe كتاب.
    r"|\b(?:words?|Wort|mots?|palabra|parola|palavra|słowo|slovo|слово|woord|ordet) [^\W\d_]{4,20}[ \u00a0]$",
    re.IGNORECASE,
)


def _is_spoken_of(text: str, span: Span) -> bool:
    """Whether a word is named, or told what it means, and not used: the Russian word дача means."""
    before = _MENTION.search(text[max(0, span.start - _NEAR) : span.start])
    return before is not None or _GLOSS.match(text, span.end) is not None


_NEAR = 40


_LATIN_WORD = lazyre.compile(r"[A-Za-zÀ-ɏ]{2,}")


# A line with fewer words of the expected script around the run is foreign as a whole: LNG002's.
_MIN_HOST_WORDS = 2


def _is_run(view: View, span: Span, hosts: dict[int, int]) -> bool:
    """Whether the line around a run of another script is in the expected script.

    ``hosts`` keeps the words of that script in a line by where the line starts: a line may have many runs.
    """
    line = view.paragraph_at(span.start)
    if line.start not in hosts:
        hosts[line.start] = len(_LATIN_WORD.findall(view.text, *line))
    return hosts[line.start] >= max(_MIN_HOST_WORDS, len(WORD.findall(view.text, *span)) // 2)


def _is_named(view: View, span: Span, *, particles: bool) -> bool:
    """Whether a run is names (Ústí nad Labem), a quoted title or a gloss: capitals, or between marks."""
    text = view.text
    around = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    words = WORD.findall(text, *span)
    marks = around[0] and around[0] in _OPENING and around[1] and around[1] in _CLOSING
    if marks and _is_title(words) and not _is_quoted_abroad(view, words, "".join(around)):
        return True
    if _is_spoken_of(text, span):
        return True
    capitals = sum(word[0].isupper() for word in words)
    if capitals == len(words) or (particles and capitals * 2 >= len(words)):
        return True
    # Short words in lower case are particles: the Pays de la vallée de l’Agly. German nouns are no names.
    return particles and 0 < sum(len(word) >= _LONG_WORD for word in words if word.islower()) <= capitals


def _is_quoted_abroad(view: View, words: list[str], marks: str) -> bool:
    """Whether words of another script stand in quotation marks that this language has not."""
    own = "".join(conventions(view.lang).quotes) + "()\"'‘’"
    return len(words) > 1 and words[0].islower() and not set(marks) <= set(own)
