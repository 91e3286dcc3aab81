"""Garble that a text speaks about: `Ã©`, “Ã©” instead of “é”, a quotation where encodings are named.

It is shown, and stays.
"""

from __future__ import annotations

import re

from mtcheck import lazyre
from mtcheck.edits import Edit
from mtcheck.encoding.mojibake import suspicion

_QUOTES = "`'\"‘’“”„«»‹›‚「」『』/|"
_FENCE = lazyre.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_BEFORE_WORD = lazyre.compile(r"[\s`'\"‘’“”„«»(|/]")
_REST_OF_WORD = lazyre.compile(r"[\s`'\"‘’“”„«»)|/.,;:]")
_SMALL = 2  # characters of a quoted repair that is one letter or mark alone; pieces of a table
_SERIES = 3  # pieces of a stretch that chance does not write twice in a line: ä ö ü
_SHOWN_PIECE = lazyre.compile(r"[^\s`'\"()\[\]{}|:,;=>→⇒-]+")
_SHOWN_BY = lazyre.compile(r"[`|→⇒=]|->|[\"'“”‘’„«»/(]")
_ENCODING = lazyre.compile(
    r"utf-?(?:8|16)|latin-?[19]\b|iso[- ]?8859|windows-?12\d\d|\bcp-?(?:12\d\d|437|85\d|866)|mojibake"
    r"|\bascii\b|unicode|\bkoi8|gb2312|\bgbk\b|big5|shift[_-]jis|euc-|charset|codepage|code page"
    r"|zeichensalat|krzaczk|krzaki|кракозябр|krakozjabr"
    r"|文字コード|文字化け|编码|編碼|乱码|亂碼",
    re.IGNORECASE,
)
# A mark that is no text by itself: each apostrophe became â€™.
_LONE_MARKS = frozenset("’‘“”'\"")
# A quotation that is all garbled, between right marks of its own: the stone reads „GrÃ¼ÃŸe“.
_OPENED = lazyre.compile(r"[“„«‹‘「『][^“”„«»‹›‘’「」『』]{0,40}$")
_CLOSED = lazyre.compile(r"[^“”„«»‹›‘’「」『』]{0,40}[“”»›’」』]")
_LAST_LATIN = "\u024f"
_HAS_LETTER = lazyre.compile(r"[^\W\d_]")
NEAR = 600


def is_mention(text: str, edit: Edit) -> bool:
    """Whether a garbled stretch is quoted to talk about it.

    >>> is_mention("use é, not `Ã©`", Edit(12, 14, "é")), is_mention("un cafÃ©", Edit(6, 8, "é"))
    (True, False)
    """
    start, end = line_around(text, edit.start, edit.end)
    if "`" in text:
        if text.count("`", start, edit.start) % 2 and text.find("`", edit.end, end) >= 0:
            return True
        if "```" in text and len(_FENCE.findall(text, 0, edit.start)) % 2:
            return True
    # Of a long line only what is near: a line of a thousand garbled words is not read for each of them.
    before = text[max(start, edit.start - NEAR) : edit.start]
    after = text[edit.end : min(end, edit.end + NEAR)]
    left, right = before[-1:], after[:1]
    if left and right and left in _QUOTES and right in _QUOTES and len(edit.text) <= _SMALL:
        return True
    old = text[edit.start : edit.end]
    if _is_table(old, edit.text) or _is_repeated(f"{before}\n{after}", edit.text):
        return True
    if _is_all_of_a_quotation(before, edit.text, after) or _is_beside_right_form(before, edit.text, after):
        return True
    pieces = _pieces(before, old, after, edit.text)
    return any(_is_spoken_of(*piece, many=len(pieces) > 1) for piece in pieces)


def _is_all_of_a_quotation(before: str, new: str, after: str) -> bool:
    """Whether right quotation marks hold the garble and no clean word, in a line that is right without it."""
    opened, closed = _OPENED.search(before), _CLOSED.match(after)
    if "”" in new or "“" in new or not opened or not closed:
        return False
    # The rest of its own word is no word beside it: „fÃ¼r“.
    beside = f"{_OWN_END.sub('', opened[0][1:])} {_OWN_START.sub('', closed[0][:-1])}".split()
    if any(_HAS_LETTER.search(word) and not _is_garbled(word) for word in beside):
        return False
    rest = f"{before[: opened.start()]} {after[closed.end() :]}"
    if _is_garbled(rest):
        return False
    if len(new.split()) <= _SMALL and not beside and _WORD.search(rest):
        return True  # one word in right marks: shirts with “cafÃ©”
    is_latin = max(new) <= _LAST_LATIN
    return any(c > "\x7f" and c.isalpha() and (c <= _LAST_LATIN) == is_latin for c in rest)


_OWN_END, _OWN_START = lazyre.compile(r"[^\W\d_]+$"), lazyre.compile(r"^[^\W\d_]+")
_WORD = lazyre.compile(r"[^\W\d_]{2,} [^\W\d_]+")
_STOP = lazyre.compile(r"[.!?…](?=\s)")


def _is_beside_right_form(before: str, new: str, after: str) -> bool:
    """Whether the right form is in the same sentence, of which nothing else is garbled.

    >>> _is_beside_right_form("Müller wurde M", "ü", "ller."), _is_beside_right_form("Zu M", "ü", "ller.")
    (True, False)
    """
    ends = [match.end() for match in _STOP.finditer(before)]
    stop = _STOP.search(after)
    front, behind = before[ends[-1] if ends else 0 :], after[: stop.start() if stop else len(after)]
    left, right = _OWN_END.search(front), _OWN_START.match(behind)
    word = f"{left[0] if left else ''}{new}{right[0] if right else ''}"
    rest = f"{front[: left.start() if left else len(front)]}\n{behind[right.end() if right else 0 :]}"
    return word.isalpha() and not word.isascii() and not _is_garbled(rest) and _has_apart(rest, word)


def _is_garbled(text: str) -> bool:
    return next(iter(suspicion.hits(text)), None) is not None


def _pieces(before: str, old: str, after: str, new: str) -> list[tuple[str, str, str]]:
    """What changes in a stretch, with what is in front and behind: clean words may stand between."""
    olds, news = list(_SHOWN_PIECE.finditer(old)), list(_SHOWN_PIECE.finditer(new))
    if len(olds) < _SMALL or len(olds) != len(news):
        return [(before, new, after)]
    return [
        (before + old[: one.start()], other[0], old[one.end() :] + after)
        for one, other in zip(olds, news, strict=True)
        if one[0] != other[0]
    ]


def _is_table(old: str, new: str) -> bool:
    """Whether a stretch names garble and, next to it, what it becomes: the middle of `"Ã©":"é","Ã¨":"è"`."""
    before, after = _SHOWN_PIECE.findall(old), _SHOWN_PIECE.findall(new)
    if len(before) != len(after) or len(before) < _SMALL:
        return False
    changed = [one != other for one, other in zip(before, after, strict=True)]
    return any(after[i] == after[i + 1] and changed[i] != changed[i + 1] for i in range(len(after) - 1))


def _is_repeated(around: str, new: str) -> bool:
    """Whether a series of letters or words stands in the line as it is repaired: `ä ö ü`, and it garbled."""
    return len(new.split()) >= _SERIES and new.strip() in around


def _is_spoken_of(before: str, new: str, after: str, *, many: bool) -> bool:
    """Whether a word is compared with its right form, or it is quoted where encodings are named.

    One of ``many`` that are garbled has to be quoted itself, or an encoding named.
    """
    ends = [match.end() for match in _BEFORE_WORD.finditer(before)]
    left, right = before[ends[-1] if ends else 0 :], _REST_OF_WORD.split(after, maxsplit=1)[0]
    word = f"{left}{new}{right}"
    if not word.strip():
        return False
    front, behind = before[: len(before) - len(left)], after[len(right) :]
    named = bool(_ENCODING.search(front) or _ENCODING.search(behind))
    quoted = front[-1:] in _QUOTES or behind[:1] in _QUOTES
    if named and quoted and front and behind:
        return True
    if word in _LONE_MARKS and (front[-1:].isspace() or not front) and not right:
        return True
    rest = f"{front}\n{behind}".replace("’", "'")
    compared = named or (quoted if many else _SHOWN_BY.search(rest) is not None)
    return compared and _has_apart(rest, word.replace("’", "'"))


def _has_apart(text: str, word: str) -> bool:
    """Whether a text holds a word that is no part of a longer one."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum()):
            return True
        place = text.find(word, place + 1)
    return False


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the lines that a stretch touches."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last
