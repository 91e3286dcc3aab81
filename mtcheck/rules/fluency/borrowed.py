"""Words of the source that a translation keeps: their gender is the translator's to choose."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.tags import tag
from mtcheck.text.view import View

_WORD = lazyre.compile(r"[^\W\d_]{3,}")
# How much more frequent a word must be where it comes from, in nats.
_AT_HOME = 1.5


def keeps(view: View, said: str) -> bool:
    """Whether a stretch of the text has a word of the source that is at home there: `la pool`, of a pool.

    >>> from mtcheck.document import Document, Origin
    >>> source = "The pool has an error."
    >>> view = View("La pool.", Document("La pool.", Origin("-"), source=source, source_lang="en"), "it")
    >>> keeps(view, "La pool"), keeps(view, "una errore")
    (True, False)
    """
    source = view.document.source
    if source is None:
        return False
    there = view.once(_words, source)
    return any(word in there and _is_foreign(word, view) for word in _words(said))


def _words(text: str) -> frozenset[str]:
    """The words of a text, and their singulars in -s."""
    words = set(_WORD.findall(text.lower()))
    return frozenset(words | {word.removesuffix("s") for word in words})


def _is_foreign(word: str, view: View) -> bool:
    home, here = wordlist(tag(view.source_lang).base), wordlist(view.tag.base)
    if home is None or here is None or not home.log(word):
        return False
    return not here.log(word) or here.log(word) < home.log(word) - _AT_HOME
