"""How to install what an extra brings, from where mtcheck itself was installed."""

from __future__ import annotations

from functools import cache

_NAME = "mtcheck"


def install(extra: str) -> str:
    """The command that installs an extra: by name from an index, else from the folder or the address.

    A checkout that was never installed is meant by `.`, the folder it is in.
    """
    return f"pip install '{_requirement(_origin(), extra)}'"


def _requirement(origin: dict[str, object] | None, extra: str) -> str:
    """What pip is told.

    >>> _requirement({}, "html")
    'mtcheck[html]'
    >>> _requirement({"url": "file:///home/me/my%20work/mtcheck", "dir_info": {"editable": True}}, "html")
    '/home/me/my work/mtcheck[html]'
    >>> _requirement({"url": "https://a.example/m", "vcs_info": {"vcs": "git", "commit_id": "1a"}}, "html")
    'mtcheck[html] @ git+https://a.example/m@1a'
    """
    if origin is None:
        return f".[{extra}]"
    url = str(origin.get("url", ""))
    if not url:
        return f"{_NAME}[{extra}]"
    if "dir_info" in origin:
        from urllib.parse import unquote, urlsplit

        return f"{unquote(urlsplit(url).path)}[{extra}]"
    vcs = origin.get("vcs_info")
    if isinstance(vcs, dict):
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"{_NAME}[{extra}] @ {url}"


@cache
def _origin() -> dict[str, object] | None:
    """What pip wrote about the place mtcheck came from (PEP 610): {} for an index, None for no install."""
    from importlib import metadata

    try:
        said = metadata.distribution(_NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    if not said:
        return {}
    import json

    found: dict[str, object] = json.loads(said)
    return found
