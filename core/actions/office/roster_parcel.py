"""The office's roster as a file on a stick: written on the first laptop, read where a second one joins."""

from __future__ import annotations

from pathlib import Path

from core.errors import AppError
from core.vault import outgoing
from core.vault.durable import write_durably
from core.vault.incoming import Unpacked
from core.vault.vault import Vault
from record.errors import Unreadable
from record.parcel import frames, read_file
from record.roster import RosterRecord
from record.signature import signatures_from_bytes

ENDING = ".bukti"


class ParcelUnreadable(AppError):
    code = "parcel.unreadable"


def write_roster(vault: Vault, target: Path) -> Path:
    """Write the roster with which a second laptop can join. Returns the file. Raises DiskRefused.

    It holds names and keys wrapped by each person's own passphrase: no data key, no case.
    """
    with vault.read() as tx:
        packed = list(frames(outgoing.roster_items(tx)))
    write_durably(target, packed)
    return target


def read_roster(source: Path) -> tuple[RosterRecord, ...]:
    """Return the roster records of a parcel file. Raises ParcelUnreadable when it is cut, changed or no parcel."""
    unpacked = Unpacked()
    try:
        with source.open("rb") as file:
            for items in read_file(file):
                unpacked.add(items)
        return tuple(RosterRecord(one.header, signatures_from_bytes(one.signatures), one.parts) for one in unpacked.take_whole())
    except OSError as error:
        raise ParcelUnreadable("The file cannot be read.", "Check the stick, then choose the file again.") from error
    except Unreadable as error:
        raise ParcelUnreadable(
            "This file is not a whole roster parcel.", "Write it again on the first laptop (Settings, People), then choose it here."
        ) from error
