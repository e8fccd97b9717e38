"""Reads an XLSForm workbook (.xlsx, .xls, .md, .csv) as sheets of named cells, each with the address that its author knows."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forms.findings import Finding, Refused

KNOWN = ("survey", "choices", "settings", "external_choices", "entities", "osm")
FILE_BYTES_MAX = 10_000_000
UNPACKED_BYTES_MAX = 60_000_000
ROWS_MAX = {"survey": 5_000, "choices": 50_000}
ROWS_ELSEWHERE = 5_000
CELL_LETTERS_MAX = 20_000
SHEET_LETTERS_MAX = 3_000_000
COLUMNS_MAX = 400
MARKDOWN_ROW = re.compile(r"\s*\|(.*)\|\s*$")
BARS = re.compile(r"(?<!\\)\|")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Row:
    """cells: column name -> text, without empty ones. number: as the author sees it, a row of the sheet or a line of the file."""

    number: int
    position: int  # 1 is the header, as pyxform counts
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """columns: name (lower case) -> letter in a spreadsheet, "" in a text file."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def place(self, row: Row | None, column: str = "") -> str:
        """Return `F12` in a spreadsheet, `line 12, relevant` in a text file, "" for no row."""
        if row is None:
            return ""
        found = next((name for name in self.columns if name == column or name.startswith(f"{column}::")), column)
        if letter := self.columns.get(found, ""):
            return f"{letter}{row.number}"
        is_spreadsheet = any(self.columns.values())
        return f"row {row.number}" if is_spreadsheet else f"line {row.number}, {found}" if found else f"line {row.number}"


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str  # of the file, without its ending
    kind: str  # .xlsx .xls .md .csv
    raw: bytes
    sheets: dict[str, Sheet]

    def sheet(self, name: str) -> Sheet:
        return self.sheets.get(name, Sheet(name))


def read_workbook(path: Path) -> Workbook:
    """Return the workbook. Raises Refused with a finding for a file that is too large, no workbook, or has no survey sheet."""
    kind = path.suffix.lower()
    if kind not in READERS:
        raise Refused(Finding("workbook.kind", f"a form is written in .xlsx, .xls, .md or .csv, not in {kind or 'a file without ending'}"))
    try:
        raw = path.read_bytes() if path.stat().st_size <= FILE_BYTES_MAX else None
    except OSError as error:
        raise Refused(Finding("workbook.unreadable", f"the file cannot be read: {error.strerror}")) from error
    if raw is None:
        raise Refused(Finding("workbook.too_large", f"the file has more than {FILE_BYTES_MAX // 1_000_000} MB"))
    sheets = {name: _sheet(name, rows, with_letters=kind in (".xlsx", ".xls")) for name, rows in READERS[kind](raw).items()}
    if "survey" not in sheets:
        raise Refused(Finding("sheet.missing", f"there is no sheet named survey, only: {', '.join(sheets) or 'nothing'}"))
    return Workbook(path.stem, kind, raw, sheets)


Rows = Iterable[tuple[int, Sequence[str]]]  # number as the author sees it, texts


def _sheet(name: str, rows: Rows, *, with_letters: bool) -> Sheet:
    line = "row" if with_letters else "line"
    header: list[str] = []
    letters: dict[str, str] = {}
    found: list[Row] = []
    most, letters_left = ROWS_MAX.get(name, ROWS_ELSEWHERE), SHEET_LETTERS_MAX
    for position, (number, texts) in enumerate(rows, 1):
        if position > most + 1:
            raise Refused(Finding("sheet.too_large", f"the sheet has more than {most} rows", name, f"{line} {number}"))
        if len(texts) > COLUMNS_MAX and any(texts[COLUMNS_MAX:]):
            raise Refused(Finding("sheet.too_large", f"the sheet has more than {COLUMNS_MAX} columns", name, f"{line} {number}"))
        if not header:
            header = [text.strip().lower() for text in texts]
            letters = {column: _letter(at) if with_letters else "" for at, column in enumerate(header) if column}
            continue
        cells: dict[str, str] = {}
        for at, text in enumerate(texts[: len(header)]):
            if header[at] and (said := text.strip()):
                if len(said) > CELL_LETTERS_MAX:
                    place = Sheet(name, letters).place(Row(number, position, {}), header[at])
                    raise Refused(Finding("cell.too_long", f"the cell holds more than {CELL_LETTERS_MAX} letters", name, place))
                cells[header[at]] = said
                letters_left -= len(said)
        if letters_left < 0:
            raise Refused(Finding("sheet.too_large", "the sheet holds more than 3 million letters up to here", name, f"{line} {number}"))
        if cells:
            found.append(Row(number, position, cells))
    return Sheet(name, letters, tuple(found))


def _letter(index: int) -> str:
    return (_letter(index // 26 - 1) if index >= 26 else "") + LETTERS[index % 26]


# the kinds of files


def _xlsx(raw: bytes) -> dict[str, Rows]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED_BYTES_MAX:
                raise Refused(Finding("workbook.too_large", "the workbook unpacks to more than 60 MB"))
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        names = _wanted([sheet.title for sheet in book.worksheets])
        return {names[sheet.title]: list(_xlsx_rows(sheet, names[sheet.title])) for sheet in book.worksheets if sheet.title in names}
    except Refused:
        raise
    except Exception as error:  # openpyxl fails in many ways on what is no workbook
        raise Refused(Finding("workbook.unreadable", f"this is no .xlsx workbook, or it is damaged ({type(error).__name__})")) from error


def _wanted(titles: Sequence[str]) -> dict[str, str]:
    """Return title -> name of the sheets that make a form; one sheet alone is the survey, whatever it is called."""
    if len(titles) == 1:
        return {titles[0]: "survey"}
    return {title: title.strip().lower() for title in titles if title.strip().lower() in KNOWN}


def _xlsx_rows(sheet: Any, name: str) -> Rows:
    most = ROWS_MAX.get(name, ROWS_ELSEWHERE) + 2
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS_MAX + 1), 1):
        texts = [_text(value) for value in values]
        if number == 1 or any(texts):
            yield number, texts
            most -= 1
        if most < 0:
            return


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def _xls(raw: bytes) -> dict[str, Rows]:
    import xlrd  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(file_contents=raw)
        names = _wanted(book.sheet_names())
        return {
            names[sheet.name]: [(at + 1, [_text(cell.value) for cell in sheet.row(at)]) for at in range(sheet.nrows)]
            for sheet in book.sheets()
            if sheet.name in names
        }
    except Exception as error:  # xlrd fails in many ways on what is no workbook
        raise Refused(Finding("workbook.unreadable", f"this is no .xls workbook, or it is damaged ({type(error).__name__})")) from error


def _markdown(raw: bytes) -> dict[str, Rows]:
    sheets: dict[str, list[tuple[int, Sequence[str]]]] = {}
    name = ""
    for number, line in enumerate(_decoded(raw).splitlines(), 1):
        match = MARKDOWN_ROW.match(line)
        if not match:
            continue
        texts = [text.strip().replace("\\|", "|") for text in BARS.split(match[1])]
        if set("".join(texts)) <= {"-", ":", " "} and "".join(texts):
            continue  # the line below a header
        if texts[0]:
            name = texts[0].lower()
            sheets.setdefault(name, [])
            texts = ["", *texts[1:]]
        if name and any(texts):
            sheets[name].append((number, texts[1:]))
    return {name: rows for name, rows in sheets.items() if name in KNOWN}


def _csv(raw: bytes) -> dict[str, Rows]:
    sheets: dict[str, list[tuple[int, Sequence[str]]]] = {}
    name = ""
    reader = csv.reader(io.StringIO(_decoded(raw)))
    try:
        for texts in reader:
            if texts and texts[0].strip():
                name = texts[0].strip().lower()
                sheets.setdefault(name, [])
            if name and any(texts[1:]):
                sheets[name].append((reader.line_num, texts[1:]))
    except csv.Error as error:
        raise Refused(Finding("workbook.unreadable", f"line {reader.line_num} cannot be read: {error}")) from error
    return {name: rows for name, rows in sheets.items() if name in KNOWN}


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(Finding("workbook.unreadable", "the file is not UTF-8 text")) from error


READERS = {".xlsx": _xlsx, ".xls": _xls, ".md": _markdown, ".csv": _csv}
