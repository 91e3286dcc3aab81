"""gzip and zstd round any format: read in chunks, capped, written back as they were."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.formats.options import ReadOptions
from tests.formats.kit import container, errors, items, replacing, rewritten, texts, untouched

LINES = b'{"text": "So it is ."}\n{"text": "Yes."}\n'
PACK = {"gz": gzip.compress, "zst": zstandard.compress}
UNPACK = {
    "gz": gzip.decompress,
    "zst": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_compressed_container_is_read_and_written_in_its_form(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"news.jsonl.{kind}"
    path.write_bytes(PACK[kind](LINES))
    opened = open_input(path, ReadOptions())
    assert (opened.format, opened.notices) == ("jsonl", [])
    assert [d.text for d in opened.items()] == ["So it is .", "Yes."]
    data = path.read_bytes()
    assert rewritten(data, untouched, "jsonl") == data
    assert UNPACK[kind](rewritten(data, replacing(" .", "."), "jsonl")) == LINES.replace(b" .", b".")


def test_the_name_and_the_time_in_a_gzip_header_stay() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("news.jsonl", "wb", 9, out, mtime=1_700_000_000) as file:
        file.write(LINES)
    changed = rewritten(out.getvalue(), replacing(" .", "."), "jsonl")
    assert changed[:21] == out.getvalue()[:21]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_members_of_gzip_and_frames_of_zstd_are_one_stream(parts: list[bytes]) -> None:
    for kind in PACK:
        data = b"".join(PACK[kind](part) for part in parts)
        assert b"".join(container(data, "text").source.chunks(as_utf8=False)) == b"".join(parts)


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_truncated_archive_gives_what_was_before_and_says_so(kind: str) -> None:
    # Random digits hardly shrink, so that half the archive holds half of the lines.
    digits = random.Random(5)
    lines = [b'{"text": "%d"}\n' % digits.randrange(10**60) for _ in range(9000)]
    data = PACK[kind](b"".join(lines))
    # The last bytes of gzip are a checksum; a cut block of zstd gives nothing.
    short = items(PACK["gz"](LINES)[:-1], "jsonl")
    assert [getattr(item, "text", "") for item in short] == ["So it is .", "Yes.", ""]
    for cut in (len(data) // 2, len(data) - 3):
        found = items(data[:cut], "jsonl")
        assert len(found) > 1000
        assert isinstance(found[-1], InputError)
        assert "archive is damaged or cut off" in str(found[-1])
        assert all(item.text.isdigit() for item in found[:-2])


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_bomb_stops_at_the_cap_in_bounded_memory(kind: str) -> None:
    bomb = PACK[kind](b'{"text": "' + b"a" * 60_000_000)
    assert len(bomb) < 100_000
    tracemalloc.start()
    (said,) = errors(bomb, "jsonl", max_bytes=20_000_000, max_record_bytes=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "has more than max-bytes = 20,000,000 bytes" in said
    assert peak < 5_000_000


def test_a_bomb_behind_a_text_stops_at_the_cap_of_a_record() -> None:
    assert (
        "is larger than 1,000 bytes"
        in errors(gzip.compress(b"a" * 10_000_000), "text", max_record_bytes=1000)[0]
    )


def test_a_gzip_file_under_another_name_is_read() -> None:
    assert texts(gzip.compress(LINES), None, "news.jsonl") == ["So it is .", "Yes."]
