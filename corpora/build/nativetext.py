"""Sentences of correct text for neighbours.py and order.py: python corpora/build/nativetext.py FOLDER OUT

FOLDER/LANG/SOURCE/ holds the files of a source, at any depth: treebanks (.conllu), pages (.html, .xhp),
Mallard, DocBook, CNXML (.page, .xml, .cnxml), Markdown, and plain text, quotations between lines of "%"
included.
OUT/LANG.txt gets a sentence a line after the name of its source and a tab; each once, in the order of the
sources' names. Debian packages are unpacked with `dpkg-deb -x`; corpora/SOURCES.toml says what was used.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_GONE = re.compile(
    r"<(script|style|head|header|aside|nav|pre|code|screen|info|metadata)\b.*?</\1\s*>|<!--.*?-->"
    r"|<section[^>]*class=\"references\".*?</section>",
    re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|h\d|li|td|th|dt|dd|tr|ul|ol|title|desc|para|item|section|page|table|paragraph|br)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_MARKDOWN = re.compile(r"`[^`\n]*`|!?\[([^\]\n]*)\]\([^)\n]*\)|^[#>*+\- \t]+|\*\*|__", re.MULTILINE)
_SOURCE_LINE = re.compile(r"^\s*(?:--|—|–|\[|~).*$", re.MULTILINE)
_STOP = re.compile(r"(?<=[.!?…])[”»\"’)]?\s+(?=[\"“„«(¿¡]?[A-ZÀ-ÞĀ-ŽА-ЯҐЄІЇЁ])")
# The Brown corpus gives the class of each word: The/at jury/nn said/vbd
_CLASS = re.compile(r"(?<=\S)/[a-z.,:*()'`$+-]+(?=\s|\Z)")
_FEWEST, _MOST = 4, 80  # words


def _treebank(text: str) -> Iterator[str]:
    return (line[9:] for line in text.splitlines() if line.startswith("# text = "))


def _markup(text: str) -> Iterator[str]:
    text = _BLOCK.sub("\n\n", _GONE.sub(" ", text))
    for block in _TAG.sub("", text).split("\n\n"):
        yield html.unescape(block)


def _markdown(text: str) -> Iterator[str]:
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=\s*[-*+#|>])", _FENCE.sub("", text)):
        yield _MARKDOWN.sub(r"\1", block)


def _plain(text: str) -> Iterator[str]:
    """Quotations, or paragraphs between empty lines, or one sentence a line."""
    if len(_CLASS.findall(text)) * 2 > len(text.split()):
        text = _CLASS.sub("", text).replace("``", '"').replace("''", '"')
    if re.search(r"^%$", text, re.MULTILINE):
        yield from re.split(r"^%$", _SOURCE_LINE.sub("", text), flags=re.MULTILINE)
    else:
        yield from re.split(r"\n\s*\n" if "\n\n" in text else r"\n", text)


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    ".conllu": _treebank,
    **dict.fromkeys((".html", ".xhtml", ".page", ".xml", ".xhp", ".cnxml"), _markup),
    ".md": _markdown,
    **dict.fromkeys((".txt", ""), _plain),
}


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a file; none of a kind that is not text."""
    reader = _READERS.get(path.suffix)
    data = path.read_bytes() if reader else b""
    if reader is None or b"\0" in data:
        return
    for block in reader(data.decode("utf-8", "replace")):
        for each in _STOP.split(" ".join(block.split())):
            words = each.split()
            ends = each.rstrip('”»"’)')[-1:] in tuple(".!?…")
            if _FEWEST <= len(words) <= _MOST and ends and "\ufffd" not in each:
                yield each


def main(folder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for language in sorted(each for each in folder.iterdir() if each.is_dir()):
        found: dict[str, str] = {}
        for source in sorted(each for each in language.iterdir() if each.is_dir()):
            for path in sorted(each for each in source.rglob("*") if each.is_file()):
                for sentence in sentences(path):
                    found.setdefault(sentence, source.name)
        rows = "".join(f"{source}\t{sentence}\n" for sentence, source in found.items())
        (out / f"{language.name}.txt").write_text(rows, encoding="utf-8")
        print(language.name, len(found), "sentences", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
