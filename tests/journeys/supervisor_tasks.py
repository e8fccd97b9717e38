"""The supervisor's tasks for `keystrokes.py`: Form A from nothing, from the last one, with photos and a signed paper."""

from __future__ import annotations

from pathlib import Path

from core.evidence.drill_photos import draw_all
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits, papers
from tests.journeys.hands import Display, Hands, Lost
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form


class Desk:
    """An office with one Form A of yesterday, twelve photos in a folder, and the hands on its window."""

    def __init__(self, folder: Path, display: Display, *, before: bool) -> None:
        self.before, self.folder, self.photos = before, folder, folder / "hp"
        self.environment: dict[str, str] = {}  # what the window finds around it, beside the display
        self.vault = self.found(folder / "vault")
        self.fill()
        self.hands = Hands(display, folder / "vault", PASSPHRASE, self.environment)

    def found(self, folder: Path) -> Vault:
        """Return the vault of a new office."""
        return office_vault(folder)

    def end(self) -> None:
        """Take down what stood around the window."""
        self.vault.close()

    def fill(self) -> None:
        """Put in what is there when the task begins."""
        self.photos.mkdir()
        for number, photo in enumerate(draw_all(self.folder / "drawn")[:12], 1):
            photo.rename(self.photos / f"IMG_{number:04}.jpg")
        if self.has_one():
            saved_form(self.vault, new_case(self.vault, title="Kemarin"), "model_a", model_a_answers())

    def has_one(self) -> bool:
        return True

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
    hold_saved(desk, photos=1, signed=0)


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
    hold_saved(desk, photos=1, signed=0)


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
    hold_saved(desk, photos=12, signed=1)


def hold_saved(desk: Desk, *, photos: int, signed: int) -> None:
    """The vault says the same as the screen."""
    with desk.vault.read() as tx:
        case = desk.newest()
        forms, kept = documents.of_case(tx, case), papers.of_case(tx, case)
        hold(len(forms) == 1, "one form is saved")
        hold(len(exhibits.of_case(tx, case)) == photos, f"{photos} photos are kept")
        hold(sum(one.signatures > 0 for one in kept) == signed, f"{signed} papers are signed")


class Empty(Desk):
    """The same office before its first form."""

    def has_one(self) -> bool:
        return False


def hold(is_so: bool, what: str) -> None:
    if not is_so:
        raise Lost(f"not so: {what}")
