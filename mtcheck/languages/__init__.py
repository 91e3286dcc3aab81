"""Which language a text is in, and where one language ends and another begins."""

from mtcheck.languages.types import UNDETERMINED, Language, LanguageSpan

__all__ = ["UNDETERMINED", "Language", "LanguageSpan"]
