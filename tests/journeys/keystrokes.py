"""Counts what a task costs a person, with real keys on a real screen: `python -m tests.journeys.keystrokes [TASK...] [--write]`.

Each task begins on Beranda and ends where a person would say that it is done. Keys are every press of a key, Ctrl and Shift too; typed text
and passphrases are counted apart. Time is that of the keystroke-level model: 0.28 s a key, 1.35 s a decision. `--write` puts the table into
docs/guide/keystrokes.md; what it was before stays beside it in keystrokes.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.journeys.hands import DECISION_S, KEY_S, Counted, Display, Lost
from tests.journeys.mouse_tasks import (
    decide_by_mouse,
    nothing_found_by_mouse,
    print_all_by_mouse,
    scan_back_by_mouse,
    send_and_fetch_by_mouse,
    who_is_silent_by_mouse,
)
from tests.journeys.office_tasks import (
    DecidingDesk,
    EveningDesk,
    NumbersDesk,
    PrintingDesk,
    RecapDesk,
    ScanningDesk,
    SigningDesk,
    decide,
    give_numbers,
    invite,
    print_all,
    recap_as_excel,
    scan_back,
    send_and_fetch,
    sign_all,
    who_is_silent,
)
from tests.journeys.supervisor_tasks import Desk, Empty, blank_form, nothing_found, twelve_photos

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


TASKS: dict[str, tuple[Callable[..., Desk], Callable[..., None], int | None]] = {  # the target: fewer keys than this
    "form-a-first": (Empty, blank_form, 60),
    "form-a": (Desk, nothing_found, 60),
    "form-a-12-photos": (Desk, twelve_photos, None),
    "print-100": (PrintingDesk, print_all, None),
    "scan-back": (ScanningDesk, scan_back, None),
    "letter": (Desk, invite, None),
    "numbers": (NumbersDesk, give_numbers, None),
    "silent": (EveningDesk, who_is_silent, None),
    "recap": (RecapDesk, recap_as_excel, None),
    "evening": (EveningDesk, send_and_fetch, None),
    "decide": (DecidingDesk, decide, None),
    "sign-10": (SigningDesk, sign_all, None),
}
BY_MOUSE: dict[str, tuple[Callable[..., Desk], Callable[..., None]]] = {
    "mouse-form-a": (Desk, nothing_found_by_mouse),
    "mouse-print-100": (PrintingDesk, print_all_by_mouse),
    "mouse-scan-back": (ScanningDesk, scan_back_by_mouse),
    "mouse-silent": (EveningDesk, who_is_silent_by_mouse),
    "mouse-evening": (EveningDesk, send_and_fetch_by_mouse),
    "mouse-decide": (DecidingDesk, decide_by_mouse),
}


WORDS = {  # of the guide: Indonesian, English
    "form-a-first": (
        "Formulir A pertama tanpa dugaan pelanggaran, satu foto, sampai tersimpan",
        "The first Form A without a breach, one photo, until it is saved",
    ),
    "form-a": (
        "Formulir A tanpa dugaan pelanggaran setelah yang terakhir (Ctrl+Shift+N), satu foto",
        "Form A without a breach after the last one (Ctrl+Shift+N), one photo",
    ),
    "form-a-12-photos": (
        "Formulir A dari yang terakhir (Ctrl+Shift+A), 12 foto, surat ditandatangani",
        "Form A from the last one (Ctrl+Shift+A), 12 photos, the paper signed",
    ),
    "print-100": (
        "Staf: 100 surat ditandatangani dan dicetak",
        "The clerk: 100 papers signed and printed",
    ),
    "scan-back": ("Staf: lembar bertanda tangan dipindai kembali", "The clerk: signed sheets are scanned back"),
    "letter": (
        "Staf: undangan klarifikasi untuk terlapor, sampai ditandatangani",
        "The clerk: an invitation to the reported person, until it is signed",
    ),
    "numbers": ("Staf: lima formulir diberi nomor dari buku", "The clerk: five forms get their numbers from the book"),
    "silent": ("Kantor: siapa yang belum menyerahkan hari ini", "The office: who has not handed in today"),
    "recap": ("Kantor: rekap bulan ini sebagai Excel", "The office: the recap of this month as Excel"),
    "evening": ("Kantor: kirim dan ambil di malam hari", "The office: send and fetch in the evening"),
    "decide": ("Ketua: yang jatuh tempo diputus", "The chair: what is due is decided"),
    "sign-10": ("Ketua: sepuluh surat ditandatangani sekaligus", "The chair: ten papers are signed at once"),
    "mouse-form-a": ("Laporan nihil setelah yang terakhir, satu foto", "Form A without a breach after the last one, one photo"),
    "mouse-print-100": ("100 surat ditandatangani dan dicetak", "100 papers signed and printed"),
    "mouse-scan-back": ("Lembar bertanda tangan dipindai kembali", "Signed sheets are scanned back"),
    "mouse-silent": ("Siapa yang belum menyerahkan hari ini", "Who has not handed in today"),
    "mouse-evening": ("Kirim dan ambil", "Send and fetch"),
    "mouse-decide": ("Yang jatuh tempo diputus", "What is due is decided"),
}
PAGE = (
    (
        "Berapa ketukan yang diperlukan",
        "Dihitung dengan tombol sungguhan pada jendela sungguhan, dari Beranda sampai selesai, tanpa tetikus. Setiap tombol dihitung, "
        "juga Ctrl dan Shift. Waktu: {key} detik untuk satu tombol dan {thought} detik untuk satu keputusan. Huruf yang diketik (isi "
        "formulir, letak foto, frasa sandi) dihitung tersendiri.",
        "| Pekerjaan | Tombol, dulu | Tombol, kini | Detik, dulu | Detik, kini | Huruf diketik | Detik, dengan mengetik |",
        "-",
        "Dengan tetikus saja (1,3 detik untuk menunjuk dan menekan; menggulung dihitung seperti satu klik):",
        "| Pekerjaan | Klik, dulu | Klik, kini | Detik, dulu | Detik, kini | Huruf diketik | Detik, dengan mengetik |",
    ),
    (
        "How many keys it takes",
        "Counted with real keys on the real window, from Home until it is done, without a mouse. Every press counts, Ctrl and Shift too. "
        "Time: {key} s for a key and {thought} s for a decision. Letters that are typed (what the form says, where the photos lie, the "
        "passphrase) are counted apart.",
        "| Task | Keys, before | Keys, now | Seconds, before | Seconds, now | Letters typed | Seconds, typing too |",
        "-",
        "By mouse alone (1.3 s to point and press; scrolling counts as a click):",
        "| Task | Clicks, before | Clicks, now | Seconds, before | Seconds, now | Letters typed | Seconds, typing too |",
    ),
)


def walk(name: str, display: Display, *, before: bool) -> Counted:
    """Walk one task in an office of its own; raises Lost where the window goes elsewhere."""
    kind, task, *_target = TASKS.get(name) or BY_MOUSE[name]
    with tempfile.TemporaryDirectory() as folder:
        desk = kind(Path(folder), display, before=before)
        try:
            with desk.hands:
                task(desk)
            return desk.hands.counted
        finally:
            desk.end()


def page(kept: dict[str, dict[str, dict[str, int]]]) -> str:
    """Return the page of the guide, first in Indonesian, then in English."""
    return "\n".join([*_half(kept, 0), "", *_half(kept, 1), ""])


def _half(kept: dict[str, dict[str, dict[str, int]]], language: int) -> list[str]:
    title, told, heads, none, by_mouse, mouse_heads = PAGE[language]
    lines = [f"# {title}", "", told.format(key=_figure(KEY_S, language), thought=_figure(DECISION_S, language)), "", heads]
    lines += _rows(kept, [name for name in TASKS if name in kept], language, none, "keys")
    if any(name in kept for name in BY_MOUSE):
        lines += ["", by_mouse, "", mouse_heads, *_rows(kept, [name for name in BY_MOUSE if name in kept], language, none, "clicks")]
    return lines


def _rows(kept: dict[str, dict[str, dict[str, int]]], names: list[str], language: int, none: str, what: str) -> list[str]:
    """what: the figure of Counted that is shown."""
    lines = ["|---|---:|---:|---:|---:|---:|---:|"]
    for name in names:
        before, after = (Counted(**kept[name][when]) if when in kept[name] else None for when in ("before", "after"))
        cells = [WORDS[name][language], *(str(getattr(one, what)) if one else none for one in (before, after))]
        cells += [f"{one.seconds:.0f}" if one else none for one in (before, after)]
        cells += [str(after.letters), f"{after.seconds + after.letters * KEY_S:.0f}"] if after else [none, none]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _figure(number: float, language: int) -> str:
    return f"{number:.2f}".replace(".", "," if language == 0 else ".")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.keystrokes", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=", ".join([*TASKS, *BY_MOUSE]))
    parser.add_argument("--before", action="store_true", help="walk the way there was before: on an older version of the window")
    parser.add_argument("--write", action="store_true", help="keep the counts and write the page of the guide")
    wanted = parser.parse_args()
    kept_in = GUIDE / "keystrokes.json"
    kept = json.loads(kept_in.read_text()) if kept_in.exists() else {}
    failed = False
    with Display() as display:
        for name in wanted.tasks or [*TASKS, *BY_MOUSE]:
            try:
                counted = walk(name, display, before=wanted.before)
            except Lost as error:
                print(f"{name}: {error}", file=sys.stderr)
                failed = True
                continue
            target = TASKS[name][2] if name in TASKS else None
            told = f"{counted.keys} keys, {counted.clicks} clicks, {counted.decisions} decisions, {counted.letters} letters typed"
            print(f"{name}: {told}; {counted.seconds:.0f} s at {KEY_S} s a key and {DECISION_S} s a decision", flush=True)
            print("   " + " > ".join(counted.way), flush=True)
            failed |= target is not None and not wanted.before and counted.keys >= target
            said = {key: value for key, value in asdict(counted).items() if key != "way"}
            kept.setdefault(name, {})["before" if wanted.before else "after"] = said
    if wanted.write:
        kept_in.write_text(json.dumps(kept, indent=1) + "\n")
        (GUIDE / "keystrokes.md").write_text(page(kept), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
