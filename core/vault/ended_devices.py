"""The devices that the centre has ended, as its signed word says, whichever way that word came: by net, hub or stick."""

from __future__ import annotations

from sqlalchemy import Connection

from core.vault import local
from record.receipt import Revocation

_ENDED = "ended_devices"  # setting: ids of their keys


def note(tx: Connection, said: Revocation) -> bool:
    """Returns whether it names a device that was not known to be ended."""
    before = ended(tx)
    if set(said.devices) <= before:
        return False
    local.keep_setting(tx, _ENDED, sorted(before | set(said.devices)))
    return True


def ended(tx: Connection) -> frozenset[str]:
    """Return the ids of the devices' keys."""
    kept = local.setting(tx, _ENDED)
    return frozenset(str(one) for one in kept) if isinstance(kept, list) else frozenset()
