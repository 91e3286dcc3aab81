"""Looks for texts and files that break what holds for all of them: `python benchmarks/fuzz.py --minutes N`.

Asks the questions of tests/fuzz/invariants.py about texts and files that hypothesis makes of hostile pieces.
What is found is made small and kept in tests/fuzz/corpus, where tests/properties/test_fuzz.py asks it again.
Exit code 1 when something was found. Needs no data.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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


# What is no text: settings, a baseline, a log, glossaries; and bodies of requests.
_PAPERS = {
    "toml": 'select = [{0!j}]\nignore = ["PUN"]\n[rules.TRN007]\npattern = {1!j}\n',
    "ini": "[mtcheck]\nselect = {0}\nlang = {1}\n",
    "json": '{{"schema": "mtcheck.baseline/1", "version": "0", '
    '"files": {{{0!j}: {{{1!j}: ["PUN001", 1]}}}}}}',
    "jsonl": '{{"run": "1", "uri": {0!j}, "file": "a", "output": "a", "record": null, "start": 0, "end": 1, '
    '"line": 1, "before": {1!j}, "after": ""}}\n',
    "csv": 'source,target,lang\r\n"{0!q}",{1},de\r\n',
    "tbx": '<martif type="TBX"><text><body><termEntry><langSet xml:lang="en"><tig><term>{0!x}</term></tig>'
    '</langSet><langSet xml:lang="de"><tig><term>{1!x}</term></tig></langSet></termEntry></body></text>'
    "</martif>",
    "txt": "{0}\n{1}\n",
}
_REQUESTS = {
    "check": '{{"text": {0!j}, "source": {1!j}, "lang": "de"}}',
    "options": '{{"text": {0!j}, "select": [{1!j}]}}',
    "score": '{{"hypotheses": [{0!j}, null], "references": [[{1!j}, {0!j}]], "resamples": 10}}',
    "other": "[{0!j}, {1}]",
}


def _framed(
    frames: dict[str, str], name: str, texts: tuple[str, str], cut: int, codec: str, flips: list[int]
) -> bytes:
    """A file of a format that holds two texts, in some encoding, and damaged where the numbers say."""
    inner = name.removesuffix(".gz")
    built = _BUILT.get(inner)
    made = built(texts) if built else _filled(frames[inner], texts).encode(codec, "replace")
    data = bytearray(gzip.compress(made, mtime=0) if inner != name else made)
    for flip in flips:
        if data:
            data[flip % len(data)] ^= 1 << flip % 8
    return bytes(data[: len(data) - cut] if cut else data)


def _filled(frame: str, texts: tuple[str, str]) -> str:
    """A frame with its texts, written as its format writes them."""
    for number, text in enumerate(texts):
        forms = {
            "j": json.dumps(text),
            "q": text.replace('"', '""'),
            "x": text.replace("&", "&amp;").replace("<", "&lt;"),
        }
        for form, written in forms.items():
            frame = frame.replace(f"{{{number}!{form}}}", written)
        frame = frame.replace(f"{{{number}}}", text)
    return frame.replace("{{", "{").replace("}}", "}")


def _table(texts: tuple[str, str]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    cells = [text.encode("utf-8", "replace").decode() for text in texts]
    pq.write_table(pa.table({"id": [1, 2], "text": cells}), out)
    return out.getvalue()


def _archive(texts: tuple[str, str]) -> bytes:
    parts = []
    for text in texts:
        page = f"<html><body><article><p>{text}</p></article></body></html>".encode("utf-8", "replace")
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.b/\r\nContent-Length: {len(body)}"
        )
        parts.append(head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n")
    return b"".join(parts)


_BUILT: dict[str, Callable[[tuple[str, str]], bytes]] = {"parquet": _table, "warc": _archive}
# A container, and the same packed.
_READ = sorted((*_FRAMES, *_BUILT, "txt.gz", "jsonl.gz"))
# Archives are not written back.
_UNDO = [name for name in _READ if name != "warc"]
_NAMES: dict[str, tuple[list[str], dict[str, str]]] = {
    "read": (_READ, _FRAMES),
    "undo": (_UNDO, _FRAMES),
    "papers": (sorted(_PAPERS), _PAPERS),
    "request": (sorted(_REQUESTS), _REQUESTS),
}


def _files(question: str) -> st.SearchStrategy[tuple[str, bytes]]:
    """Files of the formats that a question is about."""
    names, frames = _NAMES[question]
    return st.builds(
        lambda name, *rest: (name, _framed(frames, name, *rest)),
        st.sampled_from(names),
        st.tuples(_TEXTS, _TEXTS),
        st.one_of(st.just(0), st.integers(0, 30)),
        st.sampled_from(["utf-8", "utf-8", "utf-16", "cp1251", "latin-1"]),
        st.one_of(st.just([]), st.lists(st.integers(0, 10_000), max_size=3)),
    )


def fuzz(minutes: float, seed: int | None = None) -> int:
    """Fuzz for some minutes; how many faults were found, each kept in the corpus."""
    chosen = random.Random(seed)
    end = time.monotonic() + 60 * minutes
    found = 0
    asked: Counter[str] = Counter()
    questions: list[tuple[str, Any]] = [*invariants.TEXT.items(), *invariants.FILE.items()]
    broken: set[str] = set()
    while time.monotonic() < end and len(broken) < len(questions):
        name, question = chosen.choice([each for each in questions if each[0] not in broken])
        entry, count = _round(name, question, chosen.getrandbits(32), end)
        asked[name] += count
        if entry is not None:
            found += 1
            broken.add(name)
            _keep(entry)
    told = ", ".join(f"{name} {count:,}" for name, count in sorted(asked.items()))
    print(f"{asked.total():,} questions asked ({told}), {found} faults found")
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
        except Exception as error:
            last.clear()
            last.update(entry, error=f"{type(error).__name__}: {error}"[:300])
            raise

    run = settings(
        max_examples=100, deadline=None, database=None, print_blob=False, derandomize=False,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
    )(seed(number)(given(_TEXTS if is_text else _files(name))(once)))  # fmt: skip
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
