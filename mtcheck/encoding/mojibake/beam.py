"""Read garbled characters back as UTF-8 although a translator broke them apart.

A beam walks over the characters of one region. A state is where UTF-8 decoding is (how many bytes
are still wanted, what they say so far) and the last letters read; what is not plain decoding has a
price in nats, and letters are paid for by the character model. Spaces whose truth is open leave a mark
in the output (``spacing``), which the word lists settle afterwards.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import NamedTuple

from mtcheck.encoding.mojibake import codecs, regions
from mtcheck.encoding.mojibake.beam_steps import LEAST, Step, guessed, middles, possible, priced
from mtcheck.encoding.mojibake.guessed_words import opened
from mtcheck.encoding.mojibake.verdict import LEFT_ALONE
from mtcheck.encoding.mojibake.word_spaces import MAYBE, MISSING
from mtcheck.lexicon import char_model

BEAM = 12  # states; wider finds one more in 200 phrases with lost bytes
_WIDTH = 16.0  # nats; a state further behind the best one does not come back
# Prices (nats) of what translators do, from how often the seed article and the specimens show it.
_FAR_SPACE = -5.0  # a space inside a unit, away from any symbol
_NEAR_SPACE = -0.2
_NBSP = -1.5  # a space that was a no-break space, a continuation byte
_STRAIGHT = -2.0
_LOST = -3.5  # a byte that is not there at all
_LOST_ODD = -7.0  # the same for a byte that shows as a visible character
_HOLE = -1.0  # a question mark or U+FFFD instead of a byte
_HOLE_ODD = -6.0  # the same for a byte that shows as a visible character
_LITERAL = -6.0
_LOST_LEAD = -5.0  # a lead that is not there at all
_LEADS, _MANY_LEADS = 2, 3  # leads that may be lost, and how often each must be there
_LOWERED = -3.0  # once, for a region that was lower-cased
_FOLLOWERS = tuple(range(0x80, 0xC0))
_FILLED = 6  # states that may guess at one place
_GUESSES = 4  # lost bytes in one region before it is given up

Node = tuple["Node | None", str]


class Found(NamedTuple):
    """One reading of a region."""

    marked: str  # with the marks of ``spacing``
    score: float
    units: int
    repairs: int  # spaces, quotes and bytes that had to be put right
    guesses: int  # bytes that were not there


# Score, units, repairs, guesses, and what was read so far. A plain tuple: millions are made.
Hyp = tuple[float, int, int, int, "Node | None"]
# need, value, total, last letters, "a space may be missing behind this unit"
State = tuple[int, int, int, str, bool]


class _Search:
    """One walk over one region with one table."""

    def __init__(
        self, table: codecs.Table, text: str, lowered: bool, lang: str, guessing: bool, no_break: bool = True
    ) -> None:
        self.table, self.lowered, self.lang, self.guessing = table, lowered, lang, guessing
        self.no_break = no_break and "\xa0" in table.chars[:0x40]
        # Three dots may have been a byte that shows as one character; where they were none, they stay three.
        self.dots = "..." in text and "…" in table.chars[:0x40] and "…" not in text
        self.text = text.replace("...", "…") if self.dots else text
        self.data = regions.with_straight_leads(self.text, self.text.translate(table.to_bytes), table)
        leads = Counter(c for c in self.data if "\xc4" <= c < "\xe0") if guessing else Counter[str]()
        # Of a script of which every letter has one: there a lone continuation has lost it.
        self.leads = [ord(c) for c, count in leads.most_common(_LEADS) if count >= _MANY_LEADS]
        self.next: dict[State, Hyp] = {}

    def put(self, state: State, hyp: Hyp) -> None:
        known = self.next.get(state)
        if known is None or hyp[0] > known[0]:
            self.next[state] = hyp

    def feed(self, state: State, hyp: Hyp, byte: int, moved: bool) -> None:
        """Consume one byte."""
        need, value, total, last, was_moved = state
        moved = moved or was_moved
        if not need:
            if 0xC2 <= byte <= 0xDF:
                self.put((1, byte & 31, 2, last, moved), hyp)
            elif 0xE0 <= byte <= 0xEF:
                self.put((2, byte & 15, 3, last, moved), hyp)
            elif 0xF0 <= byte <= 0xF4:
                self.put((3, byte & 7, 4, last, moved), hyp)
        elif 0x80 <= byte <= 0xBF:
            value = value << 6 | byte & 63
            if need > 1:
                self.put((need - 1, value, total, last, moved), hyp)
            elif LEAST[total] <= value <= 0x10FFFF and possible(value):
                price, after = priced(last, char := chr(value), self.lang)
                self.emit((price, char, after), moved, hyp)

    def emit(self, step: Step, moved: bool, hyp: Hyp) -> None:
        """A unit is whole: go on after its character."""
        score, units, repairs, guesses, before = hyp
        price, char, after = step
        moved = moved and not char.isspace()
        node: Node = (before, char + MISSING if moved else char)
        self.put((0, 0, 0, after, False), (score + price, units + 1, repairs, guesses, node))
        if moved:
            edge, _ = priced(after, " ", self.lang)
            self.put((0, 0, 0, " ", False), (score + price + edge, units + 1, repairs, guesses, node))

    def fill(self, states: dict[State, Hyp], seen: bool, least: float) -> None:
        """Give states that want a byte one that is not in the text; what falls below ``least`` is left."""
        self.next = states
        waiting = [(s, h) for s, h in states.items() if s[0] and h[3] < _GUESSES * (1 + h[1] // 4)]
        if len(waiting) > _FILLED:
            waiting.sort(key=lambda item: -item[1][0])
        lost = self.table.lost
        for state, hyp in waiting[:_FILLED]:
            if lost:
                price = (_HOLE if seen else _LOST) - math.log(len(lost))
                self.guess(state, hyp, lost, price, least)
            if len(lost) < 20 and state[0] == 1:
                price = (_HOLE_ODD if seen else _LOST_ODD) - math.log(64)
                self.guess(state, hyp, _FOLLOWERS, price, least)

    def guess(self, state: State, hyp: Hyp, followers: tuple[int, ...], price: float, least: float) -> None:
        """Go on with the likeliest of these bytes."""
        need, value, total, last, moved = state
        score, units, repairs, guesses, node = hyp
        if score + price <= least:
            return
        fixed = (score + price, units, repairs, guesses + 1, node)
        if need > 1:
            for byte in middles(value, need, followers):
                self.feed(state, fixed, byte, False)
            return
        for cost, char, after in guessed(last, value, total, followers, self.lang):
            if score + price + cost <= least:
                break
            shown = opened(char) if followers is self.table.lost else char
            self.emit((cost, shown, after), moved, fixed)

    def near(self, place: int) -> bool:
        """Whether a space is beside a symbol, where a translator may have put it."""
        text = self.text
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        near = (bool(before) and regions.noisy(before)) or (bool(after) and regions.noisy(after))
        return near or regions.straightened(text, self.data, place - 1)

    def space(self, place: int, state: State, hyp: Hyp, near: bool) -> None:
        """A space: real, put in by the translator, or once a no-break space."""
        text = self.text
        after = text[place + 1 : place + 2]
        need, value, total, last, moved = state
        score, units, repairs, guesses, node = hyp
        if need:
            if not (near or self.guessing):
                return  # a lost byte explains it as well: left to the walk that guesses
            price = _NEAR_SPACE if near else _FAR_SPACE
            quote = bool(after) and (codecs.is_quote(after) or after in "\"'")
            fixed = (score + price, units, repairs + 1, guesses, node)
            self.put((need, value, total, last, moved or quote), fixed)
            if text[place] == " " and self.no_break:
                byte = self.table.chars.index("\xa0") + 0x80
                doubled = after == " "  # the space of the text is after the no-break space
                price = 0.0 if doubled else _NBSP
                self.feed(state, (score + price, units, repairs + 1, guesses, node), byte, not doubled)
            return
        price, edge = priced(last, " ", self.lang)
        if near:  # a false space or a real one: both go on, the mark stays
            marked: Node = (node, MAYBE)
            self.put((0, 0, 0, edge, False), (score + price, units, repairs, guesses, marked))
            self.put(state, (score + _NEAR_SPACE, units, repairs + 1, guesses, marked))
        else:
            self.put((0, 0, 0, edge, False), (score + price, units, repairs, guesses, (node, text[place])))

    def char(self, place: int, states: dict[State, Hyp], following: int) -> None:
        """Any other character: a byte, itself, or what a byte became."""
        char, byte = self.text[place], ord(self.data[place])
        high, table, lang = 0x80 <= byte < 0x100, self.table, self.lang
        near = char == "\xa0" and self.near(place)
        lowered = [o for o in table.lowered.get(char, ()) if o != byte] if high and self.lowered else []
        as_it_is = high and not (lowered and byte >= 0xF0 and not self.begins_emoji(place))
        straight = table.straight.get(char, ()) if byte < 0x80 else ()
        literal = _LITERAL if byte >= 0x80 and not char.isascii() else 0.0
        shown = char
        if char == "…" and self.dots:
            shown, literal = "...", 0.0
        for state, hyp in states.items():
            score, units, repairs, guesses, node = hyp
            if char == "\xa0":  # one of the text, a continuation, or put in by the translator
                self.space(place, state, (score + _NBSP / 2, units, repairs, guesses, node), near)
            if high:
                if char.isascii():  # a straight mark that was a lead
                    self.feed(state, (score + _STRAIGHT, units, repairs + 1, guesses, node), byte, False)
                elif as_it_is:
                    self.feed(state, hyp, byte, False)
                if byte < 0xC0 and not state[0] and self.leads and guesses < _GUESSES * (1 + units // 4):
                    self.lead(state, hyp, byte)
                for other in lowered:
                    self.feed(state, (score - 0.3, units, repairs, guesses, node), other, False)
            if not state[0]:
                price, after = priced(state[3], char, lang)
                self.put(
                    (0, 0, 0, after, False),
                    (score + price + literal, units, repairs, guesses, (node, shown)),
                )
            else:
                for other in straight:
                    fixed = (score + _STRAIGHT, units, repairs + 1, guesses, node)
                    self.feed(state, fixed, other, following != 0x20)

    def begins_emoji(self, place: int) -> bool:
        """Whether the character after a lead of four bytes, or after a space, is the second one of emoji."""
        char = self.text[place + 1 : place + 3].lstrip(" ")[:1]
        return bool(char) and (
            ord(self.table.chars[0x1F]) == ord(char) or 0x9F in self.table.lowered.get(char, ())
        )

    def lead(self, state: State, hyp: Hyp, byte: int) -> None:
        """A continuation whose lead is not there at all: one of those that the region is made of."""
        score, units, repairs, guesses, node = hyp
        price = _LOST_LEAD - math.log(len(self.leads))
        for lead in self.leads:
            char = chr((lead & 31) << 6 | byte & 63)
            if possible(ord(char)):
                cost, after = priced(state[3], char, self.lang)
                self.emit((cost, char, after), False, (score + price, units, repairs, guesses + 1, node))

    def run(self, before: str) -> Found | None:
        text, data = self.text, self.data
        start = (char_model.SCRIPTS[before] and before.lower()[:1]) or " "
        states: dict[State, Hyp] = {
            (0, 0, 0, start, False): (_LOWERED if self.lowered else 0.0, 0, 0, 0, None)
        }
        for place, char in enumerate(text):
            byte = ord(data[place])
            hole = char in "?\ufffd"
            plain = 0x80 <= byte < 0xC0 or (char == " " and "\x80" <= data[place + 1 : place + 2] < "\xc0")
            if self.guessing and any(s[0] > plain for s in states):
                self.fill(states, False, _least(states))
            states = _pruned(states)
            self.next = {}
            following = ord(data[place + 1]) if place + 1 < len(data) else 0x20
            if char == " ":
                near = self.near(place)
                for state, hyp in states.items():
                    self.space(place, state, hyp, near)
            else:
                self.char(place, states, following)
            if hole and self.guessing:
                self.holes(states)
            if not self.next:
                return None
            states = self.next
        if self.guessing:
            self.fill(states, False, -math.inf)
        return _best(states)

    def holes(self, states: dict[State, Hyp]) -> None:
        """The character at hand stands for a byte: states that wanted one go on with a guess."""
        after = self.next
        wanting = {s: h for s, h in states.items() if s[0]}
        filled = dict(wanting)
        self.fill(filled, True, -math.inf)
        self.next = after
        for state, hyp in filled.items():
            if wanting.get(state) is not hyp:
                self.put(state, hyp)


def _least(states: dict[State, Hyp]) -> float:
    """The score that a state must be above to be kept with these: states to come never lower it."""
    scores = [hyp[0] for hyp in states.values()]
    least = max(scores) - _WIDTH
    return max(least, sorted(scores)[-BEAM]) if len(scores) >= BEAM else least


def _pruned(states: dict[State, Hyp]) -> dict[State, Hyp]:
    """The best states, those far behind the best left out."""
    if len(states) < 3:
        return states
    least = max([hyp[0] for hyp in states.values()]) - _WIDTH
    kept = [item for item in states.items() if item[1][0] > least]
    if len(kept) > BEAM:
        kept = sorted(kept, key=_by_score)[:BEAM]
    return dict(kept)


def _by_score(item: tuple[State, Hyp]) -> float:
    return -item[1][0]


def _best(states: dict[State, Hyp]) -> Found | None:
    done = [hyp for state, hyp in states.items() if not state[0]]
    if not done:
        return None
    score, units, repairs, guesses, node = max(done, key=lambda hyp: hyp[0])
    parts: list[str] = []
    while node is not None:
        parts.append(node[1])
        node = node[0]
    return Found("".join(reversed(parts)), score, units, repairs, guesses)


def search(
    table: codecs.Table,
    text: str,
    before: str = " ",
    *,
    lowered: bool = False,
    lang: str = "",
    no_break: bool = True,
) -> Found | None:
    """The likeliest reading of a region, or None when no reading decodes it.

    ``no_break`` lets a space have been a no-break space, which is a continuation in many codecs.
    """
    if regions.complete(text.translate(table.low_to_bytes if lowered else table.to_bytes)):
        found = _Search(table, text, lowered, lang, False).run(before)
        if found is not None and not _stray(found, text):
            return found
    return _Search(table, text, lowered, lang, True, no_break).run(before)


def _stray(found: Found, text: str) -> bool:
    """Whether a garbled character is left, or a hole: then a byte was lost and must be guessed."""
    odd = [c for c in found.marked if not c.isascii() and c not in (MAYBE, MISSING)]
    # Lower-cased р and с may be letters that were decoded as well.
    left = odd if len(odd) > found.units else []
    return ("?" in found.marked and "?" in text) or any(c in text and c not in LEFT_ALONE for c in left)
