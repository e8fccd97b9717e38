"""Section 6: what the roster says about people, devices and keys, and the bodies of its records."""

from dataclasses import dataclass, field
from typing import Any

from .signatures import check_key
from .strict import REGION, UUID, from_base64, is_text, is_whole, need

SMALL_ORDER = {
    0,
    1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723061781553021112529911719440698176882885853963445705823,
    2**255 - 20,
    2**255 - 19,
    2**255 - 18,
}
PART_OF = {
    "roster.founded": ("office", "person", "device"),
    "roster.person_admitted": ("person",),
    "roster.person_changed": ("person",),
    "roster.key_renewed": ("person",),
    "roster.person_ended": ("end",),
    "roster.device_added": ("device",),
    "roster.device_ended": ("end",),
}
LEADING_ROLES = {"panwascam_chair", "regency", "province", "national"}
HIGHER_ROLES = {"regency", "province", "national"}


@dataclass
class Key:
    """A signing key; `ended` gives, once it has ended, the last number that counts in each log."""

    spki: bytes
    ended: dict[str, int] | None = None

    def counts(self, log: str, seq: int) -> bool:
        """Does this key count for the record with this number of this log?"""
        return self.ended is None or seq <= self.ended.get(log, 0)

    def end(self, known: dict[str, int]) -> None:
        """A second end changes nothing."""
        if self.ended is None:
            self.ended = dict(known)


@dataclass
class Person:
    """One person of a root."""

    id: str
    role: str
    is_founder: bool
    seal_key: bytes
    is_active: bool = True
    keys: dict[str, Key] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)  # ever borne

    def __post_init__(self) -> None:
        self.roles.add(self.role)


@dataclass
class Root:
    """A roster: the stream begun by one founding record."""

    stream: str
    office: str
    people: dict[str, Person] = field(default_factory=dict)
    devices: dict[str, Key] = field(default_factory=dict)

    def may_lead(self, person: Person) -> bool:
        """A person of this root who may admit."""
        if not person.is_active:
            return False
        if person.role in LEADING_ROLES:
            return True
        return person.is_founder and not any(other.is_active and other.role in LEADING_ROLES for other in self.people.values())


@dataclass(frozen=True)
class Credential:
    """A statement of a trusted centre: this person's key acts for this office, on this device of his root."""

    office: str
    device: str
    person: str
    sign_key: str


@dataclass
class Roster:
    """All roots at hand, by stream."""

    roots: dict[str, Root] = field(default_factory=dict)
    credentials: frozenset[Credential] = frozenset()

    def root_of_device(self, device: str) -> Root | None:
        """The root that a device belongs to."""
        return next((root for root in self.roots.values() if device in root.devices), None)

    def leads_from_above(self, root: Root, own: Root, person: Person) -> bool:
        """A person of a higher office, vouched for by a trusted centre; whether he is active is not asked."""
        is_above = root.office.startswith(own.office + ".") and own.office.count(".") <= 1
        vouched = any(
            (one.office, one.person) == (own.office, person.id) and one.sign_key in person.keys and one.device in own.devices
            for one in self.credentials
        )
        return is_above and person.role in HIGHER_ROLES and vouched


@dataclass(frozen=True)
class Entry:
    """The body `person`."""

    person: str
    role: str
    key_id: str
    spki: bytes
    seal_key: bytes
    known: dict[str, int] | None


def read_entry(body: dict[str, Any], has_known: bool) -> Entry:
    """A person's entry, or `Broken`."""
    need(is_text(body.get("person"), UUID), "roster: entry.person")
    role = body.get("role")
    need(isinstance(role, str) and role != "", "roster: entry.role")
    spki = from_base64(body.get("sign_key"), "roster: entry.sign_key")
    seal_key = from_base64(body.get("seal_key"), "roster: entry.seal_key")
    need(len(seal_key) == 32, "roster: entry.seal_key is not of 32 bytes")
    need(int.from_bytes(seal_key, "little") % 2**255 not in SMALL_ORDER, "roster: entry.seal_key is of small order")
    return Entry(body["person"], str(role), check_key(spki), spki, seal_key, read_known(body) if has_known else None)


def read_device(body: dict[str, Any]) -> tuple[str, bytes]:
    """Key id and key in a body `device`, or `Broken`."""
    name = body.get("name")
    need(isinstance(name, str) and name != "", "roster: device.name")
    spki = from_base64(body.get("key"), "roster: device.key")
    return check_key(spki), spki


def read_known(body: dict[str, Any]) -> dict[str, int]:
    """`known`: the last number of each log that was known, or `Broken`."""
    known: dict[str, int] = {}
    need(isinstance(body.get("known"), list), "roster: known")
    for entry in body["known"]:
        need(isinstance(entry, dict) and is_text(entry.get("log"), UUID) and is_whole(entry.get("seq"), 0), "roster: known")
        need(entry["log"] not in known, "roster: known names a log twice")
        known[entry["log"]] = entry["seq"]
    return known


def read_office(body: dict[str, Any], office: str) -> None:
    """The body `office` says the office of the header."""
    need(is_text(body.get("code"), REGION) and body["code"] == office, "roster: office.code is not the header's office")
