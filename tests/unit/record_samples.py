"""Material for the tests of record/: headers, and offices whose roster records are made by hand, genuine or forged."""

from __future__ import annotations

import base64
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from record.header import Clock, Header, record_id
from record.part import Part
from record.receipt import Credential
from record.roster import Roster, RosterRecord, root_stream
from record.seal import key_id
from record.signature import public_bytes, sign, signatures_to_bytes
from record.verify import LEGAL_ACTS

AT = "2024-10-05T20:15:00.000+07:00"
OFFICE = "00.00.01"


def fresh_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def a_header(**changed: object) -> Header:
    """Return a good header, with what is named put in its place."""
    given: dict[str, object] = {
        "v": 1, "type": "form.saved", "stream": str(uuid.uuid4()), "log": str(uuid.uuid4()), "seq": 1, "prev": None, "parents": (),
        "lamport": 1, "at": AT, "clock": Clock(), "office": OFFICE, "scope": (OFFICE,), "device": "ab" * 32, "person": str(uuid.uuid4()),
        "schema": "form.saved/1", "parts": (), "blobs": (),
    }  # fmt: skip
    return Header(**{**given, **changed})  # type: ignore[arg-type]


@dataclass
class Member:
    """A person with his keys."""

    role: str
    name: str = "Nama Rekaan"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    key: ec.EllipticCurvePrivateKey = field(default_factory=fresh_key)
    seal: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)

    @property
    def key_id(self) -> str:
        return key_id(public_bytes(self.key))

    def entry(self, **more: object) -> dict[str, object]:
        return {
            "person": self.id,
            "name": self.name,
            "position": "",
            "role": self.role,
            "sign_key": base64.b64encode(public_bytes(self.key)).decode(),
            "seal_key": base64.b64encode(self.seal.public_key().public_bytes_raw()).decode(),
            **more,
        }


@dataclass
class Laptop:
    """A device with its own log; `write` makes the next record of it."""

    office: str = OFFICE
    key: ec.EllipticCurvePrivateKey = field(default_factory=fresh_key)
    log: str = field(default_factory=lambda: str(uuid.uuid4()))
    seq: int = 0
    prev: str | None = None

    @property
    def id(self) -> str:
        return key_id(public_bytes(self.key))

    def body(self) -> dict[str, object]:
        return {"key": base64.b64encode(public_bytes(self.key)).decode(), "name": "laptop"}

    def write(
        self,
        type: str,
        bodies: Mapping[str, Mapping[str, object]],
        by: Member,
        *,
        after: Sequence[RosterRecord] = (),
        stream: str | None = None,
        office: str | None = None,
        signed_by: ec.EllipticCurvePrivateKey | None = None,
        without_person: bool = False,
    ) -> RosterRecord:
        """signed_by: another key than the person's own (a forgery). after: the parents."""
        parts = [Part.fresh(name, body) for name, body in bodies.items()]
        headers = [Header.from_bytes(one.header_bytes) for one in after]
        header = a_header(
            type=type,
            stream=stream or headers[0].stream,
            log=self.log,
            seq=self.seq + 1,
            prev=self.prev,
            parents=tuple(sorted(record_id(one.header_bytes) for one in after)),
            lamport=1 + max((one.lamport for one in headers), default=0),
            office=office or self.office,
            device=self.id,
            person=by.id,
            schema=f"{type}/1",
            parts=tuple(part.ref for part in parts),
        )
        raw = header.to_bytes()
        self.seq, self.prev = self.seq + 1, record_id(raw)
        signatures = (sign(self.key, "device", raw),)
        if not without_person:
            signatures += (sign(signed_by or by.key, "person", raw),)
        return RosterRecord(raw, signatures, {part.ref.name: part.stored for part in parts})

    def found(self, by: Member, **more: object) -> RosterRecord:
        bodies = {"office": {"code": self.office, "name": "Kantor"}, "person": by.entry(), "device": self.body()}
        return self.write("roster.founded", bodies, by, stream=root_stream(self.id), **more)  # type: ignore[arg-type]


def id_of(record: RosterRecord) -> str:
    return record_id(record.header_bytes)


def known(*laptops: Laptop) -> list[dict[str, object]]:
    """What a laptop knows when it ends a key: how far each log goes now."""
    return [{"log": one.log, "seq": one.seq} for one in laptops]


def some_id() -> str:
    return str(uuid.uuid4())


def some_hash() -> str:
    return os.urandom(32).hex()


class Office:
    """An office with its chair and one laptop."""

    def __init__(self, code: str = "00.00.01", role: str = "panwascam_chair") -> None:
        self.chair, self.laptop = Member(role), Laptop(code)
        self.root = self.laptop.found(self.chair)
        self.records: list[RosterRecord] = [self.root]

    def act(self, type: str, body: dict[str, object], by: Member | None = None, **more: object) -> RosterRecord:
        part = {"roster.device_added": "device", "roster.person_ended": "end", "roster.device_ended": "end"}.get(type, "person")
        laptop = more.pop("laptop", self.laptop)
        assert isinstance(laptop, Laptop)
        after = more.pop("after", [self.records[-1]])
        made = laptop.write(type, {part: body}, by or self.chair, after=after, **more)  # type: ignore[arg-type]
        self.records.append(made)
        return made

    def admit(self, role: str = "panwascam_member", by: Member | None = None, **more: object) -> Member:
        member = Member(role)
        self.act("roster.person_admitted", member.entry(), by, **more)
        return member

    def roster(self, *more: RosterRecord, vouched: Sequence[Credential] = ()) -> Roster:
        return Roster.of([*self.records, *more], vouched=vouched)


def is_refused(roster: Roster, record: RosterRecord) -> bool:
    return id_of(record) in roster.refused


def refuses(office: Office, record: RosterRecord) -> bool:
    return id_of(record) in office.roster().refused


def vouch(member: Member, office: str, laptop: Laptop) -> Credential:
    return Credential(by=some_hash(), at=AT, office=office, device=laptop.id, person=member.id, sign_key=member.key_id)


def a_record(
    laptop: Laptop, by: Member, type: str = "form.saved", *, seq: int | None = None, with_person: bool | None = None
) -> tuple[bytes, bytes]:
    header = a_header(
        type=type, log=laptop.log, seq=seq or laptop.seq + 1, prev=some_hash() if (seq or laptop.seq + 1) > 1 else None,
        device=laptop.id, person=by.id, office=laptop.office,
    )  # fmt: skip
    raw = header.to_bytes()
    signatures = [sign(laptop.key, "device", raw)]
    if type in LEGAL_ACTS if with_person is None else with_person:
        signatures.append(sign(by.key, "person", raw))
    return raw, signatures_to_bytes(tuple(signatures))
