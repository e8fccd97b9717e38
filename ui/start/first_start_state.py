"""What the first start knows and does: found an office, or join the one whose first laptop there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.actions.clock import wall_now
from core.actions.exchange.enrol import roster_from_server
from core.actions.exchange.second_copy import set_up_copy
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.recovery_sheet import confirm_recovery_sheet
from core.actions.office.restore import Restored, restore
from core.actions.office.roster import admit_person
from core.actions.office.roster_parcel import read_roster
from core.actions.office.setup import Founded, found_office, join_office, who_may_join
from core.reporter import Reporter
from core.rules.regions import is_drill_code
from core.vault.durable import write_durably
from core.vault.keys import Hardness, is_recovery_code
from core.vault.vault import Vault
from record.roster import Roster, RosterRecord
from ui.jobs.runner import Job, JobRunner
from ui.start.region_state import RegionState
from ui.start.suggestions import LEVEL_OF_ROLE


@dataclass(frozen=True, slots=True)
class Joinable:
    """Somebody of a roster who may join a laptop to his office."""

    person_id: str
    name: str
    position: str
    office: str
    office_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """What was typed about the office."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    timezone: str = "WIB"
    regime: str = "pemilihan"


class FirstStartState(QObject):
    """Nothing is written before `found` or `join`; from then on the vault is there and `founded` holds it."""

    busy_changed = Signal(bool)
    refused = Signal(object)  # AppError
    roster_read = Signal(object)  # tuple of Joinable
    was_founded = Signal()
    sheet_saved = Signal(str)  # where
    admitted = Signal(str)  # the name
    copy_set_up = Signal(str)  # where
    restoring = Signal(object, object, str)  # bytes done, bytes of all, what
    was_restored = Signal(object)  # Restored
    restoring_stopped = Signal()  # nothing was restored
    finished = Signal(object)  # Vault
    open_other = Signal(str)  # the folder of an existing vault

    def __init__(self, jobs: JobRunner, folder: Path, *, drill_folder: Path | None = None, hardness: Hardness | None = None) -> None:
        """folder: where the vault will be; drill_folder: where one to practise with will be; hardness: of the passphrase, for tests."""
        super().__init__()
        self._jobs, self._real_folder, self._drill_folder, self._hardness = jobs, folder, drill_folder or folder, hardness
        self.region = RegionState()
        self.person = PersonSetup(name="", position="", role="")
        self.is_drill = False
        self.founded: Founded | None = None
        self._restoring: Job | None = None
        self._restored: Restored | None = None
        self._roster: tuple[RosterRecord, ...] = ()

    @property
    def _folder(self) -> Path:
        return self._drill_folder if self.is_drill else self._real_folder

    def begin(self, *, is_drill: bool) -> None:
        """A new office: a real one, or one to practise with."""
        self.is_drill = is_drill
        self.tell_person(self.person)

    def tell_person(self, person: PersonSetup) -> None:
        """Keep who it is; the role says how far down the region must be chosen."""
        self.person = person
        level = LEVEL_OF_ROLE.get(person.role, "district")
        self.region.aim_at(level, is_drill=self.is_drill, is_national=person.role == "national" and not self.is_drill)

    def found(self, words: OfficeWords, passphrase: str) -> None:
        """Make the vault. Ends with `was_founded` or `refused`."""
        names = [one.name for one in self.region.chosen] + [""] * 4
        office = OfficeSetup(
            code=self.region.chosen[-1].code,
            name=words.name.strip(),
            regime=words.regime,
            province=names[0],
            regency=names[1],
            district=names[2],
            village=names[3],
            address=words.address.strip(),
            phone=words.phone.strip(),
            email=words.email.strip(),
            timezone=words.timezone,
        )
        folder, person, hardness = self._folder, self.person, self._hardness
        job = Job(lambda _report: found_office(folder, office, person, passphrase, hardness=hardness))
        job.succeeded.connect(self._keep)
        self._run(job)

    def read_roster_file(self, source: Path) -> None:
        """Read a roster from a stick. Ends with `roster_read` or `refused`."""
        job = Job(lambda _report: read_roster(source))
        job.succeeded.connect(self._offer)
        self._run(job)

    def fetch_roster(self, office: str, server: str, code: str) -> None:
        """Fetch an office's roster from the centre with a one-time code. Ends with `roster_read` or `refused`."""
        job = Job(lambda _report: _whole_roster(office, tuple(roster_from_server(server, code, office=office))))
        job.succeeded.connect(self._offer)
        self._run(job)

    def join(self, who: Joinable, passphrase: str) -> None:
        """Make a vault on this laptop for somebody of the roster. Ends with `was_founded` or `refused`."""
        folder, records = self._folder, self._roster
        office, person_id = who.office, who.person_id
        job = Job(lambda _report: join_office(folder, records, office=office, passphrase=passphrase, person_id=person_id))
        job.succeeded.connect(self._keep)
        self._run(job)

    def sheet_pdf(self) -> bytes:
        """Return the recovery sheet. Only after `was_founded`."""
        assert self.founded is not None
        vault = self.founded.vault
        return sheet_of(vault, self.founded.recovery_code)

    def save_sheet(self, target: Path) -> None:
        """Write the recovery sheet as PDF. Ends with `sheet_saved` or `refused`."""
        pdf = self.sheet_pdf()
        job = Job(lambda _report: write_durably(target, [pdf]))
        job.succeeded.connect(lambda _nothing: self.sheet_saved.emit(str(target)))
        self._run(job)

    def confirm_sheet(self) -> None:
        """Somebody typed a group from the sheet."""
        assert self.founded is not None
        confirm_recovery_sheet(self.founded.vault)

    @property
    def office_code(self) -> str:
        """Return the office of the vault just made."""
        assert self.founded is not None
        return self.founded.vault.office

    @property
    def may_admit(self) -> bool:
        """Return whether the person here may admit others."""
        assert self.founded is not None
        vault = self.founded.vault
        with vault.read() as tx:
            return vault.roster(tx).may_admit(vault.person(tx), vault.office)

    def admit(self, who: PersonSetup, new_passphrase: str, passphrase: str) -> None:
        """Admit a second person. Ends with `admitted` or `refused`."""
        assert self.founded is not None
        vault, hardness = self.founded.vault, self._hardness
        job = Job(lambda _report: admit_person(vault, who, new_passphrase, passphrase=passphrase, hardness=hardness))
        job.succeeded.connect(lambda _id: self.admitted.emit(who.name))
        self._run(job)

    def set_up_copy(self, path: Path) -> None:
        """Keep the second copy there from now on. Ends with `copy_set_up` or `refused`."""
        assert self.founded is not None
        vault = self.founded.vault
        job = Job(lambda report: set_up_copy(vault, path, report))
        job.succeeded.connect(lambda stands: self.copy_set_up.emit(stands.path))
        self._run(job)

    def restore(self, path: Path, typed: str) -> None:
        """Make the vault from a second copy. typed: a passphrase, or the code of the sheet. Ends with `was_restored` or `refused`."""
        folder = self._real_folder
        passphrase, code = ("", typed) if is_recovery_code(typed) else (typed, "")
        job = self._restoring = Job(lambda report: restore(path, folder, passphrase=passphrase, code=code, report=report))
        job.progressed.connect(self.restoring)
        job.cancelled.connect(self.restoring_stopped)
        job.succeeded.connect(self._keep_restored)
        self._run(job)

    def stop_restoring(self) -> None:
        """Stop at the next part; a vault that is not whole does not open. Ends with `restoring_stopped`."""
        if self._restoring is not None:
            self._restoring.stop.set()

    def finish_restored(self) -> None:
        """To work in the vault that came back."""
        assert self._restored is not None
        vault, self._restored = self._restored.vault, None
        self.finished.emit(vault)

    def finish(self) -> None:
        """To work. The code of the sheet is forgotten."""
        assert self.founded is not None
        vault, self.founded = self.founded.vault, None
        self.finished.emit(vault)

    def _run(self, job: Job) -> None:
        job.failed.connect(self.refused)
        job.ended.connect(lambda: self.busy_changed.emit(False))
        self.busy_changed.emit(True)
        self._jobs.start(job)

    def _keep_restored(self, back: Restored) -> None:
        self._restored = back
        self.was_restored.emit(back)

    def _keep(self, founded: Founded) -> None:
        self.founded = founded
        self.was_founded.emit()
        self._jobs.start(Job(_load_sheet))  # what draws the sheet comes before the person asks for it

    def _offer(self, records: tuple[RosterRecord, ...]) -> None:
        self._roster = records
        roster = Roster.of(records)
        found = [
            Joinable(one.id, one.name, one.position, office, str(roster.offices.get(office, {}).get("name", "")))
            for office in sorted(roster.streams, key=lambda code: (-code.count("."), code))
            for one in roster.active(office)
        ]
        self.roster_read.emit(tuple(found))


def _whole_roster(office: str, records: tuple[RosterRecord, ...]) -> tuple[RosterRecord, ...]:
    who_may_join(records, office)  # says so when there is nobody
    return records


def _load_sheet(_report: Reporter) -> None:
    import core.papers.recovery_sheet  # noqa: F401


def sheet_of(vault: Vault, code: str) -> bytes:
    """Return the recovery sheet of a vault with this code."""
    from core.papers.recovery_sheet import recovery_sheet

    with vault.read() as tx:
        facts = vault.roster(tx).offices.get(vault.office, {})
    return recovery_sheet(
        code,
        office_name=str(facts.get("name", "")),
        office_code=vault.office,
        made_on=wall_now().date(),
        is_drill=is_drill_code(vault.office),
    )
