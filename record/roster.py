"""The roster: which people and devices an office has, with which keys and roles, computed from roster records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.members import Device as Device
from record.members import Key, Known, body_of, device_in, ended, known_in, person_in, text_in
from record.members import Person as Person
from record.part import check_plaintext, check_stored
from record.receipt import Credential
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

_LATE = "a key that made this record had ended before"


@dataclass(frozen=True, slots=True)
class RosterRecord:
    """A roster record with its stored parts by name."""

    header_bytes: bytes
    signatures: tuple[Signature, ...]
    parts: Mapping[str, bytes]


@dataclass(slots=True)
class Roster:
    """All people and devices known here, of every office whose roster is at hand. Two roots of one office never mix."""

    people: dict[str, Person] = field(default_factory=dict)  # by id; where two roots use one id, the trusted one's person
    devices: dict[str, Device] = field(default_factory=dict)
    offices: dict[str, Mapping[str, object]] = field(default_factory=dict)  # code -> facts of the founding record
    streams: dict[str, set[str]] = field(default_factory=dict)  # code -> roster streams; two of them: two roots, to be settled
    refused: dict[str, str] = field(default_factory=dict)  # record id -> why it was not believed
    vouched: frozenset[Credential] = frozenset()  # what the centre has issued
    own_root: str | None = None
    doubted: set[str] = field(default_factory=set)  # roots beside one of the same office that is one's own or vouched for
    _members: dict[tuple[str, str], Person] = field(default_factory=dict)  # (root, id)
    _facts: dict[str, Mapping[str, object]] = field(default_factory=dict)  # root -> facts of its founding record

    @classmethod
    def of(cls, records: Iterable[RosterRecord], *, vouched: Iterable[Credential] = (), own_root: str | None = None) -> Roster:
        """Fold roster records, in any order of arrival. A record that is not genuine or not permitted is named in `refused`.

        vouched: credentials of trusted centres. own_root: the roster stream of this laptop, which goes before any other of its office.
        Source: docs/format.md "Roster".
        """
        waiting = sorted((_placed(item) for item in records), key=lambda found: found[0])
        credentials, late = frozenset(vouched), dict[str, str]()
        while True:
            roster = cls(vouched=credentials, own_root=own_root, refused=dict(late))
            folded = [(place[-1], header, item) for place, header, item in waiting if roster._take(place[-1], header, item)]
            too_late = {identity: _LATE for identity, header, item in folded if not roster._still_counts(header, item)}
            if not too_late:
                roster._settle()
                return roster
            late |= too_late

    def _take(self, identity: str, header: Header, item: RosterRecord) -> bool:
        if identity in self.refused:
            return False
        try:
            self._fold(header, item)
        except (NotGenuine, Unreadable) as error:
            self.refused[identity] = str(error)
            return False
        return True

    def _still_counts(self, header: Header, item: RosterRecord) -> bool:
        """Return whether the keys that signed still count for a record when all ends are known: nobody may claim an earlier place."""
        device, person = self.devices[header.device], self._members[self.devices[header.device].root, header.person]
        used = [person.keys[s.key] for s in item.signatures if s.by == "person" and s.key in person.keys]
        return all(key.counts_for(header) for key in (device.key, *used))

    def _settle(self) -> None:
        """Choose, where roots of one office stand side by side, whose people and facts are shown first."""
        for person in sorted(self._members.values(), key=lambda p: (p.root != self.own_root, not self.is_vouched(p), p.root)):
            self.people.setdefault(person.id, person)
        for office, roots in self.streams.items():
            trusted = self._trusted(office)
            self.doubted |= roots - trusted if trusted else set()
            root = self.root_of(office) or min(roots)
            self.offices[office] = self._facts[root]

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
                self._admit(header, body_of(bodies, "person"))
            case "roster.person_ended":
                end = body_of(bodies, "end")
                self._check_act(header, item, by_chair=end.get("person") != header.person)
                self._end_person(text_in(end, "person"), header.stream, known_in(header, end))
            case "roster.device_added":
                device = device_in(header, body_of(bodies, "device"))
                if device.id != header.device or device.id in self.devices:
                    raise NotGenuine("a device is added once, and by itself")
                self._check_act(header, item, by_chair=False, new_device=device)
                self.devices[device.id] = device
            case "roster.device_ended":
                self._check_act(header, item, by_chair=True)
                end = body_of(bodies, "end")
                old = self.devices.get(text_in(end, "device"))
                if old is None or old.root != header.stream:
                    raise NotGenuine("the device to be ended is not known")
                self.devices[old.id] = replace(old, key=ended(old.key, known_in(header, end)))
            case _:
                raise Unreadable("an unknown kind of roster record")

    def _found(self, header: Header, item: RosterRecord, bodies: Mapping[str, dict[str, object]]) -> None:
        person = replace(person_in(header, body_of(bodies, "person")), is_founder=True)
        device, facts = device_in(header, body_of(bodies, "device")), body_of(bodies, "office")
        if header.seq != 1 or header.parents or person.id != header.person or device.id != header.device:
            raise NotGenuine("a founding record that is not the first of its own device and person")
        if facts.get("code") != header.office:
            raise NotGenuine("a founding record of another office")
        if header.stream != root_stream(device.id):
            raise NotGenuine("the stream of a founding record is made from its device, so that nobody can found it again")
        if header.stream in self._facts or device.id in self.devices:
            raise NotGenuine("a device founds once")
        _check_signatures(header, item, device.key, person)
        self.streams.setdefault(header.office, set()).add(header.stream)
        self._facts[header.stream] = facts
        self._members[header.stream, person.id] = person
        self.devices[device.id] = device

    def _check_act(self, header: Header, item: RosterRecord, *, by_chair: bool, new_device: Device | None = None) -> None:
        if header.stream not in self.streams.get(header.office, set()):
            raise NotGenuine("the office of this roster record is not founded here")
        device = new_device or self.devices.get(header.device)
        actor = self._members.get((device.root, header.person)) if device is not None else None
        if actor is None or device is None:
            raise NotGenuine("made by a person or device that is not in the roster")
        _check_signatures(header, item, device.key, actor)
        if actor.office == header.office and actor.root != header.stream:
            raise NotGenuine("made by somebody of another roster of this office")
        if by_chair and not self.may_admit(actor, header.office):
            raise NotGenuine("this person may not change the roster")
        if not by_chair and actor.office != header.office:
            raise NotGenuine("made by a person of another office")

    def may_admit(self, actor: Person, office: str) -> bool:
        """Return whether a person may admit, renew and end in an office.

        A chair may in his own office; the regency and above in the offices below, once the centre has vouched for the key;
        the founder as long as the office has no chair. Source: docs/format.md "Roster", domain rules section 6.
        """
        if actor.office == office:
            chairs = [p for p in self._members.values() if p.root == actor.root and p.is_active and p.role in CHAIRS]
            return actor.is_active and (actor.role in CHAIRS or (actor.is_founder and not chairs))
        is_above = office.startswith(actor.office + ".") and actor.office.count(".") <= 1
        return is_above and actor.role in HIGHER and self.is_vouched(actor)  # whether his key had ended is judged with the signature

    def is_vouched(self, person: Person) -> bool:
        """Return whether the centre has issued a credential for one of this person's keys, as of his office, on a laptop of his roster.

        Without the laptop a forged roster that names him, his public key and another key to seal to would be vouched for too.
        """
        mine = (c for c in self.vouched if c.office == person.office and c.person == person.id and c.sign_key in person.keys)
        return any((laptop := self.devices.get(c.device)) is not None and laptop.root == person.root for c in mine)

    def _trusted(self, office: str) -> set[str]:
        """Return the roots of an office that are one's own or vouched for."""
        roots = self.streams.get(office, set())
        vouched = {p.root for p in self._members.values() if p.root in roots and self.is_vouched(p)}
        return vouched | {root for root in roots if root == self.own_root}

    def is_trusted(self, office: str) -> bool:
        """Return whether the roster of an office is one's own or vouched for, and not just the only one that came."""
        return bool(self._trusted(office))

    def _admit(self, header: Header, body: dict[str, object]) -> None:
        person = person_in(header, body)
        old = self._members.get((header.stream, person.id))
        if header.type == ADMITTED:
            if old is not None:
                raise NotGenuine("this person is in the roster already")
            self._members[header.stream, person.id] = person
            return
        if old is None:
            raise NotGenuine("the person to be changed is not in the roster")
        keys, is_active = dict(old.keys), old.is_active
        if header.type == RENEWED:
            if not person.keys.keys().isdisjoint(keys):
                raise NotGenuine("a renewed key must be a new one")
            keys = {identity: ended(key, known_in(header, body)) for identity, key in keys.items()}
            keys, is_active = {**keys, **person.keys}, True
        elif person.keys.keys() != {identity for identity, key in keys.items() if key.ended_after is None}:
            raise NotGenuine("a change of name or role cannot change keys")
        elif person.seal_key != old.seal_key:  # else what is sealed to him from now on would be read by whoever made the new key
            raise NotGenuine("a change of name or role cannot change the key for sealed parts")
        self._members[header.stream, person.id] = replace(
            person, keys=keys, roles=old.roles | person.roles, is_founder=old.is_founder, is_active=is_active
        )

    def _end_person(self, identity: str, root: str, known: Known) -> None:
        old = self._members.get((root, identity))
        if old is None:
            raise NotGenuine("the person to be ended is not in the roster")
        keys = {key_hash: ended(key, known) for key_hash, key in old.keys.items()}
        self._members[root, identity] = replace(old, keys=keys, is_active=False)

    def member(self, device: str, person: str) -> Person | None:
        """Return the person of this id in the roster to which a device belongs."""
        found = self.devices.get(device)
        return self._members.get((found.root, person)) if found is not None else None

    def root_of(self, office: str) -> str | None:
        """Return the roster stream of an office that is to be believed: one's own, else one for which the centre has vouched, else the
        only one. None when there is none, or several that nobody has vouched for.
        """
        roots = self.streams.get(office, set())
        if self.own_root in roots:
            return self.own_root
        vouched = self._trusted(office)
        return min(vouched) if vouched else next(iter(roots)) if len(roots) == 1 else None

    def active(self, office: str) -> tuple[Person, ...]:
        """Return the people of an office (of its `root_of`) whose keys are in force, by name."""
        root = self.root_of(office)
        found = [p for p in self._members.values() if p.root == root and p.is_active]
        return tuple(sorted(found, key=lambda p: (p.name, p.id)))


def root_stream(device: str) -> str:
    """Return the stream of the roster that a device (key id) founds: the first 128 bits of its id, written as a UUID."""
    return "-".join((device[:8], device[8:12], device[12:16], device[16:20], device[20:32]))


Place = tuple[int, bool, int, str]


def _placed(item: RosterRecord) -> tuple[Place, Header, RosterRecord]:
    """The place of a record in the common order: offices above first, since their people act below; then roots, then the rest."""
    header = Header.from_bytes(item.header_bytes)
    return (header.office.count("."), header.type != FOUNDED, header.lamport, record_id(item.header_bytes)), header, item


def check_signed(header: Header, header_bytes: bytes, signatures: tuple[Signature, ...], roster: Roster, *, is_legal_act: bool) -> None:
    """Check who made a record against the roster.

    Raises NotGenuine when the device or person is unknown, of another office than the record says, a signature is missing (a
    legal act needs the person's own) or does not hold, or the key had ended before.
    """
    device, person = roster.devices.get(header.device), roster.member(header.device, header.person)
    if device is None or person is None:
        raise NotGenuine("made by a person or device that is not in the roster")
    if device.office != header.office and not header.type.startswith("roster."):
        raise NotGenuine("made by a device of another office")
    _check_one(header, header_bytes, signatures, "device", {device.id: device.key})
    if is_legal_act or any(s.by == "person" for s in signatures):
        _check_one(header, header_bytes, signatures, "person", person.keys)
    elif not any(key.counts_for(header) for key in person.keys.values()):
        raise NotGenuine("made in the name of a person who had been ended before")


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
