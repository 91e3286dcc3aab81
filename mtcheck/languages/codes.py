"""The languages the engine knows, and the other names they go by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from mtcheck.errors import ConfigError, UnknownLanguageError, need_strings, wrong_argument
from mtcheck.tags import tag, valid

#: By script, the languages its n-gram table tells apart. Han is told apart by kana.
BY_TABLE: Final = {
    "latin": (
        "af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn pl pt ro"
        " sk sl sn so sq st sv sw tl tn tr ts vi xh yo zu"
    ),
    "cyrillic": "be bg kk mk mn ru sr uk",
    "arabic": "ar fa ur",
    "devanagari": "hi mr ne",
    "han": "ja zh",
}

#: Scripts that write one language of ours. Ethiopic also writes Tigrinya, Hebrew Yiddish, Bengali
#: Assamese: no open figures tell them apart here, so the larger language answers.
SOLE_LANGUAGE: Final = {
    "Hang": "ko", "Grek": "el", "Armn": "hy", "Hebr": "he", "Geor": "ka", "Beng": "bn", "Guru": "pa",
    "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
    "Thai": "th", "Laoo": "lo", "Tibt": "bo", "Mymr": "my", "Ethi": "am", "Khmr": "km",
}  # fmt: skip

#: Former and wider names, and macrolanguages, as the codes the engine answers with.
ALIASES: Final = {
    "no": ("nb", "nn"), "iw": ("he",), "in": ("id",), "fil": ("tl",), "cmn": ("zh",), "mo": ("ro",),
    "sh": ("sr", "hr", "bs"), "ekk": ("et",), "lvs": ("lv",), "arb": ("ar",), "pes": ("fa",), "swh": ("sw",),
    "azj": ("az",), "khk": ("mn",), "als": ("sq",), "zsm": ("ms",), "prs": ("fa",), "npi": ("ne",),
}  # fmt: skip


@cache
def known_languages() -> tuple[str, ...]:
    """Every code the engine can answer with, sorted, without ``"und"``.

    >>> len(known_languages()), "az" in known_languages()
    (85, True)
    """
    spoken = {code for codes in BY_TABLE.values() for code in codes.split()}
    return tuple(sorted(spoken | set(SOLE_LANGUAGE.values())))


def need_tags(among: Sequence[str] | None, function: str) -> None:
    """Raises TypeError for what is no list of languages, and ConfigError for a name that is no tag of BCP 47.

    >>> need_tags(["pt", "english"], "identify_language")
    Traceback (most recent call last):
    mtcheck.errors.ConfigError: keywords: among: 'english' is not a language tag; did you mean en?
    """
    if among is None:
        return
    if isinstance(among, str):
        raise wrong_argument(among, function, "among", f"list of language tags: [{among!r}]")
    need_strings(among, function, "among", "language tag", several=True)
    for name in among:
        try:
            if tag(name).base not in known_languages():
                valid(name)
        except UnknownLanguageError as error:
            raise ConfigError("keywords", "among", str(error)) from error


def chosen(among: Sequence[str]) -> dict[str, str]:
    """From each code the engine answers with to the caller's own name for it; unknown ones left out.

    >>> chosen(["zh-Hans", "NO", "tlh"])
    {'zh': 'zh-Hans', 'nb': 'NO', 'nn': 'NO'}
    """
    known = set(known_languages())
    names: dict[str, str] = {}
    for name in among:
        base = tag(name).base
        for code in ALIASES.get(base, (base,)):
            if code in known:
                names.setdefault(code, name)
    return names
