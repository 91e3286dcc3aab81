"""Tells a call, a notice or a credit from a sentence of the author's that has its words and goes on.

`Share this article` is a call, and `Share this article of clothing` is none; `Subscribe to our newsletter by
pressing the blue button` may be a step of a manual, `Comments are closed, the council decided` news.
"""

from __future__ import annotations

import re
from functools import cache

from mtcheck import lazyre, resources
from mtcheck.rules.boilerplate.calls import Call, calls_in, is_call
from mtcheck.rules.boilerplate.narrated import CLAUSE
from mtcheck.rules.boilerplate.told import said
from mtcheck.rules.phrases import Lines, fold, unaccented

# What follows a colon and is where to go: a link, a handle, an address, a number.
_WHERE = lazyre.compile(r"https?:|www\.|@\w|\w\.\w{2,}|\d{3}|[\[<]")
_FEW_WORDS = 3
_LETTER = lazyre.compile(r"[^\W_]")
_END = lazyre.compile(r"(?<=[.!?…])\s+|\n+")


@cache
def _rows() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = resources.read_toml("boilerplate/calls.toml")["prose"]
    return table


@cache
def _closing() -> frozenset[str]:
    return frozenset(fold(resources.read_toml("boilerplate/calls.toml")["strength"]["closing"]).split())


@cache
def _pattern(lang: str, key: str) -> re.Pattern[str] | None:
    """A pattern of one language: how and why, a purpose that is no page's, or the page as an object."""
    row = _rows().get(lang, {})
    if key not in row:
        return None
    end = rf"(?!{row['closed']})\w" if key == "purpose" else "" if key == "article" else " "
    return lazyre.compile(unaccented(rf"(?<= )(?:{row[key]}){end}"))


def goes_on_in_prose(text: str, lang: str) -> bool:
    """Whether a sentence of a call says how, why or on what condition, explains, or names a thing.

    >>> goes_on_in_prose("Share this article of clothing with a friend.", "en")
    True
    >>> goes_on_in_prose("Share this article with your friends on Facebook.", "en")
    False
    """
    ways = calls_in(lang)
    return any(
        _is_explained(sentence) or _says_how(sentence, lang, ways) or _names_a_thing(sentence, lang, ways)
        for sentence in _END.split(text)
    )


def _is_explained(sentence: str) -> bool:
    """Whether a clause that is no call and no address stands behind a call and a colon or semicolon."""
    for mark in (":", "：", ";"):
        lead, found, rest = sentence.partition(f"{mark} ")
        if found and _WHERE.search(rest) is None and len(rest.split()) >= _FEW_WORDS:
            names = sum(word[:1].isupper() for word in rest.split())
            if 2 * names < len(rest.split()) and is_call(lead.strip()) and not is_call(rest):
                return True
    return False


def _says_how(sentence: str, lang: str, ways: tuple[Call, ...]) -> bool:
    """Whether words of how, why or a condition, or a purpose of the author's, follow what is named."""
    body = fold(sentence)
    places = [place for way in ways for each in way.targets if (place := body.find(each)) >= 0]
    behind = body[min(places) :] if places else ""
    how, purpose = _pattern(lang, "hows"), _pattern(lang, "purpose")
    return bool(behind and ((how and how.search(behind)) or (purpose and purpose.search(behind))))


def _names_a_thing(sentence: str, lang: str, ways: tuple[Call, ...]) -> bool:
    """Whether more than friends and networks follows the page as an object: this article of clothing."""
    pattern = _pattern(lang, "article")
    if pattern is None:
        return False
    clause = next((each for each in map(fold, CLAUSE.split(sentence)) if pattern.search(each)), "")
    found = pattern.search(clause)
    if found is None or not any(way.verbs and _opens(clause[: found.start()], way) for way in ways):
        return False
    shared = _closing() | set(fold(_rows()[lang]["shared"]).split())
    networks = tuple(each.strip() for way in ways for each in way.targets if len(each) > _FEW_WORDS)
    words = clause[found.end() :].split()
    for place, word in enumerate(words):
        rest = f" {' '.join(words[place + 1 :])} "
        if any(word in way.joins and rest.startswith((*way.verbs, *way.alone)) for way in ways):
            return False  # share it, and subscribe
        if word not in shared and not word.startswith(networks):
            return True
    return False


def _opens(before: str, way: Call) -> bool:
    return any(verb.split()[0] in before for verb in (*way.verbs, *way.anywhere))


@cache
def _reports() -> frozenset[str]:
    table = resources.read_toml("boilerplate/furniture.toml")
    return said() | frozenset(fold(table["reports"]).split())


@cache
def _later() -> re.Pattern[str]:
    table = resources.read_toml("boilerplate/furniture.toml")
    return lazyre.compile(unaccented(rf"(?<= )(?:{table['later']}) "))


def is_reported_notice(text: str, kind: str) -> bool:
    """Whether a notice says who says it, or after how long it holds: `…, the council decided.`"""
    clauses = [fold(clause).split() for clause in CLAUSE.split(text)[1:] if _LETTER.search(clause)]
    if any(not _reports().isdisjoint(words) for words in clauses):
        return True
    return kind == "comment count" and _later().search(fold(text)) is not None


# A: It is permitted.
_ANSWER = lazyre.compile(
    r"[ \t>*_]*(?:a|answer|antwort|réponse|r|respuesta|risposta|resposta|odpowiedź|odpověď|antwoord|svar"
    r"|vastaus|ответ|о|відповідь|в|отговор|cevap|válasz|răspuns|答|답)"
    r"[*_]{0,2}[ \u00a0]?[:：][*_]{0,2}\s*(?=\S)"
)


def is_an_answer(lowered: str, start: int) -> bool:
    """Whether a line is the answer to a question, or the question is right above it."""
    line = lowered.rfind("\n", 0, start) + 1
    return _ANSWER.match(lowered, line) is not None


@cache
def _small() -> frozenset[str]:
    """Words inside of a credit that are no names: of, press service."""
    return frozenset(resources.read_toml("boilerplate/furniture.toml")["credited"].split())


_NAME = lazyre.compile(r"[:：]\s*(.+)", re.DOTALL)
_TOKEN = lazyre.compile(r"[^\W_]+|[^\w\s]")
_FEWEST_TOKENS, _MOST_SMALL = 3, 4


def is_credit_in_prose(text: str) -> bool:
    """Whether a verb or a clause follows the name in a credit: `Photo: Reuters pays 200 dollars.`

    >>> is_credit_in_prose("Photo: Reuters pays 200 dollars."), is_credit_in_prose("Photo: Ann Holm")
    (True, False)
    """
    named = _NAME.search(text)
    tokens = _TOKEN.findall(named[1]) if named and "://" not in text else []
    places = [at for at, token in enumerate(tokens) if token[0].isupper()]
    if not places:
        return False
    behind = next((at for at in range(places[0], len(tokens)) if not tokens[at][0].isupper()), len(tokens))
    rest = tokens[behind:]
    small = [token for token in rest if token.islower() and token not in _small()]
    if not small:
        return False
    goes_on = rest[0] == small[0] and sum(token[0].isalnum() for token in rest) >= _FEWEST_TOKENS
    return goes_on or len(small) > _MOST_SMALL or not _reports().isdisjoint(small)


_MISTAKE = lazyre.compile(
    r"err|typo|mistake|select|highlight|fehler|mark|faut|sélection|selec|refus|błąd|błęd|zaznacz|chyb|fout"
    r"|ошиб|опечат|выдел|помил|виділ|одрук|греш|fejl|feil|hata|hib|virhe"
)


def is_another_press(text: str, kind: str) -> bool:
    """Whether keys are pressed for something else than a mistake: `Press Ctrl+Enter to send the form.`"""
    return kind == "typo notice" and "ctrl" in text.lower() and _MISTAKE.search(text.lower()) is None


def may_be_prose(view: Lines, start: int, end: int, kind: str) -> bool:
    """Whether a notice or a credit may be a sentence of the author's."""
    text = view.text[start:end]
    if kind in ("image credit", "source line"):
        return is_credit_in_prose(text)
    return is_an_answer(view.lowered, start) or is_reported_notice(text, kind) or is_another_press(text, kind)
