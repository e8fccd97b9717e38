"""A client of the protocol without any of core: signs what it is told to sign, also wrongly."""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

from record.parcel import Item, frames
from record.receipt import Credential, Receipt, Signed, open_statement
from record.seal import key_id
from record.signature import REQUEST, public_bytes, sign
from tests.builders import BuiltOffice, Written
from tests.unit.record_samples import Laptop, Member


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found

    @property
    def code(self) -> object:
        return self.json["code"]


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@dataclass
class Caller:
    """Speaks as one device."""

    port: int
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    nonce: str = ""

    @property
    def device(self) -> str:
        return key_id(public_bytes(self.key))

    def plain(self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            with suppress(BrokenPipeError):  # it may answer before it has heard all: what it holds already
                connection.request(method, target, body or None, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    def post_json(self, target: str, given: object) -> Answer:
        return self.plain("POST", target, json.dumps(given).encode())

    def fresh_nonce(self) -> str:
        self.nonce = str(self.plain("GET", "/v1/nonce").json["nonce"])
        return self.nonce

    def authorization(self, method: str, target: str, content: str) -> str:
        nonce = self.nonce or self.fresh_nonce()
        signed = sign(self.key, "device", f"{method}\n{target}\n{content}\n{nonce}".encode(), purpose=REQUEST)
        return f"Bukti device={self.device}, nonce={nonce}, signature={b64(signed.der)}"

    def call(self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        signed = self.authorization(method, target, sha256(body).hexdigest())
        return self.plain(method, target, body, {"Authorization": signed, **(headers or {})})

    def hello(self, **given: object) -> Answer:
        return self.call("POST", "/v1/hello", json.dumps(given).encode())

    def parcel(self, *written: Written) -> Answer:
        return self.items(item for one in written for item in one.items)

    def items(self, items: Iterable[Item]) -> Answer:
        (frame,) = frames(items)
        return self.call("POST", "/v1/parcels", frame)

    # files

    def patch_headers(self, digest: str, *, offset: int, size: int, attempt: str | None = None, room: str = "blobs") -> dict[str, str]:
        attempt = attempt or os.urandom(16).hex()
        signed = self.authorization("PATCH", f"/v1/{room}/{digest}", f"stream {offset} {size} {attempt}")
        named = {"Upload-Offset": str(offset), "Upload-Length": str(size), "Upload-Attempt": attempt}
        return {"Authorization": signed, "Content-Type": "application/vnd.bukti.pieces", **named}

    def patch(
        self, digest: str, content: bytes, *, offset: int = 0, size: int | None = None, piece: int = 256 * 1024, room: str = "blobs"
    ) -> Answer:
        headers = self.patch_headers(digest, offset=offset, size=len(content) + offset if size is None else size, room=room)
        return self.plain("PATCH", f"/v1/{room}/{digest}", pieces(content, piece), headers)

    def patch_parcel(self, frame: bytes, start: int = 0, end: int | None = None) -> Answer:
        """Send a stretch of a parcel, in pieces of 16 KiB; from its end on: nothing, which asks where the server stands."""
        content = frame[start:end]
        return self.patch(sha256(frame).hexdigest(), content, offset=start, size=len(frame), piece=16 * 1024, room="parcels")

    def offset(self, digest: str) -> int:
        answer = self.call("HEAD", f"/v1/blobs/{digest}")
        assert answer.status == 200
        return int(answer.headers["upload-offset"])

    def open_patch(self, digest: str, *, offset: int, size: int) -> OpenPatch:
        headers = self.patch_headers(digest, offset=offset, size=size)
        return OpenPatch(self.port, f"/v1/blobs/{digest}", headers)


class OpenPatch:
    """A PATCH whose body goes byte for byte as the test says, and which can be cut anywhere."""

    def __init__(self, port: int, target: str, headers: Mapping[str, str], *, tls: ssl.SSLContext | None = None) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket)
        lines = [f"PATCH {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Transfer-Encoding: chunked"]
        self.socket.sendall("\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode())

    def send(self, raw: bytes) -> None:
        self.socket.sendall(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")

    def answer(self) -> Answer:
        self.socket.sendall(b"0\r\n\r\n")
        return self.read()

    def read(self) -> Answer:
        response = http.client.HTTPResponse(self.socket, method="PATCH")
        response.begin()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())

    def cut(self) -> None:
        self.socket.close()


def pieces(content: bytes, size: int = 256 * 1024) -> bytes:
    """Return the body of a PATCH."""
    runs = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(len(run).to_bytes(4, "big") + sha256(run).digest() + run for run in runs)


def enrolment(office: BuiltOffice, code: str, *, laptop: Laptop | None = None, person: Member | None = None) -> dict[str, object]:
    laptop, person = laptop or office.laptop, person or office.chair
    return {
        "code": code,
        "office": office.code,
        "device_name": "Laptop",
        "device_key": b64(public_bytes(laptop.key)),
        "person": person.id,
        "sign_key": b64(public_bytes(person.key)),
        "roster": [b64(frame) for frame in frames(item for one in office.roster for item in one.items)],
    }


def receipt_in(raw: bytes, spki: bytes) -> Receipt:
    found = open_statement(Signed.from_bytes(raw), spki)
    assert isinstance(found, Receipt)
    return found


def credential_in(raw: bytes, spki: bytes) -> Credential:
    found = open_statement(Signed.from_bytes(raw), spki)
    assert isinstance(found, Credential)
    return found
