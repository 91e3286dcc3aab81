"""Who is named in the credit of a picture: `Photo: Anna Holm / Reuters`."""

from __future__ import annotations

import re

from mtcheck import lazyre
from mtcheck.rules.phrases import fold

MAX_CREDIT_NAME_WORDS = 8
NAME_WORD = lazyre.compile(r"[^\W\d_]+")
# Small words inside a credit: "courtesy of the Harbour Museum".
_CREDIT_SMALL = frozenset(
    {"of", "the", "and", "by", "from", "via", "for", "courtesy", "de", "la", "le", "les", "du", "des"}
    | {"von", "der", "und", "di", "da", "del", "et", "y"}
)
# The address of a page or a film is what the author points to.
_LINKED = lazyre.compile(r"https?://[^\s/]+/\S")


def has_agency(folded: str, agencies: tuple[str, ...]) -> bool:
    """Whether a word begins like the name of an agency: no `pool` in Liverpool."""
    return any((agency if agency[0] >= "\u2e80" else f" {agency.lstrip()}") in folded for agency in agencies)


def names_someone(name: str, agencies: tuple[str, ...]) -> bool:
    """Whether what follows "Photo:" is an agency, a site or a name rather than a caption."""
    words = NAME_WORD.findall(name)
    folded = fold(name)
    if len(words) > 14 or not name.strip() or _LINKED.search(name):
        return False
    if has_agency(folded, agencies) or re.search(r"@\w|\w\.(?:com|org|net|ru|ua|info|[^\W\d_]{2})\b", name):
        return True
    if name.rstrip()[-1:] in ".!?" and len(words) > 4:
        return False
    if not any(word[:1].isupper() for word in words):
        # A script without capitals has no cue but length.
        short = 0 < len(name.strip()) <= 20 and name.rstrip()[-1:] not in {"。", "！", "？"}
        return short and all(not word.islower() for word in words)
    return len(words) <= MAX_CREDIT_NAME_WORDS - 3 and all(
        word[0].isupper() or word.lower() in _CREDIT_SMALL for word in words
    )
