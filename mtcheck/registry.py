"""Rules: how one is declared, where they are found, and how a user names the ones to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, Protocol

import msgspec

from mtcheck import lazyre
from mtcheck.errors import RuleDefinitionError, UnknownRuleError
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.plugins import installed
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

ENTRY_POINT_GROUP = "mtcheck.rules"
_CODE = lazyre.compile(r"[A-Z]{3,8}\d{3}")
_NAME = lazyre.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

Options = Mapping[str, Any]


class Check(Protocol):
    """What a rule's function looks like: it reads a View and yields Hits in that View's offsets."""

    def __call__(self, view: View, options: Options, /) -> Iterator[Hit]: ...


class Rule(msgspec.Struct, frozen=True):
    """One rule: its function and all that is said of it in one place.

    ``stage`` is "repair" for rules that read the original text and whose edits are applied before the
    others run, "last" for one that looks at what the others left out, else "check". ``drop`` names the kind
    of text that ``clean`` removes. ``skip`` names zones the rule has no say in. ``options`` are its options
    with their defaults. ``examples`` are texts with and without the fault, (before, after); a test runs them.
    ``batch`` says that it needs, or gains from, facts about all documents. ``excused``: what it finds is no
    fault where the source text has the same. ``default`` False: it runs only when it is selected by its own
    code or name. ``needs``: what a text must have one of before the rule can find anything; the engine calls
    it for no other text.
    """

    code: str
    name: str
    check: Check
    category: str
    severity: Severity
    safety: Safety
    summary: str
    details: str
    stage: str = "check"
    drop: str | None = None
    langs: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    options: dict[str, Any] = msgspec.field(default_factory=dict)
    examples: tuple[tuple[str, str], ...] = ()
    since: str = "0.1.0"
    default: bool = True
    batch: bool = False
    excused: bool = False
    needs: Needs | None = None

    @property
    def family(self) -> str:
        """The letters of the code: "PUN" of PUN003."""
        return self.code.rstrip("0123456789")

    def __call__(self, view: View, options: Options | None = None) -> Iterator[Hit]:
        """The hits on one View, with the rule's default options unless others are given."""
        return self.check(view, self.options if options is None else options)


def rule(
    code: str,
    name: str,
    *,
    category: str,
    severity: Severity | str,
    safety: Safety | str = Safety.DISPLAY,
    stage: str = "check",
    drop: str | None = None,
    langs: tuple[str, ...] = (),
    skip: tuple[str, ...] = (),
    options: dict[str, Any] | None = None,
    examples: tuple[tuple[str, str], ...] = (),
    since: str = "0.1.0",
    batch: bool = False,
    default: bool = True,
    excused: bool = False,
    needs: Needs | None = None,
) -> Callable[[Check], Rule]:
    """Declare a rule: a generator function of a View and its options that yields Hits.

    The docstring's first paragraph is the summary, the rest says why and how to mend it. ``code`` is
    letters and three digits; choose letters of your own for rules outside mtcheck. A package offers its
    rules through the entry-point group ``mtcheck.rules``, which names a module that holds them.

    Raises RuleDefinitionError for a malformed code or name, or a function without a docstring.

    >>> @rule("ACME001", "exclamation", category="style/unidiomatic", severity="minor")
    ... def exclamation(view, options):
    ...     '''Three exclamation marks in a row.'''
    ...     start = view.text.find("!!!")
    ...     if start >= 0:
    ...         yield Hit(start, start + 3, "three exclamation marks", "!")
    >>> exclamation.family
    'ACME'
    """
    _refuse_malformed(code, name, stage)
    try:
        known_severity, known_safety = Severity(severity), Safety(safety)
    except ValueError as error:
        raise RuleDefinitionError(f"rule {code}: {error}") from error

    def declare(function: Check) -> Rule:
        summary, details = _explained(function, code)
        return Rule(
            code=code,
            name=name,
            check=function,
            category=category,
            severity=known_severity,
            safety=known_safety,
            summary=summary,
            details=details,
            stage=stage,
            drop=drop,
            langs=langs,
            skip=skip,
            options=options or {},
            examples=examples,
            since=since,
            batch=batch,
            default=default,
            excused=excused,
            needs=needs,
        )

    return declare


def _refuse_malformed(code: str, name: str, stage: str) -> None:
    """Raise RuleDefinitionError for a code, name or stage that no rule can have."""
    for what, given in (("code", code), ("name", name)):
        if not isinstance(given, str):
            raise RuleDefinitionError(f"rule {what} {given!r} is no text (str)")
    if not _CODE.fullmatch(code):
        raise RuleDefinitionError(f"rule code {code!r} is not 3 to 8 capital letters and three digits")
    if not _NAME.fullmatch(name):
        raise RuleDefinitionError(f"rule name {name!r} of {code} is not words joined by hyphens")
    if stage not in ("repair", "check", "last"):
        raise RuleDefinitionError(f"rule {code} has stage {stage!r}; it is 'repair', 'check' or 'last'")


def _explained(function: Check, code: str) -> tuple[str, str]:
    """Summary and details: the first paragraph of the docstring and the rest. Raises RuleDefinitionError."""
    lines = (function.__doc__ or "").strip().splitlines()
    if not lines:
        raise RuleDefinitionError(f"rule {code} has no docstring to explain it")
    summary, _, details = "\n".join(line.strip() for line in lines).partition("\n\n")
    return " ".join(summary.split()), details.strip()


class Registry:
    """All rules there are, by code and by name."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_code: dict[str, Rule] = {}
        names: dict[str, str] = {}
        for each in rules:
            if each.code in self._by_code or each.name in names:
                raise RuleDefinitionError(
                    f"two rules are called {each.code} or {each.name!r}; choose letters of your own"
                )
            self._by_code[each.code] = each
            names[each.name] = each.code
        self._codes_by_name = names
        # Settings are few and texts are many: what was selected once is remembered.
        self._selected: dict[tuple[tuple[str, ...], ...], list[Rule]] = {}

    def __iter__(self) -> Iterator[Rule]:
        return iter(sorted(self._by_code.values(), key=lambda each: each.code))

    def __len__(self) -> int:
        return len(self._by_code)

    def find(self, name: str) -> tuple[Rule, ...]:
        """The rules a user means: a code, a name, a family ("PUN") or the start of a code ("PUN00").

        Raises UnknownRuleError with the nearest known name.
        """
        wanted = name.strip()
        code = self._codes_by_name.get(wanted.lower(), wanted.upper())
        if code in self._by_code:
            return (self._by_code[code],)
        found = tuple(each for each in self if wanted and each.code.startswith(wanted.upper()))
        if wanted.upper() == "ALL":
            return tuple(self)
        if not found:
            known = [*self._by_code, *self._codes_by_name, *{each.family for each in self}]
            # PUN0O3: a letter that looks like the digit says which of several near codes is meant.
            digits = wanted.upper()[:3] + wanted.upper()[3:].translate({79: "0", 73: "1", 76: "1"})
            if digits[3:].isdigit():  # PUN03
                digits = digits[:3] + digits[3:].zfill(3)
            import difflib

            near = difflib.get_close_matches(digits, known, 1) or difflib.get_close_matches(
                wanted.lower(), known, 1
            )
            raise UnknownRuleError(name, near[0] if near else None)
        return found

    def select(self, families: Iterable[str], select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
        """The rules to run: those selected, else those of the families, less the ignored ones.

        As in ruff, the more exact name wins: ``ignore=["PUN"], select=["PUN003"]`` runs PUN003.
        """
        key = (tuple(families), tuple(select), tuple(ignore))
        if key not in self._selected:
            self._selected[key] = self._select(*key)
        return list(self._selected[key])

    def _select(
        self, families: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...]
    ) -> list[Rule]:
        reach: dict[str, int] = {}
        chosen = [*select] or [each.family for each in self if each.family in set(families)]
        for name in chosen:
            for each in self.find(name):
                if not each.default and not _is_exact(name, each):
                    continue
                reach[each.code] = max(reach.get(each.code, 0), _exactness(name, each))
        for name in ignore:
            for each in self.find(name):
                if _exactness(name, each) >= reach.get(each.code, 0):
                    reach.pop(each.code, None)
        return [each for each in self if each.code in reach]


def _is_exact(name: str, found: Rule) -> bool:
    return name.strip().upper() == found.code or name.strip().lower() == found.name


def _exactness(name: str, found: Rule) -> int:
    return 99 if name.strip().lower() == found.name else 0 if name.upper() == "ALL" else len(name.strip())


def rules_of(place: object) -> list[Rule]:
    """The rules of a module, or of whatever else an entry point may name: a rule, or several."""
    if isinstance(place, Rule):
        return [place]
    if isinstance(place, ModuleType):
        return [value for value in vars(place).values() if isinstance(value, Rule)]
    if isinstance(place, Iterable):
        found = list(place)
        if all(isinstance(value, Rule) for value in found):
            return found
    raise RuleDefinitionError(f"{place!r} is neither a rule, nor rules, nor a module that holds some")


def built_in() -> Iterator[str]:
    """The modules of mtcheck.rules, found by walking the package: a rule is there by being there."""
    package = import_module(ENTRY_POINT_GROUP)
    for module in walk_packages(package.__path__, f"{ENTRY_POINT_GROUP}."):
        if not module.ispkg:
            yield module.name


@cache
def plugin_versions() -> tuple[tuple[str, str], ...]:
    """The installed plug-ins and the versions of what they came with."""
    return tuple(
        sorted(
            (point.value, point.dist.version if point.dist else "") for point in installed(ENTRY_POINT_GROUP)
        )
    )


@cache
def registry() -> Registry:
    """mtcheck's own rules and those of installed plug-ins.

    A plug-in that cannot be loaded is the user's to know of: its error is raised as a
    RuleDefinitionError that names the entry point.
    """
    found = [each for name in built_in() for each in rules_of(import_module(name))]
    for point in installed(ENTRY_POINT_GROUP):
        try:
            found += rules_of(point.load())
        except RuleDefinitionError as error:
            raise RuleDefinitionError(f"plug-in {point.name!r} ({point.value}): {error}") from error
        except (ImportError, AttributeError) as error:
            raise RuleDefinitionError(
                f"plug-in {point.name!r} ({point.value}) cannot be loaded: {error}; mend or uninstall it"
            ) from error
    return Registry({id(each): each for each in found}.values())
