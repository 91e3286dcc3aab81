"""langdetect as an arbiter between two languages that the n-gram tables find alike; its only importer."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

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
    from langdetect.lang_detect_exception import LangDetectException

    judge = factory((first, second)).create()
    judge.seed = SEED
    judge.append(text)
    try:
        shares = {found.lang: found.prob for found in judge.get_probabilities()}
    except LangDetectException:
        return None
    return float(shares.get(first, 0.0))


@cache
def factory(codes: tuple[str, ...]) -> Any:
    """A langdetect factory with the profiles of some languages, under our codes."""
    import json
    from importlib import resources

    from langdetect.detector_factory import DetectorFactory
    from langdetect.utils.lang_profile import LangProfile

    factory = DetectorFactory()
    folder = resources.files("langdetect").joinpath("profiles")
    for number, code in enumerate(codes):
        data = json.loads(folder.joinpath(_PROFILES.get(code, code)).read_text("utf-8"))
        factory.add_profile(LangProfile(code, data["freq"], data["n_words"]), number, len(codes))
    return factory
