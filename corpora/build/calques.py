"""Pack corpora/calques/<source>-<target>.toml by target language into into-<target>.json.

    python corpora/build/calques.py

Parsing the TOML of one language takes longer than checking a hundred articles. The packed rows leave out
the tests and say which words each pattern needs and holds; tests/unit/test_calques.py compares them with the
source.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.rules.fluency.calque.phrasebook import Row, packed_name  # noqa: E402
from mtcheck.rules.fluency.calque.readings import longest_match, needed_words, one_of  # noqa: E402

FOLDER = ROOT / "corpora" / "calques"


def packed() -> dict[str, bytes]:
    """The content of each packed file, by its name relative to corpora."""
    rows: dict[str, list[Row]] = {}
    for path in sorted(FOLDER.glob("*-*.toml")):
        source, _, target = path.stem.partition("-")
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]:
            rows.setdefault(target, []).append(
                Row(
                    row["id"],
                    source,
                    row["pattern"],
                    row["why"],
                    row["better"],
                    row["severity"],
                    needed_words(row["pattern"]),
                    longest_match(row["pattern"]),
                    one_of(row["pattern"]),
                )
            )
    return {
        packed_name(target): b"[\n" + b",\n".join(map(msgspec.json.encode, found)) + b"\n]\n"
        for target, found in rows.items()
    }


def main() -> None:
    """Write the packed files."""
    for name, content in packed().items():
        (ROOT / "corpora" / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
