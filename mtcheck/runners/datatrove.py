"""Clean documents in a pipeline of datatrove. Needs the extra `[datatrove]`.

from mtcheck.runners import datatrove as mtcheck_datatrove

LocalPipelineExecutor([JsonlReader("articles"), mtcheck_datatrove.clean(), JsonlWriter("cleaned")]).run()
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Unpack

import msgspec

from mtcheck.runners.batch import Kernel, Options, kernel
from mtcheck.runners.row import Answer, Request, problem_of

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline

# Beside the text, which stands in the document.
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
        columns, text = self.kernel.columns, document.text
        if not isinstance(text, str):
            return Answer(error="the text is null")
        problem = problem_of(text, self.kernel.max_characters)
        lang, source = (
            document.metadata.get(name) if name else None for name in (columns.lang, columns.source)
        )
        return Answer(error=problem) if problem else Request(text, lang, source)


def clean(**options: Unpack[Options]) -> Step:
    """A step that cleans each document; ``lang`` and ``source`` name keys of its metadata.

    ``guarded`` unless told not to. Raises ConfigError.
    """
    options.setdefault("guarded", True)
    return Step(kernel(**options))
