"""Every exception mtcheck raises on purpose.

A bad text is a Finding; a bad program, configuration or file is one of these. Each hands all its
arguments to ``super().__init__``, so that it survives pickling between processes.
"""

from __future__ import annotations


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
    way_out = {
        "bytes": "; decode them, or call mtcheck.read",
        "NoneType": "; leave out what has no text",
        "list": "; call it for each text, or use mtcheck.check_many",
        "Document": "; use mtcheck.check_many, or its .text",
    }
    name = type(value).__name__
    shown = "None" if value is None else name
    raise TypeError(f"mtcheck.{function} takes a text (str), not {shown}{way_out.get(name, '')}")
