"""The author's own words behind `Read more:`, `See also:` and `Published` stay. Sentences are ours."""

from __future__ import annotations

import pytest

import mtcheck

ABOVE, BELOW = "The harbour opened at noon, and ships came in.", "Ships came in from the north all day."
OWN = (
    "See also:\nthe moon on the water,\nthe boat on the sand,\nthe light going under.",
    "See also:\nThe moon on the water,\nThe boat on the sand,\nThe light going under",
    "See also:\nthe moon is on the water\nthe boat is on the sand\nand no one is at home",
    "Siehe auch:\nden Mond auf dem Wasser,\ndas Boot im Sand,\ndas Licht, das versinkt.",
    "Read more: that was all my doctor would say.",
    "See also: he never did.",
    "Lesen Sie mehr: das war alles, was mein Arzt sagte.",
    "Leer más: eso fue todo lo que dijo mi médico.",
    "Читайте также: это всё, что сказал мой врач.",
    "Das könnte Sie auch interessieren: Das Boot ist wieder da, sagte der Wärter am Steg.",
    "Written in 1899 by candlelight, lost in a fire, found again by a diver.",
    "Related: see the pilot. Unrelated: see the cook. (From the index of the log.)",
    "Read next: the meter. Then the log, and then the pilot's mind.",
    "**What do you say to the young?**\n\nRead more.\n\n**And to the old?**\n\nRow.",
    "Copyright 1911 by the heirs of the pilot.",
    "Related articles\n\nIn grammar the related articles “a” and “an” go back to one numeral.",
    "Lire aussi : c'est tout ce que disait mon médecin.",
)
LINKS = (
    "Read more: New pier opens in the old harbour",
    "Is it true?\n\nRead more: How a boat floats\n\nIs it not?",
    "Copyright 1911–2021 The Harbour News.",
    "Related articles\n\nNew pier opens in the old harbour",
    "See also:\nNew pier opens in the harbour\nMayor meets the fishermen\nHow to tie a boat",
    "Read also: the minister was asked to leave",
    "Read more: That was the year in pictures.",
    "Читайте также: это всё, что известно о взрыве в порту",
)


@pytest.mark.parametrize("text", OWN)
def test_a_sentence_and_verse_stay(text: str) -> None:
    around = f"{ABOVE}\n\n{text}\n\n{BELOW}\n"
    assert mtcheck.clean(around).text == around


@pytest.mark.parametrize("text", LINKS)
def test_titles_go(text: str) -> None:
    assert text not in mtcheck.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}\n").text


@pytest.mark.parametrize(
    "credit", ["TEXT BY ANNA HOLM", "Translated by Anna Holm", "文＝海野花子", "取材・文：海野花子"]
)
def test_who_wrote_the_text_is_no_title(credit: str) -> None:
    page = (
        f"{ABOVE}\n\nRelated articles\nNew pier opens in the harbour\nMayor meets the fishermen\n{credit}\n"
    )
    assert credit in mtcheck.clean(page).text


@pytest.mark.parametrize(
    ("lang", "page"),
    [
        (
            "tr",
            "Üyelik bilgileri burada durur.\n\nAd\nSoyad\nSokağın adı ve kapının numarası\n",
        ),
        (
            "az",
            "Üzvlük məlumatları burada durur.\n\nAd\nSoyad\nKüçənin adı və qapının nömrəsi\n",
        ),
    ],
)
def test_a_word_that_is_a_label_elsewhere_stays(lang: str, page: str) -> None:
    assert mtcheck.clean(page, lang=lang).text == page


def test_an_advertisement_goes() -> None:
    page = f"{ABOVE}\n\nAd\n\n{BELOW}\n"
    assert mtcheck.clean(page, lang="en").text == f"{ABOVE}\n\n{BELOW}\n"


def test_a_title_of_two_sentences_goes_whole() -> None:
    for title in (
        "Read also: The pier is open. Who pays for it?",
        "Czytaj też: Pomost już otwarty. Kto za to zapłaci?",
    ):
        page = f"{ABOVE}\n\n{title}\n\n{BELOW}\n"
        assert mtcheck.clean(page).text == f"{ABOVE}\n\n{BELOW}\n"


def test_a_byline_in_two_lines_stays() -> None:
    byline = "Von Anna Holm\nam 21/02/2021. Abgelegt unter Hafen."
    page = (
        f"{ABOVE}\n\nÄhnliche Artikel:\nNeuer Pier im Hafen eröffnet\nDer Rat trifft die Fischer\n{byline}\n"
    )
    assert byline in mtcheck.clean(page, lang="de").text


@pytest.mark.parametrize(
    "line",
    [
        "FOTO: Tanpa Payung, Para Nelayan Tetap Melaut Dalam Hujan Deras",
        "Photo: Liverpool Fans Sing In The Rain Before The Match Began",
        "Фото: Туннель Под Рекой Открыли Для Всех Жителей Города",
        "Video: https://example.org/watch?v=a1",
    ],
)
def test_a_headline_and_an_address_are_no_credit(line: str) -> None:
    page = f"{ABOVE}\n\n{line}\n\n{BELOW}\n"
    assert mtcheck.clean(page).text == page


@pytest.mark.parametrize("line", ["Foto: ANP", "Photo: AFP / Pool", "Фото: УНН", "Фото: ТАСС", "Photo: NASA"])
def test_an_agency_is_a_credit(line: str) -> None:
    page = f"{ABOVE}\n\n{line}\n\n{BELOW}\n"
    assert mtcheck.clean(page).text == f"{ABOVE}\n\n{BELOW}\n"
