"""Whom one is asked to follow: us, or a person that the text tells of, as the note on an author does.

`Follow us on Twitter` is the page's; `Ann Lund writes. Follow her on Twitter` is a sentence about
Ann.
"""

from __future__ import annotations

from functools import cache

from mtcheck import lazyre, resources
from mtcheck.rules.phrases import fold, stems

# A verb, a name in small letters after its capital, and where: Follow Ann Lund on Twitter
_NAMED = lazyre.compile(
    r"(?<!\w)(?:[Ff]ollow|[Ff]olg(?:e|t|en Sie)|[Ss]uivez|[Ss]ig(?:ue|a|an|am)(?: a| o)?|[Ss]egui(?:te)?"
    r"|[Vv]olg|[Ff]ölj|[Ff]ølg|[Ss]egueix(?: a| en| la)?|[Ss]eguiu(?: a| en| la)?)"
    r" (?!(?:The|Die|Das|Der|Les?|La|El|Los|Il|O|A|De|Het) )"
    r"[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]+(?:['’-][^\W\d_]+)?(?: (?:[A-ZÀ-Þ][^\W\d_]*\.?|de|da|di|van|von|der|den|y)){0,4}"
    r" (?:on|auf|bei|sur|en|no|na|em|su|op|på|a|via|at) "
)


@cache
def _stems(name: str) -> tuple[str, ...]:
    return stems(resources.read_toml("boilerplate/calls.toml")["strength"][name])


def is_of_a_person(text: str) -> bool:
    """Whether a call names somebody else to follow.

    >>> is_of_a_person("Follow Ann Lund on Twitter."), is_of_a_person("Follow her on Twitter!")
    (True, True)
    >>> is_of_a_person("Follow us on Twitter."), is_of_a_person("Follow The Gleaner on Twitter.")
    (False, False)
    """
    said = fold(text)
    if any(stem in said for name in ("us", "ours") for stem in _stems(name)):
        return False
    return any(stem in said for stem in _stems("persons")) or _NAMED.search(text) is not None
