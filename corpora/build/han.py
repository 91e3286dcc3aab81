"""Build corpora/ngrams/chinese.toml: characters of simplified and of traditional Chinese only.

pip install langdetect==1.0.9
PYTHONPATH=. python corpora/build/chinese.py
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import wordfreq
from figures import lingua_fractions

#: A character belongs to one writing when it is this many times as frequent there.
TIMES = 8.0
#: And at least this share of its characters.
OFTEN = 2e-5
#: Characters of so many frequent Chinese words are not only Japanese.
CHINESE_WORDS = 50_000
OUT = Path(__file__).resolve().parent.parent / "ngrams" / "han.toml"


def shares(folder: Path, name: str) -> dict[str, float]:
    """The share of each Han character in one profile of langdetect."""
    counts = json.loads((folder / name).read_text("utf-8"))["freq"]
    single = {
        gram: count for gram, count in counts.items() if len(gram) == 1 and "\u4e00" <= gram <= "\u9fff"
    }
    total = sum(single.values())
    return {letter: count / total for letter, count in single.items()}


def _lingua_shares(wheel: Path, language: str) -> dict[str, float]:
    """The share of each Han character among those of one language, by lingua's frequencies."""
    letters, found = lingua_fractions(wheel, language)[0][0]
    han = {
        letter: share for letter, share in zip(letters, found, strict=True) if "\u4e00" <= letter <= "\u9fff"
    }
    total = sum(han.values())
    return {letter: share / total for letter, share in han.items()}


def main() -> None:
    """Compare the profiles zh-cn and zh-tw and write what stands in one only."""
    place = importlib.util.find_spec("langdetect")
    if place is None or place.origin is None:
        raise SystemExit("pip install langdetect==1.0.9")
    folder = Path(place.origin).parent / "profiles"
    mainland, taiwan = shares(folder, "zh-cn"), shares(folder, "zh-tw")
    least = min(*mainland.values(), *taiwan.values())
    lines = [
        "# Characters of one writing only, from langdetect's profiles, lingua's and wordfreq's frequencies.",
        "# Made by corpora/build/han.py; see SOURCES.toml.",
    ]
    for name, own, other in (("simplified", mainland, taiwan), ("traditional", taiwan, mainland)):
        letters = sorted(
            letter for letter, share in own.items() if share > TIMES * other.get(letter, least / 2)
        )
        lines.append(f'{name} = "{"".join(letters)}"')
    chinese, japanese = (_lingua_shares(Path(sys.argv[1]), code) for code in ("zh", "ja"))
    for name, own, other in (("chinese", chinese, japanese), ("japanese", japanese, chinese)):
        often = (letter for letter, share in own.items() if share > OFTEN)
        only = {letter for letter in often if own[letter] > TIMES * other.get(letter, 0.0)}
        if name == "japanese":  # lingua's Chinese is mostly traditional; wordfreq's is simplified
            only -= set("".join(wordfreq.top_n_list("zh", CHINESE_WORDS)))
        lines.append(f'{name} = "{"".join(sorted(only))}"')
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(OUT.name, [len(line) for line in lines])


if __name__ == "__main__":
    main()
