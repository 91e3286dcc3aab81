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
        return f"{self.name!r} is no language tag{hint}"


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
