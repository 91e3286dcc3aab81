"""Segmentation: exact boundaries. ⟦uk …⟧ marks a stretch in another language than English."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from mtcheck.languages.segment import segment_languages

CASES = Path(__file__).resolve().parent.parent / "cases" / "languages"
_MARK = re.compile(r"⟦([a-z]+) (.*?)⟧", re.S)


def read(name: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """The cases of a file, parted by lines of dashes: text and marked stretches."""
    cases = []
    for block in (CASES / name).read_text("utf-8").split("\n----\n"):
        marked, plain, spans, last = block.strip("\n"), "", [], 0
        for match in _MARK.finditer(marked):
            plain += marked[last : match.start()]
            spans.append((len(plain), len(plain) + len(match[2]), match[1]))
            plain += match[2]
            last = match.end()
        cases.append((plain + marked[last:], spans))
    return cases


@pytest.mark.parametrize(("text", "marked"), read("mixed.txt"))
def test_a_foreign_stretch_is_one_span(text: str, marked: list[tuple[int, int, str]]) -> None:
    found = [
        (text[span.start : span.end].strip(" \n“”\"'()—-,."), span.code) for span in segment_languages(text)
        if span.code != "en"
    ]  # fmt: skip
    assert found == [(text[start:end].strip(" \n“”\"'()—-,."), code) for start, end, code in marked]


@pytest.mark.parametrize("text", [text for text, _ in read("whole.txt")])
def test_english_full_of_names_stays_whole(text: str) -> None:
    assert [span.code for span in segment_languages(text)] == ["en"]


def test_spans_end_at_line_breaks() -> None:
    lines = [
        "The talks ended without a result on Friday evening.",
        "Danışıqlar cümə axşamı nəticəsiz başa çatdı.",
        "Переговори завершилися без результату в п'ятницю ввечері.",
        "Переговоры завершились безрезультатно вечером в пятницу.",
        "No new date has been set so far.",
    ]
    for joint in ("\n", "\r\n", "\n\n", "\u2028"):
        text = joint.join(lines)
        spans = segment_languages(text)
        assert [span.code for span in spans] == ["en", "az", "uk", "ru", "en"]
        assert [text[span.start : span.end].rstrip("\r\n\u2028") for span in spans] == lines


def test_among_leaves_no_other_language() -> None:
    text = "It rained all day long.\nВін не прийшов додому."
    assert {span.code for span in segment_languages(text, among=["en", "ru"])} == {"en", "ru"}


def test_nothing_but_signs_is_undetermined() -> None:
    assert [span.code for span in segment_languages("*** 12 ***")] == ["und"]
    assert segment_languages("") == ()


def test_both_norwegian_standards_can_be_one_language() -> None:
    text = "Jeg vet ikke hva de har gjort.\nEg veit ikkje kva dei har gjort."
    assert [span.code for span in segment_languages(text, among=["no", "en"])] == ["no"]


def test_letters_apart_from_their_marks_count_as_one() -> None:
    text = "The shop is closed.\nObchod je dnes bohužel zavřený, přijďte zítra."
    apart = unicodedata.normalize("NFD", text)
    spans = segment_languages(apart)
    assert [span.code for span in spans] == ["en", "cs"]
    assert apart[spans[1].start :] == unicodedata.normalize("NFD", text.split("\n")[1])
    assert spans[-1].end == len(apart)


@pytest.mark.parametrize(
    ("pieces", "codes"),
    [
        (["Train tickets ", "Билеты на поезд"], ["en", "ru"]),
        (["Open today: ", "Bugün açık"], ["en", "tr"]),
        (["Many thanks! ", "¡Hasta mañana!"], ["en", "es"]),
        (["New Books About Gardens\n", "Neue Bücher Über Gärten"], ["en", "de"]),
        (["Weiter lesen | ", "Keep reading"], ["de", "en"]),
        (["Guten Abend! / ", "Dobry wieczór!"], ["de", "pl"]),
        (["Guten Abend! ", "Dobry wieczór!"], ["de", "pl"]),
        (["Avbryt / ", "Leave without saving"], ["sv", "en"]),
        (["Zurück zur Liste – ", "Retour à la liste"], ["de", "fr"]),
        (["ご注文 / ", "Your order"], ["ja", "en"]),
        (["Your basket / ", "Votre panier / ", "Ihr Warenkorb"], ["en", "fr", "de"]),
    ],
)
def test_a_short_text_in_two_languages_is_cut(pieces: list[str], codes: list[str]) -> None:
    text = "".join(pieces)
    found = segment_languages(text)
    assert [text[span.start : span.end] for span in found] == pieces
    assert [span.code for span in found] == codes


@pytest.mark.parametrize(
    "text",
    [
        "Visit Buenos Aires today",
        "Ich liebe New York City",
        "Windows Update: Neustart erforderlich",
        "Смотрите видео на YouTube сегодня",
        "Il ristorante La Bella Vita",
        "Lisboa – Napoli",
        "Hoffmann / Kowalski",
        "Gmail | Einstellungen ansehen",
        "Canon | 新着情報",
        "Nürnberg | where to eat",
        "with / without",
        "Yahoo! Post lesen",
        "Okay! Dann bis morgen",
        "yes / no / don't know",
        "die Ärztin / der Arzt",
    ],
)
def test_names_cut_no_short_text(text: str) -> None:
    assert len(segment_languages(text)) == 1


@pytest.mark.parametrize(
    ("pieces", "codes"),
    [
        (["我妹妹每天都听", "ひかりのうた，", "还会跟着唱。"], ["zh", "ja", "zh"]),
        (["這間書店叫做", "つばめや，", "開了很多年。"], ["zh", "ja", "zh"]),
        (["他们昨天没来上课。", "明日は来ると思います。"], ["zh", "ja"]),
        (["公園で友達と遊びました。", "我们还没吃晚饭。"], ["ja", "zh"]),
        (["동생은 아직 학교에 있다. ", "兄はもう家に帰りました。"], ["ko", "ja"]),
        (["国内では多数参加していました。"], ["ja"]),
        (["該当する場合は、係員に伝えてください。"], ["ja"]),
        (["他们开的小店叫花の语，我们都很喜欢。"], ["zh"]),
    ],
)
def test_chinese_and_japanese_are_told_apart_by_clause(pieces: list[str], codes: list[str]) -> None:
    text = "".join(pieces)
    found = segment_languages(text)
    assert [text[span.start : span.end] for span in found] == pieces
    assert [span.code for span in found] == codes
