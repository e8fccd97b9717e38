"""A destroyed laptop comes back from its second copy: every record, draft and file, as a new laptop of the same office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, func, select

from core.actions.clock import Now, wall_now
from core.actions.destruction.obey import obey
from core.actions.exchange.local_in_copy import NOTE, keep_drafts, keep_settings
from core.actions.exchange.packs import carry_packs
from core.actions.office.setup import device_body
from core.exchange.copy_places import LOCAL, CopyMissing, CopyUnreadable, copies_in, copy_key
from core.exchange.part_files import PartFolder, read_part
from core.exchange.stick_contents import notes_in
from core.exchange.taking import Taking
from core.reporter import Reporter
from core.vault import absent, local, outgoing, truth, views
from core.vault.errors import AccessEnded, VaultExists, WrongPassphrase, wrong_passphrase
from core.vault.header_file import VaultHeader
from core.vault.header_names import NAMES
from core.vault.ids import new_log_id
from core.vault.keys import Bundle
from core.vault.log import roster_scope
from core.vault.vault import Me, Vault
from record.errors import NotGenuine, Unreadable
from record.part import Part
from record.roster import DEVICE_ADDED, Person

RESTORING = "restoring"
UNFINISHED = "restored"  # setting: restored by the sheet; the first person who unlocks adds this laptop to the roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The vault, open. at: up to when the copy reaches (ISO time, empty when nobody knows). missing_files: named by records, in no copy.

    gaps: records that are missing inside logs; damaged: parts of the copy of which only what stands before the damage was taken.
    """

    vault: Vault
    at: str
    records: int
    files: int
    drafts: int
    missing_files: int
    gaps: int
    damaged: tuple[str, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        return not (self.missing_files or self.gaps or self.damaged)


@dataclass(frozen=True, slots=True)
class _Opened:
    folder: Path
    header: VaultHeader
    data_key: bytes
    person_id: str
    root: bytes
    at: str
    office: str


def restore(
    path: Path, folder: Path, *, passphrase: str = "", code: str = "", report: Reporter | None = None, now: Now = wall_now
) -> Restored:
    """Make a vault from the second copy on a disk or stick; of several copies the newest that opens is taken.

    passphrase: of any person of the office; code: of the recovery sheet instead - then nobody can write until a person has
    unlocked the vault. Everybody's passphrase and the sheet go on opening it. The laptop goes on as a new one: own key, own log, no
    number book. The header is written last, so that a crash leaves nothing that opens, and restoring again begins anew.
    Raises CopyMissing, CopyUnreadable, WrongPassphrase, AccessEnded, VaultExists, DiskRefused, Cancelled.
    """
    report = report or Reporter()
    if any((folder / name).exists() for name in NAMES):
        raise VaultExists("There is a vault in this folder already.", "Open it, or choose an empty folder.", path=str(folder))
    found = _open_newest(path, passphrase, code)
    vault = Vault.create(folder, data_key=found.data_key, header=None)
    try:
        restored = _fill(vault, found, report, passphrase, now)
        vault.header = found.header.save(folder, found.data_key)
        carry_packs(vault)
        obey(vault, report, now=now)  # the copy may hold an order and, in an older part, what it destroyed
    except BaseException:
        vault.close()
        raise
    return restored


def finish_restore(vault: Vault, person: Person, passphrase: str, *, now: Now = wall_now) -> None:
    """Add this laptop to the roster, by the first person who unlocks it after a restore by the sheet. Does nothing otherwise."""
    with vault.read() as tx:
        if local.setting(tx, UNFINISHED) is not True:
            return
    with vault.write() as tx:
        if local.setting(tx, UNFINISHED) is True:
            _add_device(vault, tx, person, Bundle.from_json(person.entry.get("bundle")).signing_key(passphrase), now())
            local.keep_setting(tx, UNFINISHED, False)


def _open_newest(path: Path, passphrase: str, code: str) -> _Opened:
    folders = copies_in(path)
    if not folders:
        raise CopyMissing("There is no second copy in this folder.", "Choose the stick or disk on which Bukti has kept one.")
    opened = [found for folder in folders if (found := _try_open(folder, passphrase, code)) is not None]
    if not opened:
        raise wrong_passphrase()
    return max(opened, key=lambda one: datetime.fromisoformat(one.at).timestamp() if one.at else 0.0)


def _try_open(folder: Path, passphrase: str, code: str) -> _Opened | None:
    header = VaultHeader.load(folder)
    try:
        if code:
            data_key, person_id, root = header.open_with_recovery(code), "", b""
        else:
            data_key, person_id, root = header.open_with_passphrase(passphrase)
    except WrongPassphrase:
        return None
    try:
        note = notes_in(folder / LOCAL, copy_key(data_key)).get(NOTE)
    except (Unreadable, NotGenuine):
        note = None
    said = note if isinstance(note, dict) else {}
    return _Opened(folder, header, data_key, person_id, root, str(said.get("at") or ""), str(said.get("office") or ""))


def _fill(vault: Vault, found: _Opened, report: Reporter, passphrase: str, now: Now) -> Restored:
    damaged: list[str] = []
    parts = PartFolder(found.folder).parts()
    total, done = sum(part.size for part in parts), 0
    office = found.office
    with Taking(vault, copy_key(found.data_key), takes_every_file=True) as taking:
        _take(taking, [found.folder / LOCAL], damaged)
        notes = {name: taking.note(name) for name in taking.notes("")}
        with vault.write() as tx:
            keep_settings(tx, notes)
        for part in parts:
            report.step(done, total, RESTORING)
            _take(taking, [part.path], damaged)
            done += part.size
        taking.finish()
    with vault.read() as tx:
        offices = vault.roster(tx).offices
    if not office and len(offices) == 1:
        office = next(iter(offices))
    if office not in offices:
        raise CopyUnreadable(
            "This second copy does not hold the office's roster, so nothing was restored.", "Try another copy, or join the office anew."
        )
    with vault.write() as tx:
        drafts = keep_drafts(tx, notes)
        vault.begin_log(tx, office=office, log_id=new_log_id(), device_key=ec.generate_private_key(ec.SECP256R1()))
        local.keep_setting(tx, UNFINISHED, True)
    vault.rebuild(report)
    if found.person_id:
        with vault.read() as tx:
            person = vault.roster(tx).people.get(found.person_id)
        if person is None or not person.is_active:
            raise AccessEnded("This person's key was ended; nothing was restored.", "Let a colleague restore, or use the recovery sheet.")
        finish_restore(vault, person, passphrase, now=now)
        vault.me = Me(person.id, Bundle.from_json(person.entry.get("bundle")).seal_key(found.root))
    report.step(total, total, RESTORING)
    with vault.read() as tx:
        away = absent.taken_away(tx)
        missing = sum(not truth.holds_blob(tx, one.ref.sha256) and one.ref.sha256 not in away for one in outgoing.files(tx))
        records = tx.scalar(select(func.count()).select_from(truth.records)) or 0
        gaps = _gaps(tx)
    return Restored(
        vault=vault, at=found.at, records=records, files=taking.came.files, drafts=drafts, missing_files=missing, gaps=gaps,
        damaged=tuple(damaged),
    )  # fmt: skip


def _take(taking: Taking, paths: Iterable[Path], damaged: list[str]) -> None:
    for path in paths:
        try:
            taking.take(read_part(path))
        except (Unreadable, NotGenuine):
            damaged.append(path.name)


def _add_device(vault: Vault, tx: Connection, person: Person, signing: ec.EllipticCurvePrivateKey, at: datetime) -> None:
    appended = vault.log.append(
        tx,
        type=DEVICE_ADDED,
        stream=person.root,
        at=at,
        person=person.id,
        schema="roster.device_added/1",
        scope=roster_scope(vault.office),
        parts=(Part.fresh("device", device_body(vault.log.device_key)),),
        person_key=signing,
    )
    views.update(tx, [(appended.id, appended.header)])


def _gaps(tx: Connection) -> int:
    """Return how many records are missing inside the logs of the copy."""
    count = func.count(func.distinct(truth.records.c.seq))
    ends = select(func.max(truth.records.c.seq).label("end"), count.label("n")).group_by(truth.records.c.log)
    return sum(row.end - row.n for row in tx.execute(ends))
