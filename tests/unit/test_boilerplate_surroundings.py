"""What follows from where a line stands, and news that must stay silent. Spans are marked ⟦ ⟧ in the text."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import check, clean
from mtcheck.config import Config
from mtcheck.rules.boilerplate import calls, disclaimers, surroundings

_spec = importlib.util.spec_from_file_location("fake_view", Path(__file__).with_name("fake_view.py"))
assert _spec
assert _spec.loader
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
FakeView = _module.FakeView

FINDERS = (
    disclaimers.find_disclaimers,
    surroundings.find_related,
    surroundings.find_appeals,
    surroundings.find_residue,
    surroundings.find_furniture,
)
BODY = (
    "The council met on Tuesday evening and spoke for three hours about the old bridge, which the flood "
    "had carried away in spring, and about the money that a new one would cost the town and its people."
)


def stretches(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and the marked stretches."""
    spans, plain, start = [], "", 0
    for part in re.split("([⟦⟧])", marked):
        if part == "⟦":
            start = len(plain)
        elif part == "⟧":
            spans.append((start, len(plain)))
        else:
            plain += part
    return plain, spans


def found(text: str) -> list[tuple[int, int]]:
    view = FakeView(text)
    return sorted({(hit[0], hit[1]) for finder in FINDERS for hit in finder(view)})


@pytest.mark.parametrize(
    "marked",
    [
        # Titles under a lead-in, blank lines between; body text ends them.
        f"{BODY}\n\n⟦Read also on Harbour Post:⟧\n\n⟦Ferry to run again⟧\n\n⟦Divers find a bell⟧\n\n{BODY}",
        # Titles without blank lines end at the first blank line.
        f"⟦See also:⟧\n⟦Ferry to run again⟧\n⟦Two divers find a bell⟧\n\nThe cost of the bridge\n\n{BODY}",
        # A short heading after the titles belongs to the text below it.
        f"⟦Read also:⟧\n\n⟦Ferry to run again from Monday after the long repair⟧\n\n⟦Two divers find a bell"
        f" in the old harbour basin⟧\n\nThe cost\n\n{BODY}",
        # At most six.
        "⟦Read also:⟧\n"
        + "\n".join(f"⟦Title number {n} of the list⟧" for n in range(6))
        + "\nA seventh line",
        # The lead-in has its title already: what follows is the article.
        f"⟦Read also: Ferry to run again⟧\n\nThe cost of the bridge\n\n{BODY}",
        # Labels among the titles belong to their own rule.
        "⟦Related articles⟧\n⟦Ferry to run again⟧\n⟦Tags: harbour, ferry⟧\n⟦Photo: Reuters⟧",
        # Tags run together right above a call.
        f"{BODY}\n\n⟦World Europe Bridges talks between two towns⟧\n⟦Subscribe to Harbour Post on Telegram⟧",
        # The same line as a heading, or above other text, stays.
        f"{BODY}\n\nWorld Europe Bridges talks between the two towns\n{BODY}",
        "World Europe Bridges talks between the two towns\n\n⟦Follow us on Facebook⟧",
        # A paragraph that is mostly calls goes whole, what leads up to them too.
        "⟦Do you want more news about life by the sea? Support us, donate! Also subscribe to our channel.⟧",
        # One call among prose goes alone.
        f"{BODY} The vote is due in May. ⟦Subscribe to our newsletter.⟧ The mayor will speak on Friday.",
        # What a person says in front of a call or a notice stays.
        "“Two boats will go,” the captain told the crew. ⟦Subscribe to our Telegram channel.⟧",
        "The bridge is open. ⟦If you see a mistake in the text, select it and press Ctrl + Enter.⟧",
        "⟦Read also: Why the tower was painted red.⟧ The painters came in May. They stayed for a week.",
        # A block of links goes whole, subheadings among them.
        "So it works.\n\n⟦## See also\n\n#### Tasks\n\n[Make](a.md)  \n[Break](b.md)⟧\n\n## More\n\nText.",
        # A disclaimer of two sentences is one stretch, the sentence after an article another.
        f"{BODY} ⟦This article was translated automatically.⟧",
        "⟦Note: the text was machine-translated. It has not been edited.⟧",
        # A line that carries the notice on.
        "⟦Цю статтю перекладено автоматично з англійської мови.⟧\n⟦Текст не редагувався.⟧\n\nМіст відкрили.",
        "{{ title }}".join(["⟦", "⟧"]) + " opens the page",
    ],
)
def test_the_place_of_a_line_decides(marked: str) -> None:
    text, expected = stretches(marked)
    assert found(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Google Translate added eleven languages on Monday, the company announced.",
        "The minister read the automatically translated letter aloud and laughed.",
        "Her novel was translated by a machine-tool maker who had taught himself Polish.",
        "Automatic doors at the museum carry notices translated into six languages.",
        "Researchers compared machine translation with the work of forty students.",
        "DeepL, based in Cologne, raised 300 million dollars in May.",
        "He used Google Translate to speak with the refugees at the border.",
        "The chatbot translated the contract in two seconds, the lawyer recalls.",
        "“This article was translated automatically,” the editor explained to the jury.",
        "Yandex closed its news service and moved the articles to another page.",
        "Microsoft said its software had corrected the errors in the document.",
        "Can an automatic translation of the original text be trusted in court?",
        "Суд узнал, что протокол перевели через Google, и отложил заседание.",
        "Машинный перевод изменил рынок, считают лингвисты.",
        "Автоматический переводчик появился в вагонах метро Токио.",
        "Переклад роману автоматично потрапив до шкільної програми після голосування депутатів.",
        "Die Maschine übersetzt Briefe der Behörden in einfache Worte.",
        "Der Übersetzer streikt: Automatisch läuft in Brüssel nichts mehr.",
        "La machine qui traduit les plaintes des voisins amuse Bruxelles.",
        "Traductores automáticos amenazan el empleo de miles de intérpretes.",
        "La traduzione del testo sacro richiese vent'anni e tre papi.",
        "Tłumacz automatyczny pomógł uchodźcom na dworcu w Przemyślu.",
        "Çeviri yapan makine Ankara'da tanıtıldı.",
        "机器翻译正在改变出版业，专家对此看法不一。",
        "自動翻訳機が駅に設置され、観光客に好評だ。",
        "أطلقت الشركة خدمة ترجمة آلية جديدة في دبي.",
        "Subscribers to the channel doubled in a year.",
        "7. Follow us on Facebook, then close the page.",
        "Follow us along the old wall, where the signs lead down to the river and the mill.",
        "Folgen Sie den Angaben auf der Seite, und klicken Sie danach auf Fertig.",
        "Subskrybuj kanał błędów w programie, a potem wybierz pole Zapis.",
        "Share the page with the server and press Enter.",
        "Event: 12\nSource: Disk-Watch\nLevel: low\nKeywords: disk, slow",
        "Fuente: Red-Local\nNivel: alto",
        "> [!NOTE]\n> Read more:\n> - [The bridge](a.md)\n> - [The tower](b.md)",
        "Folgen Sie den Regeln auf Seite 7 des Buches.",
        "Seguici lungo il muro, poi scendi la scala fino alla riva.",
        "He translated the letter by hand, and the machine stood by.",
        "These can be had:\n\n- Find\n- Share\n- Today",
        "- Learn more\n- Read more\n- Row",
        "Learn more:\n\n- Row to our [pier](https://pier.example/a) first.\n- Look at the map.",
        "### See also\n\n* [The old\n  pier](https://pier.example/a)\n\n* [The mast](https://pier.example/b)",
        "So it is.\n\n## **See also:**\n\nThe old pier was built by our fathers, who knew no better.",
        "To get our feet wet, we began with a small boat and a short race.",
        "Sign up takes five minutes, and your news will help us to mend the app.",
        "I follow a lot of sailors on Twitter, so I saw it there.",
        "The post on its blog ends with a promise, and adds: “Join our channel on Telegram.”",
        "For example, ports may create translations for some of the automated error messages.",
        "今天加入我们的还有两位老船长。",
        "从长远看，重新关注我们的供应链和联系很重要。",
        "“所有这些新作品都受到好评，或者版权所有者会认可吗？”",
        "Will the site still be of use with JavaScript disabled?",
        "Like this https://pier.example/wp-content/uploads/mast.png but without the sail",
        "image: pier/mast:1.17.0",
        "图:新码头的结构",
        "AI can automatically translate text, audio, and video in multiple languages, which helps harbours.",
        "So it looks:\n\nLike this:\n\nThe mast stands in the middle.",
        "- 404 Not Found\n\n- 301 Moved\n\n- 500 Internal Server Error",
        "If you receive no answer from the keeper, ask Ilse on Telegram.",
        "Join the forum and subscribe to the repository, or go into its channel: meet the keepers.",
        "## Licence\n\nCopyright (c) 2019 Ilse Brandt\n\nPermission is hereby granted to row.",
        "So it is.\n\n## News\n\nSubscribe to our newsletter.\n\n## Boats\n\nThey are old.",
        "**More information**\n\n- [The mast][mast]\n\n- [The keel][keel]",
        "## See also\n\n- [One](a.md)\n- The chapter about tides, which explains the numbers.",
        "Fans follow the team on Facebook and travel to every match.",
        "Follow the money, the detective told his pupils.",
        "Join hands and sing, the priest asked the crowd.",
        "Share your bread, says an old proverb from the coast.",
        "Donations to the shelter fell after the scandal.",
        "The party asked voters to subscribe to its Telegram channel.",
        "Подписчики канала узнали о сделке первыми.",
        "Читайте договор внимательно, советует юрист.",
        "Related diseases kill thousands every year.",
        "See also what the neighbours do, the mayor advised.",
        "The topic: money.",
        "По теме выступили трое депутатов.",
        "Photo evidence convinced the jury.",
        "Photo: how the bridge looked before the flood took it",
        "The photographer: a quiet man from Hale.",
        "Home rule for the islands is off the table.",
        "Comments by the bishop angered the council.",
        "The server handled 4,000 requests in 12 seconds during the test.",
        "The report was generated in 20 minutes by two clerks.",
        "An array of lamps lights the harbour.",
        "Warning: the ice on the lake is thin, police say.",
        "All rights to the song belong to the widow.",
        "Reading time with children matters more than money, a study finds.",
        "Cookies and milk were served to the guests.",
        "Advertisement spending grew by a third.",
        "Tags on the birds showed that they had flown 9,000 km.",
        "Views on the merger differ.",
        "Published in Paris, the letters caused a scandal.",
    ],
)
def test_news_stays_silent(sentence: str) -> None:
    assert not found(sentence)
    assert not found(f"{BODY}\n\n{sentence}\n\n{BODY}")


def test_quoted_appeals_belong_to_the_speaker() -> None:
    assert not calls.is_call("“Subscribe to our channel,” he said.")


PIECES = st.sampled_from(
    [
        *(
            "read also:",
            "Photo: ",
            "google ",
            "translated",
            "subscribe to our ",
            "telegram",
            "[embed]",
            "{{",
            "}}",
        ),
        *(
            "\n",
            "\n\n",
            " ",
            "\r",
            "\t",
            "“",
            "©",
            ".",
            ":",
            "#a ",
            "cookie",
            "Home » ",
            "Tags:",
            "all rights",
        ),
        *("автоматически ", "переведено ", "翻译", "机器", "本文", "แปล", "1 requests in 2 s", "a" * 50),
        *("İ", "ß", "\ud800", "\u0301"),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_stretches_lie_in_the_text_and_nothing_raises(text: str) -> None:
    for start, end in found(text):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("News\n\nNew pier opens in the spring\n\nThe pier is long.\n", ["News"]),
        ("banner\nbanner\n\nNové molo se otevře na jaře\n\nMolo je dlouhé.\n", ["banner", "banner"]),
        ("New pier opens in the spring\n\nNews\n\nThe pier is long.\n", []),
        ("News\n\nThe harbour opened at noon.\n", []),
        ("New pier opens in the spring\n\n3 May 2021\n\nThe pier is long.\n", ["3 May 2021"]),
        ("3 May 2021\n\nDear friend\n\nThe pier is long.\n", []),
    ],
)
def test_a_section_is_told_above_a_title(text: str, wanted: list[str]) -> None:
    found = check(text, lang="en", config=Config(select=("BPL005",))).findings
    assert [finding.text for finding in found] == wanted
    assert clean(text, lang="en", config=Config(select=("BPL005",))).text == text


PROSE = "The old pier was measured again by the men of the harbour."


def test_votes_are_told_and_numbers_of_chapters_are_not() -> None:
    only = Config(select=("BPL005",))
    votes = f"49\n\n{PROSE}\n\n4\n{PROSE}\n\n16\n{PROSE}\n"
    assert [finding.text for finding in check(votes, lang="en", config=only).findings] == ["49", "4", "16"]
    chapters = f"1\n\n{PROSE}\n\n2\n\n{PROSE}\n\n3\n\n{PROSE}\n"
    assert not check(chapters, lang="en", config=only).findings
    table = f"{PROSE}\n\n49\n4\n16\n\n{PROSE}\n"
    assert not check(table, lang="en", config=only).findings


def test_a_form_to_sign_in_is_told_with_its_sentences() -> None:
    form = "Sign in with your account\nSign in or create an account.\nSelect a different account."
    found = check(f"{form}\n\n{PROSE} {PROSE}\n", lang="en", config=Config(select=("BPL005",))).findings
    assert [finding.text for finding in found] == form.split("\n")
    alone = f"{PROSE}\n\nSelect a different account.\n\n{PROSE}\n"
    assert not check(alone, lang="en", config=Config(select=("BPL005",))).findings


def test_the_words_of_a_player_are_told_in_any_language() -> None:
    player = "Aeg 0:00\nKestus -:-\nLaaditud: 0%\nJäänud aeg -0:00\n1x"
    found = check(f"{PROSE}\n\n{player}\n\n{PROSE}\n", lang="et", config=Config(select=("BPL005",))).findings
    assert [finding.text for finding in found] == player.split("\n")
    times = "Start 9:00\nPause 10:30\nEnde 12:00"
    assert not check(
        f"{PROSE}\n\n{times}\n\n{PROSE}\n", lang="de", config=Config(select=("BPL005",))
    ).findings
