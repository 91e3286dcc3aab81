"""`mtcheck rules`: list the rules, or explain one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mtcheck.cli.declare import Arguments
from mtcheck.cli.exits import EXIT_OK
from mtcheck.config import PROFILES
from mtcheck.registry import Rule, registry
from mtcheck.renderers.rulepages import as_text, describe, fix_of


def run(arguments: Arguments) -> int:
    """Print the list, or the rules that names stand for."""
    found = chosen(arguments.rules or (), arguments.profile)
    if arguments.output_format == "json":
        print(json.dumps([describe(rule) for rule in found], ensure_ascii=False, indent=2))
    elif arguments.rules and len(found) == 1:
        print(as_text(found[0]))
    else:
        if arguments.profile:
            print(f"The profile {arguments.profile} runs {', '.join(PROFILES[arguments.profile])}:\n")
        width = max((len(rule.name) for rule in found), default=0)
        for rule in found:
            print(f"{rule.code}  {rule.name:{width}}  {rule.severity:8}  {fix_of(rule):16}  {rule.summary}")
    return EXIT_OK


def chosen(names: Sequence[str], profile: str | None) -> list[Rule]:
    """The rules of the names, each once, that the profile runs; all of them without a name."""
    known = registry()
    found = [rule for name in names for rule in known.find(name)] if names else list(known)
    if profile:
        runs = {rule.code for rule in known.select(PROFILES[profile], (), ())}
        found = [rule for rule in found if rule.code in runs]
    return list({rule.code: rule for rule in found}.values())
