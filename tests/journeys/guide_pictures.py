"""Takes the guide's pictures from the real window, in Indonesian: `python -m tests.journeys.guide_pictures`."""

from __future__ import annotations

import math
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from core.actions.cases.exhibits import attach_files, describe_exhibit
from core.actions.cases.open_case import change_case
from core.actions.exchange.sending import keep_wishes
from core.actions.forms.drafts import begin_draft
from core.actions.forms.seal_statement import seal_statement
from core.actions.numbers.number_book import open_book
from core.actions.office.letterhead import read_logo
from core.actions.office.setup import join_office
from core.actions.papers.papers import paper_bytes, sign_paper
from core.actions.papers.scan_back import scan_back
from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.evidence.marks import BOX, COVER, NUMBER, Mark
from core.exchange.allowance import Wishes
from core.vault.vault import Vault
from core.vault.views import documents, exhibits, papers
from tests.journeys.guide_intake import pictures_of_intake
from tests.rigs.print_service import PrintService
from tests.ui.case_samples import OFFICE, PASSPHRASE, model_a_answers, new_case, office_vault, saved_form, statement_answers
from tests.ui.evening_samples import fill_evening
from tests.unit.scan_samples import pages_of, scanned, vouch
from tests.unit.test_letterhead import drawn_logo
from tests.unit.test_two_sayings import parted_exhibit
from tests.unit.test_two_versions import parted
from tests.unit.vault_samples import roster_of
from ui.cases.case_pages import CasePages
from ui.desk import Desk
from ui.jobs.runner import JobRunner
from ui.language import speak
from ui.main_window import MainWindow
from ui.marks.mark_page import MarkPage
from ui.navigator import Navigator
from ui.papers.manner_panel import FILE
from ui.papers.paper_page import PaperPage
from ui.papers.sign_dialog import SignDialog
from ui.start.gate import Gate
from ui.start.unlock_page import UnlockPage
from ui.theme import theme
from ui.widgets.scrolled import Scrolled

HERE = Path(__file__).resolve().parents[2] / "docs" / "guide"
ACTS = (
    ("Hendra Pura-Pura", "Mengunggah foto bersama calon dengan gestur keberpihakan", "Desa Mekarfiktif", "registered"),
    ("Budi Rekaan", "Mobil dinas dipakai mengangkut alat peraga kampanye", "Lapangan Desa Tirtacontoh", "clarification"),
    ("Sri Contohwati", "Membagikan bantuan sosial bergambar pasangan calon", "Balai Desa Mekarfiktif", "initial_study"),
    ("Agus Misal", "Kepala desa hadir dan berorasi dalam kampanye", "Kelurahan Karangdummy", "plenary"),
    ("Dewi Umpama", "Menyukai dan membagikan unggahan tim pemenangan", "Media sosial", "draft"),
    ("Rahmat Khayal", "Mengajak pegawai memilih pasangan calon saat apel", "Kantor Camat Sukarekaan", "forwarded"),
    ("Yusuf Andai", "Memasang spanduk calon di pagar sekolah", "SD Negeri 1 Tirtacontoh", "decided_not_proven"),
    ("Nina Bayangan", "Menjadi anggota tim kampanye", "Desa Tirtacontoh", "closed"),
)

MARKS = (
    Mark(COVER, 4300, 2600, 5700, 4400),
    Mark(BOX, 3000, 5200, 7000, 9000),
    Mark(NUMBER, 3000, 5200, 3000, 5200, "1"),
)


class Camera:
    """The window, and a picture of it once nothing is under way."""

    def __init__(self, window: MainWindow, jobs: JobRunner) -> None:
        self.window, self.jobs = window, jobs

    def settle(self, least_ms: int = 400) -> None:
        for _ in range(100):
            self.turn(least_ms)
            if self.jobs.is_idle:
                return

    def turn(self, for_ms: int) -> None:
        """Let the window work for so long, whatever is under way."""
        loop = QEventLoop()
        QTimer.singleShot(for_ms, loop.quit)
        loop.exec()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(HERE / f"{name}.png"))
        print(name, flush=True)


def main() -> None:
    application = QApplication(sys.argv[:1])
    theme.wear(application)
    speak(application)
    with tempfile.TemporaryDirectory() as folder:
        jobs = JobRunner()
        first_start(jobs, Path(folder) / "first")
        vault = office_vault(Path(folder) / "vault")
        case = fill(vault, Path(folder))
        desk_pages(jobs, vault, case, Path(folder))
        jobs.close()


def first_start(jobs: JobRunner, base: Path) -> None:
    window = MainWindow(Navigator())
    window.resize(1366, 768)
    camera = Camera(window, jobs)
    gate = Gate(window, jobs, None, base=base)
    gate.begin()
    window.show()
    camera.take("start-welcome")
    page = window.findChild(QWidget, "FirstStartPage") or gate_page(window)
    page.welcome.found.click()
    page.person.name.input.setText("Wira Contohwan")
    page.person.roles.set_value("panwascam_chair")
    camera.take("start-person")
    page.go_on()
    camera.take("start-region")
    for step, name in ((page.copy, "start-copy"), (page.restore, "start-restore")):
        page._show(step)
        camera.take(name)
    gate.close()
    window.close()


def gate_page(window: MainWindow) -> QWidget:
    from ui.start.first_start_page import FirstStartPage

    found = window.findChildren(FirstStartPage)
    return found[0]


def fill(vault: Vault, folder: Path) -> str:
    """Invented cases; returns the one whose pages are shown."""
    ids = []
    for number, (who, what, where, status) in enumerate(ACTS, 1):
        official = f"{number:03}/{'LP' if number % 3 == 0 else 'TM'}/PB/Kec.Sukarekaan/00.00/X/2024"
        case = new_case(vault, title=what, number=official, status=status, origin="laporan" if number % 3 == 0 else "temuan")
        if status == "draft":
            begin_draft(vault, "model_a", case_id=case, answers={"violation": {"has_violation": "ada", "event": what}})
        else:
            answers = model_a_answers(number=f"{number:03}/LHP/PM.01.02/JX-00.00.01/X/2024", actor=who, event=what, place=where)
            saved_form(vault, case, "model_a", answers)
        ids.append(case)
    case = ids[0]
    days = {name: (date.today() - timedelta(days=ago)).isoformat() for name, ago in (("known", 3), ("plenary", 2), ("registered", 2))}
    change_case(vault, case, {"timeline": days})
    saved_form(vault, case, "ba_klarifikasi", statement_answers())
    hidden = saved_form(vault, case, "ba_klarifikasi", statement_answers(name="Warga Samaran", protected=True))
    seal_statement(vault, hidden, passphrase=PASSPHRASE, strokes={"sign_subject": scribble(1), "sign_clarifier": scribble(2)})
    with Intake() as intake:
        for _ in attach_files(vault, case, draw_all(folder / "photos")[:12], obtained="folder", intake=intake):
            pass
    with vault.read() as tx:
        first = exhibits.of_case(tx, case)[0]
        form = next(one for one in documents.of_case(tx, case) if one.form_id == "model_a")
    said = {"title": "Unggahan dengan alamat URL", "caption": "Terlapor mengacungkan satu jari", "place": "Desa Mekarfiktif"}
    describe_exhibit(vault, first.stream, said)
    vouch(vault)
    scan_sheets(vault, sign_paper(vault, form.stream, passphrase=PASSPHRASE).streams[0], folder)
    open_book(vault, "model_a", values={"unit": "JX-00.00.01"}, passphrase=PASSPHRASE)
    return case


def scan_sheets(vault: Vault, paper: str, folder: Path) -> None:
    """Scan a paper back: its second sheet lost the code at its foot."""
    sheets = pages_of(vault, paper, folder)
    files = [folder / f"pindai-{number:03}.jpg" for number in range(1, len(sheets) + 1)]
    for number, (file, sheet) in enumerate(zip(files, sheets, strict=True)):
        file.write_bytes(scanned(sheet.crop((0, 0, sheet.width, sheet.height - 450)) if number == 1 else sheet, number, turn=1.5 - number))
    with Intake() as intake:
        scan_back(vault, files, intake=intake)


def scribble(seed: int) -> list[list[list[int]]]:
    return [[[150 + i * 12 + int(30 * math.sin(i * 0.7 + seed)), 150 + int(60 * math.sin(i * 0.9 + seed)), i * 15, 500] for i in range(50)]]


def desk_pages(jobs: JobRunner, vault: Vault, case: str, folder: Path) -> None:
    window = MainWindow(Navigator())
    window.resize(1366, 768)
    camera = Camera(window, jobs)
    gate = Gate(window, jobs, vault.folder, base=folder / "base")
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    window.show()
    gate.enter(vault)
    for key, name in (
        ("home", "home"),
        ("cases", "case-list"),
        ("numbers", "numbers"),
        ("catalogue", "catalogue"),
        ("recap", "recap"),
        ("evidence", "gallery"),
        ("sending", "send"),
        ("check", "check"),
        ("settings", "settings"),
    ):
        window.open_page(key)
        camera.settle()
        if key == "cases":
            window.current_page().table.choose(case)
        camera.take(name)
        if key == "sending":
            show_how_it_is_sent(camera, window, vault)
    window.current_page().people.click()
    camera.take("people")
    evening_station(camera, window, vault)
    window.open_page("settings")
    window.current_page().people.click()
    window.go_back()
    printing(camera, window)
    window.open_page("settings")
    window.go_back()
    window.current_page().rules.click()
    camera.take("rules")
    window.go_back()
    window.current_page().trust.click()
    camera.take("trust")
    window.go_back()
    window.current_page().letterhead.click()
    camera.settle()
    with Intake() as intake:
        window.current_page()._take_logo(read_logo(drawn_logo(folder / "logo.png"), intake))
    window.current_page().suggest.click()
    camera.settle(900)
    camera.take("letterhead")
    window.open_page("cases")
    case_pages(camera, window, jobs, vault, case)
    two_versions(camera, window, jobs, vault, folder)
    with vault.read() as tx:
        paper = papers.of_case(tx, case)[0]
    (folder / "Formulir-A.pdf").write_bytes(paper_bytes(vault, paper.stream))
    window.open_page("check")
    window.current_page()._state.check_papers([str(folder / "Formulir-A.pdf")])
    camera.take("check-paper")
    window.current_page()._state.check_papers([str(folder / "pindai-003.jpg")])
    camera.take("check-scan")
    gate.lock()
    for page in window.findChildren(UnlockPage):
        page.where.setText("Dokumen/Bukti")  # nobody's folder
    camera.take("unlock")
    gate.close()
    window.close()


def show_how_it_is_sent(camera: Camera, window: MainWindow, vault: Vault) -> None:
    """The lower half of Kirim: when originals go, how much a day, and the room that they take."""
    keep_wishes(vault, Wishes(originals="night", day_bytes=50_000_000))
    page = window.current_page()
    page._sending.look()
    camera.settle()
    scroll = page.findChildren(QScrollArea)[0]
    scroll.ensureWidgetVisible(page.room)
    camera.take("send-how")
    keep_wishes(vault, Wishes())


def evening_station(camera: Camera, window: MainWindow, vault: Vault) -> None:
    """Handing in, and the station open with its board; then the board alone on a projector."""
    fill_evening(vault)
    window.open_page("sending")
    camera.settle()
    sending = window.current_page()
    sending.evening.code.show()
    sending.findChild(Scrolled).ensureWidgetVisible(sending.evening, 0, 200)
    camera.take("hand-in")
    sending.evening.code.hide()
    window.navigator.evening_station.emit()
    page = window.current_page()
    page.toggle.click()
    for _ in range(6):
        camera.settle(1000)
    camera.take("evening-station")
    page._show_large()
    page._window.showNormal()
    page._window.resize(1600, 900)
    camera.settle(900)
    camera.take("evening-board", page._window)
    page._window.close()
    page.toggle.click()
    camera.settle(900)
    window.go_back()


def two_versions(camera: Camera, window: MainWindow, jobs: JobRunner, vault: Vault, folder: Path) -> None:
    """A form and an exhibit that a second laptop edited meanwhile."""
    second = join_office(folder / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    stream, exhibit = parted((vault, second)), parted_exhibit(vault, second)
    second.close()
    pages = CasePages(vault, jobs, window.navigator)
    for one, name in ((stream, "two-versions"), (exhibit, "two-exhibits")):
        pages.open_two_versions(one)
        camera.settle(900)
        camera.take(name)
        window.go_back()
    pages.close()


def printing(camera: Camera, window: MainWindow) -> None:
    """Cetak with a list that is ready, and its queue at a printer that is paused."""
    with PrintService() as service:
        os.environ["CUPS_SERVER"] = str(service.socket)
        service.add_printer("sekretariat", "HP LaserJet ruang sekretariat")
        window.open_page("printing")
        camera.settle()
        page = window.current_page()
        page.wish.cases.toggle(page.wish.cases._all[0].value)
        page.wish.cases.toggle(page.wish.cases._all[1].value)
        page.how.sets.setValue(2)
        page.how.covers.setChecked(True)
        camera.take("print")
        page.passphrase.edit.setText(PASSPHRASE)
        service.be_slow(1)
        page.print.click()
        while page.state.standing is None or not page.state.standing.seen.printed or page.queue.isHidden():
            camera.turn(50)  # nothing is idle before all is printed
        service.pause("sekretariat")
        for _ in range(5):
            camera.settle()
        camera.take("print-queue")
        service.resume("sekretariat")
        page.drop.click()
        camera.settle()
        page.state.pause()
    del os.environ["CUPS_SERVER"]


def case_pages(camera: Camera, window: MainWindow, jobs: JobRunner, vault: Vault, case: str) -> None:
    navigator = window.navigator
    navigator.open_case.emit(case)
    camera.settle()
    page = window.current_page()
    for tab in ("forms", "evidence", "statements", "papers", "course", "history"):
        page.show_tab(tab)
        camera.take(f"case-{tab}")
    with vault.read() as tx:
        form = next(one for one in documents.of_case(tx, case) if one.form_id == "model_a")
        statements = [one for one in documents.of_case(tx, case) if one.form_id == "ba_klarifikasi"]
        shown, paper = exhibits.of_case(tx, case), papers.of_case(tx, case)[0]
    pages = CasePages(vault, jobs, navigator)
    navigator.open_document.emit(form.stream)
    camera.settle()
    window.current_page().form.show_part("/model_a/violation")
    camera.take("form")
    window.current_page().form.go_to("/model_a/violation/violations")
    camera.take("form-breaches")
    for name, show in (
        ("picture", lambda: pages.pictures.open(tuple(shown), shown[2].stream)),
        ("marking", lambda: pages.pictures.mark(shown[3])),
        ("statement", lambda: pages.open_statement(next(one for one in statements if not one.is_sealed).stream)),
        ("statement-sealed", lambda: pages.open_statement(next(one for one in statements if one.is_sealed).stream)),
        ("paper-preview", lambda: pages.papers.open_preview(form.stream)),
        ("paper-signed", lambda: pages.papers.open_paper(paper.stream)),
        ("scans", pages.papers.open_scans),
        ("signed-original", lambda: pages.papers.open_original(paper.stream)),
    ):
        show()
        camera.settle(900)
        if isinstance(marking := window.current_page(), MarkPage):
            for mark in MARKS:
                marking.canvas.keep(mark)
            marking.reason.setText("Wajah saksi")
        camera.take(name)
        window.go_back()
    pages.papers.open_preview(form.stream)
    camera.settle(900)
    signing(camera, window.current_page())
    window.go_back()
    pictures_of_intake(camera.take, window, pages, vault, case, vault.folder.parent)
    pages.close()


def signing(camera: Camera, page: PaperPage) -> None:
    """The two dialogs of signing in another way."""
    page.otherwise.click()
    assert isinstance(page.dialog, SignDialog)
    page.dialog.panel.kind.set_value(FILE)
    page.dialog.panel.kind.picked.emit(FILE)
    camera.take("sign", page.dialog)
    page.dialog.reject()
    page.open_insert()
    camera.take("sign-insert", page.dialog)
    page.dialog.reject()


if __name__ == "__main__":
    main()
