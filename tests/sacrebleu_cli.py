"""The real command line of sacrebleu, and generated corpora to run it on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

# Enough digits that two different doubles never print alike.
DIGITS = "17"
_WORDS = st.sampled_from(
    "the a cat cats sat on mat . , (yes) won't 3.5 1,000 % café Ünder — “quoted” 東京は 日本 кот сидит "
    ". ! ? & &amp; <b> co-operate X x".split()
)
LINES = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)


@st.composite
def corpora(draw: st.DrawFn, references: int = 1) -> tuple[list[str], list[list[str]]]:
    """Hypotheses and columns of references: some lines alike, some not, some hypotheses empty."""
    size = draw(st.integers(1, 8))
    columns = [draw(st.lists(LINES, min_size=size, max_size=size)) for _ in range(references)]
    hypotheses = [draw(st.one_of(LINES, st.just(columns[0][i]), st.just(""))) for i in range(size)]
    return hypotheses, columns


def write_lines(path: Path, lines: Sequence[str]) -> str:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    return str(path)


def sacrebleu(
    folder: Path, systems: Sequence[Sequence[str]], columns: Sequence[Sequence[str]], *arguments: str
) -> Any:
    """What `sacrebleu REF... -i HYP... -w 17 ARGUMENTS` prints: parsed when it is JSON, else as text."""
    refs = [write_lines(folder / f"ref{i}", lines) for i, lines in enumerate(columns)]
    hyps = [write_lines(folder / f"hyp{i}", lines) for i, lines in enumerate(systems)]
    command = [sys.executable, "-m", "sacrebleu", *refs, "-i", *hyps, "-w", DIGITS, *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    text = done.stdout.decode("utf-8")
    return json.loads(text) if text.lstrip()[:1] in "[{" else text
