"""Text for XML."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from mtcheck import lazyre

# Characters that XML 1.0 does not allow, not even escaped.
_NOT_XML = lazyre.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text for XML: escaped, and U+FFFD where a character is not allowed.

    >>> xml_text("a < b\\x00")
    'a &lt; b\\ufffd'
    """
    return escape(_NOT_XML.sub("\ufffd", text))


def xml_attribute(text: str) -> str:
    """The text as a quoted attribute value.

    >>> xml_attribute('say "no"')
    '\\'say "no"\\''
    """
    return quoteattr(_NOT_XML.sub("\ufffd", text))
