"""Takes the lists that lie in files beside a form (CSV, XML) into the form itself, so that its hash covers them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path, PurePosixPath

from forms.engine.errors import FormRefused

X = "http://www.w3.org/2002/xforms"
PREFIXES = {
    "": X, "h": "http://www.w3.org/1999/xhtml", "jr": "http://openrosa.org/javarosa", "bw": "https://bukti.invalid/xforms",
    "odk": "http://www.opendatakit.org/xforms", "orx": "http://openrosa.org/xforms", "ev": "http://www.w3.org/2001/xml-events",
}  # fmt: skip
ROWS_MAX = 200_000


def take_in(xml: bytes, folder: Path | None, *, missing_is_empty: bool = False) -> bytes:
    """Return the form with every list from a file (`jr://file-csv/x.csv`, `jr://file/x.xml`) written into it.

    A form without such lists comes back as it was. Raises FormRefused for a file that is missing in `folder` (unless it counts as
    empty) or cannot be read as a list.
    """
    if b"jr://" not in xml or b" src=" not in xml:
        return xml
    try:
        document = ET.fromstring(xml)
    except ET.ParseError:
        return xml  # the loader says what is wrong
    found = [instance for instance in document.iter(f"{{{X}}}instance") if instance.get("src", "").startswith("jr://")]
    if not found:
        return xml
    for instance in found:
        name = PurePosixPath(instance.attrib.pop("src")).name
        instance.append(_list(folder, name, missing_is_empty))
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    made: bytes = ET.tostring(document, encoding="utf-8", xml_declaration=True)
    return made


def _list(folder: Path | None, name: str, missing_is_empty: bool) -> ET.Element:
    root = ET.Element(f"{{{X}}}root")
    path = folder / name if folder is not None else None
    if path is None or not path.is_file():
        if missing_is_empty:
            return root
        raise FormRefused("the form takes choices from a file that does not lie beside it", name)
    if path.suffix.lower() == ".csv":
        _from_csv(root, path)
    elif path.suffix.lower() == ".xml":
        _from_xml(root, path)
    else:
        raise FormRefused("lists are read from .csv and .xml files only", name)
    return root


def _from_csv(root: ET.Element, path: Path) -> None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormRefused("the file is not UTF-8 text", path.name) from error
    mark = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        head = [name.strip() for name in next(rows, [])]
        for number, row in enumerate(rows, 2):
            if number > ROWS_MAX:
                raise FormRefused(f"more than {ROWS_MAX} rows", path.name)
            if any(row):
                _add_item(root, zip(head, row, strict=False))
    except csv.Error as error:
        raise FormRefused(f"line {rows.line_num}: {error}", path.name) from error


def _from_xml(root: ET.Element, path: Path) -> None:
    raw = path.read_bytes()
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise FormRefused("a list with a document type", path.name)
    try:
        document = ET.fromstring(raw)
    except ET.ParseError as error:
        raise FormRefused(f"no XML: {error}", path.name) from error
    for item in document.iterfind("{*}item"):
        _add_item(root, ((child.tag.rsplit("}", 1)[-1], child.text or "") for child in item))


def _add_item(root: ET.Element, columns: object) -> None:
    item = ET.SubElement(root, f"{{{X}}}item")
    for name, value in columns:  # type: ignore[attr-defined]
        if name.isidentifier() or name.replace("-", "_").replace(".", "_").isidentifier():
            ET.SubElement(item, f"{{{X}}}{name}").text = value
