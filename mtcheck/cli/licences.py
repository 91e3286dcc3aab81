"""What `mtcheck doctor --licences` prints: the notice, the licence of each file of data, and the texts."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.resources import list_names, read_bytes, read_toml

_FOLDER = "licences"
_NOTICE = "NOTICE.txt"


def licences() -> Iterator[str]:
    """The lines of it. Raises CorpusError."""
    yield _text(_NOTICE)
    yield "Files of mtcheck/corpora:"
    for name, entry in sorted(read_toml("SOURCES.toml").items()):
        yield f"\n{name}: {entry['licence']}"
        yield from (f"    from {origin}" for origin in entry["origin"])
        if "changes" in entry:
            yield f"    changed: {entry['changes']}"
    for path in list_names(_FOLDER, ".txt"):
        name = path.rpartition("/")[2]
        if name != _NOTICE:
            yield f"\n{'=' * 78}\n{name.removesuffix('.txt')}\n{'=' * 78}\n{_text(name)}"


def _text(name: str) -> str:
    return read_bytes(f"{_FOLDER}/{name}").decode("utf-8")
