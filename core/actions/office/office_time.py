"""The time of an office: what papers show is its own zone's, wherever the laptop believes to be."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from core.actions.office.office import TIMEZONES
from core.vault.vault import Vault


def in_office(vault: Vault, at: datetime) -> datetime:
    """Return the same moment by the clock of the vault's office: WIB, WITA or WIT, as its setup says. Source: Keppres 41/1987."""
    with vault.read() as tx:
        zone = str(vault.roster(tx).offices.get(vault.office, {}).get("timezone") or "")
    return at.astimezone(ZoneInfo(TIMEZONES[zone])) if zone in TIMEZONES else at
