"""Who and which laptops belong to the office, and the deeds by which that changes; each is a legal act of somebody who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person, change_person, end_device, end_person, renew_key, take_up_key
from core.actions.office.roster_parcel import write_roster
from core.vault.keys import Hardness
from core.vault.vault import NobodyHere, Vault
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody of the office as the list shows him."""

    id: str
    name: str
    position: str
    role: str
    is_active: bool
    is_me: bool
    office: str
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A laptop of the office. fingerprint: to compare by telephone."""

    id: str
    name: str
    fingerprint: str
    is_active: bool
    is_this: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Office:
    """Everybody and every laptop, of the office and of those below in which the person here may act; names: office code -> name."""

    code: str
    names: dict[str, str]
    people: tuple[PersonRow, ...]
    devices: tuple[DeviceRow, ...]
    may_change: bool
    roots: int  # above 1: the office was founded twice


class PeopleState(WorkingState):
    """Every deed ends with `done` (a word for what was done) or `refused`; then the list is told anew."""

    listed = Signal(object)  # Office
    done = Signal(str)
    roster_written = Signal(object)  # where

    def __init__(self, vault: Vault, jobs: JobRunner, *, hardness: Hardness | None = None) -> None:
        """hardness: of new passphrases, for tests."""
        super().__init__(vault, jobs)
        self._hardness = hardness

    def refresh(self) -> None:
        """Read the roster anew; ends with `listed`."""
        vault = self.vault
        self.run(lambda _report: read_office(vault), self.listed)

    def admit(self, who: PersonSetup, new_passphrase: str, passphrase: str) -> None:
        vault, hardness = self.vault, self._hardness
        self._do("admitted", lambda: admit_person(vault, who, new_passphrase, passphrase=passphrase, hardness=hardness))

    def change(self, person_id: str, who: PersonSetup, passphrase: str) -> None:
        vault = self.vault
        self._do("changed", lambda: change_person(vault, person_id, who, passphrase=passphrase))

    def renew(self, person_id: str, new_passphrase: str, passphrase: str) -> None:
        vault, hardness = self.vault, self._hardness
        self._do("renewed", lambda: renew_key(vault, person_id, new_passphrase, passphrase=passphrase, hardness=hardness))

    def end(self, person_id: str, reason: str, passphrase: str) -> None:
        vault = self.vault
        self._do("ended", lambda: end_person(vault, person_id, reason, passphrase=passphrase))

    def end_laptop(self, device_id: str, reason: str, passphrase: str) -> None:
        vault = self.vault
        self._do("laptop_ended", lambda: end_device(vault, device_id, reason, passphrase=passphrase))

    def take_up(self, passphrase: str) -> None:
        """Let somebody open this laptop whose key was made or renewed on another one."""
        vault = self.vault
        self._do("taken_up", lambda: take_up_key(vault, passphrase))

    def write_roster(self, target: Path) -> None:
        """Write the roster for a second laptop; ends with `roster_written`."""
        vault = self.vault
        self.run(lambda _report: str(write_roster(vault, target)), self.roster_written)

    def _do(self, word: str, deed: Callable[[], object]) -> None:
        def work(_report: object) -> str:
            deed()
            return word

        self.run(work, self._finish)

    def _finish(self, word: str) -> None:
        self.done.emit(word)
        self.refresh()


def read_office(vault: Vault) -> Office:
    """Return the roster of this vault's office as rows."""
    with vault.read() as tx:
        roster, code = vault.roster(tx), vault.office
        try:
            me = vault.person(tx)
            me_id, mine = me.id, {office for office in roster.streams if roster.may_admit(me, office)}
        except NobodyHere:
            me_id, mine = "", set()
    shown = mine | {code}
    people = [
        PersonRow(id=one.id, name=one.name, position=one.position, role=one.role, is_active=one.is_active, is_me=one.id == me_id,
                  office=one.office, may_change=one.office in mine)
        for one in roster.people.values()
        if one.office in shown
    ]  # fmt: skip
    devices = [
        DeviceRow(
            id=one.id,
            name=one.name,
            fingerprint=" ".join(one.id[start : start + 4] for start in range(0, 16, 4)).upper(),
            is_active=one.key.ended_after is None,
            is_this=one.id == vault.log.device,
            may_change=one.office in mine,
        )
        for one in roster.devices.values()
        if one.office in shown
    ]
    return Office(
        code,
        {office: str(roster.offices.get(office, {}).get("name", "")) or office for office in shown},
        tuple(sorted(people, key=lambda one: (one.office != code, one.office, not one.is_active, one.name, one.id))),
        tuple(sorted(devices, key=lambda one: (not one.is_active, one.name, one.id))),
        code in mine,
        len(roster.streams.get(code, ())),
    )
