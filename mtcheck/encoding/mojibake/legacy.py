"""One legacy encoding read as another: cp1251 as cp1252, koi8-r as cp1251, cp866 as cp437 ...

Token by token: only what is garbled is read again, so that the good accents of the line live. A stretch
of garbled tokens ends where a token is a word of plain or lightly accented letters, or holds a character
that the wrong encoding does not have. It is repaired where words of another script come out; where
only the character model prefers it, the repair is unsafe, and a list of letters stays what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple, TypeGuard

from mtcheck import lazyre
from mtcheck.encoding.bytes import guess
from mtcheck.encoding.mojibake import codecs, proof, ranking, suspicion
from mtcheck.lexicon import char_model

# Four letters outside ASCII in a row: Vietnamese has at most two, every other Latin language fewer.
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_LATIN_RUN = f"[\xc0-\xd6\xd8-\xf6\xf8-\xff]{{2}}[\xa1-\xff{_WINDOWS}“”‘’–—\x80-\x9f]{{2}}"
_SYMBOL_RUN = f"[\xa1-\xbf{_WINDOWS}][\xc0-\xff][\xa1-\xff{_WINDOWS}][\xa1-\xff]"
# Cases swapped inside Cyrillic words; DOS bytes as Windows letters and marks.
_CASE_RUN = "[а-яё][А-ЯЁ]{3}|(?<![^\\W_])[а-яёђ-џ][А-ЯЁ]+(?![^\\W_])|[А-ЯЁ]{5} [А-ЯЁ]{3}|[А-ЯЁ]{3} [А-ЯЁ]{5}"
_CASE_RUN += r"|[а-яё][А-ЯЁ][^\n]{0,30}?[а-яё][А-ЯЁ]"
_DOS_RUN = "[®¤¬¦¨ЇҐ\xadўЁ][а-яёў®¤¬ҐЁ]?[®¤¬¦¨ЇҐ\xadў]|[тшхъ][ЁЄїў№°√\u2219·][а-яёЁЄ]"
_RUN = lazyre.compile(f"{_LATIN_RUN}|{_SYMBOL_RUN}|{_CASE_RUN}|{_DOS_RUN}")
# One of these is in every run; in few lines of Russian there is one, and it is found at once.
_IN_RUN = lazyre.compile(
    f"[А-ЯЁ\xa1-\xff{_WINDOWS}ЇҐўЄї№√\u2219]"
    "(?:(?<=[а-яё][А-ЯЁ])|(?<=[А-ЯЁ])[А-ЯЁ]{2}|(?<=[\xc0-\xff])[\xc0-\xff]"
    f"|(?<=[\xa1-\xbf{_WINDOWS}][\xc0-\xff])|(?<=[®¤¬¦¨ЇҐ\xadўЁ])|(?<=[тшхъ][ЁЄїў№°√\u2219·]))"
)
# Every run holds two characters outside ASCII side by side: in most lines of English there are none.
_FOREIGN_REST = lazyre.compile("[^\x00-\x7f][^\x00-\x7f][^\n]*")
_USUAL = "cp1252"
_TURKISH = frozenset("ĞİŞğış")  # all that cp1254 has and cp1252 has not
_REAL_LATIN = [
    *("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256", "cp874", "gb18030", "cp949", "cp932", "big5"),
    *("euc_jp", "cp866", "mac_cyrillic", "iso8859-5", "koi8-u", "cp737", "cp862"),
]
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859-5", "koi8-u")
_MIN_LETTERS = 3  # of the new script
_SHORT = 2  # letters of a token that may be a word of the line around it (à)
_GARBLED_SHARE = 0.5  # of the letters of a token, outside ASCII; in French or Vietnamese fewer are
_APPLE = "\uf8ff"  # a letter of every other encoding in mac_roman
_MIN_ODD = 2  # pairs in one run of characters that no clean text holds
_EDGE = lazyre.compile(r"^[\W\d_]+|[\W\d_]+$")
_SURE = 60.0  # nats; a stretch that gains as much speaks for the other tokens of its line
_SURE_CHAR = 3.0  # nats for each character outside ASCII, the same where no list has the words
_ARABIC_MARKS = frozenset("،؛؟")  # beside a repaired word they stand for themselves
_OPENING, _CLOSING = "“«„\"'(", "”»“\"')"
# A token ends at a space, or where a comment, a string or an argument begins in code: f(2);//Ïðèâåò.
_CUT = "(?:(?:(?<=[(\"'`=>])|(?<=//)|(?<=/[*])|(?<=[*][*]))(?=[^\x00-\x7f])"
_CUT += "|(?<=[^\x00-\x7f])(?=[]][(]|[*][*]))"
_TOKEN = lazyre.compile(f"[^ \t]+?(?:{_CUT}|(?=[ \t]|$))")
# The same, cut at hyphens: GrinTuss-ðáéäéêü.
_PART = lazyre.compile(f"[^ \t]+?(?:-(?=[^ \t-]{{3}})|{_CUT}|(?=[ \t]|$))")
_TYPOGRAPHIC = frozenset("«»“”„‘’‚‹›–—…·•°\xa0™®©ªº")


class Reading(NamedTuple):
    """A stretch of a line read in another encoding."""

    start: int
    end: int
    text: str
    codec: str  # "cp1251 as cp1252"
    gain: float
    words: bool  # made of words: safe


def places(text: str) -> Iterator[int]:
    """Where a run is that no language writes."""
    for rest in _FOREIGN_REST.finditer(text):
        start = max(0, rest.start() - 1)
        for match in (
            _RUN.finditer(text, start, rest.end()) if _IN_RUN.search(text, start, rest.end()) else ()
        ):
            yield match.start()
        for match in _shown_run().finditer(text, rest.start(), rest.end()):
            if _is_odd(match[0]):
                yield match.start()


def is_in_capitals(line: str, starts: Iterable[int]) -> bool:
    """Whether each of some runs is in a word in capitals that a language with Cyrillic letters has.

    >>> is_in_capitals("Нужен МАТЕРИНСКИЙ капитал", [6]), is_in_capitals("МЮРЕПХМЯЙХИ", [0])
    (True, False)
    """
    for place in starts:
        start = end = place
        while end < len(line) and line[end].isalpha():
            end += 1
        while start and line[start - 1].isalpha():
            start -= 1
        word = line[start:end]
        if not word.isupper() or not proof.is_word_anywhere(word.lower(), "CYRI"):
            return False
    return True


@cache
def _shown_run() -> re.Pattern[str]:
    """Runs of three characters that the wrong encodings show for high bytes."""
    shown = {c for name in ranking.WRONG_LATIN for c in codecs.shown()[name] if c > "\x9f"}
    return lazyre.compile(
        f"{suspicion.char_class(shown - frozenset('«»“”–—…'))}{suspicion.char_class(shown)}{{2,}}"
    )


@cache
def _is_odd(run: str) -> bool:
    """Whether letters, symbols and box drawings stand mixed as no text mixes them."""
    kinds = [_kind(c) for c in run]
    odd = 0
    for place in range(len(run) - 1):
        one, other = kinds[place], kinds[place + 1]
        if "" in (one, other):
            continue
        odd += one != other or (one.isupper() and not suspicion.innocent(run[place], run[place + 1]))
    return odd + _MIN_ODD * (_APPLE in run) >= _MIN_ODD


def _kind(char: str) -> str:
    """A script in capitals, "box", "symbol", or "" for what may stand beside anything."""
    if char in _TYPOGRAPHIC:
        return ""
    if script := char_model.SCRIPTS[char]:
        return script
    return "box" if "\u2500" <= char <= "\u25ff" else "symbol"


@cache
def _to_bytes(name: str) -> dict[str, int]:
    chars = codecs.table(name).chars
    known = {chr(code): code for code in range(0x80, 0xA0)}
    known.update((char, byte) for byte, char in reversed(list(enumerate(chars, 0x80))))
    return known


def _encode(text: str, name: str) -> bytes | None:
    known = _to_bytes(name)
    try:
        return bytes(ord(c) if c < "\x80" else known[c] for c in text)
    except KeyError:
        return None


@lru_cache(maxsize=32)
def read(line: str, only: str = "") -> tuple[Reading, ...]:
    """Stretches of a line as another encoding says them, in order, apart; none where none is certain.

    With the name of a story ("cp1251 as cp1252") that one alone is looked at.
    """
    high = [i for i, c in enumerate(line) if c > "\x7f"]
    if len(high) < _MIN_LETTERS:
        return ()
    scripts = Counter(char_model.SCRIPTS[line[i]] for i in high)
    # Of the letters, for in cp866 read as cp1251 most of a line may be marks.
    if scripts["CYRI"] > scripts["LATI"]:
        found = [_of_line(line, high, only)]
        if found[0] is None and scripts["LATI"]:
            found = _of_stretches(line, only)
    else:
        found = _of_stretches(line, only)
    taken: list[Reading] = []
    for reading in sorted(filter(None, found), key=lambda r: (not r.words, -r.gain)):
        if _apart(reading, taken):
            taken.append(reading)
    return tuple(_with_rest(line, sorted(taken)))


def _apart(reading: Reading, others: list[Reading]) -> bool:
    return all(reading.end < other.start or reading.start > other.end for other in others)


def _with_rest(line: str, taken: list[Reading]) -> list[Reading]:
    """The readings, with the tokens that only the encodings which they prove make letters of: ², 1.2kmÀÇ."""
    if not taken:
        return taken
    best = max(taken, key=lambda r: r.gain)
    real, _, wrong = best.codec.partition(" as ")
    known, script = _to_bytes(wrong), proof.main_script(best.text)
    if (best.words or best.gain >= _SURE) and wrong not in _CYRILLIC:
        sure = best.words and best.gain >= _SURE
        for match in _PART.finditer(line):
            start, end = match.span()
            if not _apart(Reading(start, end - 1, "", "", 0.0, True), taken):
                continue
            beside = sum(start - 1 == r.end or end + 1 == r.start for r in taken)
            text = None
            if beside or (best.gain >= _SURE and any(c.isalpha() for c in match[0])):
                text = _of_script(match[0], known, real, script)
            if text is None and sure and not _is_in_latin(line, start, end):
                text = _as_word(match[0], known, real, script, beside)
            if text is not None:
                taken.append(Reading(start, end, text, best.codec, 0.0, best.words))
    return _joined(line, sorted(taken))


def _is_in_latin(line: str, start: int, end: int) -> bool:
    """Whether a small word of ASCII letters is beside a token: à la carte."""
    words = line[:start].split(" ")[-2:-1] + line[end:].split(" ")[1:2]
    return any(word.isascii() and word.islower() for word in words)


def _as_word(token: str, known: dict[str, int], real: str, script: str, beside: int) -> str | None:
    """A token as a frequent word of the script, beside garble: Ç for η, `»«½¬` for полк."""
    core = token.strip(",.;:!?")
    if not core or core.isascii() or any(c.isascii() or c not in known for c in core):
        return None
    text = guess.read(bytes(map(known.__getitem__, core)), real)
    if text is None or not all(char_model.SCRIPTS[c] == script for c in text):
        return None
    if not any(map(str.isalpha, core)) and beside < 1 + (len(core) == 1):
        return None  # a mark
    frequent = any(proof.is_frequent(text.lower(), lang) for lang in char_model.languages_of(script))
    return token.replace(core, text) if frequent else None


def _of_script(token: str, known: dict[str, int], real: str, script: str) -> str | None:
    """A token as letters of a script, where most of it is garbled and it is no Latin word."""
    high = [c for c in token if c > "\x7f"]
    plain = sum(c.isascii() and c.isalpha() for c in token)
    if not high or (plain > len(high) and script not in proof.SPACELESS) or any(c not in known for c in high):
        return None
    if not any(char_model.SCRIPTS[c] or c in "¹²³" for c in high):
        text = guess.read(bytes(ord(c) if c < "\x80" else known[c] for c in token), real)
        return text if script == "ARAB" and text and set(text) <= _ARABIC_MARKS else None
    if proof.is_word_anywhere(_EDGE.sub("", token).lower(), "LATI"):
        return None
    text = guess.read(bytes(ord(c) if c < "\x80" else known[c] for c in token), real)
    if text is None or proof.main_script(text) != script:
        return None
    letters = [c for c in text if c > "\x7f" and char_model.SCRIPTS[c]]
    return text if all(char_model.SCRIPTS[c] == script for c in letters) else None


def _joined(line: str, readings: list[Reading]) -> list[Reading]:
    """Readings of one story with nothing but a space between them as one."""
    out: list[Reading] = []
    for reading in readings:
        last = out[-1] if out else None
        if (
            last
            and last.codec == reading.codec
            and reading.start - last.end <= 1
            and last.words == reading.words
        ):
            text = f"{last.text}{line[last.end : reading.start]}{reading.text}"
            out[-1] = last._replace(end=reading.end, text=text, gain=last.gain + reading.gain)
        else:
            out.append(reading)
    return out


def _of_line(line: str, high: list[int], only: str) -> Reading | None:
    """Cyrillic read as other Cyrillic: from the first to the last such token."""
    start = line.rfind(" ", 0, high[0]) + 1
    end = line.find(" ", high[-1])
    end = len(line) if end < 0 else end
    texts: dict[str, str] = {}
    for wrong in _CYRILLIC:
        if (data := _encode(line[start:end], wrong)) is not None:
            texts |= ranking.texts(line[start:end], data, wrong, _CYRILLIC, only)
    return _best(line, start, end, texts)


def _of_stretches(line: str, only: str) -> list[Reading | None]:
    """What shows as Latin letters and symbols: each stretch of garbled tokens for itself."""
    tokens = [m.span() for m in _TOKEN.finditer(line)]
    texts: dict[tuple[int, int], dict[str, str]] = {}
    seen: set[tuple[int, int, bytes]] = set()
    proven: list[Reading] = []
    for wrong in ranking.WRONG_LATIN:
        if only and not only.endswith(f" as {wrong}"):
            continue
        if wrong == "cp1254" and _TURKISH.isdisjoint(line):
            continue  # the same table
        for start, end in _stretches(line, tokens, wrong):
            data = _encode(line[start:end], wrong)
            if data is None or (start, end, data) in seen or _is_inside(start, end, proven):
                continue
            seen.add((start, end, data))
            more = ranking.texts(line[start:end], data, wrong, _REAL_LATIN, only)
            if wrong == _USUAL and _is_sure(found := _best(line, start, end, more)):
                proven.append(found)  # no other wrong encoding is asked
            else:
                texts.setdefault((start, end), {}).update(more)
    return [*proven, *(_best(line, start, end, found) for (start, end), found in texts.items())]


def _is_inside(start: int, end: int, proven: list[Reading]) -> bool:
    return any(reading.start <= start and end <= reading.end for reading in proven)


def _is_sure(found: Reading | None) -> TypeGuard[Reading]:
    """Whether a reading gains for each character as much as the truth does, and is made of words or gains
    more than that.
    """
    if found is None:
        return False
    judged = sum(c > "\x7f" for c in found.text[: ranking.SAMPLE])
    if not found.words:
        return found.gain >= max(_SURE, _SURE_CHAR * judged)
    return found.gain >= min(_SURE, ranking.MIN_GAIN_CHAR * judged + ranking.MIN_GAIN)


_BREAK, _NEUTRAL, _WEAK, _STRONG = range(4)


def _stretches(line: str, tokens: list[tuple[int, int]], wrong: str) -> Iterator[tuple[int, int]]:
    """Rows of tokens that one wrong encoding may have garbled, without the edges that are not."""
    known = _to_bytes(wrong)
    words = [line[a:b] for a, b in tokens]
    kinds = [*(_token_kind(word, known) for word in words), _BREAK]
    first = 0
    for index, kind in enumerate(kinds):
        if kind != _BREAK:
            continue
        start, end = first, index
        while start < end and (kinds[start] == _NEUTRAL or _is_word_there(words, start, start - 1)):
            start += 1
        while end > start and (kinds[end - 1] == _NEUTRAL or _is_word_there(words, end - 1, end)):
            end -= 1
        if _STRONG in kinds[start:end]:
            whole = tokens[start][0], tokens[end - 1][1]
            yield whole
            if (inner := _unquoted(line, *whole)) != whole:
                yield inner
        first = index + 1


def _is_word_there(words: list[str], place: int, neighbour: int) -> bool:
    """Whether a short token at the edge of a stretch is a word of the Latin text beside it: Crème à."""
    token = words[place].lower()
    if not 0 <= neighbour < len(words) or len(token) > _SHORT or not proof.is_word_anywhere(token, "LATI"):
        return False
    return any(char_model.SCRIPTS[c] == "LATI" for c in words[neighbour])


def _unquoted(line: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the quotation marks around it, which the wrong encoding may not have garbled."""
    while start < end and line[start] in _OPENING:
        start += 1
    while end > start and line[end - 1] in _CLOSING:
        end -= 1
    return start, end


def _token_kind(token: str, known: dict[str, int]) -> int:
    """What a token says: garbled, perhaps (à), nothing (12, –), or that the stretch ends."""
    core = token.strip(_OPENING + _CLOSING)
    high = [c for c in core if c > "\x7f"]
    plain = sum(c.isascii() and c.isalpha() for c in core)
    if any(c not in known for c in token if c > "\x7f"):
        return _BREAK
    if not high:
        return _BREAK if plain else _NEUTRAL
    if not plain and len(high) <= _SHORT:
        return _WEAK if any(char_model.SCRIPTS[c] or known[c] >= 0xC0 for c in high) else _NEUTRAL
    garbled = len(high) >= _MIN_LETTERS and len(high) >= _GARBLED_SHARE * (len(high) + plain)
    return _STRONG if garbled else _BREAK


def _best(line: str, start: int, end: int, texts: dict[str, str]) -> Reading | None:
    """The reading of a stretch that is most likely, where it is made of words or likely by far."""
    choice = ranking.best(line[start:end], texts)
    return Reading(start, end, *choice) if choice is not None else None
