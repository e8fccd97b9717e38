"""Makes XForms of XLSForm workbooks, at publish time only; `python -m forms.compile` does it for all of `official/`."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import yaml
from pyxform.errors import PyXFormError
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2xform import convert

from forms.attached import take_in
from forms.engine.errors import FormRefused
from forms.engine.load import load_form
from forms.findings import Finding, Refused
from forms.library import COMPILED, FormVersion
from forms.plain_layout import plain_layout
from forms.survey import Survey
from forms.workbook import Sheet, Workbook, read_workbook

OFFICIAL = Path(__file__).resolve().parent / "official"
ASPECT_COLUMNS = {
    "calculate": ("calculation", "calculate"),
    "choices": ("choice_filter", "type"),
    "a text": ("label",),
    "readonly": ("readonly", "read_only"),
    "relevant": ("relevant", "relevance"),
    "the number of items": ("repeat_count", "count"),
    "setvalue": ("calculation", "default"),
}
RULES = (  # what the engine says -> the rule's name
    ("unknown function", "function.unknown"),
    ("ODK engines disagree", "engines.disagree"),
    ("in a circle", "expression.circle"),
    ("reads the field itself", "expression.circle"),
    ("no column", "column.not_in_list"),
    ("no field", "reference.unknown"),
    ("cannot read", "expression.syntax"),
    ("unexpected", "expression.syntax"),
    ("nested too deeply", "expression.syntax"),
    ("file that does not lie beside", "file.missing"),
)
PYXFORM_FAILS = (PyXFormError, TypeError, KeyError, ValueError, AttributeError, IndexError, RecursionError, OSError)


@dataclass(frozen=True, slots=True)
class Compiled:
    """One form version, ready to write: the XForm and the JSON beside it (layout, title, SHA-256 of the XForm)."""

    form_id: str
    version: str
    xml: bytes
    json: bytes

    @property
    def stem(self) -> str:
        return "-".join(re.sub(r"[^\w.]+", "_", part).lstrip(".") or "form" for part in (self.form_id, self.version))

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write both files into `folder` and return their paths. Raises FileExistsError when this version was made before, otherwise."""
        paths = folder / f"{self.stem}.xml", folder / f"{self.stem}.json"
        for path, content in zip(paths, (self.xml, self.json), strict=True):
            if path.exists() and path.read_bytes() != content:
                raise FileExistsError(path.name)
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, (self.xml, self.json), strict=True):
            path.write_bytes(content)
        return paths


def compile_form(source: Path) -> Compiled:
    """Return the compiled form of `<form>.md` and `<form>.layout.yaml` beside it; the same source gives the same bytes.

    Raises FormRefused when our engine could not run it; pyxform's own errors pass.
    """
    xml = convert(source.read_text(encoding="utf-8"), file_type=".md", validate=False, pretty_print=True).xform.encode()
    form = load_form(xml)
    if form.id != source.stem or not form.version:
        raise FormRefused("the form_id is not the file's name, or the version is missing", str(source.name))
    layout = yaml.safe_load(source.with_suffix(".layout.yaml").read_text(encoding="utf-8"))
    return _described(form.id, form.version, form.title, xml, layout)


def compile_workbook(path: Path) -> Compiled:
    """Return the compiled form of any workbook, with the lists of files beside it, and a plain layout when it has none of its own.

    Raises Refused with every error that `forms.lint` finds.
    """
    from forms.lint import lint

    if errors := [finding for finding in lint(path) if finding.is_error]:
        raise Refused(*errors)
    xml = xform_of(read_workbook(path), path.parent)
    form = load_form(xml)
    return _described(form.id, form.version or "1", form.title, xml, layout_beside(path) or plain_layout(form.title))


def trial_version(path: Path) -> tuple[FormVersion, tuple[Finding, ...]]:
    """Return the form as it can be tried, and what is to be mended before it can be published.

    What the ODK engines disagree on runs as in ODK Web Forms. Raises Refused when the form cannot run at all.
    """
    from forms.lint import lint

    findings = lint(path)
    if errors := [finding for finding in findings if finding.is_error and finding.rule not in ("engines.disagree", "column.not_in_list")]:
        raise Refused(*errors)
    xml = xform_of(read_workbook(path), path.parent)
    form = load_form(xml, disputed=True)
    layout = layout_beside(path) or plain_layout(form.title)
    titles = {"": form.title, **layout["title"]}
    return FormVersion(form.id, form.version or "1", sha256(xml).hexdigest(), titles, layout, lambda: form), findings


def layout_beside(path: Path) -> dict[str, Any] | None:
    """Return the layout in `<form>.layout.yaml` beside the workbook, None without one. Raises Refused for one that cannot be read."""
    source = path.with_suffix(".layout.yaml")
    if not source.is_file():
        return None
    try:
        layout = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(Finding("layout.unreadable", f"{source.name} cannot be read: {' '.join(str(error).split())}")) from error
    if not isinstance(layout, dict) or not isinstance(layout.get("title"), dict):
        raise Refused(Finding("layout.unreadable", f"{source.name} names no title for each regime"))
    return {**plain_layout(""), "plain": False, **layout}


def xform_of(book: Workbook, folder: Path) -> bytes:
    """Return the XForm that pyxform makes, with lists from files written into it. Raises Refused with pyxform's own words and the cell."""
    source: Any = book.raw.decode("utf-8-sig") if book.kind in (".md", ".csv") else io.BytesIO(book.raw)
    try:
        made = convert(source, file_type=book.kind, validate=False, pretty_print=False, form_name=None)
        xml = made.xform.encode()
    except PYXFORM_FAILS as error:
        raise Refused(_said_by_pyxform(book, error)) from error
    try:
        return take_in(_with_own_name(xml, book), folder)
    except FormRefused as refusal:
        raise Refused(Finding(_rule(refusal.reason), f"{refusal.where}: {refusal.reason}", "survey")) from refusal


def older_types() -> frozenset[str]:
    """Return the types of questions that pyxform knows, older words included."""
    return frozenset(QUESTION_TYPE_DICT)


def inspect_workbook(book: Workbook, survey: Survey, folder: Path) -> list[Finding]:
    """Return what pyxform and our engine find in a workbook, each with its cell."""
    try:
        xml = xform_of(book, folder)
    except Refused as refusal:
        return list(refusal.findings)
    refusals: list[FormRefused] = []
    try:
        form = load_form(xml, disputed=True, refusals=refusals)
    except FormRefused as refusal:
        return [_located(one, book, survey) for one in (*refusals, refusal)]
    disputes = [FormRefused(reason, where) for where, reason in form.disputes]
    return [_located(one, book, survey) for one in (*refusals, *disputes)]


def _located(refusal: FormRefused, book: Workbook, survey: Survey) -> Finding:
    """The engine names a place of the compiled form; its author knows rows and columns."""
    ref, _, aspect = refusal.where.partition(" ")
    sheet = book.sheet("survey")
    if "in a circle" in refusal.reason:
        ref, aspect = refusal.reason.rpartition(": ")[2].partition(" ")[0], "calculate"
    row = survey.row_at(ref) if ref.startswith("/") else None
    wanted = ASPECT_COLUMNS.get(aspect, (aspect,))
    column = next((name for name in wanted if row is not None and name in row.cells), wanted[0])
    message = refusal.reason if row is not None else str(refusal)
    return Finding(_rule(refusal.reason), message, "survey", sheet.place(row, column))


def _rule(reason: str) -> str:
    return next((rule for words, rule in RULES if words in reason), "engine.refused")


def _said_by_pyxform(book: Workbook, error: Exception) -> Finding:
    words = " ".join(str(error).split()) or type(error).__name__
    if not isinstance(error, PyXFormError):
        return Finding("pyxform.failed", f"pyxform cannot make a form of it ({type(error).__name__}: {words[:200]})", "survey")
    place = re.search(r"\[row : (\d+)\]|row (\d+)", words)
    sheet = book.sheet("choices") if re.search(r"\bchoices?\b.{0,20}sheet|'choices' sheet", words) else book.sheet("survey")
    cell = _cell(sheet, int(place[1] or place[2])) if place else ""
    return Finding("pyxform.refused", re.sub(r"\[row : \d+\]\s*", "", words), sheet.name, cell)


def _cell(sheet: Sheet, position: int) -> str:
    row = next((one for one in sheet.rows if one.position == position), None)
    return sheet.place(row)


def _with_own_name(xml: bytes, book: Workbook) -> bytes:
    """A workbook without form_id or form_title is called as its file; pyxform does not know the file."""
    settings = book.sheet("settings").rows
    cells = settings[0].cells if settings else {}
    form_id = cells.get("form_id") or cells.get("id_string") or re.sub(r"[^A-Za-z0-9_.-]+", "_", book.name)
    named = quoteattr(form_id)[1:-1].encode()
    xml = re.sub(rb'(<instance>\s*<[^>]*?\bid=")[^"]*', lambda found: found[1] + named, xml, count=1)
    if cells.get("form_title") or cells.get("title"):
        return xml
    return re.sub(rb"(<h:title>)[^<]*", lambda found: found[1] + escape(book.name).encode(), xml, count=1)


def _described(form_id: str, version: str, title: str, xml: bytes, layout: dict[str, Any]) -> Compiled:
    described = {"form": form_id, "version": version, "title": title, "sha256": sha256(xml).hexdigest(), "layout": layout}
    return Compiled(form_id, version, xml, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m forms.compile", description=__doc__)
    parser.add_argument("--overwrite", action="store_true", help="replace a version that has never been given out")
    parser.add_argument("--into", type=Path, default=COMPILED, help="the folder to write to (default: forms/compiled)")
    wanted = parser.parse_args(arguments)
    for source in sorted(OFFICIAL.glob("*.md")):
        made = compile_form(source)
        for path, content in ((wanted.into / f"{made.stem}.xml", made.xml), (wanted.into / f"{made.stem}.json", made.json)):
            if path.exists() and path.read_bytes() != content and not wanted.overwrite:
                print(f"{path.name} differs from what was compiled before. A published version never changes: raise it.", file=sys.stderr)
                return 1
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        print(f"{made.stem} {sha256(made.xml).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
