"""Where one language of a text ends and another begins.

Every word speaks for each language by its n-grams. A sentence in which no stretch of words speaks for
another language counts as one; the words of the others are judged one by one. The cheapest way through
(Viterbi) pays for each change of language: little at a line break, much between two words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import TYPE_CHECKING, Final
from unicodedata import combining, is_normalized, normalize

from mtcheck import lazyre
from mtcheck.errors import need_text
from mtcheck.languages.codes import chosen, need_tags
from mtcheck.languages.types import UNDETERMINED, LanguageSpan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.languages.ngrams import Costs
    from mtcheck.languages.tokens import Tokens

#: Costs of words are in 1/16 nat; as in ngrams, which is imported when it is needed.
PER_NAT: Final = 16
#: Stands for the cost of a language that is not there.
HIGHEST: Final = 30_000

#: Cost in nats of a change of language at each kind of break: NEAR, COMMA, QUOTE, SENTENCE, LINE.
CHANGE: Final = (6.5, 6.5, 3.5, 6.0, 4.0)

#: English names, titles and terms stand in text of every language: inside a sentence of a line that is
#: not in English, a change costs this much more.
HOST_COST: Final = 8.0

#: Where the script changes too, the language mostly does, wherever it is.
SCRIPT_CHANGE: Final = 3.5

#: A language needs this many nats in the whole text, against its neighbours, to be there at all.
NEW_LANGUAGE: Final = 10.0

#: A capital inside a sentence begins a name more often than not, and a row of Czech names in an English
#: sentence is no Czech: such a word speaks for a language by no more than this many nats.
NAME_LIMIT: Final = 2.0
#: At the start of a sentence every word has one.
FIRST_LIMIT: Final = 3.0

#: The confidence of the pieces of a short text, each with all its words in the lists.
_SHORT_CONFIDENCE: Final = 0.9
#: Rows of costs that are worked on at a time; a megabyte of short lines has half a million.
_AT_ONCE: Final = 1 << 13
#: A word and the space after it.
_SPACED_WORD: Final = lazyre.compile(" +|[^ ]+ ?")


def segment_languages(text: str, *, among: Sequence[str] | None = None) -> tuple[LanguageSpan, ...]:
    """The stretches of a text by language: they cover it without gaps, neighbours differ in code.

    ``among`` restricts the answer, as in ``identify_language``. Never raises on any str; ``()`` for "".

    >>> [span.code for span in segment_languages("It was late.\\nЄвропа не спить вночі.")]
    ['en', 'uk']
    """
    need_text(text, "segment_languages")
    need_tags(among, "segment_languages")
    if not text:
        return ()
    if not is_normalized("NFC", text):
        return _on_composed(text, among)
    return _on_normal(text, among)


def _on_normal(text: str, among: Sequence[str] | None) -> tuple[LanguageSpan, ...]:
    """The spans of a text, which must not be empty."""
    from mtcheck.languages.notlanguage import is_language
    from mtcheck.languages.parted import parted
    from mtcheck.languages.short import MOST_WORDS, short_pieces
    from mtcheck.languages.tokens import tokens_of

    if among is None and (parts := parted(text)):
        bounds = [*(part.start for part in parts), len(text)]
        return tuple(
            LanguageSpan(start, end, part.code, part.confidence)
            for part, start, end in zip(parts, bounds, bounds[1:], strict=False)
        )
    names = None if among is None else chosen(among)
    tokens = tokens_of(text, names) if is_language(text) else None
    if tokens is None:
        return (LanguageSpan(0, len(text), UNDETERMINED, 1.0),)
    raw = tokens.costs.copy() if len(tokens.starts) <= MOST_WORDS else None
    starts, columns, margins = _decided(tokens)
    if raw is not None and len(columns) == 1 and (pieces := short_pieces(text, tokens, raw)):
        starts = [first for first, _ in pieces]
        columns = [tokens.languages.index(code) for _, code in pieces]
        margins = [_SHORT_CONFIDENCE] * len(pieces)
    spans: list[LanguageSpan] = []
    for place, (first, column) in enumerate(zip(starts, columns, strict=True)):
        code = tokens.languages[column]
        code = code if names is None else names[code]
        if spans and spans[-1].code == code:
            continue  # the caller has one name for two of our languages
        start = _boundary(text, int(tokens.ends[first - 1]), int(tokens.starts[first])) if place else 0
        if spans:
            spans[-1] = LanguageSpan(spans[-1].start, start, spans[-1].code, spans[-1].confidence)
        spans.append(LanguageSpan(start, len(text), code, margins[place]))
    return tuple(spans)


def _on_composed(text: str, among: Sequence[str] | None) -> tuple[LanguageSpan, ...]:
    """The spans of a text with letters and marks apart, found where they are composed."""
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    for part in _parts(text):
        end = start + len(part)
        piece = part if is_normalized("NFC", part) else normalize("NFC", part)
        pieces.append(piece)
        places += range(start, end) if piece is part else [start] * len(piece)
        start = end
    composed = "".join(pieces)
    if not is_normalized("NFC", composed):  # Hangul in single letters; its script says enough
        composed, places = text, list(range(len(text)))
    places.append(len(text))
    return tuple(
        LanguageSpan(places[span.start], places[span.end], span.code, span.confidence)
        for span in _on_normal(composed, among)
    )


def _parts(text: str) -> Iterator[str]:
    """Lines and words that are composed, and letters with their marks from the words that are not."""
    for line in text.splitlines(keepends=True):
        for word in [line] if is_normalized("NFC", line) else _SPACED_WORD.findall(line):
            if is_normalized("NFC", word):
                yield word
                continue
            start = 0
            for end in range(1, len(word) + 1):
                if end == len(word) or not combining(word[end]):
                    yield word[start:end]
                    start = end


def _boundary(text: str, after: int, before: int) -> int:
    """Where a span begins whose first word starts at ``before``; the last word ended at ``after``.

    A new line begins after its line break; otherwise what follows the last space, such as an opening
    quotation mark, belongs to the new span.
    """
    for place in range(before, after, -1):
        if text[place - 1] in "\n\r\x85\u2028\u2029":
            return place
    for place in range(before, after, -1):
        if text[place - 1].isspace():
            return place
    return before


def _decided(tokens: Tokens) -> tuple[list[int], list[int], list[float]]:
    """The first word of each span, its language's column and its confidence."""
    import numpy as np

    from mtcheck.languages.paths import Paths, gains, sums_of
    from mtcheck.languages.tokens import SENTENCE

    costs = _weighed(tokens)
    begins = tokens.breaks >= SENTENCE
    firsts = begins.nonzero()[0]
    sentence = begins.cumsum() - 1
    # The sums of half a million lines take 100 megabytes; those of an article are wanted three times.
    sums = sums_of(costs, firsts) if len(firsts) <= _AT_ONCE else None
    whole = (costs if sums is None else sums).sum(axis=0, dtype=np.int64)
    own = int(whole.argmin())
    best = _best(costs, sums, firsts, own, min(CHANGE[SENTENCE:]) * PER_NAT)
    present = np.zeros(costs.shape[1], bool)
    present[best] = True
    several = np.count_nonzero(present) > 1
    # A language that no sentence is in must be entered and left; one that is near may be there already.
    new, near = 2 * min(CHANGE[:SENTENCE]) * PER_NAT, min(CHANGE[:SENTENCE]) * PER_NAT
    doubtful = _doubtful(costs, own, sentence, firsts, near if several else new)
    if not several and not doubtful.any():
        return [0], [own], [_confidence(whole.tolist(), own)]
    within = doubtful[sentence].nonzero()[0]
    least = np.where(present, near if several else new, new)
    words, gaining = gains(costs, within, best, sentence, least)
    if not several and not len(words):
        return [0], [own], [_confidence(whole.tolist(), own)]
    hard = np.zeros(len(best), bool)
    hard[sentence[words]] = True
    units = (begins & ~_amid_its_own(hard, best, own)[sentence] | hard[sentence]).nonzero()[0]
    wanted = (present | gaining).nonzero()[0]
    sums = sums_of(costs, firsts) if sums is None else sums
    change = _change_costs(tokens, sums, firsts)[units]
    summed = sums_of(costs, units)
    paths = Paths(summed[:, wanted], change)
    while True:
        path = wanted[paths.best]
        turns = np.concatenate([[0], (path[1:] != path[:-1]).nonzero()[0] + 1])
        spans = np.add.reduceat(summed, turns, axis=0, dtype=np.int32).tolist()
        columns: list[int] = path[turns].tolist()
        weakest = _weakest(spans, columns)
        if weakest is None:
            break
        paths.leave_out(int((wanted == weakest).argmax()))
    margins = [_confidence(row, column) for row, column in zip(spans, columns, strict=True)]
    return units[turns].tolist(), columns, margins


def _best(
    costs: Costs, known: NDArray[np.int32] | None, firsts: NDArray[np.int64], own: int, least: float
) -> NDArray[np.int64]:
    """The language of each sentence, the text's own where no other is better by more than ``least``.

    ``known`` are the sums of the sentences where they are all known.
    """
    import numpy as np

    from mtcheck.languages.paths import sums_of

    best = np.empty(len(firsts), np.int64)
    for begin in range(0, len(firsts), _AT_ONCE):
        some = firsts[begin : begin + _AT_ONCE]
        end = int(firsts[begin + _AT_ONCE]) if begin + _AT_ONCE < len(firsts) else len(costs)
        sums = sums_of(costs[some[0] : end], some - some[0]) if known is None else known
        found = sums.argmin(axis=1)
        found[sums[:, own] - sums.min(axis=1) <= least] = own
        best[begin : begin + _AT_ONCE] = found
    return best


def _amid_its_own(hard: NDArray[np.bool_], best: NDArray[np.int64], own: int) -> NDArray[np.bool_]:
    """The sentences that can be judged as one with the one before: both amid sentences like them."""
    import numpy as np

    plain = np.zeros(len(best) + 4, bool)
    plain[2:-2] = ~hard & (best == own)
    return plain[:-4] & plain[1:-3] & plain[2:-2] & plain[3:-1]


def _weighed(tokens: Tokens) -> Costs:
    """The costs, as far as they are to be believed: names and units speak for little in their script."""
    import numpy as np

    from mtcheck.languages.tokens import SENTENCE
    from mtcheck.languages.word_costs import WORD_LIMIT

    costs = tokens.costs
    rows = (tokens.capital | tokens.unit).nonzero()[0]
    first = (tokens.breaks >= SENTENCE) & ~tokens.unit
    limits = np.where(first[rows], int(FIRST_LIMIT * PER_NAT), int(NAME_LIMIT * PER_NAT)).astype(np.int16)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        said = costs[some]
        limited = np.minimum(said, limits[start : start + _AT_ONCE, None])
        costs[some] = np.where(said <= WORD_LIMIT, limited, said)
    return costs


def _doubtful(
    costs: Costs, own: int, sentence: NDArray[np.int64], firsts: NDArray[np.int64], least: float
) -> NDArray[np.bool_]:
    """The sentences in which some run of words might speak for another language than the text's own.

    An upper bound, in one pass over the words: as if each word that another language spells better spoke
    for one and the same other language.
    """
    import numpy as np

    mine = costs[:, own].astype(np.int64)
    costs[:, own] = HIGHEST
    gain = np.where(mine > 0, mine, -costs.min(axis=1).astype(np.int64))
    costs[:, own] = mine
    total = gain.cumsum()
    fall = (2 * int(np.abs(total).max()) + 1) * sentence
    low = np.minimum.accumulate(total - gain - fall) + fall
    result: NDArray[np.bool_] = np.maximum.reduceat(total - low, firsts) > least
    return result


def _change_costs(tokens: Tokens, sums: NDArray[np.int32], firsts: NDArray[np.int64]) -> NDArray[np.int32]:
    """What a change of language before each word costs: by the break, and the language of its line.

    ``sums`` are the costs of the sentences, whose first words are ``firsts``; a line begins a sentence.
    """
    import numpy as np

    from mtcheck.languages.tokens import LINE, SENTENCE

    change = np.array(CHANGE)[tokens.breaks]
    begins = tokens.breaks == LINE
    lines = np.add.reduceat(sums, begins[firsts].nonzero()[0], axis=0)
    main = lines.argmin(axis=1)[begins.cumsum() - 1]
    english = tokens.languages.index("en") if "en" in tokens.languages else -1
    change[(main != english) & (tokens.breaks < SENTENCE)] += HOST_COST
    change[tokens.crossing] = np.minimum(change[tokens.crossing], SCRIPT_CHANGE)
    return (change * PER_NAT).astype(np.int32)


def _weakest(spans: list[list[int]], columns: list[int]) -> int | None:
    """The language that all its spans together say too little for, against their neighbours; or None."""
    if len(columns) == 1:
        return None
    support: dict[int, int] = {}
    for place, column in enumerate(columns):
        around = [columns[near] for near in (place - 1, place + 1) if 0 <= near < len(columns)]
        gain = min(spans[place][other] for other in around) - spans[place][column]
        support[column] = support.get(column, 0) + gain
    weakest = min(support, key=lambda column: (support[column], column))
    return weakest if support[weakest] < NEW_LANGUAGE * PER_NAT and len(support) > 1 else None


def _confidence(costs: list[int], column: int) -> float:
    """How sure a span is of its language: the margin over the next, as a share."""
    others = min(costs[:column] + costs[column + 1 :], default=HIGHEST)
    margin = min(max((others - costs[column]) / PER_NAT, -20.0), 20.0)
    return round(1 / (1 + exp(-margin)), 4)
