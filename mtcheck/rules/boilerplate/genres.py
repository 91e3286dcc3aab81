"""Texts whose pointers and labels are their own: manuals, terms, papers, lists of links, templates.

What is around an article in the news is the matter of such a text: `Learn more about refunds` in the terms
of a shop, a title with arrows in a list of links, `Page not found` on the page that says just that.
"""

from __future__ import annotations

import re

from mtcheck import lazyre
from mtcheck.text.markdown import is_manual
from mtcheck.text.view import View

_FEWEST_SAMPLES = 2
# A sample of code in plain text, as AsciiDoc has it.
_FENCE = lazyre.compile(r"^(?:```|~~~)[ \t]*\w*[ \t]*\r?$", re.MULTILINE)


def is_own(view: View) -> bool:
    """Whether a text is of a kind that has pointers and labels of its own; worked out once a text."""
    return view.once(_is_own, view)


def _is_own(view: View) -> bool:
    if view.document.origin.format == "markdown" and view.once(is_manual, view.text):
        return True
    if view.document.origin.format == "text" and _FENCE.search(view.text):
        return True
    if _MANUAL_FOLDER.search(view.document.origin.uri):
        return True
    if view.document.origin.format in ("html", "markdown") and is_error_page(view.text):
        return True
    if view.document.origin.format == "html":
        samples = [span for span in view.codes if span.start < span.end]
        if len(samples) >= _FEWEST_SAMPLES or is_page_of_a_book(view.text):
            return True
    if is_paper(view.text) or is_imprint(view.lowered):
        return True
    return is_legal(view.lowered) or is_list_of_links(view.text) or is_template(view.text)


# The folder of a file may say that it is a page of documentation.
_MANUAL_FOLDER = lazyre.compile(
    r"(?:^|[/\\])(?:help|manual|manuals|guide|guides|handbook|documentation|wiki|user-?guide)[/\\]"
    r"(?!.*[/\\](?:news|blog)[/\\])",
    re.IGNORECASE,
)
_LONGEST_ERROR_PAGE = 600


def is_error_page(text: str) -> bool:
    """Whether a short page is the one that a site shows for a page that it lacks.

    >>> is_error_page("Page not found\\n404\\nGo home"), is_error_page("404 cranes were sold in May. " * 30)
    (True, False)
    """
    return len(text) <= _LONGEST_ERROR_PAGE and _ERROR_NUMBER.search(text) is not None


_ERROR_NUMBER = lazyre.compile(r"(?<!\w)(?:403|404|500)(?!\w)")
# `Previous`, the number and title of a chapter, `Next`: the head of a page of a book.
_HEAD_OF_PAGE = lazyre.compile(
    r"\A\s*(?:[^\n]{1,120}\n\s*)?[^\W\d_][^\d\n.:]{1,20}\n\s*"
    r"[^\n]{0,20}\b(?:\d{1,3}|[IVX]{1,5}|[A-Z])\. [^\n]{2,100}\n\s*[^\W\d_][^\d\n.:]{1,20}(?:\n|\Z)"
)


def is_page_of_a_book(text: str) -> bool:
    """Whether a page begins as one of a manual in chapters: between its labels is the title of a chapter.

    >>> is_page_of_a_book("Prev\\nChapter 4. Cranes\\nNext\\nSo it is.")
    True
    >>> is_page_of_a_book("Prev\\nCranes\\nNext")
    False
    """
    return _HEAD_OF_PAGE.match(text) is not None


# What the terms of a service and its policies speak of all over.
_OF_LAW = lazyre.compile(
    r"privacy polic|terms of (?:use|service)|terms and conditions|personal (?:data|information)"
    r"|liab(?:le|ility)|indemnif|governing law|data subject|\bgdpr\b|dsgvo|personenbezogen"
    r"|datenschutz|haftung|\bagb\b|nutzungsbeding|geschäftsbeding|données (?:à caractère )?personnel"
    r"|confidentialité|conditions (?:générales|d.utilisation)|responsabilit|datos personales"
    r"|condiciones (?:de uso|generales)|privacidad|dati personali|informativa"
    r"|condizioni (?:d.uso|generali)|dados pessoais|termos de (?:uso|serviço)|privacidade"
    r"|persoonsgegevens|aansprakelijk|voorwaarden|danych osobowych|dane osobowe|regulamin"
    r"|osobních údajů|osobnih podataka|персональн\w+ дан|политик\w+ конфиденц|ответственност"
    r"|соглашени|відповідальн|угод[аиу]\b|kişisel veri|gizlilik|personuppgift|personopplysning"
    r"|personoplysning|henkilötie|személyes adat|date(?:lor)? cu caracter personal"
    r"|个人信息|個人資料|隐私|個人情報"
    r"|利用規約|개인정보|이용약관"
)
# So many of these, and one of them among so many characters.
_FEWEST_OF_LAW, _CHARACTERS = 8, 600


def is_legal(lowered: str) -> bool:
    """Whether a text in small letters is terms or a policy.

    >>> is_legal("we keep personal data. " * 8), is_legal("the ministry lost personal data, it said. " * 2)
    (True, False)
    """
    count = sum(1 for _ in _OF_LAW.finditer(lowered))
    return count >= _FEWEST_OF_LAW and count * _CHARACTERS >= len(lowered)


# The summary that a paper begins with, and its first chapter.
_SUMMARY = lazyre.compile(
    r"^[ \t#>*_]*(?:abstract|summary|zusammenfassung|kurzfassung|résumé|resumen|resumo|riassunto|sommario"
    r"|streszczenie|abstrakt|souhrn|samenvatting|sammanfattning|sammendrag|özet|rezumat|tiivistelmä|összefoglal[óa]"
    r"|аннотация|анотація|реферат|резюме)[ \t]*[*_]*[.:—–-]?(?:[*_]*[ \t]|[*_]*\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_CHAPTER = lazyre.compile(r"^[ \t#*]*(?:1|I)\.?[ \t]+[^\W\d_]{4,20}[ \t*]*\r?$", re.MULTILINE)
_HEAD_OF_PAPER = 4000


def is_paper(text: str) -> bool:
    """Whether a text begins with a summary named as such, and has a first chapter with a number.

    >>> is_paper("Abstract. We count boats.\\n\\nKeywords: boats\\n\\n1. Introduction\\nA boat floats.")
    True
    >>> is_paper("Summary: we count boats.\\n\\n1. Boats are many.")
    False
    """
    summary = _SUMMARY.search(text, 0, _HEAD_OF_PAPER)
    return summary is not None and _FIRST_CHAPTER.search(text, summary.end()) is not None


_IMPRINT = lazyre.compile(
    r"\s*#*[ \t]*(?:legal notice|imprint|impressum|rechtliche hinweise|aviso legal|note legali|avviso legale"
    r"|mentions légales|aviso jurídico|colofon|nota prawna|právní upozornění|правовая информация"
    r"|правова інформація|juridisk information)[ \t]*\r?\n"
)
_LONGEST_IMPRINT = 6000


def is_imprint(lowered: str) -> bool:
    """Whether a text in small letters is the legal notice of a site: its title says so.

    >>> is_imprint("# aviso legal\\n\\nel sitio es."), is_imprint("legal notice served on the mill\\n")
    (True, False)
    """
    return len(lowered) <= _LONGEST_IMPRINT and _IMPRINT.match(lowered) is not None


_ADDRESS_LINE = lazyre.compile(
    r"^[ \t>*+•-]*(?:\d{1,3}[.)][ \t]*)?(?:<?https?://\S+|\[[^\]\n]+\]\(https?://[^()\n]*(?:\([^()\n]*\)[^()\n]*)?\))"
    r"(?=\W*$| ?[-–—:：|(，,])",
    re.MULTILINE,
)
_FEWEST_LINKS, _SHARE_OF_LINKS = 6, 6


def is_list_of_links(text: str) -> bool:
    """Whether at least every sixth line with text is an address or begins with a link: a digest.

    >>> is_list_of_links("A crane\\nhttps://piers.example/a\\n" * 6), is_list_of_links("A crane\\n" * 9)
    (True, False)
    """
    count = sum(1 for _ in _ADDRESS_LINE.finditer(text)) if "://" in text else 0
    return count >= _FEWEST_LINKS and count * _SHARE_OF_LINKS >= sum(
        map(bool, map(str.strip, text.split("\n")))
    )


_CONTROL = lazyre.compile(
    r"\{%-? ?(?:if|else|for|end\w+|include|assign|extends|block)\b|<%|\{\{[^{}\n]*\||\{\{#|\{\{/|\{\{<"
)


def is_template(text: str) -> bool:
    """Whether a text has the marks by which a template is filled: its names are no leftovers.

    >>> is_template("{% if boat %}{{ boat.name }}{% endif %}"), is_template("Hello {{name}}, welcome.")
    (True, False)
    """
    return ("{%" in text or "<%" in text or "{{" in text) and _CONTROL.search(text) is not None
