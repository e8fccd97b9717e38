"""A phone as its page behaves, over a real HTTP client."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import Any
from urllib.parse import urldefrag

import httpx

from core.phone.envelope import close, keys_of, nonce_of, unclose
from core.phone.session import PIECE_BYTES


class Phone:
    def __init__(self, url: str) -> None:
        self.base, code = urldefrag(url)
        self.keys, self.name = keys_of(code), os.urandom(16).hex()
        self.client = httpx.Client(base_url=self.base, trust_env=False, timeout=60)

    def closed(self, call: str, piece: bytes = b"", **said: object) -> bytes:
        head = json.dumps({"call": call, "phone": self.name, **said}).encode()
        return close(self.keys, "to-laptop", len(head).to_bytes(4, "big") + head + piece)

    def ask(self, call: str, piece: bytes = b"", **said: object) -> dict[str, Any]:
        closed = self.closed(call, piece, **said)
        answer = self.client.post("/say", content=closed)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = json.loads(unclose(self.keys, "to-phone", answer.content, answers=nonce_of(closed)))
        return found

    def send(self, content: bytes, name: str, *, pieces: int | None = None) -> dict[str, Any]:
        """Send a file; pieces: only so many, as when the Wi-Fi drops."""
        digest = sha256(content).hexdigest()
        said = self.ask("file", sha256=digest, name=name, size=len(content))
        while "offset" in said and pieces != 0:
            start = said["offset"]
            said = self.ask("piece", content[start : start + PIECE_BYTES], sha256=digest, offset=start)
            pieces = pieces - 1 if pieces is not None else None
        return said
