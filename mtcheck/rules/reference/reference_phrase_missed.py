"""REF003, reference-phrase-missed."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.lexicon.phrasing.model import Phrasing, load
from mtcheck.lexicon.phrasing.words import words_of
from mtcheck.registry import Options, rule
from mtcheck.rules.reference.shared import differences
from mtcheck.text.view import View

# Kinds that are a matter of wording; a number or a name is right or wrong, however common it is.
_WORDING = ("substitution", "word-order", "word-form", "function-word")


# A phrase that is in the reference texts this often is how people write.
_LEAST_ATTESTED = 2


def _attests(profile: Phrasing, phrase: str) -> bool:
    """Whether a profile has a phrase of two words or more, every three words of it in a row."""
    numbers = [profile.numbers.get(word.text, -1) for word in words_of(phrase)]
    if len(numbers) < 2 or min(numbers) < 0:
        return False
    width = min(3, len(numbers))
    runs = (numbers[start : start + width] for start in range(len(numbers) - width + 1))
    return all(profile.count(*run) >= _LEAST_ATTESTED for run in runs)


@rule(
    "REF003",
    "reference-phrase-missed",
    category="style/unidiomatic",
    severity=Severity.MINOR,
    options={"profile": ""},
    examples=(("They sold 12 boats.", "They sold 15 boats."),),
)
def reference_phrase_missed(view: View, options: Options) -> Iterator[Hit]:
    """A phrase differs from the closest reference in word, form, spelling, number, name or order.

    The message names the kind of difference and quotes the reference. Not every difference is a fault: the
    confidence is the share of such words that annotators marked as an error, and less than the threshold of
    corpora/scoring/differences.toml is not reported. ``profile`` is a phrasing profile (docs/phrasing.md):
    wording that it has is left alone.
    """
    profile = load(str(options["profile"])) if options.get("profile") else None
    for difference, offset in differences(view, wanted=False):
        if profile and difference.kind in _WORDING and _attests(profile, difference.found):
            continue
        other = "elsewhere in the reference" if difference.kind == "word-order" else "not in the reference"
        if difference.wanted:
            other = f"the reference has “{difference.wanted}”"
        yield Hit(
            offset + difference.start,
            offset + difference.end,
            f"{difference.kind}: “{difference.found}”, {other}",
            difference.wanted or None,
            confidence=round(difference.likelihood, 3),
        )
