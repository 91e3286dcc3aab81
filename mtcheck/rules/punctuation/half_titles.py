"""PUN017: a capital on the second word of a term alone: `the survey Team`, `el consejo Municipal`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit
from mtcheck.lexicon.features import POS
from mtcheck.lexicon.forms import Forms, forms
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import language_facts
from mtcheck.rules.fluency.grammar.english_words import lexicon
from mtcheck.text.view import View

# A noun in small letters, a word with a capital, and a word in small letters or a mark behind it.
_TERM = lazyre.compile(
    r"[A-ZÀ-ÖØ-Þ](?<=[a-zà-ÿ] .)[a-zà-ÿ]{3,30}(?=(?: (?P<next>[a-zà-ÿ]{1,30})(?![\w-]))|[.,;!?](?:\s|$))"
)
_BEFORE = lazyre.compile(
    r"(?<![\w-])(?P<article>[^\W\d_]{1,8}) (?:(?P<middle>[a-z]{2,30}) )?(?P<noun>[a-zà-ÿ]{3,30}) $"
)
_REACH = 80
# As a common word a noun is this frequent (nats); names that are words too (Hill) stand behind persons.
_COMMON, _MORE_COMMON, _SHORT_NAME = -12.0, -9.0, 5
_PERSONS, _SURNAMES = ("er", "or", "ist", "ian", "man", "ant", "ent", "eur", "ess"), ("er", "s")
_ARTICLES = {
    "en": "the a an his her their our its this that every each",
    "fr": "le la les un une du des au aux ce cette ces son sa ses leur",
    "es": "el la los las un una del al este esta su sus",
    "it": "il lo la i gli le un una del della dei delle al alla dal nel nella",
    "pt": "o a os as um uma do da dos das no na nos nas ao este esta",
}  # fmt: skip
_NOUN_OR_VERB = POS["noun"] | POS["verb"]
# Shorter adjectives with a capital are surnames: la famille Rose.
_SHORTEST = 6


@cache
def _articles(lang: str) -> frozenset[str]:
    return frozenset(_ARTICLES.get(lang, "").split())


@cache
def _places(lang: str) -> frozenset[str]:
    """Nouns in small letters before names: l'océan Atlantique, le docteur."""
    return frozenset(language_facts(lang).get("case", {}).get("before-names", "").split())


def half_titles(view: View) -> Iterator[Hit]:
    """Terms of which a translator left the capital of the second word."""
    lang = view.tag.base
    if lang not in _ARTICLES or not view.shape.has("a A"):
        return
    for match in _TERM.finditer(view.text):
        word = match[0].lower()
        if not (_may_be_english(word) if lang == "en" else _may_be_romance(lang, word)):
            continue
        articles, least = _articles(lang), max(0, match.start() - _REACH)
        near = view.text[least : match.start() - 1].lower().rsplit(" ", 3)[-3:-1]
        # The noun and two words before it are soon seen; the pattern tries each place of the stretch.
        if not any(word.endswith(tuple(articles)) for word in near):
            continue
        before = _BEFORE.search(view.text, least, match.start())
        middle = before["middle"] if before else None
        if before is None or articles.isdisjoint((before["article"].lower(), middle)):
            continue
        noun = before["noun"]
        if lang == "en":
            odd = _is_english(noun, word, match["next"])
        else:
            odd = (middle is None or middle in articles) and _is_romance(lang, noun)
        if odd and view.text.count(match[0]) == 1:
            yield Hit(*match.span(), f"capital on the second word of a term: {match[0]!r}", word, LIKELY)


@cache
def _plurals() -> frozenset[str]:
    """Plurals, which hardly any term begins with."""
    return lexicon().plural | {"ones"}


@lru_cache(maxsize=10_000)
def _may_be_english(word: str) -> bool:
    """Whether a word is a common noun; remembered, since most words with a capital are names."""
    table, known = forms("en"), wordlist("en")
    if known is None or not _COMMON < known.log(word) < 0 or table.class_of(word.capitalize()):
        return False
    pos = _pos(table, word)
    return bool(pos & POS["noun"]) and not (pos & POS["name"] and known.log(word) < _MORE_COMMON)


def _is_english(noun: str, word: str, following: str | None) -> bool:
    table = forms("en")
    one = _pos(table, noun)
    if not one & POS["noun"] or one & ~_NOUN_OR_VERB or noun in _places("en"):
        return False
    if noun.endswith(_PERSONS) and (len(word) <= _SHORT_NAME or word.endswith(_SURNAMES)):
        return False
    after = _pos(table, following) if following else 0
    if after & POS["verb"] and noun in _plurals():
        return False  # the men Keith hired
    return after != POS["noun"]


@lru_cache(maxsize=10_000)
def _may_be_romance(lang: str, word: str) -> bool:
    """Whether a word is an adjective that is no surname."""
    known = forms(lang)
    if len(word) < _SHORTEST or known.class_of(word.capitalize()):
        return False
    return bool(_pos(known, word) & POS["adj"])


def _is_romance(lang: str, noun: str) -> bool:
    one = _pos(forms(lang), noun)
    singulars = {noun, noun.removesuffix("s"), noun.removesuffix("es")}
    if singulars & _places(lang):
        return False
    return bool(one & POS["noun"] and not one & (POS["adj"] | POS["det"]))


def _pos(known: Forms, form: str) -> int:
    return int(known.pos[known.class_of(form)])
