"""Build corpora/grammar/english.json: what part of speech the frequent words of English are.

    pip download textblob==0.20.1 --no-deps && unzip textblob-*.whl textblob/en/en-lexicon.txt
    python corpora/build/grammar.py textblob/en/en-lexicon.txt NATIVE       # needs wordfreq 3.1.1

NATIVE is the English that corpora/build/nativetext.py writes: singular nouns that it hardly ever leaves
without an article after a preposition or verb are `countable`.

The lexicon holds the most usual tag of 94,000 forms. Kept are those of the 25,000 most frequent words that
leave little doubt: nouns that count and are no verb too (`country`, not `change`), with their plurals; verbs
with their third person, past and gerund; comparatives. `singulars`, `plurals` and `adjectives` are all words
that mostly are that.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import wordfreq

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.resources import word_set  # noqa: E402
from mtcheck.rules.fluency.grammar.english_nouns import bare_noun  # noqa: E402
from mtcheck.rules.fluency.grammar.english_words import core  # noqa: E402

OUT = ROOT / "corpora" / "grammar" / "english.json"
DETERMINERS = frozenset(
    "the a an this that my your his her its our their each every another either neither".split()
)
# A noun seen so often, and so seldom without a determiner.
LEAST, MOST_BARE = 12, 0.012
FREQUENT = 25000


def plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def forms_of(verb: str, tags: dict[str, str]) -> list[str]:
    """The regular -ed and -ing forms that the lexicon has."""
    stems = {verb, verb.removesuffix("e"), verb + verb[-1], verb[:-1] + "i" if verb.endswith("y") else verb}
    return [f for stem in sorted(stems) for f in (f"{stem}ed", f"{stem}ing", f"{stem}d") if f in tags]


def countable(native: Path) -> tuple[list[str], list[str]]:
    """The nouns that edited text hardly ever leaves without an article, and before what it does."""
    bare, seen, pairs = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    starters = word_set("en", "before-bare")
    for line in native.read_text("utf-8").splitlines():
        tokens = line.partition("\t")[2].split()
        low = [token.lower() for token in tokens]
        for index, word in enumerate(low):
            if word in starters or word in DETERMINERS or word.endswith(("'s", "’s")):
                place = bare_noun(low, index)
                if place > 0 and tokens[place][:1].islower():
                    seen[core(low[place])] += 1
                    bare[core(low[place])] += word in starters
                    if word in starters:
                        pairs[word, core(low[place])] += 1
    found = [word for word, count in seen.items() if count >= LEAST and bare[word] <= MOST_BARE * count]
    return found, [f"{first}_{noun}" for (first, noun), count in pairs.items() if count > 1 and noun in found]


def write(out: dict[str, list[str]]) -> dict[str, str]:
    rows = {name: " ".join(sorted(set(words))) for name, words in out.items()}
    OUT.write_text(json.dumps(rows, indent=0) + "\n", encoding="utf-8")
    return rows


def main(lexicon: str, native: str) -> None:
    tags: dict[str, str] = {}
    for line in Path(lexicon).read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if word.isalpha() and word.islower() and tag:
            tags[word] = tag.strip()
    frequent = [w for w in wordfreq.top_n_list("en", FREQUENT) if w in tags]
    out: dict[str, list[str]] = {
        name: []
        for name in (
            "noun plural verb third past gerund comparative singulars plurals adjectives countable idioms"
        ).split()
    }
    for word in frequent:
        tag = tags[word]
        if tag == "NN" and len(word) > 2 and tags.get(plural(word)) == "NNS":
            out["singulars"].append(word)
        elif tag == "NNS" and len(word) > 3:
            out["plurals"].append(word)
        elif tag == "JJ" and len(word) > 2:
            out["adjectives"].append(word)
        if tag == "NN" and len(word) > 2 and tags.get(plural(word)) == "NNS" and not forms_of(word, tags):
            out["noun"].append(word)
            out["plural"].append(plural(word))
        elif tag in ("VB", "VBP") and tags.get(plural(word)) == "VBZ":
            out["verb"].append(word)
            out["third"].append(plural(word))
            regular = forms_of(word, tags)
            out["past"] += [f for f in regular if f.endswith("d") and tags[f] in ("VBD", "VBN")]
            out["gerund"] += [f for f in regular if f.endswith("ing") and tags[f] == "VBG"]
        elif tag == "JJR" and word.endswith("er"):
            out["comparative"].append(word)
    write(out)
    nouns, idioms = countable(Path(native))
    rows = write(out | {"countable": nouns, "idioms": idioms})
    print({name: len(words.split()) for name, words in rows.items()}, OUT.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
