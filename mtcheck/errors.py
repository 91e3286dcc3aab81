"""Every exception mtcheck raises on purpose.

A bad text is a Finding; a bad program, configuration or file is one of these. Each hands all its
arguments to ``super().__init__``, so that it survives pickling between processes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from typing import TypeVar

Struct = TypeVar("Struct")


class MtcheckError(Exception):
    """Base of all of them: ``except mtcheck.errors.MtcheckError`` catches what mtcheck raises."""


class ConfigError(MtcheckError):
    """The configuration cannot be used: names the place, the key and the way out."""

    def __init__(self, place: str, key: str, problem: str) -> None:
        super().__init__(place, key, problem)
        self.place, self.key, self.problem = place, key, problem

    def __str__(self) -> str:
        where = f"{self.place}: {self.key}" if self.key else self.place
        return f"{where}: {self.problem}"


class InputError(MtcheckError):
    """Some input cannot be read: names the file, the record (or None) and the way out."""

    def __init__(self, uri: str, record: str | None, problem: str) -> None:
        super().__init__(uri, record, problem)
        self.uri, self.record, self.problem = uri, record, problem

    def __str__(self) -> str:
        where = f"{self.uri}, {self.record}" if self.record else self.uri
        return f"{where}: {self.problem}"


class UsageError(MtcheckError):
    """The command line asks for something that cannot be done."""


class UnknownRuleError(MtcheckError):
    """A rule code, name or family that no registered rule has."""

    def __init__(self, name: str, suggestion: str | None = None) -> None:
        super().__init__(name, suggestion)
        self.name, self.suggestion = name, suggestion

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion}?" if self.suggestion else "; `mtcheck rules` lists them"
        return f"unknown rule {self.name!r}{hint}"


class UnknownLanguageError(MtcheckError):
    """What a person typed for a language is no tag of BCP 47."""

    def __init__(self, name: str, suggestion: str | None = None) -> None:
        super().__init__(name, suggestion)
        self.name, self.suggestion = name, suggestion

    def __str__(self) -> str:
        hint = (
            f"; did you mean {self.suggestion}?"
            if self.suggestion
            else "; tags are as BCP 47 has them: en, pt-BR"
        )
        return f"{self.name!r} is not a language tag{hint}"


class RuleDefinitionError(MtcheckError):
    """A rule is declared wrongly, or two rules share a code or a name."""


class CorpusError(MtcheckError):
    """A file of corpora is missing or malformed."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"corpora/{self.file}: {self.problem}"


class EditError(MtcheckError):
    """Edits overlap, touch or leave the text, so applying them has no single meaning."""


def need_text(value: object, function: str) -> None:
    """Raises TypeError, with the way out, for what is no text.

    >>> need_text(b"So.", "check")
    Traceback (most recent call last):
    TypeError: mtcheck.check takes a text (str), not bytes; decode them, or call mtcheck.read
    """
    if isinstance(value, str):
        return
    many = ", or use mtcheck.check_many" if function == "check" else ""
    way_out = {
        **_WAYS_OUT,
        "list": f"; call it for each text{many}",
        "Document": f"; give its .text{many}",
    }
    told, name = _told(value)
    raise TypeError(f"mtcheck.{function} takes a text (str), not {told}{way_out.get(name, '')}")


def no_document(value: object, index: int | None = None) -> TypeError:
    """What is wrong with something given to ``check_many``: the whole, or the item at an index.

    >>> str(no_document(None, 1))
    'mtcheck.check_many: documents[1] is None, no Document or text (str); leave out what has no text'
    >>> str(no_document("So."))
    'mtcheck.check_many takes several Documents or texts, not one str; put it in a list: [text]'
    """
    told, name = _told(value)
    if index is not None:
        said = f"documents[{index}] is {told}, no Document or text (str){_WAYS_OUT.get(name, '')}"
        return TypeError(f"mtcheck.check_many: {said}")
    one = {"str": "; put it in a list: [text]", "Document": "; put it in a list: [document]", **_WAYS_OUT}
    told = told if value is None else f"one {told}"
    return TypeError(f"mtcheck.check_many takes several Documents or texts, not {told}{one.get(name, '')}")


def need_strings(value: object, function: str, argument: str, wanted: str, *, several: bool = False) -> None:
    """Raises TypeError for an argument that is no str (or, where ``several`` may be, a collection of them).

    None is "not given". ``wanted`` says what the argument takes.

    >>> need_strings(["So.", None], "check", "references", "text", several=True)
    Traceback (most recent call last):
    TypeError: mtcheck.check: references[1] is None, no text (str); leave out what has no text
    """
    if value is None or isinstance(value, str):
        return
    if several and isinstance(value, Collection) and not isinstance(value, (bytes, bytearray, Mapping)):
        for index, item in enumerate(value):
            if not isinstance(item, str):
                raise wrong_argument(item, function, f"{argument}[{index}]", f"{wanted} (str)")
        return
    raise wrong_argument(value, function, argument, f"{wanted} (str){' or list of them' if several else ''}")


def wrong_argument(value: object, function: str, argument: str, wanted: str) -> TypeError:
    """What is wrong with an argument of a public function: its name, what was given and what is wanted.

    >>> str(wrong_argument(5, "read", "path_or_file", "path or binary file"))
    'mtcheck.read: path_or_file is int, no path or binary file'
    """
    told, name = _told(value)
    way_out = _WAYS_OUT.get(name, "") if wanted.startswith("text") else ""
    return TypeError(f"mtcheck.{function}: {argument} is {told}, no {wanted}{way_out}")


def need_lines(value: object, what: str, *, nested: bool = False) -> None:
    """Raises TypeError for what are no lines to score: a text, or a list or tuple of texts and None.

    ``nested`` allows several such lists in one.

    >>> need_lines(["So.", 7], "hypotheses")
    Traceback (most recent call last):
    TypeError: mtcheck.score: hypotheses[1] is int, no text (str)
    """
    if isinstance(value, str):
        return
    told, name = _told(value)
    if isinstance(value, (bytes, bytearray, Mapping, Set)) or not isinstance(value, Collection):
        hint = "; put what it yields in a list" if isinstance(value, Iterable) else ""
        hint = _WAYS_OUT["bytes"] if name == "bytes" else hint
        raise TypeError(f"mtcheck.score: {what} is {told}, no text (str) or list of texts{hint}")
    for index, line in enumerate(value):
        if line is None or isinstance(line, str):
            continue
        if nested and not isinstance(line, (bytes, bytearray, Mapping)) and isinstance(line, Collection):
            need_lines(line, f"{what}[{index}]")
            continue
        told, name = _told(line)
        raise TypeError(f"mtcheck.score: {what}[{index}] is {told}, no text (str){_WAYS_OUT.get(name, '')}")


def need_number(value: object, function: str, argument: str) -> None:
    """Raises TypeError for what is no whole number; True and False are none.

    >>> need_number("5", "score", "resamples")
    Traceback (most recent call last):
    TypeError: mtcheck.score: resamples is str, no whole number (int)
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_argument(value, function, argument, "whole number (int)")


def with_fields(value: Struct, function: str, argument: str) -> Struct:
    """A structure, such as a Config, with its fields as declared: a list that stands for a tuple as one.

    Raises TypeError where a field is of another kind.

    >>> from mtcheck.config import Config
    >>> with_fields(Config(lang=5), "Config", "fields")
    Traceback (most recent call last):
    TypeError: mtcheck.Config: fields: expected `str`, got `int` - at `$.lang`
    """
    import msgspec

    try:
        plain = msgspec.to_builtins(value, builtin_types=(bytes, bytearray))
        return msgspec.convert(plain, type(value))
    except (msgspec.ValidationError, TypeError, UnicodeEncodeError) as error:
        problem = str(error)
        told = f"{problem[:1].lower()}{problem[1:]}"
        raise TypeError(f"mtcheck.{function}: {argument}: {told}") from error


_WAYS_OUT = {"bytes": "; decode them, or call mtcheck.read", "NoneType": "; leave out what has no text"}


def _told(value: object) -> tuple[str, str]:
    """A value's kind as people write it, and the name of its type."""
    name = type(value).__name__
    return ("None" if value is None else name), name
