"""What a first pass over a batch learns, as the rules use it."""

from __future__ import annotations

import pytest

from mtcheck.batchfacts import BatchFacts, learn
from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document, clean_document

WORDS = (
    "harbour ferry captain morning pier bridge weather storm ticket island winter engine market school "
    "orchard village railway council bakery museum"
).split()


def article(number: int, changed: int = 0) -> Document:
    """A text of its own for each number, with so many words changed."""
    words = [
        WORDS[(i * i * (number + 3) + i * number) % 20] + WORDS[(i + number * 7) % 19] for i in range(120)
    ]
    for place in range(changed):
        words[place * 11] = "otherwise"
    return Document(f"{' '.join(words)}.", Origin(f"{number}.{changed}.txt"))


def messages(document: Document, facts: BatchFacts | None, rule: str = "DUP002") -> list[str]:
    report = check_document(document, make_config({"select": [rule]}), None, facts)
    assert not report.faults
    return [finding.message for finding in report.findings]


def test_a_copy_of_an_earlier_document_is_said() -> None:
    first, other = article(1), article(2)
    copy = Document(first.text.upper().replace(" ", "  "), Origin("copy.txt"))
    facts = learn([first, other, copy])
    assert messages(first, facts) == []
    assert messages(other, facts) == []
    assert messages(copy, facts) == ["same text as 1.0.txt, an earlier document"]
    assert messages(copy, None) == []


def test_a_document_that_is_nearly_an_earlier_one() -> None:
    pytest.importorskip("rensa")
    near, far = article(1, changed=3), article(1, changed=11)
    facts = learn([article(1), near, far, article(2)])
    (said,) = messages(near, facts)
    assert said.endswith("the text of 1.0.txt, an earlier document")
    assert not messages(article(2), facts)
    assert facts.twin(near, 0.99) is None
    config = make_config({"select": ["DUP002"], "drop": ["duplicate"]})
    assert clean_document(near, config, None, facts).text == near.text, "documents are never taken out"


def test_an_unknown_document_has_no_twin() -> None:
    assert learn([article(1)]).twin(Document(article(1).text, Origin("new.txt")), 0.5) is None


def test_records_of_one_file_are_told_apart() -> None:
    one, two = (Document("The same words in both records.", Origin("a.jsonl", f"line {n}")) for n in (1, 2))
    assert messages(two, learn([one, two])) == ["same text as a.jsonl, line 1, an earlier document"]


def test_a_frequent_line_needs_documents_and_a_share() -> None:
    texts = [
        f"{article(n).text}\n{'Our page in brief' if n < 6 else 'Nothing of note'} today" for n in range(9)
    ]
    documents = [Document(text, Origin(f"{n}.txt")) for n, text in enumerate(texts)]
    facts = learn(documents)
    said = messages(documents[0], facts, "BPL008")
    assert said == ["line is in 6 of 9 documents: 'Our page in brief today'"]
    assert messages(documents[8], facts, "BPL008") == []
    assert messages(documents[0], None, "BPL008") == []
    seventy = {"select": ["BPL008"], "rules": {"BPL008": {"percent": 70.0}}}
    assert not check_document(documents[0], make_config(seventy), None, facts).findings
    kept = clean_document(documents[0], make_config({"select": ["BPL008"]}), None, facts)
    assert kept.text == documents[0].text
    dropped = clean_document(
        documents[0], make_config({"select": ["BPL008"], "drop": ["frequent"]}), None, facts
    )
    assert dropped.text == f"{article(0).text}\n"


def test_the_first_target_of_a_source() -> None:
    facts = BatchFacts()
    facts.add_pair("Guten  Morgen", "Good morning", 7)
    facts.add_pair("Guten Morgen", "Morning", 3)
    assert facts.first_target("Guten Morgen") == "Morning"
    assert facts.first_target("Gute Nacht") is None
