"""The world of the exchange machine: laptops of two offices with real vaults, a stick, an evening station, a real server on loopback.

Everything they do is a deed of the program. What people were told is remembered, so that `exchange_judge.py` can hold the world to it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.open_case import open_case
from core.actions.exchange.enrol import enrol
from core.actions.exchange.hand_in import hand_in
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.second_copy import copy_now, set_up_copy
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.actions.forms.drafts import autosave, begin_draft, reopen
from core.actions.forms.save_form import save_form, save_imported
from core.actions.forms.two_versions import settle, two_versions
from core.actions.office.restore import restore
from core.actions.office.unlock import unlock
from core.evidence.inspect import Intake
from core.exchange.errors import NoLine
from core.exchange.hub_line import HubGone
from core.exchange.link import Link
from core.exchange.patience import Habits
from core.hub.hub import Hub
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import Changes, cases, documents
from server.stick import take_stick
from tests.exchange.offices import PASSPHRASE, first_laptop, second_laptop, some_bytes
from tests.rigs.exchange_server import HereServer
from tests.rigs.flaky_line import FlakyLine, broken_by_chance, clean
from tests.ui.case_samples import model_a_answers
from tests.unit.vault_samples import roster_of

OURS, THEIRS = "00.00.01.2001", "00.00.01.2002"  # two villages of one district
HASTY = Habits(
    stall_s=5.0, answer_s=5.0, connect_s=5.0, first_pause_s=0.01, longest_pause_s=0.05, attempts=4, first_attempts=3, slowest=10_000_000
)
PART_BYTES = 96 * 1024
BREAKS = ("reset", "cut", "lost_reply", "twice")  # a stall would only cost the rig time


@dataclass(eq=False)
class Laptop:
    """One vault in use. drafts: draft id -> what was typed, as the person was told it is kept; copied: the same in the second copy."""

    name: str
    vault: Vault
    drafts: dict[str, str] = field(default_factory=dict)
    copied: dict[str, str] | None = None


def prepare(folder: Path) -> None:
    """Make what every story begins from: three laptops that are enrolled, and their server. Costs a second, so it is done once."""
    server = HereServer(folder / "centre")
    server.start()
    first = first_laptop(folder / "a", OURS)
    second = second_laptop(folder / "b", roster_of(first), OURS)
    other = first_laptop(folder / "c", THEIRS)
    for vault, office in ((first, OURS), (second, OURS), (other, THEIRS)):
        enrol(vault, url=server.url, code=server.code(office))
        vault.close()
    server.stop()


class World:
    """Does what it is told. written: record -> office, of everything that a person was told is saved; files: SHA-256 -> office."""

    def __init__(self, prepared: Path, below: Path, intake: Intake) -> None:
        shutil.copytree(prepared, below, dirs_exist_ok=True)
        self._below, self._intake, self._disks, self._texts = below, intake, count(1), count(1)
        self.server = HereServer(below / "centre")
        self.server.start()
        self.laptops = [Laptop(name, unlock(below / name, PASSPHRASE)) for name in "abc"]
        self.stick, self.disk = below / "stick", below / "disk"
        self.stick.mkdir()
        self.disk.mkdir()
        self.written: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.attached = Counter[str]()  # how often the same content was attached
        self.gone: set[str] = set()  # records and files that a destroyed laptop alone had, after its last copy
        self.copied_laptops = 0

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.vault.close()
        self.server.stop()

    # writing

    def _told(self, laptop: Laptop, changes: Changes) -> None:
        self.written |= dict.fromkeys(changes.record_ids, laptop.vault.office)

    def open_case(self, laptop: Laptop) -> None:
        title = f"Berkas {next(self._texts)}"
        self._told(laptop, open_case(laptop.vault, regime="pemilihan", origin="pengawasan", title=title))

    def case_of(self, laptop: Laptop, chosen: int) -> str:
        """Return a case that this laptop knows; one is opened when there is none."""
        with laptop.vault.read() as tx:
            known = sorted(tx.scalars(cases.cases.select().with_only_columns(cases.cases.c.case_id)))
        if not known:
            self.open_case(laptop)
            return self.case_of(laptop, chosen)
        return str(known[chosen % len(known)])

    def document_of(self, laptop: Laptop, chosen: int) -> str | None:
        with laptop.vault.read() as tx:
            known = sorted(tx.scalars(documents.documents.select().with_only_columns(documents.documents.c.stream)))
        return str(known[chosen % len(known)]) if known else None

    def write_form(self, laptop: Laptop, chosen: int) -> None:
        case_id, text = self.case_of(laptop, chosen), f"Hasil {next(self._texts)}"
        answers = model_a_answers(number=f"{text}/LHP/2024")
        self._told(laptop, save_imported(laptop.vault, "model_a", case_id=case_id, answers=answers, source="")[0])

    def edit_form(self, laptop: Laptop, chosen: int) -> None:
        """Change what a form says; where two versions stand, settle them as a person would."""
        if (stream := self.document_of(laptop, chosen)) is None:
            return
        if (two := two_versions(laptop.vault, stream)) is not None:
            self._told(laptop, settle(laptop.vault, two, {row.path: row.proposed or 0 for row in two.rows}))
            return
        draft = reopen(laptop.vault, stream)
        answers = {**draft.answers, "outcome": {"result": f"Hasil {next(self._texts)}"}}
        self._told(laptop, save_form(laptop.vault, replace(draft, answers=answers)))
        laptop.drafts.pop(draft.id, None)

    def attach(self, laptop: Laptop, chosen: int, size: int) -> None:
        case_id, content = self.case_of(laptop, chosen), some_bytes(next(self._texts), size)
        self._told(laptop, attach_bytes(laptop.vault, case_id, content, "berkas.bin", obtained="folder", intake=self._intake))
        self.files[sha256(content).hexdigest()] = laptop.vault.office
        self.attached[sha256(content).hexdigest()] += 1

    def type_draft(self, laptop: Laptop, chosen: int) -> None:
        text = f"Ketikan {next(self._texts)}"
        if laptop.drafts and chosen % 2:
            draft = sorted(laptop.drafts)[chosen % len(laptop.drafts)]
        else:
            draft = begin_draft(laptop.vault, "model_a", case_id=self.case_of(laptop, chosen)).id
        if autosave(laptop.vault, draft, {"outcome": {"result": text}}):
            laptop.drafts[draft] = text

    # the line

    def sync(self, laptop: Laptop, *, luck: int | None) -> bool:
        """Exchange with the centre. luck: None for a good line, else what decides where it breaks. Returns whether it went through."""
        if luck is None:
            sync(laptop.vault, url=self.server.url)
            return True
        plan = broken_by_chance(luck, share=0.7, span=12_000, kinds=BREAKS)
        with FlakyLine(self.server.address, plan) as line, Link(line.url, laptop.vault.log.device_key, habits=HASTY) as link:
            try:
                sync(laptop.vault, link=link)
            except NoLine:
                return False
        return True

    def restart_server(self) -> None:
        self.server.stop()
        self.server.start()

    # the stick

    def write_stick(self, laptop: Laptop, *, pulled_out: int | None) -> None:
        """Write onto the stick. pulled_out: so many bytes before the end of the newest part, whole in name only (a lying stick)."""
        before = set(self._parts())
        write_stick(laptop.vault, self.stick, part_bytes=PART_BYTES)
        new = sorted(set(self._parts()) - before)
        if pulled_out is not None and new:
            with new[-1].open("r+b") as file:
                file.truncate(max(0, new[-1].stat().st_size - 1 - pulled_out))

    def _parts(self) -> Iterable[Path]:
        return self.stick.rglob("P*.BUK")

    def read_stick(self, laptop: Laptop) -> None:
        if any(self._parts()):
            read_stick(laptop.vault, self.stick)

    def hand_in_stick(self) -> None:
        if any(self._parts()):
            take_stick(self.server.centre, self.stick)

    def clear_stick(self) -> None:
        """The stick is lost or formatted: what was only on it still is on the laptops."""
        shutil.rmtree(self.stick)
        self.stick.mkdir()

    # the evening station

    def hand_in(self, laptop: Laptop, station: Laptop, *, luck: int | None) -> bool:
        """Hand in at another laptop, which is the evening station for this moment. Returns whether it went through."""
        if laptop is station:
            return False
        plan = clean if luck is None else broken_by_chance(luck, share=0.7, span=12_000, kinds=BREAKS)
        with Hub(station.vault, host="127.0.0.1", port=0, name="Stasiun", is_announced=False) as hub:
            with FlakyLine(("127.0.0.1", hub.port), plan) as line:
                try:
                    hand_in(laptop.vault, address=line.url, code=hub.code, habits=HASTY, part_bytes=PART_BYTES)
                except (NoLine, HubGone):
                    return False
            hub.take_in()
        return True

    # disasters

    def _image(self, folder: Path) -> Path:
        """Return a copy of what lies in a vault's folder at this moment: all that is left after kill -9."""
        target = self._below / f"image-{next(self._disks)}"
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
        return target

    def crash(self, laptop: Laptop) -> None:
        image = self._image(laptop.vault.folder)
        old = laptop.vault.folder
        laptop.vault.close()
        shutil.rmtree(old)
        laptop.vault = unlock(image, PASSPHRASE)

    def copy(self, laptop: Laptop) -> None:
        """Bring the first laptop's second copy up to date; it is set up at the first time."""
        if laptop.copied is None:
            set_up_copy(laptop.vault, self.disk)
        copy_now(laptop.vault, part_bytes=PART_BYTES)
        laptop.copied = dict(laptop.drafts)

    def destroy_and_restore(self, laptop: Laptop) -> None:
        """The laptop is gone with everything that only it had; another one goes on from its second copy."""
        if laptop.copied is None:
            return
        mine, old = self.held(laptop), laptop.vault.folder
        laptop.vault.close()
        shutil.rmtree(old)
        folder = self._below / f"restored-{next(self._disks)}"
        laptop.vault = restore(self.disk, folder, passphrase=PASSPHRASE).vault
        enrol(laptop.vault, url=self.server.url, code=self.server.code(laptop.vault.office))
        self.gone |= mine - self.held(laptop)
        laptop.drafts, laptop.copied = laptop.copied, None
        shutil.rmtree(self.disk)
        self.disk.mkdir()

    def held(self, laptop: Laptop) -> set[str]:
        """Return the ids of all records and files that a laptop holds."""
        with laptop.vault.read() as tx:
            return {one.id for one in truth.all_records(tx)} | set(tx.scalars(truth.held_blobs.select()))

    def clone(self, laptop: Laptop) -> None:
        """Somebody copies the disk of a laptop, and both are used from now on."""
        if self.copied_laptops:
            return
        self.copied_laptops += 1
        copy = Laptop(laptop.name + "'", unlock(self._image(laptop.vault.folder), PASSPHRASE), dict(laptop.drafts))
        self.laptops.append(copy)
