"""Tasks of the clerk, the office and the chair for `keystrokes.py`, each in an office where it is waiting to be done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.actions.cases.open_case import open_case
from core.actions.clock import wall_now
from core.actions.exchange.enrol import enrol
from core.actions.exchange.waiting import waiting
from core.actions.numbers.number_book import open_book
from core.vault import printing
from core.vault.views import cases, numbers, papers, scans
from tests.exchange.running_centre import RunningCentre
from tests.journeys.hands import Display
from tests.journeys.supervisor_tasks import Desk, hold
from tests.rigs.print_service import PrintService
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from tests.ui.evening_samples import fill_evening
from tests.unit.number_samples import waiting_form
from tests.unit.scan_samples import pages_of, scanned, signed, vouch

PRINTING_S = 400


class ManyForms(Desk):
    """An office with saved forms that nobody has signed."""

    count = 10

    def fill(self) -> None:
        for number in range(1, self.count + 1):
            case = new_case(self.vault, title=f"Perkara {number}", number=f"{number:03}/TM/PB/Kec/00.00/X/2024")
            saved_form(self.vault, case, "model_a", model_a_answers(number=f"{number:03}/LHP/PM.01.02/JX-00.00.01/X/2024"))


class PrintingDesk(ManyForms):
    """A hundred forms, and a printer of our own."""

    count = 100

    def __init__(self, folder: Path, display: Display, *, before: bool) -> None:
        self.service = PrintService()
        self.service.start()
        self.service.add_printer("kantor", "Pencetak kantor")
        super().__init__(folder, display, before=before)

    def fill(self) -> None:
        super().fill()
        self.environment["CUPS_SERVER"] = str(self.service.socket)

    def end(self) -> None:
        super().end()
        self.service.__exit__()

    def hold_printed(self) -> None:
        with self.vault.read() as tx:
            run = printing.last_run(tx)
            hold(run is not None and printing.counts(tx, run.id) == {printing.PRINTED: self.count}, f"{self.count} papers came out")
        hold(len(self.service.came_out()) == self.count, "the printer has them all")


def print_all(desk: PrintingDesk) -> None:
    """All cases of the list are signed and printed."""
    hands = desk.hands
    hands.press("ctrl+2", why="the list of cases")
    hands.until("CaseListPage")
    hands.press("Down")
    hands.press("ctrl+a", why="all of them")
    hands.press("ctrl+p", why="print")
    hands.until("PrintPage")
    hands.until_words("100 surat")
    if desk.before:
        hands.tab_onto("Frasa sandi")
    hands.type(PASSPHRASE)
    hands.press("Return", why="sign and print")
    hands.until_words("Tercetak 100 dari 100", patience_s=PRINTING_S)
    desk.hold_printed()


class ScanningDesk(Desk):
    """A signed paper, and its sheets as the scanner left them in one folder."""

    def fill(self) -> None:
        vouch(self.vault)
        form = saved_form(self.vault, new_case(self.vault, title="Kemarin"), "model_a", model_a_answers())
        self.paper = signed(self.vault, form)
        (self.folder / "cetak").mkdir()
        self.scans = self.folder / "pindai"
        self.scans.mkdir()
        for number, sheet in enumerate(pages_of(self.vault, self.paper, self.folder / "cetak"), 1):
            (self.scans / f"scan{number}.jpg").write_bytes(scanned(sheet, number))

    @property
    def names(self) -> str:
        """All files as the dialog takes them."""
        return " ".join(f'"{one}"' for one in sorted(self.scans.iterdir()))

    def hold_scanned(self) -> None:
        with self.vault.read() as tx:
            kept = scans.of_paper(tx, self.paper)
            hold(bool(kept) and not kept[-1].missing, "every sheet is attached to its paper")


def scan_back(desk: ScanningDesk) -> None:
    """The sheets find their paper."""
    hands = desk.hands
    if desk.before:
        hands.tab_onto("Pindai surat")
        hands.press("space", why="scans")
    else:
        hands.press("ctrl+shift+s", why="scans")
    hands.until("ScansPage")
    hands.settle()
    if desk.before:
        hands.tab_onto("Ambil hasil pindai")
    hands.press("space", why="take in")
    hands.until("QFileDialog")
    hands.type(desk.names)
    hands.press("Return")
    hands.until_words("menerima hasil pindainya")
    desk.hold_scanned()


LETTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("letter/number", ("012/PM.00.02/K.JX-00.00/10/2024",)),
    ("session/session_date", ("07102024",)),
    ("session/session_time", ("0900",)),
    ("session/mode", ()),
    ("session/sequence", ()),
)


def invite(desk: Desk) -> None:
    """An invitation to the reported person, signed; who and where came from Form A."""
    hands = desk.hands
    hands.press("ctrl+2", why="the list of cases")
    hands.until("CaseListPage")
    hands.settle()
    hands.press("Return", why="the case")
    hands.until("CasePage")
    hands.settle()
    if desk.before:
        hands.tab_onto("Tambah formulir")
    hands.press("space", why="add a form")
    hands.until("AddFormMenu")
    if desk.before:
        hands.press("Down", times=10, why="the invitation")
    else:
        hands.press("u", why="the invitation")
    hands.press("Right")
    hands.press("Return", why="the reported person")
    hands.until("FillFormPage")
    hands.settle()
    for number, (ref, typed) in enumerate(LETTER):
        if number:
            hands.press("Return", why="on to what is missing")
        hands.until_field(f"/undangan/{ref}")
        if typed:
            hands.type(typed[0])
        else:
            hands.press("space")
    hands.press("ctrl+s", why="Save")
    hands.until("CasePage")
    hands.settle()
    hands.press("ctrl+g", why="sign")
    hands.until("SignListPage")  # the Form A waits as well
    hands.settle()
    hands.type(PASSPHRASE)
    hands.press("Return", why="sign")
    hands.until_words("2 surat")
    hands.settle()
    with desk.vault.read() as tx:
        hold(sum(one.signatures > 0 for one in papers.of_case(tx, desk.newest())) == 2, "the letter is signed")


class NumbersDesk(Desk):
    """Five saved forms with a provisional reference, and the number book on this laptop."""

    def fill(self) -> None:
        open_book(self.vault, "model_a", passphrase=PASSPHRASE)
        self.forms = [waiting_form(self.vault) for _ in range(5)]

    def hold_numbered(self) -> None:
        with self.vault.read() as tx:
            hold(all(numbers.of_document(tx, one) for one in self.forms), "every form has its number")


def give_numbers(desk: NumbersDesk) -> None:
    """What waits for a number gets one."""
    hands = desk.hands
    hands.press("ctrl+4", why="the register")
    hands.until("RegisterPage")
    hands.settle()
    if desk.before:
        hands.tab_onto("Beri 5 nomor")
        hands.press("space", why="give")
    else:
        hands.press("ctrl+g", why="give")
    hands.until("GiveDialog")
    hands.type(PASSPHRASE)
    hands.press("Return", why="sign")
    hands.until_words("5 nomor")
    desk.hold_numbered()


class EveningDesk(Desk):
    """A sub-district in the evening, with a line to the centre; some villages have handed in at this laptop."""

    def __init__(self, folder: Path, display: Display, *, before: bool) -> None:
        self.centre = RunningCentre(folder / "centre")
        super().__init__(folder, display, before=before)

    def fill(self) -> None:
        super().fill()
        fill_evening(self.vault)
        enrol(self.vault, url=self.centre.url, code=self.centre.code(self.vault.office))

    def end(self) -> None:
        super().end()
        self.centre.kill()


def who_is_silent(desk: EveningDesk) -> None:
    """The villages from which nothing came today."""
    hands = desk.hands
    if desk.before:
        hands.press("ctrl+7", why="Send")
        hands.until("SyncPage")
        hands.tab_onto("Jadi stasiun malam")
        hands.press("space", why="the board of the evening")
        hands.until("HubPage")
        return
    hands.until_words("sudah menyerahkan hari ini")


def recap_as_excel(desk: Desk) -> None:
    """The recap of this month as a file."""
    hands, file = desk.hands, desk.folder / "rekap.xlsx"
    hands.press("ctrl+9", why="the recap")
    hands.until("RecapPage")
    hands.press("Down", why="this month")
    if desk.before:
        hands.tab_onto("Simpan sebagai Excel")
        hands.press("space", why="save")
    else:
        hands.press("ctrl+s", why="save")
    hands.until("QFileDialog")
    hands.press("ctrl+a")
    hands.type(str(file))
    hands.press("Return")
    hands.until_words(file.name)
    hold(file.is_file(), "the file is there")


def send_and_fetch(desk: EveningDesk) -> None:
    """One round with the centre."""
    hands = desk.hands
    hands.press("ctrl+7", why="Send")
    hands.until("SyncPage")
    hands.settle()
    if desk.before:
        hands.tab_onto("Kirim dan ambil")
    hands.press("space", why="send")
    hold_sent(desk)


def hold_sent(desk: EveningDesk) -> None:
    """Everything has reached the centre."""
    desk.hands.until_words("dipertukarkan dengan pusat")
    hold(all(not one.count for one in waiting(desk.vault)), "nothing waits")


class DecidingDesk(Desk):
    """A case of which the study is done and the decision is due."""

    days = 2  # since it was registered: the follow-up is due tomorrow

    def fill(self) -> None:
        day = (wall_now() - timedelta(days=self.days)).date().isoformat()
        told = {
            "status": "study",
            "timeline": {"known": day, "plenary": day, "registered": day},
            "violations": ["discipline_photo_with_candidate"],
        }
        open_case(self.vault, regime="pemilihan", origin="temuan", title="Foto bersama calon", facts=told)

    def hold_decided(self) -> None:
        with self.vault.read() as tx:
            status = cases.rows(tx, cases.keys(tx))[self.newest()].status
        hold(status.startswith("decided"), "the case is decided")


class RecapDesk(DecidingDesk):
    """A case of today."""

    days = 0


def decide(desk: DecidingDesk) -> None:
    """From Beranda to the signed decision."""
    hands = desk.hands
    hands.until_words("Tenggat hari ini")
    if desk.before:
        hands.tab_onto("Foto bersama calon")
        hands.press("space", why="the case")
        hands.until("CasePage")
        hands.press("alt+5", why="its course")
        hands.tab_onto("Terbukti, ")
    else:
        hands.press("ctrl+d", why="what is due")
        hands.press("space", why="the case")
        hands.until("CasePage")
    hands.press("space", why="the step that is advised")
    hands.until("MoveDialog")
    hands.type(PASSPHRASE)
    hands.press("Return", why="sign")
    hands.until("MainWindow")
    hands.settle()
    desk.hold_decided()


class SigningDesk(ManyForms):
    def hold_signed(self) -> None:
        with self.vault.read() as tx:
            kept = [paper for case in cases.keys(tx) for paper in papers.of_case(tx, case)]
        hold(sum(one.signatures > 0 for one in kept) == self.count, "every paper is signed")


def sign_all(desk: SigningDesk) -> None:
    """All papers that wait, under one passphrase."""
    hands = desk.hands
    hands.press("ctrl+2", why="the list of cases")
    hands.until("CaseListPage")
    hands.press("Down")
    hands.press("ctrl+a", why="all of them")
    hands.press("ctrl+g", why="sign")
    hands.until("SignListPage")
    hands.settle()
    hands.type(PASSPHRASE)
    hands.press("Return", why="sign")
    hands.until_words("10 surat")
    hands.settle()
    desk.hold_signed()
