"""Build corpora/words/known.bin: forms of 38 languages, hashed, without frequencies.

    python corpora/build/knownwords.py            # needs wordfreq 3.1.1 and simplemma 2.0.0

Of wordfreq what stands at least once in ten million words. Where it has a small list only, of simplemma the
forms of the words in that list, the most frequent words first. Layout: a header (JSON: for each language
where its parts lie), then for each language one byte a bucket with the number of its forms, four bytes for
each 16th bucket with the place of its first form, and two bytes a form.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from unicodedata import category

import msgspec
import wordfreq
from simplemma.strategies.dictionaries import dictionary_factory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.known_words import PER_BUCKET, STRIDE, place_of  # noqa: E402
from mtcheck.lexicon.wordlists import code_of  # noqa: E402

OUT = ROOT / "corpora" / "words" / "known.bin"
LEAST = 1e-7
MOST_FORMS = 90_000  # of simplemma's for a language
NO_SPACES = {"ja", "zh"}
CUT_AT_MARKS = {"ta", "ko"}  # wordfreq's tokens of these are no whole words
NAMES = {"fil": "tl"}
DICTIONARIES = {"sh": "hbs"}


def is_form(word: str) -> bool:
    return 2 <= len(word) <= 40 and all(category(character)[0] in "LM" for character in word)


def forms_of(lang: str) -> set[str]:
    large = lang in wordfreq.available_languages("large")
    frequencies = wordfreq.get_frequency_dict(lang, "large" if large else "small")
    found = {word for word, frequency in frequencies.items() if frequency >= LEAST and is_form(word)}
    if lang == "el":
        found = {word[:-1] + "ς" if word.endswith("σ") else word for word in found}
    if large or lang == "hi":
        return found
    try:
        pairs = dictionary_factory._load_dictionary_from_disk(DICTIONARIES.get(lang, lang))
    except ValueError:
        return found
    by_lemma: dict[str, list[str]] = defaultdict(list)
    for form, lemma in pairs.items():
        by_lemma[lemma.decode().lower()].append(form.decode().lower())
    added = 0
    for lemma in sorted(by_lemma, key=lambda word: (-frequencies.get(word, 0.0), word)):
        forms = {form for form in by_lemma[lemma] if is_form(form)} - found
        if lemma not in frequencies or added + len(forms) > MOST_FORMS:
            break
        added += len(forms)
        found |= forms
    return found


def main() -> None:
    head: dict[str, dict[str, int]] = {}
    body = bytearray()
    for lang in sorted(wordfreq.available_languages("small")):
        if lang in NO_SPACES | CUT_AT_MARKS:
            continue
        forms = sorted(forms_of(lang))
        buckets = max(1, len(forms) // PER_BUCKET)
        filled: list[set[int]] = [set() for _ in range(buckets)]
        for form in forms:
            bucket, code = place_of(code_of(form), buckets)
            filled[bucket].add(code)
        places = [0]
        for bucket in filled:
            places.append(places[-1] + len(bucket))
        part = {"counts": len(body), "buckets": buckets, "forms": places[-1]}
        body += bytes(map(len, filled))
        body += b"\0" * (-len(body) % 4)
        part["places"] = len(body)
        body += b"".join(places[at].to_bytes(4, "little") for at in range(0, buckets, STRIDE))
        part["codes"] = len(body)
        body += b"".join(code.to_bytes(2, "little") for bucket in filled for code in sorted(bucket))
        body += b"\0" * (-len(body) % 4)
        head[NAMES.get(lang, lang)] = part
        print(lang, len(forms))
    header = msgspec.json.encode(head)
    header += b" " * (-len(header) % 8)
    OUT.write_bytes(b"MTKW" + len(header).to_bytes(4, "little") + header + bytes(body))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
