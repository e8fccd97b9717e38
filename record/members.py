"""Members of a roster: people, laptops and their keys, and how the bodies of roster records say them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace

from record.errors import Unreadable
from record.header import UUID, Header
from record.seal import can_seal_to, key_id
from record.signature import is_p256

Known = Mapping[str, int]  # log -> the last number that was already known when a key was ended


@dataclass(frozen=True, slots=True)
class Key:
    """A public key (SPKI DER) and, once ended, up to where its signatures still count."""

    spki: bytes
    ended_after: Known | None = None

    def counts_for(self, header: Header) -> bool:
        """Return whether a record was made before the key ended."""
        return self.ended_after is None or header.seq <= self.ended_after.get(header.log, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of an office. `entry` is the body of the latest record about him (name, position, keys, wrapped keys)."""

    id: str
    office: str
    role: str
    entry: Mapping[str, object]
    keys: Mapping[str, Key]  # key id of the signing key -> Key
    seal_key: bytes  # raw X25519; the one in force
    root: str = ""  # stream of the roster he belongs to
    roles: frozenset[str] = frozenset()  # that he bears or has borne
    is_founder: bool = False
    is_active: bool = True

    @property
    def name(self) -> str:
        return str(self.entry.get("name", ""))

    @property
    def position(self) -> str:
        return str(self.entry.get("position", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A laptop of an office."""

    id: str
    office: str
    name: str
    key: Key
    root: str = ""


def ended(key: Key, known: Known) -> Key:
    """Return the key, ended; a key ends once."""
    return key if key.ended_after is not None else replace(key, ended_after=known)


def known_in(header: Header, body: Mapping[str, object]) -> Known:
    """Return what was known when a key ended; in its own log an ending record reaches up to itself, so that one may end oneself."""
    known = known_of(body)
    return {**known, header.log: max(known.get(header.log, 0), header.seq)}


def known_of(body: Mapping[str, object]) -> dict[str, int]:
    """Return log -> number from the `known` list of a body. Raises Unreadable."""
    given = body.get("known")
    if not isinstance(given, list):
        raise Unreadable("an end without the logs known by then")
    known: dict[str, int] = {}
    for item in given:
        log, seq = (item.get("log"), item.get("seq")) if isinstance(item, dict) else (None, None)
        if not isinstance(log, str) or not UUID.fullmatch(log) or log in known:
            raise Unreadable("an end without the logs known by then, each once")
        if not isinstance(seq, int) or isinstance(seq, bool) or seq < 0:
            raise Unreadable("an end without the numbers known by then")
        known[log] = seq
    return known


def text_in(body: Mapping[str, object], key: str) -> str:
    """Return a text. Raises Unreadable when it is missing, empty or something else."""
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"{key} is missing")
    return value


def _raw(body: Mapping[str, object], key: str) -> bytes:
    try:
        return base64.b64decode(text_in(body, key), validate=True)
    except ValueError as error:  # also for text that is not ASCII
        raise Unreadable(f"{key} is not Base64") from error


def body_of(bodies: Mapping[str, dict[str, object]], name: str) -> dict[str, object]:
    """Return the body of a part. Raises Unreadable when the record has none of this name."""
    if name not in bodies:
        raise Unreadable(f"a roster record without its part {name}")
    return bodies[name]


def _p256(body: Mapping[str, object], key: str) -> Key:
    spki = _raw(body, key)
    if not is_p256(spki):
        raise Unreadable(f"{key} is not a key of the curve P-256")
    return Key(spki)


def person_in(header: Header, body: Mapping[str, object]) -> Person:
    """Return the person of a roster record. Raises Unreadable for another shape."""
    key, seal_key, identity = _p256(body, "sign_key"), _raw(body, "seal_key"), text_in(body, "person")
    if not can_seal_to(seal_key):
        raise Unreadable("nothing can be sealed to the key for sealed parts")
    if not UUID.fullmatch(identity):
        raise Unreadable("a person without an id")
    keys = {key_id(key.spki): key}
    role = text_in(body, "role")
    return Person(
        id=identity,
        office=header.office,
        role=role,
        entry=body,
        keys=keys,
        seal_key=seal_key,
        root=header.stream,
        roles=frozenset((role,)),
    )


def device_in(header: Header, body: Mapping[str, object]) -> Device:
    """Return the device of a roster record. Raises Unreadable for another shape."""
    key = _p256(body, "key")
    return Device(id=key_id(key.spki), office=header.office, name=text_in(body, "name"), key=key, root=header.stream)
