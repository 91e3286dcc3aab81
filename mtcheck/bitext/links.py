"""URLs and e-mail addresses of a text, with a key that is the same for localised forms of one address."""

from __future__ import annotations

import re
from functools import cache

from mtcheck import lazyre
from mtcheck.bitext.items import Item, unmatched
from mtcheck.languages.codes import known_languages
from mtcheck.tags import tag

# Han, kana, hangul and full-width marks follow a URL without a space, and marks of direction stand around
# it; letters of other scripts may be part of it.
_BODY = (
    r"[^\s\u00a0\u2009\u202f\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"<>\"'`“”«»„‘’()\[\]{}|\\^\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)
# Bare domains of endings that are no words: "official.In" is a lost space.
_ENDINGS = "com|org|net|gov|edu|info|eu|ru|ua|cz|pl|jp|cn|fr|uk|kz"
_TRAILING = ".,;:!?…·*_"
_LOCALE_PARAMETER = lazyre.compile(r"[?&](?:lang|hl|locale|language|l)=[\w-]+", re.IGNORECASE)
_LOCALE = lazyre.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_MAYBE = lazyre.compile(rf"://|@|www\.|\.(?:{_ENDINGS})\b", re.IGNORECASE | re.ASCII)


@cache
def _link() -> re.Pattern[str]:
    """Compiled when a text may hold a link: no other pattern takes as long."""
    return lazyre.compile(
        rf"(?P<mail>(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{{0,63}}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
        rf"|(?P<url>(?:https?|ftp)://{_BODY}+(?:\({_BODY}*\){_BODY}*)*|www\.{_BODY}+)"
        rf"|(?<![\w.@/-])(?P<bare>(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?![\w.-]*\w)(?:/{_BODY}*)?)",
        re.IGNORECASE | re.ASCII,
    )


def find_links(text: str) -> tuple[Item, ...]:
    """URLs, bare domains and e-mail addresses, without the punctuation that follows them.

    >>> [link.text for link in find_links("See https://example.org/a, or write to info@example.org.")]
    ['https://example.org/a', 'info@example.org']
    """
    if ("." not in text and "://" not in text) or not _MAYBE.search(text):
        return ()
    found = []
    for match in _link().finditer(text):
        link = match[0].rstrip(_TRAILING)
        if link and not link.endswith("://"):
            found.append(
                Item(match.start(), match.start() + len(link), _key(link, bool(match["mail"])), link)
            )
    return tuple(found)


def _key(link: str, is_mail: bool) -> str:
    """What the address is compared by: no scheme, no www, no locale, no final slash.

    >>> _key("https://www.Example.org/en/a/", False) == _key("http://example.org/de/a", False)
    True
    """
    if is_mail:
        return link.lower()
    plain = _LOCALE_PARAMETER.sub("", re.sub(r"^\w+://", "", link))
    host, _, path = plain.partition("/")
    labels = [label for label in host.lower().split(".") if label != "www"]
    if len(labels) > 2 and _is_locale(labels[0]):
        labels = labels[1:]
    segments = [part for part in path.split("/") if part and not _is_locale(part)]
    return ".".join(labels) + "".join(f"/{part}" for part in segments)


def _is_locale(label: str) -> bool:
    base = tag(label).base
    return bool(_LOCALE.fullmatch(label)) and base in _LOCALES


_LOCALES = frozenset(known_languages()) | {"no", "ua", "cz", "jp", "cn", "gb", "us", "br", "kr"}


def compare_links(source: str, target: str) -> tuple[list[Item], list[Item]]:
    """Links that the target lacks, and links that the source does not have.

    Localised hosts and paths (/en/ for /ru/, en.example.org for uk.example.org, example.de for example.com)
    are the same link; a link of a localised host may name its page in the other language.

    >>> lost, added = compare_links("https://example.org/a", "Siehe https://example.org/b")
    >>> lost[0].text, added[0].text
    ('https://example.org/a', 'https://example.org/b')
    """
    lost, added = unmatched(find_links(source), find_links(target))
    for item in list(lost):
        twin = next((other for other in added if _localised(item, other)), None)
        if twin:
            lost.remove(item)
            added.remove(twin)
        elif _is_exemplary(item, source) and _is_replaced(item, source, target, added):
            lost.remove(item)  # nobody's address: what stands for it is a translation
            del added[:1]
        elif _stands(item.text, target) or (not added and _is_name(item.text)):
            lost.remove(item)
    added = [item for item in added if not _stands(item.text, source)]
    # A link that is several times on one side only is no loss.
    sources, targets = ({item.key for item in find_links(text)} for text in (source, target))
    return [item for item in lost if item.key not in targets], [
        item for item in added if item.key not in sources
    ]


def _is_name(link: str) -> bool:
    """Whether a bare domain is written as the name of a firm, which a language may have another for.

    >>> _is_name("Boat.com"), _is_name("boat.com"), _is_name("https://Boat.com"), _is_name("Boat.com/a")
    (True, False, False, False)
    """
    return link[:1].isupper() and not any(mark in link for mark in ":/@") and link.count(".") == 1


# Names that RFC 2606 keeps for examples, after a word that says so.
_EXAMPLE = lazyre.compile(r"(?:\bexample|\be\.?g\.|\bfor instance)[:,]? $", re.IGNORECASE)
_RESERVED = lazyre.compile(r"(?:^|\.)example(?:\.(?:com|org|net|edu))?$")


def _is_exemplary(item: Item, source: str) -> bool:
    """Whether an address is nobody's: of RFC 2606, or the bare name of a host that is an example."""
    if _RESERVED.search(_host(item.text)):
        return True
    bare = not any(mark in item.text for mark in ":/@") and not item.text.startswith("www.")
    return bare and _EXAMPLE.search(source, 0, item.start) is not None


def _is_replaced(item: Item, source: str, target: str, added: list[Item]) -> bool:
    """Whether the address of an example has another one for it: example.com is eksempel.dk in Danish."""
    if added:
        return bool(_EXAMPLE.search(source, 0, item.start)) or _is_localised_example(item, added[0])
    return len(_HOST.findall(target)) >= max(1, len(_HOST.findall(source)))


# What looks like the name of a host, whatever its ending.
_HOST = lazyre.compile(r"(?<![\w.-])(?:[^\W_][\w-]{0,62}\.){1,4}[^\W\d_]{2,6}(?!\w)")
# The name of an example in another language shares fewer letters with it; a slip shares more.
_SLIP = 0.8


def _is_localised_example(item: Item, other: Item) -> bool:
    """Whether an address is what a language has for that of an example: eksempel.dk, ornek.com."""
    if "@" in other.key or "." not in _host(other.text):
        return False
    (name, _, _), (own, _, ending) = (_host(each.text).rpartition(".") for each in (item, other))
    import difflib

    likeness = difflib.SequenceMatcher(None, name, own).ratio()
    return likeness < (1.0 if len(ending) == _COUNTRY else _SLIP)


_COUNTRY = 2


def _stands(link: str, text: str) -> bool:
    """Whether an address stands in a text, as a part of a word: audio.com-Konto."""
    place = text.lower().find(link.lower())
    return (
        place >= 0 and not text[place - 1 : place].isalnum() and not text[place + len(link) :][:1].isalnum()
    )


def _localised(one: Item, other: Item) -> bool:
    """Whether two addresses are pages of one site in two languages."""
    hosts = [_host(item.text) for item in (one, other)]
    if "@" in one.key or "@" in other.key:
        return False
    first, second = (host.split(".") for host in hosts)
    if first[-2:] == second[-2:] and first[0] != second[0]:
        return _is_locale(first[0]) or _is_locale(second[0])
    if [*first, second[-1]] == second or [*second, first[-1]] == first:
        return len(first[-1] + second[-1]) <= _LONGEST_ENDINGS  # google.com.vn
    ends = first[-1], second[-1]
    one_path, other_path = (item.key.partition("/")[2] for item in (one, other))
    return first[:-1] == second[:-1] and ends[0] != ends[1] and one_path == other_path and _national(*ends)


# com and the two letters of a country.
_LONGEST_ENDINGS = 5


def _host(link: str) -> str:
    plain = re.sub(r"^\w+://", "", link).lower().removeprefix("www.")
    return plain.partition("/")[0]


def _national(one: str, other: str) -> bool:
    """Whether the two top-level domains are those of two countries, or of one country and com."""
    return all(len(ending) == 2 or ending == "com" for ending in (one, other))
