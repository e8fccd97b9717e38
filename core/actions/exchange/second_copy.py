"""The second copy: what was committed here goes, sealed, onto another disk or stick seconds later, drafts too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from core.actions.clock import Now, wall_now
from core.actions.exchange.copy_round import CopyRound
from core.actions.exchange.copy_standing import CopyStanding, KeptCopy, copy_standing, keep_copy, kept_copy
from core.exchange.clean_parts import gone_now
from core.exchange.copy_places import CopyBusy, CopyMissing, copy_folder, copy_key
from core.exchange.part_files import PART_BYTES, PartFolder
from core.exchange.stick_contents import look
from core.exchange.stick_places import stick_errors
from core.platform import only_one
from core.reporter import Reporter
from core.vault import local, truth
from core.vault.vault import Vault

CHECKING = "checking"


def set_up_copy(vault: Vault, path: Path, report: Reporter | None = None, *, now: Now = wall_now) -> CopyStanding:
    """Keep the second copy in this folder from now on, and bring it up to date. An earlier copy elsewhere stays as it is.

    Raises CopyMissing when the folder is not there or lies inside the vault, StickGone, DiskRefused, Cancelled.
    """
    _must_be_elsewhere(vault, path)
    with vault.write() as tx:
        state = kept_copy(tx)
        if state is None or state.path != str(path.resolve()):
            keep_copy(tx, KeptCopy(str(path.resolve()), vault.log.id))
            tx.execute(local.uploads.delete().where(local.uploads.c.peer.like("copy:%")))
    return copy_now(vault, report, now=now)


def copy_now(vault: Vault, report: Reporter | None = None, *, part_bytes: int = PART_BYTES, now: Now = wall_now) -> CopyStanding:
    """Append what the copy lacks: records, statements, files, header and drafts. Does nothing when another program is at it.

    Each part is durable before the next; stopping keeps what was written. Raises CopyMissing, StickGone, DiskRefused, Cancelled.
    """
    with _alone_at_the_copy(vault) as state:
        if state is not None:
            CopyRound(vault, state, report or Reporter(), part_bytes, now).run()
    return copy_standing(vault)


def check_copy(vault: Vault, report: Reporter | None = None) -> tuple[CopyStanding, int]:
    """Read the whole copy back; what is damaged or gone is written anew. Returns the standing and how many records and files were.

    Raises as `copy_now`, and CopyBusy when another program is at it. A disk that is not in is not taken for one on which all is gone.
    """
    report = report or Reporter()
    with _alone_at_the_copy(vault) as state:
        if state is None:
            raise CopyBusy("The second copy was not read back: it is being written just now.", "Try again in a minute.")
        mended = _note_what_is_gone(vault, state, report)
    return copy_now(vault, report), mended


def _note_what_is_gone(vault: Vault, state: KeptCopy, report: Reporter) -> int:
    folder = PartFolder(copy_folder(Path(state.path), vault.log.id))
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
        state.count(folder)
        keep_copy(tx, state)
    return len(lost) + len(gone)


@contextmanager
def _alone_at_the_copy(vault: Vault) -> Iterator[KeptCopy | None]:
    """Yield what is kept about the copy, its disk being in; None when another program is at it. Raises CopyMissing, StickGone."""
    with only_one(vault.folder / "copy.lock") as is_mine:
        if not is_mine:
            yield None
            return
        state = _must_be_set_up(vault)
        path = Path(state.path)
        if not path.is_dir():
            raise CopyMissing(
                "The disk or stick of the second copy is not there.", "Put it in; the copy then catches up by itself.", path=state.path
            )
        with stick_errors(path):
            yield state


def _must_be_set_up(vault: Vault) -> KeptCopy:
    with vault.read() as tx:
        kept = kept_copy(tx)
    if kept is None:
        raise CopyMissing("No second copy was set up.", "Choose a folder on another disk or stick (Settings, Second copy).")
    return kept


def _must_be_elsewhere(vault: Vault, path: Path) -> None:
    if not path.is_dir():
        raise CopyMissing("The folder for the second copy is not there.", "Put the stick or disk in and choose a folder on it.")
    inside = path.resolve()
    if vault.folder.resolve() in (inside, *inside.parents):
        raise CopyMissing("The second copy cannot lie inside the vault.", "Choose a folder on another disk or on a stick.")
