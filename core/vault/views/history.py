"""Who did what when in each case: one row a record, the readable chain of custody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, insert, select
from sqlalchemy import update as change

from core.vault.views.said import Said, text_of
from core.vault.views.table import key, views

history = Table(
    "view_history",
    views,
    key("record_id"),
    Column("case_id", String, nullable=False, index=True),
    Column("stream", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("at", String, nullable=False),
    Column("clock", String, nullable=False),
    Column("person", String, nullable=False),
    Column("device", String, nullable=False),
    Column("log", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("lamport", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row; at is wall time with offset, clock how far it can be believed."""

    record_id: str
    case_id: str
    stream: str
    type: str
    at: str
    clock: str
    person: str
    device: str
    log: str
    seq: int
    lamport: int


def case_of(said: Said) -> str:
    """Return the case a record speaks of, empty for none: its body names it, or it is the case's own stream."""
    if said.header.type.startswith("case."):
        return said.header.stream
    return next((found for part in said.header.parts if (found := text_of(said.body(part.name), "case"))), "")


def update(tx: Connection, new: Sequence[Said]) -> None:
    """Enter records, one row each."""
    if new:
        tx.execute(insert(history), [_row(said) for said in new])


def _row(said: Said) -> dict[str, object]:
    header = said.header
    return {
        "record_id": said.id,
        "case_id": case_of(said),
        "stream": header.stream,
        "type": header.type,
        "at": header.at,
        "clock": header.clock.state,
        "person": header.person,
        "device": header.device,
        "log": header.log,
        "seq": header.seq,
        "lamport": header.lamport,
    }


def again(tx: Connection, said: Said) -> None:
    """Ask a record anew of which case it speaks: its body has been destroyed, and what of it stays known counts."""
    tx.execute(change(history).where(history.c.record_id == said.id).values(case_id=case_of(said)))


def of_case(tx: Connection, case_id: str) -> list[Event]:
    """Return what happened in a case, newest first."""
    chosen = (
        select(history).where(history.c.case_id == case_id).order_by(history.c.at.desc(), history.c.lamport.desc(), history.c.record_id)
    )
    return [Event(**row._mapping) for row in tx.execute(chosen)]


def of_stream(tx: Connection, stream: str) -> list[Event]:
    """Return what happened to one document, exhibit or paper, oldest first."""
    chosen = select(history).where(history.c.stream == stream).order_by(history.c.lamport, history.c.record_id)
    return [Event(**row._mapping) for row in tx.execute(chosen)]
