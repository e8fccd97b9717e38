"""Nonces for signed requests: stateless, good for ten minutes of the server's own clock."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

NONCE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Nonces:
    """secret: the same in every process that serves this centre."""

    secret: bytes
    now: Callable[[], datetime]

    def fresh(self) -> str:
        text = f"{int(self.now().timestamp()):x}.{secrets.token_hex(6)}"
        return f"{text}.{self._mac(text)}"

    def holds(self, nonce: str) -> bool:
        """Return whether this server gave the nonce within the last ten minutes."""
        text, _, mac = nonce.rpartition(".")
        if not nonce.isascii() or not hmac.compare_digest(mac, self._mac(text)):
            return False
        age_s = self.now().timestamp() - int(text.partition(".")[0], 16)
        return -5 <= age_s <= NONCE_SECONDS

    def _mac(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), sha256).hexdigest()[:32]
