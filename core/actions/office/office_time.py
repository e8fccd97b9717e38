"""The time of an office: what papers and pages show is its own zone's, wherever the laptop believes to be."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.actions.office.office import TIMEZONES
from core.vault.vault import Vault


def zone_of(vault: Vault, tx: Connection) -> ZoneInfo | None:
    """Return the zone of the vault's office: WIB, WITA or WIT, as its setup says; None where it says none. Source: Keppres 41/1987."""
    zone = str(vault.roster(tx).offices.get(vault.office, {}).get("timezone") or "")
    return ZoneInfo(TIMEZONES[zone]) if zone in TIMEZONES else None


def in_office(vault: Vault, at: datetime) -> datetime:
    """Return the same moment by the clock of the vault's office."""
    with vault.read() as tx:
        zone = zone_of(vault, tx)
    return at.astimezone(zone) if zone is not None else at
