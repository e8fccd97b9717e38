"""The second copy: what was committed here goes, sealed, onto another disk or stick seconds later, drafts too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from core.actions.clock import Now, wall_now
from core.exchange.clean_parts import Gone, clean
from core.exchange.copy_places import LOCAL, CopyMissing, copy_folder, copy_key, join_small
from core.exchange.packing import RECORDS, Batch, Packer, file_batches, record_batches
from core.exchange.part_files import PART_BYTES, PartFolder, room_on
from core.exchange.stick_contents import look
from core.exchange.stick_places import stick_errors
from core.platform import only_one
from core.reporter import Reporter
from core.vault import absent, local, truth
from core.vault.destroying import all_gone
from core.vault.durable import write_durably
from core.vault.header_names import NAMES
from core.vault.outgoing import files
from core.vault.vault import Vault
from record.parcel import Item, RecordItem, StatementItem, frames, note_items, part_items
from record.receipt import Signed
from record.seal import key_id
from record.sealed_frame import seal_frame

SETTING, COPYING, CHECKING, CLEANING = "second_copy", "copying", "checking", "cleaning"
NOTE, SETTINGS, DRAFT, ABSENT = "copy", "settings", "draft/", "absent"
_NOT_COPIED = ("device", SETTING, "stick_set", "server", "clock", "restored")  # a restored laptop is another one; it enrols anew


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStanding:
    """How the second copy stands. path: empty when none was set up; at: ISO time of the last whole round, empty before.

    is_there: whether its disk is in; records, files, bytes: what it lacks; is_full: whether the last round found no room.
    """

    path: str
    at: str
    is_there: bool
    records: int
    files: int
    bytes: int
    is_full: bool = False

    @property
    def is_whole(self) -> bool:
        return bool(self.path) and not (self.records or self.files)


@dataclass(slots=True)
class _State:
    """What is kept about the copy. records_to, statements_to: arrival numbers; parts_bytes, last: what must lie on the disk."""

    path: str
    id: str
    at: str = ""
    records_to: int = 0
    statements_to: int = 0
    last: int = 0
    parts_bytes: int = 0
    header: str = ""  # hash of the header file that lies there
    local: str = ""  # hash of drafts and settings that lie there
    is_full: bool = False
    cleaned: str = ""  # hash of what had been destroyed when the parts were last looked through for it

    def peer(self) -> str:
        """The name in local.uploads under which the copied files are known."""
        return f"copy:{self.id}"


def set_up_copy(vault: Vault, path: Path, report: Reporter | None = None, *, now: Now = wall_now) -> CopyStanding:
    """Keep the second copy in this folder from now on, and bring it up to date. An earlier copy elsewhere stays as it is.

    Raises CopyMissing when the folder is not there, CopyMissing also for the disk folder of the vault itself, StickGone, DiskRefused.
    """
    _must_be_elsewhere(vault, path)
    with vault.write() as tx:
        state = _state(tx)
        if state is None or state.path != str(path.resolve()):
            _keep(tx, _State(str(path.resolve()), vault.log.id))
            tx.execute(local.uploads.delete().where(local.uploads.c.peer.like("copy:%")))
    return copy_now(vault, report, now=now)


def copy_now(vault: Vault, report: Reporter | None = None, *, part_bytes: int = PART_BYTES, now: Now = wall_now) -> CopyStanding:
    """Append what the copy lacks: records, statements, files, header and drafts. Does nothing when another program is at it.

    Each part is durable before the next; stopping keeps what was written. Raises CopyMissing, StickGone, DiskRefused, Cancelled.
    """
    report = report or Reporter()
    with only_one(vault.folder / "copy.lock") as is_mine:
        if not is_mine:
            return copy_standing(vault)
        with vault.read() as tx:
            state = _state(tx)
        if state is None:
            raise CopyMissing("No second copy was set up.", "Choose a folder on another disk or stick (Settings, Second copy).")
        path = Path(state.path)
        if not path.is_dir():
            raise CopyMissing(
                "The disk or stick of the second copy is not there.", "Put it in; the copy then catches up by itself.", path=state.path
            )
        with stick_errors(path):
            _Round(vault, state, report, part_bytes, now).run()
    return copy_standing(vault)


def check_copy(vault: Vault, report: Reporter | None = None) -> tuple[CopyStanding, int]:
    """Read the whole copy back; what is damaged or gone is written anew. Returns the standing and how many records and files were."""
    report = report or Reporter()
    with vault.read() as tx:
        state = _state(tx)
    if state is None:
        raise CopyMissing("No second copy was set up.", "Choose a folder on another disk or stick (Settings, Second copy).")
    folder = PartFolder(copy_folder(Path(state.path), vault.log.id))
    with stick_errors(Path(state.path)):
        with vault.read() as tx:
            bodiless = {record for record, _name in gone_now(tx).parts}
        found = look(folder, copy_key(vault.data_key), lambda done, total: report.step(done, total, CHECKING), bodiless=bodiless)
        for part in found.damaged:
            folder.remove(part)
    with vault.write() as tx:
        rows = tx.execute(select(truth.records.c.record_id, truth.records.c.arrival).where(truth.records.c.arrival <= state.records_to))
        lost = [row.arrival for row in rows if row.record_id not in found.all]
        copied = set(tx.scalars(select(local.uploads.c.sha256).where(local.uploads.c.peer == state.peer())))
        gone = copied - found.all
        for digest in gone:
            tx.execute(local.uploads.delete().where(local.uploads.c.peer == state.peer(), local.uploads.c.sha256 == digest))
        state.records_to = min(lost, default=state.records_to + 1) - 1
        state.statements_to = 0 if found.damaged else state.statements_to
        state.header = state.local = ""
        parts = folder.parts()
        state.last, state.parts_bytes = max((part.number for part in parts), default=0), sum(part.size for part in parts)
        _keep(tx, state)
    return copy_now(vault, report), len(lost) + len(gone)


def copy_standing(vault: Vault) -> CopyStanding:
    """Return how the second copy stands, without touching its disk."""
    with vault.read() as tx:
        state = _state(tx)
        if state is None:
            return CopyStanding(path="", at="", is_there=False, records=0, files=0, bytes=0)
        lacking = func.length(truth.records.c.header) + func.length(truth.records.c.signatures)
        row = tx.execute(
            select(func.count().label("n"), func.sum(lacking).label("size")).where(truth.records.c.arrival > state.records_to)
        ).one()
        missing = _files_lacking(tx, state)
    return CopyStanding(
        path=state.path,
        at=state.at,
        is_there=Path(state.path).is_dir(),
        records=row.n,
        files=len(missing),
        bytes=(row.size or 0) + sum(batch.size for batch in missing),
        is_full=state.is_full,
    )


def is_copied(tx: Connection, arrivals: Sequence[int], digests: Sequence[str]) -> bool:
    """Return whether the second copy holds these records (by arrival number) and files."""
    state = _state(tx)
    if state is None or any(arrival > state.records_to for arrival in arrivals):
        return False
    return all(_is_copied_file(tx, state, digest) for digest in digests)


def copied_to(tx: Connection) -> int:
    """Return the arrival number up to which records are in the second copy, 0 when there is none."""
    state = _state(tx)
    return state.records_to if state is not None else 0


def copied_files(tx: Connection) -> set[str]:
    state = _state(tx)
    return set() if state is None else set(tx.scalars(select(local.uploads.c.sha256).where(local.uploads.c.peer == state.peer())))


class _Round:
    """One round of copying."""

    def __init__(self, vault: Vault, state: _State, report: Reporter, part_bytes: int, now: Now) -> None:
        self._vault, self._state, self._report, self._part_bytes, self._now = vault, state, report, part_bytes, now
        self._path = Path(state.path)
        self._folder = PartFolder(copy_folder(self._path, vault.log.id))
        public = copy_key(vault.data_key).public_key().public_bytes_raw()
        self._readers = {key_id(public): public}
        self._arrivals: dict[str, int] = {}  # of records that are not there yet
        self._last_arrival = state.records_to  # what comes meanwhile goes with the next round

    def run(self) -> None:
        self._compare()
        self._clean()
        self._write_header()
        statements = self._write_statements()
        with self._vault.read() as tx:
            rows = tx.execute(
                select(truth.records.c.record_id, truth.records.c.arrival)
                .where(truth.records.c.arrival > self._state.records_to)
                .order_by(truth.records.c.arrival)
            ).all()
            self._arrivals = {row.record_id: row.arrival for row in rows}
            self._last_arrival = rows[-1].arrival if rows else self._state.records_to
            batches = record_batches(tx, [row.record_id for row in rows]) + _files_lacking(tx, self._state)
        total = sum(batch.size for batch in batches)
        packer = Packer(
            self._vault,
            self._folder,
            self._seal,
            room=lambda: room_on(self._path),
            tell=lambda done, _lane: self._report.step(done, total, COPYING),
            part_bytes=self._part_bytes,
        )
        packed = packer.pack(batches, number=self._state.last + 1, durable=self._note)
        self._state.is_full = bool(packed.left)
        changed = self._write_local()
        joined = join_small(self._folder)
        if packed.parts or changed or joined or statements or not self._state.at or self._state.is_full:
            self._count()
            if not packed.left:
                self._state.at = self._now().isoformat(timespec="seconds")
        self._save()

    def _seal(self, frame: bytes) -> bytes:
        return seal_frame(frame, self._readers, office=self._vault.office)

    def _compare(self) -> None:
        """Begin anew when less lies there than was written: another stick, or somebody has cleared it."""
        parts = self._folder.parts()
        there = max((part.number for part in parts), default=0)
        if there < self._state.last or sum(part.size for part in parts) < self._state.parts_bytes:
            with self._vault.write() as tx:
                tx.execute(local.uploads.delete().where(local.uploads.c.peer == self._state.peer()))
            self._state = _State(self._state.path, self._state.id)
        self._state.last = there
        if not parts:
            self._folder.sweep()

    def _clean(self) -> None:
        """Take out what was destroyed since the last time. What cannot be read is removed: its records and files are written anew."""
        with self._vault.read() as tx:
            gone, digest = gone_now(tx), destroyed_digest(tx)
        if digest == self._state.cleaned:
            return
        self._state.parts_bytes = 0  # so that a crash in the midst does not look like a stick that somebody has cleared
        self._save()
        key = copy_key(self._vault.data_key)
        cleaned = clean(self._folder, key, self._seal, gone, lambda done, total: self._report.step(done, total, CLEANING))
        for part in cleaned.damaged:
            self._folder.remove(part)
        with self._vault.write() as tx:
            copied = local.uploads.c.peer == self._state.peer()
            tx.execute(local.uploads.delete().where(copied, local.uploads.c.sha256.in_(gone.files)))
            if cleaned.damaged:
                tx.execute(local.uploads.delete().where(copied))
                self._state.records_to = self._state.statements_to = 0
        self._state.cleaned = digest
        self._count()
        self._save()

    def _write_header(self) -> None:
        raw = (self._vault.folder / NAMES[0]).read_bytes()
        if self._state.header == hashlib.sha256(raw).hexdigest() and (self._folder.folder / NAMES[0]).exists():
            return
        for name in NAMES:
            write_durably(self._folder.folder / name, [raw])
        self._state.header = hashlib.sha256(raw).hexdigest()

    def _write_statements(self) -> bool:
        with self._vault.read() as tx:
            chosen = select(truth.statements).where(truth.statements.c.arrival > self._state.statements_to)
            rows = tx.execute(chosen.order_by(truth.statements.c.arrival)).all()
        if not rows:
            return False
        packed = frames(StatementItem(Signed(row.body, row.der).to_bytes()) for row in rows)
        self._folder.write(self._state.last + 1, (self._seal(frame) for frame in packed))
        self._state.last += 1
        self._state.statements_to = rows[-1].arrival
        return True

    def _note(self, batches: Sequence[Batch]) -> None:
        """A part is durable: what it holds counts as copied, records up to the first that is not there yet."""
        with self._vault.write() as tx:
            for batch in batches:
                if batch.lane == RECORDS:
                    for identity in batch.ids:
                        self._arrivals.pop(identity, None)
                else:
                    local.keep_upload_offset(tx, self._state.peer(), batch.ids[0], batch.size)
            self._state.records_to = min(self._arrivals.values(), default=self._last_arrival + 1) - 1
            _keep(tx, self._state)

    def _write_local(self) -> bool:
        with self._vault.read() as tx:
            items = list(_local_items(tx))
        digest = hashlib.sha256(repr(items).encode()).hexdigest()
        if digest == self._state.local and (self._folder.folder / LOCAL).exists():
            return False
        note = {"at": self._now().isoformat(timespec="seconds"), "office": self._vault.office}
        packed = frames([*note_items(NOTE, note), *items])
        write_durably(self._folder.folder / LOCAL, (self._seal(frame) for frame in packed))
        self._state.local = digest
        return True

    def _count(self) -> None:
        parts = self._folder.parts()
        self._state.last = max((part.number for part in parts), default=0)
        self._state.parts_bytes = sum(part.size for part in parts)

    def _save(self) -> None:
        with self._vault.write() as tx:
            before = _state(tx)
            if before != self._state:
                _keep(tx, self._state)


def gone_now(tx: Connection) -> Gone:
    """Return what may lie in no copy and on no stick."""
    parts, digests = all_gone(tx)
    return Gone(parts, digests)


def destroyed_digest(tx: Connection) -> str:
    """Return a hash of all that was destroyed so far, empty when nothing was."""
    gone = gone_now(tx)
    return hashlib.sha256(repr((sorted(gone.parts), sorted(gone.files))).encode()).hexdigest() if gone else ""


def is_clean(tx: Connection) -> bool | None:
    """Return whether the second copy holds nothing that was destroyed; None when there is no second copy."""
    state = _state(tx)
    return None if state is None else state.cleaned == destroyed_digest(tx)


def _local_items(tx: Connection) -> list[Item]:
    """Return drafts, settings, which files were taken away, and the records that were set aside: what no log holds."""
    rows = tx.execute(select(local.settings).order_by(local.settings.c.name)).all()
    kept = {row.name: row.value for row in rows if row.name not in _NOT_COPIED and not row.name.startswith("pulled:")}
    if (state := _state(tx)) is not None:
        earlier = local.setting(tx, local.PAPER_LOGS)
        kept[local.PAPER_LOGS] = json.dumps([*(earlier if isinstance(earlier, list) else []), state.id])
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


def _files_lacking(tx: Connection, state: _State) -> list[Batch]:
    here = set(tx.scalars(select(truth.held_blobs.c.sha256)))
    copied = set(tx.scalars(select(local.uploads.c.sha256).where(local.uploads.c.peer == state.peer())))
    if here <= copied:
        return []
    return file_batches(one for one in files(tx) if one.ref.sha256 in here and one.ref.sha256 not in copied)


def _is_copied_file(tx: Connection, state: _State, digest: str) -> bool:
    chosen = select(local.uploads.c.sha256).where(local.uploads.c.peer == state.peer(), local.uploads.c.sha256 == digest)
    return tx.scalar(chosen) is not None


def _must_be_elsewhere(vault: Vault, path: Path) -> None:
    if not path.is_dir():
        raise CopyMissing("The folder for the second copy is not there.", "Put the stick or disk in and choose a folder on it.")
    inside = path.resolve()
    if vault.folder.resolve() in (inside, *inside.parents):
        raise CopyMissing("The second copy cannot lie inside the vault.", "Choose a folder on another disk or on a stick.")


def _state(tx: Connection) -> _State | None:
    kept = local.setting(tx, SETTING)
    return _State(**kept) if isinstance(kept, dict) else None


def _keep(tx: Connection, state: _State) -> None:
    local.keep_setting(tx, SETTING, asdict(state))
