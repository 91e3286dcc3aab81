"""Build corpora/fluency/glue.json: frequent words that form no other words, by language.

    python corpora/build/glue.py            # needs wordfreq 3.1.1

`ofthe` is a fault and `forthe` is none of English; `offer` and `hereof` are words. So of the most frequent
words only those may show that a space is missing which hardly any listed word begins with (``first``) or
ends in (``second``), with another listed word for the rest. German `auf` and Russian `по` fall out so,
`und` and `который` stay. ``compound_first`` and ``compound_second`` are the opposite: what forms most words.
"""

from __future__ import annotations

import json
from pathlib import Path

import wordfreq

OUT = Path(__file__).resolve().parent.parent / "fluency" / "glue.json"
SKIP = {"ja", "zh", "ko", "vi", "th"}  # no spaces, or words glued by rule
NAMES = {"fil": "tl"}
FREQUENT, RESTS = 250, 20000
# Listed words that a frequent word may begin or end, with a listed rest, and still count as safe. The list
# holds slips of the keyboard (`ofthe`) too.
MOST = 4
# The words that form the most others (over-, super-, -house) say that the form is a compound.
FORMING = 150
# Shorter rests are endings and chance: the-me, of-fer.
SHORTEST_REST = 4


def safe(lang: str) -> dict[str, str]:
    best = "large" if lang in wordfreq.available_languages("large") else "small"
    ranked = [w.lower() for w in wordfreq.iter_wordlist(lang, best) if w.isalpha()]
    listed, rests = set(ranked[:60000]), set(ranked[:RESTS])
    out: dict[str, list[str]] = {"first": [], "second": []}
    firsts: dict[str, int] = {}
    seconds: dict[str, int] = {}
    for word in listed:
        for cut in range(2, len(word) - 1):
            if word[cut:] in rests and len(word) - cut >= SHORTEST_REST:
                firsts[word[:cut]] = firsts.get(word[:cut], 0) + 1
            if word[:cut] in rests and cut >= SHORTEST_REST:
                seconds[word[cut:]] = seconds.get(word[cut:], 0) + 1
    for word in ranked[:FREQUENT]:
        if len(word) < 2:
            continue
        if firsts.get(word, 0) <= MOST:
            out["first"].append(word)
        if seconds.get(word, 0) <= MOST:
            out["second"].append(word)
    for side, counts in (("compound_first", firsts), ("compound_second", seconds)):
        forming = [word for word in counts if word in rests and len(word) > 2]
        out[side] = sorted(sorted(forming, key=lambda word: (-counts[word], word))[:FORMING])
    return {side: " ".join(words) for side, words in out.items()}


def main() -> None:
    rows = {
        NAMES.get(lang, lang): safe(lang)
        for lang in sorted(wordfreq.available_languages("small"))
        if lang not in SKIP
    }
    OUT.write_text(json.dumps(rows, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
