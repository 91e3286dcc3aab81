"""What a catalogue of translations has by the hundred: counted by a check, and not listed."""

from __future__ import annotations

from collections import Counter

import msgspec

from mtcheck.bitext.untranslated import is_one_word
from mtcheck.config import Config
from mtcheck.findings import Finding
from mtcheck.report import Report, count
from mtcheck.suppression import is_named
from mtcheck.tags import tag

# Doubled and outer blanks, which web pages and most toolkits do not show and `clean` takes away; and the
# space before a sign of per cent. In professional catalogues they were half of all findings. Programs say
# `is invalid` for "not valid": of 80 negations that seemed lost or added in catalogues six were.
QUIET = ("PUN009", "PUN010", "PUN018", "TRN004")
# Cases and genders of these languages, of which a message shows too little: of 30 told in catalogues half
# were none.
_OF_SLAVIC, _SLAVIC = "FLU013", frozenset("be bg bs cs hr mk pl ru sk sl sr uk".split())
# One word that is the source's is as often a term (socket, samples) as it was left behind.
_SAME = "TRN002"
# What a whole file has, whose words differ: letters in pieces.
OF_THE_FILE = ("ENC007",)
# So often the same is listed of one file; that its language is beyond us, or no language, once.
MOST_ALIKE = 3
ONCE = ("LNG006", "LNG007")


class Quiet:
    """Sets findings of the messages of programs aside, file by file.

    What is selected by name, or has a severity of its own in the configuration, is listed as any other.
    """

    def __init__(self) -> None:
        self._met: Counter[tuple[str, str]] = Counter()
        self._uri = ""

    def set_aside(self, report: Report, config: Config) -> tuple[Report, dict[str, int]]:
        """A report without what is only counted, and the counts by rule."""
        if report.profile != "bitext" or not report.document.is_message or not report.findings:
            return report, {}
        if report.document.origin.uri != self._uri:
            self._uri = report.document.origin.uri
            self._met.clear()
        is_slavic = tag(report.lang).base in _SLAVIC
        aside = [each for each in report.findings if self._is_quiet(each, config, is_slavic)]
        kept = tuple(finding for finding in report.findings if finding not in aside)
        return msgspec.structs.replace(report, findings=kept), count(finding.rule for finding in aside)

    def _is_quiet(self, finding: Finding, config: Config, is_slavic: bool) -> bool:
        named = config.select and is_named(finding.rule, finding.name, config.select)
        if named or finding.rule in config.rules:
            return False
        alike = finding.rule, "" if finding.rule in OF_THE_FILE else finding.message
        self._met[alike] += 1
        if is_slavic and finding.rule == _OF_SLAVIC:
            return True
        if finding.rule == _SAME and is_one_word(finding.text):
            return True
        most = 1 if finding.rule in ONCE else MOST_ALIKE
        return finding.rule in QUIET or self._met[alike] > most
