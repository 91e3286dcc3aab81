"""FLU003: a paragraph that breaks off in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_lowercase
from unicodedata import category

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.lexicon.wordlists import code_of, wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import language_facts, word_set
from mtcheck.rules.fluency.glued_or_split_word import Lexicon, lexicon
from mtcheck.rules.fluency.repetition_loop import is_word
from mtcheck.tags import UNSPACED, tag
from mtcheck.text.conventions import open_phrases, open_words
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# Marks that may close a sentence, or a line that is none, in any script.
_TERMINALS = (
    ".!?…:;。！？；：．｡؟۔।॥፡።։՝·~>|*_#=/\\]}»”\"'’“„」』）)›‹&%°©®™€$£0123456789०१२३४५६७८९٠١٢٣٤٥٦٧٨٩"
)
_COMMAS = ",،、，"
# Nothing ends with a bracket or quotation mark that opens, and a sentence may be cut after a number.
_OPENERS, _DIGITS = "(（[「『《¿¡", "0123456789٠١٢٣٤٥٦٧٨٩०१२३४५६७८९"
# A stop inside a paragraph, with the next sentence after it.
_INNER_STOP = lazyre.compile(r"[.!?…؟۔।][\"”’»)]?\s+[\"“„«]?[^\W\d_a-zа-яёіїєґα-ωà-ÿ]|[。！？] ?[^\s」』）]")
_BULLET = lazyre.compile(r"\s*(?:[-–—•*·▪►●○■□➢✓✔>#|]|\(?\d{1,3}[.)]|[a-zа-я][.)])\s?")
_WORD = lazyre.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Greetings, verse and addresses end in a comma too, and are short.
_MIN_COMMA_WORDS, _MIN_WORDS, _MIN_CHARACTERS = 8, 6, 25
_MIN_WORDS_TO_ENDING = 4
# Without a stop at the end a paragraph is a heading or caption, unless others show that this text sets
# stops, and it is long: headings have up to 120 characters, last lines (credits, labels) up to 60.
_MIN_NEIGHBOURS, _NEIGHBOURS_WITH_STOP = 3, 0.9
_MIN_LONE_CHARACTERS, _MIN_LAST_CHARACTERS = 120, 60
_MIN_UNSPACED = 45
_STOPS = ".!?…。！？؟۔।。"
_UNSPACED = lazyre.compile(f"[{UNSPACED}]")
_SHOWN = 30
_LAST_TAGS = lazyre.compile(r"(?:</?[a-zA-Z][^<>]*>\s*)+$")
_PHONE = lazyre.compile(r"\d{5,}$|[\d.:+()-][ /-]\d+$")


@rule(
    "FLU003",
    "truncated",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    skip=NOT_PROSE,
    examples=(
        (
            "The ferry was late. The passengers went to the",
            "The ferry was late. The passengers went to the bar.",
        ),
    ),
)
def truncated(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph breaks off in mid-sentence: `The passengers went to the`

    Reported when the last word is an article, conjunction or preposition, or is cut off (`at the entranc`);
    when a comma ends the paragraph; when the last of several sentences has no stop; or when a long
    paragraph has none while its neighbours do. Titles, captions, list items, greetings, verse, addresses
    and paragraphs that go on after an insert are left alone.
    """
    source = view.document.source
    if source is not None and _open_end(_LAST_TAGS.sub("", source)):
        return  # a label, or a piece of a sentence, that its translation leaves open too
    yield from _teasers(view)
    paragraphs = [span for span in view.paragraphs if _is_prose(view.text, span)]
    if not paragraphs:
        return
    ended = [not _open_end(view.text[slice(*span)]) for span in paragraphs]
    if all(ended):
        return
    stops = _stops(view, paragraphs, ended)
    full = any(_sets_stop(view, span) for span in paragraphs)
    for index, (span, has_end) in enumerate(zip(paragraphs, ended, strict=True)):
        if has_end:
            continue
        witnesses = stops and index > 0
        reason = _reason(view, span, witnesses, full, index + 1 == len(paragraphs))
        if reason and not _goes_on(view, span):
            piece = view.text[slice(*span)].rstrip()
            start = span.start + max(piece.rfind(" ", 0, max(0, len(piece) - _SHOWN)) + 1, 0)
            yield Hit(start, span.start + len(piece), f"breaks off: {reason}")


# The start of an article, as a list of articles has it: `a video of the fire on […]`
_TEASER = lazyre.compile(r"[^\W_][\"”’»]? (\[(?:…|\.\.\.)\])[ \t]*$", re.MULTILINE)


def _teasers(view: View) -> Iterator[Hit]:
    for match in _TEASER.finditer(view.text) if "[…]" in view.text or "[...]" in view.text else ():
        start = view.text.rfind("\n", 0, match.start()) + 1
        line = view.text[start : match.start(1)]
        if (
            len(line.split()) >= _MIN_WORDS
            and line.count("“") == line.count("”")
            and line.count('"') % 2 == 0
        ):
            yield Hit(match.start(1), match.end(1), f"breaks off: {match[1]}")


def _stops(view: View, paragraphs: list[Span], ended: list[bool]) -> bool:
    """Whether the text sets a stop at the end of its paragraphs, so that a missing one says something."""
    full = sum(_sets_stop(view, span) for span in paragraphs)
    open_ends = len(ended) - sum(ended)
    return full >= _MIN_NEIGHBOURS and open_ends <= max(1, (1 - _NEIGHBOURS_WITH_STOP) * len(ended))


def _sets_stop(view: View, span: Span) -> bool:
    return view.text[slice(*span)].rstrip()[-1] in _STOPS


def _is_prose(text: str, span: Span) -> bool:
    return span.end - span.start >= _MIN_CHARACTERS and not _BULLET.match(text, *span)


def _open_end(paragraph: str) -> bool:
    piece = paragraph.rstrip()
    last = piece[-1:]
    if last in _DIGITS:
        # By itself a date or a price, which need no stop; a telephone number needs none at all.
        long = len(piece) >= _MIN_UNSPACED and bool(_UNSPACED.search(piece[-_SHOWN:]))
        return not _PHONE.search(piece) and (long or _last_lacks_stop(piece))
    if last in _OPENERS:
        return True
    if last in _TERMINALS:
        return False
    return last in _COMMAS or last in "-–—" or is_word(last) or category(last)[0] == "M"


def _reason(view: View, span: Span, witnesses: bool, full: bool, last: bool) -> str:
    """Why the paragraph counts as cut off; empty when it does not.

    ``witnesses`` says that the other paragraphs have stops, ``full`` that one of them has, ``last`` that this
    is the last one of the text.
    """
    piece = view.text[slice(*span)].rstrip()
    words = _WORD.findall(piece)
    if not words or "|" in piece or "\t" in piece:
        return ""
    if _UNSPACED.search(piece[-_SHOWN:]):
        long = _last_lacks_stop(piece) or len(piece) >= _MIN_UNSPACED
        return "no stop after the last sentence" if witnesses and long else ""
    lower = sum(word[0].islower() or not word[0].isupper() for word in words)
    if len(words) < _MIN_WORDS_TO_ENDING or lower * 2 < len(words):
        return ""  # a title, or a list of names
    lang = tag(view.lang_at(span.end - 1)).base
    if _ends_in_one_of(open_words(lang), piece, words[-1]) and not words[0][0].islower():
        return f"the last word is {words[-1]!r}"
    if piece.lower().endswith(open_phrases(lang)):
        return f"the last words are {' '.join(words[-2:])!r}"
    if lang in _BARE_IMPERATIVES and view.document.is_message:
        return ""
    if _is_stump(lang, piece, words) or (len(words) > _MIN_WORDS and _is_torn(view, lang, piece, words)):
        return f"the last word is cut off: {words[-1]!r}"
    if len(words) < _MIN_WORDS:
        return ""
    if (witnesses or full or _INNER_STOP.search(piece)) and _is_piece(view, lang, piece, words[-1]):
        return f"the last word is cut off: {words[-1]!r}"
    if not witnesses:
        return ""
    if piece[-1] in _COMMAS:
        return "a comma at the end" if len(words) >= _MIN_COMMA_WORDS else ""
    if _last_lacks_stop(piece):
        return "no stop after the last sentence"
    alone = len(piece) >= (_MIN_LAST_CHARACTERS if last else _MIN_LONE_CHARACTERS)
    if alone and not any(mark in piece for mark in "/@©:"):
        return "no stop, where the other paragraphs have one"
    return ""


def _ends_in_one_of(endings: frozenset[str], piece: str, word: str) -> bool:
    if not piece.endswith(word) or piece[: -len(word)].endswith("/"):
        return False  # barco/i: the ending of another number
    return word in endings or (f",{word}" in endings and piece[: -len(word)].rstrip().endswith(","))


def _is_piece(view: View, lang: str, piece: str, word: str) -> bool:
    """Whether a last word in small letters is in no word list of the language: `exting`.

    A word of the source is whole (`makeinfo`), and so are a word behind a prefix (`désinstallés`), one with
    the ending of a whole word (`réinitialisés`) and a compound.
    """
    if word in _WORD.findall(view.document.source or ""):
        return False
    lists = lexicon(lang) if word.islower() and piece.endswith(word) else None
    word = re.split("['’]", word)[-1]
    if lists is None or lists.forms is None or len(word) < 2 or lists.is_word(word):
        return False
    prefixes = word_set("und", "prefixes")
    rests = (word[cut:] for cut in range(2, len(word) - _SHORTEST_REST + 1) if word[:cut] in prefixes)
    if any(word.endswith(tail) and lists.is_word(word[: -len(tail)]) for tail in _ENCLITICS.get(lang, ())):
        return False  # importala: what is told to do, and the pronoun
    if view.document.is_message and not _is_begun(lang, word):
        return False  # programs have words of their own
    if lang in _ENDINGS_IN_VOWELS and word[-1] in _VOWELS and len(word) >= _SHORTEST_WHOLE:
        return False  # a form that the list has not: удължени
    return not any(map(lists.is_word, rests)) and not _is_whole(lists, lang, word)


_ENCLITICS = {
    "it": ("la", "lo", "li", "le", "ne", "mi", "ti", "ci", "vi"),
    "es": ("la", "lo", "las", "los", "le", "les", "me", "te", "se", "nos"),
}


def _is_whole(lists: Lexicon, lang: str, word: str) -> bool:
    """Whether a word that no list has looks whole: by its ending, or as two words in one."""
    if len(word) >= _SHORTEST_WHOLE and word.endswith(tuple(filter(_is_long_tail, _tails(lang)))):
        return True
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    short, rest = word[: _SHORTEST_PART - 1], word[_SHORTEST_PART - 1 :]
    if len(rest) > _SHORTEST_PART and lists.words.log(short) and lists.words.log(rest):
        return True  # sökindex
    return any(
        lists.is_word(word[cut:]) and (lists.is_word(word[:cut]) or lists.is_word(word[: cut - 1]))
        for cut in cuts
    )


def _is_long_tail(tail: str) -> bool:
    """Whether an ending says that a word is whole: a letter by itself, in ASCII, may stand in its middle."""
    return len(tail) > 1 or not tail.isascii()


# Shorter words end in an ending by chance; shorter parts make no compound.
_SHORTEST_WHOLE, _SHORTEST_PART = 7, 4
# What is behind a prefix: a word of so many letters at least.
_SHORTEST_REST = 6


# A stump is rarer than this, in nats, and the word it begins so much more frequent: the lists hold slips. Of
# 2,200 lines of professional news without a stop at their end one ends in such a stump.
_RARE_STUMP, _WHOLE_GAIN, _UNLISTED, _SHORTEST_STUMP = -10.8, 2.5, -14.0, 2
# Without the language's tails: so few letters, in no list of frequent words.
_LONGEST_ODD_STUMP = 3


# A word of one or two letters more, as frequent as this (nats), is what a stump in no list began.
_FREQUENT_WHOLE = -11.0
# Languages whose verbs command by their stem, at the end of a sentence: Dosyayı belirt
_BARE_IMPERATIVES = ("tr", "az")
# So long a stump may lack two letters of any kind.
_LONG_STUMP = 5
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


# A language with so many letters of its own has one in most pieces of so many characters.
_MANY_LETTERS, _LONG_PIECE = 8, 40


def _lacks_letters(lang: str, piece: str) -> bool:
    """Whether a text of several words is typed without the letters that its language adds to ASCII."""
    facts = language_facts(lang).get("alphabet", {})
    many = len(facts.get("letters", "")) >= _MANY_LETTERS and not facts.get("rare")
    return many and len(piece) >= _LONG_PIECE and piece.isascii()


@lru_cache(maxsize=4096)
def _goes_on_as(lang: str, word: str) -> float:
    """Log frequency of the most frequent word that has one or two letters more, or a letter and a tail."""
    known = wordlist(lang)
    if known is None or "α" <= word[0] <= "ω":
        return -99.0
    letters = _letters(lang, word)
    ends = ("", *(letters if len(word) >= _LONG_STUMP else ()), *_tails(lang))
    logs = (known.coded(code_of(word + first + end)) for first in letters for end in ends)
    return max((log for log in logs if log), default=-99.0)


def _letters(lang: str, word: str) -> str:
    """The letters that may go on a word of a language."""
    alphabet: dict[str, str] = language_facts(lang).get("alphabet", {})
    if "а" <= word[0] <= "ґ":
        return _CYRILLIC + alphabet.get("cyrillic", "")
    return _GREEK if "ά" <= word[0] <= "ώ" else ascii_lowercase + alphabet.get("letters", "")


@cache
def _tails(lang: str) -> tuple[str, ...]:
    return tuple(language_facts(lang).get("endings", {}).get("tails", "").split())


def _is_stump(lang: str, piece: str, words: list[str]) -> bool:
    """Whether a paragraph ends in the beginning of a frequent word, after a word that is whole."""
    lists, word, before = lexicon(lang), words[-1], words[-2]
    if lists is None or not word.islower() or len(word) < _SHORTEST_STUMP:
        return False
    small = before.islower() or (lang == "de" and before.istitle())
    if not piece.endswith(f" {before} {word}") or not lists.is_word(before.lower()) or not small:
        return False
    listed = lists.words.log(word)
    own = listed or _UNLISTED
    if own > _RARE_STUMP:
        return False
    whole = max((lists.words.log(word + tail) or -99.0 for tail in _tails(lang)), default=-99.0)
    if _lacks_letters(lang, piece):
        return False
    if len(word) > _SHORTEST_STUMP and not lists.is_word(word) and _goes_on_as(lang, word) > _FREQUENT_WHOLE:
        return True
    if len(word) > _SHORTEST_STUMP and (whole > own + _WHOLE_GAIN or (not listed and whole > -99.0)):
        return True
    return not listed and len(word) <= _LONGEST_ODD_STUMP and len(words) >= _MIN_WORDS


# Languages that write compounds as one word; so long a word is one, and in no list.
_COMPOUNDING, _COMPOUND = frozenset("de nl sv da nb nn is fi et hu".split()), 12
# A stump that both lists lack has so many letters.
_SHORTEST_TORN = 4
_ENDINGS_IN_VOWELS = frozenset("be bg bs cs hr mk pl ru sk sl sr uk lt lv".split())
_VOWELS = "aeiouyáéíóúýěůąęėįųūāēīаеёиоуыэюяіїє"


def _is_torn(view: View, lang: str, piece: str, words: list[str]) -> bool:
    """Whether the last word is no word of the language, and more letters make it one: `overtur`."""
    lists, word = lexicon(lang), words[-1]
    if lists is None or lists.forms is None or not word.islower() or len(word) < _SHORTEST_TORN:
        return False
    if not piece.endswith(f" {word}") or not lists.is_word(words[-2].lower()) or words[0][0].islower():
        return False
    if lang in _ENDINGS_IN_VOWELS and word[-1] in _VOWELS:
        return False  # more forms end so than any list has
    if lang in _COMPOUNDING and len(word) >= _COMPOUND and view.document.is_message:
        return False
    english = lexicon("en")
    if lists.is_word(word) or not word.isalpha() or (english is not None and english.is_word(word)):
        return False
    return not _lacks_letters(lang, piece) and _is_piece(view, lang, piece, word) and _is_begun(lang, word)


@lru_cache(maxsize=1024)
def _is_begun(lang: str, word: str) -> bool:
    """Whether the long list has the word with two letters more, or with a letter and a tail."""
    lists, letters = lexicon(lang), _letters(lang, word)
    if lists is None:
        return False
    ends = ("", *letters, *_tails(lang))
    return any(lists.is_word(word + first + end) for first in ("", *letters) for end in ends)


def _last_lacks_stop(piece: str) -> bool:
    """Whether sentences with stops come before, and the last one is more than a credit or a label."""
    stops = list(_INNER_STOP.finditer(piece))
    if not stops:
        return False
    last = piece[stops[-1].end() - 1 :]
    words = _WORD.findall(last)
    if _UNSPACED.search(last):
        return len(last) >= _MIN_WORDS
    small = sum(not word[0].isupper() for word in words)
    return len(words) >= 3 and (
        small * 2 > len(words) or (len(words) >= _MIN_WORDS and small * 5 >= len(words) * 2)
    )


def _goes_on(view: View, span: Span) -> bool:
    """Whether the next paragraph carries the sentence on, or is a list that it introduces."""
    following = view.text[span.end : span.end + 200].lstrip()
    return following[:1].islower() or bool(_BULLET.match(following))
