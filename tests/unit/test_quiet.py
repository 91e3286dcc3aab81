"""What nobody sees in a catalogue is counted, and listed where it is asked for."""

from __future__ import annotations

from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document
from mtcheck.quiet import MOST_ALIKE, Quiet


def _check(
    text: str, source: str | None, format_name: str = "po", **config: object
) -> tuple[list[str], dict[str, int]]:
    document = Document(
        text, Origin("de.po", "line 1", format_name), lang="de", source=source, source_lang="en"
    )
    settled = make_config(config)
    report, quiet = Quiet().set_aside(check_document(document, settled), settled)
    return [finding.rule for finding in report.findings], quiet


def test_blanks_of_a_message_are_counted_and_its_marks_are_listed() -> None:
    found = _check("Das  Boot ist da . ", "The boat is there.")
    assert found == (["PUN001"], {"PUN009": 1, "PUN010": 1})


def test_what_is_asked_for_is_listed() -> None:
    for config in ({"select": ["PUN"]}, {"select": ["PUN009"]}, {"rules": {"PUN009": {"severity": "major"}}}):
        assert _check("Das  Boot ist da.", "The boat is there.", **config) == (["PUN009"], {})


def test_other_texts_list_all() -> None:
    assert _check("Das  Boot ist da.", "The boat is there.", "lines") == (["PUN009"], {})
    assert _check("Das  Boot ist da.", None) == (["PUN009"], {})


def test_the_same_of_one_file_is_listed_three_times() -> None:
    quiet, config = Quiet(), make_config({})
    listed = []
    for uri in ("de.po", "fr.po"):
        for number in range(MOST_ALIKE + 2):
            document = Document("<i>Boot</i>", Origin(uri, f"line {number}", "po"), source="Boat", lang="de")
            report, aside = quiet.set_aside(check_document(document, config), config)
            listed.append(([finding.rule for finding in report.findings], aside))
    assert (
        listed
        == [(["TRN008"], {})] * 3
        + [([], {"TRN008": 1})] * 2
        + [(["TRN008"], {})] * 3
        + [([], {"TRN008": 1})] * 2
    )


def test_a_lost_negation_is_counted_in_a_catalogue_and_listed_elsewhere() -> None:
    source = "You must not close the bridge today."
    assert _check("Sie müssen die Brücke heute schließen.", source) == ([], {"TRN004": 1})
    assert _check("Sie müssen die Brücke heute schließen.", source, "lines") == (["TRN004"], {})


def test_cases_of_slavic_languages_are_counted_in_a_catalogue() -> None:
    document = Document(
        "Лодка стоит при настройку.", Origin("ru.po", "line 1", "po"), lang="ru", source="The boat."
    )
    config = make_config({})
    report, aside = Quiet().set_aside(check_document(document, config), config)
    assert ([finding.rule for finding in report.findings], aside) == ([], {"FLU013": 1})


def test_letters_in_pieces_are_listed_three_times_of_a_file() -> None:
    quiet, config = Quiet(), make_config({})
    counts = []
    for number in range(MOST_ALIKE + 1):
        text = f"Con số hợp lệ {number}.".replace("ợ", "o\u031b\u0323")
        document = Document(
            text, Origin("vi.po", f"line {number}", "po"), lang="vi", source=f"Valid {number}."
        )
        report, aside = quiet.set_aside(check_document(document, config), config)
        counts.append((len(report.findings), aside.get("ENC007", 0)))
    assert counts == [(1, 0)] * MOST_ALIKE + [(0, 1)]


def test_that_a_language_is_beyond_us_is_listed_once_a_file() -> None:
    quiet, config = Quiet(), make_config({})
    listed = []
    for number in range(3):
        document = Document("Amosar", Origin("gl.po", f"line {number}", "po"), lang="gl", source="Show")
        report, _ = quiet.set_aside(check_document(document, config), config)
        listed.append([finding.rule for finding in report.findings])
    assert listed == [["LNG006"], [], []]
