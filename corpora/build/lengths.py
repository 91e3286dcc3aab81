"""How long languages are beside English: corpora/lengths/factors.json.

    python corpora/build/lengths.py CATALOGUES PAIRS

CATALOGUES is a folder of message catalogues, <lang>/LC_MESSAGES/*.mo, as packages of Debian install them in
/usr/share/locale (apt, aptitude-common, coreutils, dpkg, gnupg-l10n, libglib2.0-data, libgtk-3-common, wget).
PAIRS is the folder of the development data: professional translations of news. Of the pairs of these only
every second segment is read, by a checksum of the source; docs/bitext.md gives the alarms on the others.
"""

from __future__ import annotations

import gettext
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from zlib import crc32

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
from mtcheck.bitext.lengths import count  # noqa: E402
from mtcheck.bitext.numberdata import base  # noqa: E402
from mtcheck.languages.codes import known_languages  # noqa: E402

TARGET = ROOT / "corpora/lengths/factors.json"
_NEWS = ("ru-en", "uk-en", "de-en", "cs-en", "zh-en", "ja-en")
_MIN_ENGLISH, _MIN_PAIRS = 30, 300
# Where catalogues are few or careless, their scatter says nothing of good translations.
_MOST_SHARE = 3.0
_MIXED = re.compile(r"[%{}<>$=]|--|https?:")
Pairs = list[tuple[str, str]]  # of another language, and English


def from_catalogues(folder: Path) -> dict[str, Pairs]:
    out: dict[str, Pairs] = defaultdict(list)
    known = set(known_languages())
    for path in sorted(folder.glob("*/LC_MESSAGES/*.mo")):
        code = base(path.parts[-3].split("@")[0].replace("_", "-"))
        if code not in known or code == "en" or path.parts[-3] in ("zh_HK", "zh_TW") or "@" in path.parts[-3]:
            continue
        try:
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog
        except (IndexError, UnicodeDecodeError, ValueError) as error:
            print(path, "is left out:", error)
            continue
        for english, other in catalogue.items():
            texts = isinstance(english, str) and isinstance(other, str) and other != english
            if texts and len(english) >= _MIN_ENGLISH and not _MIXED.search(english):
                out[code].append((other, english))
    return out


def from_news(folder: Path) -> dict[str, Pairs]:
    out: dict[str, Pairs] = {}
    for name in _NEWS:
        rows = map(json.loads, (folder / f"mt/{name}.jsonl").open(encoding="utf-8"))
        pairs = dict.fromkeys((row["source"], row["reference"]) for row in rows)
        out[name[:2]] = [pair for pair in pairs if crc32(pair[0].encode()) % 2]
    return out


def fitted(pairs: Pairs) -> dict[str, float]:
    """Factors that make the relative error least, twice, without the outliers the second time."""
    counts = np.array([count(other) for other, _ in pairs], float)
    english = np.array([len(text) for _, text in pairs], float)
    used = [column for column in range(4) if counts[:, column].mean() > 1]
    keep = np.ones(len(pairs), bool)
    for _ in range(2):
        weights = np.zeros(4)
        scaled = counts[keep][:, used] / english[keep, None]
        weights[used] = np.linalg.lstsq(scaled, np.ones(len(scaled)), rcond=None)[0]
        ratio = np.log((counts @ weights + 1) / (english + 1))
        ratio -= np.median(ratio[keep])
        keep = np.abs(ratio) < 3 * np.std(ratio[keep])
    weights /= np.exp(np.median(np.log((counts @ weights + 1) / (english + 1))))
    share, floor = spread(ratio[keep], english[keep])
    names = ("other", "han", "kana", "hangul")
    row = {names[column]: round(float(weights[column]), 3) for column in used}
    return row | {"floor": round(floor, 4), "share": round(share, 3)}


def spread(ratio: np.ndarray, english: np.ndarray) -> tuple[float, float]:
    """variance = floor + share / characters, by least squares over four parts of equal size."""
    order = np.argsort(english)
    parts = np.array_split(order, 4)
    variances = np.array([np.var(ratio[part]) for part in parts])
    inverse = np.array([np.mean(1 / english[part]) for part in parts])
    share, floor = np.polyfit(inverse, variances, 1)
    if share < 0 or floor < 0:
        share, floor = (max(share, 0.0), max(floor, 0.0)) if share > 0 else (0.0, float(np.mean(variances)))
    return float(share), float(floor)


def main() -> None:
    catalogues, news = from_catalogues(Path(sys.argv[1])), from_news(Path(sys.argv[2]))
    rows = {}
    for code in sorted({*catalogues, *news}):
        pairs = news.get(code) or catalogues[code]
        if len(pairs) >= _MIN_PAIRS:
            rows[code] = fitted(pairs)
            print(code, len(pairs), rows[code])
    # News scatters more than messages of programs; a language known from those takes the larger.
    sure = [rows[code] for code in news]
    floor, share = (float(np.median([row[name] for row in sure])) for name in ("floor", "share"))
    for code, row in rows.items():
        if code not in news:
            row["floor"], row["share"] = max(row["floor"], floor), min(max(row["share"], share), _MOST_SHARE)
    rows["en"] = {"other": 1.0}
    other = float(np.median([row["other"] for code, row in rows.items() if "han" not in row]))
    rows["*"] = {"other": round(other, 3), "floor": round(2 * floor, 4), "share": round(2 * share, 3)}
    rows["no"] = rows.get("nb", rows["*"])
    TARGET.parent.mkdir(exist_ok=True)
    lines = [f"{json.dumps(code)}: {json.dumps(row)}" for code, row in sorted(rows.items())]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
