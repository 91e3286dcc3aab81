"""Draw the README's pictures from what the current build prints: `python docs/pictures/make.py`.

The SVG is rich's own, without the web fonts it links to: a picture in a README fetches nothing.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))
SAMPLE = ROOT / "corpora" / "samples" / "ferry.txt"
# Findings shown: one of each kind is enough to see what a report looks like.
SHOWN = ("BPL001", "LNG002", "PUN003", "ENC002", "BPL004")


def report() -> str:
    """The terminal's view of the sample, for the rules shown."""
    import msgspec

    import mtcheck
    from mtcheck.document import Origin
    from mtcheck.renderers import make_renderer

    checked = mtcheck.check(SAMPLE.read_text(encoding="utf-8"))
    firsts = {finding.rule: finding for finding in reversed(checked.findings)}
    findings = sorted((firsts[rule] for rule in SHOWN), key=lambda finding: finding.start)
    document = msgspec.structs.replace(checked.document, origin=Origin("ferry.txt"))
    stream = io.StringIO()
    shown = msgspec.structs.replace(checked, findings=tuple(findings), document=document)
    make_renderer("text", stream, "article", True).report(shown)
    return stream.getvalue()


def main() -> None:
    console = Console(record=True, width=118, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ mtcheck check ferry.txt\n{report().rstrip()}"))
    svg = console.export_svg(title="mtcheck check ferry.txt")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    (HERE / "check.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
