"""`mtcheck rules`: list the rules, or explain one."""

from __future__ import annotations

import argparse
import json
from typing import Any

from mtcheck.cli.main import EXIT_OK
from mtcheck.registry import Rule, registry


def run(arguments: argparse.Namespace) -> int:
    """Print the list, or the rules that a name stands for."""
    found = tuple(registry()) if arguments.rule is None else registry().find(arguments.rule)
    if arguments.output_format == "json":
        print(json.dumps([describe(rule) for rule in found], ensure_ascii=False, indent=2))
    elif arguments.rule is None or len(found) > 1:
        width = max(len(rule.name) for rule in found)
        for rule in found:
            print(f"{rule.code}  {rule.name:{width}}  {rule.severity:8}  {fix_of(rule):16}  {rule.summary}")
    else:
        print(explain(found[0]))
    return EXIT_OK


def fix_of(rule: Rule) -> str:
    """What `clean` does about a rule's findings, in a word or two."""
    return f"--drop {rule.drop}" if rule.drop else str(rule.safety)


def describe(rule: Rule) -> dict[str, Any]:
    """All that is said of a rule, as plain values."""
    return {
        "rule": rule.code,
        "name": rule.name,
        "category": rule.category,
        "severity": str(rule.severity),
        "safety": str(rule.safety),
        "drop": rule.drop,
        "languages": list(rule.langs),
        "options": rule.options,
        "since": rule.since,
        "summary": rule.summary,
        "details": rule.details,
        "examples": [list(example) for example in rule.examples],
    }


def explain(rule: Rule) -> str:
    """One rule as a page of text."""
    lines = [f"{rule.code} {rule.name}", "", rule.summary, ""]
    if rule.details:
        lines += [rule.details, ""]
    if rule.examples:
        lines += ["Examples", *(f"  {before!r} -> {after!r}" for before, after in rule.examples), ""]
    lines += [f"Category  {rule.category}", f"Severity  {rule.severity}", f"Fix       {fix_of(rule)}"]
    if rule.langs:
        lines.append(f"Languages {', '.join(rule.langs)}")
    if not rule.default:
        lines.append(f"Runs      only when selected by name: --select {rule.code}")
    for name, default in rule.options.items():
        lines.append(f"Option    {name} = {default!r}  ([rules.{rule.code}] in mtcheck.toml)")
    return "\n".join([*lines, f"Since     {rule.since}"])
