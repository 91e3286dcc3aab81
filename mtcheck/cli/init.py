"""`mtcheck init`: a commented mtcheck.toml."""

from __future__ import annotations

import argparse
from pathlib import Path

from mtcheck.cli.exits import EXIT_OK
from mtcheck.errors import UsageError

TEMPLATE = """\
# mtcheck's settings for this folder and the folders below it. Every key may be left out; the values
# shown are the defaults. `mtcheck rules` lists the rules, `mtcheck rules ENC002` explains one.

# The language the texts should be in (BCP 47; auto: as declared, else as identified), and their source's.
lang = "auto"
# source-lang = "ru"

# Which families run: auto (by format), article, feed, bitext, eval, ui-strings.
profile = "auto"

# Run only these, or do not run these: codes, names or families. The more exact name wins.
# select = ["ENC", "PUN003"]
# ignore = ["PUN009"]

# Findings to ignore: single ones by their fingerprint (JSON shows it), or a file of known ones.
# ignore-fingerprints = ["0123456789abcdef", "fedcba9876543210 in/ferry.txt"]
# baseline = ".mtcheck-baseline.json"

# Keep results in .mtcheck_cache, so that the next run checks only what changed.
cache = false

# The lowest severity that makes `mtcheck check` exit with 1: minor, major, critical, never.
fail-on = "major"
# min-quality = 80.0

# What `mtcheck clean` removes (disclaimer, boilerplate, foreign, duplicate, frequent), and whether it
# applies guesses too.
drop = ["disclaimer", "boilerplate"]
unsafe = false

# The encoding of the files; other bytes are read as what they are, and reported.
encoding = "utf-8"

# What to skip in folders, as in .gitignore; extend-exclude adds to the list. What git ignores is skipped
# too. A file that you name is always read.
# extend-exclude = ["archive/", "*.draft.md"]
respect-gitignore = true

# Read all inputs twice, to find lines and documents that recur (BPL008, DUP002).
corpus-pass = false

# The longest text, and the most bytes to read from one input (decompressed).
max-characters = 20_000_000
max-bytes = 20_000_000_000

# The fields of JSON, CSV and Parquet records: title, a.b, items[].text.
# [fields]
# text = ["text"]
# source = "source"
# reference = ["reference"]
# lang = "lang"
# id = "id"

# The language engine: mtcheck, langdetect, lingua, cld2 (the last two are extras).
[languages]
detector = "mtcheck"

# Settings of single paths, relative to this file; later ones win.
# [[overrides]]
# paths = ["de/**", "*.de.md"]
# lang = "de"
# ignore = ["PUN009"]

# Options of one rule, and its severity:
# [rules.DUP001]
# min-characters = 60
# severity = "neutral"
"""


def run(arguments: argparse.Namespace) -> int:
    """Write the file; one that is there already is never touched."""
    path = Path(arguments.folder) / "mtcheck.toml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError as error:
        raise UsageError(f"{path} exists already; it is left as it is") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    print(f"wrote {path}")
    return EXIT_OK
