"""Every page and dialog of the window on a filled vault, one after the other, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import attach_bytes, attach_files
from core.actions.forms.drafts import begin_draft
from core.actions.forms.move_draft import Loss
from core.actions.papers.papers import sign_paper
from core.actions.papers.print_plan import AS_IT_IS, Wish, plan_prints, queue_prints
from core.actions.papers.print_queue import leave_out_rest, settle
from core.actions.papers.scan_back import scan_back
from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.papers.print_copy import Fit
from core.papers.signature_field import SignatureField
from core.printing.cups import CupsSpooler
from core.rules.case_facts import CaseFacts
from core.vault import printing
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits, papers
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form, statement_answers
from tests.ui.evening_samples import fill_evening
from tests.unit.paper_samples import photo_at
from tests.unit.scan_samples import pages_of, scanned
from ui.cases.case_facts_dialog import CaseFactsDialog
from ui.cases.case_page import TABS, CasePage
from ui.cases.case_pages import CasePages
from ui.cases.case_table import USUAL
from ui.cases.columns_dialog import ColumnsDialog
from ui.cases.export_dialog import ExportDialog
from ui.cases.new_case_dialog import NewCaseDialog
from ui.cases.views_menu import ViewNameDialog
from ui.cases.withdraw_dialog import WithdrawDialog
from ui.crash_dialog import CrashDialog
from ui.desk import Desk
from ui.documents.fill_form_page import FillFormPage
from ui.documents.move_draft_dialog import MoveDraftDialog
from ui.gallery.gallery_page import GalleryPage
from ui.help.help_dialog import KEYS, HelpDialog
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.papers.manner_panel import TOKEN
from ui.papers.sign_dialog import InsertDialog, SignDialog
from ui.people.deed_dialog import EndDialog, PersonDialog, RenewDialog, TakeUpDialog
from ui.printing.fit_dialog import FitDialog
from ui.printing.print_one import PrintOneDialog
from ui.printing.print_page import PrintPage
from ui.rules.breaches_dialog import BreachesDialog
from ui.screen import Screen, keep_screen
from ui.settings.settings_page import SettingsPage
from ui.settings.settings_state import SettingsState
from ui.settings.sheet_dialog import SheetDialog
from ui.start.first_start_page import FirstStartPage
from ui.start.gate import Gate
from ui.start.unlock_page import UnlockPage
from ui.theme import theme

LONG = "Mengunggah foto bersama calon dengan gestur keberpihakan secara terang-terangan di hadapan masyarakat pada masa kampanye"

NAME = "Maria Magdalena Kusumaningtyas Tampubolon-Simanjuntak, S.H.I."


def every_page(qtbot: QtBot, jobs: JobRunner, vault: Vault, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Yield name and window of each page, settled, in a window of this size (device-independent pixels); then each dialog."""
    case_id, documents = fill(vault, folder)
    keep_screen(vault.folder, Screen(letters=theme.letters))  # the desk writes as was chosen for the vault
    yield from _first_start(qtbot, jobs, folder, size)
    window = _window(qtbot, size)
    gate = Gate(window, jobs, vault.folder, base=folder / "base")
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    gate.enter(vault)
    try:
        assert window.rail is not None
        for key in window.rail.buttons:
            window.open_page(key)
            _settle(qtbot, jobs)
            yield key, window
        window.open_page("evidence")
        gallery = window.current_page()
        assert isinstance(gallery, GalleryPage)
        gallery.map.click()
        _settle(qtbot, jobs)
        yield "map", window
        yield from _queue(qtbot, jobs, vault, window, case_id)
        fill_evening(vault)
        window.open_page("sending")
        window.navigator.evening_station.emit()
        _settle(qtbot, jobs)
        yield "evening station", window
        window.go_back()
        yield from _case(qtbot, jobs, window, case_id)
        yield from _documents(qtbot, jobs, vault, window, case_id, documents)
        yield from _dialogs(qtbot, jobs, vault, case_id)
        gate.lock()
        for page in window.findChildren(UnlockPage):
            page.where.setText("Dokumen/Bukti")  # the guide shows nobody's folder
        _settle(qtbot, jobs)
        yield "unlock", window
    finally:
        gate.close()


def fill(vault: Vault, folder: Path) -> tuple[str, dict[str, str]]:
    """Return a case with something of everything, and its documents by form."""
    case_id = new_case(vault, title=LONG, number="001/TM/PB/Kec.Sukarekaan/00.00/X/2024", status="registered")
    answers = {"model_a": model_a_answers(event=LONG, actor=NAME), "ba_klarifikasi": statement_answers(name=NAME, clarifier=NAME)}
    saved = {form: saved_form(vault, case_id, form, said) for form, said in answers.items()}
    begin_draft(vault, "laporan", case_id=case_id)
    with Intake() as intake:
        for _ in attach_files(vault, case_id, draw_all(folder / "photos")[:2], obtained="folder", intake=intake):
            pass
        attach_bytes(vault, case_id, photo_at(-6.914, 107.609), "IMG-20241005-WA0007.jpg", obtained="drop", intake=intake)
    scan_sheets(vault, sign_paper(vault, saved["model_a"], passphrase=PASSPHRASE).streams[0], folder)
    return case_id, saved


def scan_sheets(vault: Vault, paper: str, folder: Path) -> None:
    """Scan the first sheet of a paper back, and one more whose code was cut off."""
    sheet = pages_of(vault, paper, folder)[0]
    (folder / "pindai-001.jpg").write_bytes(scanned(sheet, 1))
    (folder / "pindai-002.jpg").write_bytes(scanned(sheet.crop((0, 0, sheet.width, sheet.height - 450)), 2))
    with Intake() as intake:
        scan_back(vault, [folder / "pindai-001.jpg", folder / "pindai-002.jpg"], intake=intake)


def _window(qtbot: QtBot, size: tuple[int, int]) -> MainWindow:
    window = MainWindow(Navigator())
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    return window


def _settle(qtbot: QtBot, jobs: JobRunner) -> None:
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    qtbot.wait(30)  # layouts


def _first_start(qtbot: QtBot, jobs: JobRunner, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    window = _window(qtbot, size)
    gate = Gate(window, jobs, None, base=folder / "nothing")
    gate.begin()
    (page,) = window.findChildren(FirstStartPage)
    _settle(qtbot, jobs)
    yield "start welcome", window
    page.welcome.drill.click()
    page.person.name.input.setText("Wira Contohwan")
    page.person.roles.set_value("panwascam_chair")
    for name in ("person", "region", "office", "passphrase"):
        _settle(qtbot, jobs)
        yield f"start {name}", window
        page.go_on()
    page.sheet.show_code("-".join(["ABCD"] * 10))
    for step in (page.sheet, page.copy, page.roster, page.join, page.restore):
        page._show(step)
        _settle(qtbot, jobs)
        yield f"start {type(step).__name__}", window
    gate.close()


def _queue(qtbot: QtBot, jobs: JobRunner, vault: Vault, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget]]:
    """A list that waits, with a paper about which a person is asked."""
    plan = plan_prints(vault, Wish(cases=(case_id,), unsigned=AS_IT_IS, sets=2, has_covers=True))
    run = queue_prints(vault, plan, "pencetak")
    with vault.write() as tx:
        first = printing.of_run(tx, run.id)[0]
        printing.keep(tx, first.id, state=printing.UNSURE, at="")
    window.open_page("printing")
    page = window.current_page()
    assert isinstance(page, PrintPage)
    page.state.load()
    _settle(qtbot, jobs)
    yield "printing queue", window
    settle(vault, first.id, came_out=True)
    leave_out_rest(vault)
    page.state.load()
    _settle(qtbot, jobs)


def _case(qtbot: QtBot, jobs: JobRunner, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget]]:
    window.navigator.open_case.emit(case_id)
    page = window.current_page()
    assert isinstance(page, CasePage)
    for tab in TABS:
        page.show_tab(tab)
        _settle(qtbot, jobs)
        yield f"case {tab}", window


def _documents(
    qtbot: QtBot, jobs: JobRunner, vault: Vault, window: MainWindow, case_id: str, documents: dict[str, str]
) -> Iterator[tuple[str, QWidget]]:
    window.navigator.open_document.emit(documents["model_a"])
    page = window.current_page()
    assert isinstance(page, FillFormPage)
    for part in page.state.instance.pages():
        page.form.show_part(part.ref)
        _settle(qtbot, jobs)
        yield f"form {part.key}", window
    window.go_back()
    yield from _settings(qtbot, jobs, vault, window)
    with vault.read() as tx:
        shown, paper = exhibits.of_case(tx, case_id), papers.of_case(tx, case_id)[0]
    pages = CasePages(vault, jobs, window.navigator)
    ways: tuple[tuple[str, Callable[[], None]], ...] = (
        ("picture", lambda: pages.pictures.open(tuple(shown), shown[0].stream)),
        ("playing", lambda: pages.pictures.play(replace(shown[0], media_type="video/mp4"))),
        ("marking", lambda: pages.pictures.mark(shown[0])),
        ("statement", lambda: pages.open_statement(documents["ba_klarifikasi"])),
        ("preview", lambda: pages.papers.open_preview(documents["model_a"])),
        ("paper", lambda: pages.papers.open_paper(paper.stream)),
        ("scans", pages.papers.open_scans),
        ("sign list", lambda: pages.papers.open_sign_list((case_id,))),
        ("signed original", lambda: pages.papers.open_original(paper.stream)),
        ("phone", lambda: pages.taking_in.open_phone(case_id)),
        ("phone into which case", pages.taking_in.open_phone),
        ("destroy", lambda: pages.open_destroy(documents["model_a"])),
    )
    for name, show in ways:
        show()
        _settle(qtbot, jobs)
        yield name, window
        window.go_back()
    pages.close()


def _settings(qtbot: QtBot, jobs: JobRunner, vault: Vault, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = SettingsPage(SettingsState(vault, jobs), window.navigator)
    for name in ("people", "letterhead", "rules", "wording", "trust", "destruction"):
        getattr(page, f"_show_{name}")()
        _settle(qtbot, jobs)
        yield f"settings {name}", window
        window.go_back()
    page.deleteLater()


def _export_dialog() -> ExportDialog:
    dialog = ExportDialog(5)
    dialog.place.setText("Dokumen/bukti-20241012-0930")  # the guide shows nobody's home
    return dialog


def _sign_dialog() -> SignDialog:
    blocks = tuple(SignatureField(f"sign_{number}", f"Anggota: {LONG}", False) for number in range(3))
    dialog = SignDialog(LONG * 2, blocks=blocks, mine=("sign_2",), is_kept=True, module="", kept=[[[100, 100, 0, 500], [600, 60, 90, 500]]])
    dialog.panel.kind.set_value(TOKEN)
    dialog.panel.kind.picked.emit(TOKEN)
    return dialog


def _dialogs(qtbot: QtBot, jobs: JobRunner, vault: Vault, case_id: str) -> Iterator[tuple[str, QWidget]]:
    with vault.read() as tx:
        case, form = cases.one(tx, case_id), documents.of_case(tx, case_id)[-1]
    assert case is not None
    made: dict[str, QDialog] = {
        "admit": PersonDialog("Tambah petugas", LONG * 2, "Tambahkan", office=vault.office),
        "end": EndDialog("Akhiri", LONG * 2, "Akhiri"),
        "renew": RenewDialog("Kunci baru", LONG * 2, "Beri kunci baru"),
        "take up": TakeUpDialog("Pakai kunci", LONG * 2, "Pakai"),
        "new case": NewCaseDialog("pemilihan"),
        "facts": CaseFactsDialog(case),
        "withdraw": WithdrawDialog(replace(form, is_sealed=True, number=LONG)),
        "columns": ColumnsDialog(USUAL),
        "view name": ViewNameDialog(LONG),
        "export": _export_dialog(),
        "margins": FitDialog("HP LaserJet " * 6, Fit(right=15)),
        "print one": PrintOneDialog(b"", CupsSpooler(str(vault.folder / "nothing"))),
        "crash": CrashDialog("baris\n" * 40),
        "sign": _sign_dialog(),
        "put in": InsertDialog(),
        "guide": HelpDialog([], "05-papers"),
        "keys": HelpDialog([(f"Ctrl+{number}", "Berkas") for number in range(1, 9)], KEYS),
    }
    made["breaches"] = BreachesDialog(CaseFacts(regime="pemilihan", origin="temuan"))
    made["newer form"] = MoveDraftDialog("2", [Loss("/a", LONG, LONG, "gone")] * 6)
    made["recovery sheet"] = SheetDialog(SettingsState(vault, jobs))
    for name, dialog in made.items():
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait(30)
        yield f"dialog {name}", dialog
        dialog.close()
