"""The language of a catalogue by its path and its header: pt_BR.po, locale/uk/LC_MESSAGES/a.po."""

from __future__ import annotations

import re
from typing import Final

from mtcheck import lazyre
from mtcheck.errors import UnknownLanguageError
from mtcheck.formats.io.source import Source
from mtcheck.languages.codes import known_languages
from mtcheck.tags import code_of_name, shortest, tag, valid

_TAG: Final = r"[a-z]{2}(?:[_-][A-Z][a-z]{3})?(?:[_-](?:[A-Z]{2}|\d{3}|cn|tw|hk|br|pt|gb|us))?"
_SUFFIX: Final = r"\.(?:po|xlf|xliff)(?:\.gz|\.zst)?\Z"
# ru.po and locale/pt_BR/LC_MESSAGES/django.po: the folders that gettext looks in, and one file a language.
_PATH = lazyre.compile(rf"/({_TAG})(?:@[a-z]+)?(?:/LC_MESSAGES/[^/]*|{_SUFFIX})")
# As programs and translators' sites name what they give out: boats-de.po, messages.pt-BR.xlf
_NAME = lazyre.compile(rf"[._-]({_TAG}){_SUFFIX}")


def language_of_path(source: Source) -> str | None:
    """The language that a file is named for; None for a name that says none."""
    path = source.path.absolute().as_posix() if source.path else ""
    found = (pattern.search(path) for pattern in (_PATH, _NAME))
    named = (match[1] for match in found if match)
    return next((_written(name) for name in named if tag(name).base in known_languages()), None)


def language_of_header(found: re.Match[str] | None) -> str | None:
    """The language that a header names; also one that mtcheck cannot tell from others, such as Galician.

    None where it names none that is registered.
    """
    if found is None:
        return None
    try:
        read = valid(code_of_name(found[1]) or found[1])
        return read.name.replace(read.base, shortest(read.base), 1)
    except UnknownLanguageError:
        return None


def _written(name: str) -> str:
    return name.replace("_", "-")
