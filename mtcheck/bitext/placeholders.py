"""Placeholders that a program fills in: printf, braces, ICU messages, Python, Ruby, Qt, Angular, shell.

A placeholder's key is what must be the same in the translation; where a language may reorder them, and how
ICU plural branches are compared, is settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.bitext.items import Item, unmatched
from mtcheck.bitext.links import find_links
from mtcheck.tags import UNSPACED, tag

# A word of a script that writes spaces; what others write on from is beside no word: %1を, %count%로.
_W = rf"[^\W{UNSPACED}\u1100-\u11ff\uac00-\ud7a3]"
# Names between two marks: %count%, $Product$, @version@, $(BRAND); entities of a product's own: &brandName;.
# Shorter ones are formulas ($x$), bytes of an address (%C3%A9) or firms (AT&T;).
_BETWEEN = (
    rf"(?<!{_W})(?<!%)%[A-Za-z_][\w-]{{2,}}%(?!{_W})"
    rf"|(?<!{_W})(?<!\$)\$(?:[A-Za-z_]\w{{2,}}\$(?!{_W})|\(\^?[A-Za-z_]\w{{2,}}\))"
    rf"|(?<!{_W})(?<![@.])@[A-Za-z_][\w.]{{2,}}@(?!{_W}|\.\w)|(?<!{_W})&(?P<entity>[A-Za-z_][\w.-]{{2,}};)"
)
# "50 % d'accord" and "100%" are no printf: no conversion after a number, none with a space as its flag.
_CONVERSION = (
    r"%(?:(?P<position>\d+)\$)?[-+0#'I]*(?:\d+|\*)?(?:\.(?:\d+|\*))?"
    r"(?:hh|h|ll|l|q|j|z|t|L)?(?P<conversion>[diouxXeEfFgGaAcsSp@])"
)
# ~%A is the end of a line in Lisp, with a word behind it.
_PRINTF = (
    rf"%%|(?<![\d~])(?<!\d[ \u00a0\u202f]){_CONVERSION}"
    r"(?!(?!(?:st|nd|rd|th)\b)[A-Za-z\u00c0-\u024f]{2})"
)
_OTHERS = (
    r"%\((?P<python>[\w .-]+)\)[-+0#]*\d*(?:\.\d+)?[a-zA-Z]"
    r"|%\{(?P<ruby>[\w .-]+)\}|%<(?P<ruby2>\w+)>[-+0#]*\d*(?:\.\d+)?[a-zA-Z]"
    r"|\{\$[^{}\n]{1,200}\$\}|\{\{\{?(?P<double>[^{}\n]{1,80})\}\}\}?"
    r"|[$#]\{(?P<dollar>[^{}\n]{1,80})\}|\$\[[A-Za-z_]\w*\]"
    r"|%(?:\d+\$)?[-+0#]*\d*(?P<wide><PRI[a-zA-Z]+\d*>)"
    rf"|(?<!\d)%L?(?P<qt>\d{{1,2}}|n)(?!{_W}|%\w)"
    rf"|(?<!{_W})(?<!\$)\$(?P<shell>[a-z_][a-z0-9_]*|[A-Z][A-Z0-9]*_[A-Z0-9_]+|_[A-Z][A-Z0-9_]+|HOME|PATH|USER)(?!{_W})"
    rf"|(?P<hash>#[A-Z][A-Za-z]*_?[A-Za-z]*\d*#|(?<!{_W})(?<![#&/])##?[a-z][a-z_]{{2,}}##?(?!{_W}|#))"
)
_SIMPLE = lazyre.compile(f"{_BETWEEN}|{_PRINTF}|{_OTHERS}")
_LOOSE = lazyre.compile(f"{_BETWEEN}|%%|(?<!~){_CONVERSION}|{_OTHERS}")
_BRACE = lazyre.compile(r"\{(?:\d+|[A-Za-z_][\w.]*(?:\[\w+\])*)?(?:![rsa])?(?::[^{}\n]{0,20})?\}")
_ICU_HEAD = lazyre.compile(r"\{\s*(?P<name>[\w.]+)\s*,\s*(?P<kind>plural|select|selectordinal|choice)\s*,")
_ICU_VALUE = lazyre.compile(r"\{\s*([\w.]+)\s*,\s*(number|date|time|spellout|ordinal|duration)[^{}]*\}")
_ANY_BRACE = lazyre.compile(r"[{}]")
# No ICU message is longer, in characters.
_LONGEST_MESSAGE = 5_000
# A pattern of one's own may take so many seconds on one text; a sound one takes thousandths.
OWN_PATTERN_S = 2.0
# Per cent comes before the number in these languages: "%50" is no argument of Qt.
_PERCENT_FIRST = ("tr", "eu")


def may_hold_placeholders(text: str) -> bool:
    """A cheap test: whether a mark of a placeholder is in the text."""
    return any(mark in text for mark in "%{$#@&")


# Conversions of strftime that printf has not. A message with one is a form of dates: %d is a day.
_OF_TIME = lazyre.compile(r"(?<!%)%[-_0^#EO]?[HIMYyBbmSkljZRT](?![\w(])")


def is_form_of_time(text: str) -> bool:
    """Whether a text is a form of dates or clocks for strftime, which each language has its own of.

    >>> is_form_of_time("%d %b %Y"), is_form_of_time("%a %b %e"), is_form_of_time("%d of %s")
    (True, True, False)
    """
    if "%" not in text:
        return False
    found = set(_OF_TIME.findall(text))
    return len(found) > 1 or (bool(found) and _DAY.search(text) is not None)


# A day or half of one beside a month or an hour: %A %d %B
_DAY = lazyre.compile(r"(?<!%)%[-_0^#EO]?[aAepd](?![\w(])")


def find_placeholders(
    text: str, lang: str = "und", pattern: str = "", known: frozenset[str] = frozenset()
) -> tuple[Item, ...]:
    """The placeholders of a text in order; ``pattern`` is a regular expression of one's own kind.

    ``known`` are conversions of printf that are ones here whatever is beside them: `%dbits`, `VST3 %s`; and
    arguments of Qt that are ones where per cent comes first: %1.

    >>> [item.key for item in find_placeholders("%(n)s of {total} files, %2$d %%")]
    ['%(n)s', '{total}', '%2d']
    """
    found = list(_own(text, pattern)) if pattern else []
    if may_hold_placeholders(text):
        taken = bytearray(len(text))
        for item in found:
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
        for item in (*_icu(text), *_simple(text, lang, known), *_braces(text)):
            if not any(taken[item.start : item.end]):
                taken[item.start : item.end] = b"\1" * (item.end - item.start)
                found.append(item)
    return tuple(sorted(found))


def _own(text: str, pattern: str) -> Iterator[Item]:
    """What a pattern of one's own finds. Raises TimeoutError: some take exponential time, as (a+)+$ does."""
    import regex

    for match in regex.finditer(pattern, text, timeout=OWN_PATTERN_S):
        yield Item(match.start(), match.end(), match[0], match[0])


def _is_character(entity: str) -> bool:
    from html.entities import html5

    return entity in html5


# Width and height of Qt, which another language sets as %1 × %2.
_OF_SIZE = lazyre.compile(r"(%\d)x(?=%\d)")
# ${1:word} is a place in a snippet, with a word to begin with.
_DEFAULT_TEXT = lazyre.compile(r"^\$\{(\d+):.*\}$")


def _simple(text: str, lang: str, known: frozenset[str]) -> Iterator[Item]:
    place = 0
    for match in (_LOOSE if known else _SIMPLE).finditer(text):
        if known and match["conversion"] and match[0] not in known and not _SIMPLE.match(text, match.start()):
            continue
        if match[0] == "%%":
            continue  # a sign of per cent
        size = _OF_SIZE.match(text, match.start())
        if size:
            yield Item(*size.span(1), size[1], size[1])
            continue
        if match["entity"] and _is_character(match["entity"]):
            continue  # a character
        if _is_per_cent(match["qt"], lang) and match[0] not in known:
            continue
        if match["conversion"]:
            # An unnumbered conversion stands for its place in the order.
            place = place if match["position"] else place + 1
            kind = "i" if match["conversion"] in "di" else match["conversion"]
            key = f"%{match['position'] or place}{'d' if kind == 'i' else kind}"
        else:
            key = match["wide"] or _DEFAULT_TEXT.sub("${\\1}", re.sub(r"\s+", "", match[0]))
        yield Item(*match.span(), key, match[0])


def _is_per_cent(number: str | None, lang: str) -> bool:
    """Whether what may be an argument of Qt is a number of per cent: in Turkish %50 is 50%."""
    return bool(number) and number != "n" and tag(lang).base in _PERCENT_FIRST


def _braces(text: str) -> Iterator[Item]:
    for match in _BRACE.finditer(text):
        yield Item(match.start(), match.end(), match[0], match[0])
    for match in _ICU_VALUE.finditer(text):
        yield Item(*match.span(), f"{{{match[1]},{match[2]}}}", match[0])


def _icu(text: str) -> Iterator[Item]:
    """Plural and select messages: the name and kind of the argument; branches may differ by language."""
    for match in _ICU_HEAD.finditer(text):
        end = _closing(text, match.start())
        if end is None:
            continue
        inner = text[match.end() : end - 1]
        branches = set(re.findall(r"(=?\w+)\s*\{", inner)) if match["kind"] == "select" else set()
        names = sorted(set(re.findall(r"\{\s*([\w.]+)\s*[,}]", _without_branches(inner))))
        key = f"{{{match['name']},{match['kind']},{'|'.join(sorted(branches))},{'|'.join(names)}}}"
        yield Item(match.start(), end, key, text[match.start() : end])


def _without_branches(inner: str) -> str:
    """The bodies of branches, each opened by one brace less: only arguments keep both of theirs."""
    return re.sub(r"=?\w+\s*\{(?=(?:[^{}]|\{[^{}]*\})*\})", "", inner)


def _closing(text: str, start: int) -> int | None:
    """The end of the braces that open at ``start``; None when they never close."""
    depth = 0
    for brace in _ANY_BRACE.finditer(text, start, start + _LONGEST_MESSAGE):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None


# %(name)s, {name}, {{name}}, ${name}, %{name}, but not an ICU message, whose branches are one argument each.
_NAMED = lazyre.compile(r"%\([A-Za-z_]\w*\)|[%$]?\{\{?\s*[A-Za-z_][\w.]*\s*\}")


def _is_glued(placeholder: str, text: str) -> bool:
    """Whether a placeholder of printf is in a text against a word, and so taken for none: `%.0fms`."""
    place = text.find(placeholder) if placeholder[0] == "%" else -1
    return place >= 0 and _LATIN.match(text, place + len(placeholder)) is not None


_LATIN = lazyre.compile("[A-Za-z\u00c0-\u024f]")


_SHORTEST_LIST = 3


def _has_one_in_each_line(source: str, target: str) -> bool:
    """Whether both are lists of ways to say one thing: `Turn %s on`, `Switch on %s`, a line each.

    >>> _has_one_in_each_line("Turn %@ on\\nSwitch on %@\\nStart %@", "%@ an\\n%@ ein\\nStarte %@")
    True
    """
    if source.count("\n") < _SHORTEST_LIST - 1 or target.count("\n") < _SHORTEST_LIST - 1:
        return False
    said = {
        tuple(item.key for item in find_placeholders(line, "und"))
        for text in (source, target)
        for line in text.splitlines()
        if line.strip()
    }
    return len(said) == 1 and len(*said) == 1


def _without_per_cents(lost: list[Item], added: list[Item]) -> tuple[list[Item], list[Item]]:
    """What is left where %{0} is a sign of per cent and {0}, as Turkish writes {0}%."""
    rest = list(lost)
    kept = []
    for item in added:
        twin = next((other for other in rest if item.key == f"%{other.key}"), None)
        if twin:
            rest.remove(twin)
        else:
            kept.append(item)
    return rest, kept


_QT = lazyre.compile(r"%L?\d{1,2}")
_NUMBERED = lazyre.compile(r"\{\d\}")
_BYTE = lazyre.compile(r"%\d\d")
_SWALLOWED = lazyre.compile(r"%(?:\d+\$)?\.0s")


def compare_placeholders(
    source: str, target: str, langs: tuple[str, str] = ("und", "und"), pattern: str = ""
) -> tuple[list[Item], list[Item]]:
    """Placeholders that the target lacks, and those that the source does not have.

    >>> lost, added = compare_placeholders("%s of %d", "%2$d von %1$s")
    >>> lost, added
    ([], [])
    >>> compare_placeholders("%sSave in %.0fms", "%s sichern in %.0f ms")
    ([], [])
    """
    if _has_one_in_each_line(source, target) or is_form_of_time(source):
        return [], []
    texts = (source, langs[0]), (target, langs[1])
    found = [find_placeholders(text, lang, pattern) for text, lang in texts]
    if tag(langs[1]).base in _PERCENT_FIRST and any(_QT.fullmatch(item.text) for item in found[0]):
        arguments = frozenset(item.text for item in found[0] if _QT.fullmatch(item.text))
        found[1] = find_placeholders(target, langs[1], pattern, arguments)
    lost, added = unmatched(*found)
    if any("*" in item.text for item in lost) and len(found[0]) == len(found[1]) == len(
        [item for item in found[1] if "$" in item.text]
    ):
        return [], []  # a width by itself is an argument too: %*i of %s, %3$s %1$*i
    if any(_SWALLOWED.fullmatch(item.text) for item in added):
        # %.0s takes an argument and shows nothing of it.
        shown = [item for item in added if not _SWALLOWED.fullmatch(item.text)]
        return lost[len(added) - len(shown) :], shown
    known = frozenset(item.text for item in (*found[0], *found[1]) if item.key[:1] == "%")
    if known and (lost or added):
        found = [find_placeholders(text, lang, pattern, known) for text, lang in texts]
        lost, added = unmatched(*found)
    unnumbered = [item for item in lost if item.text == "{}"]
    numbered = [item for item in added if _NUMBERED.fullmatch(item.text)]
    if unnumbered and {item.text for item in numbered} == {f"{{{n}}}" for n in range(source.count("{}"))}:
        # Each is named by its place, to be in another order.
        lost = [item for item in lost if item not in unnumbered]
        added = [item for item in added if item not in numbered]
    if "{ }" in source:
        added = [item for item in added if item.text != "{}"]  # the two marks are spoken of
    # `%sSave` and `%ums` are placeholders where the other side has them apart from the word.
    lost = [item for item in lost if not _is_glued(item.text, target)]
    added = [item for item in added if not _is_glued(item.text, source)]
    if tag(langs[1]).base in _PERCENT_FIRST:
        lost, added = _without_per_cents(lost, added)
    links = [(link.start, link.end) for link in find_links(target)] if added and "%" in target else []
    added = [item for item in added if not any(low <= item.start < high for low, high in links)]
    # In quotation marks %40 is a byte, also where per cent comes first.
    lost = [item for item in lost if not (_BYTE.fullmatch(item.text) and item.text in target)]
    there = {item.key for item in found[1]}
    # What is named may be said once for twice: `Delete {name}? {name} is shared.`
    lost = [item for item in lost if item.key not in there or not _NAMED.match(item.text)]
    for item in added[:]:
        # In front of a brace a number sign is one: `No. {number}` and `#{number}`
        twin = next((other for other in lost if item.key == f"#{other.key}"), None)
        if twin:
            lost.remove(twin)
            added.remove(item)
    return lost, added
