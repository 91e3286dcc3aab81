"""What is right is left alone: profiles, languages, structure, and edits that would hide a fault."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document, clean_document
from mtcheck.text.zones import find_zones


def document(text: str, **facts: object) -> Document:
    return Document(text, Origin("a.txt"), **facts)  # type: ignore[arg-type]


def rules_of(text: str, config: Config = Config(), **facts: object) -> list[str]:  # noqa: B008
    return [finding.rule for finding in check_document(document(text, **facts), config).findings]


def test_a_document_with_a_source_is_checked_as_a_translation() -> None:
    call = "Abonnieren Sie unseren Kanal in Telegram."
    assert rules_of(call) == ["BPL003"]
    report = check_document(document(call, source="Subscribe to our channel in Telegram."), Config())
    assert (report.profile, report.findings) == ("bitext", ())
    assert rules_of(call, Config(profile="article"), source="Subscribe to our channel.") == ["BPL003"]
    feed = Document(call, Origin("a.rss", "1", "feed"))
    assert check_document(feed, Config()).profile == "feed"


def test_the_declared_language_is_believed_and_nobody_else_expects_one() -> None:
    german = "Die Brücke wird am Freitag gesperrt, sagte ein Sprecher der Stadt."
    assert mtcheck.check(german).lang == "de"
    assert rules_of(german, declared_lang="de") == []
    assert rules_of(german) == []
    assert "LNG001" in rules_of(german, declared_lang="fr")
    assert "LNG001" in rules_of(german, Config(lang="en"), declared_lang="de")


@pytest.mark.parametrize(
    ("text", "format_name", "stretch"),
    [
        ("---\ntags: a\n---\n\nSo it is.\n", "markdown", "---\ntags: a\n---"),
        ("One.\n\n<!-- end -->\n\nTwo.\n", "markdown", "<!-- end -->\n"),
        ("So <!-- mtcheck-ignore PUN --> it is.", "text", "<!-- mtcheck-ignore PUN -->"),
        ("HttpPort : 80\nName     : oak\n", "text", "HttpPort : 80\nName     : oak"),
        ("-rw-r--r--  1 root root  12 a\n", "text", "-rw-r--r--  1 root root  12 a"),
    ],
)
def test_whole_lines_that_are_no_prose(text: str, format_name: str, stretch: str) -> None:
    blocks = [text[zone.start : zone.end] for zone in find_zones(text, format_name) if zone.kind == "block"]
    assert blocks == [stretch]


def test_labels_and_back_quotes_that_are_prose() -> None:
    assert find_zones("Author : Jane Doe\nDate : May 5\n") == []
    assert find_zones("об`єкт і п`ять") == []


def test_an_edit_does_not_hide_what_stays_broken() -> None:
    cleaned = clean_document(document("The caf\ufffd  is open, and so  it stays."), Config(lang="en"))
    assert cleaned.text == "The caf\ufffd  is open, and so it stays."
    for trace in ("from 12 \u00c3  15 boats", "from 12 to , he said", "the sum of , as ever"):
        assert mtcheck.clean(trace, lang="en").text == trace


def test_what_a_finding_says_of_its_safety_is_what_clean_does() -> None:
    text = "The bridge is open .\n\nSubscribe to our channel in Telegram.\n"
    for config in (Config(), Config(drop=())):
        cleaned = clean_document(document(text), config)
        safe = {finding.rule for finding in cleaned.report.findings if finding.safety == "safe"}
        assert safe == {rule for change in cleaned.changes for rule in change.rules}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "> [!NOTE]\n> This page was translated by a machine. See [why](n.md).\n\nThe dam holds.\n",
            "> [!NOTE]\n> See [why](n.md).\n\nThe dam holds.\n",
        ),
        ("> [!NOTE]\n> This page was translated by a machine.\n\nThe dam holds.\n", "The dam holds.\n"),
        ("One.\n\n<!-- end of list -->\n\nTwo.\n", "One.\n\n<!-- end of list -->\n\nTwo.\n"),
    ],
)
def test_a_block_of_markdown_stays_one(text: str, after: str) -> None:
    page = Document(text, Origin("a.md", format="markdown"))
    assert clean_document(page, Config(lang="en")).text == after


def test_garble_in_code_is_shown_and_stays() -> None:
    text = '# Boats\n\n```py\nprint("cafÃ©")\n```\n\nThe cafÃ© at the harbour is open until late.\n'
    page = Document(text, Origin("a.md", format="markdown"))
    cleaned = clean_document(page, Config(lang="en", unsafe=True)).text
    assert cleaned == text.replace("The cafÃ©", "The café")


def test_marks_are_moved_only_where_the_paragraph_pairs_up() -> None:
    odd = '" By us (" Gull " - ed) all is well. The " Tern "that sank. Since then " Gull " too, " he said.\n'
    assert mtcheck.clean(odd, lang="en").text == odd
    assert mtcheck.clean('He saw " Gull " go.', lang="en").text == 'He saw "Gull" go.'


def test_a_unit_that_was_not_translated_is_told_once() -> None:
    source = "The bridge will be closed until the autumn because of the flood."
    assert rules_of(source, Config(lang="de"), source=source, source_lang="en") == ["TRN002"]


def test_a_translation_is_never_emptied() -> None:
    call = "Abonnieren Sie unseren Kanal in Telegram."
    target = document(call, source="Subscribe to our channel in Telegram.")
    assert clean_document(target, Config(lang="de", profile="article")).text == call
    assert clean_document(document(call), Config(lang="de")).text == ""


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "To install our winch on your boat we will follow the following steps"),
        ("en", "Follow these steps to join our regatta on the lake:"),
        ("de", "Folgen Sie den folgenden Schritten, um unsere Winde zu bestellen:"),
        ("es", "Siga los siguientes pasos para unirse a nuestra regata en el lago:"),
        ("fr", "Suivez les étapes suivantes pour rejoindre notre régate sur le lac :"),
        ("it", "Segui i seguenti passaggi per unirti alla nostra regata sul lago:"),
        ("pt", "Siga os seguintes passos para se juntar à nossa regata no lago:"),
    ],
)
def test_what_leads_to_a_list_of_steps_is_no_call(lang: str, text: str) -> None:
    assert mtcheck.clean(f"{text}\n\n1. Open the gate.\n2. Tie the rope.", lang=lang).text.startswith(text)


@pytest.mark.parametrize("said", ["You remember?", "You forgot me?", "You lost?"])
def test_a_question_to_somebody_is_no_button_of_an_account(said: str) -> None:
    talk = f"We went there in May.\n\nYeah.\n\n{said}\n\nYeah.\n\nIt was a fine day on the water.\n"
    assert mtcheck.clean(talk).text == talk


def test_a_button_of_an_account_goes() -> None:
    page = "We went there in May, and it was a fine day on the water.\n\nYou must be logged in to comment.\n"
    assert "logged in" not in mtcheck.clean(page).text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Correct the punctuation:\n\n1. It snows .\n2. We wait , they leave.\n\nAnswers on page 20."),
        ("de", "Setze die Satzzeichen!\n- Es schneit .\n- Wir warten , sie gehen."),
        ("ru", "Исправьте предложения:\n1. Идёт снег .\n2. Мы ждём , они уходят."),
        ("de", "Falsch ist: »Sie kam , sah und lachte .« So steht es im Heft."),
        ("fr", "Écrire « Bonsoir . » est donc une faute."),
        ("pl", "Błędem jest „Czekał , patrzył i wyszedł .” Tak nie wolno."),
    ],
)
def test_what_is_wrong_on_purpose_stays(lang: str, text: str) -> None:
    assert mtcheck.clean(text, lang=lang).text == text


def test_behind_an_exercise_and_beside_a_quotation_prose_is_mended() -> None:
    text = "Correct the punctuation:\n1. It snows .\n\nThe mill is closed .\n"
    assert mtcheck.clean(text, lang="en").text == text.replace("closed .", "closed.")
    assert mtcheck.clean("The answer is wrong , he said.", lang="en").text == "The answer is wrong, he said."
