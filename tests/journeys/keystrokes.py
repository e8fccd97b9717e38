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

from core.evidence.drill_photos import draw_all
from core.vault.views import cases, documents, exhibits, papers
from tests.journeys.hands import DECISION_S, KEY_S, Counted, Display, Hands, Lost
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


class Desk:
    """An office with one Form A of yesterday, twelve photos in a folder, and the hands on its window."""

    def __init__(self, folder: Path, display: Display, *, before: bool) -> None:
        self.before, self.photos = before, folder / "hp"
        self.photos.mkdir()
        for number, photo in enumerate(draw_all(folder / "drawn")[:12], 1):
            photo.rename(self.photos / f"IMG_{number:04}.jpg")
        self.vault = office_vault(folder / "vault")
        self.fill()
        self.hands = Hands(display, folder / "vault", PASSPHRASE)

    def fill(self) -> None:
        saved_form(self.vault, new_case(self.vault, title="Kemarin"), "model_a", model_a_answers())

    def newest(self) -> str:
        with self.vault.read() as tx:
            return cases.keys(tx)[0]


def nothing_found(desk: Desk) -> None:
    """Form A without a breach after an earlier one, with one photo."""
    hands = desk.hands
    hands.press("ctrl+shift+n", why="Form A: nothing found")
    hands.until("FillFormPage")
    hands.settle()
    _fill(desk, LIKE_THE_LAST[:3])
    hands.press("ctrl+s", why="Save")
    hands.until("CasePage")
    _add(desk, 1)
    _hold_saved(desk, photos=1, signed=0)


Act = tuple[str, ...]  # ("type", text), or ("choose", keys that choose, each alone), or ("write", text of several lines)

BLANK: tuple[tuple[str, Act], ...] = (
    ("supervision/number", ("type", "001/LHP/PM.01.02/JX-00.00.01/X/2024")),
    ("supervision/stage_supervised", ("choose", "k", "a", "m")),
    ("supervision/order_letter_number", ("type", "011/PM.00.02/K.JX-00.00/09/2024")),
    ("activity/activity_form", ("choose", "space")),
    ("activity/purpose", ("write", "Memastikan kampanye tatap muka berjalan sesuai ketentuan")),
    ("activity/target", ("type", "Kampanye tatap muka di Desa Mekarfiktif")),
    ("activity/time_place/date", ("type", "05102024")),
    ("activity/time_place/time_from", ("type", "0900")),
    ("activity/time_place/time_to", ("type", "1130")),
    ("activity/time_place/place", ("type", "Balai Desa Mekarfiktif")),
    ("outcome/result", ("write", "Kampanye berlangsung tertib dan selesai pukul 11.30 WIB.")),
    ("violation/has_violation", ("choose", "Down", "space")),
    ("violation/analysis", ("write", "Tidak terdapat unsur dugaan pelanggaran.")),
    ("dispute/has_dispute", ("choose", "Down", "space")),
    ("signing/place_date/signed_date", ("type", "05102024")),
    ("signing/signature[1]/signed_how", ("choose", "space")),
)
LIKE_THE_LAST: tuple[tuple[str, Act], ...] = (
    ("supervision/number", ("type", "002/LHP/PM.01.02/JX-00.00.01/X/2024")),
    ("activity/time_place/time_from", ("type", "0900")),
    ("activity/time_place/time_to", ("type", "1130")),
    ("outcome/result", ("write", "Pukul 09.40 WIB terlihat seorang pegawai memakai atribut pasangan calon di panggung.")),
    ("violation/has_violation", ("choose", "space")),
)
BREACH: tuple[tuple[str, Act], ...] = (
    ("violation/event", ("type", "Pegawai memakai atribut pasangan calon di panggung kampanye")),
    ("violation/event_place", ("type", "Lapangan Desa Mekarfiktif")),
    ("violation/event_time", ("day and time", "05102024", "0940")),
    ("violation/actor[1]/name", ("type", "Hendra Pura-Pura")),
    ("violation/actor[1]/address", ("type", "Desa Mekarfiktif")),
    ("violation/violation_summary", ("write", "Seorang pegawai negeri memakai atribut pasangan calon.")),
    ("violation/facts", ("write", "Terlihat dan difoto oleh pengawas; dua saksi berdiri di samping panggung.")),
    ("violation/analysis", ("write", "Patut diduga melanggar netralitas pegawai.")),
    ("dispute/has_dispute", ("choose", "Down", "space")),
)


def _fill(desk: Desk, answers: tuple[tuple[str, Act], ...]) -> None:
    """Answer one field after the other, going on as a person does."""
    hands = desk.hands
    for ref, act in answers:
        _go_to(desk, f"/model_a/{ref}")
        if act[0] == "choose":
            for key in act[1:]:
                hands.press(key)
        elif act[0] == "day and time":
            hands.type(act[1])
            hands.press("Tab")
            hands.type(act[2])
        else:
            hands.type(act[1])


def _go_to(desk: Desk, ref: str) -> None:
    """To the next field that lacks an answer."""
    hands = desk.hands
    if hands.seen["field"] == ref:
        return
    if desk.before:
        part = ref.split("/")[2]
        for _ in range(8):
            if hands.seen["field"].split("/")[2:3] == [part]:
                break
            hands.press("ctrl+Next", why="next part")
        hands.tab_to(ref)
        return
    hands.press("ctrl+Return" if hands.seen["is_long"] else "Return", why="on to what is missing")
    hands.until_field(ref)


def _add(desk: Desk, count: int) -> None:
    """Add photos of the phone's folder to the case that is open."""
    hands, is_one = desk.hands, count == 1
    if desk.before:
        hands.tab_onto("TabBar")
        hands.press("Right", why="the tab of evidence")
        hands.tab_onto("Tambah file" if is_one else "Tambah folder")
        hands.press("space", why="add photos")
    else:
        hands.press("ctrl+o" if is_one else "ctrl+shift+o", why="add photos")
    hands.until("QFileDialog")
    hands.type(str(desk.photos / "IMG_0001.jpg" if is_one else desk.photos))
    hands.press("Return")
    hands.until("CasePage")
    hands.until_words(f"{count} bukti")
    hands.settle()


def blank_form(desk: Desk) -> None:
    """The very first Form A without a breach, with one photo."""
    hands = desk.hands
    hands.press("space", why="Form A")
    hands.until("FillFormPage")
    hands.settle()
    _fill(desk, BLANK)
    hands.press("ctrl+s", why="Save")
    if desk.before:  # it went back to Beranda, and the case had to be found in the list
        hands.until("HomePage")
        hands.press("ctrl+2", why="the list of cases")
        hands.until("CaseListPage")
        hands.settle()
        hands.press("Return")
    hands.until("CasePage")
    _add(desk, 1)
    _hold_saved(desk, photos=1, signed=0)


def twelve_photos(desk: Desk) -> None:
    """Form A like the last one, twelve photos, the signed paper."""
    hands = desk.hands
    hands.press("ctrl+shift+a", why="copy my last Form A")
    hands.until("FillFormPage")
    hands.settle()
    _fill(desk, LIKE_THE_LAST)
    _fill(desk, BREACH)
    hands.press("ctrl+s", why="Save")
    hands.until("CasePage")
    _add(desk, 12)
    if desk.before:
        hands.tab_onto("TabBar")
        hands.press("Left", why="the tab of forms")
        hands.tab_onto("Surat: Formulir Model A")
        hands.press("space", why="its paper")
        hands.until("PaperPage")
        hands.settle()
        hands.tab_onto("Frasa sandi")
    else:
        hands.press("ctrl+g", why="sign its paper")
        hands.until("PaperPage")
        hands.settle()
    hands.type(PASSPHRASE)
    hands.press("Return", why="sign")
    hands.until_words("ditandatangani dan disimpan")
    _hold_saved(desk, photos=12, signed=1)


def _hold_saved(desk: Desk, *, photos: int, signed: int) -> None:
    """The vault says the same as the screen."""
    with desk.vault.read() as tx:
        case = desk.newest()
        forms, kept = documents.of_case(tx, case), papers.of_case(tx, case)
        _hold(len(forms) == 1, "one form is saved")
        _hold(len(exhibits.of_case(tx, case)) == photos, f"{photos} photos are kept")
        _hold(sum(one.signatures > 0 for one in kept) == signed, f"{signed} papers are signed")


class Empty(Desk):
    """The same office before its first form."""

    def fill(self) -> None:
        pass


def _hold(is_so: bool, what: str) -> None:
    if not is_so:
        raise Lost(f"not so: {what}")


TASKS: dict[str, tuple[type[Desk], Callable[[Desk], None], int | None]] = {
    "form-a-first": (Empty, blank_form, 60),
    "form-a": (Desk, nothing_found, 60),
    "form-a-12-photos": (Desk, twelve_photos, None),
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
}
PAGE = (
    (
        "Berapa ketukan yang diperlukan",
        "Dihitung dengan tombol sungguhan pada jendela sungguhan, dari Beranda sampai selesai, tanpa tetikus. Setiap tombol dihitung, "
        "juga Ctrl dan Shift. Waktu: {key} detik untuk satu tombol dan {thought} detik untuk satu keputusan. Huruf yang diketik (isi "
        "formulir, letak foto, frasa sandi) dihitung tersendiri.",
        "| Pekerjaan | Tombol, dulu | Tombol, kini | Detik, dulu | Detik, kini | Huruf diketik | Detik, dengan mengetik |",
        "-",
    ),
    (
        "How many keys it takes",
        "Counted with real keys on the real window, from Home until it is done, without a mouse. Every press counts, Ctrl and Shift too. "
        "Time: {key} s for a key and {thought} s for a decision. Letters that are typed (what the form says, where the photos lie, the "
        "passphrase) are counted apart.",
        "| Task | Keys, before | Keys, now | Seconds, before | Seconds, now | Letters typed | Seconds, typing too |",
        "-",
    ),
)


def walk(name: str, display: Display, *, before: bool) -> Counted:
    """Walk one task in an office of its own; raises Lost where the window goes elsewhere."""
    kind, task, _target = TASKS[name]
    with tempfile.TemporaryDirectory() as folder:
        desk = kind(Path(folder), display, before=before)
        with desk.hands:
            task(desk)
        return desk.hands.counted


def page(kept: dict[str, dict[str, dict[str, int]]]) -> str:
    """Return the page of the guide, first in Indonesian, then in English."""
    return "\n".join([*_half(kept, 0), "", *_half(kept, 1), ""])


def _half(kept: dict[str, dict[str, dict[str, int]]], language: int) -> list[str]:
    title, told, heads, none = PAGE[language]
    lines = [f"# {title}", "", told.format(key=_figure(KEY_S, language), thought=_figure(DECISION_S, language)), "", heads]
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    for name in TASKS:
        if name not in kept:
            continue
        before, after = (Counted(**kept[name][when]) if when in kept[name] else None for when in ("before", "after"))
        cells = [WORDS[name][language], str(before.keys) if before else none, str(after.keys) if after else none]
        cells += [f"{one.seconds:.0f}" if one else none for one in (before, after)]
        cells += [str(after.letters), f"{after.seconds + after.letters * KEY_S:.0f}"] if after else [none, none]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _figure(number: float, language: int) -> str:
    return f"{number:.2f}".replace(".", "," if language == 0 else ".")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.keystrokes", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("--before", action="store_true", help="walk the way there was before: on an older version of the window")
    parser.add_argument("--write", action="store_true", help="keep the counts and write the page of the guide")
    wanted = parser.parse_args()
    kept_in = GUIDE / "keystrokes.json"
    kept = json.loads(kept_in.read_text()) if kept_in.exists() else {}
    failed = False
    with Display() as display:
        for name in wanted.tasks or TASKS:
            try:
                counted = walk(name, display, before=wanted.before)
            except Lost as error:
                print(f"{name}: {error}", file=sys.stderr)
                failed = True
                continue
            target = TASKS[name][2]
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
