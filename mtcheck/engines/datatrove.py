"""Clean documents in a pipeline of datatrove. Needs the extra `[datatrove]`.

from mtcheck.engines import datatrove as mtcheck_datatrove

LocalPipelineExecutor([JsonlReader("articles"), mtcheck_datatrove.clean(), JsonlWriter("cleaned")]).run()
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Unpack

import msgspec

from mtcheck.engines.kernel import Kernel, Options, kernel
from mtcheck.engines.row import Answer, Request, problem_of

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline

# Beside the text, which is in the document.
_KEPT = ("quality", "findings", "changes", "languages", "error")


class Step(msgspec.Struct, frozen=True):
    """A step of a pipeline, which datatrove calls with the documents of one task."""

    kernel: Kernel

    def __call__(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """The documents with their text cleaned, and the rest of the answer in ``metadata["mtcheck"]``.

        A document that could not be cleaned keeps its text.
        """
        with self.kernel.cleaner() as clean:
            for document in data:
                request = self._request(document)
                answer = request if isinstance(request, Answer) else clean(request)
                if answer.text is not None:
                    document.text = answer.text
                document.metadata["mtcheck"] = {name: getattr(answer, name) for name in _KEPT}
                yield document

    def _request(self, document: Document) -> Request | Answer:
        columns = self.kernel.columns
        cells = {"text": document.text}
        for name in (columns.lang, columns.source):
            if name is not None:
                cells[name] = document.metadata.get(name)
        for name, value in cells.items():
            if value is None and name != "text":
                continue
            if not isinstance(value, str):
                return Answer(error=f"{name}: holds {type(value).__name__} and not text")
            problem = problem_of(value, self.kernel.max_characters)
            if problem:
                return Answer(error=f"{name}: {problem}")
        return Request(document.text, cells.get(columns.lang or ""), cells.get(columns.source or ""))


def clean(**options: Unpack[Options]) -> Step:
    """A step that cleans each document; ``lang`` and ``source`` name keys of its metadata.

    ``guarded`` unless told not to. Raises ConfigError.
    """
    options.setdefault("guarded", True)
    return Step(kernel(**options))
