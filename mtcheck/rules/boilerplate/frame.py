"""What stands around an article, told by shape and place: menus, rows of links, sites and sections in titles.

Such lines have no wording of their own. A menu is several short lines, one under the other, before the first
line of prose or after the last one. All of it is shown, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from mtcheck import lazyre, resources
from mtcheck.rules.boilerplate import labels, rows, surroundings
from mtcheck.rules.phrases import Lines
from mtcheck.text.words import Head

_FILE = "boilerplate/menus.toml"
# A line of prose is this long and ends like a sentence; a name in a menu has so few words and characters.
_PROSE, _CUT_PROSE, _WORDS, _CHARACTERS, _UNSPACED = 80, 200, 4, 35, 12
# So many names are a menu, where a share of them are names that menus have or labels of buttons; so many
# are one on a page of which something else is left.
_FEWEST, _FEWEST_KNOWN, _SHARE = 4, 3, 0.25
_KNOWN, _MANY = 2, 12
_STOPS = (".", "!", "?", "…", "。", "！", "？", "।", "։", "۔", "؟", "｡")
_CLOSERS = "\"'”’»)]」』 "
_NO_NAME = lazyre.compile(r"[\d:：;|=<>{}\[\]/\\@#*_\"“”„«»]|^[-–—•·▪►●○■□➢✓✔+]|[,.!?…;。、！？।،؛]$")
_MARKS = " \t:：…!?？！»›→>*|()[]{}✓✔▼▲↓↑←⇒·•-–—+"
# From here on scripts have no spaces between words.
_IDEOGRAPHS = "\u2e80"


@cache
def menu_names() -> frozenset[str]:
    """Names of sections and parts of a site in all languages, in lower case."""
    rows = resources.read_toml(_FILE)["language"]
    return frozenset(name for row in rows for name in row["names"].split("|"))


def is_prose(text: str, head: Head) -> bool:
    """Whether a line is a sentence or more of a text; a long one may be cut off."""
    size = len(head.text) * (2 if head.text[0] >= _IDEOGRAPHS else 1)
    ends = text[head.start : head.end].rstrip(_CLOSERS).endswith(_STOPS)
    return size >= (_PROSE if ends else _CUT_PROSE)


class Page:
    """The lines of a text: where its prose begins and ends, and what is around it."""

    def __init__(self, view: Lines, has_furniture: bool = False) -> None:
        self.view, self.has_furniture = view, has_furniture
        self.heads = view.heads
        prose = [place for place, head in enumerate(self.heads) if is_prose(view.text, head)]
        self.first, self.last = (prose[0], prose[-1]) if prose else (len(self.heads), -1)
        self.has_prose = bool(prose)

    @cached_property
    def is_scraped(self) -> bool:
        """Whether anything with a wording of its own is left of a page."""
        if self.has_furniture or any(True for each in (pointers, bylines) for _ in each(self)):
            return True
        finders = (surroundings.find_related, surroundings.find_appeals, surroundings.find_residue)
        return any(True for find in finders for _ in find(self.view))

    def outside(self) -> Iterator[range]:
        """Places of the lines before the prose, and of those after it."""
        if self.has_prose:
            yield range(self.first)
            yield range(self.last + 1, len(self.heads))

    def said(self, place: int) -> str:
        """A line as it is written, without blanks around it."""
        head = self.heads[place]
        return self.view.text[head.start : head.end].strip()


def menus(page: Page) -> Iterator[tuple[int, int]]:
    """Lines of menus: names in a row before or after the prose.

    What a line with a colon leads in is its list, and no menu. A poem, a list and a signature have that shape
    too, so some of the names have to be known, or something else has to be left of a page.
    """
    for places in page.outside():
        run: list[int] = []
        for place in (*places, -1):
            if place >= 0 and _is_name(page, place):
                run.append(place)
                continue
            if len(run) >= _FEWEST_KNOWN and _is_menu(page, run):
                for each in run:
                    yield page.heads[each].start, page.heads[each].end
            run = []


_PARTS = lazyre.compile(r"[ \u00a0]*[|•·›»][ \u00a0]*|[ \u00a0]/[ \u00a0]")
_FEWEST_PARTS, _FEWEST_IN_LINE = 2, 4


def bars(page: Page) -> Iterator[tuple[int, int]]:
    """Menus in one line: `Privacy | Contact`, `Home News Sport Weather`."""
    names = menu_names()
    for head in page.heads:
        if len(head.text) > labels.MAX_LABEL:
            continue
        parts = [part.strip(_MARKS) for part in _PARTS.split(head.text.strip(" |•·›»"))]
        words = head.text.split()
        if len(parts) >= _FEWEST_PARTS:
            known = sum(part in names for part in parts)
            short = all(0 < len(part.split()) <= _WORDS for part in parts)
            if short and (known == len(parts) or (known > _FEWEST_PARTS and 2 * known >= len(parts))):
                yield head.start, head.end
        elif len(words) >= _FEWEST_IN_LINE and len(set(words)) == len(words) and names.issuperset(words):
            yield head.start, head.end


def _is_name(page: Page, place: int) -> bool:
    """Whether a line may be a name in a menu: a few words, no mark, no figure, no small letter first."""
    head = page.heads[place]
    if _is_known(page, place):
        return True
    said = page.said(place)
    if said[:1].islower() or _NO_NAME.search(said):
        return False
    if said[:1] >= _IDEOGRAPHS:
        return len(said) <= _UNSPACED
    return len(head.text) <= _CHARACTERS and len(said.split()) <= _WORDS and any(map(str.isalpha, said))


def _is_known(page: Page, place: int) -> bool:
    head, said = page.heads[place], page.said(place)
    if len(head.text) > labels.MAX_LABEL or not said.lstrip(_MARKS).startswith(said[:1]):
        return False
    return head.text.strip(_MARKS) in menu_names() or labels.kind_of(head.text, said) is not None


def _is_menu(page: Page, run: list[int]) -> bool:
    before = page.said(run[0] - 1) if run[0] else ""
    if before.endswith((":", "：")):
        return False
    known = {page.heads[place].text for place in run if _is_known(page, place)}
    if run[-1] + 1 == page.first:  # the last line above the text is its title
        run.pop()
    distinct = len({page.heads[place].text for place in run})
    if len(run) < _FEWEST_KNOWN or distinct < _KNOWN:
        return False
    if len(known) >= max(_KNOWN, _SHARE * distinct):
        return True
    return len(run) >= _MANY or ((len(run) >= _FEWEST or bool(known)) and page.is_scraped)


# A label and an address, or an address by itself.
_ADDRESS = (
    r"(?:https?://[^\s<>]+|www\.[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[a-z0-9-]{2,40}\.)+(?:com|org|net|info|[a-z]{2})/[^\s<>]*)"
)
_LINK_LABEL = r"(?:[^\W_][^\s:：]*(?: [^\s:：]+){0,4} ?(?:[:：!]|[-–—] |(?=http)) ?)?"
_LINK = lazyre.compile(_LINK_LABEL + _ADDRESS)
_FEWEST_LINKS = 2


def links(page: Page) -> Iterator[tuple[int, int]]:
    """Lines that are an address, with a label or without: several in a row, or one under a text."""
    if "." not in page.view.text or not page.has_prose:
        return
    places = [place for place in range(len(page.heads)) if _is_link(page, place)]
    for at, place in enumerate(places):
        beside = places[at - 1 : at] == [place - 1] or places[at + 1 : at + 2] == [place + 1]
        if beside or (place > page.last and page.is_scraped):
            yield page.heads[place].start, page.heads[place].end


def _is_link(page: Page, place: int) -> bool:
    head = page.heads[place]
    return ("." in head.text and len(head.text) <= labels.MAX_LABEL) and (
        _LINK.fullmatch(page.said(place).lower()) is not None
    )


# The end of a title: the section or the site. Behind a dash it has to have a date.
_TAIL = lazyre.compile(
    r"(?:[ \u00a0]?\|[ \u00a0]?|[ \u00a0][-–—][ \u00a0](?=\d{1,4}[./-]\d{1,2}[./-]\d{2,4}))"
    r"(?P<tail>[^|:\n]{2,60})$"
)
_TITLE, _TAIL_WORDS, _FEWEST_TAILS = 200, 6, 2


def title_tails(page: Page) -> Iterator[tuple[int, int]]:
    """Names of a section or a site behind a title: of the first line, or of several titles.

    A table has the same mark in lines that touch.
    """
    if len(page.heads) < _FEWEST_TAILS or not {"|", "–"} & page.view.small_characters:
        return
    found: list[tuple[int, int, str]] = []
    for place, head in enumerate(page.heads):
        said = page.said(place)
        tail = _TAIL.search(said) if len(said) <= _TITLE and not said.startswith("|") else None
        if tail and tail.start() > 2 and len(tail["tail"].split()) <= _TAIL_WORDS and said.count("|") < 3:
            found.append((place, head.start + said.index(tail[0]) if said else head.start, tail["tail"]))
    touching = {one[0] for one in found for other in found if abs(one[0] - other[0]) == 1}
    for place, start, tail_said in found:
        alone = place not in touching and not tail_said.endswith(_STOPS)
        if alone and (len(found) >= _FEWEST_TAILS or (place == 0 and page.first > 0)):
            yield start, page.heads[place].end


# A number and a word: 302 episodes. In a list every line begins so.
_COUNT = lazyre.compile(r"[(\[]?\d{1,3}(?:[., ]\d{3})*[)\]]? [^\W\d_]{2,20}(?: [^\W\d_]{2,20})?[)\]]?")


def counts(page: Page) -> Iterator[tuple[int, int]]:
    """A number and what it counts, as the last line of a text."""
    last = len(page.heads) - 1
    if not page.has_prose or last <= page.last or not _COUNT.fullmatch(page.said(last)):
        return
    if last == 0 or not page.said(last - 1)[:1].isdigit():
        yield page.heads[last].start, page.heads[last].end


_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:[^\W\d_]{3,12}\.?,?|\d{1,2})"
_DATE = (
    rf"(?:\d{{1,2}}(?:\.|st|nd|rd|th|er)?[\s./-]{{1,2}}(?:de )?{_MONTH}[\s./-]{{1,2}}(?:de )?{_YEAR}"
    rf"|{_YEAR}[-/.年] ?\d{{1,2}}[-/.月] ?\d{{1,2}}日?"
    rf"|[^\W\d_]{{3,12}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR})"
)
_TIME = r"\d{1,2}[:.h]\d\d(?: ?(?:uhr|[ap]\.?m\.?|h|utc|gmt))?"
_STAMPED = lazyre.compile(
    rf"\W{{0,3}}(?:[^\W\d_]{{2,12}}[.,]? )?{_DATE}\W{{0,4}}(?:[^\W\d_]{{1,5}} )?(?:{_TIME})?\W{{0,3}}"
)
# A name or two, a mark and a date: Anna Berg, March 12, 2024; Anna Berg | 12.03.2024 | 5 min read.
_NAME_AND_DATE = lazyre.compile(
    r"(?P<name>[^\W\d_][^\d|•·\n]{2,40}?)(?: ?[,|•·] ?| [-–—] |\s{2,})"
    rf"{_DATE}(?: ?[,|•·–—-] ?[^|•·\n]{{1,25}}){{0,3}}"
)
_NAME_WORDS, _TOP = 4, 7
_PARTICLES = frozenset(
    "de da di del della la le van von der den af av bin al el dos and und et y e i и та och og ja".split()
)


@cache
def _author_words() -> tuple[str, ...]:
    return tuple(sorted(resources.read_toml(_FILE)["by"].split("|"), key=len, reverse=True))


def _without_author_word(said: str) -> str:
    """What follows `By` or `Author:`; the line itself where it has no such word."""
    lowered = said.lower()
    for word in _author_words():
        rest = said[len(word) :]
        if lowered.startswith(word) and rest[:1] in (" ", ":", "："):
            return rest.lstrip(" :：")
    return said


def _are_names(said: str) -> bool:
    """Whether words are names: all begin with a capital, but for `de` and `and`."""
    words = said.strip(" ,").split()
    return 0 < len(words) <= 2 * _NAME_WORDS and all(
        word[0].isupper() or word in _PARTICLES for word in words
    )


_DATE_ON = lazyre.compile(r"[ ,|]+\d")


def names_an_author(line: str) -> bool:
    """Whether a line is a name behind the word for an author, with a date or not: `By Ann Lund 01/11/12`."""
    name = _without_author_word(line)
    return name != line and _are_names(_DATE_ON.split(name)[0])


def bylines(page: Page) -> Iterator[tuple[int, int]]:
    """The author beside the date of the page, above or below the text.

    An author who stands there alone may be the article's own.
    """
    for places in page.outside():
        for place in places:
            if place >= _TOP and place <= page.first:
                continue
            said, head = page.said(place), page.heads[place]
            if len(said) > labels.MAX_LABEL:
                continue
            named = _NAME_AND_DATE.fullmatch(said.lower())
            if named and _are_names(_without_author_word(said[: named.end("name")])):
                yield head.start, head.end
                continue
            name = _without_author_word(said)
            beside = [at for at in (place - 1, place + 1) if 0 <= at < len(page.heads)]
            if (
                name != said
                and _are_names(name)
                and len(name.split()) > 1
                and any(_STAMPED.fullmatch(page.said(at).lower()) for at in beside)
            ):
                yield head.start, head.end


_DASHES = str.maketrans("–—‑", "---")
_FEWEST_LETTERS = 10


def twice(page: Page) -> Iterator[tuple[int, int]]:
    """The title, where it is there again above the text."""
    seen: set[str] = set()
    for place in range(min(page.first, _TOP)):
        head = page.heads[place]
        key = " ".join(head.text.translate(_DASHES).split()).strip(_MARKS)
        if (
            key in seen
            and not page.said(place).endswith(_STOPS)
            and (len(key) >= _FEWEST_LETTERS or key[:1] >= _IDEOGRAPHS)
        ):
            yield head.start, head.end
        seen.add(key)


_CUT_OFF = lazyre.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;)[ \u00a0]{1,3}(?P<label>[^\n….\[\]]{3,40}?)[ »›→>]{0,4}$"
)


def pointers(page: Page) -> Iterator[tuple[int, int]]:
    """A label behind a text that was cut off: … Read more."""
    for head in page.heads:
        found = _CUT_OFF.search(page.view.text, max(head.start, head.end - 2 * _PROSE), head.end)
        if found and _is_label(found["label"]):
            yield found.start("label"), head.end


def _is_label(said: str) -> bool:
    lowered = said.lower()
    return lowered in _more() or lowered in rows.book("furniture").labels


@cache
def _more() -> frozenset[str]:
    return frozenset(resources.read_toml(_FILE)["more"].split("|"))


def around(view: Lines, has_furniture: bool) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of what shape and place tell, in order.

    ``has_furniture`` says whether lines with a wording of their own were found.
    """
    page = Page(view, has_furniture)
    found: dict[tuple[int, int], str] = {}
    for kind, finder in FINDERS:
        for span in finder(page):
            found.setdefault(span, kind)
    yield from ((start, end, found[start, end]) for start, end in sorted(found))


FINDERS = (
    ("line of a menu", menus),
    ("menu in a line", bars),
    ("line of links", links),
    ("section or site behind a title", title_tails),
    ("count under a text", counts),
    ("author and date", bylines),
    ("title a second time", twice),
    ("label behind a cut text", pointers),
)
