"""East Asian encodings as the wrong ones: UTF-8 read as GBK (`there鈥檚`, `k枚nnen`), cp932 read as GBK.

Two bytes show as one ideograph or syllable, so a Latin word with one inside it is a sign, and so is a row of
characters that are rare wherever ideographs are written. A repair needs the bytes: each token is encoded and
must decode throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.encoding.bytes import guess
from mtcheck.encoding.mojibake import likelihood, proof, traditional
from mtcheck.encoding.mojibake.verdict import LEFT_ALONE, Reading
from mtcheck.lexicon import char_model

#: The wrong encodings, the likely ones first.
_WRONG = ("gbk", "cp932", "big5", "cp949")
_REAL = ("gb18030", "cp932", "cp949", "big5", "euc_jp")
_WIDE = "\u3000-\u30ff\u3105-\u318e\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9f"
_IDEOGRAPH = "\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_WIDE_CHAR = lazyre.compile(f"[{_WIDE}]")
_ANY = lazyre.compile(f"[{_IDEOGRAPH}\uff61-\uff9f]")
# A token; ends before the lead of a mark whose last byte was lost.
_TOKEN = lazyre.compile("鈥\\?|(?:(?!鈥\\?)[^ \t\r\n\xa0\u3000])+")
# An ideograph beside a letter of a Latin word, or the character that E2 80 shows as.
_IN_WORD = lazyre.compile(f"[a-z][{_IDEOGRAPH}]|[A-Za-z][{_IDEOGRAPH}]+[a-z]|[{_IDEOGRAPH}][a-z]|[鈥窶�]")
# Words set apart by spaces, or syllables beside ideographs: Korean read as Chinese, Chinese as Korean.
_APART = lazyre.compile(
    "[\u4e00-\u9fff]{1,6} [\u4e00-\u9fff]{1,6}(?![\u4e00-\u9fff])|[\uac00-\ud7a3][\u4e00-\u9fff]"
)
_BESIDE = lazyre.compile(f"[A-Za-z0-9][{_IDEOGRAPH}]|[{_IDEOGRAPH}][A-Za-z0-9]")
_ALONE = lazyre.compile("[^\x00-\x7f]+")
_RARE_CHARACTER, _RARE_SYLLABLE = -11.5, -10.5  # nats; what chance produces is mostly rarer
_FEW_WIDE = 6  # characters to each ideograph, in a line of Latin letters
_MANY_UNITS = 4  # of three bytes or more, that need no words
_MIN_WIDE = 3  # ideographs of a token that becomes another script
_MIN_GAIN_CHAR = 1.5  # nats a character, for text of one such encoding read as another
_MIN_GAIN = 6.0
_HALF = 0.5
_FEW = 8  # ideographs of a line that the text around may speak for
_FEWEST = 5  # ideographs and syllables of a safe repair
_NEAR = 400  # characters on both sides
_USUAL = 4  # usual ideographs to each rare one, in text that is as it should be
_PROVEN = 3  # characters of the text from which an encoding explains what proves nothing alone


class _Rarity(dict[int, str]):
    """For str.translate: "r" for a character that is rare wherever it is written, "w" for a usual one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if 0x4E00 <= code < 0xA000:
            rare = all(char_model.model(name).logs[char] < _RARE_CHARACTER for name in ("zh", "ja"))
        elif 0xAC00 <= code < 0xD7A4:
            rare = char_model.model("ko").logs[char] < _RARE_SYLLABLE
        else:
            rare = 0xFF61 <= code < 0xFFA0
        kind = self[code] = "r" if rare else "w" if _WIDE_CHAR.match(char) else " "
        return kind


_RARITY = _Rarity((code, " ") for code in range(0x80))


def has_signs(line: str) -> bool:
    """Whether a line may be garbled: a Latin word holds an ideograph, or two characters near each other are
    rare in Chinese and Japanese, or in Korean.
    """
    if _IN_WORD.search(line) or _APART.search(line):
        return True
    kinds = line.translate(_RARITY)
    return "rr" in kinds or "rwr" in kinds


def find(text: str) -> Iterator[Reading]:
    """Stretches of a text that an East Asian encoding garbled, in order, apart."""
    rows = [(start, line, list(_as_tokens(line))) for start, line in lines(text) if has_signs(line)]
    known = _known([tokens for _, _, tokens in rows])
    for start, line, tokens in rows:
        for reading in list(_of_tokens(line, tokens, known)) or list(_of_legacy(line)):
            if " as " in reading.codec and _is_short(text, start, start + len(line)):
                continue
            yield reading._replace(start=reading.start + start, end=reading.end + start)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that hold an ideograph, a syllable or a half-width letter, with their places."""
    match = _ANY.search(text)
    while match is not None:
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        match = _ANY.search(text, end)


def _as_tokens(line: str) -> Iterator[list[Reading]]:
    """The tokens of a line that have readings as UTF-8, with these: few lines have one."""
    for match in _TOKEN.finditer(line):
        if match[0].isascii() or _ANY.search(match[0]) is None:
            continue
        if found := [r for wrong in _WRONG if (r := _as_utf8(match, wrong)) is not None]:
            yield found


def _known(lines: list[list[list[Reading]]]) -> Counter[str]:
    """Characters that each encoding explains beyond doubt; short words prove it together."""
    known: Counter[str] = Counter()
    for tokens in lines:
        together: dict[str, list[str]] = {}
        for found in tokens:
            for reading in found:
                known[reading.codec] += reading.units * (reading.words and reading.gain >= _MIN_GAIN)
                together.setdefault(reading.codec, []).append(reading.text)
        for codec, texts in together.items():
            joined = " ".join(texts)
            if (
                len(texts) > 1
                and proof.main_script(joined) != "LATI"
                and proof.share_of_words(joined) >= _HALF
            ):
                known[codec] += len(joined)
    return known


def _of_tokens(line: str, tokens: list[list[Reading]], known: Counter[str]) -> Iterator[Reading]:
    """UTF-8 read as an East Asian encoding, token by token; with the encodings that the text proves."""
    proven = {codec for codec, units in known.items() if units >= _PROVEN}
    latin = bool(tokens) and len(_ANY.findall(line)) * _FEW_WIDE < len(line)
    for found in tokens:
        best = max(found, key=lambda r: (r.codec in proven, r.words, r.gain))
        if best.codec in proven or (best.words and best.gain >= _MIN_GAIN):
            yield best
        elif latin and proof.main_script(best.text) == "LATI" and best.gain >= _MIN_GAIN:
            yield best._replace(guesses=1)  # a name


def _as_utf8(match: re.Match[str], wrong: str) -> Reading | None:
    """A token whose bytes in one encoding are UTF-8; ``words`` where it stands for itself."""
    token = match[0]
    try:
        new = token.encode(wrong).decode("utf-8")
    except UnicodeError:
        return None
    if new == token or not proof.is_written(new):
        return None
    units = sum(c > "\x7f" for c in new)
    gain = likelihood.score(new) - likelihood.score(token)
    return Reading(match.start(), match.end(), new, wrong, gain, units, 0, 0, 1, _is_proven(token, new))


def _is_proven(old: str, new: str) -> bool:
    """Whether what a token becomes is a word, or text of another script that chance does not write."""
    script = proof.main_script(new)
    if script in ("", "LATI") and not any(c.isascii() and c.isalpha() for c in old):
        return False
    if script == "":  # quotation marks, dashes, apostrophes
        return _BESIDE.search(old) is not None and all(
            c.isascii() or c in LEFT_ALONE or c in likelihood.KNOWN_MARKS for c in new
        )
    wide = sum(_ANY.match(c) is not None for c in old)
    if script == "LATI":
        # A letter alone is a word of some language: 창(`a b`) is no â.
        words = proof.words_of_script(new, script)
        return all(not _ALONE.fullmatch(word) and proof.is_word_anywhere(word, script) for word in words)
    if wide < _MIN_WIDE:
        return False
    # Three bytes in a row, several times over: chance writes pairs of bytes that are UTF-8, and not that.
    return sum(c >= "\u0800" for c in new) >= _MANY_UNITS or proof.share_of_words(new) > 0


def _is_traditional(text: str) -> bool:
    """Whether ideographs are all in use, some of them in Taiwan and Hong Kong alone: 導覽路徑.

    Korean syllables among them are no Chinese.
    """
    if any("\uac00" <= c <= "\ud7a3" for c in text):
        return False
    chars = {c for c in text if "\u3400" <= c <= "\u9fff"}
    kinds = list(map(traditional.KIND.__getitem__, chars))
    if traditional.ABROAD not in kinds:
        return False
    rest = "".join(c for c, kind in zip(chars, kinds, strict=True) if not kind)
    return "r" not in rest.translate(_RARITY)


def _is_short(text: str, start: int, end: int) -> bool:
    """Whether a line is a few ideographs among many others that are in use: a title, 贈僧雲栖."""
    own = sum("\u3400" <= c <= "\u9fff" for c in text[start:end])
    near = text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]
    if own >= _FEW:
        return False
    others = [c for c in near if "\u3400" <= c <= "\u9fff"]
    rare = sum(_RARITY[ord(c)] == "r" and not traditional.KIND[c] for c in others)
    return len(others) > _FEW and len(others) > _USUAL * rare


def _of_legacy(line: str) -> Iterator[Reading]:
    """A line's stretch of ideographs and syllables as another East Asian encoding says it."""
    high = [i for i, c in enumerate(line) if c > "\x7f"]
    start, end = high[0], high[-1] + 1
    old = line[start:end]
    if _is_traditional(old):
        return
    base = likelihood.score(old)
    best: tuple[float, str, str] | None = None
    for wrong in _WRONG:
        try:
            data = old.encode("gb18030" if wrong == "gbk" else wrong)
        except UnicodeError:
            continue
        for real in _REAL:
            new = guess.read(data, real)
            if new is None or new == old or not proof.is_written(new) or not proof.share_of_words(new):
                continue
            gain = likelihood.score(new) - base + guess.LEGACY.get(real, -3.0)
            if best is None or gain > best[0]:
                best = gain, f"{real} as {wrong}", new
    if best is not None and best[0] >= _MIN_GAIN_CHAR * len(old) and best[0] >= _MIN_GAIN:
        few = sum(_ANY.match(c) is not None for c in old) < _FEWEST
        yield Reading(start, end, best[2], best[1], best[0], len(best[2]), 0, int(few), 1, True)
