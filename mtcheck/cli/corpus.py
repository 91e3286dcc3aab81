"""`mtcheck corpus`: build a phrasing profile from reference texts, and show what one holds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from mtcheck.atomic import write_atomically
from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD
from mtcheck.errors import InputError, UsageError
from mtcheck.messages import say


def run(arguments: argparse.Namespace) -> int:
    """Build or show."""
    return _build(arguments) if arguments.action == "build" else _show(arguments.profile)


def _build(arguments: argparse.Namespace) -> int:
    from mtcheck.lexicon.phrasing.build import build

    reading = _Reading(arguments)
    data = build(reading.sentences(), arguments.lang, arguments.min_count)
    out = Path(arguments.out)
    try:
        write_atomically(out, data)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror or error}") from error
    if not arguments.quiet:
        say(f"wrote {out}: {reading.documents} documents, {len(data):,} bytes")
    return EXIT_UNREAD if reading.unread else EXIT_OK


class _Reading:
    """The sentences of all inputs; counts documents, and tells of what cannot be read."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self.documents = self.unread = 0

    def _note(self, error: InputError) -> None:
        say(f"mtcheck: {error}")
        self.unread += 1

    def sentences(self) -> Iterator[str]:
        from mtcheck.formats import read
        from mtcheck.formats.io.inputs import STANDARD_INPUT, find_inputs
        from mtcheck.formats.options import ReadOptions
        from mtcheck.jobs.targets import Targets
        from mtcheck.text.view import View

        arguments = self._arguments
        options = ReadOptions(format=arguments.input_format, lang=arguments.lang)
        found, errors = find_inputs(arguments.paths, arguments.out, options)
        for error in errors:
            self._note(error)
        if not found and not errors:
            raise UsageError("nothing to read")
        targets = Targets()
        for each in found:
            targets.reads(each.path)
        targets.writes(arguments.out, "-o")
        for each in found:
            source = sys.stdin.buffer if each.path == STANDARD_INPUT else each.path
            try:
                for document in read(source, options=options, on_error=self._note):
                    self.documents += 1
                    view = View(document.text, document, arguments.lang)
                    yield from (view.text[start:end] for start, end in view.sentences)
            except InputError as error:
                self._note(error)


def _show(path: str) -> int:
    from mtcheck.lexicon.phrasing.model import load

    header = load(path).header
    print(f"{path}: phrasing profile of {header.lang or 'any language'}, made by {header.made_by}")
    print(f"{header.sentences:,} sentences, {header.words:,} words, {header.vocabulary:,} different ones")
    print(f"{header.pairs:,} pairs and {header.triples:,} triples of words")
    for each in header.calibration:
        marks = ", ".join(
            f"p{percentile:g} {score:.2f}"
            for percentile, score in zip(header.percentiles, each.scores, strict=True)
            if percentile in (1.0, 5.0, 50.0)
        )
        longest = "longer" if each.longest >= 1_000_000 else f"up to {each.longest} words"
        print(f"held out, {longest}: {each.sentences} sentences, nats a word {marks}")
    if header.confusion:
        margins = ", ".join(f"{precision:.0%} from {margin:g} nats" for precision, margin in header.confusion)
        print(f"words taken for one another, precision: {margins}")
    return EXIT_OK
