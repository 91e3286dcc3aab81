"""mtcheck.lexicon.order: the network gives a sentence the same odds alone and among others."""

from __future__ import annotations

import numpy as np
import pytest

from mtcheck.lexicon.order import LEAST, TOKEN, broken, languages, order_of

RIGHT = {
    "en": "The keeper of the lock opened the upper gate before the barge arrived.",
    "de": "Der Wärter der Schleuse öffnete das obere Tor, bevor der Kahn kam.",
    "fr": "Le gardien de l’écluse a ouvert la porte avant l’arrivée de la péniche.",
    "ru": "Смотритель шлюза открыл верхние ворота до того, как пришла баржа.",
    "es": "El guarda de la esclusa abrió la puerta antes de que llegara la barca.",
    "it": "Il custode della chiusa ha aperto la porta prima che arrivasse la barca.",
    "pl": "Strażnik śluzy otworzył górną bramę, zanim przypłynęła barka.",
    "pt": "O guarda da eclusa abriu a porta antes de a barca chegar.",
}
WRONG = {
    "en": "The keeper of the lock the upper gate before the barge with us to arrive opened.",
    "de": "Der Wärter der Schleuse bevor der Kahn mit uns kam das obere Tor zu öffnen hat.",
    "fr": "Le gardien de l’écluse la porte avant la péniche avec nous d’arriver a ouverte.",
    "ru": "Смотритель шлюза верхние ворота до того как баржа с нами прийти открыл для.",
    "es": "El guarda de la esclusa la puerta antes de que la barca con nosotros llegar abierta ha.",
    "it": "Il custode della chiusa la porta prima che la barca con noi di arrivare aperta ha.",
    "pl": "Strażnik śluzy górną bramę zanim barka z nami przypłynąć otworzyć miał dla.",
    "pt": "O guarda da eclusa a porta antes de a barca connosco chegar aberta tem.",
}


@pytest.mark.parametrize("lang", sorted(languages()))
def test_the_order_of_a_language_is_told_from_none(lang: str) -> None:
    order = order_of(lang)
    right, wrong = (TOKEN.findall(text[lang]) for text in (RIGHT, WRONG))
    odds = order.breaks([right, wrong])
    assert np.maximum(odds[0][1:] - LEAST, 0).sum() < np.maximum(odds[1][1:] - LEAST, 0).sum()


@pytest.mark.parametrize("lang", sorted(languages()))
def test_a_sentence_does_not_see_those_beside_it(lang: str) -> None:
    order = order_of(lang)
    some = [TOKEN.findall(text) for text in (*RIGHT.values(), *WRONG.values())]
    for alone, tokens in zip(order.breaks(some), some, strict=True):
        (own,) = order.breaks([tokens])
        assert len(own) == len(tokens)
        assert np.allclose(alone, own, atol=1e-3)


def test_two_words_make_a_broken_clause() -> None:
    assert broken(np.array([9.0, -4.0, 2.0, -4.0])) is None  # nothing stands before the first
    found = broken(np.array([-4.0, -4.0, 2.0, -4.0, 3.0, -4.0]))
    assert found is not None
    assert (found.first, found.last, found.score) == (1, 4, 7.0)
