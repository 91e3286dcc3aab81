"""Lines that look like code without fences, and marks that are spoken of: `a ? b : c`, `press ; to open`."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.rules.punctuation.named_marks import can_go_on, joining
from mtcheck.text.mentions import mentioned
from mtcheck.text.view import View

# How far around a mark a line is read, and how far back the word that asks for a key.
_REACH, _BEFORE = 150, 48
_MOST_PASSED, _SMALL = 6, 3
# One of these makes a line code: operators, a choice, a clause of Prolog, a loop, a query, a call, what a
# function takes and gives.
_CODE = lazyre.compile(
    r"(?<=[\w)\]\s])(?:={2,3}|!={1,2}|[<>+*-]=|:=|&&)(?=[\w(\[\s\"'-])(?![=\s]{1,3}$)(?<!^==)(?<!^===)"
    r"|(?:(?<= )|(?<=[a-z_]))(?:\+\+|--)(?= ?[;)])"
    r"|[\w)\]'\"] \? (?!(?!True|False|None|Null)[A-Z][a-z])[^\s?!:]{1,30}(?: [^\s?!:]{1,20})? : [\w('\"\[-]"
    r"|^[ \t]*[a-z_]\w{0,40}(?:\([^()\n]{0,80}\))? :- "
    r"|\bfor ?\([^\n;]{0,60};[^\n;]{0,60};|\b(?:while|if|switch|foreach) ?\([^\n]{0,100}\)[^\n]{0,100}[;{]$"
    r"|\bdef \w{1,40} ?\(|[{,] ?[\"'][\w-]{1,40}[\"'] ?: "
    r"|(?<![^\s:(])(?:SELECT [^\n]{1,100} FROM|INSERT INTO|DELETE FROM|UPDATE \w{1,40} SET|CREATE TABLE"
    r"|ALTER TABLE|DROP TABLE) "
    r"|\( ?[a-z_]\w{0,2}(?: , [a-z_]\w{0,2}){1,9} ?\)"
    r"|[\w)] ?; ?(?:#|//) |^\s+return [^\n]{0,80};"
    r"|\{[^{}\n]{0,120}; ?(?:\}|$)|\( ?[a-z]\w? [*+-] \w{1,2} ?\)"
    r"|\) ?(?:->|→) ?\*{0,2}[A-Za-z_]\w{0,40}\*{0,2} ?: ?\*{0,2}[A-Za-z]"  # f( x : Text ) -> y : Text
    r"|^[ \t]*(?:>>>|\.\.\.(?=  |$)) ?|\blambda(?: \w{1,20},?){1,4} ?:|[&|^] ?\(?~ ?[\w(]"
)
# Two of these do.
_SIGNS = tuple(
    map(
        lazyre.compile,
        (
            r"(?<=[\w)\]]) ?= ?(?=[\w(\[{\"'-])",
            r"^(?=[^>]*$)[^<]*\w < \w|^(?=[^<]*$)[^>]*\w > \w",
            r" ;(?: |$)",
            r"[{}]",
            r"(?<!\w)[a-zA-Z_]\w{0,40}(?:\[\w{0,20}\]|\((?!(?:e?s|en?|n|in|innen|[ao]s?)\))[\w, ]{0,40}\))",
            r"(?<!\w)[a-zA-Z]\w? [*+] [a-zA-Z0-9]\w?(?!\w)",
            r"(?<!\w)(?:[a-z]{1,20}_\w{1,30}|[a-z]{2,20}[A-Z][a-z]\w{0,30}|var|int|null|elif|endif|printf|println|def)(?!\w)",
        ),
    )
)
# A letter for a speaker, or a name in small letters, before what is said: `A : hello`.
_SPEAKER = lazyre.compile(r"[^\W\d_]\d? :")
# A field of a listing: `Author : Anna Holm`.
_FIELD = lazyre.compile(r"[ \t]*[^\W\d_][\w.()’'/-]*(?: [\w.()’'/-]+){0,3} : \S")
_NICKNAME = lazyre.compile(r"[a-z][a-z0-9_]{1,20} : ")
_WORD = lazyre.compile(r"[^\W\d_]")
_NEXT = lazyre.compile(r"[ \u00a0]+([^\W\d_]+)")
# Two marks that stand alone with a word between that joins them: `, or .`
_PAIR = lazyre.compile(r"(?<!\S)[^\w\s] ([^\W\d_]{1,5}) [^\w\s](?!\S)")


def is_in_code(view: View, place: int) -> bool:
    """Whether the line around a place looks like code: one sign that no prose has, or two that little has."""
    line = _line(view, place)
    if _CODE.search(line):
        return True
    return sum(sign.search(line) is not None for sign in _SIGNS) > 1


def _line(view: View, place: int) -> str:
    text = view.text
    start = max(text.rfind("\n", 0, place) + 1, place - _REACH)
    end = text.find("\n", place, place + _REACH)
    return text[start : end if end >= 0 else place + _REACH].rstrip("\r")


def is_speaker(view: View, place: int) -> bool:
    """Whether a colon stands behind the one letter that its line begins with: `A : hello`.

    So does that of a line beside it, which is one of the same list.
    """
    text = view.text
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    if _SPEAKER.fullmatch(text, start, place + 1):
        return True
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    is_first = text.find(":", start, place) < 0
    beside = [above] if start else []
    beside += [end + 1] if end >= 0 else []
    return is_first and any(_SPEAKER.match(text, at) for at in beside)


_STAMPED = lazyre.compile(r"[ \t>*-]*[\[(]\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\])] ?<?[\w. -]{1,30}[:>] ")


def is_asked_for(view: View, place: int) -> bool:
    """Whether a lone mark is one to press, or one of several, or stands behind somebody's name in a chat.

    So does a line of a chat with its time, as it was typed: `[21:04] anna: are you there ??`, and the label
    of a field over or under another: `Author : Anna Holm`, `Price : 8`

    A verb such as press is before it, or a word such as key, with no new clause behind.
    """
    text, line = view.text, view.paragraph_at(place)
    if text[place] in "?!" and _STAMPED.match(text, text.rfind("\n", 0, place) + 1, place):
        return True
    if text[place] == ":" and _NICKNAME.match(text, text.rfind("\n", 0, place) + 1, place + 2):
        return True
    if text[place] in ":;" and _is_field(text, place):
        return True
    near = max(line.start, place - _BEFORE), min(line.end, place + _BEFORE)
    if any(
        pair.start() <= place < pair.end() and pair[1].lower() in joining()
        for pair in _PAIR.finditer(text, *near)
    ):
        return True
    low, lang = view.lowered, view.tag.base
    passed = low[near[0] : place].split()[: -_MOST_PASSED - 1 : -1]
    words = [word for word in passed if _WORD.search(word) and word not in joining()]
    last = words[0] if words else ""
    asking = words[: 2 if len(last) <= _SMALL else 1]  # press the ; and drücken Sie ;
    if any(mentioned(word, lang, "presses") for word in asking):
        return True
    behind = _NEXT.match(low, place + 1, line.end)
    return mentioned(last, lang, "keys") and can_go_on(behind[1] if behind else "", lang)


def _is_field(text: str, place: int) -> bool:
    """Whether the line's first colon, and that of the line above or below, stand apart from their labels."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    if text.find(":", start, place) >= 0 or not _FIELD.match(text[start:place] + ": x"):
        return False
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    return (start > 0 and _FIELD.match(text, above) is not None) or (
        end >= 0 and _FIELD.match(text, end + 1) is not None
    )


def is_apart(text: str, place: int) -> bool:
    """Whether a stop is in a row of letters (A . D . F) or a grid (. 2 . | 6), or behind keys (C-x C-c .)."""
    start = max(text.rfind("\n", 0, place) + 1, place - _REACH)
    if _LETTERS_APART.match(text, max(0, place - 3)) or _LETTER_ROW.search(text, start, place):
        return True
    if text[place - 2].isdigit() and _EMPTY_FIELD.search(text, start, place + _REACH):
        return True
    return _KEYS.search(text, start, place) is not None


_LETTERS_APART = lazyre.compile(r"(?:^|[^\w])[^\W\d_] \. [^\W\d_](?![^\W_])")
_LETTER_ROW = lazyre.compile(r"(?<!\w)[^\W\d_] \. [^\W\d_] $")
_EMPTY_FIELD = lazyre.compile(r"[|.] \. |\| \.$")
_KEYS = lazyre.compile(r"(?<![\w-])(?:(?:[CMSA]-){1,3}\S{1,6}|(?:Ctrl|Alt|Cmd|Shift)[+-]\S{1,6}) $")
