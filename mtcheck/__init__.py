"""mtcheck: finds and repairs what goes wrong in machine-translated articles.

>>> import mtcheck
>>> report = mtcheck.check("Talks were held in Baltic countries .")
>>> [(finding.rule, finding.text) for finding in report.findings]
[('PUN001', ' .')]
>>> mtcheck.clean("Talks were held in Baltic countries .").text
'Talks were held in Baltic countries.'

The public names are loaded when they are first used, so that ``import mtcheck`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.api import Repaired, check, check_many, clean, repair_encoding, score
    from mtcheck.config import Config
    from mtcheck.document import Document, Origin, Span
    from mtcheck.edits import Edit
    from mtcheck.engine import Cleaned
    from mtcheck.findings import Finding, Hit, Safety, Severity
    from mtcheck.formats import read
    from mtcheck.languages import Language, LanguageSpan
    from mtcheck.languages.identify import identify_language
    from mtcheck.languages.segment import segment_languages
    from mtcheck.registry import Rule, rule
    from mtcheck.report import Report
    from mtcheck.scoring.types import MetricScore, Scores
    from mtcheck.text.shapes import Needs
    from mtcheck.text.view import View

_HOMES = {
    "mtcheck.api": ("Repaired", "check", "check_many", "clean", "repair_encoding", "score"),
    "mtcheck.config": ("Config",),
    "mtcheck.document": ("Document", "Origin", "Span"),
    "mtcheck.edits": ("Edit",),
    "mtcheck.engine": ("Cleaned",),
    "mtcheck.findings": ("Finding", "Hit", "Safety", "Severity"),
    "mtcheck.formats": ("read",),
    "mtcheck.languages": ("Language", "LanguageSpan"),
    "mtcheck.languages.identify": ("identify_language",),
    "mtcheck.languages.segment": ("segment_languages",),
    "mtcheck.registry": ("Rule", "rule"),
    "mtcheck.report": ("Report",),
    "mtcheck.scoring.types": ("MetricScore", "Scores"),
    "mtcheck.text.shapes": ("Needs",),
    "mtcheck.text.view": ("View",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Cleaned",
    "Config",
    "Document",
    "Edit",
    "Finding",
    "Hit",
    "Language",
    "LanguageSpan",
    "MetricScore",
    "Needs",
    "Origin",
    "Repaired",
    "Report",
    "Rule",
    "Safety",
    "Scores",
    "Severity",
    "Span",
    "View",
    "__version__",
    "check",
    "check_many",
    "clean",
    "identify_language",
    "read",
    "repair_encoding",
    "rule",
    "score",
    "segment_languages",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'mtcheck' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
