"""Build corpora/words/words.bin: the most frequent words of 36 languages, hashed.

    python corpora/build/words.py            # needs wordfreq 3.1.1

A language is a sorted array of the CRC-32 of its words and, beside it, one byte each: the frequency on
a logarithmic scale. 20,000 words at 5 bytes; a chance match of a word that is not there is 5 in a
million. Layout: mtcheck/encoding/wordlists.py.
"""

from __future__ import annotations

import json
import math
import zlib
from pathlib import Path

import wordfreq

OUT = Path(__file__).resolve().parent.parent / "words" / "words.bin"
WORDS = 20000
SKIP = {"ja", "zh"}  # written without spaces: nothing to decide
NAMES = {"fil": "tl"}


def words_of(lang: str) -> dict[str, float]:
    """Frequencies of what is a word: letters and marks, apostrophes and hyphens inside."""
    out: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(
        lang, "large" if lang in wordfreq.available_languages("large") else "small"
    ).items():
        word = word.lower()
        if lang == "el" and word.endswith("σ"):
            word = word[:-1] + "ς"  # the list folds the final form away
        if not any(c.isalpha() for c in word) or any(c.isdigit() for c in word):
            continue
        if (
            lang != "en"
            and word.isascii()
            and lang in {"ru", "uk", "bg", "mk", "el", "he", "ar", "fa", "ur", "hi", "bn", "ta", "ko"}
        ):
            continue
        out[word] = max(frequency, out.get(word, 0.0))
    return dict(sorted(out.items(), key=lambda item: -item[1])[:WORDS])


def main() -> None:
    head: dict[str, list[int]] = {}
    body = b""
    for lang in sorted(wordfreq.available_languages("small")):
        if lang in SKIP:
            continue
        rows: dict[int, int] = {}
        for word, frequency in words_of(lang).items():
            value = min(255, max(1, round(-math.log(frequency) * 12)))
            code = zlib.crc32(word.encode())
            rows[code] = min(value, rows.get(code, 255))
        codes = sorted(rows)
        name = NAMES.get(lang, lang)
        head[name] = [len(body), len(codes)]
        body += b"".join(c.to_bytes(4, "little") for c in codes) + bytes(rows[c] for c in codes)
        body += b"\0" * (-len(body) % 4)
        print(name, len(codes), flush=True)
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 4)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(b"MTWL" + len(text).to_bytes(4, "little") + text + body)
    print("bytes", OUT.stat().st_size)


if __name__ == "__main__":
    main()
