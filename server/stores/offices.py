"""Offices and their devices: one-time codes, enrolment, credentials, revocation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from record.errors import Unreadable
from record.header import Header, record_id
from record.paper_mark import ROLE_BYTES_MAX, issue_credential
from record.parcel import Item, PartItem, RecordItem
from record.receipt import Credential, Revocation, Signed, sign_credential, sign_revocation
from record.roster import FOUNDED, ROSTER_TYPES, Roster, RosterRecord
from record.seal import key_id
from record.signature import signatures_from_bytes
from server.centre_key import CentreKey
from server.limits import Limits
from server.one_time_code import code_hash
from server.problem import Problem
from server.stores.judge import Judge, line, roster_records
from server.stores.receipts import keep_statement, receipt_for
from server.stores.tables import code_uses, codes, credentials, devices, revocations, roots
from server.stores.take import Intake, Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a device says of itself. Keys are SPKI (DER); items those of its roster frames."""

    code: str
    office: str
    device_name: str
    device_key: bytes
    person: str
    sign_key: bytes
    items: Sequence[Item]

    @property
    def device(self) -> str:
        return key_id(self.device_key)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The signed answer to an enrolment."""

    credential: Signed
    receipt: Signed
    paper_credentials: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled device."""

    id: str
    office: str
    spki: bytes
    is_revoked: bool


def keep_code(tx: Connection, hashed: str, *, office: str, at: datetime) -> None:
    tx.execute(insert(codes).values(code_hash=hashed, office=office, at=at.isoformat(timespec="seconds")))


def device(tx: Connection, identity: str) -> Device | None:
    """Return an enrolled device, None when it never enrolled here."""
    chosen = select(devices, revocations.c.at.label("revoked_at")).outerjoin(revocations, revocations.c.device == devices.c.device)
    row = tx.execute(chosen.where(devices.c.device == identity)).one_or_none()
    return None if row is None else Device(row.device, row.office, row.spki, row.revoked_at is not None)


def revoke(tx: Connection, identity: str, *, at: datetime) -> bool:
    """Refuse a device from now on. Returns whether it was enrolled; one that is not is revoked all the same."""
    if tx.scalar(select(revocations.c.device).where(revocations.c.device == identity)) is None:
        tx.execute(insert(revocations).values(device=identity, at=at.isoformat(timespec="seconds")))
    return device(tx, identity) is not None


def revoked_around(tx: Connection, office: str) -> list[str]:
    """Return the revoked devices of an office and of those above and below it."""
    around = devices.c.office.in_(line(office)) | devices.c.office.like(office + ".%")
    chosen = select(revocations.c.device).join(devices, devices.c.device == revocations.c.device).where(around)
    return sorted(tx.scalars(chosen))


def revocation_for(tx: Connection, office: str, *, key: CentreKey, at: datetime) -> Signed | None:
    """Return the ended devices that concern an office, signed: laptops hand it on to those that have no line. None where there are none."""
    devices_ended = tuple(revoked_around(tx, office))
    said = Revocation(by=key.id, at=at.isoformat(timespec="milliseconds"), devices=devices_ended)
    return sign_revocation(key.private, said) if devices_ended else None


def check_code(tx: Connection, key: CentreKey, code: str, office: str) -> str:
    """Return under what name the code is kept. Raises Problem when it is not one for this office."""
    hashed = code_hash(key, code)
    meant_for = None if hashed is None else tx.scalar(select(codes.c.office).where(codes.c.code_hash == hashed))
    if hashed is None or meant_for is None:
        raise Problem(403, "code.unknown", "This one-time code is not known here.")
    if meant_for != office:
        raise Problem(403, "code.other_office", "This one-time code is for another office.")
    return hashed


def user_of_code(tx: Connection, hashed: str) -> str | None:
    """Return the device that used a code, None as long as nobody did."""
    found = tx.scalar(select(code_uses.c.device).where(code_uses.c.code_hash == hashed))
    return None if found is None else str(found)


def enrol(tx: Connection, asked: Enrolment, *, key: CentreKey, at: datetime, limits: Limits) -> Enrolled:
    """Enrol a device with its office's roster. The same device with the same code gets the same credential again.

    Raises Problem: code.unknown, code.used, code.other_office, device.revoked, roster.incomplete.
    """
    hashed, sign_key = check_code(tx, key, asked.code, asked.office), key_id(asked.sign_key)
    if (used_by := user_of_code(tx, hashed)) not in (None, asked.device):
        raise Problem(403, "code.used", "This one-time code was used by another device.")
    if tx.scalar(select(revocations.c.device).where(revocations.c.device == asked.device)) is not None:
        raise Problem(403, "device.revoked", "This device was revoked.")
    own = _own_roster(asked)
    at_hand = {record_id(one.header_bytes): one for one in (*_as_records(own), *roster_records(tx, [asked.office]))}
    roster = Roster.of(at_hand.values())
    _check_roster(roster, asked, sign_key)
    _anchor(tx, [one.header_bytes for one in at_hand.values()], roster.devices[asked.device].root, asked.office)
    if used_by is None:
        tx.execute(insert(code_uses).values(code_hash=hashed, device=asked.device, sign_key=sign_key))
    if device(tx, asked.device) is None:
        row = {"device": asked.device, "office": asked.office, "name": asked.device_name, "spki": asked.device_key}
        tx.execute(insert(devices).values(**row, at=at.isoformat(timespec="seconds")))
    intake = Intake(tx, Sender(asked.device, asked.office), limits)
    intake.take(own)
    credential = _credential(tx, asked, sign_key, key=key, at=at)
    intake.judge_again(asked.office)  # those below may follow from a person who is vouched for now
    receipt = receipt_for(tx, intake.taken.logs, office=asked.office, key=key, at=at, refused=intake.taken.refused)
    keep_statement(tx, receipt, office=asked.office, scope=(asked.office,))
    return Enrolled(credential, receipt, paper_credentials(tx, Sender(asked.device, asked.office), key))


def paper_credentials(tx: Connection, sender: Sender, key: CentreKey) -> list[bytes]:
    """Return the short credentials of the active people of a device's roster, one for each key in force, for the codes on their papers.

    Nothing is remembered: the same roster gives the same bytes.
    """
    roster, found = Judge(tx).roster(sender.office), list[bytes]()
    known = roster.devices.get(sender.device)
    for person in roster.people.values():
        if known is None or person.root != known.root or not person.is_active:
            continue
        for one in person.keys.values():
            if one.ended_after is None and len(person.role.encode()) <= ROLE_BYTES_MAX:
                found.append(issue_credential(key.private, spki=one.spki, office=person.office, role=person.role, name=person.name))
    return found


def _own_roster(asked: Enrolment) -> list[Item]:
    own: dict[str, RecordItem] = {}
    for item in asked.items:
        if isinstance(item, RecordItem):
            try:
                header = Header.from_bytes(item.header)
                signatures_from_bytes(item.signatures)
            except Unreadable:
                continue
            if header.office == asked.office and header.type in ROSTER_TYPES:
                own[record_id(item.header)] = item
    return [*own.values(), *(item for item in asked.items if isinstance(item, PartItem) and item.record in own)]


def _as_records(items: Iterable[Item]) -> list[RosterRecord]:
    bodies: dict[str, dict[str, bytearray]] = {}
    kept = list(items)
    for item in sorted((item for item in kept if isinstance(item, PartItem)), key=lambda piece: piece.offset):
        bodies.setdefault(item.record, {}).setdefault(item.name, bytearray()).extend(item.piece)
    return [
        RosterRecord(
            item.header,
            signatures_from_bytes(item.signatures),
            {name: bytes(body) for name, body in bodies.get(record_id(item.header), {}).items()},
        )
        for item in kept
        if isinstance(item, RecordItem)
    ]


def _check_roster(roster: Roster, asked: Enrolment, sign_key: str) -> None:
    found, person = roster.devices.get(asked.device), roster.member(asked.device, asked.person)
    reason = None
    if asked.office not in roster.offices:
        reason = "the roster does not hold the founding of this office"
    elif found is None or found.office != asked.office or found.key.ended_after is not None:
        reason = "the device is not in the roster, or was ended"
    elif person is None or person.office != asked.office or not person.is_active:
        reason = "the person is not in the roster, or was ended"
    elif sign_key not in person.keys or person.keys[sign_key].ended_after is not None:
        reason = "the key is not the person's key in force"
    if reason is not None:
        raise Problem(422, "roster.incomplete", "The roster does not show this device and person.", reason=reason)


def _anchor(tx: Connection, headers: Iterable[bytes], root: str, office: str) -> None:
    """Believe the founding record of the root to which the enrolled device belongs: the one-time code speaks for that one only."""
    for raw in headers:
        header, identity = Header.from_bytes(raw), record_id(raw)
        if header.type != FOUNDED or header.stream != root or header.office != office:
            continue
        if tx.scalar(select(roots.c.office).where(roots.c.record_id == identity)) is None:
            tx.execute(insert(roots).values(record_id=identity, office=office))


def _credential(tx: Connection, asked: Enrolment, sign_key: str, *, key: CentreKey, at: datetime) -> Signed:
    mine = (credentials.c.device == asked.device, credentials.c.sign_key == sign_key)
    if (kept := tx.scalar(select(credentials.c.signed).where(*mine))) is not None:
        return Signed.from_bytes(kept)
    said = Credential(
        by=key.id,
        at=at.isoformat(timespec="milliseconds"),
        office=asked.office,
        device=asked.device,
        person=asked.person,
        sign_key=sign_key,
        seal_key=key.seal_key,
    )
    signed = sign_credential(key.private, said)
    row = {"device": asked.device, "sign_key": sign_key, "office": asked.office, "person": asked.person}
    tx.execute(insert(credentials).values(**row, signed=signed.to_bytes()))
    keep_statement(tx, signed, office=asked.office, scope=(*line(asked.office), asked.office + ".*"))
    return signed
