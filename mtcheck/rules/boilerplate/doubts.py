"""What is worded like boilerplate and may be the author's own: it is shown, and stays.

A reference of a scholar, one word that heads a chapter, cookies that are eaten, a caption with no name in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from mtcheck import lazyre
from mtcheck.rules.boilerplate import labels, rows
from mtcheck.rules.boilerplate.told import said as spoken_verbs
from mtcheck.rules.phrases import fold, stems
from mtcheck.text.view import View

_STOPS = (".", "!", "?", "…", "。", "！", "？", "।", "։")

# p. 44, S. 12, с. 7, pág. 3; Lund 1972, (Mill, 1899); several works after one colon.
_PAGE = (
    r"(?<![\w.])(?:pp?|ss?|ff?|fol|pág|págs|str|стр|сс?|vol|bd|chap|kap|cap|гл|rozdz|hfst)\.[ \u00a0]?\d"
    r"|§[ \u00a0]?\d"
)
_PART = (
    r"(?<!\w)(?:chapters?|kapitel|chapitres?|capítulos?|capitolo|глав[аыу]|rozdział|sections?|abschnitt|раздел"
    r"|розділ|fig(?:ure|\.)?|tables?|tabelle|appendix|anhang|notes?)[ \u00a0][\divx]+\.?$"
)
_REFERENCE = lazyre.compile(rf"{_PAGE}|{_PART}|\([^()\n]{{0,60}}(?:1[4-9]|20)\d\d[a-z]?\)")
_CITED = lazyre.compile(r"[^\W\d_]{2,},? \(?(?:1[4-9]|20)\d\d[a-z]?\)?(?=[,;:.)]|$)")
# Braudel, The Mediterranean.
_AUTHOR = lazyre.compile(r"[^\W\d_]+, [^\W\d_]")
_COLON = lazyre.compile(r"[:：]")


def is_reference(text: str) -> bool:
    """Whether a lead-in is followed by works and pages instead of a title on this site.

    >>> is_reference("See also: Lund 1972, p. 44."), is_reference("See also: New pier opens")
    (True, False)
    """
    colon = _COLON.search(text)
    if colon is None or "](" in text or "://" in text:
        return False
    said = text[colon.end() :].strip()
    if ";" in said or "；" in said or _REFERENCE.search(said.lower()):
        return True
    return said.endswith(".") and bool(_CITED.search(said) or _AUTHOR.match(said))


# Headings over works and sites that the author names.
_APPARATUS = lazyre.compile(
    r"(?:further reading|external links|useful links|weiterführende (?:links|literatur)|zum weiterlesen"
    r"|lecturas? (?:adicional|recomendad|complementari)|enlaces (?:de interés|externos|útiles)"
    r"|pour aller plus loin|liens (?:utiles|externes)|lectures complémentaires"
    r"|letture (?:consigliate|ulteriori)|per approfondire|link utili"
    r"|leituras? (?:recomendad|complementar|adiciona)|links? (?:úteis|externos)"
    r"|дополнительная литература|полезные ссылки|что почитать|корисні посилання|додаткова література"
    r"|przydatne linki|literatura uzupełniająca|užitečné odkazy|verder lezen|nuttige links"
    r"|参考資料|関連リンク|延伸阅读|参考资料|추천 도서)"
)
_LIST_BELOW = lazyre.compile(r"[^\n]*\n\s*(?:[-*+•]|\d{1,3}[.)])[ \t]")


def is_apparatus(text: str, start: int, end: int) -> bool:
    """Whether a heading stands over a list of works and sites that the author names.

    >>> is_apparatus("Further reading\\n- Lund, Boats", 0, 15), is_apparatus("Read also\\n- Boats", 0, 9)
    (True, False)
    """
    said = text[start:end]
    heading = said.lstrip(_MARKS)
    begins = start + len(said) - len(heading)
    return bool(_APPARATUS.match(heading.lower()) and _LIST_BELOW.match(text, begins))


def goes_on(view: View, start: int, end: int, titles: Sequence[tuple[int, int]]) -> bool:
    """Whether what follows the colon of a lead-in is the author's sentence or verse, and no title.

    `Read more: that was all my doctor would say.` begins small and has its full stop; lines of verse begin
    small, or end in a comma.
    """
    text = view.text
    colon = _COLON.search(text, start, end)
    if colon is None or "](" in text[start:end] or "://" in text[start:end]:
        return False
    said = text[colon.end() : end].strip(" \t\r\n*_")
    if said:
        if not said.rstrip(')”"»').endswith(_STOPS):
            return False
        return said[0].islower() or (len(said.split()) >= _FEW_WORDS and _is_reported(said))
    lines = [text[a:b] for a, b in titles] or text[end : end + _MOST_BELOW].lstrip().split("\n", 1)[:1]
    lines = [line.strip() for line in lines if line.strip()]
    if any("](" in line or "://" in line or _BLOCK.match(line + " ") for line in lines):
        return False
    return any(line.endswith((",", ";", "，", "、", "،")) for line in lines) or (
        bool(lines) and all(line[0].islower() for line in lines)
    )


def _is_reported(said: str) -> bool:
    """Whether a clause says who speaks: `…, said the neighbour over the fence.`"""
    clauses = said.lower().split(", ")[1:]
    return any(word in spoken_verbs() for clause in clauses for word in clause.split()[:_FEW_WORDS])


# The author says which they are: `Related projects include:`
_SAYS_WHICH = lazyre.compile(
    r" (?:include|includes|included|are|is|were|sind|umfassen|sont|incluent|comprennent|son|incluyen|sono"
    r"|includono|comprendono|são|incluem|zijn|är|jsou|są|являются|включают|є|включають)[:：]?$"
)


def says_which(text: str) -> bool:
    """Whether a lead-in is a sentence of its own, of which the list is a part.

    >>> says_which("Related projects include:"), says_which("Related news:")
    (True, False)
    """
    return _SAYS_WHICH.search(text.strip(" \t\r\n*_").lower()) is not None


_MARKS = " \t\r\n:：.…!*_#>[]|»›→-–—\u200b\u2060\ufeff"
_BLOCK = lazyre.compile(r"[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t]")
# Where these stand alone they are no title of the author's.
_SURE = ("advertisement label", "image credit", "tag list", "share bar", "hashtag list", "empty value")
# A manual or a recipe may have these as the heading of a chapter, however many words they are.
_OF_CHAPTERS = ("contact label", "recipe label", "subscription label")
_MOST_IDEOGRAPHS = 2
_FEW_WORDS, _PROSE_WORDS = 3, 8
_MOST_BELOW = 400


def is_one_word(text: str) -> bool:
    """Whether a label is one word, which may be a heading: `Menu`, `Suche`, `Loading...`, `菜单`."""
    word = text.strip(_MARKS)
    if (
        not word
        or text.startswith("[")
        or any(map(str.isspace, word))
        or not all(c.isalpha() or c in "'’-" for c in word)
    ):
        return False
    return word[0] < "\u2e80" or len(word) <= _MOST_IDEOGRAPHS


# Pages of a site that are also the title of their own text.
_NAME_OF_A_PAGE = lazyre.compile(
    r"privacy|terms (?:of|and|&)|cookie policy|editorial policy|about us"
    r"|contact|datenschutz|impressum|confidentialité|mentions légales"
    r"|cookies|privacidad|privacidade|condiciones|condições|termos"
    r"|aviso legal|informativa|note legali|termini|condizioni"
    r"|gebruiksvoorwaarden|privacybeleid|voorwaarden|prywatności"
    r"|regulamin|конфиденц|конфіденц|соглашение|угода|о нас|про нас"
    r"|о проекте|контакт|gizlilik|kullanım|隐私|隱私|条款|條款|プライバシー|利用規約|개인정보"
    r"|이용약관"
)


def names_a_page(text: str) -> bool:
    """Whether a label may be the title of a text: a page about rights, about us.

    >>> names_a_page("Privacy policy"), names_a_page("Next article")
    (True, False)
    """
    return _NAME_OF_A_PAGE.search(text.lower()) is not None


_BOLD = lazyre.compile(r"(?P<mark>\*\*|__)[^*_\n]+(?P=mark)")


class Headings:
    """Whether one word may be the heading of a chapter, for the words of one text."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lines: Sequence[int] = ()
        self._furniture: frozenset[int] | None = None

    def is_furniture(self, index: int) -> bool:
        """Whether a line holds furniture of any kind."""
        if self._furniture is None:
            self._furniture = _furniture_lines(self._view)
        return index in self._furniture

    def may_be(self, start: int, end: int, kind: str) -> bool:
        """Whether a label of one word, or in bold, stands alone between what is no furniture.

        At the end of a text, and at its start over a title, it is a label, and beside another label.
        """
        view = self._view
        said = view.text[start:end].strip()
        is_bold = _BOLD.fullmatch(said) is not None
        is_page = kind == "navigation" and names_a_page(said)
        if kind in _SURE and not is_bold:
            return False
        self._lines = self._lines or [index for index, *_ in view.heads]
        own = bisect_right(view.lines, start, key=lambda line: line.start) - 1
        above, below = bisect_left(self._lines, own) - 1, bisect_right(self._lines, own)
        if below == len(self._lines):
            return False
        is_title = above < 0 and is_short_title(said, view.text[slice(*view.lines[self._lines[below]])])
        if not (is_bold or is_page or is_title or kind in _OF_CHAPTERS or is_one_word(said)):
            return False
        if is_page and above < 0:
            return True
        beside = {
            at
            for at in (self._lines[at] for at in (above, below) if at >= 0)
            if view.text[slice(*view.lines[at])].strip() != said  # a title that stands twice
        }
        if any(map(self.is_furniture, beside)):
            return False
        return (
            above >= 0
            or is_bold
            or is_page
            or not is_title_line(view.text[slice(*view.lines[self._lines[below]])])
        )


def is_short_title(said: str, below: str) -> bool:
    """Whether the first line of a text may be its title: a few words without a mark, over prose.

    >>> is_short_title("Leave a reply", "He left none, and the letter lay in the hall for days.")
    True
    """
    words = said.split()
    return (
        1 < len(words) <= _FEW_WORDS
        and all(word.isalpha() for word in words)
        and below.rstrip(' "”»“').endswith(_STOPS)
        and len(below.split()) >= _PROSE_WORDS
    )


def is_title_line(line: str) -> bool:
    """Whether a line is like the title of a page: no stop, no figure at its end, no mark of a list."""
    line = line.strip()
    return len(line.split()) >= _FEW_WORDS and not (
        line.endswith(_STOPS) or line[-1:].isdigit() or _BLOCK.match(line)
    )


def has_short_titles(view: View, titles: list[tuple[int, int]]) -> bool:
    """Whether what stands under one word is no list of titles: soup and fish under `Popular`."""
    return any(len(view.text[a:b].split()) <= _FEW_WORDS for a, b in titles)


# Words that the notice of a page has beside its cookies: what it is of, who reads it and what for.
_OF_A_PAGE = lazyre.compile(
    r"site|seite|web|page|págin|pagin|сайт|стран|сторін|stron|witryn|online|server|servic|dienst|serviz|сервис|сервіс"
    r"|usług|\bapps?\b|browser|brows|naveg|navig|браузер|experien|expérien|erfahr|erlebnis|опыт|досвід|doświadcz"
    r"|visit|besuch|besök|bezoek|посе|відвід|user|nutzer|usu[aá]ri|utilisateur|utent|gebruiker|użytkow|пользоват|користувач"
    r"|traffic|verkehr|trafic|tráfic|трафик|трафік|\bruch|content|inhalt|conten|содержим|контент|treści|innehåll"
    r"|\bads?\b|advert|anzeig|werb|public|reclam|реклам|reklam|analy|анали|аналі|statist|статист|person|персон"
    r"|privac|datenschutz|confiden|datos|données|dati|dados|daten|данны|дани|data|polic|accept|akzept|aceit|acept|accett|соглас|згод|zgod"
    r"|consent|einwillig|zustimm|prefer|einstell|setting|function|funktion|foncti|funci|funzion|perform|improv|verbesser"
    r"|amélior|mejor|melhor|miglior|улучш|поліпш|покращ|poprawi|ulepsz|optimi|device|gerät|appareil|dispositiv|устройств"
    r"|session|track|measur|remember|\blog|file|datei|fichier|archivo|файл|plik|partner|third|tool|techn|similar|ähnlich"
    r"|içerik|deneyim|çerez|kullan|hizmet|bezpiecz|secur|sicher"
)
_AFTER_COOKIES = lazyre.compile(r"cookies?\W+(?:[^\W\d_]+\W+){2}|(?:куки|кукі)\W+(?:[^\W\d_]+\W+){2}")


def may_be_eaten(text: str) -> bool:
    """Whether nothing around cookies is of a page, and more is said of them: the postman is thanked.

    >>> may_be_eaten("We use cookies to thank the postman."), may_be_eaten("We use cookies to help visitors.")
    (True, False)
    """
    lowered = text.lower()
    return _AFTER_COOKIES.search(lowered) is not None and not _OF_A_PAGE.search(lowered)


_MOST_SMALL = 4


def is_told(text: str) -> bool:
    """Whether a stamp with its full stop has the small words of a sentence.

    >>> is_told("Written in 1902 by candlelight in a cold room."), is_told("Published on 3 May 2021 by Ann.")
    (True, False)
    """
    small = [word for word in text.split() if word[0].islower()]
    return text.rstrip().endswith(_STOPS) and len(small) > _MOST_SMALL


@cache
def _only() -> dict[str, tuple[str, ...]]:
    """Words that are the label of an advertisement in some languages only, with these."""
    label = next(row for row in rows.read_rows("furniture") if row["id"] == "advert-label")
    listed = (each.split() for each in label["only"].split("|"))
    return {word: tuple(langs) for word, *langs in listed}


def is_of_another_language(text: str, base: str) -> bool:
    """Whether the label of an advertisement is a plain word in the language of the text.

    >>> is_of_another_language("Ad", "tr"), is_of_another_language("Ad", "en")
    (True, False)
    """
    langs = _only().get(text.strip(_MARKS).lower())
    return langs is not None and base not in (*langs, "und")


# A sentence has small words where a credit has names: `Fot. była słaba`, `(Photo: the pier in 1911)`.
_CREDIT = lazyre.compile(r"\W{0,3}[^\W\d_]+(?:\.[ \u00a0]?|[ \u00a0]?[:：][ \u00a0]*)")
_NAME_PARTS = frozenset(
    (
        "of the and by from via for courtesy de la le les du des von van der den zu und "
        "di da del della et y e i a dos el al bin ibn с из и от та з із "
        "fot prywatne archiwum materiały prasowe zbiory"
    ).split()
)
_WORD = lazyre.compile(r"[^\W\d_][^\s/,;|()]*")


@cache
def _agencies() -> tuple[str, ...]:
    """How an agency, an archive or a press service begins."""
    credit = next(row for row in rows.read_rows("furniture") if row["id"] == "credit")
    return tuple(stem.lstrip() for stem in stems(credit["agencies"]))


def names_an_agency(text: str) -> bool:
    """Whether an agency, an archive or a press service is named in a credit.

    >>> names_an_agency("Source: Reuters"), names_an_agency("Source: own calculations")
    (True, False)
    """
    said = fold(text)
    return any(f" {agency}" in said for agency in _agencies())


def is_caption(text: str) -> bool:
    """Whether a sentence follows the word for a picture, where a credit has names.

    >>> is_caption("Fot. była dziś słaba."), is_caption("Fot. Anna Kowal / Forum"), is_caption("Fot. gov.pl")
    (True, False, False)
    """
    opener = _CREDIT.match(text)
    if opener is None or "©" in text:
        return False
    words = _WORD.findall(text, opener.end())
    if not words or not any(map(str.islower, words)) or "." in words[0].rstrip(".") or "@" in text:
        return False
    said = fold(text[opener.end() :]).lstrip()
    if said.startswith(_agencies()):
        return False
    small = [word for word in words if word[0].islower() and word.strip(".").lower() not in _NAME_PARTS]
    names = sum(word[0].isupper() for word in words)
    if names == 0:
        return len(words) > 2 and text.rstrip(" )\n")[-1:] in _STOPS
    return len(small) > names or (len(small) > 0 and words[0][0].islower() and len(words) > _FEW_WORDS)


def _furniture_lines(view: View) -> frozenset[int]:
    """Numbers of the lines that hold furniture of any kind."""
    found = {
        match.line for name in ("related", "furniture", "residue", "calls") for match in rows.find(view, name)
    }
    return frozenset(found | {index for index, *_ in labels.find_labels(view, found)})
