"""Menus, rows of links, bylines and titles around an article, told by shape; lists and poems stay silent."""

from __future__ import annotations

import re

import pytest

from mtcheck import check
from mtcheck.rules.boilerplate import frame

BODY = (
    "The council met on Tuesday evening and spoke for three hours about the old bridge, which the flood "
    "had carried away in spring."
)
HITS = {
    "menu": f"⟦News⟧\n⟦Sport⟧\n⟦Harbour life⟧\n⟦Contact⟧\nA bridge is built\n\n{BODY}\n",
    "menu on a page": f"A bridge is built\n\n{BODY}\n\n⟦3 comments⟧\n⟦North quay⟧\n⟦South quay⟧\n"
    f"⟦The old mole⟧\n⟦Lighthouse⟧\n",
    "menu, de": f"Neue Brücke\n\n{BODY}\n\n⟦Startseite⟧\n⟦Hafen heute⟧\n⟦Über uns⟧\n⟦Impressum⟧\n",
    "menu, ru": f"Новый мост построен\n\n{BODY}\n\n⟦Главная⟧\n⟦Новости⟧\n⟦Порт сегодня⟧\n⟦Контакты⟧\n",
    "menu, ja": f"新しい橋ができた\n\n{BODY}\n\n⟦ホーム⟧\n⟦ニュース⟧\n⟦港の今⟧\n⟦お問い合わせ⟧\n",
    "menu in a line": f"A bridge is built\n\n{BODY}\n\n⟦Privacy Policy | Contact⟧\n",
    "menu in a line, es": f"⟦Inicio Noticias Deportes Contacto⟧\n\nUn puente nuevo\n\n{BODY}\n",
    "links": f"A bridge is built\n\n{BODY}\n\n⟦Telegram: https://t.me/quay⟧\n⟦www.quay.example⟧\n",
    "sections": f"A bridge is built⟦ | Harbour⟧\n\n{BODY}\n\nA quay is sold⟦ | Money⟧\n\n{BODY[:-1]} […]\n",
    "site": f"A bridge is built⟦ | North Post⟧\n\n{BODY}\n",
    "dates": f"A bridge is built⟦ – 06/09/2021 – World⟧\n\n{BODY}\n\n"
    f"A quay is sold⟦ – 07/09/2021 – World⟧\n\n{BODY}\n",
    "read more": f"A bridge is built\n\n{BODY[:-1]} … ⟦Read more⟧\n",
    "read more, tr": f"Yeni köprü\n\n{BODY[:-1]} [...] ⟦Devamını oku »⟧\n",
    "byline and date": f"A bridge is built\n⟦By Anna Berg⟧\n⟦12.03.2024, 14:05⟧\n\n{BODY}\n",
    "byline with date": f"A bridge is built\n⟦Anna and Ole Lund | 12 March 2024 | 5 min read⟧\n\n{BODY}\n",
    "byline, uk": f"Збудовано новий міст\n⟦Автор: Олена Берг⟧\n⟦12.03.2024⟧\n\n{BODY}\n",
    "title twice": f"A bridge is built\n\n⟦A bridge is built⟧\n\n{BODY}\n",
    "title twice, other dash": f"Port - a bridge is built\n⟦Port – a bridge is built⟧\n\n{BODY}\n",
    "count": f"A bridge is built\n\n{BODY}\n\n⟦302 episodes⟧\n",
}
MISSES = {
    "list of things": f"Cake of the harbour\n\nFlour\nSugar\nButter\nSalt\n\n{BODY}\n",
    "list with a lead": f"{BODY}\n\nOn board were:\nNews\nSport\nMusic\nFilm\n",
    "poem": f"{BODY}\n\nThe sea is grey\nThe night is long\nA bell will toll\nA boat is gone\n",
    "signature": f"{BODY}\n\nYours sincerely\nAnna Berg\nHead of the harbour\nNorth Port\n",
    "prizes": f"{BODY}\n\nBest film\nThe Long Ferry\nBest actor\nOle Lund\n",
    "byline alone": f"A bridge is built\n\nBy Anna Berg\n\n{BODY}\n",
    "author below": f"A bridge is built\n\n{BODY}\n\nAnna Berg, North Port\n",
    "one link": f"A bridge is built\n\n{BODY}\n\nhttps://quay.example/bridge\n",
    "links of a list": f"{BODY}\n\n- Plans of the bridge: https://quay.example/plan\n"
    f"- Costs: https://quay.example/costs\n",
    "table": f"Boat | Length\nAda | 12 m\nBea | 14 m\n\n{BODY}\n",
    "ends open": f"A bridge is built\n\n{BODY[:-1]} … nobody knew more\n",
    "refrain": f"{BODY}\n\nRow, row, row\n\n{BODY[4:]}\n\nRow, row, row\n",
    "counted list": f"{BODY}\n\n12 boats\n30 houses\n",
    "names in a line": f"{BODY}\n\nNews | Anna Berg\n",
    "thanks twice": f"Many thanks to you!\n\nMany thanks to you!\n\n{BODY}\n",
    "years": f"{BODY}\n\nIn 1911 the pier burned\n",
}


def _furniture(text: str) -> list[str]:
    return [found.text for found in check(text, select="BPL005").findings]


@pytest.mark.parametrize("name", HITS)
def test_hits(name: str) -> None:
    marked = HITS[name]
    wanted = [each.strip() for each in re.findall("⟦([^⟧]*)⟧", marked)]
    plain = re.sub("[⟦⟧]", "", marked)
    assert [each.strip() for each in _furniture(plain)] == wanted


@pytest.mark.parametrize("name", MISSES)
def test_misses(name: str) -> None:
    assert _furniture(MISSES[name]) == []


@pytest.mark.parametrize("name", HITS)
def test_nothing_of_it_is_removed(name: str) -> None:
    """Shape proves nothing: what no wording tells is shown only."""
    plain = re.sub("[⟦⟧]", "", HITS[name])
    kinds = tuple(kind for kind, _ in frame.FINDERS)
    found = [each for each in check(plain, select="BPL005").findings if each.message.startswith(kinds)]
    assert found
    assert {each.safety.value for each in found} == {"display"}
