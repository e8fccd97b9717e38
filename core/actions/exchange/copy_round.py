"""One round of the second copy: what its disk lacks is appended to it, and what was destroyed is taken out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from core.actions.clock import Now
from core.actions.exchange.copy_standing import KeptCopy, files_lacking, keep_copy, kept_copy
from core.actions.exchange.local_in_copy import NOTE, local_items
from core.exchange.clean_parts import clean, gone_now
from core.exchange.copy_places import LOCAL, copy_folder, copy_key, join_small
from core.exchange.packing import RECORDS, Batch, Packer, record_batches
from core.exchange.part_files import PartFolder, room_on
from core.reporter import Reporter
from core.vault import local, truth
from core.vault.durable import write_durably
from core.vault.header_names import NAMES
from core.vault.vault import Vault
from record.parcel import StatementItem, frames, note_items
from record.receipt import Signed
from record.seal import key_id
from record.sealed_frame import seal_frame

COPYING, CLEANING = "copying", "cleaning"


class CopyRound:
    """One round of copying. part_bytes: how large a part may grow."""

    def __init__(self, vault: Vault, state: KeptCopy, report: Reporter, part_bytes: int, now: Now) -> None:
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
            batches = record_batches(tx, [row.record_id for row in rows]) + files_lacking(tx)
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
            self._state.count(self._folder)
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
            self._state = KeptCopy(self._state.path, self._state.id)
        self._state.last = there
        if not parts:
            self._folder.sweep()

    def _clean(self) -> None:
        """Take out what was destroyed since the last time. What cannot be read is removed: its records and files are written anew."""
        with self._vault.read() as tx:
            gone = gone_now(tx)
        if (digest := gone.digest()) == self._state.cleaned:
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
        self._state.count(self._folder)
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
            keep_copy(tx, self._state)

    def _write_local(self) -> bool:
        with self._vault.read() as tx:
            items = list(local_items(tx))
        digest = hashlib.sha256(repr(items).encode()).hexdigest()
        if digest == self._state.local and (self._folder.folder / LOCAL).exists():
            return False
        note = {"at": self._now().isoformat(timespec="seconds"), "office": self._vault.office}
        packed = frames([*note_items(NOTE, note), *items])
        write_durably(self._folder.folder / LOCAL, (self._seal(frame) for frame in packed))
        self._state.local = digest
        return True

    def _save(self) -> None:
        with self._vault.write() as tx:
            before = kept_copy(tx)
            if before != self._state:
                keep_copy(tx, self._state)
