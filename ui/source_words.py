"""Finds in the source what people will read: texts for translation, and texts written so that they cannot be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAID_BY_CORE = ("core", "forms", "record")  # packages whose failures and progress words go through core.words
TRANSLATING = ("tr", "translate")


def python_files(*packages: str, root: Path = ROOT) -> list[Path]:
    """Return the source files of these packages, sorted."""
    return sorted(path for package in packages for path in (root / package).rglob("*.py"))


def core_files() -> list[Path]:
    """Return every file whose failures a person reads through core.words."""
    return [*python_files(*SAID_BY_CORE), *sorted(ROOT.glob("main.py"))]


def error_classes(sources: dict[Path, str]) -> set[str]:
    """Return the names of AppError and of all classes that descend from it, in whatever file."""
    bases: dict[str, set[str]] = {}
    for source in sources.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(_last_name(base) for base in node.bases)
    known = {"AppError"}
    while grown := {name for name, above in bases.items() if above & known} - known:
        known |= grown
    return known


def core_words(sources: dict[Path, str]) -> tuple[set[str], list[str]]:
    """Return the English texts that core says to people, and a line for each place where a text is put together beforehand.

    Looked at are title and hint of every AppError, the label of Reporter.step, and the text of say().
    """
    errors, words, wrong = error_classes(sources), set[str](), list[str]()
    for path, source in sources.items():
        for call in _calls(source):
            name = _last_name(call.func)
            if name in errors:
                texts = [*call.args[:2], *(one.value for one in call.keywords if one.arg in ("title", "hint"))]
            elif name == "step" and isinstance(call.func, ast.Attribute):
                texts = [*call.args[2:3], *(one.value for one in call.keywords if one.arg == "label")]
            elif name == "say" and isinstance(call.func, ast.Name):
                texts = call.args[:1]
            else:
                continue
            for text in texts:
                for leaf in _leaves(text):
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                        words |= {leaf.value} if leaf.value else set()
                    elif isinstance(leaf, ast.JoinedStr | ast.BinOp):
                        wrong.append(f"{path}:{leaf.lineno}: put together before translation; use {{name}} places and details")
    return words, wrong


def window_words(sources: dict[Path, str]) -> tuple[set[str], list[str]]:
    """Return the texts inside tr() and translate(), and a line for each that is not one plain text."""
    words, wrong = set[str](), list[str]()
    for path, source in sources.items():
        for call in _calls(source):
            name = _last_name(call.func)
            if name not in TRANSLATING or not isinstance(call.func, ast.Attribute):
                continue
            texts = call.args[1:2] if name == "translate" else call.args[:1]
            for text in texts:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    words.add(text.value)
                else:
                    wrong.append(f"{path}:{text.lineno}: {name}() needs one plain text, not an f-string or a name")
    return words, wrong


def read(paths: list[Path]) -> dict[Path, str]:
    """Return the text of each file."""
    return {path: path.read_text(encoding="utf-8") for path in paths}


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """A text may be one of two: `"a" if x else "b"`."""
    if isinstance(node, ast.IfExp):
        yield from _leaves(node.body)
        yield from _leaves(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _leaves(value)
    else:
        yield node


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
