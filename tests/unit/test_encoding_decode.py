"""Bytes in any encoding become the right text, and untouched bytes come back as they were."""

from __future__ import annotations

import codecs

import pytest

from mtcheck.edits import Edit, apply
from mtcheck.encoding.bytes.decode import decode, encode
from mtcheck.errors import EditError

RUSSIAN = "Вчера в городе открылась новая библиотека, куда пришли сотни жителей.\n"
SAMPLES = [
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "cp866"),
    (RUSSIAN, "utf-16-le"),
    ("Χθες άνοιξε μια νέα βιβλιοθήκη στην πόλη και ήρθαν πολλοί κάτοικοι.\n", "cp1253"),
    ("אתמול נפתחה בעיר ספרייה חדשה והגיעו אליה מאות תושבים.\n", "cp1255"),
    ("افتتحت أمس مكتبة جديدة في المدينة وحضر مئات السكان.\n", "cp1256"),
    ("昨天城里开了一家新的图书馆，来了几百个居民。\n", "gb18030"),
    ("昨日、町に新しい図書館が開き、たくさんの人が訪れました。\n", "cp932"),
    ("어제 도시에 새 도서관이 문을 열었고 주민 수백 명이 찾아왔다.\n", "cp949"),
    ("Hier, une bibliothèque a été ouverte près de la mairie, très fréquentée.\n", "cp1252"),
    ("Včera byla ve městě otevřena nová knihovna, přišly stovky lidí.\n", "cp1250"),
    ("Plain text without any accent at all.\n", "utf-16-be"),
]


@pytest.mark.parametrize(("text", "encoding"), SAMPLES, ids=lambda value: value[:12])
def test_legacy_bytes_are_read(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == text
    assert encode(decoded, []) == data


@pytest.mark.parametrize(
    "bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE]
)
def test_a_byte_order_mark_decides(bom: bytes) -> None:
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    name = encoding.get(bom, "utf-32-le")
    decoded = decode(bom + "één".encode(name))
    assert (decoded.text, decoded.encoding, decoded.bom, decoded.problems) == ("één", name, bom, ())
    assert encode(decoded, [Edit(0, 1, "E")]) == bom + "Eén".encode(name)


def test_a_wrong_declaration_is_reported() -> None:
    decoded = decode(RUSSIAN.encode("cp1251"), declared="utf-8")
    assert decoded.encoding == "cp1251"
    assert decoded.problems[0].message == "declared as utf-8, is cp1251"
    assert decode(RUSSIAN.encode("cp1251"), declared="windows-1251").problems == ()


def test_stray_bytes_in_utf8_are_read_and_reported() -> None:
    data = "Café “one” naïve\n".encode() + b"it\x92s caf\xc3\xa9 d\xc3\xa9j\xc3\xa0\n"
    decoded = decode(data)
    assert decoded.text.endswith("it’s café déjà\n")
    (problem,) = decoded.problems
    assert data[problem.start : problem.end] == b"\x92"
    assert decoded.text[problem.text_start : problem.text_end] == "’"
    assert encode(decoded, [Edit(0, 4, "Tea")]) == b"Tea" + data[5:]


def test_an_encoding_that_changes_halfway() -> None:
    data = ("Сначала текст в одной кодировке.\n" * 3).encode() + (RUSSIAN * 3).encode("cp1251")
    decoded = decode(data)
    assert decoded.text == "Сначала текст в одной кодировке.\n" * 3 + RUSSIAN * 3
    assert {p.message for p in decoded.problems} == {"not utf-8 but cp1251"}
    place = decoded.text.index("Вчера")
    assert encode(decoded, [Edit(place, place + 5, "Днем")]) == data.replace(
        "Вчера".encode("cp1251"), "Днем".encode("cp1251"), 1
    )


def test_what_the_encoding_cannot_write_is_an_error() -> None:
    with pytest.raises(EditError, match="convert the file"):
        encode(decode(RUSSIAN.encode("cp1251")), [Edit(0, 1, "日")])


def test_unreadable_bytes_are_kept() -> None:
    data = codecs.BOM_UTF8 + b"ok \xff\xfe ok"
    decoded = decode(data)
    assert decoded.text == "ok \ufffd\ufffd ok"
    assert encode(decoded, [Edit(6, 8, "yes")]) == codecs.BOM_UTF8 + b"ok \xff\xfe yes"


def test_many_edits_are_written_where_they_are() -> None:
    """Offsets go on from the edit before, also from one encoding to the next, and where one has states."""
    stray = "Śnieg — że\n".encode() * 3 + b"it\x92s late\n" + "чай \U0001f375 рано\n".encode() * 3
    for data in (stray, "雪が降る。 港は静か。\n".encode("iso2022_jp") * 4, "\ufeffжар\n".encode("utf-16")):
        found = decode(data)
        places = [place for place, letter in enumerate(found.text) if letter.isascii()]
        edits = [Edit(place, place, "x") for place in places]
        wanted = apply(found.text, edits)
        assert decode(encode(found, edits)).text == wanted
        alone = [encode(found, [edit]) for edit in edits]
        assert [decode(each).text for each in alone] == [apply(found.text, [edit]) for edit in edits]
