"""The tools of the public benchmark, each behind the same three functions. docs/public-benchmark.md adds one.

A tool that is not installed is no error: ``load`` says so, and the table keeps its name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

#: A stretch of a text in code points, half-open.
Stretch = tuple[int, int]
# Codes that tools still give. Bokmål is what they mean by Norwegian.
_OLD = {"iw": "he", "in": "id", "ji": "yi", "no": "nb"}


@dataclass(frozen=True)
class Tool:
    """One tool. A function that is None is a task that it does not do.

    ``repair`` gives the text with its encoding put right. ``identify`` gives a language code, or "".
    ``foreign`` gives the stretches that are not in the language it is told. ``marks`` gives those with a
    fault, for a text, its language, the family of faults (PUN, FLU, ...) and its source or None.
    """

    name: str
    version: str
    repair: Callable[[str], str] | None = None
    identify: Callable[[str], str] | None = None
    foreign: Callable[[str, str], list[Stretch]] | None = None
    marks: Callable[[str, str, str, str | None], list[Stretch]] | None = None


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language: scripts and regions do not count, old codes do.

    >>> same_language("zh-cn", "zh"), same_language("iw", "he"), same_language("", "en")
    (True, True, False)
    """
    from mtcheck.tags import tag

    bases = [tag(_OLD.get(code, code)).base for code in (one, other)]
    return bool(one) and bases[0] == bases[1]


def mtcheck_tool() -> Tool:
    """This project."""
    import mtcheck
    from mtcheck.languages.identify import identify_language
    from mtcheck.version import __version__

    def marks(text: str, lang: str, family: str, source: str | None) -> list[Stretch]:
        found = mtcheck.check(text, lang=lang, source=source, select=family).findings
        return [(each.start, each.end) for each in found]

    def foreign(text: str, lang: str) -> list[Stretch]:
        return marks(text, lang, "LNG", None)

    return Tool(
        "mtcheck",
        __version__,
        lambda text: mtcheck.repair_encoding(text).text,
        lambda text: identify_language(text).code,
        foreign,
        marks,
    )


def ftfy_tool() -> Tool:
    """ftfy, encoding alone: what else it changes (quotes, widths) is not asked here."""
    import ftfy

    return Tool("ftfy", version("ftfy"), repair=ftfy.fix_encoding)


def lingua_tool() -> Tool:
    """lingua with all its languages."""
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def identify(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else ""

    def foreign(text: str, lang: str) -> list[Stretch]:
        return [
            (each.start_index, each.end_index)
            for each in detector.detect_multiple_languages_of(text)
            if not same_language(each.language.iso_code_639_1.name.lower(), lang)
        ]

    return Tool("lingua", version("lingua-language-detector"), identify=identify, foreign=foreign)


def cld2_tool() -> Tool:
    """CLD2 by pycld2, with the stretches it gives in bytes."""
    import pycld2

    def detect(text: str) -> tuple[Any, Any]:
        try:
            _, _, details, vectors = pycld2.detect(text, returnVectors=True)
        except pycld2.error:  # characters that it does not take
            return (), ()
        return details, vectors

    def identify(text: str) -> str:
        details, _ = detect(text)
        return details[0][1] if details and details[0][1] != "un" else ""

    def foreign(text: str, lang: str) -> list[Stretch]:
        data = text.encode()
        at = [len(data[:offset].decode(errors="ignore")) for offset in range(len(data) + 1)]
        return [
            (at[start], at[start + length])
            for start, length, _, code in detect(text)[1]
            if code != "un" and not same_language(code, lang)
        ]

    return Tool("cld2", version("pycld2"), identify=identify, foreign=foreign)


def langdetect_tool() -> Tool:
    """langdetect with a fixed seed: without one it answers differently at each run."""
    from langdetect import DetectorFactory, detect
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0

    def identify(text: str) -> str:
        try:
            return str(detect(text))
        except LangDetectException:  # no letters
            return ""

    return Tool("langdetect", version("langdetect"), identify=identify)


BUILT_IN: dict[str, Callable[[], Tool]] = {
    "mtcheck": mtcheck_tool,
    "ftfy": ftfy_tool,
    "lingua": lingua_tool,
    "cld2": cld2_tool,
    "langdetect": langdetect_tool,
}
PACKAGES = {
    "ftfy": "ftfy",
    "lingua": "lingua-language-detector",
    "cld2": "pycld2",
    "langdetect": "langdetect",
}


def load(name: str) -> Tool | str:
    """A tool by its name, or by "module:function"; in words why it is not there."""
    module, _, function = name.partition(":")
    try:
        made = getattr(importlib.import_module(module), function)() if function else BUILT_IN[name]()
    except KeyError:
        return f"there is no tool {name!r}; choose from {', '.join(BUILT_IN)}, or name MODULE:FUNCTION"
    except ImportError as error:
        wanted = PACKAGES.get(name)
        return f"not installed: pip install {wanted}" if wanted else f"not importable: {error}"
    if not isinstance(made, Tool):
        return f"{name} gives no Tool"
    return made
