"""The HTML report: one file that opens offline, with everything it needs inside and nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from mtcheck.findings import Severity
from mtcheck.registry import registry
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.renderers.segments import document_head, document_view, sound
from mtcheck.report import Report, Summary
from mtcheck.version import __version__, rule_page
from mtcheck.web import asset


def inert(value: object) -> str:
    """JSON that can stand inside a script element: no `<` in it, so that no text ends the element.

    >>> inert({"text": "</script><b>"})
    '{"text":"\\\\u003c/script>\\\\u003cb>"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


# What a browser opens without trouble: above this, texts are left out, and the list of documents stays.
MOST_CHARACTERS = 100_000_000
# Documents in that list: more take a browser minutes.
MOST_DOCUMENTS = 200_000
_END = "</script>\n"


class Page(Rows):
    """Documents are written as they come; the browser parses one when it is looked at."""

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        self._size = 0
        head = with_policy(asset("report.html"), asset("view.css"), [asset("view.js"), asset("report.js")])
        stream.write(head)

    def render(self, report: Report) -> list[str]:
        head = html.escape(inert(document_head(report)))
        return [
            f'<script type="application/json" class="document" data-head="{sound(head)}">'
            f"{inert(document_view(report))}{_END}"
        ]

    def put(self, rows: Iterable[str]) -> None:
        """Write documents, as far as a browser bears them."""
        for row in rows:
            if self.rows >= MOST_DOCUMENTS:
                return
            kept = row if self._size < MOST_CHARACTERS else row[: row.index(">") + 1] + _END
            self._size += len(kept)
            super().put([kept])

    def finish(self, summary: Summary) -> None:
        """Write the sums and the scripts."""
        self.stream.write(
            f'<script type="application/json" id="run">{inert(_run(summary, self.look.made))}</script>\n'
        )
        for name in ("view.js", "report.js"):
            self.stream.write(f"<script>{asset(name)}</script>\n")
        self.stream.write("</body>\n</html>\n")


def with_policy(page: str, style: str, scripts: Sequence[str]) -> str:
    """The page with its style, and a policy that lets nothing run but its own style and scripts."""
    values = {
        "style_hash": _hash(style),
        "script_hashes": " ".join(f"'{_hash(script)}'" for script in scripts),
        "style": style,
    }
    for name, value in values.items():
        page = page.replace(f"{{{name}}}", value)
    return page


def _hash(text: str) -> str:
    """The hash by which the page's policy knows its own style and scripts."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _run(summary: Summary, made: str) -> dict[str, Any]:
    names = {rule.code: rule.name for rule in registry()}
    by_rule = sorted(summary.by_rule.items(), key=lambda item: (-item[1], item[0]))
    return {
        "made": sound(made) or f"mtcheck {__version__}",
        "documents": summary.documents,
        "characters": summary.characters,
        "findings": summary.findings,
        "faults": summary.faults,
        "repaired": sum(summary.repaired.values()),
        "rules": [
            {
                "name": code,
                "title": names.get(code, ""),
                "count": count,
                "page": rule_page(code, names[code]) if code in names else "",
            }
            for code, count in by_rule
        ],
        "severities": [
            {"name": str(level), "count": summary.by_severity[level]}
            for level in reversed(Severity)
            if level in summary.by_severity
        ],
        "unread": [
            {"uri": sound(each.uri), "record": each.record, "message": sound(each.message)}
            for each in summary.unread
        ],
    }


OUTPUT = Page
