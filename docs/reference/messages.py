"""The page of messages: what the sources say when something is wrong, so that a search finds it.

Messages are read from the code: what an error is raised with, and what a rule's hits say. A place that is
filled in at run time is shown as an ellipsis.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Which argument of a call is the message, by the name of what is called.
_MESSAGE = {"UsageError": 0, "InputError": 2, "ConfigError": 2, "error": 1, "EditError": 0, "Hit": 2}
_GROUPS = (
    ("UsageError", "The command line", "Exit code 2."),
    ("ConfigError", "Settings", "Exit code 2. The file, or the option, and the key stand before it."),
    ("InputError", "Input", "Exit code 3. The file and the record stand before it; the rest is read."),
    ("EditError", "Edits", "From Python: edits that have no single meaning."),
)
# A heading for each message makes it the first that a search for it finds; no other page is worth more then.
_FRONT = ("---", "search: {boost: 3}", "hide: [toc]", "---", "")
_FILLED = "…"
_FEWEST_LETTERS = 8


def page() -> str:
    """The whole page."""
    found = _errors()
    lines = [
        *_FRONT,
        "# Messages",
        "",
        "What mtcheck says when something is wrong. `…` stands for a name, a place, a number or a text.",
        "A message that you cannot make sense of is a fault of ours: please report it.",
        "",
    ]
    for kind, title, text in _GROUPS:
        lines += [f"## {title}", "", text, ""]
        for each in sorted(found[kind]):
            lines += [f"### `{each}`", ""]
    lines += ["## Findings", "", "Each is explained on the page of its rule.", ""]
    for code, (name, messages) in sorted(_findings().items()):
        for each in sorted(messages):
            lines += [
                f"### `{each}`",
                "",
                f"[{code} {name}](../rules/{code[:3]}.md#{code.lower()}-{name})",
                "",
            ]
    return "\n".join(lines)


def _errors() -> dict[str, set[str]]:
    """The messages of each kind of error."""
    found: dict[str, set[str]] = {kind: set() for kind, _, _ in _GROUPS}
    for path in sorted((ROOT / "mtcheck").rglob("*.py")):
        for function, call, name in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            kind = "InputError" if name == "error" else name
            if kind in found:
                found[kind] |= set(_messages(function, call, _MESSAGE[name]))
    errors = ast.parse((ROOT / "mtcheck" / "errors.py").read_text(encoding="utf-8"))
    found["ConfigError"] |= set(_own(errors))
    for path in sorted((ROOT / "mtcheck" / "cli").rglob("*.py")):
        found["UsageError"] |= set(_returned(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def _own(tree: ast.Module) -> Iterator[str]:
    """What errors say that make their message themselves."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name == "__str__":
            for node in ast.walk(function):
                if isinstance(node, ast.Return):
                    yield from _shown(_texts(node.value, function))


def _returned(tree: ast.Module) -> Iterator[str]:
    """What functions return that look at a command line and say what is wrong, or None."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        if ast.unparse(function.returns) == "str | None" and function.name.startswith(
            ("_wrong", "wrong", "check")
        ):
            for node in ast.walk(function):
                if isinstance(node, ast.Return):
                    yield from _shown(_texts(node.value, function))


def _findings() -> dict[str, tuple[str, set[str]]]:
    """The name and the messages of each rule."""
    found: dict[str, tuple[str, set[str]]] = {}
    for path in sorted((ROOT / "mtcheck" / "rules").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {
            each
            for function, call, name in _calls(tree)
            if name == "Hit"
            for each in _messages(function, call, _MESSAGE[name])
        }
        for code, name in _rules(tree):
            if said:
                found[code] = (name, said)
    return found


def _rules(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "rule" and len(node.args) > 1:
            code, name = node.args[:2]
            if isinstance(code, ast.Constant) and isinstance(name, ast.Constant):
                yield str(code.value), str(name.value)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call, str]]:
    """Each call that has a message, with the function it stands in and the name of what it calls."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in _MESSAGE:
                    yield function, node, name


def _messages(function: ast.AST, call: ast.Call, index: int) -> Iterator[str]:
    named = {each.arg: each.value for each in call.keywords}
    starred = sum(isinstance(each, ast.Starred) for each in call.args)  # Hit(*match.span(), message)
    index -= starred
    argument = call.args[index] if 0 <= index < len(call.args) else named.get("message", named.get("problem"))
    yield from _shown(_texts(argument, function))


def _shown(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        shown = " ".join(re.sub(rf"{_FILLED}+", _FILLED, text).split()).replace("`", "'").replace("|", "¦")
        if sum(map(str.isalpha, shown)) >= _FEWEST_LETTERS:
            yield shown


def _texts(node: ast.AST | None, function: ast.AST, depth: int = 0) -> list[str]:
    """What an expression may be as text, as far as its source tells."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = [each.value if isinstance(each, ast.Constant) else _FILLED for each in node.values]
        return ["".join(map(str, parts))]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, function, depth) + _texts(node.orelse, function, depth)
    if isinstance(node, ast.Name) and depth < 2:
        given = [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and any(getattr(to, "id", "") == node.id for to in each.targets)
        ]
        return [text for value in given for text in _texts(value, function, depth + 1)] or [_FILLED]
    return [_FILLED]
