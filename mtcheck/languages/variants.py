"""Which variant of a language a text is written in, where readers care."""

from __future__ import annotations

from mtcheck import resources
from mtcheck.lexicon.scripts import CYRILLIC, LATIN, code_points, scripts_of


def language_variant(text: str, code: str) -> str:
    """The code with the script a text is written in: for Chinese and Serbian; other codes as they are.

    >>> language_variant("這個國家的經濟發展", "zh"), language_variant("这个国家的经济发展", "zh")
    ('zh-Hant', 'zh-Hans')
    >>> language_variant("Ово је вест", "sr"), language_variant("Ovo je vest", "sr")
    ('sr-Cyrl', 'sr-Latn')
    """
    if code == "sr":
        scripts = scripts_of(code_points(text)).tolist()
        return "sr-Latn" if scripts.count(LATIN) > scripts.count(CYRILLIC) else "sr-Cyrl"
    if code != "zh":
        return code
    letters = resources.read_toml("ngrams/han.toml")
    simplified, traditional = (
        sum(map(text.count, set(text) & set(letters[name]))) for name in ("simplified", "traditional")
    )
    if simplified == traditional:
        return code
    return "zh-Hans" if simplified > traditional else "zh-Hant"
