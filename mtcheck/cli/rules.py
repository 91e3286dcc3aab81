"""`mtcheck rules`: list the rules, or explain one."""

from __future__ import annotations

import argparse
import json

from mtcheck.cli.exits import EXIT_OK
from mtcheck.registry import registry
from mtcheck.renderers.rulepages import as_text, describe, fix_of


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
        print(as_text(found[0]))
    return EXIT_OK
