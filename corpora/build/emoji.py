"""Build corpora/codecs/emoji.json: the symbols that U+FE0F makes emoji.

    pip install wcwidth && python corpora/build/emoji.py

They stand in Unicode's emoji-variation-sequences.txt, which wcwidth has as a table.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from wcwidth.table_vs16 import VS16_NARROW_TO_WIDE
from wcwidth.table_wide import WIDE_EASTASIAN

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Write the table."""
    ranges = [*list(VS16_NARROW_TO_WIDE.values())[-1], *list(WIDE_EASTASIAN.values())[-1]]
    codes = {code for first, last in ranges for code in range(first, last + 1)}
    # Symbols that are wide of themselves are emoji with and without the selector.
    kinds, signs = ("So", "Sm", "Po"), ("TRIGRAM", "MONOGRAM", "DIGRAM")
    codes = {c for c in codes if 0x7F < c < 0x2C00 and unicodedata.category(chr(c)) in kinds}
    # Those of the Yijing are wide and no emoji.
    symbols = "".join(chr(c) for c in sorted(codes) if not unicodedata.name(chr(c)).startswith(signs))
    (ROOT / "codecs" / "emoji.json").write_text(json.dumps(symbols, ensure_ascii=False), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
