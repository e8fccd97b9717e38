"""What each office has set for all its laptops: one row for each head of a subject, so that two at once show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Boolean, Column, Connection, String, Table, delete, insert, select

from core.vault import truth
from core.vault.views.said import Said, heads_of, text_of
from core.vault.views.table import key, views
from record.header import Header

SETTINGS_CHANGED = "office.settings_changed"
TYPES = (SETTINGS_CHANGED,)
PART = "settings"

office_settings = Table(
    "view_office_settings",
    views,
    key("record_id"),
    Column("stream", String, nullable=False, index=True),
    Column("office", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("is_shown", Boolean, nullable=False),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("device", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A whole snapshot of one subject. at: wall time with offset; others: what another laptop set without knowing of this."""

    record_id: str
    values: Mapping[str, object]
    at: str
    person: str
    device: str
    others: tuple[Setting, ...] = ()


def stream_of(office: str, subject: str) -> str:
    """Return the stream of a subject: the same on every laptop, so that two that were set up apart write one story. docs/format.md 12."""
    digits = sha256(f"bukti/office-settings/1\0{office}\0{subject}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def update(tx: Connection, stream: str, told: Sequence[Said]) -> None:
    """Compute the rows of one stream anew; told: its records. The newest in the common order is shown, as with documents."""
    said = [one for one in told if one.header.type == SETTINGS_CHANGED]
    ends = [one for one in heads_of(said) if stream == stream_of(one.header.office, text_of(one.body(PART), "subject"))]
    tx.execute(delete(office_settings).where(office_settings.c.stream == stream))
    for one in ends:
        tx.execute(
            insert(office_settings).values(
                record_id=one.id,
                stream=stream,
                office=one.header.office,
                subject=text_of(one.body(PART), "subject"),
                is_shown=one is ends[-1],
                at=one.header.at,
                person=one.header.person,
                device=one.header.device,
            )
        )


def current(tx: Connection, office: str, subject: str) -> Setting | None:
    """Return what an office has set, None before it set anything."""
    chosen = select(office_settings).where(office_settings.c.stream == stream_of(office, subject))
    rows = tx.execute(chosen.order_by(office_settings.c.is_shown.desc(), office_settings.c.record_id)).all()
    if not rows:
        return None
    shown, *others = (
        Setting(record_id=row.record_id, values=_values(tx, row.record_id), at=row.at, person=row.person, device=row.device) for row in rows
    )
    return Setting(
        record_id=shown.record_id, values=shown.values, at=shown.at, person=shown.person, device=shown.device, others=tuple(others)
    )


def _values(tx: Connection, record_id: str) -> Mapping[str, object]:
    stored = truth.record(tx, record_id)
    assert stored is not None  # its row in the view was made from it
    values = (truth.open_part(tx, Header.from_bytes(stored.header_bytes), record_id, PART) or {}).get("settings")
    return values if isinstance(values, Mapping) else {}
