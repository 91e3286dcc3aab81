"""Build corpora/government/*.json: words, and the prepositions that never follow them in edited text.

    python corpora/build/government.py [--heads=A,B] CLEAN [LANG ...]
    python corpora/build/government.py --infinitives     (the links of verbs and infinitives alone)

Needs simplemma 2.0.0. Expands the heads of corpora/government/LANG.toml to their forms. CLEAN holds
LANG*.txt, edited text, a sentence a line, and LANG-doc.txt, documentation of which a part may be machine
output. A preposition that follows a form there (in documentation: twice) is not wrong after it and is left
out, and so is a pair of function words that edited text has. With --heads only those heads and the objects
are built, and the other rows of a table stay: they were proven with another CLEAN.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import msgspec
from simplemma.strategies.dictionaries import dictionary_factory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.features import POS, VERB  # noqa: E402
from mtcheck.lexicon.forms import forms as forms_table  # noqa: E402

FOLDER = ROOT / "corpora" / "government"
BREAK = re.compile(r"[.,;:!?()\[\]«»„“”\"–—]")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# More forms than a verb has: a lemma with so many is one of simplemma's mistakes.
MOST_FORMS = 120
# Edited text has slips too: so many of them do not make a phrase right.
SLIPS = 3
# For heads that are sure: machine output in the documentation has the fault itself.
OFTEN = 10


def forms_of(lang: str, heads: set[str]) -> dict[str, set[str]]:
    """The forms of each head, itself among them."""
    found: dict[str, set[str]] = {head: {head.lower()} for head in heads}
    for form, lemma in dictionary_factory._load_dictionary_from_disk(lang).items():
        group = found.get(lemma.decode())
        if group is not None and len(group) < MOST_FORMS:
            group.add(form.decode().lower())
    return found


def clean_pairs(
    lang: str, folder: Path, wanted: set[str], said: set[str]
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How often the forms are before each word in edited text, counted double, and which phrases occur."""
    pairs: Counter[tuple[str, str]] = Counter()
    phrases: Counter[str] = Counter()
    for path in sorted(folder.glob(f"{lang}*.txt")):
        weight = 1 if path.stem.endswith("-doc") else 2
        for line in path.read_text("utf-8", "replace").splitlines():
            for part in BREAK.split(line.lower()):
                words = WORD.findall(part)
                for pair in zip(words, words[1:], strict=False):
                    if pair[0] in wanted:
                        pairs[pair] += weight
                if weight == 2:
                    joined = f" {' '.join(words)} "
                    phrases.update(phrase for phrase in said if f" {phrase} " in joined)
    return pairs, phrases


def build(lang: str, clean: Path) -> dict[str, dict[str, str]]:
    source = tomllib.loads((FOLDER / f"{lang}.toml").read_text("utf-8"))
    fixed = dict(line.split(" = ") for line in source["pairs"].strip().splitlines())
    rows = [[part.split() for part in line.split("|")] for line in source["heads"].strip().splitlines()]
    forms = forms_of(lang, {head for _, _, heads in rows for head in heads})
    wanted = {form.lower() for group in forms.values() for form in group}
    pairs, phrases = clean_pairs(lang, clean, wanted, set(fixed))
    right: dict[str, set[str]] = defaultdict(set)
    wrong: dict[str, set[str]] = defaultdict(set)
    for taken, others, heads in rows:
        for head in heads:
            for form in forms[head]:
                right[form].update(taken)
                wrong[form].update(others)
    known = forms_table(lang)
    places, sources = (frozenset(source[key].split()) for key in ("of-place", "of-source"))
    circumstances = frozenset(source["of-circumstance"].split())
    always, sure = (
        {form for head in source.get(key, "").split() for form in forms.get(head, ())}
        for key in ("always", "sure")
    )
    table = {}
    for form, others in wrong.items():
        place = known.class_of(form) or known.class_of(form.capitalize())
        is_verb = known.pos[place] & POS["verb"] and not known.pos[place] & POS["adj"]
        if known.pos[place] & POS["noun"] and form not in always | sure:
            continue  # whose it is, for whom, from where: a noun may have any
        after_verb = sources | circumstances if form in sure else sources
        told = others if form in always else others & after_verb if is_verb else others - places
        if form not in always | sure:
            told -= circumstances
        left = sorted(
            p for p in told - right[form] if pairs[form.lower(), p] < (OFTEN if form in always else 2)
        )
        if left and " " not in form:
            table[form] = f"{' '.join(sorted(right[form]))}|{' '.join(left)}"
    kept = {said: meant for said, meant in fixed.items() if phrases[said] < SLIPS}
    after = dict.fromkeys(source.get("followers", "").split(), "")
    times = dict.fromkeys(source["adverbials"].split(), "")
    return {
        "followers": after,
        "adverbials": times,
        "heads": dict(sorted(table.items())),
        "pairs": dict(sorted(kept.items())),
        "objects": objects_of(lang, source.get("objects", "")),
        "infinitives": infinitives(lang, source),
    }


def objects_of(lang: str, listing: str) -> dict[str, str]:
    """The forms of verbs that are verbs and nothing else, with the cases of their objects."""
    rows = [line.split(" | ") for line in listing.strip().splitlines()]
    cases = {verb: case for case, verbs in rows for verb in verbs.split()}
    known = forms_table(lang)
    return {
        form: cases[verb]
        for verb, group in sorted(forms_of(lang, set(cases)).items())
        for form in sorted(group)
        if int(known.pos[known.class_of(form)]) == POS["verb"]
    }


def infinitives(lang: str, source: dict[str, str]) -> dict[str, str]:
    """For each row of what may and may not stand before an infinitive, the forms of its verbs.

    A form that may be a noun or a preposition is left out (la ayuda, el poder, para), and `of` after a
    participle, which may be an adjective: la forma preferida de hacerlo.
    """
    known, rows = forms_table(lang), dict[str, str]()
    for line in source.get("infinitives", "").strip().splitlines():
        right, wrong, heads = (part.strip() for part in line.split("|"))
        lemmas = {head for head in heads.split() if not head.startswith("=")}
        said = {form for group in forms_of(lang, lemmas).values() for form in group if " " not in form}
        other = sum(POS.values()) - POS["verb"] - POS["name"] - POS["adj"]
        readings = {form: int(known.pos[known.class_of(form)]) for form in said}
        sure = {form for form, pos in readings.items() if pos & POS["verb"] and not pos & other}
        sure |= {head[1:] for head in heads.split() if head.startswith("=")}
        participles = {form for form in sure if known.verb[known.class_of(form)] & VERB["ppart"]}
        rest = " ".join(word for word in wrong.split() if word not in ("de", "di"))
        for told, group in ((wrong, sure - participles), (rest, participles)):
            if told and group:
                key = f"{right}|{told}"
                rows[key] = " ".join(sorted({*rows.get(key, "").split(), *group}))
    return rows


def main(clean: Path, langs: list[str], heads: list[str]) -> None:
    if not clean.name:  # --infinitives
        for path in sorted(FOLDER.glob("*.toml")):
            table = path.with_suffix(".json")
            built = msgspec.json.decode(table.read_bytes())
            rows = infinitives(path.stem, tomllib.loads(path.read_text("utf-8")))
            if rows == built.get("infinitives", {}):
                continue
            built["infinitives"] = rows
            table.write_bytes(msgspec.json.format(msgspec.json.encode(built), indent=1) + b"\n")
        return
    for lang in langs or sorted(path.stem for path in FOLDER.glob("*.toml")):
        built = build(lang, clean)
        if heads:
            old = msgspec.json.decode((FOLDER / f"{lang}.json").read_bytes())
            mine = {form for group in forms_of(lang, set(heads)).values() for form in group}
            added = {form: row for form, row in built["heads"].items() if form in mine}
            rest = {form: row for form, row in old["heads"].items() if form not in mine}
            built = {**old, "heads": dict(sorted((rest | added).items())), "objects": built["objects"]}
        data = msgspec.json.format(msgspec.json.encode(built), indent=1)
        (FOLDER / f"{lang}.json").write_bytes(data + b"\n")
        print(lang, len(built["heads"]), "forms,", len(built["pairs"]), "pairs,", len(data), "bytes")


if __name__ == "__main__":
    flags = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    folder, *chosen = [argument for argument in sys.argv[1:] if argument not in flags] or [""]
    only = [head for flag in flags for head in flag.removeprefix("--heads=").split(",")]
    main(Path(folder), chosen, only)
