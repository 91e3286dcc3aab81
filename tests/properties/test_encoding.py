"""Any text and any bytes: nothing raises, repairs replay, a second look finds nothing, ASCII stays."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtcheck.edits import Edit, apply, resolve
from mtcheck.encoding.bytes.decode import decode, encode
from mtcheck.encoding.homoglyphs import find_mixed_script_words
from mtcheck.encoding.mojibake.repair import find_repairs, suspicious

PIECES = st.sampled_from(
    [
        *"РСÐÑÃÂâ€™“”»° \xa0\xad½é\x81�?\"'…їà¤ã\ud800\x00\n—√∂≈Ђ‚„œš╨░",
        "РєР ° ",
        "Ã ©",
        "вЂ™",
        "канал",
        " the ",
        "\ue0f0",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40))


@given(TEXTS)
@example("РÐÐ\nã\xa0РєР ° РРРРРé€")  # what a repaired line shows of its neighbour
@settings(max_examples=300, deadline=None)
def test_repairs_replay_and_are_final(text: str) -> None:
    repairs = find_repairs(text)
    edits = [Edit(r.start, r.end, r.text) for r in repairs]
    assert resolve(edits) == edits
    assert all(
        0.0 <= r.confidence <= 1.0 and r.kind in ("mojibake", "split") and r.layers >= 1 for r in repairs
    )
    assert all(text[r.start : r.end] != r.text for r in repairs)
    assert find_repairs(apply(text, edits)) == ()
    assert not repairs or suspicious(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_stays(text: str) -> None:
    assert not suspicious(text)
    assert find_repairs(text) == ()
    assert find_mixed_script_words(text) == []


@given(
    st.sampled_from(["Straße", "канал", "Ελλάδα", "città", "日本語の本"]),
    st.sampled_from(["cp1252", "cp1251", "mac_roman"]),
)
@settings(deadline=None)
def test_a_lossless_garble_comes_back(word: str, codec: str) -> None:
    garbled = "".join(bytes([b]).decode(codec, "replace") for b in word.encode())
    text = f"and the word {garbled} in it"
    if "�" not in garbled:
        edits = [Edit(r.start, r.end, r.text) for r in find_repairs(text)]
        assert apply(text, edits) == f"and the word {word} in it"


@given(st.binary(max_size=60), st.sampled_from([None, "utf-8", "cp1251", "no such codec"]))
@settings(deadline=None)
def test_bytes_come_back(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared=declared)
    assert encode(decoded, []) == data
    for problem in decoded.problems:
        assert 0 <= problem.start <= problem.end <= len(data)
        assert 0 <= problem.text_start <= problem.text_end <= len(decoded.text)
