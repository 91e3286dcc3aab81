"""PUN008, dash-for-quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.resources import word_set
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.conventions import conventions, mark_words
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

# Languages whose words of speech tell where a quotation ends.
_TAGGED = ("en", "de", "nl", "cs", "sk")


@rule(
    "PUN008",
    "dash-for-quote",
    category=PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    langs=(
        "en",
        "de",
        "nl",
        "cs",
        "sk",
        "fr",
        "es",
        "it",
        "pt",
        "pl",
        "ro",
        "sv",
        "da",
        "nb",
        "fi",
        "hu",
        "tr",
        "el",
        "ru",
        "uk",
        "be",
    ),
    skip=NOT_PROSE,
    needs=Needs(("- ", "– ", "— ", "» ", '" ', "“ ", "»,", '",', "“,")),
)
def dash_for_quote(view: View, options: Options) -> Iterator[Hit]:
    """A dash where the quotation should close: `in Georgia. - said the expert.`

    Russian and Ukrainian set dialogue with dashes; the translator kept the dash and lost the closing mark.
    The fix is safe where the paragraph has an opening mark that nothing closes. Elsewhere a person must
    find where the quotation opens. In languages that close a quotation and set a comma or a dash, both
    together (`”, - dit le maire`) are shown. In Russian, Ukrainian and Belarusian a lost dash is reported:
    `«Лодка готова», сказал рыбак` for `«Лодка готова», — сказал рыбак`.
    """
    text = view.text
    if view.tag.base in _SPOKEN_WITH_DASH:
        yield from _lost_dashes(view)
        return
    if not mark_words(view.lang).speech or view.tag.base not in _TAGGED:
        yield from _comma_and_dash(view)
        return
    opened = _open_quotes(view)
    for match in _dash_tag(view.tag.base).finditer(text):
        tag, paragraph = match["tag"], view.paragraph_at(match.start())
        if text[paragraph.start : paragraph.end].lstrip()[:1] in ("-", "–", "—"):
            if not match["gap"][0].isspace():
                yield Hit(match.start("gap"), match.end("gap"), "dash glued to a comma", f" {match['gap']}")
            elif match["stop"] == "," and view.tag.base in _NO_DIALOGUE_DASH and not match["quote"]:
                message = f"comma and dash before {tag!r}: Russian dialogue"
                yield Hit(
                    match.start(), match.end("gap"), message, confidence=PROBABLE, safety=Safety.DISPLAY
                )
            continue  # a dialogue set with dashes from its first word on
        if match["quote"]:
            message = f"dash between the quotation and {tag!r}"
            gap = ", " if _comma_outside(view) else " "
            yield Hit(match.start("gap"), match.end("gap"), message, gap)
            continue
        opener = opened.get(match.start())
        message = f"dash before {tag!r} where the quotation should close"
        if opener is None:
            yield Hit(match.start(), match.end("gap"), message, confidence=PROBABLE)
            continue
        closer = next((pair[1] for pair in conventions(view.lang).quotes if pair[0] == opener), opener)
        end = _speech_end(match["stop"], closer, _comma_outside(view))
        yield Hit(match.start(), match.end("gap"), message, end, safety=Safety.SAFE)


# Languages that set dialogue in quotation marks only.
_NO_DIALOGUE_DASH = ("en", "de", "nl")
# Languages that set a dash between a quotation and the word that tells who speaks.
_SPOKEN_WITH_DASH = ("ru", "uk", "be")
# A quotation of two words or more that begins a paragraph or sentence, and a word behind it without a dash.
_QUOTATION = lazyre.compile(
    r"[«\"“„](?<![^\s(].)(?=[^\W\d_])([^«»\"“”„\n]{1,300}[^\W_][!?…]{0,3})[»\"“”]"
    r"(?P<gap>,?[ \u00a0])(?P<said>[^\W\d_]{4,20})\b"
)
_BEGINS = lazyre.compile(r"(?:^|[.!?…\n])\s*$")
# So many words are no name of a paper: «Новая газета» сообщила.
_NO_TITLE = 4
# How far a sentence is read for a comma: «Северный поток», сообщил источник, стоит.
_SENTENCE_REST = lazyre.compile(r"[^,.!?…\n]{0,200}")


def _lost_dashes(view: View) -> Iterator[Hit]:
    """Quotations with a word of saying right behind them, and no dash between."""
    text, words = view.text, word_set(view.tag.base, "said")
    for match in _QUOTATION.finditer(text):
        told = match["gap"][0] == "," or match[1][-1] in "!?…"
        if match["said"] not in words or len(match[1].split()) < (2 if told else _NO_TITLE):
            continue
        rest = _SENTENCE_REST.match(text, match.end())
        if rest is None or text[rest.end() : rest.end() + 1] == ",":
            continue
        if _BEGINS.search(text, max(0, match.start() - 4), match.start()) and match[1][0].isupper():
            message = f"no dash between the quotation and {match['said']!r}"
            ended = match[1][-1] in "!?…"
            yield Hit(match.start("gap"), match.end("gap"), message, " — " if ended else ", — ", PROBABLE)


# A closing mark, a comma and a dash: Russian sets all three, these languages one or two of them.
_COMMA_AND_DASH = lazyre.compile(
    r",(?:(?<=[\w!?…][\"”»“],)|(?<=[\w!?…][ \u00a0]»,))[ \u00a0]{1,3}[-–—][ \u00a0](?=[^\W\d_])"
)


def _comma_and_dash(view: View) -> Iterator[Hit]:
    for match in _COMMA_AND_DASH.finditer(view.text):
        if view.text[match.end()].islower():
            yield Hit(match.start(), match.end(), "comma and dash after a quotation", confidence=PROBABLE)


def _comma_outside(view: View) -> bool:
    """German sets the comma after the closing mark: „Ja“, sagte sie."""
    return view.tag.base == "de"


def _speech_end(stop: str, closer: str, comma_outside: bool) -> str:
    if comma_outside:
        return f"{'' if stop in '.,' else stop}{closer}, "
    return f"{',' if stop == '.' else stop}{closer} "


@cache
def _dash_tag(lang: str) -> re.Pattern[str]:
    """A stop, perhaps a closing mark, a dash with spaces and a word that tells who speaks."""
    words = mark_words(lang)
    tags, subjects = ("|".join(map(re.escape, each)) for each in (words.speech, words.speakers))
    who = rf"(?:(?:{subjects})[ \u00a0])?" if subjects else ""
    return lazyre.compile(
        r"(?P<stop>[.,!?…])(?P<quote>[\"”»“]?)(?P<gap>(?:[ \u00a0]{1,3}|(?<=[^\W\d_],))[-–—][ \u00a0]{1,3})"
        rf"(?P<tag>{who}(?:{tags})\b)"
    )


def _open_quotes(view: View) -> dict[int, str]:
    """For each place where a dash may close a quotation, the mark that is open there for good."""
    text, quotes = view.text, view.quotes
    found: dict[int, str] = {}
    index, open_mark, straight, paragraph_end = 0, None, 0, -1
    for match in _dash_tag(view.tag.base).finditer(text):
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
