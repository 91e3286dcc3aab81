"""Whether a text, or a stretch of one, is in a language that is not known and only has a known one's name."""

from __future__ import annotations

from mtcheck.languages.strangers import is_in_relative
from mtcheck.text.view import View


def is_nearest_only(view: View) -> bool:
    """Whether nobody said the language of a text, and its words are a relative's (Galician, not Spanish).

    Rules that judge words by the lists of the language have nothing to say of it. Ask ``View.once``.
    """
    return not view.is_lang_told and is_in_relative(view.spoken, view.tag.base)
