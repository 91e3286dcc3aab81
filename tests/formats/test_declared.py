"""Encodings that inputs declare: believed while the bytes are text in them."""

from __future__ import annotations

import pytest

from tests.formats.kit import documents, replacing, rewritten

GERMAN = "Die Fähre fährt heute über den großen See und hält später am südlichen Ufer an."
RUSSIAN = "Паром пойдёт сегодня через большое озеро и остановится на южном берегу."
JAPANESE = "今日の午後、船は大きな湖を渡って南の岸に着く予定です。"
CHINESE = "渡船今天下午穿过大湖，停靠在南岸。联通"
KOREAN = "배는 오늘 오후 큰 호수를 건너 남쪽 기슭에 닿을 예정이다."
CZECH = "Přívoz dnes popluje přes velké jezero a zastaví u jižního břehu."


def feed(text: str, declared: str) -> str:
    """A feed on one line, as many programs write it."""
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    return f"{head}<rss><channel><item><title>{text}</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("declared", "real", "text"),
    [
        ("ISO-8859-1", "latin-1", GERMAN),
        ("ISO-8859-1", "latin-1", "Süß ."),
        ("iso-8859-15", "iso8859-15", GERMAN + " 5 €"),
        ("Shift_JIS", "cp932", JAPANESE + "①"),
        ("x-sjis", "cp932", "表 ソ"),
        ("gb2312", "gbk", CHINESE),
        ("GB2312", "gb2312", "联通"),
        ("euc-kr", "cp949", KOREAN),
        ("Big5", "big5", "渡船今天下午"),
        ("iso-8859-2", "iso8859-2", CZECH),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("iso-8859-5", "iso8859-5", RUSSIAN),
        ("us-ascii", "ascii", "plain words"),
    ],
)
def test_a_declaration_that_fits_is_believed(declared: str, real: str, text: str) -> None:
    raw = feed(text + " end", declared).encode(real)
    (found,) = documents(raw, "feed")
    assert (found.text, found.encoding_problems) == (text + " end", ())
    # What is written anew is in the encoding of the file, also where the text had nothing but ASCII.
    assert rewritten(raw, replacing("end", text), "feed") == feed(f"{text} {text}", declared).encode(real)


@pytest.mark.parametrize(
    ("declared", "real", "text", "said"),
    [
        ("ISO-8859-1", "utf-8", GERMAN, "is utf-8"),
        ("windows-1251", "koi8-r", RUSSIAN, "is koi8-r"),
        ("ISO-8859-1", "cp1251", RUSSIAN, "is cp1251"),
        ("ISO-8859-1", "cp1252", "“" + GERMAN + "”", "is cp1252"),
        ("us-ascii", "cp1252", GERMAN, "is cp1252"),
        ("utf-16", "utf-8", GERMAN, "is utf-8"),
        ("utf-8", "cp932", JAPANESE, "is cp932"),
    ],
)
def test_a_declaration_that_the_bytes_contradict_is_told(
    declared: str, real: str, text: str, said: str
) -> None:
    (found,) = documents(feed(text, declared).encode(real), "feed")
    assert found.text == text
    assert [problem.message.endswith(said) for problem in found.encoding_problems] == [True]


def test_the_first_accent_far_behind_the_header_of_a_po_file() -> None:
    plain = "".join(f'msgid "Item {n}"\nmsgstr "Item {n}"\n\n' for n in range(3000))
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n\n'
    raw = f'{header}{plain}msgid "x"\nmsgstr "ů"\n'
    last = documents(raw.encode("iso8859-2"), None, "a.po")[-1]
    assert (last.text, last.encoding_problems) == ("ů", ())
