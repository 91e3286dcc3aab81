"""The tools of the public benchmark, each behind the same functions. docs/public-benchmark.md adds one.

A tool that is not installed is no error: ``load`` says so, and the table keeps its name.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

#: A stretch of a text in code points, half-open.
Stretch = tuple[int, int]
_SECONDS = 60.0
# Codes that tools still give. Bokmål is what they mean by Norwegian.
_OLD = {"iw": "he", "in": "id", "ji": "yi", "no": "nb"}


@dataclass(frozen=True)
class Tool:
    """One tool. A function that is None is a task that it does not do.

    ``repair`` gives the text with its encoding put right. ``identify`` gives a language code, or "".
    ``foreign`` gives the stretches that are not in the language it is told. ``marks`` gives those with a
    fault, for a text, its language, the family of faults (PUN, FLU, ...) and its source or None. ``score``
    gives how close a translation is to a reference, the higher the closer. ``families`` are those that
    ``marks`` is for, all of them where none is named.
    """

    name: str
    version: str
    repair: Callable[[str], str] | None = None
    identify: Callable[[str], str] | None = None
    foreign: Callable[[str, str], list[Stretch]] | None = None
    marks: Callable[[str, str, str, str | None], list[Stretch]] | None = None
    score: Callable[[str, str, str], float] | None = None
    families: tuple[str, ...] = ()


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

    def score(hypothesis: str, reference: str, lang: str) -> float:
        found = mtcheck.score([hypothesis], [reference], metrics=["mtcheck"], lang=lang)
        return found["mtcheck"].score or 0.0

    return Tool(
        "mtcheck",
        __version__,
        lambda text: mtcheck.repair_encoding(text).text,
        lambda text: identify_language(text).code,
        foreign,
        marks,
        score,
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


def sacrebleu_tool() -> Tool:
    """sacrebleu's chrF of a sentence, the one of its metrics that people agree with most."""
    from sacrebleu import sentence_chrf

    def score(hypothesis: str, reference: str, lang: str) -> float:
        return float(sentence_chrf(hypothesis, [reference]).score)

    return Tool("sacrebleu chrF", version("sacrebleu"), score=score)


def languagetool_tool() -> Tool:
    """A server of LanguageTool, at LANGUAGETOOL_URL, with all that it says and no filter of ours."""
    address = os.environ.get("LANGUAGETOOL_URL", "")
    if not address:
        raise MissingToolError("no server: set LANGUAGETOOL_URL=http://localhost:8081")

    def ask(text: str, lang: str) -> dict[str, Any]:
        body = urlencode({"language": lang or "auto", "text": text}).encode()
        with urlopen(f"{address.rstrip('/')}/v2/check", body, timeout=_SECONDS) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def marks(text: str, lang: str, family: str, source: str | None) -> list[Stretch]:
        try:
            found = ask(text, lang)
        except HTTPError:  # a language that it does not have
            return []
        # Java counts in UTF-16 units.
        units = text.encode("utf-16-le")
        place = [len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in range(len(units) // 2 + 1)]
        return [(place[m["offset"]], place[m["offset"] + m["length"]]) for m in found["matches"]]

    def identify(text: str) -> str:
        return str(ask(text, "")["language"]["detectedLanguage"]["code"])

    try:
        software = ask("Hello.", "en")["software"]["version"]
    except (OSError, ValueError, KeyError) as error:
        raise MissingToolError(f"{address} does not answer as LanguageTool does: {error}") from error
    return Tool("LanguageTool", str(software), identify=identify, marks=marks)


def pofilter_tool() -> Tool:
    """pofilter of translate-toolkit, run as a command. It marks whole entries, and needs a source."""
    command = shutil.which("pofilter")
    if command is None:
        raise MissingToolError("no such command: install translate-toolkit")

    def marks(text: str, lang: str, family: str, source: str | None) -> list[Stretch]:
        if source is None:
            return []
        entry = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        entry += f"msgid {_quoted(source)}\nmsgstr {_quoted(text)}\n"
        with tempfile.TemporaryDirectory() as folder:
            given, found = Path(folder, "given.po"), Path(folder, "found.po")
            given.write_text(entry, encoding="utf-8")
            asked = [command, f"--language={lang}", "--progress=none", str(given), str(found)]
            subprocess.run(asked, check=True, capture_output=True, timeout=_SECONDS)
            said = found.read_text(encoding="utf-8") if found.exists() else ""
        return [(0, len(text))] if "(pofilter)" in said else []

    said = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout
    return Tool("pofilter", said.split()[-1], marks=marks, families=("TRN",))


def _quoted(text: str) -> str:
    """A string as PO writes it."""
    return json.dumps(text, ensure_ascii=False)


class MissingToolError(Exception):
    """A tool that is no Python package is not on this machine; says what to do."""


BUILT_IN: dict[str, Callable[[], Tool]] = {
    "mtcheck": mtcheck_tool,
    "ftfy": ftfy_tool,
    "lingua": lingua_tool,
    "cld2": cld2_tool,
    "langdetect": langdetect_tool,
    "sacrebleu": sacrebleu_tool,
    "languagetool": languagetool_tool,
    "pofilter": pofilter_tool,
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
    except MissingToolError as missing:
        return str(missing)
    except ImportError as error:
        wanted = PACKAGES.get(name)
        return f"not installed: pip install {wanted}" if wanted else f"not importable: {error}"
    if not isinstance(made, Tool):
        return f"{name} gives no Tool"
    return made
