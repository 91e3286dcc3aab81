"""FLU004: grammar and spelling: our own checks of English, Harper's, a dictionary's, a phrasing profile's."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.document import Span
from mtcheck.errors import ConfigError
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.lexicon.phrasing.confusion import found as confused
from mtcheck.lexicon.phrasing.confusion import threshold
from mtcheck.lexicon.phrasing.model import load
from mtcheck.lexicon.phrasing.words import words_of
from mtcheck.registry import Options, rule
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.adapters import OPTIONS, remarks
from mtcheck.rules.fluency.grammar.english import slips
from mtcheck.rules.fluency.grammar.english_counts import counts
from mtcheck.rules.fluency.grammar.english_order import places
from mtcheck.rules.fluency.grammar.english_words import ARTICLE_SOUND, BARE, core
from mtcheck.rules.fluency.grammar.harper import lints
from mtcheck.rules.fluency.grammar.kin_words import kin_words
from mtcheck.rules.fluency.grammar.lost_accents import lost_accents
from mtcheck.rules.fluency.grammar.misfits import misfits
from mtcheck.rules.fluency.grammar.spelling import misspelled
from mtcheck.rules.fluency.grammar.ukrainian import ukrainian
from mtcheck.rules.fluency.grammar.verb_second import verb_second
from mtcheck.rules.language.relatives import is_nearest_only
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# Kinds that edited English leaves open, told only when asked for.
_STRICT = frozenset(("comma", "spelling"))
# Of what Harper says of words it does not know, what begins with a capital is nearly always a name.
_SPELLING = "Spelling"


@rule(
    "FLU004",
    "grammar",
    category="linguistic/grammar",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={
        "harper": False,
        "spelling": False,
        "dictionaries": [],
        "strict": False,
        "profile": "",
        "precision": 0.9,
    }
    | OPTIONS,
    examples=(
        ("The result depends of the weather.", "The result depends on the weather."),
        ("She have a house in USA.", "She has a house in the USA."),
    ),
)
def grammar(view: View, options: Options) -> Iterator[Hit]:
    """A slip of grammar or spelling: `depends of`, `they was`, `its a`

    Without options English is checked for slips of function words: agreement, articles, prepositions, its and
    it's, than and then, word order; Czech, French, German, Italian, Polish, Portuguese and Spanish for words
    that lost their accents (`muzete`, `cuestion`); Czech, Italian and Spanish
    for words that do not fit their neighbours, by a model that has learned from marked errors; German, Dutch,
    Danish, Norwegian and Swedish for a subject before the verb where another word opens the sentence
    (`Gestern er ist`); Ukrainian for Russian words, participles in -ючий, and a person spoken to in the
    nominative. The kind is first in the message. ``strict`` adds what
    edited English leaves open: commas after opening phrases, `can not`.
    ``harper``
    adds all that and the grammar checker
    Harper (English; `pip install 'mtcheck[grammar]'`), ``spelling`` the dictionaries of hunspell in any
    language (`pip install 'mtcheck[spelling]'`): those that ``dictionaries`` names (paths of .dic files or of
    folders), else those of the system. ``profile`` is a file made with `mtcheck corpus build`: words that are
    taken for one another (in and on, is and are, `dem` and `den`) are judged by what its references write and
    told where that was right at least as often as ``precision`` says when the profile was made.
    ``languagetool`` is the address of a LanguageTool server that you run (`http://localhost:8081`), in any
    language it knows; ``grammalecte`` (French), ``voikko`` (Finnish) and ``link-grammar`` (English, Russian)
    ask those programs where your system has them; ``lingotweaker`` asks the rules of LanguageTool without a
    server (`pip install 'mtcheck[fluency]'`: English and Ukrainian). Names, stretches in other languages,
    links and code are left alone.
    """
    base = _base(view.lang)
    found: list[Hit] = []
    if view.once(is_nearest_only, view):
        return
    if base == "en":
        found += _own(view, bool(options.get("strict") or options.get("harper")))
        found += [
            Hit(each.start, each.end, f"{each.kind}: {each.message}")
            for each in (*places(view), *counts(view))
        ]
        if options.get("harper"):
            found += _harper(view)
    found += verb_second(view, base)
    found += lost_accents(view, base)
    found += misfits(view, base)
    found += kin_words(view, base)
    found += ukrainian(view, base)
    found += _by_adapters(view, options)
    if options.get("spelling"):
        found += [
            Hit(start, end, message, better, PROBABLE)
            for start, end, message, better in misspelled(
                view, tuple(map(str, options.get("dictionaries", ())))
            )
        ]
    if options.get("profile"):
        found += _by_profile(view, str(options["profile"]), float(options.get("precision", 0.9)))
    taken: list[Span] = []
    for hit in sorted(found, key=lambda hit: (hit.start, hit.end)):
        if taken and hit.start < taken[-1].end:
            continue
        if _base(view.lang_at(hit.start)) == base:
            taken.append(Span(hit.start, hit.end))
            yield hit


def _base(lang: str) -> str:
    return tag(lang).base


def _by_profile(view: View, profile: str, precision: float) -> Iterator[Hit]:
    """Words of confusion sets for which the references of a profile write another."""
    if not 0.0 < precision < 1.0:
        raise ConfigError("rules.FLU004", "precision", "is a share between 0 and 1")
    model = load(profile)
    lang = model.header.lang
    margin = threshold(model, precision) if _base(lang) == _base(view.lang) else None
    if margin is None:
        return
    for start, end in view.sentences:
        words = words_of(view.text[start:end])
        for swap in confused(model, words, lang, margin):
            word = words[swap.place]
            said = view.text[start + word.start : start + word.end]
            better = swap.better[:1].upper() + swap.better[1:] if said[:1].isupper() else swap.better
            message = f"confusion: the references write “{better}” here, not “{said}”"
            yield Hit(start + word.start, start + word.end, message, better, precision)


def _own(view: View, strict: bool) -> Iterator[Hit]:
    for slip in slips(view.tokens):
        if slip.kind in _STRICT and not strict:
            continue
        if slip.kind == ARTICLE_SOUND and view.text[slice(*view.token_span(slip.last + 1))][:2].isupper():
            continue
        first, last = view.token_span(slip.first), view.token_span(slip.last)
        start = first.start + view.tokens[slip.first].index(
            core(view.tokens[slip.first]) or view.tokens[slip.first]
        )
        end = last.start + len(view.lowered[last.start : last.end].rstrip('”"’»“.,;:!?…)]'))
        if slip.message.endswith(BARE) and view.text[start].isupper():
            continue  # Department of Health
        head = slip.head if slip.head >= 0 else slip.first - 1
        has_head = slip.head >= 0 or slip.kind == "agreement"
        if has_head and (_is_name_of_many(view, head) or _is_title(view, head, slip.first)):
            continue  # Great Southern Plantations has
        if any(_is_proper(view, index) for index in range(slip.first, slip.last + 1)):
            continue
        if start < end and view.paragraph_at(start).end >= end:
            better = slip.better
            if better and view.text[start].isupper():
                better = better[0].upper() + better[1:]
            yield Hit(start, end, f"{slip.kind}: {slip.message}", better)


def _is_name_of_many(view: View, index: int) -> bool:
    """Whether a word has a capital that no sentence gives it, and so may be the end of a name."""
    if index < 1 or view.tokens[index - 1][-1] in '.!?:”"':
        return False
    return _is_capital(view, index) and view.tokens[index] != "i"


def _is_title(view: View, head: int, verb: int) -> bool:
    """Whether what stands before a verb may be a name with a phrase in it: Friends of the Earth is.

    Where somebody is from makes no name: Scientists from Oslo has.
    """
    if not _is_capital(view, head):
        return False
    link = ""
    for index in range(head + 1, verb):
        word = view.tokens[index]
        link = word if word in word_set("en", "behind-heads") else link
        if link not in ("from", "in", "at") and _is_capital(view, index):
            return True
    return False


def _is_capital(view: View, index: int) -> bool:
    return core(view.text[slice(*view.token_span(index))])[:1].isupper()


def _is_proper(view: View, index: int) -> bool:
    """Whether a word is written as a letter or a name: two A divisions, the My Lai bridge."""
    start, end = view.token_span(index)
    word = core(view.text[start:end])
    inside = index > 0 and view.tokens[index - 1][-1] not in '.!?:”"'
    return inside and word[:1].isupper() and word.lower() in _LETTERS_AND_DETERMINERS


_LETTERS_AND_DETERMINERS = frozenset(("a", "my", "an", "its", "his", "her", "our"))


def _by_adapters(view: View, options: Options) -> Iterator[Hit]:
    """What the user's own checkers say, less what they say of names."""
    for each in remarks(view, options):
        text = view.text[each.start : each.end]
        if text.strip() and not (each.is_spelling and _is_name(view, each.start, text, ascii_only=False)):
            yield Hit(each.start, each.end, f"{each.kind}: {each.message}", each.better, PROBABLE)


def _harper(view: View) -> Iterator[Hit]:
    """Harper's findings, less those on names."""
    for lint in lints(view.text, view.lang):
        text = view.text[lint.start : lint.end]
        if not text.strip() or (lint.kind == _SPELLING and _is_name(view, lint.start, text)):
            continue
        if text.lower() in ("a", "an") and view.text[lint.end + 1 : lint.end + 2].isupper():
            continue  # an X17: letters are read by their names
        yield Hit(lint.start, lint.end, f"{lint.kind.lower()}: {lint.message}", lint.replacement, PROBABLE)


def _is_name(view: View, start: int, text: str, ascii_only: bool = True) -> bool:
    """Whether a word that a checker does not know is a name: capitals, digits, foreign letters, or a term."""
    if (ascii_only and not text.isascii()) or text[1:] != text[1:].lower():
        return True
    if any(character.isdigit() for character in text):
        return True
    before = view.text[:start].rstrip(" “\"'(")[-1:]
    return text[:1].isupper() and before not in ("", "\n", *".!?:")
