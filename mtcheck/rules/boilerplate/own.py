"""What looks like furniture and is the page's own: a field of a listing, a sentence of a policy."""

from __future__ import annotations

import re

from mtcheck import lazyre
from mtcheck.rules.boilerplate import rows
from mtcheck.rules.phrases import Lines

# A page about cookies or rights says in many lines what others say in one.
_LEGAL, _FEWEST_LINES = ("cookie notice", "reprint notice"), 3


def is_the_subject(view: Lines, row: rows.Row) -> bool:
    """Whether a text speaks of what a notice says, as the page of a policy does."""
    if row.kind not in _LEGAL:
        return False
    lines = (view.lowered[start:end] for start, end in view.lines)
    return sum(any(literal in line for literal in row.literals) for line in lines) >= _FEWEST_LINES


_LICENCE = lazyre.compile(
    r"licen[cs]|licenç|permission|redistribut|lizenz|лиценз|ліценз|ライセンス|许可|許可|授权|授權|라이선스|라이센스|lisans|lisens"
    r"|giấy phép|ترخيص|رخصة|پروانه|लाइसेंस|ใบอนุญาต|\bmit\b|apache|gpl"
)
_AROUND = 400


def is_of_a_licence(view: Lines, row: rows.Row, index: int) -> bool:
    """Whether a copyright line belongs to the text of a licence, which asks that it stays."""
    if row.kind != "copyright line":
        return False
    start, end = view.lines[index]
    around = view.lowered[max(0, start - _AROUND) : start] + view.lowered[end : end + _AROUND]
    return _LICENCE.search(around) is not None


_FIELD = lazyre.compile(
    r"[ \t]*[^\W\d_][\w'’()/-]*(?: [\w'’()/-]+){0,3}[ \t\u00a0]?[:：][ \t\u00a0]*\S[^\r\n]*"
)
# A field that stands alone beside another has a short value.
_SHORT_VALUE_WORDS = 4


def is_field(view: Lines, index: int, furniture: set[int]) -> bool:
    """Whether a line is one of the fields of a listing: `Source: Disk` among `Event ID: 7`, `Level: low`.

    It is, where at least as many lines of that shape stand around it that are no furniture.
    """
    if not _FIELD.fullmatch(view.text, *view.lines[index]):
        return False
    around = [index]
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(view.lines) and _FIELD.fullmatch(view.text, *view.lines[at]):
            around.append(at)
            at += step
    others = [at for at in around if at not in furniture]
    if len(others) == 1:
        value = re.split("[:：]", view.text[slice(*view.lines[others[0]])], maxsplit=1)[1]
        return len(value.split()) <= _SHORT_VALUE_WORDS and len(around) == len(others) + 1
    return len(others) > 1 and 2 * len(others) >= len(around)


# A path in an attribute or a link is where a picture is: <img src="…">, ![](…), [text](…).
_IN_MARKUP = lazyre.compile(r"=[\"']|\]\(|\]:")


def is_told(view: Lines, match: rows.Match) -> bool:
    """Whether a path is in markup or emphasis, or an address among words: the author sends us there."""
    if _IN_MARKUP.search(view.text, match.start, match.end) or view.text[match.start] in "_*":
        return True
    line = view.lines[match.line]
    rest = view.text[line.start : match.start] + view.text[match.end : line.end]
    above = view.text[: line.start].rstrip()[-1:]
    return "://" in view.text[match.start : match.end] and (above in ":：" or any(map(str.isalpha, rest)))


_MADE_BY = lazyre.compile(
    r"(?:text|words|story|written|translat(?:ion|ed)|edited|interview) by\b"
    r"|(?:取材・)?(?:文|訳|翻訳|聞き手)[=＝:：]",
    re.IGNORECASE,
)


# Who wrote it, and in the next line when: Von Anna Holm / am 21. Mai
_BY_WHOM = lazyre.compile(r"(?:by|von|par|por|od|av|af|door|автор:?|autor:?|autorka:?)\s", re.IGNORECASE)
_DATED = lazyre.compile(r"[^\n]{0,20}\d{1,2}[./ ]")


def is_credit(line: str, below: str) -> bool:
    """Whether a line says who wrote or translated the text above, and is no title of another.

    >>> is_credit("TRANSLATION BY ANNA HOLM", ""), is_credit("By the sea", "A new pier")
    (True, False)
    """
    dated = _BY_WHOM.match(line) is not None and _DATED.match(below.strip()) is not None
    return dated or _MADE_BY.match(line) is not None


# A row of a small table: Share 98
_ROW = lazyre.compile(r"[ \t]*[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?[ \t]+\d[\d.,]*%?[ \t]*")


def is_row(view: Lines, index: int, labels: set[int]) -> bool:
    """Whether a line is one of several words with their numbers, of which one is no label."""
    if not _ROW.fullmatch(view.text, *view.lines[index]):
        return False
    return any(
        at not in labels and 0 <= at < len(view.lines) and _ROW.fullmatch(view.text, *view.lines[at])
        for at in (index - 1, index + 1)
    )
