"""The line to an evening station on the LAN: plain http that carries sealed parts only; every answer is proven by the hub's own key."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from core.errors import AppError
from core.exchange.link import Link
from core.exchange.one_time_code import fingerprint
from core.exchange.request_and_answer import NOTHING, Answer, Body
from record.errors import NotGenuine
from record.seal import key_id
from record.signature import ANSWER, Signature, verify

PORT = 8741
CODE_CHARACTERS = 15
_PLACE = re.compile(r"(?:https?://)?(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?/?")
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{15}")


class HubGone(AppError):
    code = "hub.gone"


class HubImpostor(AppError):
    code = "hub.impostor"


class HubChanged(AppError):
    code = "hub.changed"


class HubUnknown(AppError):
    """The hub was never met: its code must be typed once. details: key, name, office."""

    code = "hub.unknown"


class HubRefused(AppError):
    code = "hub.refused"


def no_hub_address() -> HubRefused:
    return HubRefused("This is not the address of an evening station.", "Type it as it stands on the screen there, like 192.168.1.20:8741.")


def wrong_hub_code() -> HubImpostor:
    return HubImpostor(
        "The code is not that of this evening station, so nothing was sent.",
        "Type the code again as it stands on its screen. If it stays so, somebody else answers in its place: ask who runs it.",
    )


def impostor() -> HubImpostor:
    return HubImpostor(
        "What answered is not the evening station that is known here, so nothing more was sent.",
        "Somebody else on this network answers in its place, or the line is disturbed. Use another network or a stick.",
    )


def changed(name: str) -> HubChanged:
    return HubChanged(
        "The evening station {name} shows another key than before, so nothing was sent.",
        "If it is another laptop now, or was set up anew, type the code on its screen. Otherwise ask who runs it; a stick always works.",
        name=name,
    )


def gone() -> HubGone:
    return HubGone(
        "The evening station cannot be reached.",
        "What was copied stays copied; next time it goes on at the same place. Check that both are on one network, and the address.",
    )


def read_hub_code(typed: str) -> str:
    """Return the 15 characters of a hub's code; spaces, hyphens and small letters do not matter. Raises HubImpostor for anything else."""
    code = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    if not _CODE.fullmatch(code):
        raise wrong_hub_code()
    return code


def hub_code(spki: bytes) -> str:
    """Return the code that stands on the hub's screen: the fingerprint of its key (75 bits) in three groups of five."""
    code = fingerprint(spki)
    return "-".join(code[at : at + 5] for at in range(0, CODE_CHARACTERS, 5))


def split_typed(typed: str) -> tuple[str, str]:
    """Return address and code of what was typed, scanned or pasted: "192.168.1.20:8741 7K2M9-QW4TX-0A1B2"; the code may be missing."""
    words = typed.replace(",", " ").split()
    address = words[0] if words else ""
    return address, "".join(words[1:])


class HubLine(Link):
    """Plain http to any address of the LAN; `key` is what the first answer proved itself with, and every later one must."""

    key: bytes = b""

    @staticmethod
    def checked_address(url: str) -> str:
        found = _PLACE.fullmatch(url.strip())
        port = int(found["port"]) if found is not None and found["port"] else PORT
        if found is None or not 1 <= port <= 65535:
            raise no_hub_address()
        return f"http://{found['host']}:{port}"

    @property
    def is_near(self) -> bool:
        return True

    @property
    def address(self) -> str:
        """Host and port, as on the hub's screen."""
        return urlsplit(self.url).netloc

    def ask(
        self, method: str, path: str, body: Body = NOTHING, *, headers: Mapping[str, str] | None = None, is_signed: bool = True
    ) -> Answer:
        """As Link, but believes only what is signed by the hub's key over this request's own challenge. Raises HubImpostor."""
        challenge = os.urandom(16).hex()
        answer = super().ask(method, path, body, headers={**(headers or {}), "Bukti-Challenge": challenge}, is_signed=is_signed)
        if self.key:
            self.check(answer, method, path, challenge, self.key)
        else:
            self.key = self._first_key(answer)
            self.check(answer, method, path, challenge, self.key)
        return answer

    @staticmethod
    def check(answer: Answer, method: str, target: str, challenge: str, key: bytes) -> None:
        """Raises HubImpostor unless the key signed exactly this answer to this request."""
        said = answered(method, target, challenge, answer.status, answer.headers.get("upload-offset", ""), answer.body)
        try:
            der = base64.b64decode(answer.headers.get("bukti-proof", ""), validate=True)
            verify(key, Signature("device", key_id(key), der), said, purpose=ANSWER)
        except (NotGenuine, ValueError) as error:
            raise impostor() from error

    @staticmethod
    def _first_key(answer: Answer) -> bytes:
        try:
            return base64.b64decode(str(answer.json().get("key")), validate=True)
        except ValueError as error:
            raise impostor() from error

    def _authorization(self, method: str, target: str, says: str) -> str:
        """A nonce names the hub that gave it, so that a request for one hub is of no use to another."""
        if not self._nonce.startswith(key_id(self.key)[:16] + "."):
            raise impostor()
        return super()._authorization(method, target, says)


def answered(method: str, target: str, challenge: str, status: int, offset: str, body: bytes) -> bytes:
    """Return what the hub's signature under an answer covers. Source: docs/protocol.md section 12."""
    return "\n".join((method, target, challenge, str(status), offset, sha256(body).hexdigest())).encode()
