"""Signs with a word or a bullet glued to them: `Logistik.· FOB`, `1.Lieferung`, `40%in`, `low-and then`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import language_facts
from mtcheck.text.view import View

# An item of a list that was on a line of its own.
_BULLET = lazyre.compile(r"[.!?;:](?<=[^\W\d_]{2}.)[•·▪●■◦]\s?(?=[^\W_])")
# The number of a chapter or item and a word of small letters after its first: not 1.FC, 2.A, 3.1.Name.
_NUMBER = lazyre.compile(
    r"(?m)^[ \t]*(?:[-–•*·#]+[ \t]*)?\d{1,2}\.(?=[^\W\d_a-zà-ÿ][^\W\d_A-Z]{2,30}(?![\w.(/@-]))"
)
# A label of a list, with its space elsewhere: Vantagem:Evita.
_COLON = lazyre.compile(r"(?m)^[ \t]*([^\W\d_]{3,30}):(?=[^\W\d_a-zà-ÿ][^\W\d_A-Z]{2,30} )")
_PERCENT = lazyre.compile(r"%(?<=\d%)([^\W\d_]{2,6})(?= [^\W\d_])")
# A function word is as frequent as this (nats).
_FUNCTION = -6.5
# Ways in which a number in per cent is inflected.
_ENDINGS = (
    "er",
    "es",
    "en",
    "em",
    "os",
    "as",
    "an",
    "at",
    "ot",
    "on",
    "ban",
    "hez",
    "iga",
    "ist",
    "lik",
    "ia",
)
_HYPHEN = lazyre.compile(r"-(?<=[^\W\d_]{2}-)([^\W\d_]{1,14})(?= [^\W\d_])")
_WORD_BEFORE = lazyre.compile(r"(?:^|(?<=[\s(\"“„«/]))[^\W\d_]{2,30}$")
_REACH = 40


@cache
def dashed(lang: str) -> frozenset[str]:
    """Conjunctions of a language that a dash may stand before."""
    return frozenset(language_facts(lang).get("words", {}).get("dashed", "").split())


def glued_signs(view: View) -> Iterator[Hit]:
    """Bullets and numbers of lists, percent signs and hyphens for dashes, with the next word against them."""
    text = view.text
    for match in _BULLET.finditer(text) if any(sign in view.characters for sign in "•·▪●■◦") else ():
        start = match.start()
        yield _hit(start, start + 1, f"a bullet glued to {match[0][0]!r}", f"{match[0][0]} ")
    if view.tag.spaceless:
        return
    if view.shape.has("0.A"):
        for match in _NUMBER.finditer(text):
            if text[match.end()].isupper():
                yield _hit(match.end() - 1, match.end(), "no space after the number of an item", ". ")
    if view.shape.has("l:A"):
        for match in _COLON.finditer(text):
            if f"{match[1]}: " in text:
                yield _hit(match.end() - 1, match.end(), "no space after ':', as elsewhere", ": ")
    known = wordlist(view.tag.base)
    if known is not None and view.shape.has("%l"):
        for match in _PERCENT.finditer(text):
            if match[1].islower() and match[1] not in _ENDINGS and _FUNCTION < known.log(match[1]) < 0:
                yield _hit(match.start(), match.start() + 1, "no space after '%'", "% ")
    yield from _hyphens(view)


def _hyphens(view: View) -> Iterator[Hit]:
    """A hyphen with a conjunction right after it and a space behind that: `low-risk supply-and not luck`."""
    joins = dashed(view.tag.base)
    if not joins or "-" not in view.characters:
        return
    text = view.text
    for match in _HYPHEN.finditer(text):
        if match[1] in joins:
            before = _WORD_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
            if before is not None and before[0].lower() not in joins:
                yield _hit(
                    match.start(), match.start() + 1, f"a hyphen for a dash before {match[1]!r}", " – "
                )


#: What a text must hold for glued_signs, as in text.shapes.Needs.
SHAPES = (*(f"{mark}{sign}" for mark in ".!?;:" for sign in "•·▪●■◦"), "0.A", "%l", "l:A")
PIECES = (
    "-und ",
    "-sowie ",
    "-aber ",
    "-sondern ",
    "-jedoch ",
    "-einschließlich ",
    "-weil ",
    "-oder ",
    "-and ",
    "-but ",
    "-which ",
    "-because ",
    "-y ",
    "-pero ",
    "-incluyendo ",
    "-porque ",
    "-et ",
    "-mais ",
    "-parce ",
    "-e ",
    "-ma ",
    "-perché ",
    "-mas ",
    "-incluindo ",
    "-maar ",
)


def _hit(start: int, end: int, message: str, better: str) -> Hit:
    return Hit(start, end, message, better, 0.9, safety=Safety.DISPLAY)
