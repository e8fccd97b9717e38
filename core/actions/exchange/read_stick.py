"""What a stick brings: a colleague's records and files, receipts for one's own, and other offices' parcels to be carried on unread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.actions.destruction.obey import obey
from core.actions.exchange.carry import is_carried, take_along
from core.actions.exchange.packs import carry_packs
from core.actions.exchange.stick_receipts import give_receipts, take_receipts
from core.actions.exchange.write_stick import NOTE, centre_seal_keys
from core.actions.office.roster import drop_ended_slots
from core.exchange.part_files import PartFile, PartFolder, read_part
from core.exchange.stick_places import STICK, StickEmpty, laptops_in, log_folder, must_be_there, stick_errors
from core.exchange.taking import Came, Taking
from core.reporter import Reporter
from core.vault import ended_devices
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes
from core.words import say
from record.errors import NotGenuine, Unreadable
from record.seal import key_id
from record.sealed_frame import Newer, SealedFrame

READING = "reading"
Kind = Literal["damaged", "newer", "half", "not_for_us", "file_damaged"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong with a stick: where (folder and file, or hash of a file), and of which kind."""

    where: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class StickRead:
    """What came. known: records that were here before; carried: parts of other offices that wait for a line now, carried_offices whose
    they are; receipts: new ones for this office; given: files of receipts laid onto the stick; written_at: when the newest parcel for
    this office was written (ISO 8601), empty when no writing was finished. faults: nothing was taken of these. is_ended: the centre has
    ended this laptop, as the stick or an earlier word of it says.
    """

    records: int
    known: int
    set_aside: int
    files: int
    receipts: int
    carried: int
    carried_before: int
    carried_offices: tuple[str, ...]
    given: int
    written_at: str
    faults: tuple[Found, ...]
    changes: Changes
    is_ended: bool

    @property
    def brought_nothing(self) -> bool:
        return not (self.records or self.files or self.receipts or self.carried)


def words_of(found: Found) -> str:
    """Return a sentence about what is wrong with a stick."""
    match found.kind:
        case "damaged":
            return say("{where} is damaged or was changed; nothing was taken from there on.", where=found.where)
        case "newer":
            return say("{where} was written by a newer version of Bukti; install that version, then read it again.", where=found.where)
        case "half":
            return say("{where}: the writing was not finished; what is whole was taken.", where=found.where)
        case "not_for_us":
            return say("{where} is sealed to nobody here, and not to the centre of this laptop.", where=found.where)
        case "file_damaged":
            return say("A file on the stick is not the one that was recorded ({where}); it was not taken.", where=found.where[:12])


def read_stick(vault: Vault, path: Path, report: Reporter | None = None) -> StickRead:
    """Take from a stick what is for this office; keep unread, for the next sync, what is for the centre.

    Everything is judged like what comes over the net; a damaged, half or newer part is named and nothing of it believed. Stopping
    keeps what was taken. Raises StickMissing, StickEmpty, StickGone, NobodyHere, DiskRefused, Cancelled.
    """
    report = report or Reporter()
    must_be_there(path)
    if vault.me is None:
        raise NobodyHere("Nobody who may write has unlocked this vault.", "Unlock it with your own passphrase.")
    with stick_errors(path):
        laptops = list(laptops_in(path / STICK))
        if not laptops:
            raise StickEmpty("There are no parcels on this stick.", "Choose the folder or stick that was written by Bukti.")
        receipts, given = take_receipts(vault, path), give_receipts(vault, path)
        with vault.read() as tx:
            centres = frozenset(centre_seal_keys(vault, tx))
        reading = _Reading(vault, vault.me.seal_key, centres, report, sum(p.size for one in laptops for p in PartFolder(one).parts()))
        own = log_folder(path / STICK, vault.log.id).name
        for laptop in laptops:
            if laptop.name.upper() != own:
                reading.read(laptop)
        receipts += take_receipts(vault, path)  # for records that have only come now
        given += give_receipts(vault, path)  # and for laptops that were not known before
    if reading.came.records:
        drop_ended_slots(vault)
        carry_packs(vault)
        reading.came.changes += obey(vault, report).changes
    return reading.result(receipts, given)


class _Reading:
    def __init__(self, vault: Vault, key: X25519PrivateKey, centres: frozenset[str], report: Reporter, total: int) -> None:
        self._vault, self._key, self._centres, self._report, self._total = vault, key, centres, report, total
        self._done = 0
        self.came = Came()
        self.faults: list[Found] = []
        self.carried = self.carried_before = 0
        self.offices: set[str] = set()
        self.written_at: list[str] = []

    def read(self, laptop: Path) -> None:
        parts = PartFolder(laptop).parts()
        with Taking(self._vault, self._key) as taking:
            for part in parts:
                self._report.step(self._done, self._total, READING)
                self._read_part(laptop, part, taking)
                self._done += part.size
            taking.finish()
            if taking.unnamed:  # a part was written anew behind them: now their records are known
                for part in parts:
                    self._report.step(self._done, self._total, READING)
                    self._take(part, taking)
        came = taking.came
        self.came.records += came.records
        self.came.known += came.known
        self.came.set_aside += came.set_aside
        self.came.files += came.files
        self.came.changes += came.changes
        self.faults += [Found(digest, "file_damaged") for digest in came.damaged_files]
        if came.records or came.known or came.files:
            self._close(laptop, parts, taking)

    def _close(self, laptop: Path, parts: list[PartFile], taking: Taking) -> None:
        """Compare what is there with what the last note says was there when the writing had finished."""
        note = taking.note(NOTE)
        said = note if isinstance(note, dict) else {}
        at, number, listed = said.get("at"), said.get("number"), said.get("parts")
        if not (isinstance(at, str) and isinstance(number, int) and isinstance(listed, list)) or parts[-1].number > number:
            self.faults.append(Found(laptop.name, "half"))
            return
        self.written_at.append(at)
        here = {part.number: part.size for part in parts}
        named = {fault.where for fault in self.faults}
        for entry in listed:
            where = f"{laptop.name}/{PartFolder(laptop).path(entry[0]).name}"
            if here.get(entry[0]) != entry[1] and where not in named:
                self.faults.append(Found(where, "damaged"))

    def _read_part(self, laptop: Path, part: PartFile, taking: Taking) -> None:
        where = f"{laptop.name}/{part.path.name}"
        try:
            first = next(read_part(part.path), None)
            if first is None:
                raise Unreadable("an empty file")
            if self._is_mine(first):
                taking.take(self._checked(part))
            elif self._centres & first.to.keys():
                self._carry(laptop, part, first.office)
            else:
                self.faults.append(Found(where, "not_for_us"))
        except Newer:
            self.faults.append(Found(where, "newer"))
        except (Unreadable, NotGenuine):
            self.faults.append(Found(where, "damaged"))

    def _take(self, part: PartFile, taking: Taking) -> None:
        try:
            taking.take(self._checked(part))
        except (Unreadable, NotGenuine):
            return  # named in the first round

    def _checked(self, part: PartFile) -> Iterator[SealedFrame]:
        for frame in read_part(part.path):
            self._report.step(self._done, self._total, READING)
            yield frame

    def _carry(self, laptop: Path, part: PartFile, office: str) -> None:
        for _ in read_part(part.path):  # all of it is whole, or nothing is carried
            pass
        self.offices.add(office)
        if is_carried(self._vault, part.path):
            self.carried_before += 1
        else:
            take_along(self._vault, laptop.name.upper(), part.path)
            self.carried += 1

    def _is_mine(self, frame: SealedFrame) -> bool:
        return key_id(self._key.public_key().public_bytes_raw()) in frame.to

    def result(self, receipts: int, given: int) -> StickRead:
        with self._vault.read() as tx:
            is_ended = self._vault.log.device in ended_devices.ended(tx)
        newest = max(self.written_at, key=datetime.fromisoformat, default="")
        return StickRead(
            records=self.came.records,
            known=self.came.known,
            set_aside=self.came.set_aside,
            files=self.came.files,
            receipts=receipts,
            carried=self.carried,
            carried_before=self.carried_before,
            carried_offices=tuple(sorted(self.offices)),
            given=given,
            written_at=newest,
            faults=tuple(self.faults),
            changes=self.came.changes,
            is_ended=is_ended,
        )
