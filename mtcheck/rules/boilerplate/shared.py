"""How the boilerplate rules declare themselves.

The wording of BPL001 to BPL005 is data (corpora/disclaimers, corpora/boilerplate). The modules that
read it know nothing of findings; each rule turns their stretches into hits.
"""

from functools import partial

from mtcheck import lazyre
from mtcheck.findings import Safety, Severity
from mtcheck.registry import rule
from mtcheck.text.view import View

_HEADING = lazyre.compile(r"[ \t]*<(?:b|strong|h[1-6])>[^<>\n]*</(?:b|strong|h[1-6])>[ \t]*(?=\n[^\n<]|\r)")


def is_tagged_heading(view: View, start: int) -> bool:
    """Whether a line is a heading in tags, with its text below: `<b>Share</b>` of a description."""
    return _HEADING.match(view.text, view.text.rfind("\n", 0, start) + 1) is not None


boilerplate_rule = partial(
    rule,
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="boilerplate",
    skip=("block", "mention", "row"),
)
