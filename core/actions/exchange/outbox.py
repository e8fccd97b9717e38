"""Parts that are packed for an evening station and not acknowledged yet: sealed beside the vault, so that sending goes on at the byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from core.actions.exchange.handed import forget_handed, handed_to, keep_handed
from core.actions.exchange.write_stick import files_to_go, readers_of, record_ids_to_go
from core.exchange.hub_calls import Left
from core.exchange.packing import Batch, Packer, file_batches, record_batches
from core.exchange.part_files import PartFile, PartFolder, room_on
from core.vault import local, truth
from core.vault.errors import disk_errors
from core.vault.outgoing import Wanted, own_logs
from core.vault.vault import Vault
from record.sealed_frame import seal_frame

ROUND_BYTES = 64 * 1024 * 1024  # packed at once: so much room beside the vault a hand-in needs, or as much as the largest file
PART_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Round:
    """What one packing took up. ids: records and files; skipped: files that could not be read (SHA-256 -> code)."""

    ids: frozenset[str]
    skipped: Mapping[str, str] = field(default_factory=dict)


def throw_away(vault: Vault) -> None:
    """Remove all parts that are packed and not acknowledged: what may still go is packed anew at the next hand-in. Raises DiskRefused."""
    for path in (vault.folder / "outbox").glob("*/*.BUK"):
        with disk_errors(path):
            path.unlink(missing_ok=True)


class Outbox:
    """For one hub. A round is packed, noted, sent part by part, and then marked as handed in."""

    def __init__(self, vault: Vault, hub: str, *, part_bytes: int = PART_BYTES, round_bytes: int = ROUND_BYTES) -> None:
        self._vault, self._hub, self._part_bytes, self._round_bytes = vault, hub, part_bytes, round_bytes
        self.path = vault.folder / "outbox" / hub[:16]
        self._folder = PartFolder(self.path)
        self._noted, self._last = f"outbox/{hub}", f"outbox_last/{hub}"

    def reconcile(self, last: int) -> None:
        """Compare with what the hub says. last: the highest number it has acknowledged. A hub that lost what it had gets all again;
        parts of a packing that was cut off are thrown away.
        """
        with self._vault.write() as tx:
            known = local.setting(tx, self._last)
            if isinstance(known, int) and last < known:
                forget_handed(tx, self._hub)
                local.keep_setting(tx, self._last, last)
            is_noted = bool(local.setting(tx, self._noted))
        self._folder.sweep()
        if not is_noted:
            for part in self._folder.parts():
                self._folder.remove(part)

    def parts(self) -> list[PartFile]:
        return self._folder.parts()

    def pack(self, *, tried: frozenset[str], tell: Callable[[int, str], None], room: Callable[[Path], int] = room_on) -> Round | None:
        """Pack the next round; None when nothing is left. tried: what could not be packed before. Raises DiskRefused, Cancelled."""
        with self._vault.read() as tx:
            readers, _ = readers_of(self._vault, tx)
            there = handed_to(tx, self._hub) | tried
            wanted, ids = self._lacking(tx, there)
            batches = self._first([*record_batches(tx, ids), *file_batches(wanted)])
            number = max([part.number for part in self._folder.parts()], default=0)
            last = local.setting(tx, self._last)
        if not batches:
            return None
        number = max(number, last if isinstance(last, int) else 0) + 1
        packer = Packer(
            self._vault,
            self._folder,
            lambda frame: seal_frame(frame, readers, office=self._vault.office),
            room=lambda: room(self.path),
            tell=tell,
            part_bytes=self._part_bytes,
        )
        packed = packer.pack(batches, number=number)
        left = {one for batch in packed.left for one in batch.ids}
        ids_packed = frozenset(one for batch in batches for one in batch.ids) - left - packed.skipped.keys()
        with self._vault.write() as tx:
            local.keep_setting(tx, self._noted, {"ids": sorted(ids_packed), "parts": len(self._folder.parts())})
        return Round(ids_packed, packed.skipped)

    def acknowledged(self, part: PartFile) -> None:
        """The hub holds a part: it need not lie here any more."""
        with self._vault.write() as tx:
            known = local.setting(tx, self._last)
            local.keep_setting(tx, self._last, max(part.number, known if isinstance(known, int) else 0))
            noted = local.setting(tx, self._noted)
            if isinstance(noted, dict):
                local.keep_setting(tx, self._noted, {**noted, "parts": noted["parts"] - 1})
        self._folder.remove(part)

    def finish_round(self) -> frozenset[str]:
        """No part lies here any more: mark what was in them, if each was acknowledged; one that somebody took away is packed anew.

        Returns the ids.
        """
        with self._vault.write() as tx:
            noted = local.setting(tx, self._noted)
            is_whole = isinstance(noted, dict) and noted["parts"] == 0
            ids = frozenset(str(one) for one in noted["ids"]) if isinstance(noted, dict) and is_whole else frozenset[str]()
            keep_handed(tx, self._hub, ids)
            local.keep_setting(tx, self._noted, None)
        return ids

    def left(self) -> Left:
        """Return what waits for this hub still."""
        with self._vault.read() as tx:
            wanted, ids = self._lacking(tx, handed_to(tx, self._hub))
            size = sum(batch.size for batch in record_batches(tx, ids)) + sum(one.ref.size for one in wanted)
        return Left(records=len(ids), files=len(wanted), bytes=size)

    def _lacking(self, tx: Connection, there: set[str]) -> tuple[list[Wanted], list[str]]:
        """Return the files and records of this office that neither the centre nor this hub has."""
        own = self._vault.log.id
        wanted = [one for one in files_to_go(tx, own, everything=False) if one.ref.sha256 not in there]
        ids = record_ids_to_go(tx, own, wanted, there=there, before=set(), everything=False)
        logs = own_logs(tx, own)
        return wanted, [one for one in ids if (stored := truth.record(tx, one)) is not None and stored.header.log in logs]

    def _first(self, batches: Sequence[Batch]) -> list[Batch]:
        """Return so many batches as fit into a round; one that is larger goes alone."""
        chosen: list[Batch] = []
        size = 0
        for batch in batches:
            if chosen and size + batch.size > self._round_bytes:
                break
            chosen.append(batch)
            size += batch.size
        return chosen
