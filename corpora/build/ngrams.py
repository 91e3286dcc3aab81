"""Build corpora/ngrams/*.bin from the figures of lingua 1.3.5, langdetect and wordfreq.

    pip download --no-deps lingua-language-detector==1.3.5
    pip install brotli numpy langdetect==1.0.9 wordfreq==3.1.1
    PYTHONPATH=. python corpora/build/ngrams.py lingua_language_detector-1.3.5-py3-none-any.whl

Takes about three minutes and 6 GB of memory. The result is the same on every run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from figures import (
    CODE_PAGES,
    Keys,
    Model,
    Symbols,
    alphabet,
    lingua_fractions,
    lingua_model,
    profile_counts,
    profile_model,
    symbol_array,
    with_habit,
    without_marks,
    word_list,
)
from model import Rows, pruned, smoothed
from numpy.typing import NDArray
from pack import Bonuses, write

from mtcheck.languages import ngrams as reader
from mtcheck.languages.codes import BY_TABLE
from mtcheck.lexicon.scripts import NAMES, code_points, scripts_of


class Plan(NamedTuple):
    """What one table holds: its languages, and how many n-grams and frequent words a language."""

    script: str
    languages: str
    most_ngrams: int
    most_rows: int


#: More n-grams than these add 0.1 points on single words for each 100,000 (2.8 MB).
PLANS = {
    "latin": Plan("Latn", BY_TABLE["latin"], 400_000, 5_000),
    "cyrillic": Plan("Cyrl", BY_TABLE["cyrillic"], 250_000, 8_000),
    "arabic": Plan("Arab", BY_TABLE["arabic"], 150_000, 8_000),
    "devanagari": Plan("Deva", BY_TABLE["devanagari"], 100_000, 4_000),
}
#: Words of each list that are used at all.
MOST_WORDS = 40_000
#: What a word's share in its list counts beside its spelling; flat from 0.3 to 0.7.
LIST_SHARE = 0.5
#: A word that a list makes this little likelier (nats) needs no entry.
LEAST_BONUS = 0.7
FOLDER = Path(__file__).resolve().parent.parent / "ngrams"
NO_COLUMN = 255


class Lists(NamedTuple):
    """All words of all lists of a table, and what each gains in each language, in nats."""

    words: list[str]
    gains: Rows
    #: The best rank of a word in any list.
    ranks: NDArray[np.int64]


def listed(languages: list[str], letters: str, symbols: Symbols, path: Path) -> tuple[Lists, Keys, Rows]:
    """The word lists against the spelling by the table just written; the words' keys and rows."""
    found = {language: word_list(language, set(letters), MOST_WORDS) for language in languages}
    words = sorted({word for shares in found.values() for word in shares})
    ends = np.cumsum([len(word) + 1 for word in words]) - 1
    starts = ends - np.array([len(word) for word in words])
    written = symbols[code_points(" ".join(words))]
    spelt = -reader.Table(f"ngrams/{path.name}").spelt(written, starts, ends) / np.float32(reader.PER_NAT)
    gains = np.zeros_like(spelt)
    ranks = np.full(len(words), MOST_WORDS)
    number = {word: at for at, word in enumerate(words)}
    for column, shares in enumerate(found.values()):
        for rank, (word, share) in enumerate(shares.items()):
            at = number[word]
            ranks[at] = min(ranks[at], rank)
            gains[at, column] = np.logaddexp(np.log(LIST_SHARE * share) - spelt[at, column], 0.0)
    return Lists(words, gains, ranks), reader.word_keys(written, starts, ends), spelt + gains


def bonuses_of(lists: Lists, keys: Keys) -> Bonuses:
    """The two largest gains of each word that gains enough."""
    columns = np.argsort(-lists.gains, axis=1, kind="stable")[:, :2]
    gains = np.take_along_axis(lists.gains, columns, axis=1)
    units = np.minimum(np.round(gains * reader.PER_NAT), 255).astype(np.uint8)
    held = gains >= LEAST_BONUS
    columns = np.where(held, columns, NO_COLUMN).astype(np.uint8)
    pairs = np.stack([columns[:, 0], units[:, 0], columns[:, 1], units[:, 1]], axis=1)
    kept = held.any(axis=1)
    return Bonuses(keys[kept], pairs[kept])


def finish(name: str, plan: Plan, letters: str, models: list[Model]) -> None:
    """Prune, add the words, write."""
    path = FOLDER / f"{name}.bin"
    languages = plan.languages.split()
    symbols = symbol_array(letters)
    keys, rows = pruned(smoothed(models), models, plan.most_ngrams)
    nothing = Bonuses(np.zeros(1, np.uint64), np.full((1, 4), NO_COLUMN, np.uint8))
    write(path, plan.script, languages, letters, keys, rows, nothing)
    lists, word_keys, word_rows = listed(languages, letters, symbols, path)
    frequent = lists.ranks < plan.most_rows
    rest = Lists([], lists.gains[~frequent], lists.ranks[~frequent])
    bonuses = bonuses_of(rest, word_keys[~frequent])
    all_keys = np.concatenate([keys, word_keys[frequent]])
    all_rows = np.concatenate([rows, word_rows[frequent]])
    write(path, plan.script, languages, letters, all_keys, all_rows, bonuses)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    counted = f"{len(keys):,} n-grams, {frequent.sum():,} + {len(bonuses.keys):,} words"
    print(f"{path.name}: {path.stat().st_size:,} bytes, {counted}, sha256 {digest}", flush=True)


def from_lingua(name: str, plan: Plan, wheel: Path) -> None:
    """A table from lingua's fractions."""
    sources = [lingua_fractions(wheel, language) for language in plan.languages.split()]
    letters = alphabet([fractions for fractions, _ in sources], plan.script)
    symbols = symbol_array(letters)
    models = [lingua_model(fractions, total, symbols) for fractions, total in sources]
    if name == "latin":
        models = [
            with_habit(
                with_habit(model, letters, without_marks(letters)), letters, CODE_PAGES.get(language, {})
            )
            for language, model in zip(plan.languages.split(), models, strict=True)
        ]
    finish(name, plan, letters, models)


def from_profiles(name: str, plan: Plan) -> None:
    """A table from langdetect's profiles.

    The letters of Devanagari stand between vowel signs, which lingua's figures leave out.
    """
    place = importlib.util.find_spec("langdetect")
    if place is None or place.origin is None:
        raise SystemExit("pip install langdetect==1.0.9")
    folder = Path(place.origin).parent / "profiles"
    profiles = [profile_counts(folder / language) for language in plan.languages.split()]
    single = {gram for profile in profiles for gram in profile if len(gram) == 1}
    letters = "".join(
        sorted(letter for letter in single if NAMES[scripts_of(code_points(letter))[0]] == plan.script)
    )
    symbols = symbol_array(letters)
    finish(name, plan, letters, [profile_model(profile, symbols) for profile in profiles])


def main() -> None:
    """Build the tables named on the command line after the wheel, or all."""
    FOLDER.mkdir(exist_ok=True)
    for name, plan in PLANS.items():
        if len(sys.argv) > 2 and name not in sys.argv[2:]:
            continue
        if name == "devanagari":
            from_profiles(name, plan)
        else:
            from_lingua(name, plan, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
