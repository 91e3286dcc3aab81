"""Build corpora/codecs/tables.json: what the bytes 0x80 to 0xFF are in each codec.

    python corpora/build/codecs.py

Python has all of them, but importing 43 codec modules takes 35 ms, more than the rest of the engine's
start. Bytes a codec leaves undefined show as the C1 control of that number below 0xA0, else as a
private character that nothing reads as.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT.parent))

from mtcheck.encoding.mojibake.codecs import CODECS  # noqa: E402


def char(name: str, byte: int) -> str:
    """What readers show for a byte."""
    try:
        return bytes([byte]).decode(name)
    except UnicodeDecodeError:
        return chr(byte) if byte < 0xA0 else chr(0xF700 + byte)


if __name__ == "__main__":
    tables = {name: "".join(char(name, byte) for byte in range(0x80, 0x100)) for name in CODECS}
    (ROOT / "codecs").mkdir(exist_ok=True)
    (ROOT / "codecs" / "tables.json").write_text(json.dumps(tables, ensure_ascii=False, indent=0), "utf-8")
