"""Words of a segment with what an alignment needs: key, stem, weight and place."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.tags import UNSPACED, tag

if TYPE_CHECKING:
    from collections.abc import Callable

# Scripts without spaces are compared by character: cutting them into words needs a dictionary.
_TOKEN = lazyre.compile(
    rf"(?P<character>[{UNSPACED}])"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)"
    rf"|(?P<word>[^\W\d_{UNSPACED}](?:[^\W{UNSPACED}]|['’](?=[^\W\d_]))*)"
    r"|(?P<mark>[^\s])"
)
_ZIPF_OF_LOG = 9.0  # Zipf scale: log10 of occurrences in a thousand million words
_NATS_PER_DECADE = 2.302585
# A word rarer than the list (20,000 words) has about this frequency on the Zipf scale.
_RARE_ZIPF = 3.0
# From here on a word holds the sentence together rather than means something: "with" has 6.9, "time" and
# "people", the first nouns of English, 6.3.
FUNCTION_ZIPF = 6.35
_MARK_WEIGHT = 0.15
_CHARACTER_WEIGHT = 0.5
_NUMBER_WEIGHT = 1.0
_LEAST_WEIGHT = 0.3
# (8 - zipf) / 4: "the" 0.3, "people" 0.5, "harbour" 1.0, a word no list has 1.25; as in the prototype
# that the research compared.
_WEIGHT_TOP, _WEIGHT_SCALE = 8.0, 4.0

# Marks that mean the same: a translation that writes them otherwise is a matter of typography.
_MARKS = str.maketrans("“”„«»「」‘’‚`´–—−。，、；：？！（）", '"' * 7 + "'" * 5 + "---.,,;:?!()")

_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}


class Token(NamedTuple):
    """One word, number, character of an unspaced script, or mark; offsets are code points of the segment.

    ``key`` is the text in lower case; ``weight`` grows with rarity, 0.15 to 1.25; ``kind`` is word,
    function, number, character or mark.
    """

    text: str
    start: int
    end: int
    key: str
    stem: str
    weight: float
    kind: str


def tokenise(text: str, lang: str) -> list[Token]:
    """The tokens of a segment in a language (BCP 47).

    >>> [(t.text, t.stem, t.kind) for t in tokenise("The cats left.", "en")]
    [('The', 'the', 'function'), ('cats', 'cat', 'word'), ('left', 'left', 'word'), ('.', '.', 'mark')]
    """
    facts = _facts(tag(lang).base)
    out = []
    for match in _TOKEN.finditer(text):
        found = match[0]
        key, stem, weight, kind = facts(found, str(match.lastgroup))
        out.append(Token(found, match.start(), match.end(), key, stem, weight, kind))
    return out


@cache
def _facts(lang: str) -> Callable[[str, str], tuple[str, str, float, str]]:
    """Key, stem, weight and kind of a token of one language; each token is worked out once."""
    words = wordlist(lang)
    stem = _stemmer(lang)

    @lru_cache(maxsize=100_000)
    def facts(text: str, group: str) -> tuple[str, str, float, str]:
        if group == "mark":
            same = text.translate(_MARKS)
            return same, same, _MARK_WEIGHT, "mark"
        if group == "number":
            return text, text, _NUMBER_WEIGHT, "number"
        if group == "character":
            return text, text, _CHARACTER_WEIGHT, "character"
        key = text.lower().replace("’", "'")
        log = words.log(key) if words else 0.0
        zipf = log / _NATS_PER_DECADE + _ZIPF_OF_LOG if log else _RARE_ZIPF
        if not words and len(key) <= 3:
            zipf = FUNCTION_ZIPF
        weight = max(_LEAST_WEIGHT, (_WEIGHT_TOP - zipf) / _WEIGHT_SCALE)
        return key, stem(key), weight, "function" if zipf >= FUNCTION_ZIPF else "word"

    return facts


def _stemmer(lang: str) -> Callable[[str], str]:
    """Snowball's stemmer of a language; words as they are where there is none."""
    import snowballstemmer

    name = _STEMMERS.get(lang)
    if name is None or name not in snowballstemmer.algorithms():
        return str
    stemmer: Any = snowballstemmer.stemmer(name)
    return lambda word: str(stemmer.stemWord(word))
