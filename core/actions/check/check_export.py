"""Checking an export folder: every file against the manifest and the records, nothing by the word of the unsigned index."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from core.actions.check.judge_records import Known, Loose, judge
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.receipt import Signed, open_statement
from record.seal import key_id
from record.signature import RECEIPT, Signature, verify
from record.strict_json import parse_object

MANIFEST = "SHA256SUMS"
_HEX = r"[0-9a-f]{64}"
_KNOWN_FILES = re.compile(
    rf"index\.json|records/{_HEX}\.(json|device\.der|person\.der)|parts/{_HEX}\.[a-z0-9_]+\.(json|sealed)"
    rf"|keys/{_HEX}\.pem|files/{_HEX}|receipts/{_HEX}\.(json|der|signed)"
)
_NOBODY = "0" * 64
_NO_FILE = ": no file of an export"


def export_findings(folder: Path, known: Known) -> tuple[int, list[str]]:
    """Return how many records there are and one line for each fault. Raises OSError without a manifest. Source: docs/format.md "Export"."""
    findings = list(_manifest(folder))
    keys, faults = _keys(folder)
    findings += faults
    people = list(_signing_keys(folder))
    loose = [_loose(folder, path, people) for path in sorted((folder / "records").glob("*.json"))]
    findings += judge(loose, known)
    headers = {one.id: header for one in loose if (header := _header(one.header)) is not None}
    findings += _parts(folder, headers)
    findings += _files(folder, headers)
    findings += _receipts(folder, keys)
    findings += _index(folder, [one.id for one in loose])
    return len(loose), findings


def is_tables(folder: Path) -> bool:
    """Return whether it is an export as flat tables (core/export/sheets.py), which nobody signed."""
    return (folder / MANIFEST).is_file() and not (folder / "records").exists() and not (folder / "index.json").exists()


def manifest_findings(folder: Path) -> list[str]:
    """Return one line for each file that is not as the manifest says. Raises OSError without a manifest."""
    return [one for one in _manifest(folder) if not one.endswith(_NO_FILE)]


def _manifest(folder: Path) -> Iterator[str]:
    listed: set[str] = set()
    raw = (folder / MANIFEST).read_bytes()
    if b"\r" in raw:
        yield f"{MANIFEST}: written with carriage returns, which sha256sum refuses"
    for line in raw.decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        listed.add(name)
        target = folder / name
        if not target.is_file() or _sha256(target) != digest:
            yield f"{name}: missing or changed"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST:
            if name not in listed:
                yield f"{name}: not in the manifest"
            if not _KNOWN_FILES.fullmatch(name):
                yield f"{name}{_NO_FILE}"


def _sha256(path: Path) -> str:
    seen = sha256()
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            seen.update(piece)
    return seen.hexdigest()


def _keys(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    found: dict[str, bytes] = {}
    faults = []
    for path in sorted((folder / "keys").glob("*.pem")):
        body = "".join(path.read_text(encoding="ascii", errors="replace").splitlines()[1:-1])
        try:
            spki = base64.b64decode(body, validate=True)
        except ValueError:
            spki = b""
        if key_id(spki) != path.stem:
            faults.append(f"keys/{path.name}: not the key that its name says")
        found[key_id(spki)] = spki
    return found, faults


def _signing_keys(folder: Path) -> Iterator[bytes]:
    """The people's keys as the roster's own bodies tell them, to find which one made a signature."""
    for path in sorted((folder / "parts").glob("*.person.json")):
        try:
            yield base64.b64decode(str(parse_object(path.read_bytes()).get("sign_key")), validate=True)
        except (Unreadable, ValueError):
            continue


def _loose(folder: Path, path: Path, people: list[bytes]) -> Loose:
    header_bytes, identity = path.read_bytes(), path.stem
    header = _header(header_bytes)
    signatures: list[Signature] = []
    if (der := _read(path.with_name(f"{identity}.device.der"))) is not None:
        signatures.append(Signature("device", header.device if header is not None else _NOBODY, der))
    if (der := _read(path.with_name(f"{identity}.person.der"))) is not None:
        signatures.append(Signature("person", _maker(people, der, header_bytes), der))
    parts = {one.name.split(".")[1]: one.read_bytes() for one in (folder / "parts").glob(f"{identity}.*")}
    return Loose(identity, header_bytes, tuple(signatures), parts)


def _maker(people: list[bytes], der: bytes, header_bytes: bytes) -> str:
    for spki in people:
        try:
            verify(spki, Signature("person", key_id(spki), der), header_bytes)
        except NotGenuine:
            continue
        return key_id(spki)
    return _NOBODY


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _header(raw: bytes) -> Header | None:
    try:
        return Header.from_bytes(raw)
    except Unreadable:
        return None


def _parts(folder: Path, headers: Mapping[str, Header]) -> Iterator[str]:
    records = {path.stem for path in (folder / "records").glob("*.json")}
    for path in sorted((folder / "parts").glob("*")):
        identity, name, ending = [*path.name.split("."), "", ""][:3]
        if identity not in records:
            yield f"parts/{path.name}: its record is not there"
        elif identity in headers:
            ref = next((part for part in headers[identity].parts if part.name == name), None)
            if ref is not None and (ref.sealed_to is not None) != (ending == "sealed"):
                yield f"{identity}: part {name} lies under a wrong ending"
    for path in sorted((folder / "records").glob("*.der")):
        if path.name.partition(".")[0] not in records:
            yield f"{path.name.partition('.')[0]}: its header is missing"


def _files(folder: Path, headers: Mapping[str, Header]) -> Iterator[str]:
    named: dict[str, set[int]] = {}
    for header in headers.values():
        for ref in header.blobs:
            named.setdefault(ref.sha256, set()).add(ref.size)
    for path in sorted((folder / "files").glob("*")):
        if path.name not in named:
            yield f"files/{path.name}: no record names this file"
        elif named[path.name] != {path.stat().st_size} or _sha256(path) != path.name:
            yield f"files/{path.name}: not the file that was signed"


def _receipts(folder: Path, keys: Mapping[str, bytes]) -> Iterator[str]:
    place = folder / "receipts"
    for stem in sorted({path.name.partition(".")[0] for path in place.glob("*")}):
        body, der, whole = (_read(place / f"{stem}.{ending}") for ending in ("json", "der", "signed"))
        if body is None or der is None or whole is None:
            yield f"receipts/{stem}: a file of it is missing"
            continue
        try:
            by = str(parse_object(body).get("by"))
            if sha256(body).hexdigest() != stem or Signed.from_bytes(whole) != Signed(body, der):
                yield f"receipts/{stem}: its files do not belong together"
            elif by in keys:
                verify(keys[by], Signature("centre", by, der), body, purpose=RECEIPT)
                if parse_object(body).get("kind") in ("receipt", "credential"):  # a kind of a later version is kept unjudged
                    open_statement(Signed(body, der), keys[by])
        except (NotGenuine, Unreadable) as error:
            yield f"receipts/{stem}: {error}"


def _index(folder: Path, records: list[str]) -> Iterator[str]:
    try:
        listed = [str(item["record"]) for item in json.loads((folder / "index.json").read_bytes())]
    except (OSError, ValueError, KeyError, TypeError):
        yield "index.json: missing or unreadable"
        return
    if sorted(listed) != sorted(records):
        yield "index.json: it does not list exactly the records"
