"""The public functions: glue, no logic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from mtcheck.config import Config, load_config, make_config
from mtcheck.document import Document, Origin
from mtcheck.edits import Edit, apply
from mtcheck.engine import Cleaned, check_document, clean_document
from mtcheck.errors import (
    ConfigError,
    UnknownLanguageError,
    UsageError,
    need_lines,
    need_number,
    need_strings,
    need_text,
    no_document,
    with_fields,
    wrong_argument,
)
from mtcheck.languages.expected import AUTO
from mtcheck.report import Report
from mtcheck.scoring import DEFAULT_METRICS, SEED, Scores
from mtcheck.tags import valid

ConfigLike = Config | Mapping[str, Any] | str | Path | None
Names = str | Sequence[str] | None


class Repaired(msgspec.Struct, frozen=True):
    """A text with its encoding repaired: ``apply(original, edits) == text``."""

    text: str
    edits: tuple[Edit, ...]


def check(
    text: str,
    *,
    lang: str | None = AUTO,
    source: str | None = None,
    references: str | Sequence[str] | None = None,
    select: Names = None,
    ignore: Names = None,
    profile: str | None = None,
    config: ConfigLike = None,
) -> Report:
    """Find what is wrong with one text.

    ``lang`` is the language it should be in (BCP 47); "auto" is what the configuration says, else found out.
    ``source`` is what it was translated from; ``references`` one or several human translations. ``config``
    is a Config, a mapping with the keys of mtcheck.toml, or the path of one; None looks at no file.
    ``select``, ``ignore`` (codes, names or families) and ``profile`` win over it. Raises ConfigError;
    TypeError for an argument of another kind, with its name.

    >>> [finding.rule for finding in check("In Baltic countries .").findings]
    ['PUN001']
    >>> check("In Baltic countries .", ignore="PUN").findings
    ()
    """
    need_text(text, "check")
    need_strings(lang, "check", "lang", "language tag")
    need_strings(source, "check", "source", "text")
    need_strings(references, "check", "references", "text", several=True)
    _need_choices("check", select, ignore, profile, config)
    settled = config_of(config, select=_names(select), ignore=_names(ignore), profile=profile)
    return check_document(_document(text, lang, source, references), settled)


def check_many(documents: Iterable[Document | str], *, config: ConfigLike = None) -> Iterator[Report]:
    """Reports of many documents or texts, one by one, in their order.

    Raises ConfigError; TypeError for what is neither, with its index.

    >>> documents = [Document("So it is .", Origin("a.txt")), "Yes."]
    >>> [len(report.findings) for report in check_many(documents)]
    [1, 0]
    """
    if isinstance(documents, (str, bytes, Document)) or not isinstance(documents, Iterable):
        raise no_document(documents)
    _need_choices("check_many", None, None, None, config)
    return _reports(documents, config_of(config))


def _reports(documents: Iterable[Document | str], config: Config) -> Iterator[Report]:
    rules = config.selected()
    for index, given in enumerate(documents):
        if isinstance(given, str):
            given = _document(given, AUTO, None, None)
        elif not isinstance(given, Document):
            raise no_document(given, index)
        _need_document(given, f"documents[{index}]")
        yield check_document(given, config, rules)


def clean(
    text: str,
    *,
    lang: str | None = AUTO,
    unsafe: bool = False,
    drop: Names = None,
    select: Names = None,
    ignore: Names = None,
    profile: str | None = None,
    config: ConfigLike = None,
) -> Cleaned:
    """Repair one text and leave out its boilerplate; what is correct stays as it is.

    ``unsafe`` applies edits that had to guess too. ``drop`` names what is left out: disclaimer,
    boilerplate, foreign, duplicate, frequent; None is what the configuration says (disclaimer, boilerplate).
    The other keywords are those of ``check``. Raises ConfigError; TypeError for an argument of another kind.

    >>> clean("In Baltic countries .").text
    'In Baltic countries.'
    """
    need_text(text, "clean")
    need_strings(lang, "clean", "lang", "language tag")
    need_strings(drop, "clean", "drop", "kind", several=True)
    _need_choices("clean", select, ignore, profile, config)
    settled = config_of(
        config,
        select=_names(select),
        ignore=_names(ignore),
        profile=profile,
        drop=_names(drop),
        unsafe=unsafe or None,
    )
    return clean_document(_document(text, lang, None, None), settled)


def score(
    hypotheses: str | Sequence[str | None],
    references: str | Sequence[str | None] | Sequence[Sequence[str | None]],
    *,
    sources: str | Sequence[str | None] | None = None,
    metrics: str | Sequence[str] = DEFAULT_METRICS,
    lang: str | None = None,
    options: Mapping[str, Any] | None = None,
    resamples: int = 0,
    seed: int = SEED,
) -> Scores:
    """Score translations against references: of the corpus, and of each segment.

    ``references`` is one for each hypothesis, or several such sequences, as in sacrebleu; None or an empty
    text stands for a missing one, and a segment without any has no score. ``metrics`` are chrf, chrf++,
    bleu, ter, and more that docs/scoring.md names. ``lang`` is the language of the references (told from
    them when None); ``options`` are those of MetricOptions, such as ``tokenize``. ``resamples`` above 1
    gives 95 % intervals. Raises UsageError, also where no hypothesis is given; TypeError for what is no text.

    >>> scores = score(["The cat sat down."], ["The cat sat down."])
    >>> scores["bleu"].score, scores["chrf"].segments, scores["ter"].score
    (100.00000000000004, (100.0,), 0.0)
    """
    from mtcheck.scoring.corpus import align, make_options, score_segments

    need_lines(hypotheses, "hypotheses")
    need_lines(references, "references", nested=True)
    if sources is not None:
        need_lines(sources, "sources")
    need_strings(lang, "score", "lang", "language tag")
    need_strings(metrics, "score", "metrics", "name of a metric", several=True)
    if options is not None and not isinstance(options, Mapping):
        raise wrong_argument(options, "score", "options", "mapping of options")
    need_number(resamples, "score", "resamples")
    need_number(seed, "score", "seed")
    if seed < 0:
        raise UsageError(f"mtcheck.score: seed is {seed}; give a whole number from 0 on")
    if not isinstance(hypotheses, str) and all(text is None for text in hypotheses):
        told = "has only None" if hypotheses else "is empty"
        raise UsageError(f"mtcheck.score: hypotheses {told}; give at least one text to score")
    lang = _tag(lang)
    single = isinstance(hypotheses, str)
    columns: list[Any]
    if isinstance(references, str):
        columns = [[references]]
    elif single:
        columns = [[text] for text in references]
    elif references and not all(text is None or isinstance(text, str) for text in references):
        columns = list(references)
    else:
        columns = [references]
    lines = [hypotheses] if isinstance(hypotheses, str) else hypotheses
    given = [sources] if isinstance(sources, str) else sources
    segments = align(lines, columns, given)
    settled = make_options(options or {})
    return score_segments(
        segments, _names(metrics) or (), settled, lang=lang, resamples=resamples, seed=seed
    ).scores


def repair_encoding(text: str) -> Repaired:
    """Put garbled characters right, and nothing else. Never raises on any str.

    >>> repair_encoding("our РєР ° РЅР ° Р »РІ Telegram").text
    'our канал в Telegram'
    """
    need_text(text, "repair_encoding")
    from mtcheck.encoding.mojibake.repair import find_repairs

    edits = tuple(Edit(repair.start, repair.end, repair.text) for repair in find_repairs(text))
    return Repaired(apply(text, edits), edits)


def config_of(config: ConfigLike, **given: Any) -> Config:
    """The Config that a mapping, the path of a file or None stands for, with what is given on top.

    What is None was not given. Raises ConfigError; TypeError for a Config with fields of other kinds.

    >>> config_of({"drop": []}, drop=("boilerplate",), unsafe=None).drop
    ('boilerplate',)
    """
    if isinstance(config, Config):
        settled = with_fields(config, "Config", "fields")
    elif config is None:
        settled = Config()
    elif isinstance(config, Mapping):
        settled = make_config(config)
    else:
        settled = load_config(Path(config))
    said = {key: value for key, value in given.items() if value is not None}
    return make_config({**msgspec.to_builtins(settled), **said}, "keywords") if said else settled


def _need_choices(
    function: str, select: Names, ignore: Names, profile: str | None, config: ConfigLike
) -> None:
    """Raises TypeError for what names rules, a profile or a configuration, and is of another kind."""
    need_strings(select, function, "select", "rule", several=True)
    need_strings(ignore, function, "ignore", "rule", several=True)
    need_strings(profile, function, "profile", "name of a profile")
    if config is not None and not isinstance(config, (Config, Mapping, str, Path)):
        raise wrong_argument(config, function, "config", "Config, mapping or path")


def _need_document(document: Document, name: str) -> None:
    """Raises TypeError for a Document that was made with fields of other kinds."""
    if not isinstance(document.text, str):
        raise wrong_argument(document.text, "check_many", f"{name}.text", "text (str)")
    if not isinstance(document.origin, Origin):
        raise wrong_argument(document.origin, "check_many", f"{name}.origin", "Origin")
    with_fields(document.origin, "check_many", f"{name}.origin")
    for field in ("lang", "source", "declared_lang", "source_lang"):
        need_strings(getattr(document, field), "check_many", f"{name}.{field}", "text")
    for field in ("references", "ignore"):
        if getattr(document, field) is None:
            raise wrong_argument(None, "check_many", f"{name}.{field}", "tuple of texts")
        need_strings(getattr(document, field), "check_many", f"{name}.{field}", "text", several=True)


def _names(names: Names) -> tuple[str, ...] | None:
    """Codes, names or families as a tuple; a single string may hold several with commas."""
    if isinstance(names, str):
        return tuple(part.strip() for part in names.split(",") if part.strip())
    return None if names is None else tuple(names)


def _document(
    text: str, lang: str | None, source: str | None, references: str | Sequence[str] | None
) -> Document:
    several = (references,) if isinstance(references, str) else tuple(references or ())
    return Document(text, Origin("<text>"), _tag(lang), source, several)


def _tag(lang: str | None) -> str | None:
    """A language that a caller named, as BCP 47 writes it. Raises ConfigError, as the configuration does."""
    if lang is None or lang == AUTO:
        return lang
    try:
        return valid(lang).name
    except UnknownLanguageError as error:
        raise ConfigError("keywords", "lang", str(error)) from error
