"""The tables that belong to this laptop alone and are never sent: settings, drafts, how far an upload got."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, delete, select, update
from sqlalchemy.dialects.sqlite import insert

local = MetaData()

settings = Table("settings", local, Column("name", String, primary_key=True), Column("value", Text, nullable=False))
drafts = Table(
    "drafts",
    local,
    Column("id", String, primary_key=True),
    Column("stream", String, nullable=False, index=True),
    Column("case_id", String, nullable=False, index=True),
    Column("form_id", String, nullable=False),
    Column("form_sha256", String, nullable=False),
    Column("parents", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("updated_at", String, nullable=False),
)
uploads = Table(
    "uploads",
    local,
    Column("peer", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("offset", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Work on a document that was not saved yet. parents: heads of the stream it began from; updated_at: ISO 8601 with offset."""

    id: str
    stream: str
    case_id: str
    form_id: str
    form_sha256: str
    parents: tuple[str, ...]
    answers: Mapping[str, object]
    updated_at: str


def setting(tx: Connection, name: str) -> object:
    """Return a setting's JSON value, None when it was never set."""
    value = tx.scalar(select(settings.c.value).where(settings.c.name == name))
    return json.loads(value) if value is not None else None


PAPER_LOGS = "paper_logs"  # setting: ids of the logs that this laptop had before it was restored; it answers for the papers signed there


def keep_setting(tx: Connection, name: str, value: object) -> None:
    given = insert(settings).values(name=name, value=json.dumps(value, ensure_ascii=False))
    tx.execute(given.on_conflict_do_update(index_elements=["name"], set_={"value": given.excluded.value}))


def add_draft(tx: Connection, draft: Draft) -> None:
    tx.execute(
        drafts.insert().values(
            id=draft.id,
            stream=draft.stream,
            case_id=draft.case_id,
            form_id=draft.form_id,
            form_sha256=draft.form_sha256,
            parents=json.dumps(draft.parents),
            answers=json.dumps(draft.answers, ensure_ascii=False),
            updated_at=draft.updated_at,
        )
    )


def keep_answers(tx: Connection, draft_id: str, answers: Mapping[str, object], at: datetime) -> bool:
    """Autosave. Only ever updates, so that a late one cannot bring back a draft that was saved. Returns whether it was there."""
    changed = update(drafts).where(drafts.c.id == draft_id)
    values = {"answers": json.dumps(answers, ensure_ascii=False), "updated_at": at.isoformat(timespec="milliseconds")}
    return tx.execute(changed.values(**values)).rowcount == 1


def move_draft(tx: Connection, draft_id: str, form_sha256: str, answers: Mapping[str, object], at: datetime) -> bool:
    """Put a draft on another version of its form. Returns whether it was there."""
    changed = update(drafts).where(drafts.c.id == draft_id)
    values = {"form_sha256": form_sha256, "updated_at": at.isoformat(timespec="milliseconds")}
    return tx.execute(changed.values(answers=json.dumps(answers, ensure_ascii=False), **values)).rowcount == 1


def remove_draft(tx: Connection, draft_id: str) -> bool:
    """Returns whether it was there."""
    return tx.execute(delete(drafts).where(drafts.c.id == draft_id)).rowcount == 1


def draft(tx: Connection, draft_id: str) -> Draft | None:
    row = tx.execute(select(drafts).where(drafts.c.id == draft_id)).one_or_none()
    return _draft(row) if row is not None else None


def own_office(tx: Connection) -> str:
    """Return the code of the office whose laptop this is; empty before it was founded or joined."""
    kept = setting(tx, "device")
    return str(kept.get("office", "")) if isinstance(kept, dict) else ""


def all_drafts(tx: Connection, *, case_id: str | None = None) -> list[Draft]:
    """Return drafts, the one touched last first."""
    chosen = select(drafts).order_by(drafts.c.updated_at.desc())
    if case_id is not None:
        chosen = chosen.where(drafts.c.case_id == case_id)
    return [_draft(row) for row in tx.execute(chosen)]


def _draft(row: object) -> Draft:
    return Draft(
        id=row.id,  # type: ignore[attr-defined]
        stream=row.stream,  # type: ignore[attr-defined]
        case_id=row.case_id,  # type: ignore[attr-defined]
        form_id=row.form_id,  # type: ignore[attr-defined]
        form_sha256=row.form_sha256,  # type: ignore[attr-defined]
        parents=tuple(json.loads(row.parents)),  # type: ignore[attr-defined]
        answers=json.loads(row.answers),  # type: ignore[attr-defined]
        updated_at=row.updated_at,  # type: ignore[attr-defined]
    )


def upload_offset(tx: Connection, peer: str, digest: str) -> int:
    """Return how many bytes of a file the peer has said it holds."""
    return tx.scalar(select(uploads.c.offset).where(uploads.c.peer == peer, uploads.c.sha256 == digest)) or 0


def keep_upload_offset(tx: Connection, peer: str, digest: str, offset: int) -> None:
    given = insert(uploads).values(peer=peer, sha256=digest, offset=offset)
    tx.execute(given.on_conflict_do_update(index_elements=["peer", "sha256"], set_={"offset": given.excluded.offset}))
