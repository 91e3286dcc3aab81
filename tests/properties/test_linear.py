"""No rule is superlinear on hostile text: work is counted, not seconds.

Two measures, for every rule of the registry on every hostile text:

- Calls of Python and C functions (``sys.setprofile``) on n, 4n and 16n characters: the same every time.
  A rule may begin its work at some length; a superlinear one grows too fast at either step. But a rule
  that looks at its whole paragraph once for every mark makes no more calls than there are marks, so
- a guard on a long text: a virtual timer of CPU time of this process interrupts what takes more than
  GUARD_S. Linear rules take milliseconds; a quadratic one takes minutes there, so a slow machine
  does not make it fail by chance.
"""

from __future__ import annotations

import random
import signal
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

import mtcheck
from mtcheck.document import Document, Origin
from mtcheck.registry import Rule, registry
from mtcheck.text.view import View

SIZES = (1_500, 6_000, 24_000)
LONG = 40_000
# 4 for linear work; marks at the ends of a text and caches that fill make it a little more. Quadratic: 16.
MOST_CALLS_RATIO = 6.0
# Fewer calls are the fixed cost of a rule.
FEWEST_CALLS = 200
# Linear rules take 1 to 700 ms of CPU time on LONG characters, the facts of a View up to 9 s (repairs of a
# text that is all garble); a quadratic rule takes 3 s there when all its work is done by C, and minutes when
# it is not.
GUARD_S = 3.0
FACT_GUARD_S = 20.0

UNITS = {
    "spaces": " ",
    "no-break spaces": "a\u00a0 ",
    "lines": "a\n",
    "empty lines": "\n",
    "straight quotes": '" ',
    "curly quotes": "“a ”b ",
    "shifted quotes": "a, ”b “c",
    "openers": "“a ",
    "quotations glued": "Abc.“Ab cd”,ab ",
    "straight quotations glued": 'Abc ."Ab cd",ab ',
    "quotations turned round": ", ”ab„ ",
    "apostrophes": "ab 's n' t l' a ",
    "guillemets": "« a » ",
    "brackets": "(( a",
    "closers": "a ) ",
    "dots": ". . ",
    "two dots": "ab.. ",
    "stops": ".!?",
    "parentheses": "(",
    "square brackets": "[",
    "at signs": "@",
    "underscores": "_",
    "carets": "(^^",
    "shifted commas": "Ab Cd ;",
    "split fractions": "1, 5 % 3 .5 m ",
    "glued commas": "word,word",
    "glued stops": "word.Word",
    "columns": "a   b  c",
    "colons": "1 : 0 ",
    "hyphens": "ab - cd ",
    "speech": "a. - said ",
    "numbers": "1, 200",
    "links": "http: / / a. b",
    "addresses": "a @ b. ",
    "handles": "@ ab # cd ",
    "placeholders": "{ a % ( ",
    "tags": "<b><a x",
    "spaced tags": "< b >< / b ",
    "entities": "& # 1 ",
    "attributes": '<a b="',
    "one word": "a",
    "words": "word word ",
    "sentences": "The word. the word. ",
    "mojibake": "РєР ° Ð°Ñ ",
    "cyrillic": "слово, слово. ",
    "han": "字，字。",
    "marks in a row": "ab,, cd?. ef:: „“ 1.. ",
    "numbers in pieces": "10- 15 000 40%% 4. 4. km 2 ",
    "words glued": "abCd 12word ab -cd ",
    "closed stops": "(ab).The 1998.The ",
    "foreign marks": "ab、cd，１２ ¿",
    "labels": "ab cd ab cd\n",
    "hosts in pieces": "ab. com t. me / a ",
    "broken markdown": "a] (/b) ** a ** ",
    "byte by byte": "% D0 %BC ",
    "capitals": "said The he ",
    "names": "Vetrowskaja Vetrovskaya ",
    "brackets glued": "abcd(efgh ij ",
    "comma and dash": "ab”, - cd ",
    "trails": "ab >> cd » ",
    "plain mojibake": "â€œ",
    "openers alone": "“ ",
    "guillemets alone": "«",
    "numbered placeholders": "{0} ",
    "escaped ampersands": "&amp;",
}
# Paragraphs are copies, or differ in every other word and share their long ones.
_PARAGRAPH = (
    "The commission described the extraordinary circumstances of paragraph {0} and of {1} others, as before. "
)


def hostile(length: int) -> dict[str, str]:
    """Texts of one unit repeated, and one of marks and letters drawn at random with a fixed seed."""
    made = {name: (unit * (length // len(unit) + 1))[:length] for name, unit in UNITS.items()}
    rng = random.Random(5)
    alphabet = ' \n.,:;!?"“”«»()[]{}<>@#%$&/-0123abcАб'
    made["one word of many letters"] = "".join(rng.choice("abdeiklmnorst") for _ in range(length))
    made["one Cyrillic word"] = "".join(rng.choice("абвгдеиклмнорст") for _ in range(length))
    made["mixed"] = "".join(rng.choice(alphabet) for _ in range(length))
    count = length // len(_PARAGRAPH) + 1
    made["copied paragraphs"] = "\n\n".join([_PARAGRAPH.format("one", "two")] * count)[:length]
    told = (_PARAGRAPH.format(_spelt(number), _spelt(7 * number + 3)) for number in range(count))
    made["paragraphs that share long words"] = "\n\n".join(told)[:length]
    return made


def _spelt(number: int) -> str:
    """A number in letters of its own."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


FACTS = ("lowered", "lines", "paragraphs", "sentences", "repairs", "languages", "zones", "quotes")


def view_of(text: str, lang: str = "en") -> View:
    """A View whose shared facts are there, so that a rule's own work is what is counted."""
    view = View(text, Document(text, Origin("hostile")), lang)
    for fact in FACTS:
        getattr(view, fact)
    return view


def calls(action: Callable[[], object]) -> int:
    """How many functions of Python and C an action calls."""
    count = 0

    def profiler(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profiler)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


class TooMuchWorkError(Exception):
    """The guard ran out."""


@contextmanager
def guard(what: str, limit_s: float = GUARD_S) -> Iterator[None]:
    """Interrupt what takes more than ``limit_s`` of this process's own CPU time."""
    if not hasattr(signal, "setitimer"):  # not on Windows; the counts of calls hold there too
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooMuchWorkError(f"{what} took more than {limit_s} s of CPU time on {LONG:,} characters")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run(rule: Rule, view: View) -> int:
    return sum(1 for _ in rule(view))


TEXTS = [hostile(size) for size in SIZES]


def grows_too_fast(rule: Rule, small: View, large: View) -> bool:
    run(rule, small)
    # Fills the caches of the rule's data and of words; what rules keep of the last text is of the other one.
    run(rule, large)
    few = calls(lambda: run(rule, small))
    many = calls(lambda: run(rule, large))
    return many > MOST_CALLS_RATIO * max(few, FEWEST_CALLS)


# DUP002 compares a paragraph with 200 earlier ones at most, which these sizes do not reach; the guard below
# is on a text that does.
GROWING = sorted(TEXTS[0].keys() - {"paragraphs that share long words"})


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_with_the_text(name: str) -> None:
    small, large = view_of(TEXTS[0][name]), view_of(TEXTS[1][name])
    doubtful = [rule for rule in registry() if grows_too_fast(rule, small, large)]
    huge = view_of(TEXTS[2][name]) if doubtful else large
    assert not [rule.code for rule in doubtful if grows_too_fast(rule, large, huge)]


@pytest.mark.parametrize("name", sorted(TEXTS[0]))
def test_a_long_hostile_text_is_done_at_once(name: str) -> None:
    text = hostile(LONG)[name]
    view = View(text, Document(text, Origin("hostile")), "en")
    for fact in FACTS:
        with guard(f"the fact {fact!r}", FACT_GUARD_S):
            getattr(view, fact)
    for rule in registry():
        with guard(rule.code):
            run(rule, view)


# What rules of bitext take out of both texts: marks, tags, numbers, names, entities, words.
PAIRED = (
    "attributes",
    "brackets",
    "capitals",
    "entities",
    "escaped ampersands",
    "links",
    "names",
    "numbered placeholders",
    "numbers",
    "placeholders",
    "sentences",
    "spaced tags",
    "tags",
)


@pytest.mark.parametrize("name", PAIRED)
def test_a_long_hostile_pair_is_done_at_once(name: str) -> None:
    text = hostile(LONG)[name]
    view = View(text, Document(text, Origin("hostile"), source=text + " Ab", source_lang="de"), "en")
    for rule in registry():
        with guard(rule.code, FACT_GUARD_S):  # the first that asks works out the facts
            run(rule, view)


def test_the_measures_tell_a_quadratic_rule() -> None:
    def quadratic(text: str) -> int:
        return sum(text.count(",", 0, place) for place in range(len(text)) for _ in range(place // 100))

    few = calls(lambda: quadratic("a," * 500))
    many = calls(lambda: quadratic("a," * 2000))
    assert many > MOST_CALLS_RATIO * few
    if hasattr(signal, "setitimer"):
        with pytest.raises(TooMuchWorkError), guard("it", 0.2):
            quadratic("a," * LONG)


# Distinct sentences in paragraphs: what a long article is, made of few words so that it is made at once.
_WORDS = "the ferry left its port late and nobody on board knew why it had been held there so long".split()


def _long_text(length: int) -> str:
    rng = random.Random(11)
    paragraphs = (" ".join(rng.choices(_WORDS, k=60)).capitalize() + "." for _ in range(length // 200))
    return "\n\n".join(paragraphs)[:length]


def test_memory_grows_with_the_text() -> None:
    """The most that a check holds at a time, a character, is no more for a text ten times as long."""
    peaks = []
    for size in (8_000, 8_000, 80_000):  # the first fills the caches
        text = _long_text(size)
        tracemalloc.start()
        mtcheck.check(text, lang="en")
        peaks.append(tracemalloc.get_traced_memory()[1] / size)
        tracemalloc.stop()
    assert peaks[2] < 1.3 * peaks[1]


def test_a_character_of_a_million_costs_little_more_than_one_of_ten_thousand() -> None:
    """CPU time, so within a factor: a quadratic step costs a hundred times as much a character there."""
    text = _long_text(1_000_000)
    mtcheck.check(text[:10_000], lang="en")
    each = []
    for size in (10_000, 1_000_000):
        start = time.process_time()
        mtcheck.check(text[:size], lang="en")
        each.append((time.process_time() - start) / size)
    assert each[1] < 3 * each[0]
