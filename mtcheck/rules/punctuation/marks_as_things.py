"""Marks apart that close nothing: in a number or formula, or a thing themselves: `the letter E is . here`."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.rules.punctuation.named_marks import can_go_on
from mtcheck.text.mentions import mentioned
from mtcheck.text.view import View

_REACH = 40
# A mark that an adjective speaks of: it leaves a trailing , behind.
_TOLD_OF = lazyre.compile(
    r"(?<!\w)(?:an?|the|any|each|every|no) (?:trailing|leading|final|extra|single|stray|literal|optional)$"
    r"|(?<!\w)(?:denoted|defined|written|expressed|known|described|referred to) (?:as|by)$"
)


def is_told_of(view: View, start: int) -> bool:
    """Whether an adjective or `denoted as` before a mark speaks of it."""
    near = max(0, start - _REACH)
    return view.tag.base == "en" and _TOLD_OF.search(view.lowered, near, start) is not None


_LAST_WORD = lazyre.compile(r"(?<![^\W_])[^\W\d_]+$")
_NEXT = lazyre.compile(r"[ \u00a0]+([^\W\d_]+)")
# A clause may end with a verb behind one of these: so it is, where he was.
_PERSON = lazyre.compile(
    r"(?<![^\W_])(?:i|you|he|she|it|we|they|this|that|these|those|there|who|what|where|how) $"
)
_FIGURE_BEHIND = lazyre.compile(r"[ \u00a0\u202f]\d")
# The last term of a comparison: `x < y .`
_TERM = lazyre.compile(r"(?:[<>=≤≥≠∈∉⊂⊆∪∩≈→↔∧∨∘×]|\\\w{2,8})[ \u00a0][^\W\d_](?:\d|')?$")
# A command whose argument is this folder: `ls .`
_FOLDER = lazyre.compile(r"(?<![^\W_])(?:ls|cd|cp|mv|chmod|grep|mkdir|du|pip install(?: -e)?|docker build)$")
# Marks that stand alone and close nothing: two dots (no `.. note::`), a dash at the end, one behind another.
_LONE = lazyre.compile(
    r"(?<!\S)(?:\.\.(?! [\w-]{1,40}::)|[·•∙](?= [^\W\d_])|[–—-](?= [.,;:!?](?!\S))"
    r"|[.,;:!?](?= [.,;:!?](?!\S)))(?!\S)"
)
_ALIKE = ".,;:!?"
# Dots between the parts of an inscription: `FREE CITY . 1974 . 5 MARKS`
_SEPARATOR = lazyre.compile(r"[ \u00a0]\d{1,4}[ \u00a0]\.[ \u00a0]\d")
# Behind a stop no sentence begins so: `to the current . directory`, `switch . c`
_SMALL = lazyre.compile(r"[ \u00a0]+[a-zß-öø-ÿа-яёіїєґ]")
# A particle of Japanese that nothing begins with: 言語の . として
_PARTICLE = lazyre.compile("[ \u00a0](?:を|は|が|の(?!で)|として|という|とか|について)")
_KANA = lazyre.compile("[\u3040-\u30ff\u3400-\u9fff]")


def is_thing(view: View, mark: str, start: int, place: int) -> bool:
    """Whether a mark apart may be what is spoken of, or a part of a number or a formula.

    A word that says what something is stands before it (is, as, means), or the paragraph has another mark
    that stands alone and closes nothing.
    """
    text, line = view.text, view.paragraph_at(place)
    if text[start - 1].isdigit() and _FIGURE_BEHIND.match(text, place + 1):
        return True
    if mark not in _ALIKE:
        return False
    if mark == "." and (_SEPARATOR.match(text, place + 1) or _SMALL.match(text, place + 1)):
        return True
    if _PARTICLE.match(text, place + 1) and _KANA.match(text[start - 1]):
        return True
    near = max(line.start, start - _REACH)
    if _TERM.search(text, near, start) or (mark == "." and _FOLDER.search(text, near, start)):
        return True
    word = _LAST_WORD.search(view.lowered, near, start)
    ends = word and _PERSON.search(view.lowered, near, word.start())  # so it is .
    if word and not ends and mentioned(word[0], view.tag.base, "equals"):
        behind = _NEXT.match(view.lowered, place + 1, line.end)  # so it is , dear: a new clause
        if mark in ".!?" or can_go_on(behind[1] if behind else "", view.tag.base):
            return True
    return any(abs(lone - place) > 1 for lone in view.once(_lone_marks, view, line))


def _lone_marks(view: View, line: Span) -> tuple[int, ...]:
    """Where the first and the last mark of a line are that stand alone and close nothing."""
    found = [lone.start() for lone in _LONE.finditer(view.text, line.start, line.end)]
    return (found[0], found[-1]) if found else ()
