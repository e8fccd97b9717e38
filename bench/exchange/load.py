"""Many laptops at once, as one process can play them: keep-alive connections, every request signed as docs/protocol.md says."""

from __future__ import annotations

import asyncio
import os
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from record.seal import key_id
from record.signature import REQUEST, public_bytes, sign

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Answer:
    """status, headers (lower case), body, and how long it took in seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took_s: float


@dataclass
class Laptop:
    """One device with one connection; it connects again when the server ends it."""

    address: tuple[str, int]
    key: ec.EllipticCurvePrivateKey
    id: str = field(init=False)

    def __post_init__(self) -> None:
        self.id = key_id(public_bytes(self.key))
        self._nonce = ""
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def call(
        self, method: str, target: str, body: bytes = b"", *, says: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """says: the text of a streamed body in place of its hash."""
        if not self._nonce:
            await self._ask("GET", "/v1/nonce", b"", {})
        text = f"{method}\n{target}\n{says or sha256(body).hexdigest()}\n{self._nonce}"
        signed = sign(self.key, "device", text.encode(), purpose=REQUEST)
        mine = {"Authorization": f"Bukti device={self.id}, nonce={self._nonce}, signature={b64encode(signed.der).decode()}"}
        return await self._ask(method, target, body, {**mine, **(headers or {})})

    async def parcel(self, frame: bytes) -> Answer:
        return await self.call("POST", "/v1/parcels", frame)

    async def file(self, content: bytes, *, piece_bytes: int = 256 * 1024) -> Answer:
        """Bring a whole file in one PATCH."""
        digest, attempt = sha256(content).hexdigest(), os.urandom(16).hex()
        body = b"".join(
            len(one).to_bytes(4, "big") + sha256(one).digest() + one
            for one in (content[at : at + piece_bytes] for at in range(0, len(content), piece_bytes))
        )
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(content)), "Upload-Attempt": attempt}
        headers["Content-Type"] = "application/vnd.bukti.pieces"
        return await self.call("PATCH", f"/v1/blobs/{digest}", body, says=f"stream 0 {len(content)} {attempt}", headers=headers)

    def close(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None

    async def _ask(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        began = time.perf_counter()
        if self._line is None:
            self._line = await asyncio.open_connection(*self.address)
        reader, writer = self._line
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.address[0]}", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode() + body)
        await writer.drain()
        status = int((await reader.readline()).split()[1])
        found: dict[str, str] = {}
        while line := (await reader.readline()).strip():
            name, _, value = line.decode("latin-1").partition(":")
            found[name.lower()] = value.strip()
        given = await reader.readexactly(int(found.get("content-length", "0")))
        self._nonce = found.get("bukti-nonce", self._nonce)
        if found.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, found, given, time.perf_counter() - began)


def cpu_s(*pids: int) -> float:
    """Return the processor seconds that these processes and all below them have used."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(told[1]), []).append(int(entry.name))
            used[int(entry.name)] = sum(int(one) for one in told[11:15]) / _TICKS
    found, todo = 0.0, list(pids)
    while todo:
        pid = todo.pop()
        found += used.get(pid, 0.0)
        todo += children.get(pid, [])
    return found


def p99(times_s: list[float]) -> float:
    return sorted(times_s)[min(len(times_s) - 1, int(len(times_s) * 0.99))]
