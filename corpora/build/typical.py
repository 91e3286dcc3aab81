"""What text of each language looks like to the engine: corpora/ngrams/typical.toml.

    python corpora/build/typical.py FOLDER

FOLDER holds a file of clean sentences a language, `<code>.txt`, one a line. Of each the mean surprise of its
own n-grams is taken, and the share of known words that one sentence in 25 falls below. Only figures are kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from mtcheck.languages.evidence import gather  # noqa: E402
from mtcheck.languages.strangers import known_share  # noqa: E402

_LOW = 4  # per cent of the sentences
_LEAST = 20  # sentences; fewer say nothing
_HEAD = """\
# What text of a language looks like to the engine, so that text of a language it does not know can be told.
# surprise: mean nats a symbol by the language's own n-grams. known: share of words in its word lists that one
# sentence in 25 falls below; left out where there is no list.
# Made by corpora/build/typical.py; do not edit.
"""


def row(code: str, sentences: list[str]) -> str | None:
    """The line of one language; None where it has too few sentences, or no table and no list."""
    found = [(evidence, sentence) for sentence in sentences if (evidence := gather(sentence)) is not None]
    own = [(evidence, sentence) for evidence, sentence in found if code in evidence.languages]
    shares = [share for _, sentence in own if (share := known_share(sentence, code)) is not None]
    surprise = float(np.mean([evidence.surprise for evidence, _ in own])) if own else 0.0
    if len(own) < _LEAST or not (surprise or shares):
        return None
    known = f", known = {np.percentile(shares, _LOW):.2f}" if shares else ""
    return f"{code} = {{ surprise = {surprise:.2f}{known} }}\n"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    rows = []
    for path in sorted(Path(sys.argv[1]).glob("*.txt")):
        sentences = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
        rows.append(row(path.stem, sentences) or "")
    (ROOT / "corpora" / "ngrams" / "typical.toml").write_text(_HEAD + "".join(rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
