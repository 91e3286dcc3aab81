"""The fluency index, and the quality that it is a part of."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.fluency.features import shapes_of
from mtcheck.fluency.model import languages, model_of
from mtcheck.fluency.quality import Fluency, quality_of

NATIVE = (
    "Am Montag hat der Stadtrat beschlossen, die alte Brücke für zwei Monate zu sperren. Die Pfeiler "
    "müssen vor dem "
    "Winter repariert werden, sonst trägt sie im Frühjahr keine Lastwagen mehr. Bis dahin fahren die Busse "
    "am Fluss "
    "entlang, und wer zu Fuß geht, nimmt die Fähre, die alle zehn Minuten ablegt und nichts kostet. Der "
    "Bürgermeister "
    "hofft, dass die Arbeiten spätestens im März fertig sind. Viele Anwohner haben Zweifel, denn beim "
    "letzten Mal hat "
    "es ein Jahr gedauert."
)
RAW = (
    "Um den sicherungs Dienst zu konfigurieren, Sie müssen die folgenden Schritte ausführen auf dem ziel "
    "Server. Wenn "
    "Sie die Einstellung ist aktiviert, wird die verbindungs Zeichenfolge verwendet werden durch den "
    "Client, und ein "
    "Fehler auftritt möglicherweise. Finden Sie weitere Informationen zum hinzufügen einer neue Konto, "
    "unter Konten "
    "verwalten. Die bereitgestellt Anwendung wird auf die Daten Bank zugegriffen, die ist gespeichert in "
    "der Ressourcen "
    "Gruppe. Klicken Sie auf die Schaltfläche zum starten des Vorgangs, und dann das Ergebnis wird "
    "angezeigt in die "
    "Ergebnis Liste. Sie können auch hinzufügen eine benutzer definierte Regel, um zu verhindern, dass der "
    "client "
    "Anforderungen sendet an die Dienst Instanz. Standardmäßig wird die Anwendung nicht in der Lage zu "
    "lesen die "
    "konfigurations Datei, wenn das Konto nicht über die erforderlichen Berechtigungen. Überprüfen Sie, ob "
    "der Wert ist "
    "festgelegt auf den standard Wert, und führen Sie die Anwendung erneut. Die Protokoll Datei enthält "
    "die Liste der "
    "Fehler, die sind aufgetreten während der Installation von das Paket."
)


def test_a_native_text_is_above_ninety_and_a_raw_one_far_below() -> None:
    native, raw = (mtcheck.check(text, lang="de") for text in (NATIVE, RAW))
    assert native.fluency
    assert raw.fluency
    assert native.fluency.index > 90 > 70 > raw.fluency.index
    assert native.fluency.lang == "de"
    assert 0 < native.fluency.confidence < 1
    assert native.quality is not None
    assert raw.quality is not None
    assert raw.quality < 70 < native.quality


def test_the_index_stands_in_the_json() -> None:
    (document,) = mtcheck.check(RAW, lang="de").to_dict()["documents"]
    assert document["fluency"].keys() == {"index", "lang", "confidence", "auc"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Radnice v pondělí oznámila, že starý most bude na dva měsíce zavřený. " * 8, "cs"),
        ("Der Rat sperrt die Brücke.", "de"),
        ("`der die das` " * 30, "de"),
        ("", "de"),
    ],
)
def test_it_is_silent_without_a_model_or_without_prose(text: str, lang: str) -> None:
    assert mtcheck.check(text, lang=lang).fluency is None


def test_only_languages_that_pass_the_bar_have_a_model() -> None:
    found = languages()
    assert {"de", "en", "es", "it", "pt", "ru", "uk"} <= found.keys()
    assert all(auc >= 0.75 for auc in found.values())
    assert model_of("cs") is None


def test_names_numbers_and_form_do_not_count() -> None:
    other = RAW.replace("Client", "Kunde").replace("Server", "Router")
    marked = "## Titel\n\n- " + RAW.replace("Dienst", "**Dienst**").replace("\n", " ")
    base, renamed, formed = (mtcheck.check(text, lang="de").fluency for text in (RAW, other, marked))
    assert base
    assert renamed
    assert formed
    assert renamed.index == pytest.approx(base.index, abs=15)
    assert formed.index == pytest.approx(base.index, abs=5)
    assert shapes_of("de").shape("Anwendung") == shapes_of("de").shape("Verbindung")


def test_quotation_marks_and_dashes_do_not_count() -> None:
    said = NATIVE + " „Wir hoffen – wie immer – auf gutes Wetter“, sagte sie."
    plain = said.replace("„", '"').replace("“", '"').replace("–", "-")
    one, other = (mtcheck.check(text, lang="de").fluency for text in (said, plain))
    assert one == other


def test_a_text_twice_as_long_is_no_better_or_worse() -> None:
    assert quality_of(100, [], Fluency(40.0, "de", 1.0, 0.8)) == 40.0
    model = model_of("de")
    assert model
    once, twice = model.index([NATIVE], 80), model.index([NATIVE, NATIVE], 160)
    assert once == pytest.approx(twice, abs=8)


def test_a_slip_of_grammar_stands_for_others_where_no_index_counts() -> None:
    right = (
        "The ferry left the harbour at noon, and the children waved to it from the old stone pier. "
        "Nobody knew when it would return, for the storm had broken two of its masts in spring. "
        "In the evening the baker closed his shop, lit a lamp and read the letter that his brother "
        "had sent him from the islands. It was short, and most of it was about the price of fish."
    )
    wrong = right.replace("Nobody knew", "Nobody know")
    spaced = right.replace("pier.", "pier .")
    one, other, plain = (mtcheck.check(text, lang="en") for text in (wrong, spaced, right))
    assert [finding.rule for finding in one.findings] == ["FLU004"]
    assert [finding.rule for finding in other.findings] == ["PUN001"]
    assert plain.quality is not None
    assert one.quality is not None
    assert other.quality is not None
    assert one.quality < other.quality < plain.quality


def test_low_fluency_needs_two_witnesses_and_names_them() -> None:
    strict = {"select": ["FLU006"], "rules": {"FLU006": {"strict": True}}}
    odd = RAW + " Die kontoverwaltungseinstellungen werden gespeichert in die ziel Tabelle."
    *_, finding = mtcheck.check(odd, lang="de", config=strict).findings
    assert "'kontoverwaltungseinstellungen'" in finding.message
    assert finding.message.startswith("the text reads like raw machine translation (fluency ")
    fine = NATIVE + " Die kontoverwaltungseinstellungen werden gespeichert, sagte er dem Rat."
    assert not mtcheck.check(fine, lang="de", config=strict).findings
    assert not mtcheck.check(odd, lang="de", config={"select": ["FLU006"]}).findings
