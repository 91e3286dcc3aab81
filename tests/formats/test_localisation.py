# ruff: noqa: E501 - samples stay on their lines
"""XLIFF, TMX and PO: segments with sources, inline tags kept, states, and the way back."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import make_config
from mtcheck.document import Place, Span
from mtcheck.edits import Edit, apply
from mtcheck.engine import check_document, clean_document
from mtcheck.formats import read
from tests.formats.kit import (
    container,
    documents,
    errors,
    items,
    replacing,
    rewritten,
    same_edit,
    texts,
    untouched,
)

XLIFF_1 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="ru" target-language="en-GB" datatype="plaintext"><body>
<trans-unit id="1"><source>Да .</source><target state="translated">So <g id="1">it &amp; is</g><x id="2"/> .</target>
 <alt-trans><source>No</source><target>Not this .</target></alt-trans><note>Nor this .</note></trans-unit>
<trans-unit id="2" translate="no"><source>X</source><target>X .</target></trans-unit>
<group translate="no"><trans-unit id="3"><source>Y</source><target>Y .</target></trans-unit></group>
<trans-unit id="4"><source>New</source><target state="new">New .</target></trans-unit>
<trans-unit id="5"><source>No target</source></trans-unit>
<trans-unit id="6"><source>Bold</source><target><bpt id="1">&lt;b&gt; .</bpt>Bold<ept id="1">&lt;/b&gt;</ept> .</target></trans-unit>
<trans-unit id="7"><source>Empty</source><target/></trans-unit>
</body></file></xliff>
"""
XLIFF_2 = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ru" trgLang="de"><file id="f">
<unit id="u"><mtc:matches xmlns:mtc="urn:x"><mtc:match><source>q</source><target>Not this .</target></mtc:match></mtc:matches>
<segment id="s1"><source>Раз</source><target>Eins<pc id="1">zwei</pc> .</target></segment>
<ignorable><source> </source></ignorable>
<segment state="initial"><source>Два</source><target>Два .</target></segment>
<segment state="final"><source>Три</source><target>Drei .</target></segment></unit></file></xliff>
"""
TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="ru" segtype="sentence"/><body>
<tu tuid="a"><tuv xml:lang="ru"><seg>Да .</seg></tuv><tuv xml:lang="en"><seg>Yes <hi>it</hi><ph>{0} .</ph> .</seg></tuv>
<tuv xml:lang="de"><seg>Ja .</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>No .</seg></tuv><tuv xml:lang="RU"><seg>Нет .</seg></tuv></tu>
</body></tmx>
"""
PO = r"""# left  alone .
msgid ""
msgstr ""
"Language: pt_BR\n"
"Content-Type: text/plain; charset=UTF-8\n"

#: a.c:3
msgctxt "menu"
msgid "Open \"it\" ."
msgstr "Abrir \"isso\" ."

#, fuzzy, c-format
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d arquivo ."
msgstr[1] ""
"%d "
"arquivos .\n"

msgid "Untranslated"
msgstr ""

#~ msgid "Old"
#~ msgstr "Velho ."
"""
tidy = replacing(" .", ".")
UNIT = '<x:xliff version="1.2" xmlns:x="u"><x:file source-language="de" target-language="en"><x:body><x:trans-unit id="1"><x:source>a</x:source><x:target>%s</x:target></x:trans-unit></x:body></x:file></x:xliff>'


def judged(target: str) -> list[str]:
    """What the rules say of a target whose source has its inline elements."""
    inside = re.sub(r"(<(\w+)[^>]*>[^<]*</\2>|<[^>]*/>)|[^<]", r"\1", target.replace("x:", ""))
    unit = (UNIT % target).replace("<x:source>a", f"<x:source>a{inside}")
    (document,) = documents(unit.encode(), None, "a.xlf")
    return [finding.rule for finding in check_document(document, make_config({})).findings]


def test_inline_codes_have_places_and_what_is_beside_them_is_left_alone() -> None:
    target = "Room <x:ph id='1'>%d</x:ph> has <g id='3'>two</g> beds, see <x id='2'/>."
    (document,) = documents((UNIT % target).encode(), None, "a.xlf")
    assert document.text == "Room  has two beds, see ."
    assert document.codes == (Span(5, 5), Span(24, 24))
    assert judged(target) == []
    assert judged("The rooms have <g id='3'>two</g> beds .") == ["PUN001"]
    assert judged("The <ph>%d</ph> rooms have two beds .") == ["PUN001"]
    assert judged("First line.<x id='lb' ctype='lb'/>Second line.") == []


def test_inline_codes_stay_in_place_when_others_are_changed() -> None:
    (document,) = documents((UNIT % "The cat ,  sat on <ph>%s</ph>.").encode(), None, "a.xlf")
    cleaned = clean_document(document, make_config({}))
    assert cleaned.text == "The cat, sat on ."
    assert document.region is not None
    assert document.region.encode(cleaned.edits) == b"The cat, sat on <ph>%s</ph>."


def test_xliff_1() -> None:
    found = documents(XLIFF_1.encode(), None, "a.xlf")
    assert [d.text for d in found] == ["So it & is .", "Bold .", ""]
    assert [d.source for d in found] == ["Да .", "Bold", "Empty"]
    assert [d.origin.record for d in found] == ["unit 1", "unit 6", "unit 7"]
    assert {(d.lang, d.source_lang) for d in found} == {("en-GB", "ru")}
    assert found[0].locate(0) == Place(4, 68)
    changed = rewritten(XLIFF_1.encode(), tidy, "xliff").decode()
    expected = XLIFF_1.replace('<x id="2"/> .', '<x id="2"/>.').replace("</ept> .", "</ept>.")
    assert changed == expected


def xliff(*files: str) -> bytes:
    return f'<xliff version="1.2">{"".join(files)}</xliff>'.encode()


def in_file(inner: str, attributes: str = 'source-language="da" target-language="nb"') -> str:
    return f"<file {attributes}><body>{inner}</body></file>"


def unit(target: str, attributes: str = 'id="1"') -> str:
    return f"<trans-unit {attributes}><source>Båd</source>{target}</trans-unit>"


def test_translate_is_inherited_and_overridden() -> None:
    inner = unit("<target>a</target>", 'id="1" translate="yes"') + unit("<target>b</target>", 'id="2"')
    group = f'<group translate="no">{inner}</group>' + unit("<target>c</target>", 'id="3"')
    assert texts(xliff(in_file(group)), "xliff") == ["a", "c"]
    assert texts(xliff(in_file(group, 'translate="no"')), "xliff") == ["a"]


def test_every_target_of_a_unit_is_read() -> None:
    two = unit('<target>a .</target><target state="new">b .</target><target>c .</target>')
    data = xliff(in_file(two))
    found = documents(data, "xliff")
    assert [(d.text, d.origin.record) for d in found] == [("a .", "unit 1"), ("c .", "unit 1, target 3")]
    assert {d.source for d in found} == {"Båd"}
    changed = rewritten(data, replacing(" .", "."), "xliff")
    assert changed == data.replace(b"a .", b"a.").replace(b"c .", b"c.")


def test_languages_and_ids_are_those_of_each_file_and_target() -> None:
    first = in_file(unit("<target>a</target>") + unit('<target xml:lang="nn-NO">b</target>', 'id="2"'))
    second = in_file(unit("<target>c</target>"), 'source-language="da"')
    found = documents(xliff(first, second), "xliff")
    assert [d.lang for d in found] == ["nb", "nn-NO", None]
    assert [d.origin.record for d in found] == ["unit 1", "unit 2", "file 2, unit 1"]


def test_segments_of_a_target_are_texts_of_their_own() -> None:
    cut = '<target><mrk mtype="seg" mid="7">Hun ror.</mrk><mrk mid="8" mtype="seg">Han sover .</mrk></target>'
    seen = '<seg-source><mrk mtype="seg" mid="8">Zwei</mrk> <mrk mtype="seg" mid="7">Eins</mrk></seg-source>'
    raw = xliff(in_file(unit(seen + cut)))
    found = documents(raw, "xliff")
    assert [(d.text, d.source) for d in found] == [("Hun ror.", "Eins"), ("Han sover .", "Zwei")]
    assert [d.origin.record for d in found] == ["unit 1, segment 7", "unit 1, segment 8"]
    assert [d.locate(0).column for d in found if d.locate] == [
        raw.decode().index(t) + 1 for t in ("Hun", "Han")
    ]
    assert rewritten(raw, tidy, "xliff") == raw.replace(b" .", b".")
    # Text between the marks belongs to the target: then it is one text.
    assert texts(xliff(in_file(unit(cut.replace("</mrk><mrk", "</mrk> og <mrk")))), "xliff") == [
        "Hun ror. og Han sover ."
    ]


def test_xliff_2() -> None:
    found = documents(XLIFF_2.encode(), None, "a.xliff")
    assert [(d.text, d.source, d.origin.record) for d in found] == [
        ("Einszwei .", "Раз", "unit u"), ("Drei .", "Три", "unit u, segment 3"),
    ]  # fmt: skip
    changed = rewritten(XLIFF_2.encode(), tidy, "xliff").decode()
    assert changed == XLIFF_2.replace("</pc> .", "</pc>.").replace("Drei .", "Drei.")


def test_an_edit_across_inline_tags_keeps_them() -> None:
    new = rewritten(
        XLIFF_1.encode(), lambda d: [Edit(0, len(d.text), "<")] if "So" in d.text else [], "xliff"
    )
    assert '&lt;<g id="1"></g><x id="2"/></target>' in new.decode()


def test_tmx() -> None:
    found = documents(TMX.encode(), None, "a.tmx")
    assert [(d.text, d.lang, d.source) for d in found] == [
        ("Yes it .", "en", "Да ."), ("Ja .", "de", "Да ."), ("No .", "en", "Нет ."),
    ]  # fmt: skip
    changed = rewritten(TMX.encode(), tidy, "tmx").decode()
    assert changed == TMX.replace("</ph> .", "</ph>.").replace("Ja .", "Ja.").replace("No .", "No.")


def tmx(*units: str, srclang: str = "en") -> bytes:
    return f'<tmx version="1.4"><header srclang="{srclang}"/><body>{"".join(units)}</body></tmx>'.encode()


def tu(attributes: str = "", **variants: str) -> str:
    inner = "".join(f'<tuv xml:lang="{k.replace("_", "-")}">{v}</tuv>' for k, v in variants.items())
    return f"<tu {attributes}>{inner}</tu>"


@pytest.mark.parametrize("srclang", ["en", "en-US", "en_us", "EN-GB"])
def test_the_source_of_tmx_is_found_by_its_language(srclang: str) -> None:
    raw = tmx(tu(sv_SE="<seg>Båt</seg>", en_US="<seg>Boat</seg>"), srclang=srclang)
    assert [(d.text, d.source) for d in documents(raw, "tmx")] == [("Båt", "Boat")]


def test_an_exact_tag_goes_before_a_region() -> None:
    raw = tmx(tu(en_US="<seg>a</seg>", en_GB="<seg>b</seg>"), srclang="en-GB")
    assert [(d.text, d.source) for d in documents(raw, "tmx")] == [("a", "b")]


def test_empty_lone_and_repeated_units_of_tmx() -> None:
    raw = tmx(
        tu('tuid="x"', en="<seg>Boat</seg>", sv="<seg/>"),
        tu('tuid="x"', en="<seg>Ship</seg>", sv="<seg>Fartyg</seg>"),
        tu(en="<seg>Alone</seg>"),
    )
    found = documents(raw, "tmx")
    assert [(d.text, d.source) for d in found] == [("", "Boat"), ("Fartyg", "Ship")]
    assert [d.origin.record for d in found] == ["unit x", "unit x (2)"]


def test_an_empty_element_without_an_end_tag_is_opened_by_a_text() -> None:
    raw = tmx(tu(en="<seg>Boat</seg>", sv="<seg />")) + b"\n"
    written = rewritten(raw, lambda d: [Edit(0, 0, "B<")], "tmx")
    assert written == raw.replace(b"<seg />", b"<seg >B&lt;</seg>")
    raw = xliff(in_file(unit("<x:target/>")))
    assert rewritten(raw, lambda d: [Edit(0, 0, "B")], "xliff") == raw.replace(
        b"<x:target/>", b"<x:target>B</x:target>"
    )
    assert rewritten(raw, untouched, "xliff") == raw


def test_variants_without_a_segment_are_told() -> None:
    raw = tmx(tu(en="Boat", sv="Båt"), tu(en="<seg>Ship</seg>", sv="<seg>Fartyg</seg>"))
    found = items(raw, "tmx")
    assert found[0].text == "Fartyg"
    assert "line 1: variants without <seg>, whose text is not read: 2" in str(found[1])


def test_nothing_translated_is_told() -> None:
    opened = container(tmx(tu(en="<seg>Alone</seg>")), "tmx", "a.tmx")
    assert list(opened.items()) == []
    assert opened.notices == ["a.tmx: nothing in it is translated"]


def test_po() -> None:
    found = documents(PO.encode(), None, "a.po")
    assert [d.text for d in found] == ['Abrir "isso" .', "%d arquivo .", "%d arquivos .\n"]
    assert [d.source for d in found] == ['Open "it" .', "%d file", "%d files"]
    assert [d.origin.record for d in found] == [
        "line 9",
        "line 13, plural 0, fuzzy",
        "line 13, plural 1, fuzzy",
    ]
    assert {d.lang for d in found} == {"pt-BR"}
    assert found[2].locate(3) == Place(18, 2)
    changed = rewritten(PO.encode(), tidy, "po").decode()
    assert changed == PO.replace('isso\\" .', 'isso\\".').replace("arquivo .", "arquivo.").replace(
        "s .", "s."
    )
    quoted = rewritten(PO.encode(), lambda d: [Edit(0, 0, '"\\\n')], "po").decode()
    assert [text[:3] for text in texts(quoted.encode(), "po")] == ['"\\\n'] * 3


@pytest.mark.parametrize(("data", "name"), [(XLIFF_1, "xliff"), (XLIFF_2, "xliff"), (TMX, "tmx"), (PO, "po")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nothing_cleaned_is_nothing_changed(data: str, name: str, end: str, encoding: str) -> None:
    raw = data.replace("\n", end).encode(encoding)
    assert texts(raw, name)
    assert rewritten(raw, untouched, name) == raw
    assert rewritten(raw, same_edit, name) == raw


@given(st.lists(st.sampled_from(["a", " .", "<x/>", "<g>", "</g>", "&lt;", "<ph>c</ph>", "é"])).map("".join))
def test_any_inline_markup_stays(inner: str) -> None:
    inner = "<g>" * max(0, inner.count("</g>")) + inner + "</g>" * inner.count("<g>")
    raw = f"<xliff srcLang='ru' trgLang='en'><file><unit id='1'><segment><source>s</source><target>{inner}</target></segment></unit></file></xliff>".encode()
    assert rewritten(raw, same_edit, "xliff") == raw
    (document,) = documents(raw, "xliff")
    expected = apply(document.text, replacing("a", "&b")(document))
    assert texts(rewritten(raw, replacing("a", "&b"), "xliff"), "xliff") == [expected]


def test_xliff_that_is_not_well_formed_is_told() -> None:
    found = items(XLIFF_1.replace("</group>", "</grp>").encode(), "xliff")
    assert found[0].text == "So it & is ."
    assert "line 7, column" in str(found[-1])
    assert "</grp> is inside <group>; what came before was read" in str(found[-1])
    assert "it breaks off inside <" in errors(XLIFF_2[: XLIFF_2.index("</file>")].encode(), "xliff")[-1]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('msgid "a\nmsgstr "b"\n', "line 4: a string is not closed; its entry was skipped"),
        ("garbage here\n", "line 4: is not a line of a PO file; skipped"),
        ('msgid "a"\n\n', "an entry without msgid or msgstr; skipped"),
        ('msgid "a"\nmsgstr "x\0y"\n', "character 1 (line 5) is NUL"),
        ('msgid "a"\nmsgstr "' + "x" * 2000 + '"\n', "has 2,010 bytes, more than 1,000"),
    ],
)
def test_a_bad_entry_of_po_is_told_and_its_neighbours_are_read(bad: str, said: str) -> None:
    data = f'msgid "1"\nmsgstr "before"\n\n{bad}\nmsgid "2"\nmsgstr "behind"\n'
    found = items(data.encode(), "po", max_record_bytes=1000)
    assert [item.text for item in found if hasattr(item, "text")] == ["before", "behind"]
    assert any(said in str(item) for item in found)


def test_po_in_the_charset_of_its_header() -> None:
    data = PO.replace("UTF-8", "ISO-8859-1").replace("isso", "é isso").encode("latin-1")
    found = documents(data, "po")
    assert found[0].text == 'Abrir "é isso" .'
    assert not found[0].encoding_problems
    assert rewritten(data, tidy, "po").decode("latin-1").startswith(PO[:30])


def po(*entries: str, charset: str = "UTF-8", plural: str = "") -> str:
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Language: fi\\n"\n{plural}\n'
    return header + "\n".join(entries)


LAYOUTS = {
    "keywords on their own lines": 'msgid\n"Boat"\nmsgstr\n"Vene"\n',
    "one line": 'msgid "Boat" msgstr "Vene"\n',
    "strings side by side": 'msgid "Bo" "at"\nmsgstr "Ve" "ne"\n',
    "blank lines between": 'msgid "Boat"\n\nmsgstr "Vene"\n',
    "a comment between": 'msgid "Boat"\n# about boats\nmsgstr "Vene"\n',
    "indented": '  #: a.c:2\n  msgid "Boat"\n\t msgstr   "Vene"  \n',
    "no space": 'msgid"Boat"\nmsgstr"Vene"\n',
    "empty strings around": 'msgid ""\n"Boat"\n""\nmsgstr ""\n"Vene"\n""\n',
    "a previous message": '#| msgid "Boats"\n#| "x"\nmsgid "Boat"\nmsgstr "Vene"\n',
    "a context": 'msgctxt ""\n"menu"\nmsgid "Boat"\nmsgstr "Vene"\n',
    "a domain": 'domain "sea"\nmsgid "Boat"\nmsgstr "Vene"\n',
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_po_is_read_in_any_layout(name: str, end: str) -> None:
    raw = (
        po(LAYOUTS[name], 'msgid "Quay"\nmsgstr "Laituri"\n')
        .replace("\n", end)
        .replace("\\" + end, "\\n")
        .encode()
    )
    assert [(d.text, d.source) for d in documents(raw, "po")] == [("Vene", "Boat"), ("Laituri", "Quay")]
    assert rewritten(raw, same_edit, "po") == raw
    written = rewritten(raw, lambda d: [Edit(1, 1, '"\n')] if d.text == "Vene" else [], "po")
    assert texts(written, "po") == ['V"\nene', "Laituri"]


@pytest.mark.parametrize(
    ("codec", "text"), [("big5", "成功的許可"), ("cp932", "一覧表のソース"), ("gbk", "誠信")]
)
def test_characters_that_end_in_a_backslash_byte(codec: str, text: str) -> None:
    raw = po(f'msgid "a"\nmsgstr "{text}" "b"\n', 'msgid "c"\nmsgstr "d\\n"\n', charset=codec).encode(codec)
    assert b"\\" in text.encode(codec) or codec == "gbk"
    assert texts(raw, "po") == [f"{text}b", "d\n"]
    assert texts(rewritten(raw, replacing("b", text), "po"), "po") == [text * 2, "d\n"]


def test_flags_on_several_lines_obsolete_and_untranslated_entries() -> None:
    raw = po(
        '#, fuzzy\n#, c-format\nmsgid "a"\nmsgstr "b"\n',
        '  #, fuzzy\nmsgid "c"\nmsgstr "d"\n',
        'msgid "e"\nmsgstr ""\n""\n',
        '#~ msgid "f"\n#~ msgstr "g"\n#~| msgid "h"\n',
        'msgid "i"\nmsgstr "j"\n',
    )
    found = documents(raw.encode(), "po")
    assert [(d.text, "fuzzy" in d.origin.record) for d in found] == [("b", True), ("d", True), ("j", False)]


def test_a_guess_of_msgmerge_is_not_compared_with_its_source() -> None:
    entry = '{}msgid "Press %s"\nmsgstr "Press ."\n'
    draft, guess, sure = (entry.format(flag) for flag in ("#, fuzzy\n", '#, fuzzy\n#| msgid "Press"\n', ""))
    raw = po(draft, guess, sure, draft).encode()
    rules = [
        {f.rule for f in check_document(d, make_config({"lang": "de"})).findings}
        for d in documents(raw, "po")
    ]
    assert ["TRN007" in each for each in rules] == [True, False, True, False]
    assert all("PUN001" in each for each in rules)
    opened = container(raw, "po", "a.po")
    list(opened.items())
    assert opened.notices == [
        "a.po: 2 fuzzy translations are not compared with the source; `msgattrib --clear-fuzzy` makes them count"
    ]


def test_the_first_plural_answers_the_message_whose_placeholders_it_has() -> None:
    raw = po(
        'msgid "one boat"\nmsgid_plural "%d boats"\nmsgstr[0] "%d vene"\nmsgstr[1] "%d venettä"\n',
        'msgid "%d quay"\nmsgid_plural "%d quays"\nmsgstr[0] "%d laituri"\n',
    )
    found = documents(raw.encode(), "po")
    assert [d.source for d in found] == ["%d boats", "%d boats", "%d quay"]


def test_plurals_of_one_number_need_not_name_it() -> None:
    rule = "nplurals=4; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : 3;"
    head = f'msgid ""\nmsgstr "Language: ar\\nPlural-Forms: {rule}\\n"\n\n'
    entry = 'msgid "one user"\nmsgid_plural "%d users"\n' + "".join(
        f'msgstr[{n}] "{text}"\n' for n, text in enumerate(("لا أحد", "مستخدم واحد", "مستخدمان", "%d مستخدم"))
    )
    found = documents((head + entry).encode(), "po")
    assert [d.source for d in found] == ["one user", "one user", "one user", "%d users"]
    found = documents((head.replace(rule, "nplurals=2; plural=(n%10)!=1;") + entry).encode(), "po")
    assert [d.source for d in found] == ["one user", "%d users", "%d users", "%d users"]


def test_the_plural_of_one_number_may_leave_its_placeholder_out() -> None:
    head = 'msgid ""\nmsgstr "Language: he\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
    one, few = (
        'msgid "{hours:L} hour on %s"\nmsgid_plural "{hours:L} hours on %s"\n'
        f'msgstr[0] "{first}"\nmsgstr[1] "{other}"\n'
        for first, other in (("שעה ב־%s", "{hours:L} שעות ב־%s"), ("{hours:L} שעה", "שעות ב־%s"))
    )
    found = [document.ignore for document in documents((head + one + "\n" + few).encode(), "po")]
    assert found == [("TRN003", "TRN007"), (), (), ()]  # the name was lost, or the number of more than one


def test_plurals_without_a_rule_follow_the_language(tmp_path):
    """By its header's language, or by the name of the file."""
    entry = 'msgid "one boat"\nmsgid_plural "%d boats"\n'
    welsh = entry + "".join(f'msgstr[{n}] "{t}"\n' for n, t in enumerate(("cwch", "dau gwch", "%d cwch")))
    for language, expected in (
        ("cy", ["one boat", "one boat", "%d boats"]),
        ("de", ["one boat", "%d boats", "%d boats"]),
    ):
        raw = f'msgid ""\nmsgstr "Language: {language}\\n"\n\n{welsh}'.encode()
        assert [d.source for d in documents(raw, "po")] == expected
    path = tmp_path / "cy.po"
    path.write_text(welsh, "utf-8")
    assert [d.source for d in read(path)] == ["one boat", "one boat", "%d boats"]


def test_the_blanks_of_a_guess_are_those_of_another_message() -> None:
    entry = 'msgid ""\nmsgstr "Language: nl\\n"\n\nmsgid "a"\nmsgstr "b "\n\n#, fuzzy\n#| msgid "Boat: "\nmsgid "Boat"\nmsgstr "Boot: "\n'
    codes = [
        [finding.rule for finding in check_document(document, make_config({})).findings]
        for document in documents(entry.encode(), "po")
    ]
    assert codes == [["PUN010"], []]


def test_a_plural_of_one_number_writes_it_itself() -> None:
    rule = "nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;"
    header = f'msgid ""\nmsgstr "Language: ar\\nPlural-Forms: {rule}\\n"\n\n'
    entry = 'msgid "1 boat"\nmsgid_plural "%d boats"\nmsgstr[0] "0 قوارب"\nmsgstr[1] "قارب"\nmsgstr[2] "%d قوارب"\n'
    found = documents((header + entry).encode(), "po")
    assert [document.ignore for document in found] == [("TRN003", "TRN007"), ("TRN003", "TRN007"), ()]


def test_the_language_of_a_catalogue_is_also_that_of_its_name_or_its_translators(tmp_path):
    entry = 'msgid ""\nmsgstr "Language-Team: Korean <ko@li.org>\\n"\n\nmsgid "boat"\nmsgstr "배"\n'
    assert [d.lang for d in documents(entry.encode(), "po")] == ["ko"]
    path = tmp_path / "boats-ko.po"
    path.write_text(entry.replace("Language-Team: Korean <ko@li.org>", "X-Generator: none"), "utf-8")
    assert [d.lang for d in read(path)] == ["ko"]


def test_a_header_may_name_a_language_that_is_not_told_from_others() -> None:
    entry = 'msgid ""\nmsgstr "Language: {}\\n"\n\nmsgid "boat"\nmsgstr "barco"\n'
    assert [d.lang for d in documents(entry.format("gl").encode(), "po")] == ["gl"]
    assert [d.lang for d in documents(entry.format("bos_BA").encode(), "po")] == ["bs-BA"]
    assert [d.lang for d in documents(entry.format("xx").encode(), "po")] == [None]
    assert [d.lang for d in documents(entry.format("Galician").encode(), "po")] == ["gl"]
    assert [d.lang for d in documents(entry.format("Boatish").encode(), "po")] == [None]
    team = entry.replace("Language:", "Language-Team:")
    assert [d.lang for d in documents(team.format("Galician <gl@example.org>").encode(), "po")] == ["gl"]
    assert [d.lang for d in documents(team.format("Galicianos <gl@example.org>").encode(), "po")] == [None]


@pytest.mark.parametrize(
    ("name", "lang"), [("messages.pt-BR.xlf", "pt-BR"), ("uk.xliff", "uk"), ("messages.xlf", None)]
)
def test_an_xliff_file_that_says_no_target_language_is_named_for_it(tmp_path, name, lang) -> None:
    path = tmp_path / name
    path.write_bytes(xliff(in_file(unit("<target>a</target>"), 'source-language="en"')))
    assert [d.lang for d in read(path)] == [lang]
    path.write_bytes(xliff(in_file(unit("<target>a</target>"))))
    assert [d.lang for d in read(path)] == ["nb"]


def test_a_comment_of_a_po_entry_leaves_out_rules() -> None:
    text = (
        '# mtcheck-ignore PUN001, FLU\nmsgid "a"\nmsgstr "So ."\n\n'
        '# a translator\n#, fuzzy\nmsgid "b"\nmsgstr "So ."\n\n'
        '#. mtcheck-ignore\n#, fuzzy\nmsgid "c"\nmsgstr[0] "So ."\nmsgstr[1] "So ."\n\n'
        '# mtcheck-ignored\nmsgid "d"\nmsgstr "So ."\n'
    )
    entries = list(read(io.BytesIO(text.encode()), format="po"))
    assert [entry.ignore for entry in entries] == [
        ("PUN001", "FLU"),
        ("TRN", "TRM", "PUN010"),
        ("", "TRN", "TRM", "PUN010"),
        ("", "TRN", "TRM", "PUN010"),
        (),
    ]
    config = make_config({"select": ["PUN"]})
    found = [len(check_document(entry, config).findings) for entry in entries]
    assert found == [0, 1, 0, 0, 1]


def test_a_catalogue_tells_its_languages_by_header_or_by_name(tmp_path):
    """gettext's own places, ru.po and ru/LC_MESSAGES/x.po; a header says it first; a name like my.app.po says none."""
    entry = '\nmsgid "No password set."\nmsgstr "Пароль не задан."\n'
    plain, told = (
        'msgid ""\nmsgstr "MIME-Version: 1.0\\n"\n',
        'msgid ""\nmsgstr "Language: uk\\nX-Source-Language: de_AT\\n"\n',
    )
    places = {
        "ru.po": (plain, "ru", None),
        "pt_BR/LC_MESSAGES/app.po": (plain, "pt-BR", None),
        "sub/ru.po": (told, "uk", "de-AT"),
        "zh_cn.po": (plain, "zh-cn", None),
        "app.po": (plain, None, None),
        "zz.po": (plain, None, None),
    }
    for name, (header, lang, source_lang) in places.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header + entry, "utf-8")
        (document,) = list(read(path))
        assert (document.lang, document.source_lang) == (lang, source_lang), name


def test_a_catalogue_is_english_where_its_few_words_say_nothing():
    catalogue = (
        b'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "No password set."\nmsgstr "Kein Passwort gesetzt."\n'
    )
    (document,) = documents(catalogue, "po")
    assert check_document(document, make_config({})).findings == ()
