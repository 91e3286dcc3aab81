"""Tell text from what is no language: addresses, numbers, hashes, code, mojibake, key mash, bare names.

Three looks, the cheapest first. What is left once addresses and hashes are gone must be mostly letters.
Then marks of code and of mojibake are counted against the words. Last, the n-gram table says how well
the words are spelt: text in a language costs 1.0–2.6 nats a symbol, a key mash 4 and more.

The constants were chosen on some forty kinds of strings of our own and of the shared data, so the share
measured there is flattering; docs/languages.md gives the one for kinds that were new when measured.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtcheck.languages.evidence import Evidence

_ADDRESS: Final = re.compile(
    r"\b[a-z]{2,6}://\S+|\bwww\.\S+|\S+@\S+\.\w+|[@#][A-Za-z0-9_]+"
    r"|\b[\w-]+(?:\.[\w-]+)+/\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io|co|ru|ua|az|tr|de|fr|uk|am|ge)\b(?:[:?]\S*)?"
    r"|(?<!\S)(?:[A-Za-z]:|~|\.{1,2})?(?:[\\/][\w.@+-]+){2,}/?"
    r"|\b\w+\.(?:html?|jpe?g|png|txt|pdf|csv|json|xml|py|js|css|exe|zip)\b",
    re.IGNORECASE,
)
#: A word that mixes letters and digits, or hex groups: a hash, a key, a UUID, base64, a formula.
#: And numbers in Roman figures.
_HASH: Final = re.compile(
    r"\b(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[A-Za-z])[A-Za-z0-9+/-]{2,}=*"
    r"|\b[0-9a-fA-F]{2,}(?:[-:][0-9a-fA-F]{2,})+\b|\b[IVXLCDM]{2,}\b"
)
_CODE: Final = re.compile(
    r"[{}<>;=\\$|`~^](?<!-\{)(?!-(?!>))|[A-Za-z_]\((?!s\))|\)[:;{]|\(['\"]|['\"]\)|->|::|&&|\w_\w|\b_\w"
    r"|(?<!\S)--\w|(?<!\S)-[A-Za-z](?!\w)|[a-z]{2}[A-Z]\w*(?:[(=]|\.[a-z])|\w\[|\]\w|\[['\"\]]"
    r"|\w\w\.[a-z_]\w+(?:[(.]|$)|%[sd]\b|/\*|\*/|&\w+;",
    re.ASCII,
)
#: Lines that begin or end as only code does.
_CODE_LINE: Final = re.compile(
    r"[)\]'\"\d];\s*$|\{\s*$|^\s*[.#@][A-Za-z]"
    r"|^\s*(?:def|class|if|elif|for|while|return|raise|import|from|local|var|let|const|function|public|static|void"
    r"|int|char|extern|struct|typedef|echo|export)\b.*(?:[;{]|\):)\s*$",
    re.MULTILINE,
)
#: A first byte of UTF-8 and a later one, each read as a letter or sign of an 8-bit code page.
_GARBLED: Final = re.compile(
    "[Â-òĂĹĽĐΞΟ][\u0080-\u009f¡-©¬-²´-¹¼-¿€†‡ˆ‰‹•˜™›ˇ˝˘˛]"
    "|[ÂÃÄÅÆÐÑØÙĂĹĐ][\u00a0ª«»‚„…–—“”‘’ŠŒŽšœžŸƒľŁśźżŕłąĄĽŻŞşŤť](?=\\w)"
    "|[^\\W\\d_][√§¨©¬®°±´¶¸€†‡ˆ‰•˜™∂∆∏∑∞∫≈≠≤≥◊](?=\\W?[^\\W\\d_])"
    "|[a-zа-я][ÃÄÅÐÑĂĹ]\\w|á[º»]|\ufffd|[\u0080-\u009f]"
)
#: Letters that fill text which was UTF-8 and was read as Shift-JIS, GBK or a Greek code page.
_GARBLED_LETTERS: Final = re.compile("[縺繧繝譁蜿莉荳鐨鍦锛銆鏄浜涓鐢ｦ-ﾟΞΟ]")
#: A word that goes on in capitals twice: a key in base64 or mojibake. (Once is isiZulu or iPhone.)
_CASE: Final = re.compile(r"(?:\w*[^\W\dA-ZÀ-ÞА-ЯΑ-Ω_][A-ZÀ-ÞА-ЯΑ-Ω]){2}")
_DIGIT: Final = re.compile(r"\d")

#: What each of these patterns needs, found in a fraction of its time.
_MAY_BE_ODD: Final = re.compile(r"[/\\@#\d]|\.\w|[IVXLCDM]{2}|[a-fA-F][-:][a-fA-F]")
_MAY_BE_CODE: Final = re.compile(r"[]{}<>;=\\$|`~^_(\[%&*#)]|[-:.][\w:>-]")
_MAY_BE_CASE: Final = re.compile(r"[^\W\dA-ZÀ-ÞА-ЯΑ-Ω_][A-ZÀ-ÞА-ЯΑ-Ω]")

#: Share of what is left (spaces aside) that must be letters.
LEAST_LETTERS: Final = 0.5
#: Share of the words that must be left once addresses and hashes are gone.
LEAST_WORDS: Final = 0.3
#: A date or a price is text, so a digit counts as less than another sign.
DIGIT_DISCOUNT: Final = 0.6
#: Where no spaces part the words (Thai), this many letters are one; two in Han and kana.
LONG_WORD: Final = 6
#: Marks of code for each word from which a text is code.
CODE_A_WORD: Final = 0.24
#: Marks of mojibake for each word from which a text is mojibake; two at least, one in short text.
GARBLED_A_WORD: Final = 0.08
GARBLED_SHORT: Final = 10
#: Share of the letters that fill mojibake.
GARBLED_LETTERS: Final = 0.2
#: Words with two inner capitals, for each word, from which a text is a key or mojibake.
CASE_A_WORD: Final = 0.34
#: Nats a symbol above which no language explains the words; some Turkish on the web has its letters
#: from the wrong code page and reaches 3.9. Key mash of one or two words begins at 3.7.
WORST_SPELLING: Final = 4.1
WORST_SPELLING_SHORT: Final = 3.6
SHORT: Final = 30
#: Names only: each word has a capital, and no language beats the others by this many nats a word.
LEAST_MARGIN_A_NAME: Final = 1.6
#: One word with a capital may as well be a short answer.
LEAST_MARGIN_ONE_NAME: Final = 1.0
MOST_NAMES: Final = 6

#: A longer text is judged by stretches of so many code points, so many of them, until one passes.
LOOK: Final = 1000
LOOKS: Final = 6


def _without_addresses(text: str) -> str:
    """The text without addresses, hashes and Roman numbers; only words that may be one are looked at."""
    if not _MAY_BE_ODD.search(text):
        return text
    words = text.split(" ")
    for place, word in enumerate(words):
        if _MAY_BE_ODD.search(word):
            words[place] = _HASH.sub(" ", _ADDRESS.sub(" ", word))
    return " ".join(words)


def _code_marks(text: str) -> int:
    """Marks of code; only words that may hold one are looked at."""
    if not _MAY_BE_CODE.search(text):
        return 0
    found = sum(len(_CODE.findall(word)) for word in text.split(" ") if _MAY_BE_CODE.search(word))
    return found + len(_CODE_LINE.findall(text))


def is_language(text: str) -> bool:
    """Whether a text may be in a language, by its characters alone; of a long one, whether some part may.

    >>> is_language("He left at noon."), is_language("5f4dcc3b5aa765d61d83")
    (True, False)
    """
    if len(text) <= LOOK:
        return _may_be_language(text)
    step = (len(text) - LOOK) // LOOKS + 1
    return any(_may_be_language(text[at : at + LOOK]) for at in range(0, len(text) - LOOK + 1, step))


def _may_be_language(text: str) -> bool:
    import numpy as np

    from mtcheck.languages.scripts import HAN, KANA, code_points, scripts_of

    rest = _without_addresses(text)
    if len(rest.split()) < LEAST_WORDS * len(text.split()):
        return False
    scripts = scripts_of(code_points(rest))
    inside = scripts > 0
    letters = int(np.count_nonzero(inside))
    visible = float(len("".join(rest.split())))
    if letters < visible:
        visible -= DIGIT_DISCOUNT * len(_DIGIT.findall(rest))
    if letters == 0 or letters < LEAST_LETTERS * visible:
        return False
    starts = int(np.count_nonzero(inside[1:] & ~inside[:-1])) + int(inside[0])
    words = max(starts, letters // LONG_WORD)
    if np.count_nonzero((scripts == HAN) | (scripts == KANA)) > letters // 2:
        words = letters // 2
    if _code_marks(rest) > CODE_A_WORD * words:
        return False
    if not rest.isascii():
        garbled = len(_GARBLED.findall(rest))
        if garbled > GARBLED_A_WORD * words and (garbled > 1 or words <= GARBLED_SHORT):
            return False
        if len(_GARBLED_LETTERS.findall(rest)) > GARBLED_LETTERS * letters:
            return False
    return not _MAY_BE_CASE.search(rest) or len(_CASE.findall(rest)) <= CASE_A_WORD * words


def is_explained(evidence: Evidence) -> bool:
    """Whether some language explains the words, and they are more than a few names."""
    if evidence.surprise > (WORST_SPELLING if evidence.symbols > SHORT else WORST_SPELLING_SHORT):
        return False
    if evidence.capitals < evidence.words or evidence.words > MOST_NAMES:
        return True
    least = LEAST_MARGIN_A_NAME if evidence.words > 1 else LEAST_MARGIN_ONE_NAME
    return evidence.margin >= least * evidence.words
