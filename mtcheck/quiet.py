"""What a catalogue of translations has by the hundred and nobody sees: counted by a check, not listed."""

from __future__ import annotations

import msgspec

from mtcheck.config import Config
from mtcheck.report import Report, count
from mtcheck.suppression import is_named

# Doubled and outer blanks, which web pages and most toolkits do not show and `clean` takes away; and the
# space before a sign of per cent. In professional catalogues they were half of all findings.
QUIET = ("PUN009", "PUN010", "PUN018")


def set_aside(report: Report, config: Config) -> tuple[Report, dict[str, int]]:
    """A report without what is only counted, and the counts by rule.

    What is selected by name, or has a severity of its own in the configuration, is listed as any other.
    """
    if report.profile != "bitext" or not report.document.is_message:
        return report, {}
    aside = [finding for finding in report.findings if finding.rule in QUIET]
    if not aside:
        return report, {}
    wanted = {
        finding.rule
        for finding in aside
        if finding.rule in config.rules
        or (config.select and is_named(finding.rule, finding.name, config.select))
    }
    aside = [finding for finding in aside if finding.rule not in wanted]
    kept = tuple(finding for finding in report.findings if finding not in aside)
    return msgspec.structs.replace(report, findings=kept), count(finding.rule for finding in aside)
