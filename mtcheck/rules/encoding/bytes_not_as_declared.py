"""ENC010: the bytes of a file are not in the encoding it declares, or UTF-8 where it declares none."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING
from mtcheck.text.view import View


@rule(
    "ENC010",
    "bytes-not-as-declared",
    category=CHARACTER_ENCODING,
    severity=Severity.MAJOR,
    stage="repair",
)
def bytes_not_as_declared(view: View, options: Options) -> Iterator[Hit]:
    """The bytes of a file are not in the declared encoding (UTF-8 if it declares none).

    The file is decoded as what its bytes are, and that text is checked. `clean` writes it back in the same
    encoding. A stray byte is shown at its place.
    """
    for problem in view.document.encoding_problems:
        if problem.end <= len(view.text):
            yield Hit(problem.start, problem.end, problem.message)
