"""FLU014: a preposition that its word does not take, and function words that never meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count

from mtcheck.findings import BY_FORMS, Hit, Safety, Severity
from mtcheck.lexicon.government import CLITICS, Government, government, languages
from mtcheck.lexicon.grammar import CLOSING, OPENING, grammar
from mtcheck.registry import Options, rule
from mtcheck.rules.fluency.agreement import infinitives
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")


@rule(
    "FLU014",
    "governed-preposition",
    category="linguistic/grammar",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    examples=(
        ("The valve is similar with the old one.", "The valve is similar to the old one."),
        ("They waited despite of the rain.", "They waited despite the rain."),
    ),
)
def governed_preposition(view: View, options: Options) -> Iterator[Hit]:
    """A word has the wrong preposition: `similar with the`, `dependiente en el`, `despite of the`

    Machine translation keeps the source's preposition. Tables list the prepositions that some hundred words
    take, and those that translators put there but edited text never has; after a noun any may follow.
    Function words that never meet (`despite of the`, `de el`, `the each`) count too, and in Ukrainian set
    phrases from Russian. A preposition without an article or pronoun after it (`limited in part`) and
    prepositions of place are left alone.
    """
    base = tag(view.lang).base
    if base not in languages():
        return
    known, tokens = government(base), view.tokens
    done = -1
    for index in _places(known, tokens):
        if index <= done:
            continue
        found = _phrase(known, tokens, index) or _head(base, known, view, index)
        if not found and tokens[index] in known.infinitives:
            found = infinitives.link(known, grammar(base), tokens, index)
        if found and base == "pt" and _is_before_gerund(tokens, found[0]):
            continue
        if found and _is_prose(view, index, found[0], base) and not _is_name(view, index, found[0]):
            done = found[0]
            yield _hit(view, index, *found)


def _places(known: Government, tokens: tuple[str, ...]) -> list[int]:
    """Words that have a row, with a next word that the row asks for; "" stands for none at all."""
    rows, verbs = known.seconds, known.infinitives
    places = compress(count(), map((rows.keys() | verbs.keys()).__contains__, tokens))
    return [
        index
        for index in places
        if tokens[index] in verbs
        or "" in (row := rows[tokens[index]])
        or (after := tokens[index + 1] if index + 1 < len(tokens) else "\n") in row
        or (not after.isalnum() and after.rstrip(CLOSING) in row)
    ]


def _is_before_gerund(tokens: tuple[str, ...], last: int) -> bool:
    """Whether a word is the pronoun of a gerund, and no article: em o vendo, fugiu."""
    after = tokens[last + 1].rstrip(CLOSING) if last + 1 < len(tokens) else ""
    return after.endswith(("ando", "endo", "indo"))


def _phrase(known: Government, tokens: tuple[str, ...], index: int) -> tuple[int, str, str] | None:
    """The last token, what is wrong, and what is meant."""
    for words, meant in known.phrases.get(tokens[index], ()):
        last = index + len(words) - 1
        if len(words) == 1:
            return index, "is a word for word translation", meant
        if (
            tokens[index:last] == words[:-1]
            and last < len(tokens)
            and tokens[last].rstrip(CLOSING) == words[-1]
        ):
            return last, "these words do not go together", meant
    return None


def _head(base: str, known: Government, view: View, index: int) -> tuple[int, str, str] | None:
    tokens = view.tokens
    head = known.heads.get(tokens[index])
    if head is None or index + 2 >= len(tokens):
        return None
    place = index + 1 + (tokens[index + 1] in CLITICS.get(base, ()))
    if place + 1 >= len(tokens) or tokens[place] not in head.wrong:
        return None
    if not _follows(base, known, tokens[place + 1].rstrip(CLOSING)):
        return None
    after = (_whole(token.rstrip(CLOSING)) for token in tokens[place + 1 : place + 4])
    if any(token in known.adverbials for token in after):
        return None  # depends in the end on luck
    said, right = " ".join(tokens[index:place]), " or ".join(f"“{each}”" for each in head.right)
    why = f"after “{said}” stands {right}" if right else f"after “{said}” stands no preposition"
    return place, why, f"{said} {head.right[0]}" if len(head.right) == 1 else ""


def _whole(word: str) -> str:
    """A word without what a vowel left of the one before: l'avenir."""
    return word.rpartition("'")[2].rpartition("’")[2]


def _follows(base: str, known: Government, word: str) -> bool:
    """Whether an article or pronoun is there: without one the preposition may belong to an adverbial."""
    if known.followers:
        return word in known.followers
    forms = grammar(base)
    place = forms.class_of(word, first=False)
    if forms.articles:
        elided = word != _whole(word) and word[: -len(_whole(word))] in forms.elided_articles
        return elided or bool(forms.det[place])
    return bool(forms.det[place] or forms.noun[place] or forms.adj[place]) or word in forms.apart


def _is_prose(view: View, first: int, last: int, base: str) -> bool:
    start, end = view.token_starts[first], view.token_starts[last]
    return view.paragraph_at(start).end >= end and tag(view.lang_at(start)).base == base


def _is_name(view: View, first: int, last: int) -> bool:
    """Whether a word after the first has a capital: di Il Fatto, de El Prado."""
    return any(view.text[view.token_starts[index]].isupper() for index in range(first + 1, last + 1))


def _hit(view: View, index: int, last: int, why: str, better: str) -> Hit:
    start = view.token_starts[index]
    end = view.token_starts[last] + len(view.tokens[last].rstrip(CLOSING))
    said = view.text[start:end].lstrip(OPENING)
    if better and said[:1].isupper():
        better = better[0].upper() + better[1:]
    return Hit(end - len(said), end, f"“{said}”: {why}", better or None, BY_FORMS)
