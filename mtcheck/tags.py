"""Language tags (BCP 47), read once: nobody else takes one apart.

`DE`, `de_DE` and `de-AT` are German wherever only the base matters. langcodes says which tags are
valid; it is asked only for tags that mtcheck itself does not know.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from mtcheck import lazyre
from mtcheck.errors import UnknownLanguageError
from mtcheck.resources import read_toml

#: Languages that write no spaces between words.
_SPACELESS: Final = frozenset(("zh", "yue", "wuu", "ja", "th", "km", "lo", "my"))
#: Of these, the ones whose characters say about as much as a word.
_DENSE: Final = frozenset(("zh", "yue", "wuu", "ja"))
_SEPARATOR: Final = lazyre.compile(r"[-_]")
# A locale's encoding and modifier: de_DE.UTF-8, ca@valencia.
_LOCALE_REST: Final = lazyre.compile(r"[.@].*", re.S)
UNDETERMINED: Final = "und"
#: Letters of the scripts that write no spaces, as the inside of a regular expression's class: Thai, Lao,
#: Burmese, Khmer, kana and Han.
UNSPACED: Final = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)


class LanguageTag(NamedTuple):
    """One tag. ``name`` is written as BCP 47 recommends: `zh-Hant-TW`, `de-AT`."""

    name: str
    base: str
    script: str | None = None
    region: str | None = None

    @property
    def spaceless(self) -> bool:
        """Whether the language writes no spaces between words."""
        return self.base in _SPACELESS

    @property
    def dense(self) -> bool:
        """Whether a character says about as much as a word: Chinese and Japanese."""
        return self.base in _DENSE

    @property
    def parents(self) -> tuple[str, ...]:
        """The tag and the wider ones it inherits from, the widest first.

        >>> tag("zh_hant_TW").parents
        ('zh', 'zh-Hant', 'zh-Hant-TW')
        """
        parts = self.name.split("-")
        return tuple("-".join(parts[:size]) for size in range(1, len(parts) + 1))

    def same_as(self, other: str) -> bool:
        """Whether two tags are of one language, whatever script or region they name.

        >>> tag("DE").same_as("de_AT"), tag("sr-Latn").same_as("hr")
        (True, False)
        """
        return self.base == tag(other).base

    def __str__(self) -> str:
        return self.name


@lru_cache(maxsize=1024)
def tag(name: str) -> LanguageTag:
    """Read a tag; never raises. What is no tag at all is a base of its own, in small letters.

    >>> tag("de_AT.UTF-8").name, tag("ZH-hans").script, tag("EN").base, tag("").base
    ('de-AT', 'Hans', 'en', 'und')
    """
    parts = [part for part in _SEPARATOR.split(_LOCALE_REST.sub("", name.strip())) if part]
    if not parts:
        return LanguageTag(UNDETERMINED, UNDETERMINED)
    base, script, region = parts[0].lower(), None, None
    written = [base]
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha() and script is None and len(written) == 1:
            script = part.title()
            written.append(script)
        elif (region is None and len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            region = part.upper()
            written.append(region)
        else:
            written.append(part.lower())
    return LanguageTag("-".join(written), base, script, region)


@lru_cache(maxsize=1024)
def valid(name: str) -> LanguageTag:
    """Read a tag that a person typed: a language of BCP 47, or an error that says what was meant.

    Raises UnknownLanguageError for a name (`english`), a code nobody registered (`xx`), or no tag at all.

    >>> valid("pt_br").name
    'pt-BR'
    >>> valid("english")
    Traceback (most recent call last):
    mtcheck.errors.UnknownLanguageError: 'english' is not a language tag; did you mean en?
    """
    import difflib

    read = tag(name)
    codes = _names()
    if name.strip() and (read.base in codes or _is_registered(read.name)):
        return read
    by_name = {told.lower(): code for code, told in codes.items()}
    wanted = name.strip().lower()
    near = difflib.get_close_matches(wanted, by_name, 1, 0.75)
    meant = by_name[near[0]] if near else None
    raise UnknownLanguageError(name, meant)


@lru_cache(maxsize=1024)
def problem_of(name: str) -> str | None:
    """Why a declared tag says no language, or None where it may: private ones are as good as any.

    >>> problem_of("xx-nonsense"), problem_of("x-boat"), problem_of("qaa")
    ("'xx-nonsense' is not a language tag; tags are as BCP 47 has them: en, pt-BR", None, None)
    """
    try:
        valid(name)
    except UnknownLanguageError as error:
        return str(error)
    return None


def name_of(code: str) -> str:
    """The English name of a language; the tag itself where no name is known.

    >>> name_of("uk"), name_of("de-AT"), name_of("tlh")
    ('Ukrainian', 'German', 'tlh')
    """
    return _names().get(tag(code).base, code)


def code_of_name(name: str) -> str | None:
    """The code of a language by its English name.

    >>> code_of_name("korean"), code_of_name("kor")
    ('ko', None)
    """
    return next((code for code, told in _names().items() if told.lower() == name.strip().lower()), None)


@cache
def _names() -> dict[str, str]:
    return read_toml("languages/names.toml")


def shortest(base: str) -> str:
    """The code of two letters of a language with three, where it has one.

    >>> shortest("bos"), shortest("ast")
    ('bs', 'ast')
    """
    from langcodes import standardize_tag

    return base if len(base) < _LONG else standardize_tag(base)


_LONG: Final = 3


def _is_registered(name: str) -> bool:
    from langcodes import tag_is_valid

    return tag_is_valid(name)
