"""TRN: what a translation lost, added or changed against its source.

All rules are silent where a document has no source. A finding points into the target; where something is
missing there is no place to point at, so it spans the whole target, and the message quotes the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.bitext.items import Item, quoted
from mtcheck.bitext.links import compare_links
from mtcheck.bitext.numbermatch import compare_numbers
from mtcheck.bitext.placeholders import compare_placeholders
from mtcheck.bitext.tags import compare_tags, find_tags, first_misnested
from mtcheck.bitext.units import compare_units
from mtcheck.bitext.untranslated import is_untranslated
from mtcheck.document import Span
from mtcheck.errors import ConfigError
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]")


def whole(view: View) -> Span:
    """The target without the white space around it: where a finding about something missing points."""
    text = view.text
    start = len(text) - len(text.lstrip())
    return Span(start, max(start, len(text.rstrip()))) if text.strip() else Span(0, 0)


@rule("TRN001", "empty-or-missing", category="accuracy/omission", severity=Severity.CRITICAL)
def empty_or_missing(view: View, options: Options) -> Iterator[Hit]:
    """There is a source, and no translation: the target is empty or holds no letter and no digit.

    A source without letters and digits needs none.
    """
    source = view.document.source
    if source is None or not _LETTER_OR_DIGIT.search(source) or _LETTER_OR_DIGIT.search(view.text):
        return
    if len(_LETTERS.findall(source)) > 1 or not view.text.strip():
        yield Hit(*whole(view), f"no translation of {short(source)!r}")


def short(text: str) -> str:
    """A text in one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


# A message quotes at most so many characters of the source.
_QUOTED = 60


@rule("TRN002", "same-as-source", category="accuracy/untranslated", severity=Severity.MAJOR)
def same_as_source(view: View, options: Options) -> Iterator[Hit]:
    """The target is the source, left as it was.

    Names, codes, numbers, addresses and words that both languages share are the same in both; the language
    engine and the word lists of the two languages tell whether a text is of the source language only.
    """
    source = view.document.source
    if source is None or not _LETTERS.search(view.text):
        return
    if is_untranslated(source, view.text, view.source_lang, view.lang):
        yield Hit(*whole(view), f"not translated from {view.source_lang}")


@rule("TRN003", "number-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def number_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A number of the source is missing or other in the target: 12 became 13.

    Numbers are compared by value: `1 000,5` is `1,000.5`, `5.2 млн` is 5.2 million, ３億 is 300 million; any
    digits, dates, clocks and decades. A number in words lets the same number in digits pass. Numbers in
    links, tags and placeholders are for the rules of those.
    """
    source = view.document.source
    if source is None:
        return
    compared = compare_numbers(source, view.text, view.source_lang, view.lang)
    if not compared.lost and not compared.added:
        return
    # What was converted into another unit is TRN005's.
    converted = [found for found in compare_units(source, view.text, compared) if found.converted]
    gone = [found.source.number for found in converted]
    come = [found.target.number for found in converted]
    lost = ", ".join(repr(number.text) for number in compared.lost if number not in gone)
    for number in compared.added:
        if number in come:
            continue
        said = f"where the source says {lost}" if lost else "is not in the source"
        yield Hit(number.start, number.end, f"number {number.text!r} {said}")
    if lost and len(compared.added) == len(come):
        yield Hit(*whole(view), f"number {lost} of the source is missing", confidence=0.8)


@rule("TRN005", "currency-or-unit-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def currency_or_unit_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A number kept its value and has another currency or unit: `$5` became `5 €`, 5 km became 5 miles.

    A value that was converted, 100 km into 62 miles, is a minor finding. Names of units in many languages
    stand in corpora/units; other words beside numbers are not looked at.
    """
    source = view.document.source
    if source is None:
        return
    compared = compare_numbers(source, view.text, view.source_lang, view.lang)
    if not compared.matched and not compared.added:
        return
    for found in compare_units(source, view.text, compared):
        before, after = (
            source[found.source.start : found.source.end],
            view.text[found.target.start : found.target.end],
        )
        if found.converted:
            message, severity = f"{after!r} was converted from {before!r}", Severity.MINOR
        else:
            message, severity = f"{after!r} where the source says {before!r}", Severity.MAJOR
        yield Hit(found.target.start, found.target.end, message, severity=severity)


@rule("TRN006", "url-or-email-mismatch", category="accuracy/omission", severity=Severity.MAJOR)
def url_or_email_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A URL or e-mail address of the source is missing or other in the target.

    Localised forms of one address agree: /en/ for /ru/, `en.example.org` for `uk.example.org`, .de for .com.
    """
    source = view.document.source
    if source is None:
        return
    yield from _differences(view, "address", *compare_links(source, view.text))


@rule(
    "TRN007",
    "placeholder-mismatch",
    category="design/markup",
    severity=Severity.MAJOR,
    options={"pattern": ""},
)
def placeholder_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A placeholder that a program fills in is missing, other or added: `%(n)s`, `{name}`, `%1`, `{{ x }}`.

    Known are printf (numbered ones may change places), braces, ICU plural and select, Python, Ruby, Qt,
    Angular, shell. ``pattern`` is a regular expression of placeholders of your own.
    """
    source = view.document.source
    if source is None:
        return
    pattern = str(options.get("pattern", ""))
    try:
        re.compile(pattern)
    except re.error as error:
        raise ConfigError("rules.TRN007", "pattern", f"is no regular expression: {error}") from error
    compared = compare_placeholders(source, view.text, (view.source_lang, view.lang), pattern)
    yield from _differences(view, "placeholder", *compared)


@rule("TRN008", "tag-mismatch", category="design/markup", severity=Severity.MAJOR)
def tag_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A tag of the source is missing, other or added: XML, HTML, BBCode, or a pair of Markdown.

    Tags may change places, as words do, but those that come in pairs must stay nested.
    """
    source = view.document.source
    if source is None:
        return
    lost, added = compare_tags(source, view.text)
    yield from _differences(view, "tag", lost, added)
    if not lost and not added:
        wrong = first_misnested(find_tags(view.text))
        if wrong and not first_misnested(find_tags(source)):
            yield Hit(wrong.start, wrong.end, f"tag {wrong.text!r} closes what is not open")


def _differences(view: View, kind: str, lost: Sequence[Item], added: Sequence[Item]) -> Iterator[Hit]:
    """A hit on each thing that the source does not have; one on the whole when something is only lost."""
    for item in added:
        said = f"where the source has {quoted(lost)}" if lost else "is not in the source"
        yield Hit(item.start, item.end, f"{kind} {item.text!r} {said}")
    if lost and not added:
        yield Hit(*whole(view), f"{kind} {quoted(lost)} of the source is missing")
