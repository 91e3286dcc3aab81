"""Which language a text is in.

The script comes first: it settles most of the world's languages. Where a script writes several, the
n-gram table of that script decides, and langdetect where the table sees no difference between two
languages. What is no language at all is ``"und"``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mtcheck.errors import need_text
from mtcheck.languages.codes import chosen, need_tags
from mtcheck.languages.types import UNDETERMINED, Language

if TYPE_CHECKING:
    from mtcheck.languages.evidence import Evidence

#: Confidence is the share of the best language among all, each weighted by exp(-TRUST * nats). N-grams
#: repeat each other, the more the longer the text: fitted on one half of the development data; expected
#: calibration error on the other 0.015; benchmarks/languages.py prints it.
TRUST: Final = 0.7
TRUST_HALVES_AT: Final = 40

#: Neighbours that even a long text does not tell apart: Bosnian from Croatian, Malay from Indonesian, and
#: somewhat the two Norwegian standards. Each one's twin, and the share of right answers among those that
#: name one of them.
TWINS: Final = {
    "bs": ("hr", 0.6), "hr": ("bs", 0.6), "id": ("ms", 0.6), "ms": ("id", 0.6),
    "nb": ("nn", 0.93), "nn": ("nb", 0.93),
}  # fmt: skip
#: No answer is surer than this.
SUREST: Final = 0.995

#: Confidence that a text is no language, by what told so: share of right answers on our strings.
NOT_LANGUAGE: Final = 0.97
UNEXPLAINED: Final = 0.85

#: langdetect is asked below this margin in nats, for texts of this many symbols: it decides 38 % of the
#: pairs of words there rightly, we 30 %. Above the margin it decides worse than we.
ARBITER_MARGIN: Final = 0.5
ARBITER_SYMBOLS: Final = 14


def identify_language(text: str, *, among: Sequence[str] | None = None) -> Language:
    """The language of a text, from its script and its n-grams; ``"und"`` where it cannot be told.

    ``among`` restricts the answer to some languages, named as the caller likes (``"no"`` stands for
    Bokmål and Nynorsk); languages the engine does not know are left out. Never raises on any str; raises
    TypeError for what is none, and ConfigError where ``among`` has what is no language tag.

    >>> identify_language("Dies ist nur ein kurzer Satz.").code
    'de'
    >>> identify_language("https://example.org/?id=17").code
    'und'
    >>> identify_language("Dette er en kort setning.", among=["no", "sv"]).code
    'no'
    """
    need_text(text, "identify_language")
    need_tags(among, "identify_language")
    return identified(text, among)


def identified(text: str, among: Sequence[str] | None) -> Language:
    """The same for what is known to be a text; ``among`` may hold any names, as files declare them."""
    from mtcheck.languages.evidence import gather
    from mtcheck.languages.notlanguage import is_explained, is_language
    from mtcheck.languages.strangers import NEAREST, is_stranger

    if not is_language(text):
        return Language(UNDETERMINED, NOT_LANGUAGE)
    evidence = gather(text)
    if evidence is None:
        return Language(UNDETERMINED, NOT_LANGUAGE)
    if not is_explained(evidence, text):
        return Language(UNDETERMINED, UNEXPLAINED)
    if among is None:
        code, confidence = decided(text, evidence, list(range(len(evidence.languages))))
        if confidence > NEAREST and is_stranger(text, code, evidence):
            confidence = NEAREST
        return Language(code, confidence)
    names = chosen(among)
    columns = [column for column, code in enumerate(evidence.languages) if code in names]
    if not columns:
        return Language(UNDETERMINED, UNEXPLAINED)
    code, confidence = decided(text, evidence, columns)
    return Language(names[code], confidence)


def decided(text: str, evidence: Evidence, columns: list[int]) -> tuple[str, float]:
    """The best of the languages in these columns, and how sure that is."""
    import numpy as np

    from mtcheck.languages.arbiter import arbitrate

    costs = evidence.costs.take(columns)
    best = int(costs.argmin())
    code = evidence.languages[columns[best]]
    trust = TRUST / (1 + evidence.symbols / TRUST_HALVES_AT)
    confidence = 1 / float(np.add.reduce(np.exp((costs[best] - costs) * trust)))
    if len(columns) > 1 and evidence.symbols >= ARBITER_SYMBOLS:
        least = float(costs[best])
        costs[best] = np.inf
        other = int(costs.argmin())
        if costs[other] - least < ARBITER_MARGIN:
            share = arbitrate(text[:2000], code, evidence.languages[columns[other]])
            code = evidence.languages[columns[other]] if share is not None and share < 0.5 else code
    twin, share_right = TWINS.get(code, ("", SUREST))
    if twin and not any(evidence.languages[column] == twin for column in columns):
        share_right = SUREST
    return code, round(confidence * share_right, 4)
