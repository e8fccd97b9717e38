"""The same tasks for `keystrokes.py` by a hand that only uses the mouse, and types what nobody can spare it."""

from __future__ import annotations

from tests.journeys.office_tasks import PRINTING_S, DecidingDesk, EveningDesk, PrintingDesk, ScanningDesk, hold_sent
from tests.journeys.supervisor_tasks import LIKE_THE_LAST, Desk, hold_saved
from tests.ui.case_samples import PASSPHRASE


def nothing_found_by_mouse(desk: Desk) -> None:
    """Form A without a breach after an earlier one, with one photo."""
    hands = desk.hands
    hands.click("Laporan nihil", why="Form A: nothing found")
    hands.until("FillFormPage")
    hands.settle()
    for ref, act in LIKE_THE_LAST[:3]:
        if ref.startswith("activity") and not hands.seen["field"].startswith("/model_a/activity"):
            hands.click("II Kegiatan", why="the part that lacks something")
        hands.click(f"/model_a/{ref}")
        hands.type(act[1])
    hands.click("Simpan", why="Save")
    hands.until("CasePage")
    if desk.before:
        hands.click("tab Bukti", why="the tab of evidence")
        hands.click("Tambah file", why="add photos")
    else:
        hands.click("Tambah foto", why="add photos")
    hands.until("QFileDialog")
    hands.type(str(desk.photos / "IMG_0001.jpg"))
    hands.press("Return")
    hands.until_words("1 bukti")
    hands.settle()
    hold_saved(desk, photos=1, signed=0)


def print_all_by_mouse(desk: PrintingDesk) -> None:
    """All cases are ticked on Cetak, signed and printed."""
    hands = desk.hands
    hands.click("rail Cetak", why="Print")
    hands.until("PrintPage")
    hands.settle()
    hands.click("Pilih semua", why="all of them")
    hands.until_words("100 surat")
    hands.click("Frasa sandi")
    hands.type(PASSPHRASE)
    hands.click("Cetak", why="sign and print")
    hands.until_words("Tercetak 100 dari 100", patience_s=PRINTING_S)
    desk.hold_printed()


def scan_back_by_mouse(desk: ScanningDesk) -> None:
    """The sheets find their paper."""
    hands = desk.hands
    hands.click("Pindai surat", why="scans")
    hands.until("ScansPage")
    hands.click("Ambil hasil pindai", why="take in")
    hands.until("QFileDialog")
    hands.type(desk.names)
    hands.press("Return")
    hands.until_words("menerima hasil pindainya")
    desk.hold_scanned()


def who_is_silent_by_mouse(desk: EveningDesk) -> None:
    """The villages from which nothing came today."""
    hands = desk.hands
    if desk.before:
        hands.click("rail Kirim", why="Send")
        hands.until("SyncPage")
        hands.click("Jadi stasiun malam", why="the board of the evening")
        hands.until("HubPage")
        return
    hands.until_words("sudah menyerahkan hari ini")


def send_and_fetch_by_mouse(desk: EveningDesk) -> None:
    """One round with the centre."""
    hands = desk.hands
    hands.click("rail Kirim", why="Send")
    hands.until("SyncPage")
    hands.settle()
    hands.click("Kirim dan ambil", why="send")
    hold_sent(desk)


def decide_by_mouse(desk: DecidingDesk) -> None:
    """From Beranda to the signed decision."""
    hands = desk.hands
    hands.click("Foto bersama calon", why="what is due")
    hands.until("CasePage")
    hands.settle()
    if desk.before:
        hands.click("tab Penanganan", why="its course")
    hands.click("Terbukti, ", why="the step that is advised")
    hands.until("MoveDialog")
    hands.type(PASSPHRASE)
    hands.click("Tanda tangani dan catat", why="sign")
    hands.until("MainWindow")
    hands.settle()
    desk.hold_decided()
