"""Looks into a part before it is acknowledged: whole sealed frames of the office that brings it, for somebody here or for the centre."""

from __future__ import annotations

from pathlib import Path

from core.actions.exchange.write_stick import centre_seal_keys
from core.exchange.part_files import read_part
from core.hub.problem import CLOSE, HubProblem
from core.vault.vault import Vault
from record.errors import Unreadable
from record.seal import key_id
from record.sealed_frame import Newer


def check_part(vault: Vault, path: Path, office: str) -> None:
    """Raises HubProblem 422: what nobody here could use is refused at the door, and its laptop keeps it."""
    with vault.read() as tx:
        centres = frozenset(centre_seal_keys(vault, tx))
        own = {key_id(one.seal_key) for one in vault.roster(tx).active(vault.office)} if office == vault.office else set()
    count = 0
    try:
        for frame in read_part(path):
            count += 1
            if frame.office != office:
                raise HubProblem(422, "parcel.other_office", "The parcel is not of the office that brings it.", headers=CLOSE)
            if not (frame.to.keys() & (centres | own)):
                raise HubProblem(422, "parcel.not_for_centre", "The parcel is sealed to nobody here, and not to the centre.", headers=CLOSE)
    except Newer as error:
        raise HubProblem(422, "parcel.newer", "The parcel was written by a newer version.", headers=CLOSE) from error
    except Unreadable as error:
        raise HubProblem(422, "parcel.unreadable", f"The parcel cannot be read: {error}.", headers=CLOSE) from error
    if not count:
        raise HubProblem(422, "parcel.unreadable", "The parcel is empty.", headers=CLOSE)
