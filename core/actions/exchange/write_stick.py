"""What the centre (or a colleague's laptop) lacks goes onto a stick, sealed to both; over several sticks where one is too small."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, select

from core.actions.clock import Now, wall_now
from core.actions.exchange.stick_receipts import give_receipts, take_receipts
from core.exchange.clean_parts import Cleaned, clean, gone_now
from core.exchange.packing import Batch, Packer, file_batches, record_batches
from core.exchange.part_files import PART_BYTES, PartFolder, room_on
from core.exchange.stick_contents import look
from core.exchange.stick_places import STICK, StickNotForUs, log_folder, must_be_there, stick_errors
from core.reporter import Reporter
from core.vault import local, outgoing, truth
from core.vault.centres import seal_keys
from core.vault.durable import write_durably
from core.vault.vault import NobodyHere, Vault
from core.vault.views import received
from record.header import Header
from record.parcel import frames, note_items
from record.roster import ROSTER_TYPES
from record.seal import key_id
from record.sealed_frame import seal_frame

CHECKING, WRITING = "checking", "writing"
NOTE = "stick"
SET = "stick_set"  # setting: what stands on the full sticks of a set that is not finished
_PLAIN = """BUKTI

ID: Folder BUKTI di stik ini berisi parsel terenkripsi untuk kantor pengawas pemilu. Isinya hanya dapat dibuka oleh
kantor itu dan oleh pusat. Jangan dihapus; serahkan stik ini kepada kantor pengawas pemilu terdekat.

EN: The folder BUKTI on this stick holds encrypted parcels of an election supervision office. Only that office and the
centre can open them. Please do not delete it; give this stick to the nearest office of election supervision.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StickWritten:
    """What is on the stick now. already: records and files that an earlier writing had put there; left_*: for the next stick.

    too_large: files that fit on no stick of this size; skipped: files the vault could not read (SHA-256 -> code); damaged: parts
    that were damaged on the stick and were written anew; for_centre: whether the centre can open it.
    """

    records: int
    files: int
    bytes: int
    already: int
    left_records: int
    left_files: int
    left_bytes: int
    damaged: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    for_centre: bool = True
    receipts: int = 0

    @property
    def needs_another(self) -> bool:
        return bool(self.left_records or self.left_files)


def write_stick(
    vault: Vault,
    path: Path,
    report: Reporter | None = None,
    *,
    everything: bool = False,
    goes_on: bool = False,
    part_bytes: int = PART_BYTES,
    room: Callable[[Path], int] = room_on,
    now: Now = wall_now,
) -> StickWritten:
    """Write what no receipt of the centre names (everything: all that this vault holds, for a second laptop) onto a stick.

    path: any folder. Records first, roster records before all, then files lane by lane. What an earlier writing put there whole is
    found again and stays. goes_on: this is the next stick of a set, so that what stands on the full ones before it is left out. Each
    part is durable before the next begins. Raises StickMissing, StickGone, StickNotForUs, NobodyHere, DiskRefused, Cancelled.
    """
    report = report or Reporter()
    must_be_there(path)
    key = _my_key(vault)
    with stick_errors(path):
        receipts = take_receipts(vault, path) + give_receipts(vault, path, everything=everything)
        folder = PartFolder(log_folder(path / STICK, vault.log.id))
        folder.sweep()
        with vault.read() as tx:
            readers, for_centre = readers_of(vault, tx)
            held = _received(tx)
            gone = gone_now(tx)
        seal = partial(seal_frame, readers=readers, office=vault.office)
        cleaned = clean(folder, key, seal, gone) if gone else Cleaned()
        found = look(folder, key, lambda done, total: report.step(done, total, CHECKING), bodiless={record for record, _name in gone.parts})
        taken = [] if everything else [part for part, inside in found.parts if inside <= held]
        for part in (*found.damaged, *taken):
            folder.remove(part)
        with vault.read() as tx:
            kept = local.setting(tx, SET) if goes_on else None
            before = {str(one) for one in kept} if isinstance(kept, list) else set[str]()
            there = found.all - {one for part in taken for one in dict(found.parts)[part]}
            wanted = [one for one in files_to_go(tx, vault.log.id, everything=everything) if one.ref.sha256 not in there | before]
            batches = record_batches(tx, record_ids_to_go(tx, vault.log.id, wanted, there=there, before=before, everything=everything))
            batches += file_batches(wanted)
        total = sum(batch.size for batch in batches)
        report.step(0, total, WRITING)
        if not (path / STICK / "BACA.TXT").exists():
            write_durably(path / STICK / "BACA.TXT", [_PLAIN.encode()])
        packer = Packer(
            vault,
            folder,
            lambda frame: seal_frame(frame, readers, office=vault.office),
            room=lambda: room(path),
            tell=lambda done, _lane: report.step(done, total, WRITING),
            part_bytes=part_bytes,
        )
        packed = packer.pack(batches, number=found.last + 1)
        left = packed.left
        if packed.parts or taken or found.damaged or cleaned.written:
            number = found.last + packed.parts + 1
            note = {
                "at": now().isoformat(timespec="seconds"),
                "number": number,
                "parts": [[part.number, part.size] for part in folder.parts()],
                "is_last": not left,
            }
            closing = [seal_frame(frame, readers, office=vault.office) for frame in frames(note_items(NOTE, note))]
            folder.write(number, closing)
        with vault.write() as tx:
            local.keep_setting(tx, SET, sorted((_named(batches) - _named(left)) | before | there) if left else None)
    report.step(total, total, WRITING)
    return StickWritten(
        records=packed.records,
        files=packed.files,
        bytes=packed.bytes,
        already=len(found.all),
        left_records=sum(len(batch.ids) for batch in left if batch.lane == "records"),
        left_files=sum(batch.lane != "records" for batch in left),
        left_bytes=sum(batch.size for batch in left),
        damaged=tuple(part.path.name for part in found.damaged),
        skipped=packed.skipped,
        for_centre=for_centre,
        receipts=receipts,
    )


def _named(batches: Iterable[Batch]) -> set[str]:
    return {one for batch in batches for one in batch.ids}


def readers_of(vault: Vault, tx: Connection) -> tuple[dict[str, bytes], bool]:
    """Return who can open a parcel of this office (key id -> raw public key), and whether the centre is among them.

    The office's active people, each with his own key: there is no further secret to hand on when somebody is admitted, and whoever
    was ended cannot open later sticks. And the centres that vouch for this office, by the key in their credentials.
    Raises StickNotForUs when nobody could open it.
    """
    roster = vault.roster(tx)
    people = {key_id(person.seal_key): person.seal_key for person in roster.active(vault.office)}
    centres = centre_seal_keys(vault, tx, only_current=True)
    if not people:
        raise StickNotForUs("Nothing was written: nobody of this office could open it.", "Check the people in Settings.")
    return {**people, **centres}, bool(centres)


def centre_seal_keys(vault: Vault, tx: Connection, *, only_current: bool = False) -> dict[str, bytes]:
    """Return key id -> raw key to which sticks for the known centres are sealed. only_current: without those of keys given up."""
    later, given_up = seal_keys(tx)
    told = {one.seal_key for one in vault.credentials(tx) if one.seal_key and not (only_current and one.by in given_up)}
    raw = {base64.b64decode(one) for one in told | later}
    return {key_id(one): one for one in raw}


def _my_key(vault: Vault) -> X25519PrivateKey:
    with vault.read() as tx:
        vault.person(tx)
    if vault.me is None:
        raise NobodyHere("Nobody who may write has unlocked this vault.", "Unlock it with your own passphrase.")
    return vault.me.seal_key


def _received(tx: Connection) -> frozenset[str]:
    """Return the record ids and hashes of files that the centre has signed for."""
    ends, refused = received.log_ends(tx), {identity for identity, _ in received.all_refused(tx)}
    rows = tx.execute(select(truth.records.c.record_id, truth.records.c.log, truth.records.c.seq))
    ids = {row.record_id for row in rows if ends.get(row.log, 0) >= row.seq}
    return frozenset((ids - refused) | set(tx.scalars(select(received.blobs.c.sha256))))


def record_ids_to_go(
    tx: Connection, own: str, wanted: Sequence[outgoing.Wanted], *, there: set[str], before: set[str], everything: bool
) -> list[str]:
    """Return which records go, so that the stick is whole in itself: what waits, and with it always the office's roster, first, and
    the records that name the files. own: this laptop's log; there: on this stick already; before: on the sticks before it.
    """
    held = frozenset() if everything else _received(tx)
    logs = None if everything else outgoing.own_logs(tx, own)
    rows = tx.execute(select(truth.records.c.record_id, truth.records.c.type, truth.records.c.log).order_by(truth.records.c.arrival)).all()
    waiting = {row.record_id for row in rows if logs is None or row.log in logs} - held - before
    if not (waiting - there) and not wanted:
        return []
    roster = [row.record_id for row in rows if row.type in ROSTER_TYPES]
    going = (waiting | _naming(tx, {one.ref.sha256 for one in wanted})) - set(roster)
    return [one for one in (*roster, *(row.record_id for row in rows if row.record_id in going)) if one not in there]


def _naming(tx: Connection, digests: set[str]) -> set[str]:
    """Return the records that name one of these files."""
    if not digests:
        return set()
    rows = tx.execute(select(truth.records.c.record_id, truth.records.c.header))
    with_files = (row for row in rows if b'"blobs":[]' not in row.header)
    return {row.record_id for row in with_files if any(ref.sha256 in digests for ref in Header.from_bytes(row.header).blobs)}


def files_to_go(tx: Connection, own: str, *, everything: bool) -> list[outgoing.Wanted]:
    """Return the files held here that go, lane by lane. own: this laptop's log."""
    logs = None if everything else outgoing.own_logs(tx, own)
    here, held = set(tx.scalars(select(truth.held_blobs.c.sha256))), frozenset() if everything else _received(tx)
    return [one for one in outgoing.files(tx, logs=logs) if one.ref.sha256 in here and one.ref.sha256 not in held]
