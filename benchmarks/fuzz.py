"""Looks for texts and files that break what holds for all of them: `python benchmarks/fuzz.py --minutes N`.

Asks the questions of tests/fuzz/invariants.py about texts and files that hypothesis makes of hostile pieces.
What is found is made small and kept in tests/fuzz/corpus, where tests/properties/test_fuzz.py asks it again.
Exit code 1 when something was found. Needs no data.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mtcheck.errors import InputError
from tests.fuzz import invariants

_PIECES = [
    "the countries .",
    ", ”she said",
    "“We go",
    "official. .",
    ' "',
    '"',
    "  ",
    "\u00a0",
    "\n",
    "\r\n",
    "\n\n",
    "\r",
    "\ufeff",
    "👁",
    "e\u0301",
    "\ud800",
    "\u200b",
    "\u202e",
    "&amp;lt;",
    "&#39;",
    "&nbsp;",
    "РєР ° РЅР ° Р »РІ",
    "cafÃ©",
    "Ã ©",
    "â€œ",
    "\x80",
    "Photo: Shutterstock",
    "Read also on X:",
    "word,word",
    "end.The",
    "http://a.b/ .",
    "{0}",
    "%(n)s",
    "<b>",
    "</b>",
    "<![CDATA[",
    "]]>",
    "![",
    "](",
    "`",
    "```\n",
    "| a | b |\n",
    "---\n",
    "12:34",
    "1 %",
    "١٢",
    "漢字。",
    "ไทย",
    "ب",
    "क्",
    "\x00",
    "\x1b[0m",
    "\\u00e9",
    "\\",
    "'",
    ",",
    "\t",
    "(",
    ")",
    "«",
    "»",
    "…",
    "a" * 40,
    "It is a long paragraph that may stand here twice.",
]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=24).map("".join)
_FRAMES = {
    "txt": "{0}\n{1}",
    "md": "# {0}\n\n{1}\n",
    "jsonl": '{{"text": {0!j}}}\n{{"text": {1!j}}}\n',
    "json": '[{{"text": {0!j}}}, {{"text": {1!j}}}]',
    "csv": 'text,id\r\n"{0!q}",1\r\n{1},2\r\n',
    "tsv": "text\tid\n{0}\t1\n{1}\t2\n",
    "xml": "<rss><channel><item><title>{0!x}</title><description><![CDATA[{1}]]>"
    "</description></item></channel></rss>",
    "xlf": '<xliff version="1.2"><file><body><trans-unit id="1"><source>{1!x}</source><target>{0!x}</target>'
    "</trans-unit></body></file></xliff>",
    "tmx": '<tmx><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>{1!x}</seg></tuv><tuv xml:lang="de">'
    "<seg>{0!x}</seg></tuv></tu></body></tmx>",
    "po": 'msgid "a"\nmsgstr {0!j}\n\nmsgid "b"\nmsgstr {1!j}\n',
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n{0}\n\n2\n00:00:03,000 --> 00:00:04,000\n{1}\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n{0}\n\n00:03.000 --> 00:04.000\n{1}\n",
    "html": "<html><body><article><p>{0!x}</p><p>{1!x}</p></article></body></html>",
}


def _framed(name: str, texts: tuple[str, str], cut: int, codec: str, flips: list[int]) -> bytes:
    """A file of a format that holds two texts, in some encoding, and damaged where the numbers say."""
    frame = _FRAMES[name]
    for number, text in enumerate(texts):
        forms = {
            "j": json.dumps(text),
            "q": text.replace('"', '""'),
            "x": text.replace("&", "&amp;").replace("<", "&lt;"),
        }
        for form, written in forms.items():
            frame = frame.replace(f"{{{number}!{form}}}", written)
        frame = frame.replace(f"{{{number}}}", text)
    data = bytearray(frame.replace("{{", "{").replace("}}", "}").encode(codec, "replace"))
    for flip in flips:
        if data:
            data[flip % len(data)] ^= 1 << flip % 8
    return bytes(data[: len(data) - cut] if cut else data)


_FILES = st.builds(
    lambda name, texts, cut, codec, flips: (name, _framed(name, texts, cut, codec, flips)),
    st.sampled_from(sorted(_FRAMES)),
    st.tuples(_TEXTS, _TEXTS),
    st.one_of(st.just(0), st.integers(0, 30)),
    st.sampled_from(["utf-8", "utf-8", "utf-16", "cp1251", "latin-1"]),
    st.one_of(st.just([]), st.lists(st.integers(0, 10_000), max_size=3)),
)


def fuzz(minutes: float, seed: int | None = None) -> int:
    """Fuzz for some minutes; how many faults were found, each kept in the corpus."""
    chosen = random.Random(seed)
    end = time.monotonic() + 60 * minutes
    found = asked = 0
    questions: list[tuple[str, Any]] = [*invariants.TEXT.items(), *invariants.FILE.items()]
    broken: set[str] = set()
    while time.monotonic() < end and len(broken) < len(questions):
        name, question = chosen.choice([each for each in questions if each[0] not in broken])
        entry, count = _round(name, question, chosen.getrandbits(32), end)
        asked += count
        if entry is not None:
            found += 1
            broken.add(name)
            _keep(entry)
    print(f"{asked:,} questions asked, {found} faults found")
    return found


def _round(
    name: str, question: Callable[..., None], number: int, end: float
) -> tuple[dict[str, Any] | None, int]:
    """One round of hypothesis: the smallest entry that breaks the question, and how often it was asked."""
    last: dict[str, Any] = {}
    count = 0
    is_text = name in invariants.TEXT

    def once(example: Any) -> None:
        nonlocal count
        if time.monotonic() > end and not last:
            return
        count += 1
        entry = {"question": name}
        if is_text:
            entry["text"] = example
        else:
            entry |= {"format": example[0], "data": base64.b64encode(example[1]).decode()}
        try:
            question(example) if is_text else question(*example)
        except InputError:
            return
        except Exception as error:
            last.clear()
            last.update(entry, error=f"{type(error).__name__}: {error}"[:300])
            raise

    run = settings(
        max_examples=100, deadline=None, database=None, print_blob=False, derandomize=False,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
    )(seed(number)(given(_TEXTS if is_text else _FILES)(once)))  # fmt: skip
    try:
        run()
    except BaseException as error:  # hypothesis may raise groups
        if isinstance(error, KeyboardInterrupt) or not last:
            raise
    return (dict(last) if last else None), count


def _keep(entry: dict[str, Any]) -> None:
    """Write one entry to the corpus, under a name made from what it holds."""
    written = json.dumps(entry, ensure_ascii=True, indent=1) + "\n"
    name = f"{entry['question']}-{hashlib.blake2b(written.encode(), digest_size=4).hexdigest()}.json"
    invariants.CORPUS.mkdir(parents=True, exist_ok=True)
    (invariants.CORPUS / name).write_text(written, encoding="utf-8")
    print(f"found: {name}: {entry['error']}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int)
    arguments = parser.parse_args()
    return int(fuzz(arguments.minutes, arguments.seed) > 0)


if __name__ == "__main__":
    sys.exit(main())
