"""Other engines behind one small protocol, and langdetect as an arbiter. The only importer of langdetect.

``[languages] detector`` names the engine: ``"mtcheck"`` (ours, the default), ``"langdetect"``,
``"lingua"`` or ``"cld2"``; the last two are extras.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, Final, Protocol

from mtcheck.errors import ConfigError
from mtcheck.languages.codes import ALIASES, chosen
from mtcheck.languages.types import UNDETERMINED, Language

#: langdetect draws random numbers; the same ones each time.
_SEED: Final = 0

#: langdetect's own names for two of our languages.
_PROFILES: Final = {"nb": "no", "zh": "zh-cn"}

_KNOWN: Final = (
    "af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr nb ne nl pa"
    " pl pt ro ru sk sl so sq sv sw ta te th tl tr uk ur vi zh"
)
#: The languages langdetect has a profile for, in our codes.
LANGDETECT_KNOWS: Final = frozenset(_KNOWN.split())


class Detector(Protocol):
    """An engine: the language of a text, by our codes; never raises on any str."""

    def __call__(self, text: str, *, among: Sequence[str] | None = None) -> Language: ...


def detector(name: str) -> Detector:
    """The engine of this name.

    Raises ConfigError where there is none of that name, or where it is an extra that is not installed.

    >>> detector("langdetect")("Wo ist der nächste Bahnhof, bitte?").code
    'de'
    """
    makers: dict[str, Callable[[], Detector]] = {
        "mtcheck": _own,
        "langdetect": _langdetect,
        "lingua": _lingua,
        "cld2": _cld2,
    }
    if name not in makers:
        raise ConfigError("languages", "detector", f"unknown engine {name!r}; one of {', '.join(makers)}")
    try:
        return makers[name]()
    except ImportError as error:
        raise ConfigError(
            "languages", "detector", f"{name} is not installed; pip install 'mtcheck[{name}]'"
        ) from error


def arbitrate(text: str, first: str, second: str) -> float | None:
    """langdetect's share for the first of two languages, 0–1; None where it does not know both.

    Only the two profiles are loaded, so a call takes well under a millisecond. Same answer every time.
    """
    if first not in LANGDETECT_KNOWS or second not in LANGDETECT_KNOWS:
        return None
    from langdetect.lang_detect_exception import LangDetectException

    judge = _factory((first, second)).create()
    judge.seed = _SEED
    judge.append(text)
    try:
        shares = {found.lang: found.prob for found in judge.get_probabilities()}
    except LangDetectException:
        return None
    return float(shares.get(first, 0.0))


@cache
def _factory(codes: tuple[str, ...]) -> Any:
    """A langdetect factory with the profiles of some languages, under our codes."""
    from importlib import resources

    from langdetect.detector_factory import DetectorFactory
    from langdetect.utils.lang_profile import LangProfile

    factory = DetectorFactory()
    folder = resources.files("langdetect").joinpath("profiles")
    for number, code in enumerate(codes):
        data = json.loads(folder.joinpath(_PROFILES.get(code, code)).read_text("utf-8"))
        factory.add_profile(LangProfile(code, data["freq"], data["n_words"]), number, len(codes))
    return factory


def _own() -> Detector:
    from mtcheck.languages.identify import identify_language

    return identify_language


def _named(code: str, confidence: float, among: Sequence[str] | None) -> Language:
    """An engine's answer in our codes; undetermined where it lies outside ``among``."""
    base = code.replace("_", "-").split("-")[0].lower()
    base = ALIASES.get(base, (base,))[0]
    if among is not None:
        names = chosen(among)
        if base not in names:
            return Language(UNDETERMINED, 0.0)
        base = names[base]
    return Language(base, round(min(1.0, max(0.0, confidence)), 4))


def _langdetect() -> Detector:
    from langdetect.lang_detect_exception import LangDetectException

    def identify(text: str, *, among: Sequence[str] | None = None) -> Language:
        codes = LANGDETECT_KNOWS if among is None else LANGDETECT_KNOWS & set(chosen(among))
        if not codes:
            return Language(UNDETERMINED, 0.0)
        judge = _factory(tuple(sorted(codes))).create()
        judge.seed = _SEED
        judge.append(text)
        try:
            found = judge.get_probabilities()
        except LangDetectException:
            return Language(UNDETERMINED, 1.0)
        return _named(found[0].lang, found[0].prob, among) if found else Language(UNDETERMINED, 1.0)

    return identify


def _lingua() -> Detector:
    from lingua import Language as Known
    from lingua import LanguageDetectorBuilder

    codes = {known.iso_code_639_1.name.lower(): known for known in Known.all()}

    @lru_cache(maxsize=8)
    def engine(chosen_codes: tuple[str, ...]) -> Any:
        """An engine for these languages: the models of all 75 take a gigabyte and many seconds to load."""
        return LanguageDetectorBuilder.from_languages(*(codes[code] for code in chosen_codes)).build()

    def identify(text: str, *, among: Sequence[str] | None = None) -> Language:
        wanted = tuple(sorted(codes if among is None else codes.keys() & chosen(among).keys()))
        if not wanted:
            return Language(UNDETERMINED, 0.0)
        found = engine(wanted).compute_language_confidence_values(_encodable(text))[0]
        if not found.value:
            return Language(UNDETERMINED, 1.0)
        return _named(found.language.iso_code_639_1.name.lower(), found.value, among)

    return identify


def _cld2() -> Detector:
    import pycld2

    def identify(text: str, *, among: Sequence[str] | None = None) -> Language:
        clean = "".join(letter if letter.isprintable() else " " for letter in _encodable(text))
        try:
            _, _, details = pycld2.detect(clean.encode(), bestEffort=True)
        except pycld2.error:
            return Language(UNDETERMINED, 0.0)
        code, percent = details[0][1], details[0][2]
        return Language(UNDETERMINED, 1.0) if code == "un" else _named(code, percent / 100, among)

    return identify


def _encodable(text: str) -> str:
    """The text without lone surrogates, which engines written in C or Rust refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")
