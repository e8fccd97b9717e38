"""What pyxform makes of a workbook, and what it and our engine find wrong in it, each with its cell; at publish time only."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pyxform.errors import PyXFormError
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2xform import convert

from forms.attached import take_in
from forms.engine.errors import FormRefused
from forms.engine.load import load_form
from forms.findings import Finding, Refused
from forms.survey import Survey
from forms.workbook import Sheet, Workbook

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
