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
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nothing_cleaned_is_nothing_changed(data: str, name: str, end: str, encoding: str) -> None:
    raw = data.replace("\n", end).encode(encoding)
    assert len(texts(raw, name)) == 2
    assert rewritten(raw, untouched, name) == raw
    assert rewritten(raw, same_edit, name) == raw


def test_a_bad_cue_is_told_and_its_neighbours_are_read() -> None:
    data = SRT.replace("2\n00:00:03,000 -->", "2\n00:00:03,000 ->").encode()
    found = items(data, "srt")
    assert [item.text for item in (found[0], found[2])] == ["So it is .\nYes .", "Last 1 < 2 ."]
    assert "line 6: no cue: a line of times is missing; skipped" in str(found[1])
    long = items(
        SRT.encode() + b"\n\n4\n00:00:07,000 --> 00:00:08,000\n" + b"x" * 2000, "srt", max_record_bytes=500
    )
    assert "line 15: has 2,000 bytes" in str(long[-1])
