"""Section 11: the folder of an export, its manifest and its files."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .header import read_header
from .records import Record
from .signatures import check_key, from_pem
from .strict import Broken, need, parse, sha256

MANIFEST, INDEX = "SHA256SUMS", "index.json"
LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
HEX = "[0-9a-f]{64}"
RECORD_FILE = re.compile(rf"records/({HEX})\.(json|device\.der|person\.der)")
PART_FILE = re.compile(rf"parts/({HEX})\.([a-z][a-z0-9_]{{0,63}})\.(json|sealed)")
BLOB_FILE = re.compile(rf"files/({HEX})")
KEY_FILE = re.compile(rf"keys/({HEX})\.pem")
RECEIPT_FILE = re.compile(rf"receipts/({HEX})\.(json|der|signed)")


@dataclass
class Export:
    """What was found. `faults` and `bad_records` map a file's name or a record's id to the first rule that it breaks."""

    records: dict[str, Record] = field(default_factory=dict)
    blobs: dict[str, int] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    statements: dict[str, dict[str, bytes]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    bad_records: dict[str, str] = field(default_factory=dict)

    def blame(self, name: str, rule: str) -> None:
        """Keep the first fault of each file."""
        self.faults.setdefault(name, rule)


def read_export(folder: Path) -> Export:
    """All of a folder. Files that break a rule are named in `faults` and not looked at further."""
    export = Export()
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir()}
    for name, path in list(files.items()):
        if path.is_symlink() or not path.is_file():
            export.blame(name, "not a plain file")
            del files[name]
    contents = {name: path.read_bytes() for name, path in files.items()}
    _check_manifest(export, contents)
    _read_records(export, contents)
    for name, data in contents.items():
        _read_other(export, name, data)
    _read_index(export, contents.get(INDEX))
    return export


def _check_manifest(export: Export, contents: dict[str, bytes]) -> None:
    """As `sha256sum -c` does, and nothing beside it; the order of the lines means nothing to a reader."""
    data = contents.pop(MANIFEST, None)
    if data is None:
        export.blame(MANIFEST, "missing")
        return
    listed: dict[str, str] = {}
    for line in data.decode("utf-8", errors="replace").removesuffix("\n").split("\n"):
        match = LINE.fullmatch(line)
        if match is None or listed.get(match[2], match[1]) != match[1]:
            export.blame(MANIFEST, f"a line that is no entry, or another one for the same file: {line[:100]!r}")
            continue
        listed[match[2]] = match[1]
    for name in sorted(set(listed) - set(contents)):
        export.blame(name, "in the manifest, but not there")
    for name, content in contents.items():
        if name not in listed:
            export.blame(name, "not in the manifest")
        elif sha256(content) != listed[name]:
            export.blame(name, "changed: not the hash in the manifest")


def _read_records(export: Export, contents: dict[str, bytes]) -> None:
    for name, data in contents.items():
        match = RECORD_FILE.fullmatch(name)
        if match is None or match[2] != "json":
            continue
        if sha256(data) != match[1]:
            export.bad_records[match[1]] = "the header's hash is not the name of its file"
            continue
        try:
            export.records[match[1]] = Record(read_header(data), data)
        except Broken as broken:
            export.bad_records[match[1]] = str(broken)


def _read_other(export: Export, name: str, data: bytes) -> None:
    if match := RECORD_FILE.fullmatch(name):
        record_id, kind = match.groups()
        if kind != "json":
            _beside(export, record_id, name, lambda record: record.signatures.__setitem__(kind.removesuffix(".der"), data))
    elif match := PART_FILE.fullmatch(name):
        record_id, part, kind = match.groups()
        _beside(export, record_id, name, lambda record: record.parts.__setitem__((part, kind), data))
    elif match := BLOB_FILE.fullmatch(name):
        export.blobs[match[1]] = len(data)
        if sha256(data) != match[1]:
            export.blame(name, "the file's hash is not its name")
    elif match := KEY_FILE.fullmatch(name):
        _read_key(export, match[1], name, data)
    elif match := RECEIPT_FILE.fullmatch(name):
        export.statements.setdefault(match[1], {})[match[2]] = data
    elif name != INDEX:
        export.blame(name, "a file that the format does not know")


def _beside(export: Export, record_id: str, name: str, put: Callable[[Record], None]) -> None:
    """Give a signature or part to its record; without a record of this id in the folder it belongs to nothing."""
    record = export.records.get(record_id)
    if record is not None:
        put(record)
    elif record_id not in export.bad_records:
        export.blame(name, "belongs to no record")


def _read_key(export: Export, key_id: str, name: str, data: bytes) -> None:
    try:
        spki = from_pem(data.decode("ascii", errors="replace"))
        if check_key(spki) == key_id:
            export.keys[key_id] = spki
        else:
            export.blame(name, "the key's id is not the file's name")
    except Broken as broken:
        export.blame(name, str(broken))


def _read_index(export: Export, data: bytes | None) -> None:
    """A convenience, not signed: only that it lists the records that are there, each once."""
    if data is None:
        export.blame(INDEX, "missing")
        return
    try:
        index = parse(data)
        need(isinstance(index, list) and all(isinstance(entry, dict) for entry in index), "not a list of objects")
        listed = [entry.get("record") for entry in index]
        need(len(set(map(str, listed))) == len(listed), "a record is listed twice")
        need(set(listed) == set(export.records) | set(export.bad_records), "does not list the records that are there")
    except Broken as broken:
        export.blame(INDEX, str(broken))
