"""Cetak, as a clerk uses it, on a real CUPS."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from core.actions.papers.papers import paper_bytes, preview_paper, sign_paper
from core.actions.papers.print_plan import Wish, plan_prints, queue_prints
from core.actions.papers.print_single import as_printed, note_printed
from core.printing.spooler import Printer, SpoolerAway
from core.vault import printing
from core.vault.vault import Vault
from core.vault.views import documents
from tests.rigs.planted import pdf_text
from tests.rigs.print_service import PrintService
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from ui.jobs.runner import JobRunner
from ui.printing.print_one import PrintOneDialog
from ui.printing.print_page import PrintPage
from ui.printing.print_state import PrintState
from ui.printing.qt_spooler import QtSpooler

pytestmark = pytest.mark.usefixtures("dressed")
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def service() -> Iterator[PrintService]:
    with PrintService() as running:
        running.add_printer("uji", "Pencetak uji")
        yield running


def filled(vault: Vault, count: int) -> list[str]:
    made = []
    for number in range(count):
        made.append(new_case(vault, number=f"{number:03}/TM/2024", title="Perkara"))
        saved_form(vault, made[-1], "model_a", model_a_answers(number=f"{number:03}/LHP/2024"))
    return made


def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner, service: PrintService) -> PrintPage:
    page = PrintPage(PrintState(vault, jobs, service.spooler))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: page.state.plan is not None and page.state.standing is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=WAIT_MS)
    return page


def test_a_list_is_ticked_signed_and_printed_by_keyboard_alone(qtbot: QtBot, vault: Vault, jobs: JobRunner, service: PrintService) -> None:
    filled(vault, 2)
    before = len(service.came_out())
    page = shown(qtbot, vault, jobs, service)
    assert not page.print.isEnabled()
    qtbot.keyClick(page.wish.cases.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.wish.cases.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.how.copies, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.state.plan is not None and page.state.plan.prints == 2, timeout=WAIT_MS)
    qtbot.keyClicks(page.passphrase.edit, PASSPHRASE)
    qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.queue.isVisible(), timeout=WAIT_MS)
    assert page.choosing.isHidden()
    assert page.passphrase.passphrase() == ""
    qtbot.waitUntil(lambda: page.choosing.isVisible(), timeout=WAIT_MS)
    assert page.banner.kind == "success"
    assert len(service.came_out()) - before == 2


def test_a_list_left_open_waits_for_the_person_after_the_program_was_closed(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, service: PrintService
) -> None:
    cases = filled(vault, 2)
    queue_prints(vault, plan_prints(vault, Wish(cases=tuple(cases))), "uji", passphrase=PASSPHRASE)
    page = shown(qtbot, vault, jobs, service)
    qtbot.waitUntil(page.queue.isVisible, timeout=WAIT_MS)
    assert "0" in page.count.text()
    assert not page.state.is_going
    service.pause("uji")
    page.go.click()
    qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT_MS)
    page.stop.click()
    assert not page.state.is_going
    service.resume("uji")
    page.go.click()
    qtbot.waitUntil(page.choosing.isVisible, timeout=WAIT_MS)


def test_the_rest_of_an_open_list_is_sent_to_another_printer(qtbot: QtBot, vault: Vault, jobs: JobRunner, service: PrintService) -> None:
    service.add_printer("lain", "Pencetak lain")
    queue_prints(vault, plan_prints(vault, Wish(cases=tuple(filled(vault, 2)))), "uji", passphrase=PASSPHRASE)
    page = shown(qtbot, vault, jobs, service)
    qtbot.waitUntil(lambda: page.queue.isVisible() and page.rest_on.value() == "uji", timeout=WAIT_MS)
    page.rest_on.set_value("lain")
    page.rest_on.picked.emit("lain")
    qtbot.waitUntil(lambda: page.state.standing.seen.run.printer == "lain", timeout=WAIT_MS)
    page.go.click()
    qtbot.waitUntil(page.choosing.isVisible, timeout=WAIT_MS)
    with vault.read() as tx:
        run = printing.last_run(tx)
        assert run is not None and {one.printer for one in printing.of_run(tx, run.id)} == {"lain"}


def test_a_wrong_passphrase_prints_nothing_and_is_said(qtbot: QtBot, vault: Vault, jobs: JobRunner, service: PrintService) -> None:
    filled(vault, 1)
    page = shown(qtbot, vault, jobs, service)
    page.wish.all.click()
    page.passphrase.edit.setText("bukan ini")
    qtbot.waitUntil(page.print.isEnabled, timeout=WAIT_MS)
    with qtbot.waitSignal(page.state.refused, timeout=WAIT_MS):
        page.print.click()
    assert page.banner.kind == "error"
    assert page.queue.isHidden()


def test_without_a_printer_the_page_says_so_keeps_what_was_chosen_and_goes_on_once_there_is_one(
    qtbot: QtBot, vault: Vault, jobs: JobRunner
) -> None:
    filled(vault, 1)
    answers: list[list[Printer]] = [[]]

    class Lost(QtSpooler):
        def printers(self) -> list[Printer]:
            if not answers:
                raise SpoolerAway("The print service of this computer does not answer.", "The queue waits.")
            return answers[0]

    def look_again() -> None:
        with qtbot.waitSignal(page.state.offered, timeout=WAIT_MS):
            page.look_again.click()

    page = PrintPage(PrintState(vault, jobs, Lost(QPrinter)))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.no_printer.isVisible, timeout=WAIT_MS)
    assert "no printer" in page.no_printer.text()
    page.wish.all.click()
    page.passphrase.edit.setText(PASSPHRASE)
    answers.clear()
    look_again()
    assert page.no_printer.isVisible() and not page.print.isEnabled()
    answers.append([Printer(name="baru", title="Pencetak baru")])
    look_again()
    qtbot.waitUntil(page.print.isEnabled, timeout=WAIT_MS)
    assert not page.no_printer.isVisible() and len(page.wish.wish().cases) == 1


def test_where_there_is_no_cups_the_window_draws_the_pages_itself(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    filled(vault, 1)
    out = tmp_path_factory.mktemp("drawn")
    made: list[str] = []

    class Drawn(QtSpooler):
        def printers(self) -> list[Printer]:
            return [Printer(name="gambar", title="gambar")]

    def to_a_file(name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.append(str(out / f"{name}-{len(made)}.pdf"))
        printer.setOutputFileName(made[-1])
        return printer

    page = PrintPage(PrintState(vault, jobs, Drawn(to_a_file)))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.state.standing is not None and bool(page.printer.value()), timeout=WAIT_MS)
    page.wish.all.click()
    page.passphrase.edit.setText(PASSPHRASE)
    qtbot.waitUntil(page.print.isEnabled, timeout=WAIT_MS)
    page.print.click()
    qtbot.waitUntil(lambda: page.banner.kind == "success" and page.banner.isVisible(), timeout=WAIT_MS)
    assert len(made) == 1
    assert Path(made[0]).read_bytes().startswith(b"%PDF")


def test_a_window_that_closes_takes_up_no_print() -> None:
    spooler = QtSpooler(start_timeout_s=0.05)
    said: list[SpoolerAway] = []

    def ask() -> None:
        try:
            spooler.printers()
        except SpoolerAway as error:
            said.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(30)  # this thread is the window's, and does nothing for it meanwhile
    assert len(said) == 1


def test_one_paper_goes_from_its_page_to_the_printer(qtbot: QtBot, vault: Vault, service: PrintService) -> None:
    (case,) = filled(vault, 1)
    with vault.read() as tx:
        (document,) = documents.of_case(tx, case)
    pdf = preview_paper(vault, document.stream)
    before = set(service.came_out())
    dialog = PrintOneDialog(pdf, service.spooler)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.copies.setValue(2)
    dialog.accept()
    assert dialog.result() == PrintOneDialog.DialogCode.Accepted
    qtbot.waitUntil(lambda: len(service.came_out()) - len(before) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not any((service.folder / "cups" / "spool").glob("d*")), timeout=WAIT_MS)  # nor does CUPS keep it
    assert {service.paper(job) for job in set(service.came_out()) - before} == {pdf}


def test_the_time_of_a_signature_is_that_of_the_office_wherever_the_laptop_believes_to_be(vault: Vault) -> None:
    (case,) = filled(vault, 1)
    with vault.read() as tx:
        (document,) = documents.of_case(tx, case)
    made = sign_paper(vault, document.stream, passphrase=PASSPHRASE, now=lambda: datetime(2026, 10, 14, 18, 5, 6, tzinfo=UTC))
    assert "15 Oktober 2026 pukul 01.05.06 WIB" in " ".join(pdf_text(paper_bytes(vault, made.streams[0])).decode().split())


def test_a_kept_paper_printed_from_its_page_is_a_copy_the_next_time(vault: Vault) -> None:
    (case,) = filled(vault, 1)
    with vault.read() as tx:
        (document,) = documents.of_case(tx, case)
    pdf = paper_bytes(vault, sign_paper(vault, document.stream, passphrase=PASSPHRASE).streams[0])
    assert as_printed(vault, pdf) == pdf
    note_printed(vault, pdf, document=document.stream, title="Formulir Model A")
    assert b"SALINAN" in pdf_text(as_printed(vault, pdf))
    assert plan_prints(vault, Wish(cases=(case,))).reprints == 1


def test_cases_sent_from_the_list_wait_only_for_the_passphrase_and_making_them_can_be_stopped(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, service: PrintService
) -> None:
    chosen = filled(vault, 3)
    before = len(service.came_out())
    page = shown(qtbot, vault, jobs, service)
    page.take_cursor()
    page.choose_cases(chosen)
    qtbot.waitUntil(lambda: page.focusWidget() is page.passphrase.edit, timeout=WAIT_MS)
    page.state.progressed.connect(page.making.cancel.click)  # a person who changes his mind after the first paper
    qtbot.keyClicks(page.passphrase.edit, PASSPHRASE)
    with qtbot.waitSignal(page.state.making_ended, timeout=WAIT_MS):
        qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    assert page.banner.kind == "info" and page.making.isHidden()
    assert page.queue.isHidden() and len(service.came_out()) == before
    assert page.passphrase.passphrase() == "" and page.focusWidget() is page.passphrase.edit
    page.state.progressed.disconnect(page.making.cancel.click)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=WAIT_MS)
    qtbot.keyClicks(page.passphrase.edit, PASSPHRASE)
    qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.banner.kind == "success", timeout=WAIT_MS)
    assert len(service.came_out()) - before == 3
