"""`mtcheck doctor`: what is installed, which extras are there, and whether the data is whole."""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from mtcheck import lazyre
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK
from mtcheck.config import discover, load_config
from mtcheck.errors import ConfigError, CorpusError
from mtcheck.extras import install
from mtcheck.report import dumps
from mtcheck.resources import list_names, read_bytes, read_toml, root
from mtcheck.version import __version__

_REQUIREMENT = lazyre.compile(r"(?P<name>[\w.-]+)(?:\[(?P<extras>[\w, -]+)\])?")
_EXTRA = lazyre.compile(r"""extra\s*==\s*['"]([\w-]+)['"]""")
# For working on mtcheck itself; of no use to who runs it.
_OWN = frozenset({"test", "test-engines", "dev", "docs"})


class Package(msgspec.Struct, frozen=True):
    """A package that mtcheck asks for, and the version that is there (None: it is not)."""

    name: str
    wanted: str
    version: str | None


class Extra(msgspec.Struct, frozen=True):
    """An extra and its packages; ``install`` is the command that completes it, None when it is whole."""

    name: str
    packages: tuple[Package, ...]
    install: str | None


class Data(msgspec.Struct, frozen=True):
    """The files of corpora: where, how many are named, how many have the digest they should have."""

    place: str
    files: int
    digests: int
    problems: tuple[str, ...]


class Diagnosis(msgspec.Struct, frozen=True):
    """All that doctor says. ``problems`` are what keeps mtcheck from working as it should."""

    version: str
    python: str
    platform: str
    place: str
    packages: tuple[Package, ...]
    extras: tuple[Extra, ...]
    data: Data
    configuration: str | None
    problems: tuple[str, ...]


def run(arguments: argparse.Namespace) -> int:
    """Print the diagnosis; exit code 1 when something is wrong. An extra that is not there is not wrong."""
    if arguments.licences:
        from mtcheck.cli.licences import licences

        print("\n".join(licences()))
        return EXIT_OK
    found = diagnose()
    if arguments.output_format == "json":
        print(dumps(msgspec.to_builtins(found), indent=2))
    else:
        print("\n".join(_lines(found)))
    return EXIT_FINDINGS if found.problems else EXIT_OK


def diagnose() -> Diagnosis:
    """Look at the installation, the data and the configuration of this folder."""
    packages, extras = _requirements()
    data = _data()
    configuration, wrong = _configuration()
    missing = [f"{p.name} is missing: pip install '{p.name}{p.wanted}'" for p in packages if not p.version]
    return Diagnosis(
        version=__version__,
        python=f"{platform.python_version()} ({sys.executable})",
        platform=platform.platform(),
        place=str(Path(__file__).resolve().parent.parent),
        packages=packages,
        extras=extras,
        data=data,
        configuration=configuration,
        problems=(*missing, *data.problems, *wrong),
    )


def _requirements() -> tuple[tuple[Package, ...], tuple[Extra, ...]]:
    """What the installed metadata asks for; nothing when mtcheck runs from a plain checkout."""
    try:
        lines = metadata.requires("mtcheck") or []
    except metadata.PackageNotFoundError:
        return (), ()
    core: list[Package] = []
    extras: dict[str, list[Package]] = {}
    for line in lines:
        requirement, _, marker = (part.strip() for part in line.partition(";"))
        found = _REQUIREMENT.match(requirement)
        extra = _EXTRA.search(marker)
        if found is None or found["name"] == "mtcheck" or (extra and extra[1] in _OWN):
            continue
        package = Package(found["name"], requirement[found.end() :].strip(), _version(found["name"]))
        if not extra:
            core.append(package)
            continue
        of_extra = extras.setdefault(extra[1], [])
        # sacrebleu[ja] is sacrebleu and what its own extra asks for.
        of_extra += _of_extra(found["name"], found["extras"]) if found["extras"] else [package]
    return tuple(core), tuple(_extra(name, packages) for name, packages in sorted(extras.items()))


def _of_extra(name: str, extras: str) -> list[Package]:
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return [Package(name, "", None)]
    wanted = {extra.strip() for extra in extras.split(",")}
    out = []
    for line in lines:
        requirement, _, marker = (part.strip() for part in line.partition(";"))
        found, extra = _REQUIREMENT.match(requirement), _EXTRA.search(marker)
        if found and extra and extra[1] in wanted:
            out.append(Package(found["name"], requirement[found.end() :].strip(), _version(found["name"])))
    return out


def _extra(name: str, packages: list[Package]) -> Extra:
    whole = all(package.version for package in packages)
    return Extra(name, tuple(packages), None if whole else f"{install(name)}")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _data() -> Data:
    """Every file that SOURCES.toml names, against its digest where it has one."""
    try:
        sources: dict[str, Any] = read_toml("SOURCES.toml")
    except CorpusError as error:
        return Data("", 0, 0, (str(error),))
    files = digests = 0
    problems: list[str] = []
    for key, entry in sources.items():
        try:
            names = _names(key)
            for name in names:
                raw = read_bytes(name)
                files += 1
                if "sha256" in entry and len(names) == 1:
                    digests += 1
                    if hashlib.sha256(raw).hexdigest() != entry["sha256"]:
                        problems.append(f"corpora/{name} is not as it was shipped; reinstall mtcheck")
        except CorpusError as error:
            problems.append(str(error))
    return Data(str(root()), files, digests, tuple(problems))


def _names(key: str) -> tuple[str, ...]:
    """The shipped files that a key of SOURCES.toml stands for; none for those that are not shipped."""
    folder, _, pattern = key.rpartition("/")
    if folder.split("/")[0] in ("gold", "build"):
        return ()
    if "*" not in pattern:
        return (key,)
    return list_names(folder, pattern.replace("*", ""))


def _configuration() -> tuple[str | None, tuple[str, ...]]:
    try:
        path = discover(Path.cwd())
        if path:
            load_config(path)
    except ConfigError as error:
        return error.place, (f"configuration: {error}",)
    return (str(path) if path else None), ()


def _lines(found: Diagnosis) -> list[str]:
    lines = [
        f"mtcheck {found.version} in {found.place}",
        f"Python {found.python}",
        found.platform,
        f"Configuration: {found.configuration or 'none; the defaults are used (mtcheck init writes one)'}",
        f"Data: {found.data.files} files in {found.data.place}, {found.data.digests} compared with a digest",
    ]
    if not found.packages:
        lines.append("Packages: not known, since mtcheck is not installed here (pip install .)")
    width = max(
        (len(name) for name in (*(p.name for p in found.packages), *(e.name for e in found.extras))),
        default=0,
    )
    lines += ["", "Packages"] if found.packages else []
    lines += [f"  {p.name:{width}}  {p.version or 'missing'}" for p in found.packages]
    lines += ["", "Extras"] if found.extras else []
    for extra in found.extras:
        there = ", ".join(f"{p.name} {p.version}" for p in extra.packages if p.version)
        lines.append(
            f"  {extra.name:{width}}  {there if not extra.install else f'not there: {extra.install}'}"
        )
    lines += (
        ["", *(f"Problem: {problem}" for problem in found.problems)]
        if found.problems
        else ["", "All is well."]
    )
    return lines
