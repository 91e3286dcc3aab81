"""A LanguageTool server that the user runs, asked over HTTP; nothing of LanguageTool is needed here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.text.view import View

#: Categories of LanguageTool that speak of taste, typography, or what other rules of ours say.
UNWANTED = frozenset(
    "TYPOGRAPHY STYLE REDUNDANCY PUNCTUATION CASING PLAIN_ENGLISH CREATIVE_WRITING COLLOQUIALISMS"
    " REGIONALISMS GENDER_NEUTRALITY WIKIPEDIA MISUSED_TERMS_EU_PUBLICATIONS TEXT_ANALYSIS SEMANTICS"
    " REPETITIONS_STYLE ACADEMIC_WRITING PROFESSIONAL_STYLE FORMAL_SPEECH".split()
)
UNWANTED_TYPES = frozenset(("style", "typographical", "whitespace", "register", "locale-violation"))
_SPELLING = "misspelling"
_SECONDS = 60.0


def by_languagetool(view: View, url: Any) -> Iterator[Remark]:
    """What a server says of a text. Raises ConfigError when it cannot be asked or refuses the language."""
    text = view.text
    offsets = _Utf16(text)
    for match in _matches(str(url), text, view.lang):
        rule = match.get("rule", {})
        category = rule.get("category", {})
        kind = str(rule.get("issueType", "grammar"))
        if category.get("id") in UNWANTED or kind in UNWANTED_TYPES:
            continue
        start = offsets.place(int(match["offset"]))
        end = offsets.place(int(match["offset"]) + int(match["length"]))
        better = [str(each["value"]) for each in match.get("replacements", ()) if "value" in each]
        name = str(category.get("name") or kind).lower()
        yield Remark(
            start, end, name, str(match.get("message", "")), next(iter(better), None), kind == _SPELLING
        )


def _matches(url: str, text: str, lang: str) -> list[dict[str, Any]]:
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    if urlsplit(url).scheme not in ("http", "https"):
        raise _error(f"{url!r} is no address of a server; write it as http://localhost:8081")
    address = url.rstrip("/")
    address += "" if address.endswith("/check") else "/v2/check"
    body = urlencode({"language": lang, "text": text}, errors="replace").encode()
    try:
        with urlopen(Request(address, data=body), timeout=_SECONDS) as answer:
            said = json.loads(answer.read())
        matches: list[dict[str, Any]] = said["matches"]
    except HTTPError as error:
        said = error.read(300).decode("utf-8", "replace").strip()
        raise _error(f"{address} answers {error.code}: {said or error.reason}") from error
    except (OSError, HTTPException) as error:
        raise _error(
            f"{address} cannot be reached: {error}; start the server, or take the option out"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise _error(f"{address} does not answer as LanguageTool does; is it another server?") from error
    return matches


def _error(problem: str) -> ConfigError:
    return ConfigError("rules.FLU004", "languagetool", problem)


class _Utf16:
    """Turns places in UTF-16 units, in which Java counts, into code points."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide = [place for place, character in enumerate(text) if character > "\uffff"]

    def place(self, units: int) -> int:
        for number, place in enumerate(self._wide):
            if place + number >= units:
                return min(units - number, self._length)
        return min(units - len(self._wide), self._length)
