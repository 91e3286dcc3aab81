"""What the checks of English share: the word lists of corpora/grammar, and how they look at tokens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from mtcheck import lazyre
from mtcheck.resources import read_bytes, read_toml

OPENING, CLOSING = "“\"'‘«([", '”"’»“.,;:!?…)]'


class Slip(NamedTuple):
    """One fault: its first and last token, what kind it is, what is wrong, a better wording or None,
    and the token that must be no name (-1: the one before the first).
    """

    first: int
    last: int
    kind: str
    message: str
    better: str | None = None
    head: int = -1


Tokens = Sequence[str]
#: The kind of a and an: how a word begins to sound, which capitals do not show (an LED, a UFO).
ARTICLE_SOUND = "article-sound"
#: What is said of a noun without an article, which a name may be.
BARE = "an article is missing"


class Lexicon:
    """The word lists, as sets."""

    def __init__(self) -> None:
        built = {k: v.split() for k, v in msgspec.json.decode(read_bytes("grammar/english.json")).items()}
        ours = read_toml("grammar/english.toml")
        self.noun = frozenset(built["noun"]) | frozenset(ours["nouns"].split())
        self.plural = frozenset(built["plural"]) | frozenset(ours["plurals"].split())
        self.verb = frozenset(built["verb"]) | frozenset(ours["verbs"].split())
        self.third = frozenset(built["third"]) | frozenset(ours["third"].split())
        self.past = frozenset(built["past"]) | frozenset(ours["past"].split())
        self.gerund = frozenset(built["gerund"])
        self.same_form = frozenset(ours["same_form"].split())
        self.sure_verb = frozenset(built["verb"]) - self.same_form
        self.comparative = frozenset(built["comparative"])
        self.apart = apart = frozenset(ours["apart"].split())
        #: Words that edited text has before a noun without an article: on_site.
        self.idioms = frozenset(built["idioms"])
        self.singulars, self.plurals, self.adjectives, self.countable = (
            frozenset(built[name]) - apart for name in ("singulars", "plurals", "adjectives", "countable")
        )
        #: What may be the last word of a subject, whatever else it is.
        self.subjects = self.singulars | self.plurals | {"people"}
        self.participle: dict[str, str] = ours["participle"]
        self.mass = frozenset(ours["mass"].split())
        self.phrases = {(a, b): (better, why) for a, b, better, why in ours["phrases"]}
        self.phrase_starts = frozenset(a for a, _ in self.phrases)
        self.misformed = dict(pair.split(":") for pair in ours["misformed"].split())
        self.sounds = {word: lazyre.compile(pattern) for word, pattern in ours["sounds"].items()}
        self.letters_before = frozenset(ours["letters_before"].split())
        self.letters_after = frozenset(ours["letters_after"].split())
        self.follows = frozenset(ours["follows"].split())
        self.articled = frozenset(part.strip() for part in ours["articled"].replace("\n", "").split("|"))
        self.articled_starts = frozenset(name.split()[0] for name in self.articled)
        self.prepositions = frozenset(ours["prepositions"].split())
        self.clause = frozenset(ours["clause"].split())
        self.subjunctive = frozenset(ours["subjunctive"].split())
        self.adverbs = frozenset(ours["adverbs"].split())
        self.single = frozenset(ours["single"].split())
        self.modifiers = frozenset(ours["modifiers"].split())
        self.articles = frozenset(
            tuple(pair.split()) for pair in ours["articles"].replace("\n", "").split("|")
        )
        self.enjoyed = frozenset(ours["enjoyed"].split())
        self.someone = frozenset(ours["someone"].split())
        self.connectives = frozenset(
            tuple(phrase.split()) for phrase in ours["connectives"].replace("\n", "").split("|")
        )
        self.clause_openers = frozenset(ours["clause_openers"].split())
        self.its_adjectives = frozenset(ours["its_adjectives"].split())
        self.collective = frozenset(ours["collective"].split())
        self.past |= self.participle.keys()
        #: Fixed phrases by their first word; "$" after the right one: only at the end of the phrase.
        self.fixed = _phrases(ours["fixed"])


def _phrases(rows: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in rows.strip().splitlines():
        wrong, right = line.split("|")
        words = tuple(wrong.split())
        found.setdefault(words[0], []).append((words, right))
    return found


@cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    return Lexicon()


def core(token: str) -> str:
    """A token without the marks around it."""
    return token.strip(OPENING + CLOSING)


def at(tokens: Tokens, index: int) -> str:
    return tokens[index] if 0 <= index < len(tokens) else ""


def closed(token: str) -> bool:
    """Whether a mark ends what the token belongs to."""
    return token[-1:] in CLOSING


def starts_clause(tokens: Tokens, index: int, known: Lexicon) -> bool:
    before = at(tokens, index - 1)
    return not before or before[-1] in '.,;:!?—–-“"' or before in known.clause


def ends_noun(tokens: Tokens, index: int, known: Lexicon) -> bool:
    """Whether the noun phrase ends with the token at ``index``."""
    if closed(tokens[index]):
        return not tokens[index].endswith(("'", "’"))
    following = at(tokens, index + 1)
    return not following or following in known.follows or not following[0].isalnum()


def slip(tokens: Tokens, first: int, last: int, kind: str, why: str, better: str | None = None) -> Slip:
    shown = " ".join(core(token) for token in tokens[first : last + 1])
    return Slip(first, last, kind, f"“{shown}”: {why}", better)
