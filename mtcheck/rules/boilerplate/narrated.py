"""Tells a call to action from a sentence of the article that only quotes one.

A call is a whole sentence. `Follow us on Telegram, joked our captain` goes on with a clause that says
who spoke; `Officials follow us on Telegram` has its subject in front; `Follow us was all he could read`
makes the call a subject itself. What goes on with a purpose, one more call or a list of networks is a call.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from mtcheck import lazyre
from mtcheck.rules.phrases import fold

if TYPE_CHECKING:
    from mtcheck.rules.boilerplate.calls import Call

CLAUSE = lazyre.compile(r"[,;،，、]\s*|\s[-–—]\s|[–—]\s")
_COLON = lazyre.compile(r"[:!?.…]\s")
_WORD = lazyre.compile(r"[^\W_]+")


def is_narrated(sentence: str, call: Call) -> bool:
    """Whether a sentence that holds a call says something else with it, or of it."""
    clauses = [clause for clause in CLAUSE.split(sentence) if _WORD.search(clause)]
    folded = [fold(clause) for clause in clauses]
    for number, clause in enumerate(folded):
        verb = _verb_in(clause, call)
        if verb is None:
            continue
        return (
            _is_negated(clause, verb)
            or _only_purpose(clause[:verb], folded[number + 1 :], call, sentence)
            or _has_subject(clauses[number], call)
            or is_subject(clause[verb:], call)
            or not all(map(goes_on, clauses[number + 1 :], folded[number + 1 :], [call] * len(folded)))
        )
    return False


def is_advice(body: str, call: Call) -> bool:
    """Whether an author only advises or offers something of his own: `You can read our guide first`."""
    verb = _verb_in(body, call)
    offered = verb is not None and not call.offers.isdisjoint(body[:verb].split())
    if offered and call.ours and not any(word in body for word in call.ours) and "@" not in body:
        return True  # You can subscribe to channels without an account.
    if not call.weak or verb is None or any(each in body for each in call.targets if each not in call.weak):
        return False
    return body[verb:].startswith(call.soft) or offered


def _only_purpose(before: str, following: list[str], call: Call, sentence: str) -> bool:
    """Whether the verb only says what for, and what goes on asks nothing: `To get our boat, we left.`"""
    words = before.split()
    if not words or words[0] not in call.purposes:
        return False
    if not following:
        return sentence.rstrip().endswith((":", "："))
    return not any(_verb_in(clause, call) is not None for clause in following)


def gives_a_thing(body: str, call: Call) -> bool:
    """Whether one shares what is no part of a page: `Share the cake with your friends`."""
    for verb in call.gives:
        place = body.find(verb)
        words = body[place:].split()[len(verb.split()) :] if place >= 0 else []
        if len(words) > 1 and words[0] in call.articles:
            return not words[1].startswith(call.objects)
    return False


_NOT = frozenset("не no não non nie ne nu ikke inte nem älä älkää μην jangan đừng".split())
_NOT_BEHIND = frozenset("nicht niet ikke inte pas".split())
_NEAR = 3


def _is_negated(clause: str, verb: int) -> bool:
    """Whether a folded clause asks for the reverse: `Не подписывайтесь на нас`, `Folgt uns nicht`."""
    if clause[:verb].split()[-1:] and clause[:verb].split()[-1] in _NOT:
        return True
    behind = clause[verb:].split()[: _NEAR + 1]
    return len(clause.split()) <= _NEAR + 1 and not _NOT_BEHIND.isdisjoint(behind)


def _verb_in(clause: str, call: Call) -> int | None:
    """Where the first verb of a call stands in a folded clause."""
    places = [clause.find(verb) for verb in (*call.clicks, *call.verbs, *call.alone, *call.anywhere)]
    return min((place for place in places if place >= 0), default=None)


# What stands on a wall or a shirt: On the wall a banner: FOLLOW US.
_SIGN = lazyre.compile(r"\W*[^\W\d_]*[a-zß-ÿа-яё][^\n:]* [^\n:]*: (?!.*[a-zß-ÿа-яё])(?=.*[^\W\d_])")


def _has_subject(clause: str, call: Call) -> bool:
    """Whether other words than those that lead up to a call stand in front of its verb."""
    if _SIGN.match(clause):
        return True
    if call.any_order:
        return False
    for part in _COLON.split(clause):
        folded = fold(part)
        verb = _verb_in(folded, call)
        if verb is not None:
            before = folded[:verb].split()
            joined = before[-1:] and before[-1] in call.joins
            return not joined and not all(word in call.openers or word in call.goes_on for word in before)
    return False


def is_subject(rest: str, call: Call) -> bool:
    """Whether a verb such as "was" follows a call in its own clause: what went before is its subject."""
    for word in rest.split():
        if word in call.relatives:
            return False
        if word in call.copulas:
            return True
    return False


def goes_on(clause: str, folded: str, call: Call) -> bool:
    """Whether a clause behind a call is a part of it: one more call, what it is for, a list of names."""
    spoken = _WORD.findall(clause)
    words = folded.split()
    while words and words[0] in call.joins:
        words.pop(0)
    if not words:
        return True
    rest = f" {' '.join(words)} "
    if rest.startswith((*call.clicks, *call.verbs, *call.alone, *call.anywhere)) or words[0] in call.openers:
        return True
    if any(verb.split()[0] == words[0] for verb in (*call.verbs, *call.alone)):
        return True
    if not call.spaced:
        return any(stem in rest for stem in (*call.goes_on, *call.targets, *call.verbs))
    if words[0] in call.goes_on or (call.any_order and any(verb in rest for verb in call.verbs)):
        return True
    named = sum(1 for _ in takewhile(lambda word: _is_name(word, call), spoken))
    return named == len(spoken) or (named > 0 and fold(spoken[named]).strip() in call.goes_on)


def _is_name(word: str, call: Call) -> bool:
    """Whether a word may stand in a list of networks: a name, or a small word between names."""
    folded = fold(word)
    small = folded.strip() in call.joins or folded.strip() in call.openers - call.goes_on
    return word[0].isupper() or word[0].isdigit() or small or any(target in folded for target in call.targets)


# Who has said a call: Follow us! the others sang.
_SPOKEN = lazyre.compile(r"[!?]['’”\"»]? (?=([^\W\d_]))")


def said_end(sentence: str) -> int | None:
    """Where it goes on in small letters behind the mark of what is called out, if it does."""
    return next((found.end() for found in _SPOKEN.finditer(sentence) if found[1].islower()), None)
