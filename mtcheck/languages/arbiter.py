"""langdetect as an arbiter between two languages that the n-gram tables find alike; its only importer."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any, Final, NamedTuple

import msgspec

#: langdetect draws random numbers; the same ones each time.
SEED: Final = 0

#: langdetect's own names for two of our languages.
_PROFILES: Final = {"nb": "no", "zh": "zh-cn"}

_KNOWN: Final = (
    "af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr nb ne nl pa"
    " pl pt ro ru sk sl so sq sv sw ta te th tl tr uk ur vi zh"
)
#: The languages langdetect has a profile for, in our codes.
LANGDETECT_KNOWS: Final = frozenset(_KNOWN.split())


def arbitrate(text: str, first: str, second: str) -> float | None:
    """langdetect's share for the first of two languages, 0–1; None where it does not know both.

    Only the two profiles are loaded, so a call takes well under a millisecond. Same answer every time.
    """
    if first not in LANGDETECT_KNOWS or second not in LANGDETECT_KNOWS:
        return None

    judge = _factory_of_two(first, second).create()
    judge.append(text)
    judge.cleaning_text()
    grams = judge._extract_ngrams()
    return _share_of_first(judge, [judge.word_lang_prob_map[gram] for gram in grams]) if grams else None


def _share_of_first(judge: Any, pairs: list[tuple[float, float]]) -> float:
    """What langdetect says of the first of two languages: its steps and random numbers, written for two.

    ``pairs`` are the shares of each n-gram of the text in both. Half of the time of a text of two words.
    """
    randoms = judge.random
    randoms.seed(SEED)
    total = 0.0
    for _ in range(judge.n_trial):
        one = other = 0.5
        weight = (judge.alpha + randoms.gauss(0.0, 1.0) * judge.ALPHA_WIDTH) / judge.BASE_FREQ
        for step in count():
            here, there = randoms.choice(pairs)
            one *= weight + here
            other *= weight + there
            if step % 5 == 0:
                whole = one + other
                one, other = one / whole, other / whole
                if max(one, other) > judge.CONV_THRESHOLD or step >= judge.ITERATION_LIMIT:
                    break
        total += one / judge.n_trial
    return total if total > judge.PROB_THRESHOLD else 0.0


class _Profile(NamedTuple):
    """What langdetect knows of one language: how often n-grams are met, and how many there are by length."""

    counts: dict[str, int]
    wholes: list[int]

    def share(self, gram: str) -> float:
        """The share of an n-gram among those of its length, as langdetect's factory works it out."""
        return 1.0 * self.counts[gram] / self.wholes[len(gram) - 1] if gram in self.counts else 0.0


@cache
def _profile(code: str) -> _Profile:
    from importlib import resources

    name = _PROFILES.get(code, code)
    data = msgspec.json.decode(resources.files("langdetect").joinpath("profiles", name).read_bytes())
    return _Profile(data["freq"], data["n_words"])


class _Shares:
    """langdetect's table of n-grams for two languages, worked out where it is asked."""

    def __init__(self, first: str, second: str) -> None:
        self._first, self._second = _profile(first), _profile(second)

    def __contains__(self, gram: str) -> bool:
        return gram in self._first.counts or gram in self._second.counts

    def __getitem__(self, gram: str) -> tuple[float, float]:
        return self._first.share(gram), self._second.share(gram)


@cache
def _factory_of_two(first: str, second: str) -> Any:
    """A langdetect factory for two languages; their profiles are read once for all pairs."""
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.langlist = [first, second]
    factory.word_lang_prob_map = _Shares(first, second)
    return factory


@cache
def factory(codes: tuple[str, ...]) -> Any:
    """A langdetect factory with the profiles of some languages, under our codes."""
    from langdetect.detector_factory import DetectorFactory
    from langdetect.utils.lang_profile import LangProfile

    factory = DetectorFactory()
    for number, code in enumerate(codes):
        counts, wholes = _profile(code)
        factory.add_profile(LangProfile(code, counts, wholes), number, len(codes))
    return factory
