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

from mtcheck import lazyre

if TYPE_CHECKING:
    from mtcheck.languages.evidence import Evidence

_ADDRESS: Final = lazyre.compile(
    r"\b[a-z]{2,6}://\S+|\bwww\.\S+|[^\s@]{1,64}@[^\s@]{1,64}\.\w{1,63}|[@#][A-Za-z0-9_]+"
    r"|\b[\w-]+(?:\.[\w-]+)+/\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io|co|ru|ua|az|tr|de|fr|uk|am|ge)\b(?:[:?]\S*)?"
    r"|(?<!\S)(?:[A-Za-z]:|~|\.{1,2})?(?:[\\/][\w.@+-]+){2,}/?"
    r"|\b\w+\.(?:html?|jpe?g|png|txt|pdf|csv|json|xml|py|js|css|exe|zip)\b",
    re.IGNORECASE,
)
#: A word that mixes letters and digits, or hex groups: a hash, a key, a UUID, base64, a formula.
#: And numbers in Roman figures.
_HASH: Final = lazyre.compile(
    r"\b(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[A-Za-z])[A-Za-z0-9+/-]{2,}=*"
    r"|\b[0-9a-fA-F]{2,}(?:[-:][0-9a-fA-F]{2,})+\b|\b[IVXLCDM]{2,}\b"
)
#: A semicolon after a word ends an item of a list, and a dollar sign before a figure is money.
_CODE: Final = lazyre.compile(
    r"[{}<>=\\|`~^](?<!-\{)(?!-(?!>))|;(?!(?<=[A-Za-z)\u00c0-\uffff];)(?:\s|$))|\$(?!\d)|[A-Za-z_]\((?!s\))|\)[:;{]|\(['\"]|['\"]\)|->|::|&&|\w_\w|\b_\w"
    r"|(?<!\S)--\w|(?<!\S)-[A-Za-z](?!\w)|[a-z]{2}[A-Z]\w*(?:[(=]|\.[a-z])|\w\[|\]\w|\[['\"\]]"
    r"|\w\w\.[a-z_]\w+(?:[(.]|$)|%[sd]\b|/\*|\*/|&\w+;",
    re.ASCII,
)
#: Signs that mail and chat use: a mark of quotation before a line, a heart, a face.
_CHAT: Final = lazyre.compile(
    r"^[ \t]*(?:>[ \t]*)+|<3(?!\d)|\^_?\^|>[._]+<"
    r"|[(（][\"^;>≧・＾⌒_.oO´`-]{0,12}[_.oωд∇▽⌒^]+[\"^;<≦・＾⌒_.oO´`-]{0,12}[)）]",
    re.MULTILINE,
)
#: Lines that begin or end as only code does.
_CODE_LINE: Final = lazyre.compile(
    r"[)\]'\"\d];\s*$|\{\s*$|^\s*[.#@][A-Za-z]"
    r"|^\s*(?:def|class|if|elif|for|while|return|raise|import|from|local|var|let|const|function|public|static|void"
    r"|int|char|extern|struct|typedef|echo|export)\b.*(?:[;{]|\):)\s*$",
    re.MULTILINE,
)
#: A first byte of UTF-8 and a later one, each read as a letter or sign of an 8-bit code page.
_GARBLED: Final = lazyre.compile(
    "[Â-òĂĹĽĐΞΟ][\u0080-\u009f¡-©¬-²´-¹¼-¿€†‡ˆ‰‹•˜™›ˇ˝˘˛]"
    "|[ÂÃÄÅÆÐÑØÙĂĹĐ][\u00a0ª«»‚„…–—“”‘’ŠŒŽšœžŸƒľŁśźżŕłąĄĽŻŞşŤť](?=\\w)"
    "|[^\\W\\d_\u3040-\u9fff\uac00-\ud7a3](?:[√§¨¬±´¶¸€†‡ˆ‰˜∂∆∏∑∞∫≈≠≤≥◊](?=\\W?[^\\W\\d_])|[©®°•™](?=[^\\W\\d_]))"
    "|[a-zа-я][ÃÄÅÐÑĂĹ]\\w|á[º»]|\ufffd|[\u0080-\u009f]"
)
#: Letters that fill text which was UTF-8 and was read as Shift-JIS, GBK or a Greek code page.
_GARBLED_LETTERS: Final = lazyre.compile("[縺繧繝譁蜿莉荳鐨鍦锛銆鏄浜涓鐢ｦ-ﾟΞΟ]")
#: A word that goes on in capitals twice: a key in base64 or mojibake. (Once is isiZulu or iPhone.)
_CASE: Final = lazyre.compile(r"(?:\w{0,40}[^\W\dA-ZÀ-ÞА-ЯΑ-Ω_][A-ZÀ-ÞА-ЯΑ-Ω]){2}")
_DIGIT: Final = lazyre.compile(r"\d")

#: What each of these patterns needs, found in a fraction of its time: one set of characters, or a mark and
#: what is around it. Alternatives in one pattern take three times as long.
_MAY_BE_ODD: Final = tuple(map(lazyre.compile, (
    r"[/\\@#\d]+", r"\.\w", r"[IVXLCDM][IVXLCDM]", r"[-:](?<=[a-fA-F].)[a-fA-F]",
)))  # fmt: skip
#: A word that is neither an address nor a hash, as no letter, slash or hyphen is in it.
_NUMBER: Final = lazyre.compile(r"[\d.,;!?()%]+")
_MAY_BE_CHAT: Final = lazyre.compile("[<>^⌒_ω∇▽]")
_MAY_BE_CODE: Final = tuple(map(lazyre.compile, (r"[]{}<>;=\\$|`~^_(\[%&*#)]", r"[-:.](?=[\w:>-])")))
_MAY_BE_GARBLED: Final = lazyre.compile(
    "[\u0080-\u009f¡-©¬-²´-¹¼-¿€†‡ˆ‰‹•˜™›ˇ˝˘˛√∂∆∏∑∞∫≈≠≤≥◊º»\ufffdÂÃÄÅÆÐÑØÙĂĹĐ]"
)
_MAY_BE_CASE: Final = lazyre.compile(r"[A-ZÀ-ÞА-ЯΑ-Ω](?<=[^\W\dA-ZÀ-ÞА-ЯΑ-Ω_].)")

#: Words of letters that no mark of mojibake has, without inner capitals, and a mark behind some: none of the
#: patterns above is in such a text, and it is mostly letters.
_SMALL: Final = (
    r"a-z\xdf-\xf6\xf8-\u0101\u0103-\u010f\u0111-\u0138\u013a-\u013c\u013e-\u024f\u1e01-\u1ef9"  # Latin
    r"\u03ac-\u03ce\u0430-\u047f\u04c0-\u052f\u10d0-\u10f0"  # Greek, Cyrillic, Georgian
    r"\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3"  # Hebrew, Arabic
    r"\u0904-\u0939\u0985-\u09b9\u0b85-\u0bb9\u0e01-\u0e30"  # Devanagari, Bengali, Tamil, Thai
    r"\uac00-\ud7a3"  # Hangul
)
_PLAIN: Final = lazyre.compile(
    f"(?:(?:[A-ZÀÁÇ-ÏÓ-ÖÚ-ÞА-ЯЁІЇЄҐ][{_SMALL}]*|[{_SMALL}]+)(?:[’'][{_SMALL}]+)?(?:[,.!?…]? +|[,.!?…]?$))+"
)

#: "Excellent!", "Attention :", "Respekt.": a call or an answer, and no bare name. "Joe Biden." may be one.
_CALL: Final = lazyre.compile(r"[^\W\d_][\s\u00a0]*[.!?…:]+\s*\Z")

#: For each script number, whether it is a letter: to part words among bytes.
_INSIDE: Final = b" " + b"a" * 255

#: Share of what is left (spaces aside) that must be letters.
LEAST_LETTERS: Final = 0.5
#: Share of the words that must be left once addresses and hashes are gone.
LEAST_WORDS: Final = 0.3
#: A letter of Han or kana says as much as two.
#: A date or a price is text, so a digit counts as less than another sign.
DIGIT_DISCOUNT: Final = 0.6
#: Where no spaces part the words (Thai), this many letters are one; two in Han and kana.
LONG_WORD: Final = 6
#: Marks of code for each word from which a text is code.
CODE_A_WORD: Final = 0.24
#: A line of code is told by how it begins and by how it ends.
MARKS_A_LINE: Final = 2
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


def _words_with(patterns: tuple[re.Pattern[str], ...], text: str) -> list[tuple[int, int]]:
    """Where the words, between spaces, begin and end in which one of the patterns is found."""
    starts = {text.rfind(" ", 0, mark.start()) + 1 for pattern in patterns for mark in pattern.finditer(text)}
    ends = [(start, text.find(" ", start)) for start in sorted(starts)]
    return [(start, end if end >= 0 else len(text)) for start, end in ends]


def _without_addresses(text: str) -> str:
    """The text without addresses, hashes and Roman numbers; only words that may be one are looked at."""
    pieces, done = [], 0
    for start, end in _words_with(_MAY_BE_ODD, text):
        word = text[start:end]
        if _NUMBER.fullmatch(word):
            continue
        rest = _HASH.sub(" ", _ADDRESS.sub(" ", word))
        if rest != word:
            pieces += [text[done:start], rest]
            done = end
    return "".join(pieces) + text[done:] if done else text


def _code_marks(text: str) -> int:
    """Marks of code; only words that may hold one are looked at."""
    found = sum(len(_CODE.findall(text[start:end])) for start, end in _words_with(_MAY_BE_CODE, text))
    return found + len(_CODE_LINE.findall(text))


def _is_code(text: str, most: float) -> bool:
    """Whether a text has more marks of code than so many; counted only where there may be that many."""
    # Each mark holds a sign of its own, and each line of code ends or begins with one.
    possible = sum(len(pattern.findall(text)) for pattern in _MAY_BE_CODE)
    if not possible or possible + MARKS_A_LINE * (1 + text.count("\n")) <= most:
        return False
    return _code_marks(text) > most


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
    if _PLAIN.fullmatch(text):
        return True
    from mtcheck.lexicon.scripts import HAN, KANA, code_points, scripts_of

    rest = _without_addresses(_CHAT.sub(" ", text) if _MAY_BE_CHAT.search(text) else text)
    whole = rest.split()
    if rest is not text and len(whole) < LEAST_WORDS * len(text.split()):
        return False
    scripts = scripts_of(code_points(rest)).tobytes()
    letters = len(scripts) - scripts.count(0)
    east_asian = scripts.count(HAN) + scripts.count(KANA)
    visible = float(sum(map(len, whole)))
    said = letters + east_asian
    if said < LEAST_LETTERS * visible:
        visible -= DIGIT_DISCOUNT * len(_DIGIT.findall(rest))
    if letters == 0 or said < LEAST_LETTERS * visible:
        return False
    words = max((b" " + scripts.translate(_INSIDE)).count(b" a"), letters // LONG_WORD)
    if east_asian > letters // 2:
        words = letters // 2
    if _is_code(rest, CODE_A_WORD * words) or _is_garbled(rest, words, letters):
        return False
    # Each word that goes on in capitals twice has two of these.
    most = CASE_A_WORD * words
    return len(_MAY_BE_CASE.findall(rest)) // 2 <= most or len(_CASE.findall(rest)) <= most


def _is_garbled(text: str, words: int, letters: int) -> bool:
    """Whether the marks of mojibake are too many for so many words and letters."""
    if text.isascii():
        return False
    if _MAY_BE_GARBLED.search(text):
        garbled = len(_GARBLED.findall(text))
        if garbled > GARBLED_A_WORD * words and (garbled > 1 or words <= GARBLED_SHORT):
            return True
    return len(_GARBLED_LETTERS.findall(text)) > GARBLED_LETTERS * letters


def is_explained(evidence: Evidence, text: str) -> bool:
    """Whether some language explains the words of the text, and they are more than a few names."""
    if evidence.surprise > (WORST_SPELLING if evidence.symbols > SHORT else WORST_SPELLING_SHORT):
        return False
    if evidence.capitals < evidence.words or evidence.words > MOST_NAMES:
        return True
    if _CALL.search(text) and (evidence.words == 1 or text.rstrip()[-1] != "."):
        return True
    least = LEAST_MARGIN_A_NAME if evidence.words > 1 else LEAST_MARGIN_ONE_NAME
    return evidence.margin >= least * evidence.words
