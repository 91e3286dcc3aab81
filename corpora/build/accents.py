"""Build corpora/accents/*.txt: accented forms that nobody writes otherwise, for FLU004.

    python corpora/build/accents.py [LANG ...]

Needs wordfreq 3.1.1. A form is kept where it is frequent, has accents, and is far more frequent than every
other word that has the same letters without them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import wordfreq

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.accents import bare  # noqa: E402
from mtcheck.lexicon.forms import forms  # noqa: E402

OUT = ROOT / "corpora" / "accents"
LANGS = "cs de es fr it pl pt".split()
# Frequencies of wordfreq, share of all words.
LEAST, TIMES, MIN_LETTERS = 1e-6, 10, 4
# Since 1990 French may leave the circumflex of i and u out.
RECTIFIED = str.maketrans("îû", "iu")
SURE = 1e-5  # function words are in no table of forms


def accented(lang: str) -> list[str]:
    by_bare: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for word, frequency in wordfreq.get_frequency_dict(lang, "large").items():
        by_bare[bare(word)].append((frequency, word))
    table, kept = forms(lang), []
    for plain, words in by_bare.items():
        (most, word), *others = sorted(words, reverse=True)
        if word == plain or most < LEAST or len(word) < MIN_LETTERS or not word.isalpha():
            continue
        if lang == "fr" and word.translate(RECTIFIED) == plain:
            continue
        known = most > SURE or table.class_of(word) or table.class_of(word.capitalize())
        if known and all(most > TIMES * frequency for frequency, _ in others):
            kept.append(word)
    return sorted(kept)


def main(langs: list[str]) -> None:
    OUT.mkdir(exist_ok=True)
    for lang in langs or LANGS:
        words = accented(lang)
        (OUT / f"{lang}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
        print(lang, len(words), "words")


if __name__ == "__main__":
    main(sys.argv[1:])
