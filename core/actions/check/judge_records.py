"""Judging records that lie outside a vault: form, place, parts, and who made them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.vault import truth
from core.vault.vault import Vault
from record.destruction import DESTROYED, PART, Order, order_in, parts_named
from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.receipt import Credential
from record.roster import ROSTER_TYPES, Roster, RosterRecord
from record.signature import Signature, signatures_to_bytes
from record.strict_json import parse_object
from record.verify import check_parts, check_place, check_record


@dataclass(frozen=True, slots=True)
class Loose:
    """A record as it was found. id: as its place says (file name, or the hash of its bytes); parts: stored bytes by name."""

    id: str
    header: bytes
    signatures: tuple[Signature, ...]
    parts: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Known:
    """What a vault already believes: roster records, and the credentials of the centres it has enrolled with."""

    roster: Sequence[RosterRecord] = ()
    vouched: Sequence[Credential] = ()


def known_of(vault: Vault | None) -> Known:
    """Return what a vault knows; without one nothing is known, and an office above is not believed to be one."""
    if vault is None:
        return Known()
    with vault.read() as tx:
        return Known(truth.roster_records(tx)[1], vault.credentials(tx))


def judge(loose: Iterable[Loose], known: Known) -> list[str]:
    """Return one line for each fault, the record named by its id. A roster record that does not stand in its place has no effect."""
    findings: list[str] = []
    headers: dict[str, Header] = {}
    records = list(loose)
    for one in records:
        try:
            headers[one.id] = Header.from_bytes(one.header)
            if record_id(one.header) != one.id:
                findings.append(f"{one.id}: it is not what its name says")
                del headers[one.id]
        except Unreadable as error:
            findings.append(f"{one.id}: {error}")
    findings += (misplaced := _misplaced(headers))
    out_of_place = {line.partition(":")[0] for line in misplaced}
    rosters = {record_id(one.header_bytes): one for one in known.roster}
    for one in records:
        if one.id in headers and one.id not in out_of_place and headers[one.id].type in ROSTER_TYPES:
            rosters[one.id] = RosterRecord(one.header, one.signatures, one.parts)
    roster = Roster.of(rosters.values(), vouched=known.vouched)
    placed = {one.id: one for one in records if one.id in headers and one.id not in out_of_place}
    gone = parts_named(_orders(placed, headers, roster), headers)
    for one in records:
        if one.id in placed:
            try:
                header = check_record(one.header, signatures_to_bytes(one.signatures), roster)
                destroyed = gone.get(one.id, set()) & {ref.name for ref in header.parts}
                check_parts(header, {**dict.fromkeys(destroyed), **one.parts})
            except (NotGenuine, Unreadable) as error:
                findings.append(f"{one.id}: {error}")
    return findings


def _orders(placed: Mapping[str, Loose], headers: Mapping[str, Header], roster: Roster) -> Iterator[tuple[Header, Order]]:
    """The orders of destruction that are genuine by themselves: what they name is missing by right."""
    for one in placed.values():
        if headers[one.id].type == DESTROYED and PART in one.parts:
            try:
                header = check_record(one.header, signatures_to_bytes(one.signatures), roster)
                check_parts(header, one.parts)
                yield header, order_in(parse_object(one.parts[PART]))
            except (NotGenuine, Unreadable):
                continue  # named as a fault of the record itself


def _misplaced(headers: Mapping[str, Header]) -> list[str]:
    """Judge each record against those before it that are at hand; what is not at hand is not judged."""
    places = {identity: (header.stream, header.lamport) for identity, header in headers.items()}
    findings = []
    for identity, header in headers.items():
        before = headers.get(header.prev) if header.prev else None
        previous = (header.prev, before.seq if before else header.seq - 1) if header.prev else None
        if before is not None and before.log != header.log:
            findings.append(f"{identity}: the record before it is of another log")
            continue
        try:
            check_place(header, previous=previous, parents=places, previous_device=before.device if before else None)
        except NotGenuine as error:
            findings.append(f"{identity}: {error}")
    return findings
