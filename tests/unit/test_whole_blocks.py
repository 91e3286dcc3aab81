"""A see-also block goes whole or stays whole; what belongs to the text around it stays. Texts are ours."""

from __future__ import annotations

import pytest

from mtcheck import check, clean

ABOVE = "The harbour opened at noon, and ships came in from all the ports of the coast."
BELOW = "Ships came in from the north all day, and nobody in the old town had ever seen so many of them."
SEVEN = "\n".join(
    f"The story of the boat number {n}" for n in ("one", "two", "three", "four", "five", "six", "ten")
)
STAYS = (
    # More titles than are looked for, or one with a stop among the items.
    f"See also\n{SEVEN}",
    "Lesen Sie auch:\n- Der Hafen wird wieder geöffnet\n- Die Fähre bleibt im Dock\n- Neue Boote bauen.",
    "Ver también:\n- El puerto abre de nuevo\n- El barco se queda en el dique\n- Construir barcos.",
    # A heading of the article stands where a title may be.
    f"Auch interessant\nStreit um den neuen Kai\n{BELOW}",
    f"Read more\nThe price of the quay\n{BELOW}",
    f"Lees ook\nRuzie over de nieuwe kade\n{BELOW}",
    "See also\nBehind the scenes\n- In the second film the boat is red instead of blue, and nobody says why.",
    # The link under a teaser, with the next one below.
    f"The ferry runs again, and the new …\nRead more...\nA long and winding title of a teaser\n{BELOW}",
    # The lead-in alone, and titles that were not taken for such.
    "RELATED STORIES\n44 Clean Jokes for Sailors, by Sailors!\nRiddles of the Old Harbour\nA Day on a Boat",
    f"Learn more\nAdd-ons\nNext\n{BELOW}",
    "Lire aussi Anne Lund &\nPaul Mer, « Le port et la mer », La Revue du port, juin 2018.",
    # The author of the article.
    "Zum Thema:\nDer Hafen wird wieder geöffnet\nDie Fähre bleibt im Dock\nAutor: Jens Lund",
    "Also on Harbour Post:\nBy ANN LUND 01/11/12 05:16 PM ET Harbour Press",
    # Rows of a table, sources among paragraphs, headings, the end of a sentence.
    "| Hersteller: | Lund | \n| Kategorie: | Boote | \n| Rang: | 114 |",
    "| Image | Name | Description | Source |\n|---|---|---|---|\n|  | Lund | A boat | Pond |",
    f"One line.\nAnother line.\nQuelle: Berechnung der Hafenbehörde (Stand: 5. Februar 2020)\n{BELOW}",
    f"Update vom 3. April 2019\n{BELOW}",
    f"Weitere Informationen\n{BELOW}",
    "Learn more about our \n      Privacy Policy.",
    # Residue that would leave words of its line, and a trace of a program.
    "Strict Standards: boat::row() should not be called in /htdocs/wp-content/row.php on line 8",
    "| 4 | 127.0.0.1 | GET /wp-content/plugins/boat/row.php | 12 |",
    'Traceback (most recent call last):\n  File "boat.py", line 3, in row\nValueError: no oars',
    "| var boat = document.getElementById('boat').value; fetch(boat, { mode: 'row' }); |",
    f"In use\n{BELOW}",
    "Shops\nThe\nAD\nStore",
    "This will be interesting\nheeee\nthat is all\nor is that all?",
    "UP NEXT\nThunder: Host the Lakers on Friday.\nLakers: Visit the Thunder on Friday.",
    "[Leia mais\n  \ninformações.][1]",
    'Lee también: El puerto cierra "Es un mal año para todos los que viven del mar", manifestó Ana Mar,'
    " que dirige desde hace años la casa de los pescadores del norte de la isla.",
    "More Stories\n- \n  The Old Harbour Opens Again",
    # Who is followed is a person of whom the text tells.
    "Ann Lund writes about boats. Follow her on Twitter @annlund.",
    "Ann Lund writes about boats. Follow Ann on Twitter.",
    "Jens Lund schreibt über Boote. Folgen Sie ihm auf Twitter.",
    "Anne Lund parle de bateaux. Suivez-la sur Twitter.",
    "Ana Lund escribe de barcos. Síguela en Twitter.",
    "Anna Lund skriver om båtar. Följ henne på Twitter.",
)
GOES = (
    "See also:\nThe story of the first boat\nThe story of the second boat",
    "Lesen Sie auch:\n- Der Hafen wird wieder geöffnet\n- Die Fähre bleibt im Dock",
    "Read more\nA much longer title of an article that tells how the harbour was opened again in May",
    "Lees ook: Ruzie over de nieuwe kade",
    "Auch interessant",
    "Quelle: AFP",
    "Weitere Informationen",
    "Follow us on Twitter.",
    "Follow The Gleaner on Twitter and Facebook.",
    "Folgen Sie uns auf Twitter.",
    "Deprecated: Assigning the value is deprecated in /htdocs/wp-includes/cache.php on line 36",
)


def removed(text: str) -> list[str]:
    return [f.rule for f in check(text).findings if f.rule.startswith("BPL") and f.safety != "display"]


@pytest.mark.parametrize("text", STAYS)
def test_what_is_not_surely_whole_or_belongs_to_the_text_stays(text: str) -> None:
    assert not removed(f"{ABOVE}\n{text}\n")


@pytest.mark.parametrize("text", GOES)
def test_a_whole_block_goes(text: str) -> None:
    assert text not in clean(f"{ABOVE}\n{ABOVE} Again.\n{text}\n{BELOW if ':' in text else ''}\n").text
