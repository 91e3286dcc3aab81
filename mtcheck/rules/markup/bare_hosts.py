"""Addresses without http or www that a translator broke apart: `example. org/news`, `t. me / x`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import PROBABLE, Hit
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.text.view import View

# Small letters on both sides of the dot, and an end that is no word.
_END = lazyre.compile(
    r"\.(?:[ \u00a0]|(?<=[ \u00a0].))(?P<top>com|org|net|info|edu|gov|ru|ua|example)(?![\w-]|\.\w)"
    r"(?:/[\w/.%-]{1,80})?"
)
_HOST_BEFORE = lazyre.compile(r"(?<![\w./@-])[a-z][a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,2}[ \u00a0]?$")
_REACH = 130
# A word this frequent (nats) is no name of a site.
_FUNCTION = -7.5
# Words of some languages that are ends of addresses too.
_WORDS = {"com": ("pt", "ca", "gl", "oc")}
_TELEGRAM = lazyre.compile(r"t(?<!\w.)[ \u00a0]?\.[ \u00a0]?me[ \u00a0]?/[ \u00a0]?\w{2,40}")
# A path that was cut off after a slash.
_CUT_PATH = lazyre.compile(
    r"/[ \u00a0](?<=[\w/]/.)[\w-]{1,60}(?:/|\.(?:html?|php|aspx?|pdf)\b)[\w/.%-]{0,80}"
    r"|[ \u00a0](?<=%[0-9A-Fa-f]{2}.)%[0-9A-Fa-f]{2}[\w/.%-]{0,80}"
)
_URL_BEFORE = lazyre.compile(r"https?://[^\s]{1,100}$")


def bare_hosts(view: View) -> Iterator[Hit]:
    """Stretches that are one address with spaces in it."""
    text, known = view.text, wordlist(view.tag.base)
    for match in _END.finditer(text):
        before = _HOST_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        if before is None or view.tag.base in _WORDS.get(match["top"], ()):
            continue
        if not ("/" in match[0] or match[0][1] not in " \u00a0" or not _is_word(view, before[0].strip())):
            continue  # a word of prose, and a dot that ends its sentence
        if known is not None and known.log(before[0].strip()) > _FUNCTION and before[0].strip() in known:
            continue  # not .com: the end of addresses is spoken of
        yield _joined(text, before.start(), match.end())
    if "me" in text and "/" in text:
        for match in _TELEGRAM.finditer(text):
            spaced = " " in match[0] or "\u00a0" in match[0]
            if spaced and not _URL_BEFORE.search(text, max(0, match.start() - 20), match.start()):
                yield _joined(text, *match.span())
    if "://" in text:
        for match in _CUT_PATH.finditer(text):
            url = _URL_BEFORE.search(
                text, max(0, match.start() - _REACH), match.start() + (match[0][0] == "/")
            )
            if url:
                yield _joined(text, url.start(), match.end())


def _is_word(view: View, word: str) -> bool:
    known = wordlist(view.tag.base)
    return known is None or word in known


def _joined(text: str, start: int, end: int) -> Hit:
    return Hit(start, end, "link with spaces in it", re.sub("[ \u00a0]", "", text[start:end]), PROBABLE)
