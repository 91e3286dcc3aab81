"""Settings: from mtcheck.toml, [tool.mtcheck] in pyproject.toml, or [mtcheck] in setup.cfg.

A key that is not known is an error, with the nearest known one: a typo in a gate must not pass.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec

from mtcheck.document import Document
from mtcheck.errors import ConfigError, UnknownLanguageError, UnknownRuleError
from mtcheck.findings import Severity
from mtcheck.languages.expected import AUTO
from mtcheck.languages.types import DetectorName
from mtcheck.registry import Registry, Rule, registry
from mtcheck.tags import valid

Profile = Literal["auto", "article", "feed", "bitext", "eval", "ui-strings"]
DropKind = Literal["disclaimer", "boilerplate", "foreign", "duplicate", "frequent"]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
FailOn = Literal["minor", "major", "critical", "never"]

# Families a profile runs when nothing is selected by name. TRN and TRM are silent on a document without a
# source, so articles that come with one are compared with it.
PROFILES: dict[str, tuple[str, ...]] = {
    "article": ("ENC", "LNG", "PUN", "FLU", "BPL", "DUP", "MRK", "TRN", "TRM"),
    "feed": ("ENC", "LNG", "PUN", "FLU", "BPL", "DUP", "MRK", "TRN", "TRM"),
    "bitext": ("ENC", "LNG", "PUN", "FLU", "MRK", "TRN", "TRM"),
    "eval": ("REF",),
    "ui-strings": ("ENC", "PUN", "MRK", "TRN", "TRM"),
}
# Where none is set, each document has its own: the families of all that may be chosen.
PROFILES[AUTO] = PROFILES["article"]
# What lies among articles and is none. Patterns of .gitignore.
DEFAULT_EXCLUDE = (
    "node_modules",
    "site-packages",
    "venv",
    "requirements*.txt",
    "CMakeLists.txt",
    "robots.txt",
)
DEFAULT_DROP: tuple[DropKind, ...] = ("disclaimer", "boilerplate")
# No configuration written by a person is longer.
MAX_CONFIG_BYTES = 10_000_000
# Codecs of escapes and of names of hosts: what they read is not what a file holds.
_NO_ENCODING_OF_FILES = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined")
# A text of more characters is refused as one document: it costs memory and time without measure.
DEFAULT_MAX_CHARACTERS = 20_000_000
# Of one input, decompressed: gzip shrinks zeros a thousand times, so a bomb of 20 MB stops here. No corpus
# of news known to us holds as much in one file.
DEFAULT_MAX_BYTES = 20_000_000_000


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [languages]: which engine tells languages; all but ours and langdetect are extras."""

    detector: DetectorName = "mtcheck"


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table [[overrides]]: settings of the paths that match one of the globs ``paths``.

    ``ignore`` is added to what is ignored anyway, and ``rules`` to the tables of rules; the others replace.
    """

    paths: tuple[str, ...]
    lang: str | None = None
    source_lang: str | None = None
    profile: Profile | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    drop: tuple[DropKind, ...] | None = None
    fail_on: FailOn | None = None
    min_quality: Percent | None = None
    rules: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [fields]: where records of JSON, CSV and Parquet hold what (`title`, `items[].text`)."""

    text: tuple[str, ...] = ()
    source: str | None = None
    reference: tuple[str, ...] = ()
    lang: str | None = None
    id: str | None = None


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What to check and how hard. Every field is a key of mtcheck.toml, with hyphens.

    ``rules`` holds a table per rule code: its options, and ``severity`` to override its own. Selected
    names are codes, names or families; ``select`` replaces the profile's families. ``lang`` "auto" believes
    what a document declares, else finds it out; ``profile`` "auto" takes the one that suits each document:
    bitext for one with a source, feed, else article. ``ignore_fingerprints``
    leaves out single findings, everywhere or in a file ("0a12… in/a.txt", "0a12… in/a.jsonl [7]");
    ``baseline`` names a file of known ones; ``cache`` keeps results of texts
    for the next run. ``exclude`` and ``extend_exclude`` are patterns of .gitignore that folders leave out,
    relative to the configuration's folder. ``corpus_pass`` reads the whole batch first, for the rules that
    look at all of it.
    """

    lang: str = AUTO
    source_lang: str | None = None
    profile: Profile = AUTO
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_fingerprints: tuple[str, ...] = ()
    drop: tuple[DropKind, ...] = DEFAULT_DROP
    unsafe: bool = False
    fail_on: FailOn = "major"
    min_quality: Percent | None = None
    encoding: str = "utf-8"
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    corpus_pass: bool = False
    max_characters: int = DEFAULT_MAX_CHARACTERS
    baseline: str | None = None
    cache: bool = False
    max_bytes: int = DEFAULT_MAX_BYTES
    fields: Fields = Fields()
    languages: Languages = Languages()
    overrides: tuple[Override, ...] = ()
    rules: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)

    def profile_of(self, document: Document) -> Profile:
        """The profile of one document: the one that is set, else the one that suits what it is.

        >>> from mtcheck.document import Origin
        >>> Config().profile_of(Document("Es regnet.", Origin("a.po", "1", "po"), source="It rains."))
        'bitext'
        """
        if self.profile != AUTO:
            return self.profile
        if document.source is not None:
            return "bitext"
        return "feed" if document.origin.format in ("feed", "jsonfeed") else "article"

    def for_profile(self, profile: Profile, rules: Sequence[Rule]) -> Sequence[Rule]:
        """Those of the selected rules that a profile runs where nobody chose one, nor rules by name."""
        if self.profile != AUTO or self.select:
            return rules
        left_out = set(PROFILES[AUTO]) - set(PROFILES[profile])
        return [rule for rule in rules if rule.family not in left_out] if left_out else rules

    def severity_of(self, rule: Rule, own: Severity | None = None) -> Severity:
        """The severity of one hit: overridden here, else the hit's ``own``, else the rule's."""
        return Severity(self.rules.get(rule.code, {}).get("severity", own or rule.severity))

    def options_of(self, rule: Rule) -> dict[str, Any]:
        """The rule's options: its defaults with what the configuration sets."""
        given = self.rules.get(rule.code)
        if not given:
            return rule.options
        return rule.options | {key: value for key, value in given.items() if key != "severity"}

    def with_override(self, override: Override) -> Config:
        """This configuration with what one override sets."""
        names = ("lang", "source_lang", "profile", "select", "drop", "fail_on", "min_quality")
        given = {name: value for name in names if (value := getattr(override, name)) is not None}
        rules = {
            code: self.rules.get(code, {}) | override.rules.get(code, {})
            for code in (*self.rules, *override.rules)
        }
        ignore = (*self.ignore, *override.ignore)
        return msgspec.structs.replace(self, **given, ignore=ignore, rules=rules)

    def selected(self, known: Registry | None = None) -> list[Rule]:
        """The rules to run. Raises UnknownRuleError for a name no rule has."""
        return (known or registry()).select(PROFILES[self.profile], self.select, self.ignore)


_Tagged = TypeVar("_Tagged", Config, Override)


def _plain(name: str) -> str:
    return name.replace("_", "-")


def make_config(values: Mapping[str, Any], place: str = "configuration") -> Config:
    """A Config from plain values, as a TOML file holds them; underscores pass for hyphens.

    Raises ConfigError that names ``place``, the key and the way out.

    >>> make_config({"lang": "de", "ignore": ["PUN009"]}).ignore
    ('PUN009',)
    """
    known = [_plain(name) for name in Config.__struct_fields__]
    for key in values:
        if not isinstance(key, str):
            raise ConfigError(place, repr(key), "is no key; keys are texts (str)")
    values = {_plain(key): value for key, value in values.items()}
    for key in values:
        if key not in known:
            raise ConfigError(place, key, f"unknown key{_suggestion(key, known)}")
    for key in ("select", "ignore", "ignore-fingerprints", "drop", "exclude", "extend-exclude"):
        if isinstance(values.get(key), str):
            values[key] = [part.strip() for part in values[key].split(",") if part.strip()]
    try:
        config = msgspec.convert(values, Config)
    except msgspec.ValidationError as error:
        problem, _, where = str(error).partition(" - at `$.")
        key = where.strip("`") or ""
        raise ConfigError(place, key, f"{problem[:1].lower()}{problem[1:]}{_choices(key)}") from error
    except UnicodeEncodeError as error:
        raise ConfigError(place, "", f"has {error.object!r}, which no encoding can write") from error
    if not is_text_encoding(config.encoding):
        raise ConfigError(place, "encoding", no_encoding(config.encoding))
    config = _with_tags(config, place)
    overrides = []
    for number, override in enumerate(config.overrides, 1):
        within = f"{place}, overrides {number}"
        if not override.paths:
            raise ConfigError(within, "paths", "is empty; name the files it is for")
        override = _with_tags(override, within)
        overrides.append(msgspec.structs.replace(override, rules=_rule_tables(override, within)))
    return msgspec.structs.replace(config, rules=_rule_tables(config, place), overrides=tuple(overrides))


def _with_tags(config: _Tagged, place: str) -> _Tagged:
    """The same settings, their languages written as BCP 47 has them."""
    for key in ("lang", "source_lang"):
        name = getattr(config, key)
        if name is None or name == AUTO:
            continue
        try:
            config = msgspec.structs.replace(config, **{key: valid(name).name})
        except UnknownLanguageError as error:
            raise ConfigError(place, _plain(key), str(error)) from error
    return config


def is_text_encoding(name: str) -> bool:
    """Whether a codec makes text of bytes: `hex` and `zlib` make bytes, and `zlib` of a bomb many."""
    try:
        "x".encode(name)
        return codecs.lookup(name).name.replace("_", "-") not in _NO_ENCODING_OF_FILES
    except (LookupError, ValueError):
        return False


def no_encoding(name: str) -> str:
    """What is wrong with the name of an encoding that makes no text."""
    return f"{name!r} is not a text encoding that Python knows"


def _choices(key: str) -> str:
    kinds = {"profile": Profile, "fail-on": FailOn, "drop": DropKind, "languages.detector": DetectorName}
    name = key.partition("[")[0]
    return f"; choose from {', '.join(get_args(kinds[name]))}" if name in kinds else ""


def _suggestion(key: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(key, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; known keys: {', '.join(sorted(known))}"


def _rule_tables(config: Config | Override, place: str) -> dict[str, dict[str, Any]]:
    """The [rules] tables by code, checked against the rules' options. Also checks the names to select."""
    known = registry()
    try:
        for name in (*(config.select or ()), *config.ignore):
            known.find(name)
    except UnknownRuleError as error:
        key = "select" if error.name in (config.select or ()) else "ignore"
        raise ConfigError(place, key, str(error)) from error
    tables: dict[str, dict[str, Any]] = {}
    for name, table in config.rules.items():
        try:
            found = known.find(name)
        except UnknownRuleError as error:
            raise ConfigError(place, f"rules.{name}", str(error)) from error
        for rule in found:
            for key, value in table.items():
                _check_option(rule, key, value, f"rules.{name}.{key}", place)
            tables[rule.code] = tables.get(rule.code, {}) | table
    return tables


def _check_option(rule: Rule, key: str, value: object, dotted: str, place: str) -> None:
    if key == "severity":
        if value not in list(Severity):
            raise ConfigError(
                place, dotted, f"{value!r} is not a severity; choose from {', '.join(Severity)}"
            )
        return
    if key not in rule.options:
        raise ConfigError(place, dotted, f"unknown option{_suggestion(key, ['severity', *rule.options])}")
    default = rule.options[key]
    numeric = isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool)
    if type(value) is not type(default) and not numeric:
        raise ConfigError(place, dotted, f"expected {type(default).__name__}, got {type(value).__name__}")


def discover(folder: Path) -> Path | None:
    """The nearest configuration file of a folder or the folders above it; None when there is none.

    In one folder mtcheck.toml wins over pyproject.toml, and that over setup.cfg.
    """
    for place in (folder, *folder.parents):
        for name in ("mtcheck.toml", "pyproject.toml", "setup.cfg"):
            path = place / name
            if path.is_file() and (name == "mtcheck.toml" or _section(path) is not None):
                return path
    return None


def load_values(path: Path) -> dict[str, Any]:
    """The plain values of a configuration file.

    Raises ConfigError when it cannot be read or has no section for mtcheck.
    """
    values = _section(path)
    if values is None:
        raise ConfigError(str(path), "", "has no section for mtcheck ([tool.mtcheck], or [mtcheck])")
    return values


def load_config(path: Path) -> Config:
    """The Config of a file. Raises ConfigError."""
    return make_config(load_values(path), str(path))


def _section(path: Path) -> dict[str, Any] | None:
    """mtcheck's part of a configuration file; None when the file says nothing of mtcheck."""
    import tomllib

    try:
        text = _whole_file(path).decode("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise ConfigError(str(path), "", f"cannot be read: {error}") from error
    if path.suffix == ".cfg" or path.suffix == ".ini":
        return _ini_section(path, text)
    if path.name == "pyproject.toml" and "mtcheck" not in text:
        return None  # saves parsing, and somebody else's broken file is not ours to report
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), "", f"is not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(str(path), "", "is nested too deeply to be a configuration") from error
    if path.name == "pyproject.toml":
        tool = values.get("tool", {}).get("mtcheck")
        return tool if isinstance(tool, dict) else None
    return values


def _whole_file(path: Path) -> bytes:
    """The bytes of a file that belongs to the configuration. Raises OSError, also for what is no file."""
    if path.exists() and not path.is_file():
        raise OSError(f"{path.name} is not a file")
    with path.open("rb") as file:
        data = file.read(MAX_CONFIG_BYTES + 1)
    if len(data) > MAX_CONFIG_BYTES:
        raise OSError(f"has more than {MAX_CONFIG_BYTES:,} bytes")
    return data


def _ini_section(path: Path, text: str) -> dict[str, Any] | None:
    """[mtcheck] and [mtcheck:rules.CODE] of a setup.cfg; values are read as TOML where they are that."""
    if "[mtcheck" not in text:
        return None
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise ConfigError(str(path), "", f"is not valid: {' '.join(str(error).split())}") from error
    values: dict[str, Any] = {}
    for section in parser.sections():
        if section == "mtcheck":
            values |= {key: _ini_value(key, raw) for key, raw in parser.items(section)}
        elif section.startswith("mtcheck:rules."):
            table = {key: _ini_value(key, raw) for key, raw in parser.items(section)}
            values.setdefault("rules", {})[section.removeprefix("mtcheck:rules.")] = table
    return values or None


def _ini_value(key: str, raw: str) -> object:
    import tomllib

    if _plain(key) in ("select", "ignore", "ignore-fingerprints", "drop", "exclude", "extend-exclude"):
        return [part.strip() for part in raw.replace("\n", ",").split(",") if part.strip()]
    try:
        return tomllib.loads(f"value = {raw}")["value"]
    except tomllib.TOMLDecodeError:
        return raw
