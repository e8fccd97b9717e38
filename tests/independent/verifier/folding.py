"""Section 6: the roster records in their order, each allowed or refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .parts import part_body
from .records import Record
from .roster import PART_OF, Credential, Entry, Key, Person, Root, Roster, read_device, read_entry, read_known, read_office
from .signatures import RECORD, holds
from .strict import Broken, need


@dataclass
class Folded:
    """The roster, the records refused with the reason, and the keys that each folded record was signed with."""

    roster: Roster
    refused: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[Key, Key]] = field(default_factory=dict)


def fold(records: Iterable[Record], faults: dict[str, str], credentials: frozenset[Credential]) -> Folded:
    """All roster records, anew without those whose keys do not count in the end, until none of these is left.

    `faults` are records with a fault that does not depend on the roster (a part, a place): they change nothing.
    """
    candidates = sorted((record for record in records if record.header.type in PART_OF and record.id not in faults), key=_order)
    late: dict[str, str] = {}
    while True:
        folded = _fold_once([record for record in candidates if record.id not in late], credentials)
        found = {
            record.id: "roster: a key that signed it had ended"
            for record in candidates
            if record.id in folded.keys and not all(key.counts(record.header.log, record.header.seq) for key in folded.keys[record.id])
        }
        if not found:
            folded.refused |= late
            return folded
        late |= found


def _order(record: Record) -> tuple[int, bool, int, str]:
    header = record.header
    return header.office.count("."), header.type != "roster.founded", header.lamport, record.id


def _fold_once(records: list[Record], credentials: frozenset[Credential]) -> Folded:
    folded = Folded(Roster(credentials=credentials))
    for record in records:
        try:
            folded.keys[record.id] = (
                _found(folded.roster, record) if record.header.type == "roster.founded" else _change(folded.roster, record)
            )
        except Broken as broken:
            folded.refused[record.id] = str(broken)
    return folded


def _found(roster: Roster, record: Record) -> tuple[Key, Key]:
    header = record.header
    _check_parts(record)
    read_office(part_body(record, "office"), header.office)
    entry = read_entry(part_body(record, "person"), False)
    device_id, device_spki = read_device(part_body(record, "device"))
    need(header.seq == 1 and not header.parents, "roster: a founding record has seq 1 and no parents")
    need(entry.person == header.person and device_id == header.device, "roster: person and device are not those of the header")
    need(header.stream.replace("-", "") == header.device[:32], "roster: the stream of a founding record is not that of its device")
    need(header.stream not in roster.roots, "roster: a second founding record in one stream")
    need(roster.root_of_device(device_id) is None, "roster: the device is in a roster already")
    device, key = Key(device_spki), Key(entry.spki)
    _check_device_signature(record, device)
    _check_person_signature(record, {entry.key_id: key})
    root = Root(header.stream, header.office)
    root.devices[device_id] = device
    root.people[entry.person] = Person(entry.person, entry.role, True, entry.seal_key, keys={entry.key_id: key})
    roster.roots[header.stream] = root
    return device, key


def _change(roster: Roster, record: Record) -> tuple[Key, Key]:
    header = record.header
    _check_parts(record)
    root = roster.roots.get(header.stream)
    if root is None or root.office != header.office:
        raise Broken("roster: its stream is no root of its office")
    if header.type == "roster.device_added":
        return _add_device(roster, root, record)
    own = roster.root_of_device(header.device)
    if own is None:
        raise Broken("roster: the device is in no roster")
    person = own.people.get(header.person)
    if person is None:
        raise Broken("roster: the person is not in the device's roster")
    device = own.devices[header.device]
    _check_device_signature(record, device)
    key = _check_person_signature(record, person.keys)
    if own is root:
        ends_himself = header.type == "roster.person_ended" and part_body(record, "end").get("person") == person.id
        need(root.may_lead(person) or ends_himself, "roster: the person may not admit")
    else:
        need(roster.leads_from_above(root, own, person), "roster: the person may not admit in this office")
    _apply(root, record)
    return device, key


def _add_device(roster: Roster, root: Root, record: Record) -> tuple[Key, Key]:
    device_id, spki = read_device(part_body(record, "device"))
    need(device_id == record.header.device, "roster: a device is added by itself")
    need(roster.root_of_device(device_id) is None, "roster: the device is in a roster already")
    person = root.people.get(record.header.person)
    if person is None:
        raise Broken("roster: the person is not in this roster")
    device = Key(spki)
    _check_device_signature(record, device)
    key = _check_person_signature(record, person.keys)
    root.devices[device_id] = device
    return device, key


def _apply(root: Root, record: Record) -> None:
    header = record.header
    if header.type in ("roster.person_ended", "roster.device_ended"):
        _end(root, record)
        return
    entry = read_entry(part_body(record, "person"), header.type == "roster.key_renewed")
    if header.type == "roster.person_admitted":
        need(entry.person not in root.people, "roster: the person is in this roster already")
        root.people[entry.person] = Person(entry.person, entry.role, False, entry.seal_key, keys={entry.key_id: Key(entry.spki)})
        return
    person = root.people.get(entry.person)
    if person is None:
        raise Broken("roster: no such person in this roster")
    if header.type == "roster.person_changed":
        living = [key_id for key_id, key in person.keys.items() if key.ended is None]
        need(living == [entry.key_id], "roster: sign_key is not the only key of the person that has not ended")
        need(entry.seal_key == person.seal_key, "roster: seal_key is not the one of the person")
        person.role = entry.role
        person.roles.add(entry.role)
        return
    _renew(person, entry, record)


def _renew(person: Person, entry: Entry, record: Record) -> None:
    need(entry.key_id not in person.keys, "roster: the new key is an old one")
    for key in person.keys.values():
        key.end(_reach(entry.known or {}, record))
    person.keys[entry.key_id] = Key(entry.spki)
    person.role, person.seal_key, person.is_active = entry.role, entry.seal_key, True
    person.roles.add(entry.role)


def _end(root: Root, record: Record) -> None:
    body = part_body(record, "end")
    known = _reach(read_known(body), record)
    if record.header.type == "roster.device_ended":
        device = root.devices.get(str(body.get("device")))
        if device is None:
            raise Broken("roster: no such device in this roster")
        device.end(known)
        return
    person = root.people.get(str(body.get("person")))
    if person is None:
        raise Broken("roster: no such person in this roster")
    for key in person.keys.values():
        key.end(known)
    person.is_active = False


def _reach(known: dict[str, int], record: Record) -> dict[str, int]:
    """In the log of the ending record, `known` reaches at least up to that record."""
    return known | {record.header.log: max(known.get(record.header.log, 0), record.header.seq)}


def _check_parts(record: Record) -> None:
    need(all(part.sealed_to is None for part in record.header.parts), "roster: a part is sealed")
    names = {part.name for part in record.header.parts}
    need(names >= set(PART_OF[record.header.type]), "roster: a part is missing")


def _check_device_signature(record: Record, key: Key) -> None:
    signature = record.signatures.get("device")
    need(signature is not None and holds(key.spki, RECORD + record.raw, signature), "signature of the device does not hold")
    need(key.counts(record.header.log, record.header.seq), "the device's key had ended")


def _check_person_signature(record: Record, keys: dict[str, Key]) -> Key:
    signature = record.signatures.get("person")
    if signature is None:
        raise Broken("signature of the person is missing")
    key = next((key for key in keys.values() if holds(key.spki, RECORD + record.raw, signature)), None)
    if key is None:
        raise Broken("signature of the person does not hold")
    need(key.counts(record.header.log, record.header.seq), "the person's key had ended")
    return key
