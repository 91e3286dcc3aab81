"""How the boilerplate rules declare themselves.

The wording of BPL001 to BPL005 is data (corpora/disclaimers, corpora/boilerplate). The modules that
read it know nothing of findings; each rule turns their stretches into hits.
"""

from functools import partial

from mtcheck.findings import Safety, Severity
from mtcheck.registry import rule

boilerplate_rule = partial(
    rule,
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="boilerplate",
    skip=("block", "mention", "row"),
)
