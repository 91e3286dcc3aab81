"""PUN013: A sentence begins with a small letter: `It was late. the ferry had left.`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.lexicon.wordlists import WordList, wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import word_set
from mtcheck.rules.punctuation.shared import NOT_PROSE
from mtcheck.text.conventions import mark_words
from mtcheck.text.view import View

# Georgian has capitals in Unicode, and begins no sentence with one.
_GEORGIAN = frozenset(map(chr, range(0x10D0, 0x1100)))


@rule(
    "PUN013",
    "sentence-start-case",
    category="linguistic/mechanical",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"allow": ()},
)
def sentence_start_case(view: View, options: Options) -> Iterator[Hit]:
    """A sentence begins with a small letter: `It was late. the ferry had left.`

    So does a paragraph that ends in a stop, begins with a frequent word and carries no other on. Left alone
    are words after an abbreviation or an ordinal number, after a short or unknown word, and names such as
    iPhone and von Trapp. `allow` adds words that may begin a sentence small.
    """
    words, known = mark_words(view.lang), wordlist(view.tag.base)
    abbreviations, source = frozenset(words.abbreviations) | _EVERYWHERE, view.document.source
    small = {str(word).lower() for word in options["allow"]}
    for match in _SMALL_START.finditer(view.text):
        word = _WORD_BEFORE_STOP.search(view.text, max(0, match.start() - _REACH), match.start())
        if not word:
            continue
        before, following = word[1], match["word"]
        lowered = before.lower()
        if (
            lowered in abbreviations
            or following in small
            or not following.islower()
            or following[0] in _GEORGIAN
        ):
            continue
        if following in word_set("und", "particles") and _NAME_AFTER.match(view.text, match.end()):
            continue  # de Gaulle left.
        if source is not None and ". " not in source:
            continue  # the stop is an abbreviation's: the source has one sentence
        if source is not None and (_has_word(source, following) or _SMALL_SENTENCE.search(source)):
            continue  # a command that begins small there too, or an abbreviation: (inc. tax)
        if following in _DOMAINS or match.end() == view.paragraph_at(match.start()).end:
            continue
        # Without a list of words every word of some length that is no listed abbreviation is taken for one.
        fewest = _SHORT_WORD - bool(words.abbreviations)
        is_known = lowered in known if known else len(before) >= fewest
        if not _is_word(before, following, is_known):
            continue
        start = match.start("word")
        fixed = following[0].upper() + following[1:]
        yield Hit(start, match.end(), f"sentence begins with small {following[0]!r}", fixed, PROBABLE)
    # What a program says may begin small, in the source and so in its translation.
    if known is not None and not (source and _BEGINS_SMALL.match(source)):
        yield from _paragraphs(view, known, small)
        yield from _after_questions(view, known, small)


def _has_word(source: str, word: str) -> bool:
    return word in source and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", source) is not None


# A message whose first word is small, or a placeholder: `%s is open`.
_BEGINS_SMALL = lazyre.compile(r"[\s\"'“„«‘`(\[]*(?:[a-zà-ÿа-яёіїєґ]|[%{$]\W?\w)")
# A paragraph of fewer words may be an item; what is as frequent as this (nats) is no name.
_FEWEST_WORDS, _FREQUENT = 4, -9.0
# Where another sentence of the paragraph begins with a capital, so much rarer words are none either.
_USUAL = -10.5
_INNER_START = lazyre.compile(r"[^\W\d_]{3}[.!?] [^\W\d_a-zа-яё]")
_CARRIES_ON = tuple('.!?…”"»)。')


def _paragraphs(view: View, known: WordList, allowed: set[str]) -> Iterator[Hit]:
    """Paragraphs of prose that begin with a small letter."""
    text, ended = view.text, True
    for start, end in view.paragraphs:
        piece = text[start:end].strip()
        match, before = _FIRST_WORD.match(text, start, end), ended
        ended = piece.endswith(_CARRIES_ON)
        if not before or match is None or not piece.endswith(".") or piece.endswith(".."):
            continue
        word = match[1]
        # A particle is one before a name: de la Cruz, not la casa.
        particles, following = word_set("und", "particles"), _NEXT_WORD.match(text, match.end())
        named = word in particles and (
            following is None or following[0][0].isupper() or following[0] in particles
        )
        if not word.islower() or named or word in allowed or piece.count(" ") < _FEWEST_WORDS - 1:
            continue
        if any(start <= place <= match.start(1) for place, _ in view.codes):
            continue  # behind what the text does not show: <x/>
        several = _INNER_START.search(piece) is not None
        if (_USUAL if several else _FREQUENT) < known.log(word) < 0:
            fixed = word[0].upper() + word[1:]
            yield Hit(
                match.start(1), match.end(1), f"paragraph begins with small {word[0]!r}", fixed, PROBABLE
            )


_NAME_AFTER = lazyre.compile(r" [^\W\d_a-zà-ÿ][^\W\d_]")
_NEXT_WORD = lazyre.compile(r"[^\W\d_]+")
# A question or a cry of two words and more, and a word in small letters behind it.
_SMALL_AFTER = lazyre.compile(
    r"[?!](?<=[^\W\d_]{2}.) (?P<word>[^\W\d_]{2,40})(?![\w.@/?!-]) (?P<next>[^\W\d_]{1,40})"
)
_TWO_WORDS = lazyre.compile(r"[^\W\d_]+,? [^\W\d_]+$")
# O Captain! my Captain! our trip is done: a call goes on in small letters.
_CALL = lazyre.compile(
    r"(?<![^\W\d_])(?:[oóôòöoо]|oh|ah|ach|och|ay|hei|hej|ох|ах|эй|гей),? (?:[^\W\d_]+ ){0,2}[^\W\d_]+$",
    re.IGNORECASE,
)
_QUOTES = tuple('"“”„«»‘’()[]—–')
_OFTEN = -9.5


def _after_questions(view: View, known: WordList, allowed: set[str]) -> Iterator[Hit]:
    """Sentences that begin small behind a question or a cry, but for words of speech and quotations."""
    text, speech = view.text, mark_words(view.lang).speech
    called = -1  # the paragraph in which somebody is called upon
    for match in _SMALL_AFTER.finditer(text) if view.shape.has("? a", "! a") else ():
        word, following = match["word"], match["next"]
        start, end = view.paragraph_at(match.start())
        if called == start or _CALL.search(text, max(start, match.start() - _REACH), match.start()):
            called = start
            continue
        paragraph = text[start:end]
        if not word.islower() or word in allowed or word in speech or following in speech:
            continue
        if any(mark in paragraph for mark in _QUOTES) or not speech or paragraph.lstrip()[0] in "-•":
            continue
        before = _TWO_WORDS.search(text, max(0, match.start() - _REACH), match.start())
        if before and _OFTEN < known.log(word) < 0:
            fixed = word[0].upper() + word[1:]
            message = f"sentence begins with small {word[0]!r}"
            yield Hit(match.start("word"), match.end("word"), message, fixed, PROBABLE)


_FIRST_WORD = lazyre.compile(r"\s*([^\W\d_]{2,40}) (?=[^\W\d_])")


# A stop, one space and a word that may be in small letters and is none of an address; and the word in front.
_SMALL_START = lazyre.compile(r"\. (?P<word>(?![A-ZА-Я])[^\W\d_]{2,40})(?![\w.@/])(?!['’][^\W\d_]*[A-Z])")


_SMALL_SENTENCE = lazyre.compile(r"[^\W\d_]\. [a-zà-ÿа-яё]")


_WORD_BEFORE_STOP = lazyre.compile(r"(?<![\w.&/])([^\W\d_]{2,})$")


_REACH = 41


# Abbreviations of Latin and of the network, in texts of any language.
_EVERYWHERE = frozenset("al cf etc ibid vs www".split())


# Ends of addresses that were broken apart (MRK002).
_DOMAINS = frozenset("com org net info edu gov ru ua".split())


# Particles of names: St. von, Fr. de la, after what may be a title.


# Words this long are no abbreviation, known or not; a noun or name that is no listed title may be shorter.
_LONG_WORD = 6


_LONG_NAME = 4


_SHORT_WORD = 4


_VOWELS = "aeiouyáéíóúýàèìòùâêîôûäëïöüãõåæøěůőűąęėįųūāēīыаеёиоуэюяіїєαεηιουωάέήίόύώ"


def _is_word(before: str, following: str, known: bool) -> bool:
    """Whether the word before a stop is one, and no abbreviation: written small, and known or long."""
    if before.islower():
        # Abbreviations end in a consonant: what comes before a vowel is cut.
        return known or len(before) >= _LONG_WORD or (len(before) >= _SHORT_WORD and before[-1] in _VOWELS)
    is_name = before[0].isupper() and before[1:].islower() and following not in word_set("und", "particles")
    return is_name and len(before) >= _LONG_NAME
