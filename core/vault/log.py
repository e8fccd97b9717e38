"""This laptop's own log: the only door through which a record comes into being."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, select

from core.vault import local, truth
from core.vault.views import heads
from record.header import BlobRef, Clock, Header, record_id
from record.part import Part
from record.seal import key_id
from record.signature import Signature, public_bytes, sign, signatures_to_bytes
from record.verify import LEGAL_ACTS


@dataclass(frozen=True, slots=True)
class Appended:
    """A record just written; it counts once the transaction commits."""

    id: str
    header: Header


@dataclass(frozen=True, slots=True)
class Log:
    """The chain in which one laptop appends. office is the code; scope who may read unless a deed says otherwise."""

    id: str
    office: str
    scope: tuple[str, ...]
    device_key: ec.EllipticCurvePrivateKey

    @property
    def device(self) -> str:
        return key_id(public_bytes(self.device_key))

    def append(
        self,
        tx: Connection,
        *,
        type: str,
        stream: str,
        at: datetime,
        person: str,
        schema: str,
        parts: Sequence[Part] = (),
        blobs: Sequence[BlobRef] = (),
        parents: Sequence[str] | None = None,
        scope: Sequence[str] | None = None,
        office: str | None = None,
        person_key: ec.EllipticCurvePrivateKey | None = None,
    ) -> Appended:
        """Write one record inside `tx`, which must hold the write lock, and return it. The views are the caller's to update.

        at: wall time with its zone. parents: heads the writer saw; by default the stream's heads now. person_key: signs a legal act.
        Raises ValueError for a naive time, or a legal act without the person's key: both are faults of the program.
        """
        if at.tzinfo is None:
            raise ValueError("a record needs a time with its zone")
        if type in LEGAL_ACTS and person_key is None:
            raise ValueError(f"{type} is a legal act and needs the person's own signature")
        last = truth.log_head(tx, self.id)
        seen = tuple(sorted(heads.of_stream(tx, stream) if parents is None else set(parents)))
        header = Header(
            v=1,
            type=type,
            stream=stream,
            log=self.id,
            seq=last[1] + 1 if last else 1,
            prev=last[0] if last else None,
            parents=seen,
            lamport=1 + max((_lamport(tx, parent) for parent in seen), default=0),
            at=at.isoformat(timespec="milliseconds"),
            clock=_clock(tx, at, last[2] if last else None),
            office=office or self.office,
            scope=tuple(scope or self.scope),
            device=self.device,
            person=person,
            schema=schema,
            parts=tuple(part.ref for part in parts),
            blobs=tuple(blobs),
        )
        header_bytes = header.to_bytes()
        signatures: tuple[Signature, ...] = (sign(self.device_key, "device", header_bytes),)
        if person_key is not None:
            signatures += (sign(person_key, "person", header_bytes),)
        truth.add_record(tx, header, header_bytes, signatures_to_bytes(signatures), {part.ref.name: part.stored for part in parts})
        return Appended(record_id(header_bytes), header)


def _lamport(tx: Connection, identity: str) -> int:
    raw = tx.scalar(select(truth.records.c.header).where(truth.records.c.record_id == identity))
    if raw is None:
        raise ValueError("a parent that is not in the vault")
    return Header.from_bytes(raw).lamport


def _clock(tx: Connection, at: datetime, last_at: str | None) -> Clock:
    checked = local.setting(tx, "clock")
    by = checked if isinstance(checked, dict) else {}
    checked_at, checked_by = by.get("checked_at"), by.get("checked_by")
    earliest = max((datetime.fromisoformat(text) for text in (last_at, checked_at) if text), default=at)
    state = "stepped_back" if at < earliest else ("checked" if checked_at else "unchecked")
    return Clock(state=state, checked_at=checked_at, checked_by=checked_by)


def default_scope(office: str) -> tuple[str, ...]:
    """Return the offices that may read what an office writes: itself and the one that supervises it, up to the regency.

    Source: domain rules section 6 (a village supervisor is read by the district, a district by the regency).
    """
    parent = office.rpartition(".")[0]
    return (office, parent) if parent.count(".") >= 1 else (office,)


def roster_scope(office: str) -> tuple[str, ...]:
    """Return who may read an office's roster: itself, all above (they admit and seal), and all below (they must know who may act)."""
    pieces = office.split(".")
    above = [".".join(pieces[:length]) for length in range(1, len(pieces) + 1)]
    return (*above, office + ".*")
