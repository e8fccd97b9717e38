"""Records on their way: headers whose parts are not all here, and the pieces of these parts, until the rest has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select

from record.errors import NotGenuine
from record.header import Header, PartRef
from record.parcel import PartItem
from record.part import check_stored
from server.limits import Limits
from server.problem import Problem
from server.stores.chain import runs
from server.stores.destruction import any_ordered, parts_gone
from server.stores.judge import bodies_of_all
from server.stores.tables import arriving, parts, pieces, province_of

Pieces = Mapping[str, Mapping[int, PartItem]]  # part name -> offset -> piece


@dataclass(frozen=True, slots=True)
class Whole:
    """A record with all its parts, not judged yet."""

    id: str
    header: Header
    header_bytes: bytes
    signatures: bytes
    bodies: Mapping[str, bytes]


@dataclass(slots=True)
class Offered:
    """What a parcel brings of one record. signed: header bytes and signatures, once for each set of signatures it came with."""

    signed: list[tuple[bytes, bytes]] = field(default_factory=list)
    pieces: dict[str, dict[int, PartItem]] = field(default_factory=dict)


class Waiting:
    """The waiting room of one office within one transaction: what comes whole in one parcel passes it without being written there."""

    def __init__(self, tx: Connection, office: str, limits: Limits) -> None:
        self._tx, self._office, self._limits = tx, office, limits

    def admit(self, offered: Mapping[str, Offered]) -> tuple[list[Whole], dict[str, str]]:
        """Return the records that are whole now, and record id -> reason for parts that are not those that were signed.

        Raises Problem 413 when too much waits for its rest.
        """
        headers, staged, stored = self._headers(offered), self._staged(offered), bodies_of_all(self._tx, self._office, offered)
        ordered = any_ordered(self._tx, province_of(self._office), offered)
        whole, bad = list[Whole](), dict[str, str]()
        new_headers, new_bodies, to_stage = list[dict[str, object]](), list[dict[str, object]](), list[PartItem]()
        for identity, came in offered.items():
            known = headers.get(identity, [])
            fresh = [one for one in came.signed if one not in known]
            if not (known or fresh):
                to_stage += _all(came.pieces)
                continue
            header, bodies, dropped = Header.from_bytes((known or fresh)[0][0]), stored.get(identity, {}), set[str]()
            gone = parts_gone(self._tx, {identity: header}).get(identity, set()) if identity in ordered else set()
            for ref in header.parts:
                if ref.name in bodies or ref.name in gone:
                    continue
                try:
                    body = _assemble(ref, {**staged.get(identity, {}).get(ref.name, {}), **came.pieces.get(ref.name, {})})
                except NotGenuine as error:
                    bad[identity] = str(error)
                    dropped.add(ref.name)
                    continue
                if body is not None:
                    bodies[ref.name] = body
                    whose = {"province": province_of(header.office), "office": header.office, "record_id": identity}
                    new_bodies.append({**whose, "name": ref.name, "stored": body})
            done = dropped | bodies.keys() | gone
            if {ref.name for ref in header.parts} <= bodies.keys() | gone:
                whole += [Whole(identity, header, *one, bodies) for one in (*known, *fresh)]
                if known:
                    self._tx.execute(delete(arriving).where(arriving.c.record_id == identity, arriving.c.by_office == self._office))
                done |= staged.get(identity, {}).keys()
            else:
                new_headers += [self._row(identity, *one) for one in fresh]
                named = {ref.name for ref in header.parts} - done
                to_stage += _all({name: found for name, found in came.pieces.items() if name in named})
            self._unstage(identity, done & staged.get(identity, {}).keys())
        if new_headers:
            self._tx.execute(insert(arriving), new_headers)
        if new_bodies:
            self._tx.execute(insert(parts), new_bodies)
        if to_stage:
            self._stage(to_stage)
        return whole, bad

    def _row(self, identity: str, header: bytes, signatures: bytes) -> dict[str, object]:
        key = {"record_id": identity, "by_office": self._office, "signatures_sha256": sha256(signatures).hexdigest()}
        return {**key, "header": header, "signatures": signatures}

    def _headers(self, identities: Collection[str]) -> dict[str, list[tuple[bytes, bytes]]]:
        found: dict[str, list[tuple[bytes, bytes]]] = {}
        for run in runs(list(identities)):
            chosen = select(arriving).where(arriving.c.by_office == self._office, arriving.c.record_id.in_(run))
            for row in self._tx.execute(chosen):
                found.setdefault(row.record_id, []).append((row.header, row.signatures))
        return found

    def _staged(self, identities: Collection[str]) -> dict[str, dict[str, dict[int, PartItem]]]:
        found: dict[str, dict[str, dict[int, PartItem]]] = {}
        for run in runs(list(identities)):
            chosen = select(pieces).where(pieces.c.by_office == self._office, pieces.c.record_id.in_(run))
            for row in self._tx.execute(chosen):
                item = PartItem(row.record_id, row.name, row.offset, row.total, row.piece)
                found.setdefault(row.record_id, {}).setdefault(row.name, {})[row.offset] = item
        return found

    def _stage(self, items: Sequence[PartItem]) -> None:
        """Keep pieces, the newest of each place, and look that not too much waits."""
        rows = {
            (item.record, item.name, item.offset): {
                "by_office": self._office,
                "record_id": item.record,
                "name": item.name,
                "offset": item.offset,
                "total": item.total,
                "size": len(item.piece),
                "piece": item.piece,
            }
            for item in items
        }
        for identity, name, offset in rows:
            at = (pieces.c.by_office == self._office, pieces.c.record_id == identity, pieces.c.name == name, pieces.c.offset == offset)
            self._tx.execute(delete(pieces).where(*at))
        self._tx.execute(insert(pieces), list(rows.values()))
        waiting = self._tx.scalar(select(func.sum(pieces.c.size)).where(pieces.c.by_office == self._office)) or 0
        if waiting > self._limits.staged_bytes:
            raise Problem(413, "body.too_large", "Too many parts of this office wait for their rest.", limit=self._limits.staged_bytes)

    def _unstage(self, identity: str, names: Collection[str]) -> None:
        if names:
            mine = (pieces.c.by_office == self._office, pieces.c.record_id == identity)
            self._tx.execute(delete(pieces).where(*mine, pieces.c.name.in_(list(names))))


def _all(found: Pieces) -> list[PartItem]:
    return [item for offsets in found.values() for item in offsets.values()]


def _assemble(ref: PartRef, found: Mapping[int, PartItem]) -> bytes | None:
    """Return the part when all its pieces are here, None before. Raises NotGenuine when they are not the part that was signed."""
    if not found:
        return None
    total, body = next(iter(found.values())).total, bytearray()
    if any(item.total != total for item in found.values()) or (ref.sealed_to is None and total != ref.size):
        raise NotGenuine(f"part {ref.name} has another size than was signed")
    for offset in sorted(found):
        if offset > len(body):
            return None
        if offset < len(body):
            raise NotGenuine(f"the pieces of part {ref.name} overlap")
        body += found[offset].piece
    if len(body) < total:
        return None
    check_stored(ref, bytes(body))
    return bytes(body)
