"""Build corpora/grammar/english.json: what part of speech the frequent words of English are.

    pip download textblob==0.20.1 --no-deps && unzip textblob-*.whl textblob/en/en-lexicon.txt
    python corpora/build/grammar.py textblob/en/en-lexicon.txt       # needs wordfreq 3.1.1

The lexicon holds the most usual tag of 94,000 forms. Kept are those of the 25,000 most frequent words that
leave little doubt: nouns that count and are no verb too (`country`, not `change`), with their plurals; verbs
with their third person, past and gerund; comparatives.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import wordfreq

OUT = Path(__file__).resolve().parent.parent / "grammar" / "english.json"
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


def main(lexicon: str) -> None:
    tags: dict[str, str] = {}
    for line in Path(lexicon).read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if word.isalpha() and word.islower() and tag:
            tags[word] = tag.strip()
    frequent = [w for w in wordfreq.top_n_list("en", FREQUENT) if w in tags]
    out: dict[str, list[str]] = {
        name: [] for name in ("noun", "plural", "verb", "third", "past", "gerund", "comparative")
    }
    for word in frequent:
        tag = tags[word]
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
    rows = {name: " ".join(sorted(set(words))) for name, words in out.items()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(rows, indent=0) + "\n", encoding="utf-8")
    print({name: len(words.split()) for name, words in rows.items()}, OUT.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1])
