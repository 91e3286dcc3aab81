"""Where words begin and end, in text a translator's spaces were taken out of.

The search leaves a mark at each place where a space may or may not be real. For each language that the
letters allow, the best reading is found by dynamic programming over word frequencies and, for words
no list has, the character model; the language that reads best decides.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from mtcheck import lazyre
from mtcheck.encoding.mojibake import guessed_words
from mtcheck.lexicon import char_model, known_words, wordlists

#: Marks of the search: a space that may be false, and a place where a space may be missing.
MAYBE, MISSING = "\ue0f0", "\ue0f1"
_MARKED = lazyre.compile(f"[{MAYBE}{MISSING}]")
_SEVERAL = lazyre.compile(f"[{MAYBE}{MISSING}]{{2,}}")
_SELDOM = -14.0  # nats: a word that only the longer list has
_LONG = 6  # letters; what is shorter is as likely a piece of a word
_NOVEL = -2.0  # nats: a word that no list has
_STRETCH = 0.92  # of its letters: the model was pruned, so it is too hard on long words
_FOREIGN = -3.0  # nats: an English word in a phrase of another language
_CONTEXT = 0.5  # of the log frequency of the words around a phrase
_UNHEARD = -16.0  # nats: a word around it that a list does not have
_STRANGE = _CONTEXT * _UNHEARD
_EDGE, _ODD = -0.5, -5.0  # nats: a mark where marks stand, and where they do not
_ALONE, _JOINED = -2.5, -1.0  # nats: marks without a word, two words with a hyphen or an apostrophe
_REAL = -1.0  # nats: a space beside a symbol is more often the translator's than the author's
_LEADING = frozenset("«“„‘(\"'¿¡[#@$€£")
_TRAILING = frozenset(".,;:!?…»”’)\"']%“、。،؛؟।")
_STANDING = frozenset('–—-•&+=/|·*<>№§°“”«»"')
_JOINING = frozenset("-’'‐·\u200c\xad")
_MISSING = -0.7  # nats: a space that is not there at all
_MAX_CHUNKS = 16  # of one word; a word of 16 garbled letters has no more
_MAX_LETTERS = 28  # of a word put together from chunks
_SHORTEST_TAMIL = 4  # its list was cut at vowel signs: ம் and டி are no words
_LANGUAGES = 4  # how many are tried in full
_FAR_BEHIND = 30.0  # nats of these; in a thousand phrases no language so far behind had the words
_MANY_LETTERS = 20  # of a phrase in which few languages are ranked as well: it spares more than it costs
_GLANCE = 3  # letters of context are enough to rank languages
_RUN = lazyre.compile(r"[^\W\d_]+")
_SPACELESS = frozenset(("CJK", "HIRA", "KATA", "THAI", "LAO", "KHME", "MYAN"))
_EDGES = lazyre.compile(r"^[\W\d_]+|[\W\d_]+$")
# Most spoken first: the order breaks ties, and what lies after the eighth is tried only for odd letters.
_ORDER = {
    lang: rank
    for rank, lang in enumerate(
        [
            "en",
            "ru",
            "es",
            "fr",
            "de",
            "pt",
            "it",
            "pl",
            "ar",
            "tr",
            "vi",
            "fa",
            "uk",
            "cs",
            "nl",
            "sv",
            "el",
            "hu",
            "ro",
            "he",
            "hi",
            "ko",
            "fi",
            "da",
            "nb",
            "bg",
            "sk",
            "sl",
            "sh",
            "hr",
            "sr",
            "lt",
            "lv",
            "et",
            "ca",
            "id",
            "is",
            "mk",
            "be",
            "kk",
            "az",
        ]
    )
}


@lru_cache(maxsize=100_000)
def word_score(word: str, lang: str) -> float:
    """Log probability of a word with the marks around it."""
    if word.isalpha() and word.islower():
        return _core_score(word, lang)
    start, end = 0, len(word)
    while start < end and not _is_letter(word[start]):
        start += 1
    while end > start and not _is_letter(word[end - 1]):
        end -= 1
    if start == end:
        return _ALONE if all(c in _STANDING or c.isdigit() for c in word) else _ALONE + _ODD
    marks = sum(_EDGE if c in _LEADING else _ODD for c in word[:start])
    marks += sum(_EDGE if c in _TRAILING else _ODD for c in word[end:])
    core = word[start:end]
    if core != core.lower():  # a capital after a small letter begins another word
        marks += _ODD * sum(a.islower() and b.isupper() for a, b in pairwise(core))
    return marks + _core_score(core.lower(), lang)


def _is_letter(char: str) -> bool:
    return bool(char_model.SCRIPTS[char])


def _core_score(core: str, lang: str) -> float:
    """Log probability of what is between the outer marks, in lower case."""
    listed = wordlists.wordlist(lang)
    frequency = listed.log(core) if listed else 0.0
    if frequency and not (lang == "ta" and len(core) < _SHORTEST_TAMIL):
        return frequency
    forms = known_words.known_words(lang)
    if forms is not None and len(core) >= _LONG and core in forms:
        return _SELDOM
    inner = [] if core.isalpha() else [c for c in core if not _is_letter(c)]
    if inner:
        joiner = next((c for c in inner if c in _JOINING), inner[0])
        left, _, right = core.partition(joiner)
        price = _JOINED if joiner in _JOINING else 2 * _ODD
        return (
            price + (_core_score(left, lang) if left else 0.0) + (_core_score(right, lang) if right else 0.0)
        )
    best = char_model.model(lang).word(core) * _STRETCH
    if lang == "ko":  # its list holds particles, which no space sets off
        return best + _NOVEL * (len(core) == 1)
    if listed:
        best += _NOVEL
    if core.isascii() and lang != "en":
        english = wordlists.wordlist("en")
        if english and len(core) > 1 and (log := english.log(core)):
            best = max(best, log + _FOREIGN)
    return best


def all_words(text: str, lang: str = "") -> bool:
    """Whether a word list has every word with letters outside ASCII, and each other word or English has it.

    Without a language: whether there is one of which that is true.
    """
    parts = {part for word in set(text.split()) for part in re.split("[-’'‑]", word)}
    cores = {_EDGES.sub("", part).lower() for part in parts}
    for name in [lang] if lang else languages(text):
        listed, english = wordlists.wordlist(name), wordlists.wordlist("en")
        if listed is None or english is None:
            continue
        forms = known_words.known_words(name)
        if all(
            not c
            or c in listed
            or (c.isascii() and c in english)
            or (forms is not None and len(c) >= _LONG and c in forms)
            for c in cores
        ):
            return any(cores)
    return False


@lru_cache(maxsize=20_000)
def _read(token: str, lang: str) -> tuple[float, str]:
    """The best reading of chunks with a mark in each gap between them."""
    chunks, gaps = _MARKED.split(token), "".join(_MARKED.findall(token))
    count = len(chunks)
    best: list[tuple[float, str]] = [(0.0, "")]
    for end in range(1, count + 1):
        top = (-1e9, "")
        word = ""
        for start in range(end - 1, max(-1, end - 1 - _MAX_CHUNKS), -1):
            word = chunks[start] + word
            if len(word) > _MAX_LETTERS and start < end - 1:
                break
            total, text = best[start]
            if total <= top[0]:
                continue  # a word only makes it less likely
            if start:
                total += _MISSING if gaps[start - 1] == MISSING else _REAL
                text += " "
            if word:
                total += word_score(word, lang)
            if total > top[0]:
                top = (total, text + word)
        best.append(top)
    return best[count]


@lru_cache(maxsize=5_000)
def _read_open(token: str, lang: str, lost: tuple[int, ...]) -> tuple[float, str]:
    """The same where letters of the token were guessed."""
    chunks, gaps = _MARKED.split(token), "".join(_MARKED.findall(token))
    best = [(0.0, ""), *[(-1e9, "")] * len(chunks)]
    for start in range(len(chunks)):
        total, text = best[start]
        if start:
            total += _MISSING if gaps[start - 1] == MISSING else _REAL
            text += " "
        spellings: guessed_words.Spellings = [(0.0, "")]
        for end in range(start + 1, min(len(chunks), start + _MAX_CHUNKS) + 1):
            spellings = guessed_words.grown(spellings, chunks[end - 1], lang, lost)
            if len(spellings[0][1]) > _MAX_LETTERS and end > start + 1:
                break
            value, word = guessed_words.likeliest(spellings, lang, word_score)
            if total + value * bool(word) > best[end][0]:
                best[end] = (total + value * bool(word), text + word)
    return best[-1]


def languages(text: str) -> list[str]:
    """Languages whose letters the text keeps to, the most spoken first; at most eight."""
    odd = {c for c in set(text.lower()) if c > "\x7f" and char_model.SCRIPTS[c] not in ("", "MARK")}
    scripts = {char_model.SCRIPTS[c] for c in odd} or {"LATI"}
    if len(scripts) > 1:
        counts = Counter(map(char_model.SCRIPTS.__getitem__, text))
        scripts = {max(sorted(scripts), key=lambda s: counts[s])}
    script = next(iter(scripts))
    return list(_of_letters(script, frozenset(c for c in odd if char_model.SCRIPTS[c] == script)))


@lru_cache(maxsize=5_000)
def _of_letters(script: str, odd: frozenset[str]) -> tuple[str, ...]:
    """The languages of a script that keep to some letters outside ASCII; at most eight."""
    ranked = sorted(
        char_model.languages_of(script),
        key=lambda n: (len(odd - char_model.model(n).letters), _ORDER.get(n, 99)),
    )
    return tuple(ranked[:8])


def resolve(
    marked: str, only: str = "", first: str = "", around: str = "", lost: tuple[int, ...] = ()
) -> tuple[str, str, float]:
    """The text with each mark a space or nothing; the language it reads best in ("" for none); its score.

    A guessed letter becomes the one that the words want, of those whose last byte is one of ``lost``.

    The language named ``first`` is looked at first, for the sake of speed. ``around`` is the text on both
    sides: a language that has its words is the likelier one.
    """
    marked = _force(marked)
    known = guessed_words.without(_MARKED.sub("", marked))
    plain = guessed_words.bare(_MARKED.sub("", marked))
    spaceless = sum(char_model.SCRIPTS[c] in _SPACELESS for c in plain)
    candidates = languages(known)
    if spaceless * 2 > sum(1 for c in plain if char_model.SCRIPTS[c]):
        return plain, "", 0.0
    if not candidates:
        return guessed_words.bare(marked.replace(MAYBE, " ").replace(MISSING, "")), "", 0.0
    if only:
        candidates = [only]
    tokens = marked.split(" ")
    if len(candidates) > _LANGUAGES or len(plain) > _MANY_LETTERS:
        tried = _rank(candidates, plain, _FAR_BEHIND)[:_LANGUAGES]
    else:
        tried = candidates
    if (
        around.strip()
        and (home := max([*tried, *candidates], key=lambda n: _at_home(around, n))) not in tried
    ):
        tried = [*tried, home]
    if first and first not in tried and guessed_words.is_open(marked):
        tried = [*tried, first]  # the guesses may have hidden it
    best = (-1e9, "", "")
    for lang in sorted(tried, key=lambda n: n != first):
        total, out = _at_home(around, lang), []
        for token in tokens:
            if guessed_words.is_open(token):
                value, text = _read_open(token, lang, lost)
            elif _MARKED.search(token):
                value, text = _read(token, lang)
            else:
                value, text = (word_score(token, lang) if token else 0.0), token
            total += value
            if total <= best[0]:  # scores are logs, so it only falls
                break
            out.append(text)
        if total > best[0]:
            best = (total, " ".join(out), lang)
    return best[1], best[2], best[0]


@lru_cache(maxsize=200)
def _at_home(around: str, lang: str) -> float:
    """What the words around a phrase cost a language, the less the more usual they are in it."""
    words = _RUN.findall(around.lower())
    listed = wordlists.wordlist(lang)
    if not words or listed is None:
        return _STRANGE if words else 0.0
    return _CONTEXT * sum(listed.log(word) or _UNHEARD for word in words) / len(words)


def joined(words: Sequence[str], doubtful: Sequence[bool]) -> list[str]:
    """The words, those put together that a doubtful gap parts and a word list has as one only.

    ``doubtful`` says of each gap whether a symbol stood beside it in the garbled text.

    >>> joined(["Читайте", "та", "кже"], [False, True])
    ['Читайте', 'также']
    """
    text = " ".join(words)
    near = languages(text)
    gaps = {pair for pair, open_ in zip(pairwise(words), doubtful, strict=True) if open_}
    if not any(_is_torn(*pair, lang) for pair in gaps for lang in near):
        return list(words)
    out = [words[0]]
    langs = best_languages(text)
    for word, open_ in zip(words[1:], doubtful, strict=True):
        if open_ and any(_is_torn(out[-1], word, lang) for lang in langs):
            out[-1] += word
        else:
            out.append(word)
    return out


def _is_torn(left: str, right: str, lang: str) -> bool:
    """Whether a language has two pieces as one word, and not both as words."""
    listed = wordlists.wordlist(lang)
    if listed is None or not (left[-1:].isalpha() and right[:1].isalpha()):
        return False
    one, two = _EDGES.sub("", left).lower(), _EDGES.sub("", right).lower()
    return one + two in listed and not (one in listed and two in listed)


def best_languages(marked: str) -> list[str]:
    """The languages a text may be in, the likeliest first; at most three."""
    plain = guessed_words.bare(_MARKED.sub("", marked))
    return _rank(languages(plain), plain)[:_LANGUAGES]


def _rank(candidates: list[str], plain: str, margin: float = math.inf) -> list[str]:
    """The same, those first whose letter sequences the text keeps to; none that is so many nats behind."""
    if len(candidates) < 2:
        return candidates
    runs = [f" {run} " for run in _RUN.findall(plain.lower())]
    grams = [run[max(0, end - _GLANCE) : end] for run in runs for end in range(2, len(run) + 1)]
    fits = {n: sum(map(char_model.model(n).logs.__getitem__, grams)) for n in candidates}
    least = max(fits.values()) - margin
    return sorted((n for n in candidates if fits[n] >= least), key=lambda n: -fits[n])


def _force(marked: str) -> str:
    """A mark between letters of two scripts is a space."""
    if not _MARKED.search(marked):
        return marked
    out = list(_SEVERAL.sub(MAYBE, marked))
    shown = guessed_words.bare("".join(out))
    scripts = char_model.SCRIPTS
    paired = shown.count('"') % 2 == 0 and '"' in shown
    for place in range(1, len(out) - 1):
        if out[place] in (MAYBE, MISSING):
            if paired and out[place] == MAYBE and _is_outside(shown, place):
                out[place] = " "
                continue
            left, right = scripts[shown[place - 1]], scripts[shown[place + 1]]
            if unicodedata.category(shown[place + 1])[0] == "M":  # a mark never begins a word
                out[place] = ""
            elif (left and right and (left in _SPACELESS) != (right in _SPACELESS)) or (
                left and right and left != right and not {left, right} & (_SPACELESS | {"MARK"})
            ):
                out[place] = " "
    return "".join(out)


def _is_outside(text: str, place: int) -> bool:
    """Whether a place is before the opening one of two straight quotes, or behind the closing one."""
    opened = text.count('"', 0, place) % 2
    return not opened and '"' in (text[place - 1], text[place + 1])
