"""Spelling by hunspell dictionaries, with spylls of the extra [spelling]. The only importer of it."""

from __future__ import annotations

import gc
import os
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.tags import tag
from mtcheck.text.view import View

INSTALL = "pip install 'mtcheck[spelling]'"
# Where systems keep hunspell dictionaries; DICPATH comes first, as for hunspell itself.
SYSTEM_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
    "~/Library/Spelling",
)
_SHORTEST = 4
# A form that is this often is a term of the text.
_A_TERM = 3
_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"


def misspelled(view: View, dictionaries: tuple[str, ...]) -> Iterator[tuple[int, int, str, str | None]]:
    """Words that neither our list nor the dictionary has: start, end, message, and a near word or None.

    Only words in lower case count: capitals are names. Raises ConfigError when spylls is not installed, or
    no dictionary of the language is found.
    """
    dictionary = _dictionary(_stem(view.lang, dictionaries))
    known = lexicon(view.lang)
    unknown = view.once(known.unknown, view.distinct_tokens) if known else set(view.tokens)
    counts = Counter(view.tokens) if unknown else Counter()
    for token, start in zip(view.tokens, view.token_starts, strict=True) if unknown else ():
        word = token.strip(_MARKS)
        if token not in unknown or len(word) < _SHORTEST or not word.isalpha():
            continue
        begin = start + token.index(word)
        written = view.text[begin : begin + len(word)]
        if written != word or counts[token] >= _A_TERM or dictionary.lookup(word):
            continue
        better = _near(word, view.lang)
        hint = f"; {better!r}?" if better else ""
        yield begin, begin + len(word), f"spelling: {word!r} is not in the dictionary{hint}", better


@lru_cache(maxsize=8)
def _dictionary(stem: str) -> Any:
    try:
        from spylls.hunspell import Dictionary
    except ImportError as error:
        raise ConfigError("rules.FLU004", "spelling", f"spylls is not installed; {INSTALL}") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves its files to the collector
            dictionary = Dictionary.from_files(stem)
            gc.collect()
        return dictionary
    except (OSError, UnicodeError, ValueError, KeyError, IndexError) as error:
        raise ConfigError("rules.FLU004", "dictionaries", f"{stem}.dic cannot be read: {error}") from error


def _stem(lang: str, dictionaries: tuple[str, ...]) -> str:
    """The path, without its ending, of the dictionary for a language. Raises ConfigError."""
    wanted = lang.replace("-", "_")
    base = tag(lang).base
    for given in dictionaries:
        path = Path(given).expanduser()
        if not path.exists() and not path.with_suffix(".dic").exists():
            raise ConfigError("rules.FLU004", "dictionaries", f"{given}: no such file or folder")
        if path.is_dir():
            found = _in_folder(path, wanted, base)
            if found:
                return found
        elif tag(path.stem).base == base or len(dictionaries) == 1:
            return str(path.with_suffix("")) if path.suffix in (".dic", ".aff") else str(path)
    folders = [*filter(None, os.environ.get("DICPATH", "").split(os.pathsep)), *SYSTEM_FOLDERS]
    for folder in folders:
        found = _in_folder(Path(folder).expanduser(), wanted, base)
        if found:
            return found
    bundled = {"en": "en_US", "ru": "ru", "sv": "sv_SE"}
    if base in bundled:
        return bundled[base]  # spylls brings these
    raise ConfigError(
        "rules.FLU004",
        "dictionaries",
        f"no hunspell dictionary for {lang!r}; name one (a .dic file or its folder), or install your "
        f"system's package, such as hunspell-{base}",
    )


def _in_folder(folder: Path, wanted: str, base: str) -> str | None:
    if not folder.is_dir():
        return None
    names = sorted(path.stem for path in folder.glob("*.dic") if path.with_suffix(".aff").exists())
    for name in (wanted, f"{base}_{base.upper()}", "en_US" if base == "en" else base, base):
        if name in names:
            return str(folder / name)
    near = [name for name in names if tag(name).base == base]
    return str(folder / near[0]) if near else None


def _near(word: str, lang: str) -> str | None:
    """The most frequent listed word that one letter more, less, another or two exchanged would make."""
    words = wordlist(tag(lang).base)
    if words is None:
        return None
    letters = sorted(set(word) | set("abcdefghijklmnopqrstuvwxyz" if word.isascii() else word))
    made = {word[:i] + word[i + 1 :] for i in range(len(word))}
    made |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    made |= {word[:i] + c + word[i + j :] for i in range(len(word) + 1) for c in letters for j in (0, 1)}
    best = max(made - {word}, key=lambda each: words.log(each) or -99.0)
    return best if best in words else None
