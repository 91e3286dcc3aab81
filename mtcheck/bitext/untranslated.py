"""Whether a target is its source, left as it was, or only the same because both languages write it so."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from mtcheck import lazyre
from mtcheck.bitext.links import find_links
from mtcheck.bitext.numberdata import base
from mtcheck.bitext.placeholders import find_placeholders
from mtcheck.bitext.tags import find_tags
from mtcheck.languages.codes import chosen
from mtcheck.languages.identify import identified
from mtcheck.lexicon.wordlists import wordlist

_WORD = lazyre.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Below it the engine is not sure that a short text is of one language rather than of the other.
_MIN_CONFIDENCE: Final = 0.9
# A text with fewer letters is a label or a code.
_MIN_LETTERS: Final = 4
_LATIN = lazyre.compile(r"[A-Za-zÀ-ɏ]")


def is_untranslated(source: str, target: str, source_lang: str, target_lang: str) -> bool:
    """Whether two texts are the same words, and these are words of the source language only.

    >>> is_untranslated("Die Brücke ist gesperrt.", "Die Brücke ist gesperrt", "de", "en")
    True
    >>> is_untranslated("Angela Merkel, Berlin", "Angela Merkel, Berlin", "de", "en")
    False
    """
    if base(source_lang) == base(target_lang) or source_lang == "und":
        return False
    prose, other = _prose(source), _prose(target)
    both = zip_longest(_WORD.finditer(prose), _WORD.finditer(other))
    if not all(one and same and one[0].casefold() == same[0].casefold() for one, same in both):
        return False
    words = _WORD.findall(prose)
    if sum(map(len, words)) < _MIN_LETTERS or max(map(len, words)) < 2 or _is_code(source):
        return False
    if base(target_lang) == "de" and _has_german_noun(source, target):
        return False
    prose = " ".join(words)
    if not _LATIN.search(prose):
        # Another script than the target's: nothing in it can be shared.
        return not _may_write(target_lang, prose)
    plain = [word for word in words if not _is_name(word, words, source_lang)]
    if not plain:
        return False
    return _is_of(plain, prose, base(source_lang), base(target_lang))


# One word with marks that words have not: can_view, ^account/$, --help; and a key, boats.list: messages.
_CODE = lazyre.compile(
    r"(?:[a-z][\w-]*\.)+[\w-]+: ?[\w-]+|[a-z]+:[A-Za-z]{2,}"
    r"|[\w.:/$^*+?\\()\[\]{}<>=&%#@~|-]*(?:[_/$^\\=&#@~|]|--)[^\s]*"
)


# Lines of a listing: a command of TeX, or a value that is set.
_LISTING = lazyre.compile(r"^[ \t]*(?:\\[a-zA-Z]+\{?|[\w .:]{1,60} ?= ?['\"])", re.MULTILINE)
_FEWEST_LINES: Final = 2
# What a program puts behind a name: boat_sail: %s
_VALUE = lazyre.compile(r":? ?(?:%[sdiu@]|%\d|\{\w*\})$")
# A name before its address: ASEAN rules: https://example.org
_REFERENCE = lazyre.compile(r"[\w-]{1,30}(?: [\w-]{1,30})?: ?")
# The name of a language as it is listed: English (en), Nederlands (Dutch, nl-BE)
_LANGUAGE = lazyre.compile(r"[^\W\d_]+(?: [^\W\d_]+)? \((?:[^\W\d_]+, )?[a-z]{2}(?:[_-][A-Za-z]{2,4})?\)")


def _is_code(text: str) -> bool:
    """Whether a text is a name or a pattern of a program."""
    text = _VALUE.sub("", text.strip())
    links = find_links(text)
    if len(links) == 1 and links[0].end == len(text) and _REFERENCE.fullmatch(text, 0, links[0].start):
        return True
    return (
        bool(_CODE.fullmatch(text.strip()))
        or bool(_LANGUAGE.fullmatch(text.strip()))
        or len(_LISTING.findall(text)) >= _FEWEST_LINES
    )


def _has_german_noun(source: str, target: str) -> bool:
    """Whether a word was given the capital of a German noun: somebody took the words over."""
    pairs = zip(source.split(), target.split(), strict=False)
    return any(one.islower() and other.istitle() for one, other in pairs)


# Forms of dates and clocks, hh:mm:ss; names of files; directives of Lisp, ~a;
# code, roles and arguments in reStructuredText; colours of a terminal, {!red!}; widths, 32-bit.
_FORM = lazyre.compile(
    r":[\w:-]{2,40}:`[^`\n]+`"
    r"|(?<![^\W\d_])(?:[hmsdHMSDfyY]{1,4}[ :./,+-]+)+[hmsdHMSDfyY]{1,4}(?![^\W\d_])|``[^`\n]+``"
    r"|(?<![\w-])\d+-[a-z]+(?![\w-])|(?<!\*)\*\w+\*(?!\*)|~[a-z](?![a-z]{2})|\{!?[\w,.-]+!?\}"
    r"|(?<![\w.])[\w-]+\.[a-z][a-z0-9]{1,3}(?![\w.])|(?<![\w.])[a-z][a-z_-]*(?:\.[a-z][a-z_-]+)+(?![\w.])"
)


def is_one_word(text: str) -> bool:
    """Whether a text is one word beside numbers, forms and placeholders.

    >>> is_one_word("%d pixels"), is_one_word("hh:mm:ss + samples"), is_one_word("blank disc")
    (True, True, False)
    """
    return sum(len(word) > 1 for word in _WORD.findall(_prose(text))) < 2


def _prose(text: str) -> str:
    """The text with links, tags, placeholders and what else is of a program blanked out."""
    text = _FORM.sub(lambda match: " " * len(match[0]), text)
    for item in sorted((*find_links(text), *find_placeholders(text), *find_tags(text)), reverse=True):
        if item.text[:2] != "**" and item.text[:1] not in "`[_":
            text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def _may_write(lang: str, prose: str) -> bool:
    """Whether the target language is written in the script of these words."""
    found = identified(prose, [lang])
    return found.code != "und" or not chosen([lang])


def _is_name(word: str, words: list[str], source_lang: str) -> bool:
    """Capitals and mixed case are names and acronyms; in German every noun has a capital."""
    if word.isupper() or any(letter.isupper() for letter in word[1:]):
        return True
    return word[0].isupper() and (base(source_lang) != "de" or _unknown(word, "de"))


def _unknown(word: str, lang: str) -> bool:
    known = wordlist(lang)
    return known is None or word.lower() not in known


def _is_of(plain: list[str], prose: str, source_lang: str, target_lang: str) -> bool:
    """Whether words that are no names are of the source language and not of the target's."""
    target_words, source_words = wordlist(target_lang), wordlist(source_lang)
    if len(plain) < _SURE_WORDS and target_words is not None and source_words is not None:
        known = all(word.lower() in source_words and word.lower() not in target_words for word in plain)
        # One word, or one beside a name, is a term as likely as not: `hash`, `Merkle root`.
        return known and (len(plain) > 1 or len(prose) == len(plain[0]) >= _A_WORD)
    if (target_words is None or source_words is None) and len(plain) < _SURE_WORDS:
        words = prose.lower().split()
        if source_words and len(words) > 1 and len("".join(words)) >= _FEWEST_LETTERS:
            # The capital of the first word is the sentence's: Choose another boat.
            return all(_USUAL < source_words.log(word) < 0 for word in words)
        return False  # terms in Latin letters, which nothing tells from a name
    found = identified(prose, [source_lang, target_lang])
    return found.code == source_lang and found.confidence >= _MIN_CONFIDENCE


# Fewer words are judged by the word lists alone: n-grams of one or two words mislead.
_SURE_WORDS: Final = 3
_FEWEST_LETTERS: Final = 8
# A word of a term is rarer, in nats.
_USUAL: Final = -10.5
# A shorter word by itself is a term: `salt`, `beta`.
_A_WORD: Final = 6
