"""The version, in a module that imports nothing: setup.cfg reads it without running the package."""

__version__ = "0.1.0"

# Where the project lives. A placeholder until it has an address: CONTRIBUTING.md says what else holds it.
HOMEPAGE = "https://mtcheck.example.org"


def rule_page(code: str, name: str) -> str:
    """The page of a rule on the web.

    >>> rule_page("PUN003", "quote-shifted")
    'https://mtcheck.example.org/rules/PUN/#pun003-quote-shifted'
    """
    return f"{HOMEPAGE}/rules/{code[:3]}/#{code.lower()}-{name}"
