"""FLU015: German compounds that were cut in two, and nouns without their capital."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.numberdata import words_of
from mtcheck.findings import BY_FORMS, Hit, Safety, Severity
from mtcheck.lexicon.features import POS
from mtcheck.lexicon.grammar import CAPITAL, CLOSING, DETERMINER, DOUBLE_S, TITLE, Grammar, grammar
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.rules.fluency.agreement.lines import MARKS, Line, Mask, Page, later
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# A shorter word is too often a name or an abbreviation in small letters.
_LEAST_LETTERS = 5
_ADJECTIVE_ENDINGS = ("en", "er", "es", "em", "e", "")


@rule(
    "FLU015",
    "german-nouns",
    category="linguistic/spelling",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    skip=NOT_PROSE,
    examples=(
        ("Er öffnet die Sicherungs Datei.", "Er öffnet die Sicherungsdatei."),
        ("Sie braucht einen lagerschuppen.", "Sie braucht einen Lagerschuppen."),
    ),
)
def german_nouns(view: View, options: Options) -> Iterator[Hit]:
    """A German compound is cut in two, or has no capital: `die Sicherungs Datei`, `einen lagerschuppen`

    Machine translation sets the parts of an English compound one beside the other and leaves small what
    English writes small. A compound is told where its first word is the form that only compounds have
    (`Sicherungs`), where the article agrees with the second noun and not with the first (`eine Ziel
    Tabelle`), or where the tables have both as one word (`ein Benutzer Konto`). A compound in small letters
    is told after an article that agrees with it, if no table has it (PUN017 tells the nouns of the table).
    Names, words in -er (`das Kölner Rathaus`), measures (`ein Glas Wasser`), adjectives and what comes
    before another noun are left alone.
    """
    if tag(view.lang).base != "de":
        return
    for line in view.once(Page, view, grammar("de")).lines:
        found = [*_split(line), *_small(line)]
        if not found:
            continue
        for first, last, better, why in sorted(found):
            begin = line.span(first).start + _marks(line.tokens[first])
            stop = line.span(last).start + len(line.tokens[last].rstrip(CLOSING))
            if tag(view.lang_at(begin)).base == "de":
                yield Hit(begin, stop, f"“{view.text[begin:stop]}”: {why}", better, BY_FORMS)


def _marks(token: str) -> int:
    return len(token) - len(token.lstrip(MARKS))


def _may_be_small(page: Page) -> Mask:
    """An article and a word of no table; one with ss may be there by what it is with ß."""
    unknown = (page.places == 0) | page.flagged(DOUBLE_S)
    small = later(unknown & ~page.flagged(CAPITAL))
    return (page.roles & DETERMINER != 0) & page.joined & small


def _may_be_cut(page: Page) -> Mask:
    """A noun inside a sentence and the word with a capital right behind it."""
    titles = page.flagged(TITLE)
    return titles & later(titles) & page.joined & ~page.starts


def _split(line: Line) -> Iterator[tuple[int, int, str, str]]:
    """The two tokens, the compound, and what is wrong."""
    grammar = line.grammar
    for index in line.candidates(_may_be_cut):
        word, second_word = line.core(index), line.core(index + 1)
        why = "a compound is one word"
        if grammar.noun[line.place(index + 1)] and _is_one_word(grammar, word, second_word):
            yield index, index + 1, word + second_word.lower(), why
            continue
        if grammar.adj_reading(word.lower()):
            continue  # a name: der Rote Platz
        second = grammar.noun[line.place(index + 1)]
        if not second or grammar.pos[line.place(index + 1)] & POS["name"]:
            continue
        if word.endswith(grammar.compound_links) and not grammar.noun[line.place(index)]:
            if grammar.noun[grammar.class_of(word[:-1], first=False)]:
                yield index, index + 1, word + second_word.lower(), why
        elif _agrees_with_second(line, index, second):
            yield index, index + 1, word + second_word.lower(), why


def _is_one_word(grammar: Grammar, first: str, second: str) -> bool:
    """Whether the tables have both as one word, and they are no English pair: Bus Haltestelle, Smart Home.

    A part of the day and a number stand apart at times: Montag Nachmittag, Heilige Drei Könige.
    """
    low, ending = first.lower(), second.lower()
    listed, english = wordlist("de"), wordlist("en")
    if listed is None or english is None or ending in _PARTS_OF_THE_DAY or low in words_of("de").whole:
        return False
    known = grammar.forms.class_of(first + ending) or (low + ending) in listed
    return bool(known) and not (low in english and ending in english)


_PARTS_OF_THE_DAY = frozenset("morgen vormittag mittag nachmittag abend nacht".split())


def _agrees_with_second(line: Line, index: int, second: int) -> bool:
    """Whether the article before two nouns fits the second and not the first."""
    grammar = line.grammar
    article = grammar.det[line.place(index - 1)] if line.joined(index - 1) else 0
    first, word = grammar.noun[line.place(index)], line.core(index)
    if not article or not first or grammar.pos[line.place(index)] & POS["name"] or word.endswith("er"):
        return False
    return not article & first and bool(article & second)


def _small(line: Line) -> Iterator[tuple[int, int, str, str]]:
    grammar = line.grammar
    for before in line.candidates(_may_be_small):
        index, word = before + 1, line.core(before + 1)
        if len(word) < _LEAST_LETTERS or not (word.isalpha() and word.islower()):
            continue
        if word in grammar.apart or word in grammar.own or grammar.forms.class_of(word):
            continue
        if grammar.pos[grammar.forms.class_of(word.capitalize())] & POS["noun"]:
            continue  # PUN017 tells the nouns that a table has
        noun = grammar.noun[grammar.class_of(word.capitalize(), first=False)]
        if not noun & grammar.det[line.place(before)] or _is_adjective(line, word):
            continue
        follows = line.core(index + 1)
        if line.joined(index) and (follows[:1].isupper() or grammar.adj[line.place(index + 1)]):
            continue
        if line.joined(index) and grammar.det[line.place(index + 1)] and word in grammar.small:
            continue
        yield index, index, word.capitalize(), "a noun has a capital"


def _is_adjective(line: Line, word: str) -> bool:
    """Whether the word, without an ending, ends like an adjective or with one."""
    grammar = line.grammar
    for ending in _ADJECTIVE_ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: len(word) - len(ending)]
        if stem.endswith(grammar.adjective_ends) or word.endswith("sten"):
            return True
        if any(grammar.adj_reading(stem[cut:]) for cut in range(3, len(stem) - 3)):
            return True
    return False
