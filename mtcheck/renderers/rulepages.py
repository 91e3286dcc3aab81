"""One rule as a page: for a terminal, as Markdown for docs/rules, and as plain values.

What a rule finds and what it leaves alone are the cases of the tests; docs/rules/build.py packs some of them
into corpora/rules/examples.json, so that they are there where the tests are not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from mtcheck import resources
from mtcheck.config import DEFAULT_DROP
from mtcheck.findings import Safety
from mtcheck.registry import Rule

EXAMPLES = "rules/examples.json"
_HEADINGS = {
    "BPL": "Boilerplate and scraper residue",
    "DUP": "Duplicates",
    "ENC": "Encoding and characters",
    "FLU": "Fluency and artefacts of machine translation",
    "GATE": "Gates",
    "LNG": "Language",
    "MRK": "Markup",
    "PUN": "Punctuation and spacing",
    "REF": "Against a reference",
    "TRM": "Terms",
    "TRN": "Source to target",
}


class Case(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text with the fault between ⟦ and ⟧, or without a fault; ``fixed`` is what becomes of it."""

    text: str
    fixed: str = ""
    lang: str = ""
    source: str = ""


class Cases(msgspec.Struct, frozen=True):
    """What a rule finds, and look-alikes that it leaves alone."""

    hits: tuple[Case, ...] = ()
    silent: tuple[Case, ...] = ()


@cache
def _all() -> dict[str, Cases]:
    return msgspec.json.decode(resources.read_bytes(EXAMPLES), type=dict[str, Cases])


def cases_of(rule: Rule) -> Cases:
    """The packed cases of a rule; none for a plug-in's."""
    return _all().get(rule.code, Cases())


def fix_of(rule: Rule) -> str:
    """What `clean` does about a rule's findings, in a word or two."""
    if rule.drop:
        return "removed" if rule.drop in DEFAULT_DROP else f"--drop {rule.drop}"
    return str(rule.safety)


def label_of(rule: Rule) -> Safety:
    """The safety of a rule's surest findings, with the usual settings."""
    if rule.drop:
        return Safety.SAFE if rule.drop in DEFAULT_DROP else Safety.UNSAFE
    return rule.safety


def describe(rule: Rule) -> dict[str, Any]:
    """All that is said of a rule, as plain values."""
    cases = cases_of(rule)
    return {
        "rule": rule.code,
        "name": rule.name,
        "category": rule.category,
        "severity": str(rule.severity),
        "safety": str(label_of(rule)),
        "drop": rule.drop,
        "languages": list(rule.langs),
        "options": rule.options,
        "since": rule.since,
        "summary": rule.summary,
        "details": rule.details,
        "examples": [list(example) for example in rule.examples],
        "hits": msgspec.to_builtins(cases.hits),
        "look_alikes": msgspec.to_builtins(cases.silent),
    }


def as_text(rule: Rule) -> str:
    """One rule as a page for a terminal."""
    cases = cases_of(rule)
    lines = [f"{rule.code} {rule.name}", "", rule.summary, ""]
    if rule.details:
        lines += [rule.details, ""]
    if rule.examples:
        lines += ["Examples", *(f"  {_line(a)}\n    -> {_line(b)}" for a, b in rule.examples), ""]
    for heading, found in (("Found", cases.hits), ("Left alone", cases.silent)):
        if found:
            lines += [heading, *(f"  {_case(case, '    -> ')}" for case in found), ""]
    lines += [f"Category  {rule.category}", f"Severity  {rule.severity}", f"Fix       {fix_of(rule)}"]
    if rule.langs:
        lines.append(f"Languages {', '.join(rule.langs)}")
    if not rule.default:
        lines.append(f"Runs      only when selected by name: --select {rule.code}")
    for name, default in rule.options.items():
        lines.append(f"Option    {name} = {_value(default)}  ([rules.{rule.code}] in mtcheck.toml)")
    return "\n".join([*lines, f"Since     {rule.since}"])


_MADE_BY = "<!-- Made by `python docs/rules/build.py`. -->"


def as_markdown(family: str, rules: Sequence[Rule], cases: Mapping[str, Cases]) -> str:
    """The page of one family for docs/rules, with the cases of each rule by its code."""
    lines = [f"# {family}: {_HEADINGS.get(family, family)}", "", _MADE_BY, ""]
    lines += ["| rule | severity | `clean` | finds |", "|---|---|---|---|"]
    for rule in rules:
        link = f"[{rule.code} {rule.name}](#{rule.code.lower()}-{rule.name})"
        summary = rule.summary.replace("|", "\\|")
        lines.append(f"| {link} | {rule.severity} | {fix_of(rule)} | {summary} |")
    for rule in rules:
        lines += ["", *_section(rule, cases.get(rule.code, Cases()))]
    return "\n".join(lines) + "\n"


def _section(rule: Rule, cases: Cases) -> list[str]:
    lines = [f"## {rule.code} {rule.name}", "", rule.summary, ""]
    if rule.details:
        lines += [rule.details, ""]
    if rule.examples:
        lines += ["Example:", "", *(f"- {_code(a)} → {_code(b)}" for a, b in rule.examples), ""]
    if cases.hits:
        lines += ["Found:", "", *(f"- {_bullet(case)}" for case in cases.hits), ""]
    if cases.silent:
        lines += ["Left alone:", "", *(f"- {_bullet(case)}" for case in cases.silent), ""]
    if rule.options:
        lines += ["Options:", ""]
        lines += [f"- `{name} = {_value(default)}`" for name, default in rule.options.items()] + [""]
    languages = f"; languages: {', '.join(rule.langs)}" if rule.langs else ""
    facts = f"Category {rule.category}; severity {rule.severity}; fix: {fix_of(rule)}{languages}"
    if not rule.default:
        facts += f"; runs only when selected by name, `--select {rule.code}`"
    return [*lines, f"{facts}; since {rule.since}."]


def _case(case: Case, arrow: str) -> str:
    said = _line(case.text) + (f"  [{case.lang}]" if case.lang else "")
    if case.source:
        said += f"\n    of {_line(case.source)}"
    return said + (f"\n{arrow}{_line(case.fixed)}" if case.fixed else "")


def _bullet(case: Case) -> str:
    said = _code(case.text) + (f" ({case.lang})" if case.lang else "")
    if case.source:
        said += f", of {_code(case.source)}"
    return said + (f" → {_code(case.fixed)}" if case.fixed else "")


def _line(text: str) -> str:
    """A text on one line; what cannot be seen is written as its escape."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def _code(text: str) -> str:
    shown = _line(text)
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _value(default: object) -> str:
    """A default as TOML writes it."""
    return json.dumps(list(default) if isinstance(default, tuple) else default, ensure_ascii=False)
