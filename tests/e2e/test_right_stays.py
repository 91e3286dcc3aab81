# ruff: noqa: E501 - samples stay on their lines
"""What is right is never altered: each promise as a user meets it, by the command with its default options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="en" target-language="de" datatype="plaintext"><body>
{}
</body></file></xliff>
"""


def unit(source: str, target: str, name: str = "1") -> str:
    return f'<trans-unit id="{name}"><source>{source}</source><target>{target}</target></trans-unit>'


def cleaned(run: Run, folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    done = run("clean", name, "-o", f"out-{name}")
    assert done.returncode == 0, done.stderr
    return (folder / f"out-{name}").read_bytes().decode()


def checked(run: Run, folder: Path, name: str, text: str) -> tuple[dict[str, Any], str]:
    (folder / name).write_text(text, encoding="utf-8")
    done = run("check", name, "--output-format", "json", "--fail-on", "never")
    report: dict[str, Any] = json.loads(done.stdout)
    return report, done.stderr


def rules(report: dict[str, Any]) -> list[str]:
    return [found["rule"] for document in report["documents"] for found in document["findings"]]


# 1. Removal by sentence
@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.en.md",
            "# Winch\n\nTo set up our winch we will follow the following steps\n\n1. Open the gate.\n",
        ),
        ("a.de.txt", "3. Folgen Sie den Hinweisen am Steg, und klicken Sie auf Weiter.\n"),
        (
            "a.en.txt",
            "Log Name: Harbour\nSource: Harbour-Gate\nEvent ID: 12\nLevel: Warning\nKeywords: Classic\nDescription: the gate is shut.\n",
        ),
        ("b.en.txt", "Save\nCancel\nShare\n"),
        (
            "d.en.txt",
            "The pier is old.\n\nIf you like this story, tell your friends, wrote the pilot's niece.\n",
        ),
        (
            "e.en.txt",
            "The pier is old.\n\nThe log was machine translated and contains errors, the jury found.\n",
        ),
        ("f.en.txt", "The pier is old.\n\nHome > Settings > Oars is where the list hides. Click it.\n"),
        (
            "c.en.txt",
            "<b>Simple</b>\nThe boat is easy to row.\n\n<b>Share</b>\nLend it to your friends.\n\n<b>Note</b>\nIt is red.\n",
        ),
    ],
)
def test_what_is_no_boilerplate_stays(run: Run, tmp_path: Path, name: str, text: str) -> None:
    assert cleaned(run, tmp_path, name, text) == text


PARTS_OF_WHAT_STAYS = {
    "a wrapped sentence": "The new harbour site was built last winter, and it offers its visitors\n"
    "cookie settings, a map of the piers and the times of\nall boats.\n",
    "the address of a link": "Read it in the [see also] chapter.\n\n[see also]: ../piers/map.md\n",
    "the name of a link": "The [Video] of the launch is long.\n\n  [Video]: https://boats.example/launch\n",
    "a tag": '<a href="/pier"><img class="big wp-image-81" src="pier.png"></a>\n\nThe pier is old.\n',
    "an item of a form": "Fill in each part:\n\n- [Boat]\n- [Related links]\n- [Harbour]\n- [Signature]\n",
    "a section": "## Related links\n\nOf course you have read the chapter on piers and on the boats of\n"
    "this harbour before. Please add what helps us\nto answer.\n",
    "a heading's attributes": "Learn more\n{ .button }\n\nThe pier is old.\n",
    "a heading with a line": "Table of contents\n-----------------\n\nThe pier is old.\n",
    "numbered needs": "## Boats\n\n### Recommended\n\n1. A hull of oak\n2. Two oars of ash\n\n## Piers\n\nThey are old.\n",
    "a path in emphasis": "The themes are in the folder _/wp-content/themes/_, beside the rest.\n",
    "a list of labels": "- Learn more\n- Read more\n- Row\n",
    "where to read on": "You can see the old pier from here.\n\nLearn more at https://piers.example/map\n",
    "code of a site": "So:\n\n{{< code-toggle file=hugo >}}\ntaxonomies:\n  category: categories\n{{< /code-toggle >}}\n",
    "a term": "**Privacy**\n\n:   What nobody else sees.\n",
    "a link by reference": "The pier is old.\n\n**Learn more:** [The old pier][pier]\n\n[pier]: https://piers.example/a\n",
    "a licence": "The pier is old.\n\nThis work is licensed under a Creative Commons Attribution 4.0 licence.\n",
    "an item in an item": "The boats:\n\n*    *   Keel\n    *   Mast\n\nHarbour\n:   where boats lie\n",
    "a short cell": "| from , to | a ,b |\n| --- | --- |\n| x . | . . . |\n",
    "lines to fill in": "Name . . . . . . . . . . . . . . . . . .\n",
    "data in prose": "It is a Map<String,Integer> of boats, text/csv;header=absent, or {name,length}.\n",
    "a program": "Then write:\n\nfunction show() {\n  \n$(this).hide()\n  \n}\n\nThat is all.\n",
}


@pytest.mark.parametrize("text", PARTS_OF_WHAT_STAYS.values(), ids=PARTS_OF_WHAT_STAYS)
def test_a_part_of_what_stays_is_no_boilerplate(run: Run, tmp_path: Path, text: str) -> None:
    assert cleaned(run, tmp_path, "pier.md", text) == text


@pytest.mark.parametrize(
    "label",
    ["Learn more", "Cookie settings", "[Video]", "Read also: Ten old piers of the north"],
)
def test_beside_it_boilerplate_goes(run: Run, tmp_path: Path, label: str) -> None:
    text = f"The pier of the harbour is old and will be mended.\n\n{label}\n\nThe boats wait.\n"
    assert label not in cleaned(run, tmp_path, "pier.md", text)


# Where nobody can tell whether it is prose, nothing moves.
IN_DOUBT = {
    "a fence that nothing closes": "So:\n\n```\nport  80 , open\n\nThen  the gate .\n\n```\nls  -l\n```\n",
    "a fence in a fence": "So:\n\n```\nport 80\n\nThen:\n\n```sh\nls\n```\n\nlog  a , b\n\n```\n\nEnd.\n",
    "a fence glued to a word": "Type:```sh\nport  80 , open\n```\n\nThen  the gate .\n",
    "a formula": "The sum is $$ b - 1.96 , E(b)  + c $$ and $x_1 , x_2$ here.\n",
    "a name of a class": "Our boats are made of forms.Model here, see `forms` in the file of the harbour.\n",
    "a name alone": "The file has one class.\n\nforms.Model\n",
    "doubled brackets": "If (( tide > 0 )) holds, the ferry (( or a boat )) leaves at noon.\n",
    "two commands": "To begin, run make clean ; make boats and wait for the bell of the harbour.\n",
    "French in Russian": "Он сказал « Bonjour, mes amis » и ушёл домой по набережной в сторону порта.\n",
    "Yakut with a Latin letter": "Сылдьан аhа эппит, уонна кини дьиэтигэр барбыт.\n",
    "features": "The boat has:\n\n- **Automatic translation** into English by DeepL\n- A red sail\n- Two oars\n",
    "rules": "> Important: when you translate a chart, make sure you do not use machine translation.\n\nThe pier is old.\n",
    "a letter": "The pier is old.\n\nI am translating this letter with an automatic translator.\n\nCan you write to me?\n",
    "a label over its text": "The pier is old.\n\n**Aviso legal**:  \nO velho cais do porto pertence à guilda dos barqueiros.\n",
}


@pytest.mark.parametrize("text", IN_DOUBT.values(), ids=IN_DOUBT)
def test_in_doubt_nothing_moves(run: Run, tmp_path: Path, text: str) -> None:
    assert cleaned(run, tmp_path, "pier.md", text) == text


STAYS_IN_MARKDOWN = {
    "a label in bold over its text": "**More information**\n\nAsk the clerk for the book of the crane.\n",
    "the date of a page": "Published: 8 February 2005 | Updated: 3 March 2005\n\n**Version:** 1.0\n",
    "a lead-in": "Önerilen çözüm adımları:\n\nÖnce kürekleri al, sonra tekneye bin ve otur.\n",
    "a picture with the name of a button": "Then click here:\n\n![subscribe_to_all_news.png](a.png)\n\nThat is all.\n",
    "a value to type": "Enter this value:\n\nGET,POST\n\nThen close the window of the harbour.\n",
    "a column of no-break spaces": "**/help**\u00a0\u00a0\u00a0\u00a0shows the list of boats\n\n**/o**\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0takes an oar\n",
    "a colon apart in Japanese": "注 : これは港の古いクレーンの話です。長い話なので、座って聞いてください。\n",
    "a stop behind a stop": 'The clerk called it "the green crane." . Later he laughed about it.\n',
    "an ellipsis of two dots": "The ferry was sold by the clerk and..\n\nNobody saw it again.\n",
    "tags of a recipe": "Serves: 6\nTags: fish, stew\n\n## Boil\n\n"
    + "Take the fish out of the bucket and put it into the pot. " * 5
    + "\n",
    "phrases in a row": "Say this:\n\nFollow us on Pinterest  \nPopular on the pier  \nFind us on Pinterest  \nMore of the pier\n",
    "a bold word over its text": "**Advertising**\n\nWe show you the boats that you liked, and no others of the harbour.\n",
    "a link under a heading": "## Useful links\n\n[The long log of the old crane and its ropes](https://piers.example/log?d=1)\n",
    "a title that stands twice": "Search\n\nSearch\n\nA shortcut in the drawer of the clerk leads to all boats of the harbour.\n",
    "a template": 'Write **<%= item.target.boat %>** for the name of a boat.\n\n- {{xref("Window.row()")}}\n- {{xref("Window.sink()")}}\n',
    "links under a heading": "## See also\n\n- [Cranes](https://piers.example/c) on piers.example (2024)\n- [Bells](https://piers.example/b)\n",
    "a sentence over its list": "Related projects include:\n\n- [Crane ropes](https://piers.example/r)\n- [Crane bells](https://piers.example/b)\n\nAsk the clerk.\n",
    "a speech that opens": 'The clerk stood up and said,"Go ahead! "He gave me the oars, " he told us later.\n',
}


README = """# Crane

[![Boats](https://piers.example/b.svg)](https://piers.example/b)

The crane is green again.

Recommended ropes:

- [The long rope of the harbour](https://piers.example/rope)
- A short rope

See also: [my log](https://piers.example/log.html) of the trip to the old harbour.

* [Crane in C](https://piers.example/c) [video]

In `crane.ini` look for the [Video] part of it.

Switch language

![](a.png)

Source: [The book of cranes](https://piers.example/x).

**Video:**

```
crane = {}
```

She said "Stop it!" ! Then she left us.

Options:
  `-o, --oar <OAR>`  the oar to take
  `-m, --mast`  the mast to climb

- `indent`: boats.Indent(v, "", "  ")
- `/`        – opens the gate of the harbour

Run it with `--tags 'oar:My oar,mast:My mast' now  or never .

## ライセンス

Copyright 2023 Ilse, MITライセンスの下で公開されています。
"""


def test_a_sentence_behind_a_number_sign_is_no_list_of_tags(run: Run, tmp_path: Path) -> None:
    text = "The crane of the harbour is green again.\n\n{}\n\nThe end of it came in May.\n"
    said = text.format("#boats #港の船はとても良かった。")
    assert cleaned(run, tmp_path, "a.txt", said) == said
    tags = cleaned(run, tmp_path, "b.txt", text.format("#boats #harbour"))
    assert "#" not in tags


def test_a_readme_stays(run: Run, tmp_path: Path) -> None:
    assert cleaned(run, tmp_path, "README.md", README) == README


@pytest.mark.parametrize("text", STAYS_IN_MARKDOWN.values(), ids=STAYS_IN_MARKDOWN)
def test_what_an_author_set_himself_stays(run: Run, tmp_path: Path, text: str) -> None:
    whole = f"# Crane\n\nThe crane of the harbour is green again.\n\n{text}"
    assert cleaned(run, tmp_path, "pier.md", whole) == whole


def test_code_without_its_program_keeps_its_indent(run: Run, tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": text}) + "\n" for text in ("    return tide", "  tide = 5"))
    assert cleaned(run, tmp_path, "a.jsonl", rows) == rows


def test_a_notice_of_several_sentences_goes_whole_with_its_label(run: Run, tmp_path: Path) -> None:
    body = "# Kran\n\nDer Kran steht wieder am Kai.\n"
    notice = (
        "\n**Hinweis**:  \nDieses Dokument wurde mit dem KI-Dienst [Lotse](https://piers.example/x) übersetzt. "
        "Trotz aller Sorgfalt können automatische Übersetzungen Fehler enthalten. Für Wichtiges raten wir zur "
        "Übersetzung durch Menschen.\n"
    )
    assert cleaned(run, tmp_path, "a.de.md", body + notice).rstrip() == body.rstrip()
    half = notice.replace("Für Wichtiges", "Der Kran ist grün. Für Wichtiges")
    assert cleaned(run, tmp_path, "b.de.md", body + half) == body + half


BESIDE_BOILERPLATE = [
    "Fot. to słowo, które zna każdy drukarz.",
    "Fot. bywa ciemna, a opis jeszcze ciemniejszy.",
    "(Photo: the crane in 1934, from the archive of the guild.)",
    "(Foto: der Kran im Jahr 1934, aus dem Archiv der Gilde.)",
    "We use cookies to bribe the harbour master.",
    "Wir verwenden Cookies für die Enten am Steg.",
    "Menu\n\nChowder 6\nMussels 11\nPlum tart 5",
    "Menü\n\nLabskaus 9\nScholle 14",
    "Меню\n\nУха 300\nБлины 150",
    "Search",
    "Suche",
    "Recherche",
    "Popular",
    "Popular\n\n- Chowder\n- Mussels",
    "Loading...\n\nthe barrels took until dusk.",
    "See also: Hale 1968, p. 12; Orme 1903, p. 7.",
    "Siehe auch: Hale 1968, S. 12; Orme 1903, S. 7.",
    "Voir aussi : Hale 1968, p. 12 ; Orme 1903, p. 7.",
    "Véase también: Hale 1968, p. 12; Orme 1903, p. 7.",
    "См. также: Орлов 1968, с. 12; Ермак 1903, с. 7.",
    "Further reading: Hale, The Salt Road; Orme, Cranes and Quays.",
    "See also: Orme (1903).",
    "Read also: chapter 9.",
    "Leggi anche: cap. 9, nota 4.",
    "Further reading: Hale, The Salt Road.",
    "Further reading\n- Hale, The Salt Road\n- Orme, Cranes and Quays",
    "Weiterführende Links:\n- [Kräne](https://example.org/kran)",
    "Nous utilisons des cookies pour nourrir les canards.",
    "Поиск",
    "Newsletter",
    "window.row()のイベントを見て、ログを出せるようになった。",
    "The rules of the crane are kept at this address (URL):\n\nhttps://piers.example/wp-content/uploads/2020/06/rules.pdf",
    "To support our work in the harbour:",
    "Create an account\n\nof the winter, and hand it to the clerk.",
    "We use cookies on this site. They keep the name of the boat that you chose last.",
    "The views expressed by our guests are not those of the yard. Each guest speaks for himself alone.",
    'Choose "Other"',
    "Privacy policy",
    "Donate via PayPal to cats@piers.example, or bring the fish to the pier.",
    "Related projects include:\n\nCrane ropes for winter\nCrane bells for summer",
    "Join us as we mend the boats of our harbour!",
]
_ABOVE = "The old crane of the harbour was painted green again, and the clerk wrote it down.\n\n"
_BELOW = "\n\nThey looked for the boat until dusk, and nobody could say where it had been seen.\n"


@pytest.mark.parametrize("text", BESIDE_BOILERPLATE)
def test_what_may_be_the_authors_own_is_shown_and_stays(run: Run, tmp_path: Path, text: str) -> None:
    whole = _ABOVE + text + _BELOW
    assert cleaned(run, tmp_path, "a.txt", whole) == whole


TERMS = """# Terms of the yard

These terms of use and our privacy policy say what personal data we keep, and for what we are liable.

Learn more about fees [here](https://piers.example/fees).

See also:
[Terms of use of the crane](https://piers.example/crane)
[Terms of use of the ferry](https://piers.example/ferry)

We respect the rights of others. Please read our [Data policy](https://facebook.example/data). Liability is limited.

To support our global work:

We keep personal data in two harbours. The governing law is that of the port. Your personal information is safe.

* [Learn more](https://piers.example/more)
"""

DIGEST = "".join(
    f"The crane of week {week} » News » Cranes\nhttps://piers.example/{week}\n\nA word of the clerk about it.\n\n"
    for week in range(8)
)

TEMPLATE = """Dear guest,

{% if boat %}{{ boat.name }} waits for you at the pier.{% else %}Your boat is late, and we are sorry.{% endif %}

Loading...
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", TERMS),
        ("a.en.txt", DIGEST),
        ("b.en.txt", TEMPLATE),
        (
            "c.en.txt",
            'So:\n\n```nim\nvar x = 5 # a boat\necho(x, " + 5 = ", y)\n```\n\nThe boat waits at the pier.\n',
        ),
    ],
    ids=str,
)
def test_terms_lists_of_links_and_templates_have_pointers_of_their_own(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    assert cleaned(run, tmp_path, name, text) == text


def test_a_title_with_a_line_under_it_is_no_title_of_another_page(run: Run, tmp_path: Path) -> None:
    title = "The second crane\n\n----------------\n\nIt was built in May by two men.\n"
    text = f"The crane of the harbour waits.\n\nUp next:\n\n{title}"
    assert cleaned(run, tmp_path, "a.md", text).endswith(title)


def test_the_title_of_a_page_about_rights_stays(run: Run, tmp_path: Path) -> None:
    text = "Terms of Service\n\n\n==========\n\nThe pier belongs to the guild of the boatmen, who keep it.\n"
    assert cleaned(run, tmp_path, "a.md", text) == text


def test_a_page_with_samples_of_code_is_a_manual(run: Run, tmp_path: Path) -> None:
    prose = "<p>The crane of the harbour is set up by a small file, which the clerk keeps in his drawer at night.</p>"
    page = (
        "<!DOCTYPE html>\n<html lang='en'><head><title>Crane</title></head><body><article><h1>Crane</h1>\n"
        f"{prose * 3}\n<pre><code>const oar = take('oar');\nrow(oar);</code></pre>\n{prose}\n"
        "<p>Choose the oar.</p>\n<pre><code>const boat = 5;\n</code></pre>\n<p>Add to cart</p>\n"
        f"{prose}\n</article></body></html>\n"
    )
    assert cleaned(run, tmp_path, "a.html", page) == page


def test_a_title_with_the_name_of_a_label_heads_its_text(run: Run, tmp_path: Path) -> None:
    for text in ("Search" + _BELOW, "Menu\n\nChowder 6\nMussels 11\n"):
        assert cleaned(run, tmp_path, "a.txt", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Fot. Ewa Zielińska / Forum",
        "(Photo: Ewa Berg)",
        "Фото: пресс-служба порта",
        "We use cookies to improve your visit.",
        "Menu\nSearch",
        "Suche\n\nAnzeige",
        "Popular\n\nCrane at the harbour painted green\nFerry to run again from May",
        "See also: Crane at the harbour painted green",
        "Read also: U.S. 5 ferries of 2024 are sold",
        "Create an account\n\nSign in",
        "Privacy policy\n\nContact us",
        "We use cookies on this site.",
        "Join us on Facebook!",
    ],
)
def test_beside_what_stays_the_kind_still_goes(run: Run, tmp_path: Path, text: str) -> None:
    assert cleaned(run, tmp_path, "a.txt", _ABOVE + text + _BELOW) == _ABOVE + _BELOW.lstrip()


def test_a_label_at_the_edge_of_a_text_goes(run: Run, tmp_path: Path) -> None:
    assert cleaned(run, tmp_path, "a.txt", f"{_ABOVE}Menu\n").strip() == _ABOVE.strip()
    title = "The crane is green again\n\n"
    assert cleaned(run, tmp_path, "a.txt", f"Menu\n\n{title}{_ABOVE}") == title + _ABOVE


@pytest.mark.parametrize("title", ["Lire aussi", "Suivez-nous sur Facebook", "Menu"])
def test_a_text_of_a_feed_is_never_emptied(run: Run, tmp_path: Path, title: str) -> None:
    said = "Un roman du quai, que le gardien du port avait lu trois fois avant la fin de l’hiver."
    feed = (
        f'<rss version="2.0"><channel><title>Livres</title><item><title>{title}</title>'
        f"<description>{said}</description></item><item><title>Le quai</title>"
        f"<description>{title}</description></item></channel></rss>\n"
    )
    assert cleaned(run, tmp_path, "a.rss", feed) == feed


def test_the_sentence_of_a_person_stays_where_the_call_beside_it_goes(run: Run, tmp_path: Path) -> None:
    kept = "“The old crane will be painted green,” Brandt told the harbour council on Monday."
    text = cleaned(run, tmp_path, "a.txt", f"{kept} Subscribe to our Telegram channel.\n")
    assert text == f"{kept}\n"
    (row,) = (
        json.loads(line) for line in (tmp_path / "out-a.txt.changes.jsonl").read_text("utf-8").splitlines()
    )
    assert row["rules"] == ["BPL003"]
    assert row["reason"].startswith("call to action")


def test_a_notice_goes_with_the_mark_that_ends_its_emphasis(run: Run, tmp_path: Path) -> None:
    body = "# Kran\n\nDer Kran steht wieder am Kai.\n\n"
    notice = "_Automatisch übersetzt mit KI. \n_\n"
    assert cleaned(run, tmp_path, "a.de.md", body + notice).rstrip() == body.rstrip()


HALVES = {
    "> *This page was translated automatically. The [boats](a.md) of Ilse are old.*": "> *The [boats](a.md) of Ilse are old.*",
    "*Subscribe to our Telegram channel. The old boats are back.*": "*The old boats are back.*",
    "*The old boats are back. Subscribe to our Telegram channel.*": "*The old boats are back.*",
    "- Subscribe to our Telegram channel. The old boats are back.": "- The old boats are back.",
    "(Subscribe to our Telegram channel. The old boats are back.)": "(The old boats are back.)",
    "Follow us on Facebook. The old boats are back.": "The old boats are back.",
    "So **it is. Subscribe to our Telegram channel! The** boats wait.": "So **it is. The** boats wait.",
}


@pytest.mark.parametrize(("text", "left"), HALVES.items())
def test_marks_that_stand_in_pairs_stay_or_go_together(
    run: Run, tmp_path: Path, text: str, left: str
) -> None:
    rest = "\n\nThe pier of the harbour is old and will be mended.\n"
    assert cleaned(run, tmp_path, "pier.en.md", text + rest) == left + rest


def test_a_notice_and_its_pointer_to_the_original_go_together(run: Run, tmp_path: Path) -> None:
    body = "Die alten Boote liegen wieder am Steg.\n"
    notice = '> *Dieser Beitrag wurde automatisch übersetzt. Zum Original auf Englisch [hier klicken]({{< ref "a.md" >}}).*\n\n'
    assert cleaned(run, tmp_path, "a.de.md", notice + body) == body


def test_a_see_also_block_goes_or_stays_whole(run: Run, tmp_path: Path) -> None:
    body = "# Kran\n\nDer Kran steht seit Mai wieder am Kai und wird von zwei Leuten bedient.\n"
    block = "\n## Siehe auch\n\n#### Aufgaben\n\n[Kran heben](a.md)\n\n[Kran senken](b.md)\n"
    assert cleaned(run, tmp_path, "a.de.md", body + block).rstrip() in (
        body.rstrip(),
        (body + block).rstrip(),
    )


def test_a_target_is_never_emptied(run: Run, tmp_path: Path) -> None:
    text = XLIFF.format(
        unit("Subscribe to our channel in Telegram.", "Abonnieren Sie unseren Kanal in Telegram.")
    )
    assert cleaned(run, tmp_path, "a.xlf", text) == text


# 2. Markdown and markup
def test_the_structure_of_markdown_stays_to_the_byte(run: Run, tmp_path: Path) -> None:
    text = (
        "---\ntags: boats , ropes\ntitle: So it is .\n---\n\n# Ropes\n\n1.  Coil the rope.  \n2.  Stow it.\n\n"
        "> [!NOTE]\n> The rope is wet.\n\n<!-- truncate -->\n\n* a\n\n<!-- end list -->\n\n* b\n\n"
        "| a  | b   |\n| --- | --- |\n| 1   | 3   |\n\n```\nPort : 80\ncat a , b\n```\n\n    make  all ;\n\n"
        "Set `SAN=*.&lt;name&gt; ,x` and `open(1,2)` in **Web.Config** or Web.Config.\n\n"
        "[![YouTube](https://example.org/a.svg)](https://example.org/@ropes)\n\nSee [it](a(b).md).\n"
    )
    assert cleaned(run, tmp_path, "a.en.md", text) == text
    assert "**OK**." in cleaned(run, tmp_path, "b.en.md", "Press **OK** . Then coil the rope.\n")


def test_code_of_pages_and_feeds_stays(run: Run, tmp_path: Path) -> None:
    feed = (
        '<rss version="2.0"><channel><title>Harbour</title><item><title>Gate</title><description>'
        "&lt;p&gt;The keeper sets &lt;code&gt;Port : 80&lt;/code&gt; at night, and the gate stays open.&lt;/p&gt;"
        "</description></item></channel></rss>\n"
    )
    assert cleaned(run, tmp_path, "a.rss", feed) == feed


# 3. Inline codes are a character
@pytest.mark.parametrize(
    "target",
    [
        'Zeigt <x id="1"/> , dann <x id="2"/> .',
        '<ph id="1">%d</ph> Boote ,<ph id="2">%s</ph>',
        '<g id="1">Boote</g> am <g id="2">Kai</g>',
        'Der <mrk mtype="x">Kai</mrk> <x id="1"/>: <x id="2"/>',
    ],
)
def test_nothing_is_edited_at_the_edge_of_an_inline_code(run: Run, tmp_path: Path, target: str) -> None:
    source = target.replace("Zeigt", "Shows").replace("dann", "then").replace("Boote", "boats")
    text = XLIFF.format(
        unit(source.replace("am", "at the").replace("Der", "The").replace("Kai", "quay"), target)
    )
    assert cleaned(run, tmp_path, "a.xlf", text) == text


# 4. A source makes it a translation
def test_a_source_chooses_the_profile_and_says_so(run: Run, tmp_path: Path) -> None:
    text = XLIFF.format(unit("The pier stays shut until autumn.", "The pier stays shut until autumn."))
    report, said = checked(run, tmp_path, "a.xlf", text)
    assert rules(report) == ["TRN002"]
    assert "(profile bitext)" in said
    assert report["documents"][0]["profile"] == "bitext"


def test_what_the_source_has_too_is_no_fault(run: Run, tmp_path: Path) -> None:
    text = XLIFF.format(unit("Gate  open &amp;amp; shut . ", "Tor  offen &amp;amp; zu . "))
    assert cleaned(run, tmp_path, "a.xlf", text) == text
    assert rules(checked(run, tmp_path, "a.xlf", text)[0]) == []


def test_a_plural_is_compared_with_the_form_it_answers(run: Run, tmp_path: Path) -> None:
    text = 'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "One boat"\nmsgid_plural "%d boats"\nmsgstr[0] "Ein Boot"\nmsgstr[1] "%d Boote"\n'
    assert rules(checked(run, tmp_path, "de.po", text)[0]) == []


# 5. The text's own language decides
def test_a_declared_language_is_believed(run: Run, tmp_path: Path) -> None:
    german = "Die Brücke wird am Freitag gesperrt, sagte ein Sprecher der Stadt.\n"
    for name in ("a.de.txt", "a.txt"):
        assert rules(checked(run, tmp_path, name, german)[0]) == []
    assert "LNG001" in rules(checked(run, tmp_path, "a.fr.txt", german)[0])
    (tmp_path / "b.txt").write_text(german, encoding="utf-8")
    done = run("check", "b.txt", "--lang", "en", "--output-format", "json")
    assert "LNG001" in rules(json.loads(done.stdout))


def test_a_stretch_has_the_marks_of_its_own_language(run: Run, tmp_path: Path) -> None:
    text = "« C’était la plus vieille grue du port ! » a dit la gardienne au conseil municipal.\n"
    for options in ((), ("--lang", "en"), ("--lang", "de")):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        run("clean", "a.txt", "-o", "b.txt", *options)
        assert (tmp_path / "b.txt").read_text(encoding="utf-8") == text


# 6. An edit never hides a fault
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.fr.txt", "Le pont a été fermé du 12 au , lors de la fête du port.\n"),
        ("a.en.txt", 'The keeper of the " Gull "said that the gate. Later " Tern " he said\n'),
    ],
)
def test_evidence_is_not_tidied_away(run: Run, tmp_path: Path, name: str, text: str) -> None:
    assert cleaned(run, tmp_path, name, text) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nb.txt", "Han sa hva som helst. Å ta tak i saken var vanskelig, og han gikk hjem til byen.\n"),
        ("a.txt", "Hun ville ikke vente. Å gå hjem var bedre, mente hun, og tok den siste båten.\n"),
        ("b.txt", "Il est tard. À quai, les bateaux attendent le matin et la prochaine marée.\n"),
    ],
)
def test_a_letter_that_is_a_word_is_no_half_of_a_garbled_one(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    assert cleaned(run, tmp_path, name, text) == text


# 7. Suppression comments are sacred
def test_a_suppression_protects_and_stays(run: Run, tmp_path: Path) -> None:
    text = "The gate is open . <!-- mtcheck-ignore PUN001 -->\n\nThe quay is shut . <!-- mtcheck-ignore PUN001 -->\n"
    assert cleaned(run, tmp_path, "a.en.md", text) == text
    assert rules(checked(run, tmp_path, "a.en.md", text)[0]) == []
    report, _ = checked(run, tmp_path, "b.en.md", "The gate is open. <!-- mtcheck-ignore PUN0001 -->\n")
    assert rules(report) == ["MRK005"]


# 8. The log can be trusted
def test_an_undo_is_exact_or_refuses_and_names_the_text(run: Run, tmp_path: Path) -> None:
    before = "The gate is open . The quay is shut .\n"
    cleaned(run, tmp_path, "a.txt", before)
    log, out = "out-a.txt.changes.jsonl", tmp_path / "out-a.txt"
    assert run("replay", log, "out-a.txt", "--undo", "-o", "back.txt").returncode == 0
    assert (tmp_path / "back.txt").read_text(encoding="utf-8") == before
    out.write_text("Dear keeper: " + out.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("replay", log, "out-a.txt", "--undo", "-o", "again.txt")
    assert done.returncode != 0
    assert "out-a.txt" in done.stderr


# 9. One label of safety
def test_the_last_line_says_what_clean_does(run: Run, tmp_path: Path) -> None:
    text = "The gate is open . The the quay is shut.\n"
    report, said = checked(run, tmp_path, "a.txt", text)
    safe = [found for found in report["documents"][0]["findings"] if found["safety"] == "safe"]
    assert f"`mtcheck clean` repairs {len(safe)} [*]" in said
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    run("check", "b.txt", "--fix")
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == cleaned(run, tmp_path, "a.txt", text)
    assert (
        "1 text" in run("clean", "a.txt", "--diff").stderr
        or "1 document" in run("clean", "a.txt", "--diff").stderr
    )


# 10. Precision
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.en.txt", "What would the new harbour be like? He is the person to turn to to learn it.\n"),
        ("b.en.txt", "The site Gazeta.Ru wrote about the ferry, and an @ stands before each name.\n"),
        ("c.en.txt", "She follows the signs to the quay and can subscribe a channel in the program.\n"),
        ("d.he.txt", 'הוא אמר כי ה"נמל הישן" ייפתח בקיץ הבא לכל תושבי העיר.\n'),
    ],
)
def test_kinds_that_were_called_faults_are_none(run: Run, tmp_path: Path, name: str, text: str) -> None:
    assert rules(checked(run, tmp_path, name, text)[0]) == []
    assert cleaned(run, tmp_path, name, text) == text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("%(count)d %(items)s", "%(count)d %(items)s"),
        ("Sept.", "9月"),
        ("None", "なし"),
        ("{}nd", "{}."),
    ],
)
def test_messages_of_programs_that_were_called_faults_are_none(
    run: Run, tmp_path: Path, source: str, target: str
) -> None:
    text = f'msgid ""\nmsgstr "Language: ja\\n"\n\nmsgid "{source}"\nmsgstr "{target}"\n'
    assert rules(checked(run, tmp_path, "ja.po", text)[0]) == []
