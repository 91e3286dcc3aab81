"""What is no fault in the translation of a program's message, because its source or its kind explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mtcheck import lazyre
from mtcheck.bitext.messages import (
    begins_term,
    has_accelerator,
    is_cut_compound,
    is_list,
    is_list_of_keywords,
    is_no_run,
    is_no_text,
    is_own_number,
    is_slug,
    is_translated_around,
    is_usage,
    names_message,
)
from mtcheck.bitext.placeholders import find_placeholders
from mtcheck.document import Document
from mtcheck.findings import Finding, Safety

_WORD: re.Pattern[str] = lazyre.compile(r"[^\W\d_]+")
# What itstool writes where a manual has a picture; translators put anything there.
_PICTURE = lazyre.compile(r"(?:external ref='[^']*' md5='\w+'|@@image: '[^']*'; md5=\w+)")
_TAG = lazyre.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
_SMALL_LINE = lazyre.compile(r"[\n\r]\s*[^\W\d_A-ZÀ-ÞА-ЯЁΑ-Ω]")
_LONE_AT = lazyre.compile(r"(?<!\S)[\"“'‘]?@(?!\w)")
# As Korean introduces examples and notes: 예) 1.2.3.4
_KOREAN_LABEL = lazyre.compile(r"(?<![\uac00-\ud7a3])(?:예|예시|예제|참고|주의|주)$")
_QUOTES = '"“”„‟«»'
_LOW = "„“"
_STOPS = (".", "!", "?", ":", "…", "")
# What KDE has the translators write themselves into.
_TRANSLATORS = lazyre.compile(r"Your (?:names|emails)")
# An abbreviation has no more letters.
_LONGEST_CUT = 4
_SEMANTIC = lazyre.compile(
    r"</?(gui|guiseq|app|cmd|key|keyseq|file|interface|emphasis|filename|application|link)>"
)
_US = lazyre.compile(r"^acronym 'U[SK]'")
# KDE's script of a translation, which Russian needs for its cases: %1|/|$[case %1]
_SCRIPT = "|/|"
_CUT_WORD = lazyre.compile(r"(?<!\w)[A-Za-z]{2,4}\. \S")
# Marks that are spoken of: only letters, : , _ and . are allowed
_LONE_MARK = lazyre.compile(r"(?<!\S)[,.:;_@-](?!\S)")
_FEWEST_MARKS = 2
_QUOTED = lazyre.compile(r"'([^']+)'")
_NOBODY = lazyre.compile(r"^'(?:https?://|[\w.+%-]{1,64}@)?(?:www\.)?example\.(?:com|org|net)\b")


def without_excused(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a document; of a message without those that only look like faults.

    The same of one message is said once.
    """
    found = tuple(findings)
    if not found or not document.is_message:
        return found
    source = document.source or ""
    if _TRANSLATORS.fullmatch(source):
        return ()
    if _SCRIPT in document.text:
        found = tuple(each for each in found if each.end <= document.text.index(_SCRIPT))
    if is_slug(document.origin.record or "", source):
        found = tuple(each for each in found if each.rule != "FLU004")
    if document.origin.record == f"unit {source}":
        found = tuple(each for each in found if not _is_of_named(each))
    if "%" in document.text or "{" in document.text or "$" in document.text:
        found = _outside_placeholders(found, document.text)
    if _PICTURE.fullmatch(source.strip()):
        return tuple(each for each in found if not each.rule.startswith(("TRN", "LNG")))
    if names_message(source):
        found = tuple(each for each in found if not each.rule.startswith("TRN") or not document.text.strip())
    kept: dict[tuple[str, str], Finding] = {}
    for finding in found:
        excuse = _EXCUSES.get(finding.rule)
        if _has_accelerator(finding, document.text, source):
            continue
        if excuse is None or not excuse(finding, document.text, source):
            # What `clean` repairs is told at each place.
            place = "" if finding.edit is None else str(finding.start)
            kept.setdefault((finding.rule, f"{finding.message}{place}"), finding)
    return _once(tuple(kept.values()))


def _is_of_named(finding: Finding) -> bool:
    """Whether a unit that is called by its source only says more than the name does: `pagination`."""
    return finding.message.endswith(_ADDED) or finding.message.startswith("more than ")


def _outside_placeholders(found: tuple[Finding, ...], text: str) -> tuple[Finding, ...]:
    """The findings without those on words of a placeholder: %date% is no misspelt word."""
    places = [(item.start, item.end) for item in find_placeholders(text)]
    return tuple(
        each
        for each in found
        if not each.rule.startswith("FLU")
        or not any(start <= each.start < each.end <= end for start, end in places)
    )


def _has_accelerator(finding: Finding, text: str, source: str) -> bool:
    """Whether a finding is about a word with the mark of a key in it, &File or _File, as in the source."""
    if finding.end - finding.start > _LONGEST_WORD or not finding.rule.startswith(_OF_WORDS):
        return False
    return has_accelerator(text, source, finding.start, finding.end)


# Rules that read words by their letters.
_OF_WORDS = ("ENC001", "ENC002", "ENC003", "FLU", "LNG", "TRN006")
_LONGEST_WORD = 40


_ADDED = "is not in the source"


def _once(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, with one that says that the message is in another language, or more than the source."""
    codes = {finding.rule for finding in found}
    said = ("LNG002", "LNG003") if "LNG001" in codes else ()
    if any(finding.message.startswith("more than ") for finding in found):
        found = tuple(each for each in found if each.rule[:3] != "TRN" or not each.message.endswith(_ADDED))
    return tuple(finding for finding in found if finding.rule not in said)


def _is_no_text(finding: Finding, text: str, source: str) -> bool:
    return is_no_text(text[finding.start : finding.end], source)


def _is_no_document(finding: Finding, text: str, source: str) -> bool:
    """Whether a message that is called one in another language is names and terms, or translated."""
    return _is_no_text(finding, text, source) or is_translated_around(text, source)


def _is_no_run(finding: Finding, text: str, source: str) -> bool:
    if finding.message.startswith("untranslated "):
        return False  # letters of another script
    return is_no_run(text, source, finding.start, finding.end)


def _is_open(finding: Finding, text: str, source: str) -> bool:
    """Whether a line breaks off where the message goes on, or its source ends without a stop too."""
    if finding.end < len(text.rstrip()) or source.rstrip()[-1:] in "`([{<":
        return True
    return "cut off" in finding.message and source.rstrip("\"'”’»)]> \n")[-1:] not in ".!?…:。！？"


def _is_other_form(finding: Finding, text: str, source: str) -> bool:
    """Whether what is called a misspelt name is the plural or another form of the other one."""
    names = _QUOTED.findall(finding.message)
    return len(names) > 1 and (names[0].startswith(names[1]) or names[1].startswith(names[0]))


def _repeats_as(finding: Finding, text: str, source: str) -> bool:
    """Whether brackets repeat what is before them in the source too: *.txt | Texts (*.txt)."""
    inside = finding.text.strip(" ()[]")
    return finding.message.startswith("the brackets") and source.count(inside) > 1


def _has_no_conversion(finding: Finding, text: str, source: str) -> bool:
    """Whether the source has no such placeholder: in `{0}% i {1}%` the letter is a word."""
    return finding.message.startswith("placeholder") and "".join(finding.text.split()) not in source


def _marks_a_term(finding: Finding, text: str, source: str) -> bool:
    """Whether an added tag is one that tells what its words are, <gui> or <app>, and is closed.

    Who writes the help of a program sets them for the reader of one language.
    """
    names = {match[1] for match in _SEMANTIC.finditer(finding.message)}
    if not names or "is not in the source" not in finding.message:
        return False
    return all(text.count(f"<{name}>") == text.count(f"</{name}>") for name in names)


def _is_of_country(finding: Finding, text: str, source: str) -> bool:
    """Whether US is the thing that a program calls so, with a number, or what an adjective says."""
    return _US.search(finding.message) is not None


def _is_spelt_so(finding: Finding, text: str, source: str) -> bool:
    """Whether a word that no list has is the source's too: the name of a program, vim."""
    return finding.message.startswith("spelling") and _has_word_of(finding, text, source)


def _tells_of_marks(finding: Finding, text: str, source: str) -> bool:
    """Whether the source lists marks, or the mark is that of an abbreviation before a comma."""
    return len(_LONE_MARK.findall(source)) >= _FEWEST_MARKS or _is_abbreviation(finding, text, source)


def _tells_of_marks_or_terms(finding: Finding, text: str, source: str) -> bool:
    return is_list_of_keywords(source) or _tells_of_marks(finding, text, source)


def _is_a_guess(finding: Finding, text: str, source: str) -> bool:
    """Whether one letter is called garbled, and may as well be right."""
    return finding.end - finding.start == 1 and finding.safety is not Safety.SAFE


def _is_abbreviation(finding: Finding, text: str, source: str) -> bool:
    """Whether the word in front of a stop and a comma is short: dvs., dll.,"""
    if finding.message != "stop before a comma":
        return False
    word = _WORD.findall(text[max(0, finding.start - _LONGEST_CUT - 1) : finding.start])
    return bool(word) and len(word[-1]) <= _LONGEST_CUT


def _is_no_clash(finding: Finding, text: str, source: str) -> bool:
    """Whether a nominative is what the accusative is too (на тег), or a subject begins a part of a line.

    A label without its article and ending is one in German too: Nach Name.
    """
    last = finding.text.split()[-1:]
    if "than the nominative" in finding.message or (last and last[0] in _VALUES and last[0] in source):
        return True
    place = finding.start, finding.end
    if begins_term(text, source, *place):
        return True
    if "another gender" in finding.message and is_cut_compound(text, *place):
        return True
    words = finding.text.split()
    if "takes another case" in finding.message and len(words) < _WITH_ARTICLE and words[-1].istitle():
        return True
    before = text[: finding.start].rstrip(" \t")
    carries_on = before.endswith("\n") and before.rstrip()[-1:] not in _STOPS
    return carries_on and "subject" in finding.message


# Values of programs, which stay as they are.
_VALUES = ("true", "false", "null", "none")


def _is_of_name(finding: Finding, text: str, source: str) -> bool:
    """Whether the first part of a compound is a name in the source: Neos Datenbank."""
    first = finding.text.split()[0]
    return re.search(rf"\S.*(?<!\w){re.escape(first)}(?!\w)", source) is not None


# Preposition, article and noun.
_WITH_ARTICLE = 3


def _of_source(test: Callable[[str], bool]) -> Callable[[Finding, str, str], bool]:
    return lambda finding, text, source: test(source)


def _begins_small_too(finding: Finding, text: str, source: str) -> bool:
    """Whether a line of the source begins small too, or an abbreviation is before: max. thermisch."""
    before = _WORD.findall(text[max(0, finding.start - _LONGEST_WORD) : finding.start])
    longest = _LONGEST_CUT if _CUT_WORD.search(source) else _LONGEST_CUT - 1
    cut = text[: finding.start].rstrip(" ").endswith(".") and bool(before) and len(before[-1]) <= longest
    cut = cut or bool(before and _is_cut_word(before[-1], source))
    return cut or _SMALL_LINE.search(source) is not None or source.lstrip()[:1] == "-"


def _is_cut_word(word: str, source: str) -> bool:
    """Whether a word is the beginning of one of the source: config., of configuration."""
    longer = (each.lower() for each in _WORD.findall(source))
    return any(each.startswith(word.lower()) and len(each) > len(word) for each in longer)


def _is_markup(finding: Finding, text: str, source: str) -> bool:
    """Whether an entity is in a message with tags, which is shown as HTML."""
    has_tags = _TAG.search(text) is not None and _TAG.search(source) is not None
    return has_tags and finding.text.startswith("&")


def _is_glued(finding: Finding, text: str, source: str) -> bool:
    """Whether words are told apart that no word list has as one, or are the source's: names of programs."""
    if finding.text.strip().lower() in source.lower():
        return True  # an option: -boats
    return finding.edit is None or " " in finding.edit.text or _has_word_of(finding, text, source)


def _has_word_of(finding: Finding, text: str, source: str) -> bool:
    return any(word in source for word in _WORD.findall(text[finding.start : finding.end]))


def _is_beside_words(finding: Finding, text: str, source: str) -> bool:
    """Whether ideographs stand between words of the source, which Chinese sets without spaces."""
    parts = _LATIN_WORD.findall(finding.text)
    return len(parts) > 1 and set(parts) <= set(_LATIN_WORD.findall(source))


_LATIN_WORD = lazyre.compile(r"[A-Za-z]+")


def _is_a_call(finding: Finding, text: str, source: str) -> bool:
    """Whether a bracket is against the name of a function, as in the source: min(boats)"""
    name = _LATIN_WORD.findall(text[max(0, finding.start - _LONGEST_WORD) : finding.start])
    return finding.text == "(" and bool(name) and f"{name[-1]}(" in source


def _has_lone_at_or_link(finding: Finding, text: str, source: str) -> bool:
    """Whether the source has a sign by itself too; or the address, and a sentence was taken for its end."""
    address, _, after = text[finding.start : finding.end].partition(" ")
    if address == "@":
        return _LONE_AT.search(source) is not None
    return bool(after) and address.rstrip(".,:;") in source


def _pairs_as(finding: Finding, text: str, source: str) -> bool:
    """Whether the quotation marks are as many as in the source, and in pairs: they are of two kinds.

    Of brackets, whether the source leaves as many open.
    """
    pair = next((each for each in ("()", "[]", "{}") if finding.text in each), "")
    if pair:
        left = [each.count(pair[0]) - each.count(pair[1]) for each in (source, text)]
        return left[0] == left[1] != 0
    if finding.text == ")" and _KOREAN_LABEL.search(text, 0, finding.start):
        return True
    if finding.text not in _QUOTES:
        return False
    if finding.text in _LOW and text.count(_LOW[0]) == text.count(_LOW[1]):
        return True  # „/“
    counts = [sum(map(each.count, _QUOTES)) for each in (source, text)]
    return counts[0] == counts[1] and counts[1] % 2 == 0


def _is_own_number(finding: Finding, text: str, source: str) -> bool:
    place = (finding.start, finding.end) if finding.message.endswith(_ADDED) else (0, 0)
    return is_own_number(text, source, *place)


def _is_example(finding: Finding, text: str, source: str) -> bool:
    """Whether the address is nobody's: example.com, exemple.com."""
    return _NOBODY.search(finding.message.rpartition(" where the source has ")[2]) is not None


def _always(finding: Finding, text: str, source: str) -> bool:
    return True


def _is_judged_elsewhere(finding: Finding, text: str, source: str) -> bool:
    """Whether LNG001 and LNG002 say it of a single message, with more evidence; not that a tag is none."""
    return finding.start < finding.end


def _divides(finding: Finding, text: str, source: str) -> bool:
    """Whether a soft hyphen is inside a word, where a narrow screen may divide it."""
    around = text[finding.start - 1 : finding.start], text[finding.end : finding.end + 1]
    return finding.text == "\N{SOFT HYPHEN}" and all(map(str.isalpha, around))


_EXCUSES: dict[str, Callable[[Finding, str, str], bool]] = {
    "ENC001": _is_a_guess,
    "ENC003": _has_word_of,
    "ENC006": _is_beside_words,
    "ENC004": _is_markup,
    "ENC005": _divides,
    "FLU001": _repeats_as,
    "FLU003": _is_open,
    "FLU004": _is_spelt_so,
    "FLU008": _is_glued,
    "FLU012": _is_other_form,
    "FLU013": _is_no_clash,
    "FLU015": _is_of_name,
    "LNG001": _is_no_document,
    "LNG002": _is_no_text,
    "LNG003": _is_no_run,
    "LNG007": _is_judged_elsewhere,
    "MRK002": _has_lone_at_or_link,
    "MRK003": _has_no_conversion,
    "PUN005": _pairs_as,
    "PUN007": _is_a_call,
    "PUN013": _begins_small_too,
    "PUN015": _tells_of_marks_or_terms,
    "PUN016": _tells_of_marks,
    "PUN017": _always,  # names of menus and views have capitals
    "TRN002": _of_source(lambda source: is_list_of_keywords(source) or is_usage(source)),
    "TRN003": _is_own_number,
    "TRN006": _is_example,
    "TRN008": _marks_a_term,
    "TRN011": _of_source(is_list),
    "TRN013": _is_of_country,
}
