"""Flat tables written for others: CSV, an Excel workbook or GeoJSON, each beside a manifest of hashes that `sha256sum -c` reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core.errors import AppError
from core.export.own_folder import whole_or_nothing
from core.reporter import Reporter
from core.vault.durable import write_durably
from core.vault.errors import disk_errors

MANIFEST = "SHA256SUMS"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so (OWASP, CSV injection)
WIDEST, ROWS_MOST = 60, 1_048_575  # letters of a column; rows below the heading that Excel can hold
Row = tuple[str | int, ...]


class SheetsRefused(AppError):
    code = "sheets.refused"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its Indonesian title, (key, Indonesian title) of each column, the rows in the order of the columns.

    Times are wall time with offset, days YYYY-MM-DD, truth values 0 or 1.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def write_sheets(sheets: Sequence[Sheet], folder: Path, form: str, *, report: Reporter | None = None) -> list[str]:
    """Write the tables into an empty folder as "csv", "xlsx" or "geojson". Returns the names of the files, the manifest last.

    Raises SheetsRefused when the folder is not empty or a table is too long for Excel, DiskRefused, Cancelled; whatever is raised, nothing
    is left there.
    """
    report = report or Reporter()
    with disk_errors(folder):
        if folder.exists() and any(folder.iterdir()):
            raise SheetsRefused("Nothing was exported: the folder is not empty.", "Choose an empty folder.")
        files = _WRITERS[form](sheets)
        lines = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
        whole = {**files, MANIFEST: lines.encode()}
        with whole_or_nothing(folder) as written:
            for number, (name, content) in enumerate(whole.items()):
                report.step(number, len(whole), "tables")
                written[name] = sha256(content).hexdigest()
                write_durably(folder / name, [content])
    return [*files, MANIFEST]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return an Excel workbook, one sheet a table, headings fixed and filterable; words stay words, never formulas. Same input, same cells.

    Raises SheetsRefused for a table that Excel cannot hold.
    """
    import xlsxwriter

    if any(len(sheet.rows) > ROWS_MOST for sheet in sheets):
        raise SheetsRefused("Nothing was exported: a table is too long for Excel.", "Choose CSV, or fewer cases.")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    head = book.add_format({"bold": True, "bg_color": "#E3EDF7", "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.title[:31])
        page.freeze_panes(1, 0)
        for column, (_, title) in enumerate(sheet.columns):
            page.write_string(0, column, title, head)
            longest = max([len(title)] + [len(str(row[column])) for row in sheet.rows[:200]])
            page.set_column(column, column, min(WIDEST, longest + 2))
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(number, column, value, plain)
                else:
                    page.write_string(number, column, value[:32_767], plain)  # the most that a cell of Excel can hold
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return out.getvalue()


def _as_csv(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """RFC 4180 in UTF-8 with a byte order mark, without which Excel reads letters wrongly."""
    files = {}
    for sheet in sheets:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([key for key, _ in sheet.columns])
        writer.writerows([_harmless(value) for value in row] for row in sheet.rows)
        files[f"{sheet.name}.csv"] = out.getvalue().encode("utf-8-sig")
    return files


def _harmless(value: str | int) -> str | int:
    is_number = isinstance(value, int) or value.replace(".", "", 1).removeprefix("-").isdigit()
    return value if is_number or not str(value).startswith(FORMULA) else f"'{value}"


def _as_xlsx(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    return {"bukti.xlsx": workbook(sheets)}


def _as_geojson(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """RFC 7946: evidence at the place that its camera noted (WGS 84); cases by name of place alone, without an invented point."""
    features = []
    for sheet in sheets:
        if sheet.name not in ("cases", "evidence"):
            continue
        for row in sheet.rows:
            said = {"table": sheet.name, **dict(zip([key for key, _ in sheet.columns], row, strict=True))}
            features.append({"type": "Feature", "geometry": _point(said), "properties": said})
    whole = {"type": "FeatureCollection", "features": features}
    return {"bukti.geojson": json.dumps(whole, ensure_ascii=False, indent=1).encode()}


def _point(said: dict[str, str | int]) -> dict[str, object] | None:
    try:
        longitude, latitude = float(said["longitude"]), float(said["latitude"])
    except (KeyError, ValueError):
        return None
    inside = -180 <= longitude <= 180 and -90 <= latitude <= 90
    return {"type": "Point", "coordinates": [longitude, latitude]} if inside else None


_WRITERS = {"csv": _as_csv, "xlsx": _as_xlsx, "geojson": _as_geojson}
