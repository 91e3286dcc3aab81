"""The stages of a check, in order, and the bounded loop of a clean.

    original text -> repair rules -> repaired text -> check rules -> findings on the original

A rule that crashes becomes a fault in the report and the others run on: this is the one module that may
catch Exception.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from mtcheck import collector
from mtcheck.batchfacts import BatchFacts
from mtcheck.catalogues import without_excused
from mtcheck.config import Config
from mtcheck.document import Document, Span
from mtcheck.edits import Edit, OffsetMap, apply, carry, compose, minimal, rebase, resolve
from mtcheck.errors import ConfigError, InputError, MtcheckError
from mtcheck.findings import Fault, Finding, Fingerprints, Hit, Safety, is_repaired
from mtcheck.fluency.index import index_of
from mtcheck.fluency.model import tells_pages
from mtcheck.fluency.quality import quality_of, words_of_prose
from mtcheck.languages import LanguageSpan
from mtcheck.messages import log
from mtcheck.registry import Rule
from mtcheck.report import Report
from mtcheck.safeguards import is_in_short_cell, restrained
from mtcheck.scoring.documents import document_scores
from mtcheck.suppression import Suppressions
from mtcheck.text.deletion import close_gaps, deletion
from mtcheck.text.view import View
from mtcheck.text.wholes import whole

# A fix can uncover another: a dropped line leaves a double space, a joined quote a doubled stop. Texts
# of the property tests settle in five rounds; what is left after eight is left as it is.
MAX_ROUNDS = 8
# Places of one rule in one text that a person has to mend: nobody reads more, and a megabyte of brackets
# has a million, in 700 MB.
MOST_SHOWN = 10_000


class Change(msgspec.Struct, frozen=True, gc=False):
    """One change of a clean, on the original text, and the rules that asked for it.

    ``before`` is the original text of the stretch: with it a change can be checked, shown and undone.
    """

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]


class Cleaned(msgspec.Struct, frozen=True):
    """A cleaned text. ``apply(original, edits) == text``; ``report`` is the check of the original.

    ``left`` is what is found in the cleaned text, with places in it.
    """

    text: str
    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    report: Report
    left: tuple[Finding, ...] = ()


class _Found(NamedTuple):
    """A hit with its rule, and its edit on the text that the rule read."""

    rule: Rule
    hit: Hit
    edit: Edit | None


def check_document(
    document: Document,
    config: Config,
    rules: Sequence[Rule] | None = None,
    batch: BatchFacts | None = None,
    *,
    mapped: bool = True,
) -> Report:
    """The report of one document. ``rules`` saves selecting them again for each of many documents;
    ``batch`` is what a first pass over all of them has learned. Without ``mapped`` the report has no
    ``languages``: where they are known and nobody shows them, to tell them takes a quarter of the time.

    Raises InputError when the text is longer than ``config.max_characters``.
    """
    # Looking for garbage among the spans and tokens of a text, of which none are in cycles, took a tenth.
    with collector.paused():
        return _checked(document, config, rules, batch, mapped)


def _checked(
    document: Document, config: Config, rules: Sequence[Rule] | None, batch: BatchFacts | None, mapped: bool
) -> Report:
    text = document.text
    if len(text) > config.max_characters:
        raise InputError(
            document.origin.uri,
            document.origin.record,
            f"has {len(text):,} characters, more than max-characters = {config.max_characters:,}; "
            "split it, or raise max-characters",
        )
    profile = config.profile_of(document)
    chosen = config.for_profile(profile, config.selected() if rules is None else rules)
    faults: list[Fault] = []

    detector = config.languages.detector
    original = View(text, document, config.lang, detector, batch, config.source_lang)
    repairs = _run(original, chosen, "repair", config, faults)
    edits = resolve(found.edit for found in repairs if found.edit)
    view = original
    if edits:
        codes = carry(document.codes, edits)
        view = View(apply(text, edits), document, config.lang, detector, batch, config.source_lang, codes)
    checks = _run(view, chosen, "check", config, faults)

    placed = _place(original, view, repairs, checks, edits, config)
    findings = restrained(document, without_excused(document, placed))
    hidden = Suppressions(document, config.ignore_fingerprints)
    if hidden:
        findings = tuple(finding for finding in findings if not hidden.hides(finding))
        idle = hidden.idle(rule.code for rule in chosen)
        if idle:
            last = _run(View(text, document, config.lang, idle=idle), chosen, "last", config, faults)
            findings = tuple(
                sorted((*findings, *_place(original, original, last, [], (), config)), key=_order)
            )
    fluency = index_of(view) if tells_pages(view.lang) else None
    return Report(
        document=document,
        lang=view.lang,
        profile=profile,
        findings=findings,
        languages=_original_languages(text, view.languages, OffsetMap(edits)) if mapped else (),
        quality=quality_of(words_of_prose(view), findings, fluency),
        scores=document_scores(text, document.references, view.lang),
        faults=tuple(faults),
        fluency=fluency,
    )


def _run(view: View, rules: Iterable[Rule], stage: str, config: Config, faults: list[Fault]) -> list[_Found]:
    """The hits of the rules of one stage, each rule on its own; crashes go to ``faults``."""
    out: list[_Found] = []
    for rule in rules:
        if rule.stage != stage or (rule.langs and view.tag.base not in rule.langs):
            continue
        if rule.needs is not None and not view.may_meet(rule.needs):
            continue
        try:
            found = _found(rule, view, config)
        except ConfigError:
            raise  # a file that an option names is broken: the user's to mend, and no crash of ours
        except Exception as error:  # noqa: BLE001 - the one place where a rule's crash is contained
            faults.append(Fault(rule.code, _describe(error)))
            log(__name__).warning("rule %s crashed: %s", rule.code, error, exc_info=True)
            continue
        out += found
    return out


def _found(rule: Rule, view: View, config: Config) -> list[_Found]:
    """The hits of one rule where it may speak; of those that it knows no edit for no more than MOST_SHOWN."""
    out: list[_Found] = []
    last, shown, spacing = 0, 0, rule.code.startswith("PUN")
    for hit in rule(view, config.options_of(rule)):
        found = _Found(rule, hit, _edit_of(rule, hit, view))
        if (rule.skip or rule.excused) and _is_skipped(found, view):
            continue
        span = found.edit.span if found.edit else None
        in_cell = span and spacing and view.in_zone(span, ("row",)) and is_in_short_cell(view.text, span)
        if in_cell or (span and view.in_zone(span, ("unsure",))):
            found = found._replace(hit=msgspec.structs.replace(hit, safety=Safety.DISPLAY))
        if found.edit is None:
            shown += 1
            if shown > MOST_SHOWN:
                continue
            last = len(out)
        out.append(found)
    if shown > MOST_SHOWN:
        hit = out[last].hit
        more = f"{hit.message}; {shown - MOST_SHOWN:,} more of {rule.code} in this text are not listed"
        out[last] = out[last]._replace(hit=msgspec.structs.replace(hit, message=more))
    return out


def _is_skipped(found: _Found, view: View) -> bool:
    """Whether a hit is in a zone its rule leaves alone, the source's too, or judged by what a code hides."""
    span, skip = Span(found.hit.start, found.hit.end), found.rule.skip
    if view.in_zone(span, skip):
        return True
    if found.rule.excused and view.document.source and view.text[slice(*span)] in view.document.source:
        return True
    return "code" in skip and view.codes != () and view.beside_code(found.edit.span if found.edit else span)


def _describe(error: Exception) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def _edit_of(rule: Rule, hit: Hit, view: View) -> Edit | None:
    """The smallest edit that makes a hit's change; None when it wants none."""
    if not 0 <= hit.start <= hit.end <= len(view.text):
        raise ValueError(f"hit {hit.start}-{hit.end} leaves the text of {len(view.text)} characters")
    if hit.replacement is None:
        # An empty stretch is said of the whole document, which is not for a rule to take out.
        span = whole(view.text, Span(hit.start, hit.end)) if rule.drop and hit.start < hit.end else None
        return deletion(view.text, view.lines, span) if span else None
    edit = minimal(view.text, Edit(hit.start, hit.end, hit.replacement))
    return None if edit.start == edit.end and not edit.text else edit


def _place(
    original: View,
    repaired: View,
    repairs: list[_Found],
    checks: list[_Found],
    edits: Sequence[Edit],
    config: Config,
) -> tuple[Finding, ...]:
    """Findings on the original text, sorted by place. Empties both lists, which may be very long."""
    offsets = OffsetMap(edits)
    safety_of = {found.edit: _safety(found, config) for found in repairs if found.edit}
    placed: list[tuple[Span, _Found, Edit | None, Safety]] = [
        (Span(found.hit.start, found.hit.end), found, found.edit, _safety(found, config)) for found in repairs
    ]
    for found in checks:
        span, edit, safety = Span(found.hit.start, found.hit.end), found.edit, _safety(found, config)
        if edit and edits:
            # An edit that touches repairs carries them along: it is no safer than they are.
            carried = [safety_of[edits[i]] for i in offsets.touched(offsets.widen(edit.span))]
            safety = min([safety, *carried], key=Safety.trust)
            edit = rebase(edit, repaired.text, offsets)
        placed.append((offsets.to_old(span), found, edit, safety))
    repairs.clear()
    checks.clear()
    placed.sort(key=lambda item: (item[0], item[1].rule.code))
    placed.reverse()  # taken from its end, so that findings of one place stay in their order

    names = Fingerprints(original.text)
    line_starts = [line.start for line in original.lines]
    out = []
    while placed:
        span, (rule, hit, _), edit, safety = placed.pop()
        line = bisect_right(line_starts, span.start)
        out.append(
            Finding(
                rule=rule.code,
                name=rule.name,
                category=rule.category,
                severity=config.severity_of(rule, hit.severity),
                start=span.start,
                end=span.end,
                line=line,
                column=span.start - line_starts[line - 1] + 1,
                text=names.text_of(span),
                message=hit.message,
                confidence=hit.confidence,
                edit=edit,
                safety=safety,
                fingerprint=names.name(rule.code, span),
                drop=rule.drop,
            )
        )
    return tuple(out)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule


def _safety(found: _Found, config: Config) -> Safety:
    """Whether `clean` makes the change with these settings; what is only removed on demand is unsafe."""
    if found.rule.drop is not None and found.hit.safety is not Safety.DISPLAY:
        return Safety.SAFE if found.rule.drop in config.drop else Safety.UNSAFE
    return found.hit.safety or found.rule.safety


def _original_languages(
    text: str, languages: Sequence[LanguageSpan], offsets: OffsetMap
) -> tuple[LanguageSpan, ...]:
    """The language spans moved to the original text, which they cover without gaps."""
    if not text:
        return ()
    if not languages:
        return (LanguageSpan(0, len(text), "und", 0.0),)
    starts = [0, *(offsets.to_old(Span(span.start, span.start + 1)).start for span in languages[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        LanguageSpan(start, end, span.code, span.confidence)
        for start, end, span in zip(starts, ends, languages, strict=True)
        if start < end
    )


def clean_document(
    document: Document,
    config: Config,
    rules: Sequence[Rule] | None = None,
    batch: BatchFacts | None = None,
) -> Cleaned:
    """The cleaned text of one document, with every change on the original text.

    Applies safe edits, unsafe ones when ``config.unsafe``, and removes the kinds ``config.drop`` names;
    again until nothing changes, at most MAX_ROUNDS times.
    """
    chosen = config.selected() if rules is None else rules
    text, codes = document.text, document.codes
    report = current = check_document(document, config, chosen, batch)
    edits: list[Edit] = []
    causes: list[frozenset[str]] = []
    for _ in range(MAX_ROUNDS):
        wanted = [finding for finding in current.findings if _applies(finding, config)]
        step = close_gaps(text, resolve(finding.edit for finding in wanted if finding.edit))
        # A translation is never emptied, whatever it says: its file has a place for it.
        if not step or (document.source and not apply(text, step).strip()):
            break
        edits, causes = _composed(edits, causes, text, step, _causes(step, wanted))
        text, codes = apply(text, step), carry(codes, step)
        after = msgspec.structs.replace(document, text=text, codes=codes)
        del wanted, step  # of a text with a hundred thousand faults, megabytes
        current = check_document(after, config, chosen, batch)
    changes = tuple(
        Change(edit.start, edit.end, document.text[edit.start : edit.end], edit.text, tuple(sorted(rules_)))
        for edit, rules_ in zip(edits, causes, strict=True)
    )
    return Cleaned(text, tuple(edits), changes, report, current.findings)


def clean_or_fault(
    document: Document, config: Config, rules: Sequence[Rule] | None = None
) -> Cleaned | Fault:
    """clean_document for those who cannot stop at one document: whatever it raises comes back as a Fault.

    >>> from mtcheck.document import Origin
    >>> clean_or_fault(Document("Too long.", Origin("a.txt")), Config(max_characters=5)).error
    'InputError: a.txt: has 9 characters, more than max-characters = 5; split it, or raise max-characters'
    """
    try:
        return clean_document(document, config, rules)
    except MtcheckError as error:
        return Fault("", f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - one document must not cost the others
        return Fault("", _describe(error))


def _applies(finding: Finding, config: Config) -> bool:
    guessed = config.unsafe and finding.drop is None and finding.safety is Safety.UNSAFE
    return is_repaired(finding) or (guessed and finding.edit is not None)


_NO_CAUSE: frozenset[str] = frozenset()


def _composed(
    edits: Sequence[Edit],
    causes: Sequence[frozenset[str]],
    text: str,
    step: Sequence[Edit],
    step_causes: Sequence[frozenset[str]],
) -> tuple[list[Edit], list[frozenset[str]]]:
    """The edits of all rounds so far on the original text, and the rules that asked for each."""
    if not edits:
        return [*step], [*step_causes]
    shared: dict[frozenset[str], frozenset[str]] = {}  # of ten thousand edits, most have the same cause
    composed = compose(edits, text, step)
    found = (
        _NO_CAUSE.union(*(causes[i] for i in item.first), *(step_causes[i] for i in item.second))
        for item in composed
    )
    return [item.edit for item in composed], [shared.setdefault(rules, rules) for rules in found]


def _causes(step: Sequence[Edit], wanted: Iterable[Finding]) -> list[frozenset[str]]:
    """For each resolved edit, the rules that asked for it or for a part of a joined deletion."""
    starts = [edit.start for edit in step]
    out = [_NO_CAUSE] * len(step)
    shared: dict[frozenset[str], frozenset[str]] = {}
    for finding in wanted:
        index = bisect_right(starts, finding.edit.start) - 1 if finding.edit else -1
        if index < 0 or not finding.edit:
            continue
        if finding.edit == step[index] or (not step[index].text and finding.edit.end <= step[index].end):
            found = out[index] | {finding.rule}
            out[index] = shared.setdefault(found, found)
    return out
