"""How far the second copy has come: what is kept here about it, what follows for the standing of things, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, Select, func, select

from core.exchange.clean_parts import gone_now
from core.exchange.packing import Batch, file_batches
from core.exchange.part_files import PartFolder
from core.vault import local, truth
from core.vault.outgoing import files
from core.vault.vault import Vault

SETTING = "second_copy"


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
class KeptCopy:
    """What is kept here about the copy. records_to, statements_to: arrival numbers; parts_bytes, last: what must lie on the disk."""

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

    def count(self, folder: PartFolder) -> None:
        """Take what lies on the disk now as what must lie there. Raises DiskRefused."""
        parts = folder.parts()
        self.last, self.parts_bytes = max((part.number for part in parts), default=0), sum(part.size for part in parts)


def kept_copy(tx: Connection) -> KeptCopy | None:
    """Return what is kept about the second copy, None when none was set up."""
    kept = local.setting(tx, SETTING)
    return KeptCopy(**kept) if isinstance(kept, dict) else None


def keep_copy(tx: Connection, kept: KeptCopy) -> None:
    local.keep_setting(tx, SETTING, asdict(kept))


def copy_standing(vault: Vault) -> CopyStanding:
    """Return how the second copy stands by what is kept here; its disk is only asked whether it is there."""
    with vault.read() as tx:
        state = kept_copy(tx)
        if state is None:
            return CopyStanding(path="", at="", is_there=False, records=0, files=0, bytes=0)
        lacking = func.length(truth.records.c.header) + func.length(truth.records.c.signatures)
        row = tx.execute(
            select(func.count().label("n"), func.sum(lacking).label("size")).where(truth.records.c.arrival > state.records_to)
        ).one()
        missing = files_lacking(tx)
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
    state = kept_copy(tx)
    if state is None or any(arrival > state.records_to for arrival in arrivals):
        return False
    return all(_is_copied_file(tx, state, digest) for digest in digests)


def copied_to(tx: Connection) -> int:
    """Return the arrival number up to which records are in the second copy, 0 when there is none."""
    state = kept_copy(tx)
    return state.records_to if state is not None else 0


def copied_files(tx: Connection) -> set[str]:
    """Return the hashes of the files in the second copy."""
    return set(tx.scalars(in_copy(tx)))


def in_copy(tx: Connection) -> Select[tuple[str]]:
    """Return the question for the hashes of the files in the second copy, to stand inside another one."""
    state = kept_copy(tx)
    return select(local.uploads.c.sha256).where(local.uploads.c.peer == (state.peer() if state is not None else ""))


def is_clean(tx: Connection) -> bool | None:
    """Return whether the second copy holds nothing that was destroyed; None when there is no second copy."""
    state = kept_copy(tx)
    return None if state is None else state.cleaned == gone_now(tx).digest()


def files_lacking(tx: Connection) -> list[Batch]:
    """Return the files that lie here and not in the second copy, in the order in which they go."""
    here = set(tx.scalars(select(truth.held_blobs.c.sha256)))
    copied = copied_files(tx)
    if here <= copied:
        return []
    return file_batches(one for one in files(tx) if one.ref.sha256 in here and one.ref.sha256 not in copied)


def _is_copied_file(tx: Connection, state: KeptCopy, digest: str) -> bool:
    chosen = select(local.uploads.c.sha256).where(local.uploads.c.peer == state.peer(), local.uploads.c.sha256 == digest)
    return tx.scalar(chosen) is not None
