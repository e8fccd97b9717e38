"""The roster: which people and devices an office has, with which keys and roles, computed from roster records."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from record.errors import NotGenuine, Unreadable
from record.header import UUID, Header, record_id
from record.part import check_plaintext, check_stored
from record.seal import key_id
from record.signature import Signature, verify

FOUNDED, ADMITTED, RENEWED, CHANGED, ENDED = (
    "roster.founded",
    "roster.person_admitted",
    "roster.key_renewed",
    "roster.person_changed",
    "roster.person_ended",
)
DEVICE_ADDED, DEVICE_ENDED = "roster.device_added", "roster.device_ended"
ROSTER_TYPES = (FOUNDED, ADMITTED, RENEWED, CHANGED, ENDED, DEVICE_ADDED, DEVICE_ENDED)
CHAIRS = ("panwascam_chair", "regency", "province", "national")  # who may admit, renew and end, in the own office and below
HIGHER = ("regency", "province", "national")

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


@dataclass(frozen=True, slots=True)
class RosterRecord:
    """A roster record with its stored parts by name."""

    header_bytes: bytes
    signatures: tuple[Signature, ...]
    parts: Mapping[str, bytes]


@dataclass(slots=True)
class Roster:
    """All people and devices known here, of every office whose roster is at hand."""

    people: dict[str, Person] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    offices: dict[str, Mapping[str, object]] = field(default_factory=dict)  # code -> facts of the founding record
    streams: dict[str, set[str]] = field(default_factory=dict)  # code -> roster streams; two of them: two roots, to be settled
    refused: dict[str, str] = field(default_factory=dict)  # record id -> why it was not believed
    vouched: set[str] = field(default_factory=set)  # key ids of signing keys that the centre has given a credential

    @classmethod
    def of(cls, records: Iterable[RosterRecord], *, vouched: Iterable[str] = ()) -> Roster:
        """Fold roster records, in any order of arrival. A record that is not genuine or not permitted is named in `refused`."""
        roster = cls(vouched=set(vouched))
        readable: list[tuple[int, str, Header, RosterRecord]] = []
        for item in records:
            header = Header.from_bytes(item.header_bytes)
            readable.append((header.lamport, record_id(item.header_bytes), header, item))
        for _, identity, header, item in sorted(readable, key=lambda found: found[:2]):
            try:
                roster._fold(header, item)
            except (NotGenuine, Unreadable) as error:
                roster.refused[identity] = str(error)
        return roster

    def _fold(self, header: Header, item: RosterRecord) -> None:
        bodies: dict[str, dict[str, object]] = {}
        for ref in header.parts:
            if (stored := item.parts.get(ref.name)) is None:
                raise NotGenuine(f"part {ref.name} is missing")
            check_stored(ref, stored)
            bodies[ref.name] = check_plaintext(ref, stored)
        match header.type:
            case "roster.founded":
                self._found(header, item, bodies)
            case "roster.person_admitted" | "roster.key_renewed" | "roster.person_changed":
                self._check_act(header, item, by_chair=True)
                self._admit(header, bodies["person"])
            case "roster.person_ended":
                end = bodies["end"]
                self._check_act(header, item, by_chair=end.get("person") != header.person)
                self._end_person(_text(end, "person"), header.office, known_of(end))
            case "roster.device_added":
                device = _device(header.office, bodies["device"])
                self._check_act(header, item, by_chair=False, new_device=device)
                self.devices.setdefault(device.id, device)
            case "roster.device_ended":
                self._check_act(header, item, by_chair=True)
                end = bodies["end"]
                old = self.devices.get(_text(end, "device"))
                if old is None or old.office != header.office:
                    raise NotGenuine("the device to be ended is not known")
                self.devices[old.id] = replace(old, key=_ended(old.key, known_of(end)))
            case _:
                raise Unreadable("an unknown kind of roster record")

    def _found(self, header: Header, item: RosterRecord, bodies: Mapping[str, dict[str, object]]) -> None:
        person = replace(_person(header.office, bodies["person"]), is_founder=True)
        device = _device(header.office, bodies["device"])
        if header.seq != 1 or header.parents or person.id != header.person or device.id != header.device:
            raise NotGenuine("a founding record that is not the first of its own device and person")
        if bodies["office"].get("code") != header.office:
            raise NotGenuine("a founding record of another office")
        _check_signatures(header, item, device.key, person)
        self.streams.setdefault(header.office, set()).add(header.stream)
        self.offices.setdefault(header.office, bodies["office"])
        self.people.setdefault(person.id, person)
        self.devices.setdefault(device.id, device)

    def _check_act(self, header: Header, item: RosterRecord, *, by_chair: bool, new_device: Device | None = None) -> None:
        if header.stream not in self.streams.get(header.office, set()):
            raise NotGenuine("the office of this roster record is not founded here")
        actor = self.people.get(header.person)
        device = new_device if new_device is not None and new_device.id == header.device else self.devices.get(header.device)
        if actor is None or device is None:
            raise NotGenuine("made by a person or device that is not in the roster")
        _check_signatures(header, item, device.key, actor)
        if by_chair and not self.may_admit(actor, header.office):
            raise NotGenuine("this person may not change the roster")
        if not by_chair and actor.office != header.office:
            raise NotGenuine("made by a person of another office")

    def may_admit(self, actor: Person, office: str) -> bool:
        """Return whether a person may admit, renew and end in an office.

        A chair may in his own office; the regency and above in the offices below, once the centre has vouched for the key;
        the founder as long as the office has no chair. Source: docs/format.md "Roster", domain rules section 6.
        """
        if not actor.is_active:
            return False
        if actor.office == office:
            has_chair = any(p.office == office and p.is_active and p.role in CHAIRS for p in self.people.values())
            return actor.role in CHAIRS or (actor.is_founder and not has_chair)
        return actor.role in HIGHER and office.startswith(actor.office + ".") and not self.vouched.isdisjoint(actor.keys)

    def _admit(self, header: Header, body: dict[str, object]) -> None:
        person = _person(header.office, body)
        old = self.people.get(person.id)
        if header.type == ADMITTED:
            if old is not None:
                raise NotGenuine("this person is in the roster already")
            self.people[person.id] = person
            return
        if old is None or old.office != header.office:
            raise NotGenuine("the person to be changed is not in the roster")
        keys = dict(old.keys)
        if header.type == RENEWED:
            keys = {identity: _ended(key, known_of(body)) for identity, key in keys.items()}
            keys = {**keys, **person.keys}
        elif person.keys.keys() != {identity for identity, key in keys.items() if key.ended_after is None}:
            raise NotGenuine("a change of name or role cannot change keys")
        self.people[person.id] = replace(person, keys=keys, is_founder=old.is_founder, is_active=True)

    def _end_person(self, identity: str, office: str, known: Known) -> None:
        old = self.people.get(identity)
        if old is None or old.office != office:
            raise NotGenuine("the person to be ended is not in the roster")
        keys = {key_hash: _ended(key, known) for key_hash, key in old.keys.items()}
        self.people[identity] = replace(old, keys=keys, is_active=False)

    def active(self, office: str) -> tuple[Person, ...]:
        """Return the people of an office whose keys are in force, by name."""
        found = [p for p in self.people.values() if p.office == office and p.is_active]
        return tuple(sorted(found, key=lambda p: (p.name, p.id)))


def check_signed(header: Header, header_bytes: bytes, signatures: tuple[Signature, ...], roster: Roster, *, is_legal_act: bool) -> None:
    """Check who made a record against the roster.

    Raises NotGenuine when the device or person is unknown, of another office than the record says, a signature is missing (a
    legal act needs the person's own) or does not hold, or the key had ended before.
    """
    device, person = roster.devices.get(header.device), roster.people.get(header.person)
    if device is None or person is None:
        raise NotGenuine("made by a person or device that is not in the roster")
    if device.office != header.office and not header.type.startswith("roster."):
        raise NotGenuine("made by a device of another office")
    _check_one(header, header_bytes, signatures, "device", {device.id: device.key})
    if is_legal_act or any(s.by == "person" for s in signatures):
        _check_one(header, header_bytes, signatures, "person", person.keys)


def _check_signatures(header: Header, item: RosterRecord, device_key: Key, person: Person) -> None:
    _check_one(header, item.header_bytes, item.signatures, "device", {key_id(device_key.spki): device_key})
    _check_one(header, item.header_bytes, item.signatures, "person", person.keys)


def _check_one(header: Header, header_bytes: bytes, signatures: tuple[Signature, ...], by: str, keys: Mapping[str, Key]) -> None:
    mine = [s for s in signatures if s.by == by]
    if len(mine) != 1:
        raise NotGenuine(f"the {by}'s signature is missing")
    key = keys.get(mine[0].key)
    if key is None or (by == "device" and mine[0].key != header.device):
        raise NotGenuine(f"the {by}'s signature is by a key that is not in the roster")
    verify(key.spki, mine[0], header_bytes)
    if not key.counts_for(header):
        raise NotGenuine(f"the {by}'s key had ended before this record was made")


def _ended(key: Key, known: Known) -> Key:
    return key if key.ended_after is not None else replace(key, ended_after=known)


def known_of(body: Mapping[str, object]) -> Known:
    """Return log -> number from the `known` list of a body. Raises Unreadable."""
    given = body.get("known")
    if not isinstance(given, list):
        raise Unreadable("an end without the logs known by then")
    known: dict[str, int] = {}
    for item in given:
        if not isinstance(item, dict) or not isinstance(item.get("seq"), int) or not UUID.fullmatch(str(item.get("log"))):
            raise Unreadable("an end without the logs known by then")
        known[str(item["log"])] = item["seq"]
    return known


def _text(body: Mapping[str, object], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"{key} is missing")
    return value


def _raw(body: Mapping[str, object], key: str) -> bytes:
    try:
        return base64.b64decode(_text(body, key), validate=True)
    except binascii.Error as error:
        raise Unreadable(f"{key} is not Base64") from error


def _person(office: str, body: Mapping[str, object]) -> Person:
    spki, seal_key = _raw(body, "sign_key"), _raw(body, "seal_key")
    if len(seal_key) != 32:
        raise Unreadable("the key for sealed parts has a wrong length")
    identity = _text(body, "person")
    if not UUID.fullmatch(identity):
        raise Unreadable("a person without an id")
    return Person(id=identity, office=office, role=_text(body, "role"), entry=body, keys={key_id(spki): Key(spki)}, seal_key=seal_key)


def _device(office: str, body: Mapping[str, object]) -> Device:
    spki = _raw(body, "key")
    return Device(id=key_id(spki), office=office, name=_text(body, "name"), key=Key(spki))
