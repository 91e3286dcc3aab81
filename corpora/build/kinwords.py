"""Build corpora/kinwords/uk.bin: words of Russian that no Ukrainian dictionary has, for FLU004.

    python corpora/build/kinwords.py HUNSPELL

HUNSPELL is the folder of uk_UA.aff and uk_UA.dic (Debian hunspell-uk); needs wordfreq 3.1.1 and simplemma
2.0.0. A Russian form is kept where no Ukrainian form is the same but for what the two alphabets spell
differently. A minute.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import wordfreq
from simplemma.strategies.dictionaries import dictionary_factory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.forms import forms  # noqa: E402
from mtcheck.lexicon.kin_words import LEAST_LETTERS, MAGIC, folded, key_of  # noqa: E402

OUT = ROOT / "corpora" / "kinwords"
# Frequencies of wordfreq, share of all words: rarer Russian words nobody carries over, and what is more
# frequent in Ukrainian text is a word of it, whatever the dictionary says.
LEAST, UKRAINIAN = 3e-7, 3e-7
_SMALL = re.compile("[а-яё]+")


def hunspell_forms(folder: Path) -> Iterator[str]:
    """All forms that suffixes make, as a dictionary of hunspell names them by flags of one letter."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in (folder / "uk_UA.aff").read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            gone, added = ("" if part == "0" else part for part in parts[2:4])
            rules[parts[1]].append((gone, added.partition("/")[0], re.compile(f"{parts[4]}$")))
    for line in (folder / "uk_UA.dic").read_text("utf-8").splitlines()[1:]:
        stem, _, flags = line.split()[0].partition("/")
        yield stem
        for flag in flags:
            for gone, added, ends in rules[flag]:
                if stem.endswith(gone) and ends.search(stem):
                    yield stem[: len(stem) - len(gone)] + added


def kept(folder: Path) -> set[str]:
    """The folded words."""
    own = {folded(word.lower()) for word in hunspell_forms(folder)}
    own |= {folded(form.decode().lower()) for form in dictionary_factory._load_dictionary_from_disk("uk")}
    own |= {
        folded(word)
        for word, share in wordfreq.get_frequency_dict("uk", "large").items()
        if share >= UKRAINIAN
    }
    russian = forms("ru")
    found = set()
    for word, share in wordfreq.get_frequency_dict("ru", "large").items():
        is_word = len(word) >= LEAST_LETTERS and _SMALL.fullmatch(word) and russian.class_of(word)
        if is_word and share >= LEAST and folded(word) not in own:
            found.add(folded(word))
    return found


def main(folder: Path) -> None:
    OUT.mkdir(exist_ok=True)
    keys = np.unique(np.array([key_of(word) for word in kept(folder)], dtype="<u4"))
    (OUT / "uk.bin").write_bytes(MAGIC + keys.tobytes())
    print(len(keys), "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
