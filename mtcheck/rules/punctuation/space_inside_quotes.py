"""PUN004: A space is inside quotation marks or brackets: `their safety. "`, `( see below )`"""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.codelike import is_in_code
from mtcheck.rules.punctuation.paragraphs import PairedParagraphs
from mtcheck.rules.punctuation.shared import (
    NOT_PROSE,
    PUNCTUATION,
    SPACES,
    is_behind_variable,
    is_language_sure,
    space_start,
)
from mtcheck.rules.punctuation.space_before_punctuation import is_open_end
from mtcheck.text.conventions import conventions, introducing
from mtcheck.text.quotes import MARKS, QuoteMark
from mtcheck.text.view import View


@rule(
    "PUN004",
    "space-inside-quotes",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
)
def space_inside_quotes(view: View, options: Options) -> Iterator[Hit]:
    """A space is inside quotation marks or brackets: `their safety. "`, `( see below )`

    French and other languages that set a space inside « » are left alone, also where French stands in
    another language's text. The fix is a guess where the paragraph's marks do not pair up or a bracket has
    no partner. Where words are missing, `(for example )`, the space is their trace and only shown. What the
    source quotes with the same space is left alone.
    """
    for hit in PairedParagraphs(view).judged(_spaced_quotes(view)):
        if not _is_of_source(view, hit):
            yield hit
    yield from _spaced_brackets(view)


# So many characters of what is quoted tell that the source has it too.
_SAME = 2


# A quotation that begins with a space, and one that ends with it: the prefix "at ".
_SPACED_OPENER = lazyre.compile(r"(?<!\w)[\"'`“„«‘「] (?=\w)")
_SPACED_CLOSER = lazyre.compile(r"(?<=\w) [\"'`”“»’」](?![\w\"'`])")


def _is_of_source(view: View, hit: Hit) -> bool:
    """Whether the source has the mark, the space and what is quoted, one of `" ÆØ`.

    The translation of a string that a program looks for, `"at "`, has its space in other words and marks.
    """
    source = view.document.source
    if not source:
        return False
    start, end = hit.start, hit.end
    opens, closes = view.once(_spaced, source)
    if view.text[start] in MARKS:
        return opens or view.text[start : end + _SAME] in source
    return closes or view.text[max(0, start - _SAME) : end] in source


def _spaced(source: str) -> tuple[bool, bool]:
    """Whether quotations of a source begin with a space, and end with one."""
    return _SPACED_OPENER.search(source) is not None, _SPACED_CLOSER.search(source) is not None


def _spaced_quotes(view: View) -> Iterator[Hit]:
    text, marks = view.text, conventions(view.lang)
    if marks.full_width and any(mark in text for mark in (" 。", " ，", " 、", " ！", " ？", " ! ! ")):
        return  # the text sets spaces round all its marks
    for quote in view.quotes:
        if quote.partner is not None and not _HAS_WORD.search(text, *sorted((quote.place, quote.partner))):
            continue  # a mark that is spoken of: the separator "; "
        if _faces_outwards(text, quote):
            continue
        langs = (view.lang, view.lang_at(quote.place), view.lang_at(_middle(quote)))
        inner = "".join(pair for lang in langs for pair in conventions(lang).inner_space)
        if quote.mark in _GUILLEMETS and (
            not is_language_sure(view) or _set_apart(text, quote) or _is_of_another(text, quote)
        ):
            continue  # where nothing says that the language is not French
        if inner and quote.mark in inner + '"':
            yield from _one_sided(text, quote)
            continue  # " text " is « text » on a keyboard without guillemets
        if quote.opens and (quote.trusted or quote.place == view.paragraph_at(quote.place).start):
            yield from _space_behind_opener(view, quote, marks.full_width)
        elif quote.trusted or _ends_paragraph(view, quote):
            yield from _space_before_closer(view, quote, marks.full_width)


def _faces_outwards(text: str, quote: QuoteMark) -> bool:
    """Whether a line of two marks closes what stands above and opens what stands below: `" or the "`.

    Pages whose emphasis stood on lines of its own are stored so.
    """
    if quote.partner is None or quote.mark != '"':
        return False
    start, end = sorted((quote.place, quote.partner))
    if not (text[start - 1 : start] in _LINE_ENDS and text[end + 1 : end + 2] in _LINE_ENDS):
        return False
    if "\n" in text[start:end]:
        return False
    above = max(text.rfind("\n\n", 0, start), start - _ABOVE, 0)
    return text.count('"', above, start) % 2 == 1


_LINE_ENDS, _ABOVE = ("\n", "\r"), 600


def _one_sided(text: str, quote: QuoteMark) -> Iterator[Hit]:
    """The closing one of two guillemets of which one alone has its space: `« un jour»`."""
    if quote.opens or quote.partner is None or quote.mark not in _GUILLEMETS:
        return
    opener, closer = quote.partner, quote.place
    apart = [text[opener + 1].isspace(), text[closer - 1].isspace()]
    if apart[0] == apart[1] or closer - opener < _SHORTEST or "\n" in text[opener:closer]:
        return
    if apart[0]:
        wanted = f"{text[closer - 1]}{text[opener + 1]}{quote.mark}"
        message = f"no space before {quote.mark}, but one behind {text[opener]}"
        yield Hit(closer - 1, closer + 1, message, wanted, safety=Safety.UNSAFE)
    else:
        wanted = f"{text[opener]}{text[closer - 1]}{text[opener + 1]}"
        message = f"no space behind {text[opener]}, but one before {quote.mark}"
        yield Hit(opener, opener + 2, message, wanted, safety=Safety.UNSAFE)


# A shorter quotation may be a mark that is spoken of.
_SHORTEST = 4


def _set_apart(text: str, quote: QuoteMark) -> bool:
    """Whether a no-break space, which is no slip of a key, stands inside one of two guillemets."""
    opener, closer = sorted((quote.place, quote.place if quote.partner is None else quote.partner))
    return any(mark in "\u00a0\u202f" for mark in text[opener + 1 : opener + 2] + text[closer - 1 : closer])


def _middle(quote: QuoteMark) -> int:
    return quote.place if quote.partner is None else (quote.place + quote.partner) // 2


_LATIN_LETTER, _NEAR = lazyre.compile("[A-Za-z\u00c0-\u024f]"), 40


def _is_of_another(text: str, quote: QuoteMark) -> bool:
    """Whether Latin words between guillemets stand in another alphabet, or the reverse."""
    if quote.partner is None:
        return False
    start, end = sorted((quote.place, quote.partner))
    inner, outer = text[start:end], text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]
    shares = [
        len(_LATIN_LETTER.findall(part)) / max(1, sum(map(str.isalpha, part))) for part in (inner, outer)
    ]
    return any(map(str.isalpha, outer)) and (shares[0] > _MOSTLY) != (shares[1] > _MOSTLY)


_MOSTLY = 0.5
_HAS_WORD = lazyre.compile(r"[^\W_]")
_GUILLEMETS = "".join(conventions("fr").inner_space)


def _space_before_closer(view: View, quote: QuoteMark, glued: bool) -> Iterator[Hit]:
    text = view.text
    start, after = space_start(text, quote.place), text[quote.place + 1 : quote.place + 2]
    if start in (0, quote.place) or text[start - 1] in "'’":
        return  # “I said, ‘no.’ ”: a thin space sets the two marks apart
    if text.endswith("__", 0, start):
        return  # a blank to fill in: "Where are you __ "
    if quote.partner is not None and text[quote.partner + 1 : quote.partner + 2] in ("/", "\\"):
        return  # arguments of a program: "/quiet /log x "
    particle = "가" <= after <= "힣"  # Korean sets its particles against the closing mark
    if quote.mark == "»" and quote.partner is None and (after == " " or "«" not in text):
        return  # an arrow between the names of pages, or behind a link: Harbour » Cranes
    if text.startswith((" +", " &"), quote.place + 1):
        return  # strings of a program that are joined: "Open " + name
    if after and not glued and not particle and not after.isspace() and after not in ".,;:!?)…":
        return
    if quote.paired or text[start - 1] in ",.!?…":
        # All but English set a comma behind the mark: tidied, it would hide that it is on the wrong side.
        safety = Safety.DISPLAY if text[start - 1] == "," and view.tag.base != "en" else None
        yield Hit(start, quote.place + 1, f"space before closing {quote.mark}", quote.mark, safety=safety)


def _space_behind_opener(view: View, quote: QuoteMark, glued: bool) -> Iterator[Hit]:
    text = view.text
    before, end = text[quote.place - 1 : quote.place], quote.place + 1
    while end < len(text) and text[end] in SPACES:
        end += 1
    if text[end : end + 1] in ("‘", "‚", "‹"):
        return  # “ ‘No’ is what I said.”
    if end == quote.place + 1 or not (quote.paired or _begins_speech(view, quote, end)):
        return
    if not quote.paired and before in "\n\r" and _begins_lines(text, quote.mark):
        return  # a mark before each item of a list
    if glued or not before or before in " \u00a0\n\r(—–":
        yield Hit(quote.place, end, f"space after opening {quote.mark}", quote.mark)


def _begins_lines(text: str, mark: str) -> bool:
    return text.startswith(mark) + text.count(f"\n{mark}") > 1


def _begins_speech(view: View, quote: QuoteMark, end: int) -> bool:
    """Whether a mark without a partner opens beyond doubt: a word after it, a colon or nothing before it."""
    before = view.text[view.paragraph_at(quote.place).start : quote.place].rstrip()
    return view.text[end : end + 1].isalpha() and before[-1:] in ("", ":")


def _ends_paragraph(view: View, quote: QuoteMark) -> bool:
    return not view.text[quote.place + 1 : view.paragraph_at(quote.place).end].strip()


# A pattern for each mark: one that begins with a plain character is found many times faster.
_OPENERS = {
    "(": lazyre.compile(r"\((?<![\w\\:;=8(-].)[ \u00a0]+(?=\*{0,3}[\w“„«\"])"),
    "（": lazyre.compile(r"（[ \u00a0]+(?=\*{0,3}\w)"),
}
_CLOSERS = {")": lazyre.compile(r"\)(?<=[ \u00a0].)"), "）": lazyre.compile(r"）(?<=[ \u00a0].)")}
_BEFORE_CLOSER = lazyre.compile(r"[\w.!?%”\"»]")
# Emphasis between a word and the space: (see **OK** ).
_EMPHASIS = "***"


_CALLED = lazyre.compile(r"[\w\\]\([ \u00a0]")
_LONGEST_CALL = 200


def _spaced_brackets(view: View) -> Iterator[Hit]:
    text, source = view.text, view.document.source or ""
    for start, end, bracket in _bracket_places(text):
        if is_behind_variable(text, start) or text[start:end] in source:
            continue  # what the source has too is its habit
        if is_in_code(view, start) or _is_drawn(text, start):
            continue
        if _LONE.search(text, max(0, start - _LONE_REACH), min(len(text), end + _LONE_REACH)):
            continue  # ( x ) is a choice, ( T ) a term of a formula
        if text[end : end + 1] == ")" and "((" in text[max(0, start - _LONGEST_CALL) : start]:
            continue  # (( x > 0 ))
        opener = text.rfind("(", max(0, start - _LONGEST_CALL), start)
        if opener > 0 and _CALLED.match(text, opener - 1) and text.find(")", opener, start) < 0:
            continue  # Run( script )
        side = "after" if bracket in "(（" else "before"
        safety = _bracket_safety(view, bracket, start, end)
        yield Hit(start, end, f"space {side} {bracket}", bracket, safety=safety)


def _is_drawn(text: str, place: int) -> bool:
    """Whether a line has fewer letters and figures than marks: a cat, ( o.o )."""
    first, last = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[max(first, place - _LONGEST_CALL) : last if last >= 0 else len(text)][: 2 * _LONGEST_CALL]
    written = sum(map(str.isalnum, line))
    return 2 * written < len(line) - sum(map(str.isspace, line))


def _bracket_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Brackets with the spaces inside of them, opening ones first."""
    for bracket, pattern in _OPENERS.items():
        if f"{bracket} " in text or f"{bracket}\u00a0" in text:
            for match in pattern.finditer(text):
                yield *match.span(), bracket
    for bracket, pattern in _CLOSERS.items():
        if f" {bracket}" in text or f"\u00a0{bracket}" in text:
            for match in pattern.finditer(text):
                start = match.start()
                while start and text[start - 1] in " \u00a0":
                    start -= 1
                word = text[max(0, start - len(_EMPHASIS) - 1) : start].rstrip("*")
                if word and _BEFORE_CLOSER.match(word[-1]):
                    yield start, match.end(), bracket


def _bracket_safety(view: View, bracket: str, start: int, end: int) -> Safety | None:
    """None where both brackets are there, with something in them."""
    text, paragraph = view.text, view.paragraph_at(start)
    if bracket in "(（":
        closer = _ANY_BRACKET.search(text, end, paragraph.end)
        return None if closer else Safety.UNSAFE
    opener = max(text.rfind(mark, paragraph.start, start) for mark in "(（")
    if opener < 0:
        return Safety.UNSAFE
    inner = text[opener + 1 : start].strip().lower()
    lost = inner in introducing(view.lang_at(opener)) or is_open_end(view, start)
    return Safety.DISPLAY if lost else None


_LONE, _LONE_REACH = lazyre.compile(r"[(（][ \u00a0]+[^\s()（）][ \u00a0]+[)）]"), 4
_ANY_BRACKET = lazyre.compile("[)）]")
