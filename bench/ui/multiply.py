"""Sows the cases of a vault again and again under new ids, days and numbers: a large vault in minutes instead of hours."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, text

from core.vault import truth
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views.table import views
from record.header import Header, record_id
from record.roster import ROSTER_TYPES
from record.signature import sign, signatures_to_bytes

NUMBER_DIGITS = 6  # every number of the sample begins with so many digits and a stroke
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Seed:
    """What is sown: records in their order with their parts, and the rows that the views made of them."""

    records: list[tuple[str, Header, dict[str, bytes]]]
    rows: dict[str, list[Row]]
    texts: list[str]  # numbers that stand inside texts


def multiply(vault: Vault, times: int) -> None:
    """Write every case of the vault `times` times more."""
    with vault.read() as tx:
        seed = take(tx)
    first, last = (datetime.fromisoformat(seed.records[at][1].at) for at in (0, -1))
    for time in range(1, times + 1):
        with vault.write() as tx:
            sow(vault, tx, seed, time, (last - first + timedelta(minutes=3)) * time)


def take(tx: Connection) -> Seed:
    records, texts = [], set[str]()
    for one in truth.all_records(tx):
        if one.header.type not in ROSTER_TYPES:
            parts = {name: body or b"" for name, body in truth.stored_parts(tx, one.id).items()}
            records.append((one.id, one.header, parts))
    known = {header.stream for _id, header, _parts in records}
    rows: dict[str, list[Row]] = {}
    for table in views.sorted_tables:
        names = {column.name for column in table.columns}
        owner = "stream" if "stream" in names else "case_id" if "case_id" in names else ""
        found = [dict(row._mapping) for row in tx.execute(text(f"SELECT * FROM {table.name}"))] if owner else []
        rows[table.name] = [row for row in found if row[owner] in known]
        for row in rows[table.name]:
            texts |= {str(value) for value in row.values() if _is_number(value)}
    return Seed(records, rows, sorted(texts))


def sow(vault: Vault, tx: Connection, seed: Seed, time: int, later: timedelta) -> None:
    log, last = vault.log, truth.log_head(tx, vault.log.id)
    assert last is not None
    prev, seq = last[0], last[1]
    new: dict[object, object] = {
        text_: f"{int(text_[:NUMBER_DIGITS]) + time * 5_000:0{NUMBER_DIGITS}}{text_[NUMBER_DIGITS:]}" for text_ in seed.texts
    }
    for _id, header, _parts in seed.records:
        if header.stream not in new:
            new[header.stream] = new_id()
        new[header.at] = (datetime.fromisoformat(header.at) + later).isoformat(timespec="milliseconds")
        new |= {blob.sha256: os.urandom(32).hex() for blob in header.blobs if blob.role != "thumbnail"}
    records, parts, held, seqs = [], [], [], dict[object, int]()
    for old, header, bodies in seed.records:
        changed = {name: _inside(body, new) for name, body in bodies.items()}
        seq += 1
        written = replace(
            header, stream=str(new[header.stream]), at=str(new[header.at]), seq=seq, prev=prev,
            parts=tuple(replace(p, sha256=sha256(changed[p.name]).hexdigest(), size=len(changed[p.name])) for p in header.parts),
            blobs=tuple(replace(blob, sha256=str(new.get(blob.sha256, blob.sha256))) for blob in header.blobs),
        )  # fmt: skip
        raw = written.to_bytes()
        prev = record_id(raw)
        new[old], seqs[prev] = prev, seq
        records.append((prev, log.id, seq, written.stream, written.type, raw, signatures_to_bytes((sign(log.device_key, "device", raw),))))
        parts += [(prev, name, body) for name, body in changed.items()]
        held += [(blob.sha256, blob.size) for blob in written.blobs if blob.role != "thumbnail"]
    _insert(tx, "records", ("record_id", "log", "seq", "stream", "type", "header", "signatures"), records)
    _insert(tx, "parts", ("record_id", "name", "stored"), parts)
    _insert(tx, "held_blobs", ("sha256", "size"), held)
    tx.execute(text("UPDATE log_counts SET count = :seq WHERE log = :log"), {"seq": seq, "log": log.id})
    indexed = tx.scalar(text("SELECT max(id) FROM view_search")) or 0
    for table, rows in seed.rows.items():
        if rows:
            names = tuple(name for name in rows[0] if (table, name) != ("view_search", "id"))
            _insert(tx, table, names, [_row(row, names, new, seqs) for row in rows])
    tx.execute(text("INSERT INTO view_search_fts(rowid, body) SELECT id, body FROM view_search WHERE id > :last"), {"last": indexed})


def _row(row: Row, names: tuple[str, ...], new: dict[object, object], seqs: dict[object, int]) -> tuple[object, ...]:
    changed = {name: new.get(row[name], row[name]) for name in names}
    if "seq" in changed and (seq := seqs.get(changed.get("head_id") or changed.get("record_id"))) is not None:
        changed["seq"] = seq
    if "same" in changed:  # the number in small letters
        changed["same"] = str(changed["text"]).casefold()
    if "body" in changed and isinstance(row["body"], str):
        changed["body"] = " ".join(str(new.get(word, word)) for word in str(row["body"]).split(" "))
    return tuple(changed.values())


def _inside(body: bytes, new: dict[object, object]) -> bytes:
    """Change ids, numbers and hashes where they stand between quotation marks."""
    pieces = body.decode().split('"')
    return '"'.join(str(new.get(piece, piece)) for piece in pieces).encode()


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value[:NUMBER_DIGITS].isdigit() and value[NUMBER_DIGITS : NUMBER_DIGITS + 1] == "/"


def _insert(tx: Connection, table: str, names: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(names))
        tx.exec_driver_sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
