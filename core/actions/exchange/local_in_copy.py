"""What no log holds, in the second copy: drafts and settings are written there by each round, and taken back when a laptop is restored."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from core.actions.exchange.copy_standing import SETTING, kept_copy
from core.vault import absent, local, truth
from record.parcel import Item, RecordItem, note_items, part_items

NOTE, SETTINGS, DRAFT, ABSENT = "copy", "settings", "draft/", "absent"  # names of notes; NOTE: when it was written, for which office
_NOT_COPIED = ("device", SETTING, "stick_set", "server", "clock", "restored")  # a restored laptop is another one; it enrols anew


def local_items(tx: Connection) -> list[Item]:
    """Return drafts, settings, which files were taken away, and the records that were set aside: what no log holds."""
    rows = tx.execute(select(local.settings).order_by(local.settings.c.name)).all()
    kept = {row.name: row.value for row in rows if row.name not in _NOT_COPIED and not row.name.startswith("pulled:")}
    if (copy := kept_copy(tx)) is not None:
        earlier = local.setting(tx, local.PAPER_LOGS)
        kept[local.PAPER_LOGS] = json.dumps([*(earlier if isinstance(earlier, list) else []), copy.id])
    items: list[Item] = [*note_items(SETTINGS, kept)]
    if away := absent.to_note(tx):
        items += note_items(ABSENT, away)
    for row in tx.execute(select(local.drafts).order_by(local.drafts.c.id)):
        items += note_items(DRAFT + row.id, dict(row._mapping))
    for row in tx.execute(select(truth.set_aside).order_by(truth.set_aside.c.record_id)):
        items.append(RecordItem(row.header, row.signatures))
        for name, stored in sorted(truth.stored_parts(tx, row.record_id).items()):
            items += part_items(row.record_id, name, stored or b"")
    return items


def keep_settings(tx: Connection, notes: Mapping[str, object]) -> None:
    """Take settings, and which files were taken away, from the notes of a copy into a vault that is being restored."""
    given = notes.get(SETTINGS)
    for name, value in given.items() if isinstance(given, dict) else ():
        tx.execute(local.settings.insert().prefix_with("OR REPLACE").values(name=str(name), value=str(value)))
    absent.from_note(tx, notes.get(ABSENT))


def keep_drafts(tx: Connection, notes: Mapping[str, object]) -> int:
    """Take the drafts from the notes of a copy into a vault that is being restored. Returns how many there were."""
    count = 0
    for name, row in notes.items():
        if name.startswith(DRAFT) and isinstance(row, dict):
            known = {column.name: str(row[column.name]) for column in local.drafts.columns if column.name in row}
            tx.execute(local.drafts.insert().prefix_with("OR REPLACE").values(**known))
            count += 1
    return count
