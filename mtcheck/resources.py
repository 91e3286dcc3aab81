"""Find the data that ships with the package, wherever mtcheck runs from.

An installed mtcheck finds its data as the package ``mtcheck.corpora``; a plain checkout finds the
folder ``corpora`` beside ``mtcheck``; a zip on ``sys.path`` works as either.
"""

from __future__ import annotations

import mmap
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck import parsed
from mtcheck.errors import CorpusError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LANG = "lang"  # everything small that is known of one language: a file each


@cache
def root() -> Traversable:
    """The folder that holds corpora, as a Traversable: it may lie inside a zip."""
    spec = find_spec("mtcheck.corpora")
    if spec is not None:
        (first, *others) = map(Path, spec.submodule_search_locations or [""])
        if not others and first.is_dir():
            return first  # not by importlib.resources, which takes 7 ms to import
    return _by_resources()


def _by_resources() -> Traversable:
    import zipfile
    from importlib import resources

    try:
        installed: Traversable = resources.files("mtcheck.corpora")
        return installed
    except ModuleNotFoundError:
        # Never installed: corpora lies beside the package, and both may lie inside a zip.
        package = resources.files("mtcheck")
        if isinstance(package, zipfile.Path):
            return zipfile.Path(package.root, "corpora/")
        beside = Path(str(package)).resolve().parent / "corpora"
        if beside.is_dir():
            return beside
        raise CorpusError("", f"not found beside {package}; reinstall mtcheck") from None


def read_bytes(name: str) -> bytes:
    """The bytes of one file of corpora, named relative to it (``"ngrams/chars.bin"``).

    Raises CorpusError when there is no such file.
    """
    try:
        return root().joinpath(name).read_bytes()
    except (FileNotFoundError, KeyError, IsADirectoryError) as error:
        raise CorpusError(name, "no such file; reinstall mtcheck") from error


def map_bytes(name: str) -> memoryview:
    """The same bytes memory-mapped, so that processes share them; read into memory inside a zip."""
    place = root().joinpath(name)
    if isinstance(place, Path):
        try:
            with place.open("rb") as file:
                return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError as error:
            raise CorpusError(name, "no such file; reinstall mtcheck") from error
    return memoryview(read_bytes(name))


def read_toml(name: str) -> dict[str, Any]:
    """One TOML file of corpora, parsed. Raises CorpusError when it is missing or malformed."""
    place = root().joinpath(name)
    try:
        if isinstance(place, Path):
            return parsed.load(place)
        import tomllib

        return tomllib.loads(read_bytes(name).decode("utf-8"))
    except FileNotFoundError as error:
        raise CorpusError(name, "no such file; reinstall mtcheck") from error
    except ValueError as error:  # neither TOML nor UTF-8
        raise CorpusError(name, str(error)) from error


@cache
def language_facts(name: str) -> dict[str, Any]:
    """What corpora/lang knows of one tag, by table; {} without a file. ``"und"`` holds in every language.

    >>> language_facts("sv")["conventions"]["decimal"], language_facts("tlh")
    (',', {})
    """
    return read_toml(f"{_LANG}/{name}.toml") if name in languages() else {}


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """A set of words that a rule names, from the table ``words`` of a language; ``"und"`` for all languages.

    >>> "goes" in word_set("en", "wanted"), "learn" in word_set("en", "wanted")
    (False, True)
    """
    try:
        return frozenset(language_facts(name)["words"][key].split())
    except KeyError:
        raise CorpusError(f"{_LANG}/{name}.toml", f"has no words {key!r}") from None


@cache
def languages() -> frozenset[str]:
    """The tags that have a file in corpora/lang."""
    return frozenset(name.removeprefix(f"{_LANG}/")[: -len(".toml")] for name in list_names(_LANG, ".toml"))


def list_names(folder: str, suffix: str) -> tuple[str, ...]:
    """Names, relative to corpora and sorted, of the files of one folder that end in ``suffix``."""
    place = root().joinpath(folder)
    if not place.is_dir():
        raise CorpusError(folder, "no such folder; reinstall mtcheck")
    return tuple(sorted(f"{folder}/{entry.name}" for entry in place.iterdir() if entry.name.endswith(suffix)))
