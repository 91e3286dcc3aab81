"""Inline elements of XLIFF and TMX are compared with those of the source (TRN008)."""

# ruff: noqa: E501 - samples stay on their lines

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.config import make_config
from mtcheck.document import InlineElement
from mtcheck.engine import check_document
from mtcheck.formats.mapping.elements import inline_elements
from tests.conftest import Run
from tests.formats.kit import documents

XLIFF_1 = '<xliff version="1.2"><file source-language="en" target-language="de"><body><trans-unit id="1"><source>%s</source><target>%s</target><alt-trans><target>Boot</target></alt-trans></trans-unit></body></file></xliff>'
XLIFF_2 = '<xliff version="2.0" srcLang="en" trgLang="de"><file id="f"><unit id="1"><segment><source>%s</source><target>%s</target></segment></unit></file></xliff>'
TMX = '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>%s</seg></tuv><tuv xml:lang="de"><seg>%s</seg></tuv></tu></body></tmx>'

LINK, END = '<x id="START_LINK" ctype="x-a"/>', '<x id="CLOSE_LINK"/>'
BOLD, BOLD_END = '<x id="START_TAG_STRONG"/>', '<x id="CLOSE_TAG_STRONG"/>'
PLURAL = "{VAR_PLURAL, plural, =1 {one boat} other {<x id='N'/> boats}}"
PLURAL_DE = "{VAR_PLURAL, plural, =1 {<x id='N'/> Boot} few {<x id='N'/> Boote} other {<x id='N'/> Boote}}"

FOUND = [
    (XLIFF_1, 'You have <ph id="1">{count}</ph> boats.', "Sie haben Boote.", "'<ph id=\"1\"/>' of the source is missing"),
    (XLIFF_1, "See the boat <x id='2'/>.", "Siehe das Boot.", "'<x id=\"2\"/>' of the source is missing"),
    (XLIFF_1, "<x id='1'/> of <x id='2'/> boats", "<x id='1'/> von vielen Booten", "'<x id=\"2\"/>' of the source is missing"),
    (XLIFF_1, "<x id='1'/> of <x id='2'/> boats", "<x id='1'/> von <x id='1'/> Booten", "'<x id=\"2\"/>' of the source is missing"),
    (XLIFF_1, "Open <g id='1'>the boat</g>.", "Öffne das Boot.", "'<g id=\"1\">' of the source is missing"),
    (XLIFF_1, "Open the boat.", "Öffne <g id='1'>das Boot</g>.", "'<g id=\"1\">' is not in the source"),
    (XLIFF_1, "<bpt id='1'>b</bpt>Open<ept id='1'>/b</ept> it", "<bpt id='1'>b</bpt>Öffne es", "'<ept id=\"1\">' of the source is missing"),
    (XLIFF_1, "<bx id='1'/>Open<ex id='2' rid='1'/> it", "Öffne es", "'<bx id=\"1\">' of the source is missing"),
    (XLIFF_1, f"Open {LINK}the boat{END}.", f"Öffne {END}das Boot{LINK}.", "'<x id=\"CLOSE_LINK\"/>' is one end of a pair, and the other is not in its place"),
    (XLIFF_1, f"{LINK}A{END} {BOLD}B{BOLD_END}", f"{LINK}A{BOLD}{END} B{BOLD_END}", "'<x id=\"CLOSE_LINK\"/>' is one end of a pair, and the other is not in its place"),
    (XLIFF_1, f"{LINK}A{END} {LINK}B{END}", f"{LINK}A{END} {LINK}B", "'<x id=\"START_LINK\"/>' is one end of a pair, and the other is not in its place"),
    (XLIFF_1, PLURAL, PLURAL_DE.replace("<x id='N'/> ", ""), "'<x id=\"N\"/>' of the source is missing"),
    (XLIFF_2, "Open <pc id='1'>it</pc> <ph id='2' equiv='n'/>", "Öffne <pc id='1'>es</pc> jetzt", "'<ph id=\"2\"/>' of the source is missing"),
    (XLIFF_2, "Open <sc id='1'/>it<ec startRef='1'/>", "Öffne <sc id='1'/>es", "'<ec id=\"1\">' of the source is missing"),
    (TMX, "The boat <ph x='1'>&lt;br/&gt;</ph> floats.", "Das Boot schwimmt.", "'<ph id=\"1\"/>' of the source is missing"),
    (TMX, "The <bpt i='1' x='1'>b</bpt>boat<ept i='1'>e</ept> floats.", "Das Boot schwimmt.", "'<bpt id=\"1\">' of the source is missing"),
    (TMX, "A <ph>a</ph> and a <ph>b</ph> boat", "Ein <ph>a</ph> Boot", "'<ph/>' of the source is missing"),
]  # fmt: skip
LEFT_ALONE = [
    (XLIFF_1, "<x id='1'/> boats of <x id='2'/>", "Von <x id='2'/> sind <x id='1'/> Boote"),
    (XLIFF_1, "<x id='1'/> boats of <x id='2'/>", "<x id='8'/> Boote von <x id='9'/>"),
    (XLIFF_1, "<g id='1'>The <g id='2'>boat</g></g>", "<g id='2'>Das <g id='1'>Boot</g></g>"),
    (XLIFF_1, "The <g id='1'>boat</g>", "Das <bpt id='1'>b</bpt>Boot<ept id='1'>e</ept>"),
    (XLIFF_1, "The boat floats.", "Das <mrk mtype='term'>Boot</mrk> schwimmt."),
    (XLIFF_1, "The boat <mrk mtype='x-comment' mid='1'>floats</mrk>.", "Das Boot schwimmt."),
    (XLIFF_1, "You have <ph id='1'>{count}</ph> boats.", "Sie haben {count} Boote."),
    (XLIFF_1, "You have {count} boats.", "Sie haben <x id='1' equiv-text='{count}'/> Boote."),
    (XLIFF_1, "The boat <x id='1'/> is here.", ""),
    (XLIFF_1, PLURAL, PLURAL_DE),
    (XLIFF_1, "<x id='N'/> and <x id='N'/>, both boats", "beides <x id='N'/>"),
    (XLIFF_1, "the boat <x id='N'/>", "das Boot <x id='N'/>, die <x id='N'/>"),
    (XLIFF_1, f"{LINK}The boat{END} is {BOLD}here{BOLD_END}.", f"{BOLD}Hier{BOLD_END} ist {LINK}das Boot{END}."),
    (XLIFF_1, "a boat", "<!-- <x id='1'/> -->ein Boot"),
    (XLIFF_1, "the tag &lt;x id='1'/&gt;", "das Element <![CDATA[<x id='1'/>]]>"),
    (XLIFF_1.replace("<target>", "<target state='needs-translation'>", 1), "a boat <x id='1'/>", "ein Boot"),
    (XLIFF_2, "Open <pc id='1'>it</pc>", "Öffne <sc id='1'/>es<ec startRef='1'/>"),
    (XLIFF_2, "Open it<cp hex='0007'/>", "Öffne es"),
    (TMX, "The <hi>boat</hi> floats.", "Das Boot schwimmt."),
    (TMX, "The <it pos='begin' x='1'>b</it>boat", "Das <bpt i='1'>b</bpt>Boot"),
]  # fmt: skip


def said(container: str, source: str, target: str) -> list[str]:
    """What TRN008 says of one unit."""
    name = "tmx" if container is TMX else "xliff"
    found = documents((container % (source, target)).encode(), name)
    config = make_config({"select": ["TRN008"]})
    return [finding.message for each in found for finding in check_document(each, config).findings]


@pytest.mark.parametrize(("container", "source", "target", "message"), FOUND)
def test_what_is_lost_or_added_is_told(container: str, source: str, target: str, message: str) -> None:
    assert said(container, source, target) == [f"tag {message}"]


@pytest.mark.parametrize(("container", "source", "target"), LEFT_ALONE)
def test_what_only_looks_different_is_left_alone(container: str, source: str, target: str) -> None:
    assert said(container, source, target) == []


def test_elements_are_read_with_what_they_stand_for() -> None:
    raw = '<x:g id="1"><ph id="2">&lt;<sub>b</sub></ph></x:g><![CDATA[<x id="3"/>]]><x id="4" equiv-text="{n}"/>'
    assert inline_elements(raw) == (
        InlineElement("g", "1", "pair"),
        InlineElement("ph", "2", "", "<<sub>b</sub>"),
        InlineElement("x", "4", "", "{n}"),
    )


def test_a_lost_placeholder_fails_a_gate(run: Run, tmp_path: Path) -> None:
    source, kept = 'Hello %s, <ph id="1">{count}</ph> new.', 'Hallo %s, <ph id="1">{count}</ph> neu.'
    (tmp_path / "good.xlf").write_text(XLIFF_1 % (source, kept), encoding="utf-8")
    (tmp_path / "bad.xlf").write_text(XLIFF_1 % (source, "Hallo %s, neu."), encoding="utf-8")
    assert run("check", "good.xlf").returncode == 0
    done = run("check", "bad.xlf")
    assert done.returncode == 1
    assert "TRN008 tag '<ph id=\"1\"/>' of the source is missing" in done.stdout
