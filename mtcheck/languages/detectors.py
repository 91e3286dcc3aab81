"""Other engines after one small protocol.

``[languages] detector`` names the engine: ``"mtcheck"`` (ours, the default), ``"langdetect"``,
``"lingua"`` or ``"cld2"``; the last two are extras.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol, cast

from mtcheck.errors import ConfigError
from mtcheck.extras import install
from mtcheck.languages.arbiter import LANGDETECT_KNOWS, SEED, factory
from mtcheck.languages.codes import ALIASES, chosen
from mtcheck.languages.types import UNDETERMINED, DetectorName, Language
from mtcheck.tags import tag


class Detector(Protocol):
    """An engine: the language of a text, by our codes; never raises on any str."""

    def __call__(self, text: str, *, among: Sequence[str] | None = None) -> Language: ...


def detector(name: str) -> Detector:
    """The engine of this name.

    Raises ConfigError where there is none of that name, or where it is an extra that is not installed.

    >>> detector("langdetect")("Wo ist der nächste Bahnhof, bitte?").code
    'de'
    """
    maker = _MAKERS.get(cast(DetectorName, name))
    if maker is None:
        raise ConfigError("languages", "detector", f"unknown engine {name!r}; one of {', '.join(_MAKERS)}")
    try:
        return maker()
    except ImportError as error:
        raise ConfigError("languages", "detector", f"{name} is not installed; {install(name)}") from error


def _own() -> Detector:
    from mtcheck.languages.identify import identify_language

    return identify_language


def _named(code: str, confidence: float, among: Sequence[str] | None) -> Language:
    """An engine's answer in our codes; undetermined where it lies outside ``among``."""
    base = tag(code).base
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
        judge = factory(tuple(sorted(codes))).create()
        judge.seed = SEED
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


_MAKERS: Final[dict[DetectorName, Callable[[], Detector]]] = {
    "mtcheck": _own,
    "langdetect": _langdetect,
    "lingua": _lingua,
    "cld2": _cld2,
}
