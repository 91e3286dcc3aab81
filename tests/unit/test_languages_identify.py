"""Identification: scripts, short and long text, variants, other engines, and what is no language."""

from __future__ import annotations

import os
import sys

import pytest

from mtcheck.document import Document, Origin
from mtcheck.errors import ConfigError
from mtcheck.languages import Language
from mtcheck.languages.arbiter import LANGDETECT_KNOWS, arbitrate
from mtcheck.languages.codes import BY_TABLE, chosen, known_languages
from mtcheck.languages.detectors import Detector, detector
from mtcheck.languages.evidence import SELDOM, SMALLER
from mtcheck.languages.identify import TWINS, identify_language
from mtcheck.languages.ngrams import table
from mtcheck.languages.variants import language_variant
from mtcheck.text.view import View


def test_tables_hold_the_languages_that_codes_promise() -> None:
    for name, codes in BY_TABLE.items():
        if name != "han":
            assert " ".join(table(name).languages) == codes
            assert list(table(name).languages) == sorted(table(name).languages)


def test_constants_name_known_languages() -> None:
    assert set(known_languages()) >= SELDOM | SMALLER | set(TWINS) | LANGDETECT_KNOWS


def test_an_impossible_choice_is_undetermined() -> None:
    assert identify_language("Guten Abend zusammen.", among=["ru"]).code == "und"
    assert identify_language("Guten Abend zusammen.", among=[]).code == "und"
    assert identify_language("Guten Abend zusammen.", among=["tlh"]).code == "und"


def test_the_caller_gets_his_own_names_back() -> None:
    assert identify_language("这是一个例子。", among=["zh-Hans", "ja"]).code == "zh-Hans"
    assert chosen(["pt-BR", "FIL", "no"]) == {"pt": "pt-BR", "tl": "FIL", "nb": "no", "nn": "no"}


def test_confidence_is_lower_where_languages_are_close() -> None:
    assert (
        identify_language("kuća").confidence
        < identify_language("Where have all the flowers gone?").confidence
    )
    # Croatian and Bosnian are one in most sentences, however long.
    assert identify_language("Jučer smo cijeli dan šetali gradom i razgledali stare kuće.").confidence < 0.7


@pytest.mark.parametrize(("text", "code"), [
    ("— ведення документації;", "uk"),
    ("> Bonjour à tous,", "fr"),
    ("Alles Gute <3", "de"),
    ("It is worth $14.99, more like $4.99.", "en"),
    ("Die Lokomotive hält mit einer Zimex® Bremse an.", "de"),
    ("5/12(日)まで。", "ja"),
    ("とてもいい本です(^_^;)", "ja"),
    ("Požadujeme.", "cs"),
    ("Спасибо!!", "ru"),
    ("累計販売数30万本突破", "ja"),
    ("彼得•奥马奥尼和康纳•默里出席了比赛。", "zh"),
])  # fmt: skip
def test_marks_of_mail_shops_and_chat_leave_text_text(text: str, code: str) -> None:
    assert identify_language(text).code == code


@pytest.mark.parametrize("text", ["break; x = y;", "Joe Biden.", "echo $HOME; ls", "a^b^c", "(^_^)", "<3 <3"])
def test_and_what_is_none_is_none(text: str) -> None:
    assert identify_language(text).code == "und"


def test_a_twin_that_is_not_asked_for_lowers_no_confidence() -> None:
    text = "Jučer smo cijeli dan šetali gradom i razgledali stare kuće."
    assert identify_language(text, among=["hr", "de"]).confidence > 0.95


def test_lower_and_upper_case_agree() -> None:
    text = "Der Zug nach Hamburg fährt heute leider nicht."
    assert identify_language(text.upper()).code == identify_language(text).code == "de"


def test_decomposed_text_is_composed_first() -> None:
    assert (
        identify_language("Pr\u030ci\u0301lis\u030c z\u030clut\u030couc\u030cky\u0301 ku\u030an\u030c").code
        == "cs"
    )


@pytest.mark.parametrize(
    ("text", "code", "variant"),
    [
        ("這是我們學校的圖書館。", "zh", "zh-Hant"),
        ("这是我们学校的图书馆。", "zh", "zh-Hans"),
        ("一二三", "zh", "zh"),
        ("Дан је био леп.", "sr", "sr-Cyrl"),
        ("Hello", "en", "en"),
    ],
)
def test_variants(text: str, code: str, variant: str) -> None:
    assert language_variant(text, code) == variant


def test_langdetect_is_the_same_each_time() -> None:
    judge = detector("langdetect")
    answers = {judge("Otec mi kúpil").code for _ in range(5)}
    assert len(answers) == 1
    assert len({arbitrate("dobrý den všem", "cs", "sk") for _ in range(5)}) == 1
    assert arbitrate("salam dünya", "az", "tr") is None


def test_our_engine_by_name() -> None:
    assert detector("mtcheck")("Bonjour à tous et à toutes.") == identify_language(
        "Bonjour à tous et à toutes."
    )


def test_an_unknown_engine_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError, match="one of mtcheck, langdetect, lingua, cld2"):
        detector("fasttext")


@pytest.mark.parametrize(("name", "module"), [("lingua", "lingua"), ("cld2", "pycld2")])
def test_a_missing_extra_says_how_to_get_it(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError, match=rf"pip install 'mtcheck\[{name}\]'"):
        detector(name)


def extra(name: str) -> Detector:
    """The engine of an extra. Skipped only where it has no wheel; the test extra installs it elsewhere."""
    if name == "cld2" and sys.version_info >= (3, 14):
        pytest.importorskip("pycld2", reason="pycld2 has no wheel for Python 3.14")
    if "MTCHECK_CI" not in os.environ:
        pytest.importorskip({"cld2": "pycld2"}.get(name, name))
    return detector(name)


@pytest.mark.parametrize("name", ["lingua", "cld2"])
def test_extras_answer_in_our_codes(name: str) -> None:
    judge = extra(name)
    among = ["sv", "da", "az", "tr", "nb", "zh", "he"]  # few models to load
    for text, code in (
        ("Det här är en vanlig svensk mening som inte är så lång.", "sv"),
        ("Gəmi dünən axşam limana gəldi və səhər yola düşdü.", "az"),
        ("Møtet ble utsatt til neste uke fordi ingen hadde tid.", "nb"),
        ("这座桥将在秋天关闭。", "zh"),
        ("הגשר ייסגר בסתיו.", "he"),
    ):
        assert judge(text, among=among).code == code
        assert 0 < judge(text, among=among).confidence <= 1


@pytest.mark.parametrize("name", ["lingua", "cld2"])
def test_extras_keep_to_the_languages_asked_for(name: str) -> None:
    judge = extra(name)
    assert judge("Det här är en vanlig svensk mening.", among=["en", "de"]).code in {"en", "de", "und"}
    assert judge("Møtet ble utsatt til neste uke.", among=["no", "fi"]).code == "no"
    assert judge("Det här är en vanlig svensk mening.", among=[]).code == "und"


@pytest.mark.parametrize("name", ["lingua", "cld2"])
@pytest.mark.parametrize("text", ["", " ", "\ud800\x00", "12 + 3", "\U0001f600", "ω" * 5000])
def test_extras_answer_every_text(name: str, text: str) -> None:
    assert isinstance(extra(name)(text), Language)


@pytest.mark.parametrize("name", ["lingua", "cld2", "langdetect"])
def test_an_engine_named_in_the_configuration_judges_the_document(name: str) -> None:
    if name != "langdetect":
        extra(name)
    # Scripts of one language: lingua needs none of its models.
    text = "Η γέφυρα θα κλείσει το φθινόπωρο.\nสะพานจะปิดในฤดูใบไม้ร่วง\n"
    view = View(text, Document(text, Origin("article.txt")), detector=name)
    assert [span.code for span in view.languages] == ["el", "th"]
    assert view.languages[-1].end == len(text)


def test_importing_the_engine_imports_nothing_heavy() -> None:
    import subprocess

    ask = (
        "import sys, mtcheck.languages.identify, mtcheck.languages.segment, mtcheck.languages.detectors\n"
        "print([m for m in ('numpy', 'langdetect', 'lingua', 'pycld2') if m in sys.modules])"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    [
        "Менин эжем шаарда иштейт, ал эртең келет деп ойлойм.",  # Kyrgyz
        "Systir mín kemur ikki aftur í dag, tí veðrið er ringt.",  # Faroese
        "A miña irmá non vén hoxe, quen pecha a porta?",  # Galician
        "Tha mo phiuthar aig an taigh an-diugh.",  # Scottish Gaelic
        "A miña irmá traballa na cidade e mañá ha vir ata a aldea coas fillas.",  # Galician
        "Ma soeur parla occitan e demòra dins un vilatjòt al mièg de las vinhas.",  # Occitan
        "מײַן שװעסטער אַרבעט אין שטאָט און װעט מאָרגן קומען צו אונדז.",  # Yiddish
        "Mijn suster wurket yn 'e stêd en komt moarn nei ús ta mei de bern.",  # Frisian
        "Hun hevur keypt eitt nýtt hús við sjógvin.",  # Faroese
    ],
)
def test_an_unknown_language_is_named_without_confidence(text: str) -> None:
    assert identify_language(text).confidence < 0.6


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pt", "A minha irmã trabalha na cidade e amanhã vem à aldeia com as filhas."),
        ("ca", "La meva germana treballa a la ciutat i demà vindrà al poble amb les filles."),
        ("kk", "Менің әпкем қалада жұмыс істейді, ол ертең келеді деп ойлаймын."),
        ("is", "Hún hefur keypt nýtt hús við sjóinn og flytur þangað á morgun."),
        ("he", "הָאָחוֹת שֶׁלִּי עוֹבֶדֶת בָּעִיר וּמָחָר תָּבוֹא אֵלֵינוּ"),
    ],
)
def test_its_known_neighbour_stays_sure(code: str, text: str) -> None:
    found = identify_language(text)
    assert found.code == code
    assert found.confidence > 0.9


def test_every_engine_that_can_be_named_is_there() -> None:
    from typing import get_args

    from mtcheck.languages import detectors
    from mtcheck.languages.types import DetectorName

    assert set(detectors._MAKERS) == set(get_args(DetectorName))
