"""Checks a form's workbook and tells its author every mistake with its rule, sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from forms.findings import Finding, Refused
from forms.survey import CLOSES, KNOWN_OF_ITSELF, MULTIPLE, OPENS, SELECTS, Line, Survey, expressions, is_known, read_survey
from forms.workbook import Row, Sheet, Workbook, read_workbook
from forms.xform import inspect_workbook, older_types

REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
FORM_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
RESERVED = ("_id", "meta", "instanceID", "instanceName")
COLUMNS = frozenset((
    "type", "name", "label", "hint", "guidance_hint", "relevant", "relevance", "required", "required_message", "read_only", "readonly",
    "constraint", "constraint_message", "constraining message", "calculation", "calculate", "default", "appearance", "choice_filter",
    "repeat_count", "count", "parameters", "trigger", "image", "audio", "video", "big-image", "autoplay", "disabled", "bind", "body",
    "control", "media", "instance", "noapperrorstring", "no_app_error_string", "label_sms", "sms_field", "query", "intent", "save_to",
    "list_name", "constraint message", "caption", "message", "note", "comments", "command", "skippable", "tag", "choice filter",
))  # fmt: skip
WITHOUT_LABEL = (*CLOSES, *OPENS, *KNOWN_OF_ITSELF, "calculate", "hidden", "csv-external", "xml-external")
LABELLING = ("label", "hint", "media", "image", "calculation", "calculate")


def lint(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the workbook or hardly meant, errors first, in the order of the sheets.

    First come the rules on the sheets; what they find keeps pyxform and our engine from adding noise to it.
    """
    try:
        book = read_workbook(path)
    except Refused as refusal:
        return refusal.findings
    survey = read_survey(book)
    found = [*_headers(book), *_settings(book), *_survey(book, survey), *_choices(book, survey), *_translations(book, survey)]
    if not any(finding.is_error for finding in found):
        found += inspect_workbook(book, survey, path.parent)
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: not finding.is_error))


def _headers(book: Workbook) -> Iterator[Finding]:
    sheet = book.sheet("survey")
    for needed in ("type", "name"):
        if needed not in sheet.columns:
            yield Finding("column.missing", f"the sheet has no column {needed}", "survey", _top(sheet))
    for column, letter in sheet.columns.items():
        first = re.split(r"::?", column)[0].strip()
        if first not in COLUMNS:
            place = f"{letter}1" if letter else ""
            yield Finding("column.unknown", f"column {column} is not known and is left out", "survey", place, is_error=False)
    choices = book.sheet("choices")
    if choices.rows and not {"list_name", "list name"} & set(choices.columns):
        yield Finding("column.missing", "the sheet has no column list_name", "choices", _top(choices))


def _top(sheet: Sheet) -> str:
    return "A1" if any(sheet.columns.values()) else "line 1" if not sheet.rows else f"line {sheet.rows[0].number}"


def _settings(book: Workbook) -> Iterator[Finding]:
    sheet = book.sheet("settings")
    row = sheet.rows[0] if sheet.rows else None
    cells = row.cells if row is not None else {}
    form_id = cells.get("form_id") or cells.get("id_string", "")
    if form_id and not FORM_ID.fullmatch(form_id):
        message = f"{form_id!r} is no name: letters, digits, _ . -"
        yield Finding("settings.form_id", message, "settings", sheet.place(row, "form_id"), is_error=False)
    if not form_id:
        yield Finding("settings.form_id", "there is no form_id; the name of the file is taken", "settings", is_error=False)
    if not cells.get("version"):
        yield Finding("settings.version", "there is no version; 1 is taken", "settings", is_error=False)


def _survey(book: Workbook, survey: Survey) -> Iterator[Finding]:
    sheet = book.sheet("survey")
    names = {line.path[-1] for line in survey.lines}
    types = older_types()
    seen: set[tuple[str, ...]] = set()
    if not survey.lines:
        yield Finding("survey.empty", "the sheet has no questions", "survey", _top(sheet))
    for line in survey.lines:
        row = line.row
        if not line.kind:
            if line.path[-1]:
                yield Finding("type.missing", "the question has no type", "survey", sheet.place(row, "type"))
            continue
        if not is_known(line, types):
            yield Finding("type.unknown", f"there is no type {row.cells['type']!r}", "survey", sheet.place(row, "type"))
        if line.closes:
            continue
        yield from _name(sheet, line, seen)
        yield from _list(book, sheet, line)
        for column, text in expressions(row):
            for name in REFERENCE.findall(text):
                if name.removeprefix("last-saved#") not in names:
                    yield Finding("reference.unknown", f"there is no question {name!r}", "survey", sheet.place(row, column))
        if not _needs_no_label(line) and not any(column.startswith(LABELLING) for column in row.cells):
            yield Finding("label.missing", "the question has neither label nor hint", "survey", sheet.place(row, "label"))
    for row in survey.unclosed:
        yield Finding("group.open", "the group or repeat is never closed", "survey", sheet.place(row, "type"))
    for row in survey.unopened:
        yield Finding("group.closed", "nothing is open here that could be closed", "survey", sheet.place(row, "type"))


def _needs_no_label(line: Line) -> bool:
    return line.kind in WITHOUT_LABEL or line.kind.partition(" ")[0] in ("include", "get", "set")  # the latter: words of old forms


def _name(sheet: Sheet, line: Line, seen: set[tuple[str, ...]]) -> Iterator[Finding]:
    name, place = line.path[-1], sheet.place(line.row, "name")
    if not name:
        if line.kind not in KNOWN_OF_ITSELF and line.kind != "note":
            yield Finding("name.missing", "the question has no name", "survey", place)
    elif not NAME.fullmatch(name) and not name.isidentifier():
        yield Finding("name.invalid", f"{name!r} is no name: it begins with a letter and has no spaces", "survey", place)
    elif name in RESERVED:
        yield Finding("name.reserved", f"the name {name!r} is taken by the program", "survey", place)
    elif line.path in seen:
        yield Finding("name.twice", f"{name!r} stands twice in the same group", "survey", place)
    seen.add(line.path)


def _list(book: Workbook, sheet: Sheet, line: Line) -> Iterator[Finding]:
    if line.kind not in SELECTS or not line.words:
        if line.kind in SELECTS:
            yield Finding("list.missing", "the type names no list of choices", "survey", sheet.place(line.row, "type"))
        return
    name = line.words[0]
    if name.startswith("${") or line.kind == "select_one_external" or "file" in line.kind:
        return
    if name not in _list_names(book):
        yield Finding("list.unknown", f"the sheet choices has no list {name!r}", "survey", sheet.place(line.row, "type"))
        return
    default = line.row.cells.get("default", "")
    if default and re.fullmatch(r"[\w.-]+( [\w.-]+)*", default):
        known = {row.cells.get("name") or row.cells.get("value", "") for row in _items(book, name)}
        for word in default.split():
            if word not in known and "or_other" not in line.words:
                message = f"the default {word!r} is not in the list {name}"
                yield Finding("default.not_offered", message, "survey", sheet.place(line.row, "default"), is_error=False)


def _list_name(row: Row) -> str:
    return row.cells.get("list_name") or row.cells.get("list name", "")


def _list_names(book: Workbook) -> set[str]:
    return {_list_name(row) for row in book.sheet("choices").rows}


def _items(book: Workbook, name: str) -> list[Row]:
    return [row for row in book.sheet("choices").rows if _list_name(row) == name]


def _choices(book: Workbook, survey: Survey) -> Iterator[Finding]:
    sheet = book.sheet("choices")
    may_repeat = any(row.cells.get("allow_choice_duplicates", "").lower() in ("yes", "true") for row in book.sheet("settings").rows)
    multiple = {line.words[0] for line in survey.lines if line.words and any(word in line.kind for word in MULTIPLE)}
    used = {word for line in survey.lines for word in line.words}
    told = " ".join(text for row in book.sheet("survey").rows for text in row.cells.values())
    seen: set[tuple[str, str]] = set()
    unused: set[str] = set()
    for row in sheet.rows:
        name, value = _list_name(row), row.cells.get("name") or row.cells.get("value", "")
        if not name:
            yield Finding("choice.no_list", "the choice names no list", "choices", sheet.place(row, "list_name"))
        elif not value:
            yield Finding("choice.no_name", "the choice has no name", "choices", sheet.place(row, "name"))
        elif (name, value) in seen and not may_repeat:
            yield Finding("choice.twice", f"{value!r} stands twice in the list {name}", "choices", sheet.place(row, "name"))
        elif " " in value and name in multiple:
            yield Finding("choice.space", f"{value!r} has a space, but several may be chosen", "choices", sheet.place(row, "name"))
        if name and name not in used and name not in unused and f"'{name}'" not in told and f'"{name}"' not in told:
            unused.add(name)
            yield Finding("list.unused", f"no question asks for the list {name}", "choices", sheet.place(row, "list_name"), is_error=False)
        seen.add((name, value))


def _translations(book: Workbook, survey: Survey) -> Iterator[Finding]:
    sheet = book.sheet("survey")
    labels = [column for column in sheet.columns if re.match(r"label::?", column)]
    for line in survey.lines if len(labels) > 1 else ():
        if any(line.row.cells.get(column) for column in labels):
            for column in labels:
                if not line.row.cells.get(column):
                    language = re.split(r"::?", column)[-1]
                    yield Finding("label.untranslated", f"no label in {language}", "survey", sheet.place(line.row, column), is_error=False)
