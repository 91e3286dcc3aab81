"""A comma that stands for a letter in the middle of a word: `econom,ca`, as a program misread it on paper."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.rules.punctuation.dotted_names import BEGINS_OFTEN
from mtcheck.text.view import View

_BEFORE, _BEHIND = lazyre.compile(r"[^\W\d_]+$"), lazyre.compile(r"[^\W\d_]+(?![\w'’-])")
_LONGEST_WORD, _SHORT = 40, 2


def tears_a_word(view: View, place: int) -> bool:
    """Whether a comma stands between pieces of one word.

    Either piece is no word; or one is not, and the other is short and, behind the comma, a rare word.
    Lists of words lack many forms, so one unknown word alone tells nothing.
    """
    known = wordlist(view.tag.base)
    before = _BEFORE.search(view.text, max(0, place - _LONGEST_WORD), place)
    behind = _BEHIND.match(view.text, place + 1)
    if known is None or before is None or behind is None or not behind[0].islower():
        return False
    first, second = known.log(before[0].lower()), known.log(behind[0])
    is_word = first < 0 or not before[0].islower()
    if not second < 0:
        return not is_word or len(before[0]) <= _SHORT
    return not is_word and len(behind[0]) <= _SHORT and second < BEGINS_OFTEN
