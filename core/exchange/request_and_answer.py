"""What goes over a line: the body of a request, and a whole answer or what the server says instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from core.exchange.errors import Problem, unreadable_answer

ANSWER_BYTES_MAX = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body: bytes, or what yields them anew for each attempt. says: what the signature covers (their hash, or for a
    streamed body what docs/protocol.md section 3 names). size: bytes, at most."""

    content: bytes | Callable[[], Iterator[bytes]]
    says: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> Body:
        return cls(content, sha256(content).hexdigest(), len(content))


NOTHING = Body.of(b"")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer below 400. headers: names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """Raises ServerRefused when it is no JSON object."""
        try:
            given = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise unreadable_answer() from error
        if not isinstance(given, dict):
            raise unreadable_answer()
        return given

    def number(self, header: str) -> int:
        """Return a header's whole number. Raises ServerRefused when it has none."""
        if (number := header_number(self.headers.get(header, ""))) is None:
            raise unreadable_answer()
        return number


def problem_of(status: int, headers: Mapping[str, str], body: bytes) -> Problem:
    """Return what an answer of 400 and above says; as little as its status where the rest cannot be read. headers: in any letter case."""
    try:
        given = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        given = {}
    fields: dict[str, object] = given if isinstance(given, dict) else {}
    offset, wait = headers.get("Upload-Offset", ""), headers.get("Retry-After", "")
    return Problem(
        status,
        str(fields.get("code", "")),
        header_number(offset),
        float(header_number(wait) or 0),
        fields,
    )


def header_number(text: str) -> int | None:
    """Return the whole number that a header holds; None for anything else, and for one that no honest server sends."""
    return int(text) if text.isdecimal() and len(text) <= 15 else None
