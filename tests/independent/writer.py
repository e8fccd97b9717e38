"""A second writer of exports, from docs/format.md alone: keys and signatures by the `openssl` command.

With it a test can sign what the program would never write, so that a rule is judged and not only a broken signature.
"""

import base64
import hashlib
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RECORD, RECEIPT = b"bukti/record/1\0", b"bukti/receipt/1\0"
OFFICE = "00.00.01"
SALT = "00112233445566778899aabbccddeeff"
SEAL_KEY = base64.b64encode(bytes(range(32))).decode()
CHAIR, STAFF, CASE = (f"{n:08x}-0000-4000-8000-00000000abcd" for n in (1, 2, 0xCA5E))
LOG, OTHER_LOG, THIRD_LOG = (f"0000000{n}-0000-4000-8000-000000000000" for n in (1, 2, 3))


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def b64(data: bytes) -> str:
    """Padded Base64."""
    return base64.b64encode(data).decode()


def uuid(number: int) -> str:
    """A UUID that is easy to recognise."""
    return f"{number:08x}-0000-4000-8000-00000000abcd"


def openssl(*arguments: str, data: bytes = b"") -> bytes:
    """What the command writes."""
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


class Pen:
    """A P-256 key pair."""

    def __init__(self) -> None:
        """A new key."""
        self._private = openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout")
        self.spki = openssl("ec", "-pubout", "-outform", "DER", data=self._private)
        self.compressed = openssl("ec", "-pubout", "-outform", "DER", "-conv_form", "compressed", data=self._private)
        self.explicit = openssl("ec", "-pubout", "-outform", "DER", "-param_enc", "explicit", data=self._private)
        self.id = sha256(self.spki)
        self.root = re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", self.id[:32])

    def sign(self, message: bytes) -> bytes:
        """DER of the signature."""
        with tempfile.NamedTemporaryFile() as key:
            Path(key.name).write_bytes(self._private)
            return openssl("dgst", "-sha256", "-sign", key.name, data=message)

    @property
    def pem(self) -> bytes:
        """As in the folder `keys`."""
        return openssl("pkey", "-pubin", "-inform", "DER", "-pubout", data=self.spki)


@dataclass(frozen=True)
class Part:
    """Bytes of a part as stored and what a header says of it."""

    name: str
    stored: bytes
    reference: dict[str, Any]

    @property
    def file_kind(self) -> str:
        """How the file's name ends."""
        return "json" if self.reference["sealed_to"] is None else "sealed"


def open_part(name: str, body: dict[str, Any] | bytes) -> Part:
    """An open part; bytes stand as they are given."""
    stored = body if isinstance(body, bytes) else json.dumps({"salt": SALT} | body).encode()
    return Part(name, stored, {"name": name, "sha256": sha256(stored), "size": len(stored), "sealed_to": None, "sealed_sha256": None})


def sealed_part(name: str, size: int = 100, **changes: Any) -> Part:
    """A sealed part that nobody can open: its ciphertext is made up, its form is right unless changed."""
    plain = sha256(name.encode())
    reader = sha256(b"reader")
    sealed: dict[str, Any] = {"v": 1, "bound_to": plain, "to": {reader: b64(bytes(80))}, "ciphertext": b64(bytes(12 + size + 16))}
    stored = json.dumps(sealed | changes).encode()
    return Part(name, stored, {"name": name, "sha256": plain, "size": size, "sealed_to": [reader], "sealed_sha256": sha256(stored)})


@dataclass
class Export:
    """Files of an export; records are added one after another, with header, bytes and signatures as a test wants them."""

    device: Pen
    person: Pen
    files: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, dict[str, Any]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    index: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> "Export":
        """One to change."""
        return Export(self.device, self.person, dict(self.files), dict(self.headers), dict(self.last), list(self.index))

    def header(self, parts: list[Part], **changes: Any) -> dict[str, Any]:
        """A header that continues its log; `parents` are ids, `lamport` follows from them."""
        log = changes.get("log", LOG)
        before = self.last.get(log)
        parents = changes.get("parents", [])
        lamport = 1 + max((self.headers[parent]["lamport"] for parent in parents if parent in self.headers), default=0)
        kind = changes.get("type", "case.opened")
        return {
            "v": 1,
            "type": kind,
            "stream": CASE,
            "log": log,
            "seq": self.headers[before]["seq"] + 1 if before else 1,
            "prev": before,
            "parents": parents,
            "lamport": lamport,
            "at": "2026-01-02T03:04:05.678+07:00",
            "clock": {"state": "unchecked", "checked_at": None, "checked_by": None},
            "office": OFFICE,
            "scope": [OFFICE, "00.00"],
            "device": self.device.id,
            "person": CHAIR,
            "schema": f"{kind}/1",
            "parts": [part.reference for part in parts],
            "blobs": [],
        } | changes

    def add(
        self,
        parts: list[Part] | None = None,
        signers: tuple[Pen | None, Pen | None] | None = None,
        raw: bytes | None = None,
        signatures: dict[str, bytes] | None = None,
        **changes: Any,
    ) -> str:
        """Add a record and return its id. `signers` are device and person; `raw` are the header's bytes, where they are not made here."""
        parts = [open_part("case", {"title": "Contoh"})] if parts is None else parts
        header = self.header(parts, **changes)
        data = json.dumps(header).encode() if raw is None else raw
        record = sha256(data)
        signed_by = [{"by": by, "key": self.device.id} for by in signatures or {}]
        if signatures is None:
            pens = zip(("device", "person"), signers or (self.device, None), strict=True)
            signing = [(by, pen) for by, pen in pens if pen is not None]
            signatures = {by: pen.sign(RECORD + data) for by, pen in signing}
            signed_by = [{"by": by, "key": pen.id} for by, pen in signing]
        self.files[f"records/{record}.json"] = data
        for by, der in signatures.items():
            self.files[f"records/{record}.{by}.der"] = der
        for part in parts:
            self.files[f"parts/{record}.{part.name}.{part.file_kind}"] = part.stored
        self.index.append({"record": record} | {key: header[key] for key in ("type", "log", "seq", "at")} | {"signed_by": signed_by})
        self.headers[record] = header
        self.last[header["log"]] = record
        return record

    def act(self, kind: str, parts: list[Part], signers: tuple[Pen | None, Pen | None] | None = None, **changes: Any) -> str:
        """Add a legal act, signed by device and person unless said otherwise; one of the roster where its type says so."""
        if kind.startswith("roster."):
            changes = {"stream": self.device.root} | changes
        return self.add(parts, signers=signers or (self.device, self.person), type=kind, **changes)

    def whole(self) -> dict[str, bytes]:
        """All files, with the index of the records that are still there."""
        index = [entry for entry in self.index if f"records/{entry['record']}.json" in self.files]
        return self.files | {"index.json": json.dumps(index).encode()}

    def state(self, centre: Pen, body: dict[str, Any], prefix: bytes = RECEIPT) -> str:
        """Add a statement of a centre, and its key."""
        data = json.dumps({"v": 1, "by": centre.id, "at": "2026-01-03T00:00:00Z"} | body).encode()
        der = centre.sign(prefix + data)
        name = f"receipts/{sha256(data)}"
        signed = json.dumps({"body": b64(data), "der": b64(der)}).encode()
        self.files |= {f"{name}.json": data, f"{name}.der": der, f"{name}.signed": signed, f"keys/{centre.id}.pem": centre.pem}
        return name


def entry(who: str, pen: Pen, role: str, **changes: Any) -> dict[str, Any]:
    """The body `person` of a roster record."""
    names = {"name": "Nama Contoh", "position": "Jabatan", "certificate": "", "bundle": {}}
    return {"person": who, "role": role, "sign_key": b64(pen.spki), "seal_key": SEAL_KEY} | names | changes


def founding_parts(device: Pen, person: Pen, role: str = "panwascam_chair", office: str = OFFICE, who: str = CHAIR) -> list[Part]:
    """The three parts of `roster.founded`."""
    return [
        open_part("office", {"code": office, "name": "Kantor Contoh", "regime": "pemilihan"}),
        open_part("person", entry(who, person, role)),
        open_part("device", {"key": b64(device.spki), "name": "Laptop"}),
    ]


def manifest(files: dict[str, bytes]) -> bytes:
    """SHA256SUMS of all the other files."""
    return "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items()) if name != "SHA256SUMS").encode()


def write(files: dict[str, bytes], folder: Path, remake: bool = True) -> None:
    """Write an export's folder; without `remake` the manifest among the files stays as it is."""
    whole = files | ({"SHA256SUMS": manifest(files)} if remake else {})
    for name, data in whole.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def read(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
