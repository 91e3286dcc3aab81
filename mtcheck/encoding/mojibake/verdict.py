"""Whether a reading of garbled text is believed.

Evidence is the gain of log likelihood over leaving the text alone. Long stretches need it for each unit;
one or two units must also make sense where they stand: a letter inside a word of its script and case,
or a typographic mark by a lead that begins such marks.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.edits import Edit, minimal
from mtcheck.encoding.mojibake import likelihood, suspicion
from mtcheck.encoding.mojibake.proof import OfCharacters

# Evidence (nats) a repair needs. Lowest figures without a wrong repair in 8.8 M clean characters.
from mtcheck.lexicon import char_model

# Evidence (nats) a repair needs. Lowest figures without a wrong repair in 8.8 M clean characters.
MIN_GAIN = 8.0
_MIN_GAIN_DAMAGED = 6.0  # one or two units, with spaces or bytes put right
_MIN_GAIN_MARK = 14.0  # a typographic mark, with spaces put right
_MIN_GAIN_UNIT = 2.5  # for each unit
_MIN_GAIN_WORDS = 4.0  # a word list has every resulting word
MIN_GAIN_PROVEN = 3.0  # where the same codec explains other stretches of the text
_PROOF = 16.0  # evidence for a codec, in the whole text, from which it counts as proven
SURE_PROOF = 60.0  # the same in one line, from which nothing else is likely where it decodes
FULL_GAIN = 40.0  # evidence that leaves no doubt
#: Marks that stand in clean text, so that a strict reading may leave them as they are.
LEFT_ALONE = frozenset("“”‘’«»–—…·•°€£\xa0")
_POWERS = frozenset("²³½")
_GROUP = {"HIRA": "CJK", "KATA": "CJK", "HANG": "CJK"}
_SENTENCE = 2  # words in small letters that make a line running text
_WORDS = lazyre.compile(r"[^\W\d_]{2,}")
_DRAWN = lazyre.compile(r"[\s\u2500-\u259f]+")  # a box; a letter that is garbled so has all its bytes
_MAIN_SCRIPT = 0.7  # share of the letters that are of one script
_RARE_CHARACTER = -11.5  # nats; three in four ideographs that chance produces are rarer
_RARE_SYLLABLE = -10.5  # nats; four in five of the syllables that chance produces are rarer
_WITH_ALPHABET = frozenset(("LATI", "CYRI", "GREE", "ARAB", "HEBR", "MARK"))
_ODD_DIGIT = 0.2  # a digit of Arabic, Persian or an Indian script, among letters of it
_LOST_POINT = lazyre.compile("(?<![\u0590-\u05ff])[\u0591-\u05c7]")  # of Hebrew, on no letter of it
_LONE_NEAR = 3  # words on both sides that show that a letter is in running text
_AROUND = 4  # letters that show what a line is written in
_BETWEEN = frozenset("–—“”‘’«»„\xa0 '-.,;:!?()")
_MAX_AT_HOME, _HOME_SHARE = 6, 0.6  # letters; a longer word of impossible letters is no word of the line
_MAX_ODD = 0.35  # share of letters that no language with a model writes; emoji and symbols count half
# What begins a typographic mark when its bytes are read in one of the codecs.
_MARK_LEADS = ("â", "в", "т", "Γ", "‚", "Â", "В", "┬", "Т", "Ô", "Б", "β", "Β", "а", "Є", "п", "ï", "ā", "Ā")
_ALPHABETS = ("CYRI", "GREE")
_ALONE = frozenset("àéèêáóíòìùöåÀÉÈÖÅúâôаАвВжиИкКоОсСуУяЯіІйЙєЄзЗοΟηΗו")  # letters that are words


class Reading(NamedTuple):
    """One region read one way."""

    start: int
    end: int
    text: str
    codec: str
    gain: float
    units: int
    repairs: int
    guesses: int
    layers: int
    words: bool  # a word list has every word
    also: tuple[str, ...] = ()  # other codecs that read it the same


def _least(reading: Reading, proven: dict[str, float]) -> float:
    """Evidence the reading needs; less where its codec is proven elsewhere in the text."""
    if proven.get(reading.codec, 0.0) >= _PROOF:
        return max(MIN_GAIN_PROVEN, _MIN_GAIN_UNIT * min(reading.units, 4))
    if reading.words and not reading.guesses:
        return max(_MIN_GAIN_WORDS, _MIN_GAIN_UNIT * reading.units)
    least = MIN_GAIN
    if reading.units <= 2 and (reading.repairs or reading.guesses):
        least = _MIN_GAIN_DAMAGED
    return max(least, _MIN_GAIN_UNIT * reading.units)


def accepted(
    reading: Reading, line: str, proven: dict[str, float] | None = None, *, sure: bool = False
) -> bool:
    """Whether a reading of a stretch of a line is believed, given the evidence for each codec elsewhere.

    ``sure``: the rest of the line is in the codec beyond doubt.
    """
    sure = sure and not (reading.guesses or reading.repairs)
    if reading.gain < (0.0 if sure else _least(reading, proven or {})):
        return False
    known = sure or (proven or {}).get(reading.codec, 0.0) - reading.gain >= _PROOF
    return _is_credible(reading, line, known=known, sure=sure)


@lru_cache(maxsize=512)  # asked about the same reading by each stage
def _is_credible(reading: Reading, line: str, *, known: bool, sure: bool) -> bool:
    """Whether a reading with enough evidence makes sense where it is."""
    old = line[reading.start : reading.end]
    if reading.text == old or (reading.guesses and _DRAWN.fullmatch(old)):
        return False
    odd = [(i, c) for i, c in enumerate(reading.text) if c > "\x7f"]
    shown = set(old)
    # In cp1257 ø is Ćø: what was decoded is one of the characters it shows as.
    told = sure or (known and _is_alien(reading, line))
    fresh = [(i, c) for i, c in odd if c not in shown] or [
        (i, c) for i, c in odd if told or char_model.SCRIPTS[c]
    ]
    marks = not reading.guesses and all(not char_model.SCRIPTS[c] for _, c in fresh)
    # Of a sure table the marks of Latin-1 are believed; what is beyond them symbols.py has found.
    deep = marks and (reading.layers > 1 or (told and all(c < "\u0100" for _, c in fresh)))
    if not fresh or not (deep or _sane([c for _, c in fresh])):
        return False
    if _spelled_out(old) or _at_home(reading, line) or (not told and only_takes(old, reading.text)):
        return False
    if not known and _marks_only(reading, line) and not _LOST_POINT.search(old):
        return False
    if reading.units > 2:
        return True
    if reading.units == 1 and not known and _contradicted(reading, line):
        return False
    return _credible(old, reading, fresh, line, proven=known, sure=sure)


def _is_alien(reading: Reading, line: str) -> bool:
    """Whether a garbled mark shows a letter of an alphabet that the rest of the line has none of: В§ 5."""
    script = char_model.SCRIPTS[line[reading.start]]
    rest = line[: reading.start] + line[reading.end :]
    return script not in ("", "LATI") and all(char_model.SCRIPTS[c] != script for c in rest)


def only_takes(old: str, new: str) -> bool:
    """Whether a letter of another alphabet goes and nothing but spaces comes: the word в and a wide space.

    >>> only_takes("в\\xa0Rust", "\\xa0Rust"), only_takes("Â\\xa0Rust", "\\xa0Rust")
    (True, False)
    """
    change = minimal(old, Edit(0, len(old), new))
    gone = old[change.start : change.end]
    return change.text.replace("\xa0", " ").isascii() and any(
        char_model.SCRIPTS[c] in _ALPHABETS for c in gone if not c.isascii()
    )


def _contradicted(reading: Reading, line: str) -> bool:
    """Whether a lone unit is in a heading, a credit or a table cell that has an intact mark as well.

    The mark says that the line was read rightly, the unit that it was not, and where no sentence says
    what language it is in, either may be wrong: a name may be spelt that way.
    """
    marks, running = _marks(line)
    if running:
        return False
    if any(not reading.start <= place < reading.end for place in marks):
        return True
    old = line[reading.start : reading.end]
    return any(not c.isascii() and not c.isalnum() and c in old for c in reading.text)


@lru_cache(maxsize=16)
def _marks(line: str) -> tuple[tuple[int, ...], bool]:
    """Where marks outside ASCII stand in a line, and whether it is running text."""
    small = sum(map(str.islower, _WORDS.findall(line)))
    return tuple(i for i, c in enumerate(line) if not c.isascii() and not c.isalnum()), small >= _SENTENCE


def _spelled_out(old: str) -> bool:
    """Whether a word is written with spaces between its letters, as headings are, or is one letter: аАаА."""
    if all(len(set(word[0].lower())) == 1 for word in _WORDS.finditer(old)) and _WORDS.search(old):
        return True
    tokens = old.split()
    letters = len(tokens) > 1 and all(len(t) == 1 and t.isalpha() for t in tokens)
    return letters and len({char_model.SCRIPTS[t] for t in tokens}) == 1


def _at_home(reading: Reading, line: str) -> bool:
    """Whether what changes is letters of the script, not Latin, that the line is written in.

    The marks and no-break spaces that such a line has between its letters say nothing either.
    """
    edit = minimal(line, Edit(reading.start, reading.end, reading.text))
    changed = line[edit.start : edit.end]
    letters = list(islice((c for c in changed if c not in _BETWEEN), _MAX_AT_HOME + 1))
    if not 0 < len(letters) <= _MAX_AT_HOME or len(letters) * 3 < len(changed):
        return False
    scripts = {char_model.SCRIPTS[c] for c in letters}
    if len(scripts) != 1 or scripts <= {"LATI", ""}:
        return False
    (script,) = scripts
    letters_of_line = [char_model.SCRIPTS[c] for c in line if c.isalpha()]
    return letters_of_line.count(script) - len(letters) > _HOME_SHARE * len(letters_of_line)


def _marks_only(reading: Reading, line: str) -> bool:
    """Whether nothing but its no-break spaces makes a stretch suspicious.

    Or its dashes, in a line that is written in another alphabet than Latin around it as well: a dash
    begins every letter of Cyrillic in mac_cyrillic, and is between letters in Cyrillic text.
    """
    old = line[reading.start : reading.end]
    plain = old.replace("\xa0", " ")
    if plain != old and next(suspicion.hits(plain), None) is None:
        return True
    plain = plain.replace("–", " ").replace("—", " ")
    if plain == old or next(suspicion.hits(plain), None) is not None:
        return False
    around = [char_model.SCRIPTS[c] for c in line[: reading.start] + line[reading.end :] if c.isalpha()]
    scripts = {char_model.SCRIPTS[c] for c in old if c.isalpha()} - {"LATI"}
    return any(around.count(script) > max(_HOME_SHARE * len(around), _AROUND) for script in scripts)


def _sane(fresh: list[str]) -> bool:
    """Whether most of what was decoded are letters of living alphabets and marks of running text."""
    scripts = Counter(map(_GROUPED.__getitem__, fresh))
    del scripts[""]
    if scripts and max(scripts.values()) < _MAIN_SCRIPT * sum(scripts.values()):
        return False
    odd = _ODD_BESIDE_LETTERS if scripts else _ODD_ALONE
    return sum(map(odd.__getitem__, fresh)) <= _MAX_ODD * len(fresh)


def _odd_beside_letters(char: str) -> float:
    """How odd a character is that was decoded with letters: 0 as text is, 1 as no text is."""
    return _ODD_DIGIT if char.isdecimal() else _odd_alone(char)


def _odd_alone(char: str) -> float:
    script = char_model.SCRIPTS[char]
    if script == "HANG":
        return float(char_model.model("ko").logs[char] < _RARE_SYLLABLE)
    if script == "CJK":
        logs = max(char_model.model(lang).logs[char] for lang in ("zh", "ja"))
        return float(logs < _RARE_CHARACTER)
    if not script:
        if char > "\U0001f000" or char in likelihood.KNOWN_MARKS:
            return 0.5
        return 0.0 if char in LEFT_ALONE or char in _POWERS else 0.8
    return float(char.lower()[:1] not in char_model.all_letters() and script in _WITH_ALPHABET)


def _grouped(char: str) -> str:
    """The script of a letter, those that are written together made one; else ""."""
    script = char_model.SCRIPTS[char]
    return "" if script == "MARK" else _GROUP.get(script, script)


_GROUPED = OfCharacters(_grouped)
_ODD_BESIDE_LETTERS, _ODD_ALONE = OfCharacters(_odd_beside_letters), OfCharacters(_odd_alone)


def _credible(
    old: str, reading: Reading, fresh: list[tuple[int, str]], line: str, *, proven: bool, sure: bool
) -> bool:
    """Whether one or two units give letters where a word has letters, or a typographic mark."""
    text = reading.text
    quoted = reading.guesses == 1 and [char for _, char in fresh] == ["“", "”"]
    if reading.guesses and not quoted and not (reading.words and (proven or any(c.islower() for c in old))):
        return False
    alphabet = char_model.all_letters()
    for place, char in fresh:
        script = char_model.SCRIPTS[char]
        if not script:
            if not _mark_credible(old, char, reading, proven=proven):
                return False
            continue
        if script == "MARK" and sure and place:
            continue
        if char.lower()[:1] not in alphabet or script == "MARK":
            return False
        left, right = text[max(0, place - 2) : place], text[place + 1 : place + 3]
        around = left[-1:] + right[:1]
        if not any(char_model.SCRIPTS[c] == script for c in around):
            if char in _ALONE and (proven or _is_lone_word(reading, place, line)):
                continue
            if not reading.words or (
                not proven and not (char in _ALONE and right[1:].islower() and len(old) - len(text) > 0)
            ):
                return False
        elif not proven and case_breaks(left, char, right):
            return False
        alone = reading.units == 1 and not (proven or reading.words) and not left[-1:].isalpha()
        if alone and any(c in "’‘“”" for c in old):
            return False
    return True


def _is_lone_word(reading: Reading, place: int, line: str) -> bool:
    """Whether a letter that is a word of its own is among small Latin words: `si ├® detto`.

    It must show as two characters that are no two letters of one language.
    """
    text = reading.text
    before, after = line[: reading.start] + text[:place], text[place + 1 :] + line[reading.end :]
    if (before and before[-1] not in " '’") or (after and after[0] != " "):
        return False
    tokens = line[reading.start : reading.end].split(" ")
    shown = tokens[min(text.count(" ", 0, place), len(tokens) - 1)]
    words = re.split("[ '’]", before)[-1 - _LONE_NEAR : -1] + after.split(" ")[1 : 1 + _LONE_NEAR]
    odd = not shown.isalpha() or (len(shown) == 2 and not suspicion.innocent(*shown))
    return odd and any(len(word) > 1 and word.islower() and word.isalpha() for word in words)


def case_breaks(left: str, char: str, right: str) -> bool:
    """Whether a letter of the wrong case is inside a word."""
    if char.islower():
        if left[-1:].isupper() and right.strip()[:1].isupper():
            return True
        return len(left) == 2 and left.isupper() and left.isalpha() and not right[:1].isalpha()
    if char.isupper() and not left[-1:].isalpha() and right[:1].isupper() and right[1:].islower():
        return True
    return char.isupper() and left[-1:].islower()


def _mark_credible(old: str, char: str, reading: Reading, *, proven: bool) -> bool:
    """Whether a mark that one or two units give is one of running text, by a lead that begins such marks."""
    if proven:
        return True
    if char < "\u0100" and not any(lead in old for lead in "ÂВ¬┬ГĀ"):
        return False
    if char < "\u0100" and any(lead in old for lead in "ВΒ") and reading.gain < FULL_GAIN / 2:
        return False
    return any(lead in old for lead in _MARK_LEADS) and (
        not reading.repairs or reading.gain >= _MIN_GAIN_MARK
    )
