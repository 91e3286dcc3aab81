"""A component for spaCy: `nlp.add_pipe("mtcheck")`.

`doc._.mtcheck` is the Report of the text; `doc.spans["mtcheck"]` a span a finding, labelled with its rule.
Import this module once, so that spaCy knows the component.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from mtcheck.api import check

NAME = "mtcheck"


@Language.factory(NAME, default_config={"config": {}})
class Component:
    """Checks each document; ``config`` takes the keys of mtcheck.toml. The language is the pipeline's."""

    def __init__(self, nlp: Language, name: str, config: dict[str, Any]) -> None:
        self._config = {"lang": nlp.lang, **config}
        if not Doc.has_extension(NAME):
            Doc.set_extension(NAME, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its report."""
        report = check(doc.text, config=self._config)
        found = [
            # A finding may begin inside a token: the span takes in the whole of it.
            doc.char_span(finding.start, finding.end, label=finding.rule, alignment_mode="expand")
            for finding in report.findings
        ]
        doc._.mtcheck = report
        doc.spans[NAME] = [span for span in found if span is not None]
        return doc
