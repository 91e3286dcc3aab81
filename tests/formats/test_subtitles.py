"""SubRip and WebVTT: cues, tags and times kept."""

from __future__ import annotations

import pytest

from mtcheck.document import Place
from tests.formats.kit import documents, items, replacing, rewritten, same_edit, texts, untouched

SRT = """1
00:00:01,000 --> 00:00:02,500
<i>So it is .</i>
Yes{\\an8} .

2
00:00:03,000 --> 00:00:04,000 X1:1 X2:2

3
00:00:05,000 --> 00:00:06,000
Last 1 < 2 ."""
VTT = """WEBVTT - title .

NOTE a comment .

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start
<v Anna>So &amp; so<00:01.500> .</v>

00:03.000 --> 00:04.000
- Yes .
"""


def test_srt() -> None:
    found = documents(SRT.encode(), None, "a.srt")
    assert [d.text for d in found] == ["So it is .\nYes .", "Last 1 < 2 ."]
    assert [d.origin.record for d in found] == ["cue 1, 00:00:01,000", "cue 3, 00:00:05,000"]
    assert found[0].locate(12) == Place(4, 2)
    changed = rewritten(SRT.encode(), replacing(" .", "."), "srt").decode()
    assert changed == SRT.replace(" .", ".")


def test_vtt() -> None:
    found = documents(VTT.encode(), None, "a.vtt")
    assert [d.text for d in found] == ["So & so .", "- Yes ."]
    assert [d.origin.record for d in found] == ["cue intro, 00:01.000", "cue at 00:03.000"]
    changed = rewritten(VTT.encode(), replacing(" .", " <."), "vtt").decode()
    assert changed == VTT.replace("> .<", "> &lt;.<").replace("Yes .", "Yes &lt;.")


@pytest.mark.parametrize(("data", "name"), [(SRT, "srt"), (VTT, "vtt")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nothing_cleaned_is_nothing_changed(data: str, name: str, end: str, encoding: str) -> None:
    raw = data.replace("\n", end).encode(encoding)
    assert len(texts(raw, name)) == 2
    assert rewritten(raw, untouched, name) == raw
    assert rewritten(raw, same_edit, name) == raw


def test_a_bad_cue_is_told_and_its_neighbours_are_read() -> None:
    data = SRT.replace("2\n00:00:03,000 -->", "2\n00:00:03,000 to").encode()
    found = items(data, "srt")
    assert [item.text for item in (found[0], found[2])] == ["So it is .\nYes .", "Last 1 < 2 ."]
    assert "line 7: no cue: a line of times is wrong; skipped" in str(found[1])
    long = items(
        SRT.encode() + b"\n\n4\n00:00:07,000 --> 00:00:08,000\n" + b"x" * 2000, "srt", max_record_bytes=500
    )
    assert "line 15: has 2,000 bytes" in str(long[-1])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n", ["One", "Two"]),
        ("00:00:01,000 --> 00:00:02,000\n7\n\n00:00:02,000 --> 00:00:03,000\nTwo\n", ["7", "Two"]),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n\nOne\n\nmore\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo",
            ["One\n\nmore", "Two"],
        ),
        ("1\n0:00:01 --> 0:00:02\nOne\n\n2\n0:00:02-->0:00:03\nTwo\n", ["One", "Two"]),
        (
            "1\n00:01,5 -> 00:02,5\nOne\n\n2\n00:00:02:500 --> 00:00:03:000\nTwo 12:30 - 13:00\n",
            ["One", "Two 12:30 - 13:00"],
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cues_of_srt_are_found_by_their_times(data: str, expected: list[str], end: str) -> None:
    raw = data.replace("\n", end).encode()
    assert [text.replace(end, "\n") for text in texts(raw, "srt")] == expected
    assert rewritten(raw, same_edit, "srt") == raw


def test_webvtt_ends_a_cue_at_a_blank_line_unless_its_text_comes_after_one() -> None:
    strict = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\nlost\n\nid\n00:02.000 --> 00:03.000\nTwo\n"
    found = items(strict.encode(), "vtt")
    assert [item.text for item in (found[0], found[2])] == ["One", "Two"]
    assert found[2].origin.record == "cue id, 00:02.000"
    assert "line 6: no cue: a line of times is missing" in str(found[1])
    loose = "WEBVTT\n\n00:01.000 --> 00:02.000\n\nOne\n\nkept\n\n00:02.000 --> 00:03.000\n\nTwo\n"
    assert texts(loose.encode(), "vtt") == ["One\n\nkept", "Two"]


def test_styles_notes_and_karaoke_of_webvtt_are_no_text() -> None:
    data = (
        "WEBVTT\nKind: captions\nStyle:\n::cue(c) { color: red }\n##\n\nNOTE\nnot --this\n\n"
        "00:01.000 --> 00:02.000 align:start\nso<00:01.500><c.red> it</c> goes\n"
        "00:02.000 --> 00:03.000\nSTYLE is text\n\nREGION\nid:x\n\nNOTE y\n"
    )
    assert texts(data.encode(), "vtt") == ["so it goes", "STYLE is text"]


def test_a_file_without_times_is_told() -> None:
    found = items(b"Hello.\n\nBye.\n", "srt")
    assert [str(item) for item in found] == ["input, line 1: no cue: a line of times is missing; skipped"]
