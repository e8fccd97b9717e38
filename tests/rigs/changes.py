"""Single changes to a vault, as somebody with its disk or even with its data key could make them. Each knows what a check must name.

Left out is what no check can see, because nothing signed or counted tells of it: unsaved drafts and most settings, a receipt
that a newer one repeats, and a whole folder put back to an earlier day (only the centre's or the reporter's receipt tells that).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from core.vault.header_file import PAGE_SIZE
from core.vault.header_names import NAMES
from core.vault.vault import DATABASE
from core.vault.views.table import views
from tests.rigs.targets import Change, Original, Row


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one bit turned."""
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _id(row: Row) -> frozenset[str]:
    return frozenset({str(row["record_id"])})


def _file(kind: str, name: str | Path, names: frozenset[str], how: Callable[[bytes], bytes | None]) -> Change:
    def make(folder: Path) -> None:
        content = how((folder / name).read_bytes())
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content)

    return Change(kind, names, make)


# on the disk, without any key


def bit_in_the_database(_original: Original, chance: random.Random) -> Change:
    return _file("bit flipped in the database", DATABASE, frozenset({DATABASE}), lambda content: flipped(content, chance))


def database_cut(_original: Original, chance: random.Random) -> Change:
    share = chance.choice((0.0, chance.random(), 0.999))
    return _file("database cut", DATABASE, frozenset({DATABASE}), lambda content: content[: int(len(content) * share)])


def pages_swapped(_original: Original, chance: random.Random) -> Change:
    def swapped(content: bytes) -> bytes:
        pages = [content[start : start + PAGE_SIZE] for start in range(0, len(content), PAGE_SIZE)]
        one, other = chance.sample(range(len(pages)), 2)
        pages[one], pages[other] = pages[other], pages[one]
        return b"".join(pages)

    return _file("two pages of the database swapped", DATABASE, frozenset({DATABASE}), swapped)


def header_changed(_original: Original, chance: random.Random) -> Change:
    name = chance.choice(NAMES)
    how = chance.choice((lambda content: flipped(content, chance), lambda content: content[: len(content) // 2], lambda _content: None))
    return _file("header file changed, cut or taken away", name, frozenset({name}), how)


def blob_changed(original: Original, chance: random.Random) -> Change:
    path, digest = chance.choice(list(original.blobs.items()))
    ways: list[tuple[str, Callable[[bytes], bytes | None]]] = [
        ("bit flipped in a file", lambda content: flipped(content, chance)),
        ("file cut", lambda content: content[: chance.randrange(len(content))]),
        ("file cut by a whole segment", lambda content: content[: max(0, len(content) - 1024 * 1024 - 16)]),
        ("file made longer", lambda content: content + b"\0"),
        ("file taken away", lambda _content: None),
    ]
    kind, how = chance.choice(ways)
    return _file(kind, path, frozenset({digest}), how)


def blobs_swapped(original: Original, chance: random.Random) -> Change:
    one, other = chance.sample(list(original.blobs), 2)

    def make(folder: Path) -> None:
        first, second = (folder / one).read_bytes(), (folder / other).read_bytes()
        (folder / one).write_bytes(second)
        (folder / other).write_bytes(first)

    return Change("two files swapped", frozenset({original.blobs[one]}), make)


# with the data key, by raw SQL


def header_edited(original: Original, chance: random.Random) -> Change:
    row = chance.choice(original.records)
    changed = original.sql(
        "UPDATE records SET header = :new WHERE record_id = :id", id=row["record_id"], new=flipped(_raw(row, "header"), chance)
    )
    return Change("header of a record changed", _id(row), changed)


def headers_swapped(original: Original, chance: random.Random) -> Change:
    one, other = chance.sample(original.records, 2)
    put = "UPDATE records SET header = :{} WHERE record_id = :{}"
    values = {"first": one["record_id"], "second": other["record_id"], "a": one["header"], "b": other["header"]}
    return Change("headers of two records swapped", _id(one), original.sql(put.format("b", "first"), put.format("a", "second"), **values))


def signature_changed(original: Original, chance: random.Random) -> Change:
    row, other = chance.choice(original.legal), chance.choice(original.records)
    signatures = json.loads(_raw(row, "signatures"))
    ways = {
        "a bit of the signatures flipped": flipped(_raw(row, "signatures"), chance),
        "the person's signature taken away": json.dumps(signatures[:1], separators=(",", ":")).encode(),
        "the device's signature taken away": json.dumps(signatures[1:], separators=(",", ":")).encode(),
        "another record's signatures": _raw(other, "signatures") if other is not row else b"[]",
    }
    kind = chance.choice(list(ways))
    return Change(
        kind, _id(row), original.sql("UPDATE records SET signatures = :new WHERE record_id = :id", id=row["record_id"], new=ways[kind])
    )


def record_dropped(original: Original, chance: random.Random) -> Change:
    row = chance.choice((original.records[0], original.records[-1], chance.choice(original.records)))
    also = chance.choice(([], ["DELETE FROM parts WHERE record_id = :id"]))
    return Change("a record dropped", _id(row), original.sql("DELETE FROM records WHERE record_id = :id", *also, id=row["record_id"]))


def record_dropped_and_hidden(original: Original, chance: random.Random) -> Change:
    """All traces of a record wiped but its followers': its parts, the count, its rows in the history."""
    row = chance.choice(original.records[:-1])
    wiped = [
        "DELETE FROM records WHERE record_id = :id",
        "DELETE FROM parts WHERE record_id = :id",
        "UPDATE log_counts SET count = count - 1 WHERE log = :log",
        "DELETE FROM view_history WHERE record_id = :id",
    ]
    return Change("a record dropped and hidden", _id(row), original.sql(*wiped, id=row["record_id"], log=row["log"]))


def row_edited(original: Original, chance: random.Random) -> Change:
    row, column = chance.choice(original.records), chance.choice(("log", "seq", "stream", "type", "arrival"))
    if column == "arrival":  # moved behind the last, which must be another one
        row = chance.choice(original.records[:-1])
    new = chance.randint(100, 900) if column in ("seq", "arrival") else f"{row[column]}x"
    statement = f"UPDATE records SET {column} = :new WHERE record_id = :id"
    return Change(f"{column} of a record's row edited", _id(row), original.sql(statement, id=row["record_id"], new=new))


def record_doubled(original: Original, chance: random.Random) -> Change:
    row, fake = chance.choice(original.records), chance.randbytes(32).hex()
    copied = "log, seq, stream, type, header, signatures"
    statement = f"INSERT INTO records (record_id, {copied}) SELECT :fake, {copied} FROM records WHERE record_id = :id"
    return Change("a record entered again under another id", frozenset({fake}), original.sql(statement, id=row["record_id"], fake=fake))


def part_changed(original: Original, chance: random.Random) -> Change:
    return _part("part", chance.choice(original.parts), original, chance)


def sealed_part_changed(original: Original, chance: random.Random) -> Change:
    return _part("sealed part", chance.choice(original.sealed), original, chance)


def roster_part_changed(original: Original, chance: random.Random) -> Change:
    ids = {row["record_id"] for row in original.roster}
    return _part("part of the roster", chance.choice([row for row in original.parts if row["record_id"] in ids]), original, chance)


def _part(which: str, row: Row, original: Original, chance: random.Random) -> Change:
    where = "WHERE record_id = :id AND name = :name"
    ways = {
        "changed": f"UPDATE parts SET stored = :new {where}",
        "emptied": f"UPDATE parts SET stored = NULL {where}",
        "taken away": f"DELETE FROM parts {where}",
        "turned into text": f"UPDATE parts SET stored = CAST(stored AS TEXT) || ' ' {where}",
        "given another name": f"UPDATE parts SET name = name || '2' {where}",
    }
    kind = chance.choice(["changed", *ways])
    values = {"id": row["record_id"], "name": row["name"]} | ({"new": flipped(_raw(row, "stored"), chance)} if kind == "changed" else {})
    return Change(f"{which} {kind}", _id(row), original.sql(ways[kind], **values))


def parts_swapped(original: Original, chance: random.Random) -> Change:
    one, other = chance.sample(original.parts, 2)
    put = "UPDATE parts SET stored = :{0}_stored WHERE record_id = :{1}_id AND name = :{1}_name"
    values = {f"{key}_{name}": row[column] for key, row in (("a", one), ("b", other)) for name, column in _PART_COLUMNS}
    return Change("two parts swapped", _id(one), original.sql(put.format("b", "a"), put.format("a", "b"), **values))


_PART_COLUMNS = (("id", "record_id"), ("name", "name"), ("stored", "stored"))


def part_added(original: Original, chance: random.Random) -> Change:
    row = chance.choice(original.records)
    statement = "INSERT INTO parts (record_id, name, stored) VALUES (:id, 'note', :body)"
    return Change("a part that nobody signed added", _id(row), original.sql(statement, id=row["record_id"], body=b'{"note":"palsu"}'))


def holding_changed(original: Original, chance: random.Random) -> Change:
    row, fake = chance.choice(original.held), chance.randbytes(32).hex()
    ways = {
        "the vault forgets that it holds a file": ("DELETE FROM held_blobs WHERE sha256 = :sha", row["sha256"]),
        "size of a held file edited": ("UPDATE held_blobs SET size = size + 1 WHERE sha256 = :sha", row["sha256"]),
        "a file held that no record names": ("INSERT INTO held_blobs (sha256, size) VALUES (:sha, 5)", fake),
    }
    kind = chance.choice(list(ways))
    statement, digest = ways[kind]
    return Change(kind, frozenset({str(digest)}), original.sql(statement, sha=digest))


def count_changed(original: Original, chance: random.Random) -> Change:
    statement = chance.choice(
        ("UPDATE log_counts SET count = count + 1", "UPDATE log_counts SET count = count - 1", "DELETE FROM log_counts")
    )
    return Change("count of a log changed", frozenset({original.log}), original.sql(statement))


def receipt_changed(original: Original, chance: random.Random) -> Change:
    row, newest = chance.choice(original.statements), original.statements[-1]
    column = chance.choice(("body", "der", "dropped"))
    if column == "dropped":
        names = frozenset({str(newest["sha256"]), original.log})
        return Change("the newest receipt dropped", names, original.sql("DELETE FROM statements WHERE sha256 = :sha", sha=newest["sha256"]))
    statement = f"UPDATE statements SET {column} = :new WHERE sha256 = :sha"
    changed = original.sql(statement, sha=row["sha256"], new=flipped(_raw(row, column), chance))
    return Change(f"{column} of a receipt changed", frozenset({str(row["sha256"])}), changed)


def view_edited(original: Original, chance: random.Random) -> Change:
    name = chance.choice(sorted(original.views))
    row = chance.choice(original.views[name])
    keys = [column.name for column in views.tables[name].primary_key]
    where = "WHERE " + " AND ".join(f"{key} = :{key}" for key in keys)
    shown = frozenset({str(next(value for column, value in row.items() if column != "id"))})
    column = chance.choice([column for column in row if column != "id"])
    new = f"{row[column]}x" if isinstance(row[column], str) else 1 - int(bool(row[column]))
    if chance.random() < 0.3:
        return Change(f"row of {name} dropped", shown, original.sql(f"DELETE FROM {name} {where}", **{key: row[key] for key in keys}))
    changed = original.sql(f"UPDATE {name} SET {column} = :new_value {where}", new_value=new, **{key: row[key] for key in keys})
    return Change(f"{name}.{column} edited", shown, changed)


def index_edited(original: Original, chance: random.Random) -> Change:
    row = chance.choice(original.views["view_search"])
    hidden = "INSERT INTO view_search_fts(view_search_fts, rowid, body) VALUES('delete', :id, :body)"
    names = frozenset({"view_search_fts"})
    return Change("words hidden from the search index", names, original.sql(hidden, id=row["id"], body=row["body"]))


def _raw(row: Row, column: str) -> bytes:
    return bytes(row[column])  # type: ignore[call-overload,no-any-return]


KINDS = (
    bit_in_the_database, database_cut, pages_swapped, header_changed, blob_changed, blobs_swapped, header_edited, headers_swapped,
    signature_changed, record_dropped, record_dropped_and_hidden, row_edited, record_doubled, part_changed, sealed_part_changed,
    roster_part_changed, parts_swapped, part_added, holding_changed, count_changed, receipt_changed, view_edited, index_edited,
)  # fmt: skip


def changes(original: Original, count: int, seed: int) -> list[Change]:
    """Return so many changes, of every kind by turns."""
    return [KINDS[number % len(KINDS)](original, random.Random(f"{seed}/{number}")) for number in range(count)]
