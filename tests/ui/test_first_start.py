"""The first start, by keyboard alone and by its states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.actions.exchange.second_copy import set_up_copy
from core.actions.office.office import PersonSetup
from core.actions.office.recovery_sheet import is_sheet_confirmed
from core.actions.office.roster import admit_person
from core.actions.office.roster_parcel import write_roster
from core.actions.office.unlock import unlock, unlock_with_recovery
from core.vault.vault import Vault
from tests.ui.case_samples import PASSPHRASE, QUICK
from ui.jobs.runner import JobRunner
from ui.people.role_words import roles_for
from ui.start.first_start_page import FirstStartPage
from ui.start.first_start_state import FirstStartState
from ui.start.office_search import office_choices
from ui.start.region_state import RegionState
from ui.widgets.choice_box import ChoiceBox

pytestmark = pytest.mark.usefixtures("dressed")
ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


class Typist:
    """Has no mouse: every key goes to whatever has the focus."""

    def __init__(self, qtbot: QtBot, page: QWidget) -> None:
        self._qtbot, self._page = qtbot, page

    @property
    def place(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def type(self, text: str) -> Typist:
        self._qtbot.keyClicks(self.place, text)
        return self

    def press(self, *keys: Qt.Key) -> Typist:
        for key in keys:
            self._qtbot.keyClick(self.place, key)
        return self

    def choose(self, box: ChoiceBox, value: str) -> Typist:
        assert box.hasFocus()
        for _ in range(box.count()):
            if box.value() == value:
                return self
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"{value} cannot be chosen")

    def tab_to(self, wanted: QWidget) -> Typist:
        for _ in range(40):
            if wanted.hasFocus():
                return self
            self.press(TAB)
        raise AssertionError(f"Tab does not reach {wanted}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new-vault"


@pytest.fixture
def state(jobs: JobRunner, folder: Path) -> Iterator[FirstStartState]:
    made = FirstStartState(jobs, folder, hardness=QUICK)
    yield made
    if made.founded is not None:
        made.founded.vault.close()


@pytest.fixture
def page(qtbot: QtBot, state: FirstStartState) -> FirstStartPage:
    shown = FirstStartPage(state)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.welcome.found.setFocus()
    return shown


def test_the_tables_of_regions_are_read_when_they_are_asked_for(qtbot: QtBot, state: FirstStartState) -> None:
    page = FirstStartPage(state)
    qtbot.addWidget(page)
    assert "_regions" not in vars(state.region)
    page.region.enter()
    assert "_regions" in vars(state.region) and page.region.list.model.rowCount() > 30


def test_an_office_is_founded_with_the_keyboard_alone(
    qtbot: QtBot, page: FirstStartPage, state: FirstStartState, folder: Path, tmp_path: Path
) -> None:
    typist = Typist(qtbot, page)
    typist.press(ENTER)  # set up my office
    assert page.step() is page.person
    typist.type("Wira Contohwan").press(TAB)
    typist.choose(page.person.roles, "panwascam_chair")
    assert page.person.position.text() == "Ketua"
    typist.press(ENTER)
    assert page.step() is page.region
    typist.type("menteng jakarta").press(ENTER)
    assert [one.code for one in state.region.chosen] == ["31", "31.71", "31.71.06"]
    typist.press(ENTER)
    assert page.step() is page.office
    assert page.office.name.text() == "Panwaslu Kecamatan Menteng"
    assert page.office.zones.value() == "WIB"
    typist.press(TAB).type("Jalan Contoh Nomor 0").press(ENTER)
    assert page.step() is page.passphrase
    typist.type(PASSPHRASE).press(ENTER).type(PASSPHRASE)
    with qtbot.waitSignal(state.was_founded, timeout=30_000):
        typist.press(ENTER)
    assert page.step() is page.sheet
    assert state.founded is not None
    code = state.founded.recovery_code
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)

    typist.tab_to(page.sheet.save).press(ENTER)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(state.sheet_saved, timeout=30_000):
        dialog.selectFile(str(tmp_path / "sheet.pdf"))
        dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
        dialog.close()
        page.activateWindow()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)

    typist.tab_to(page.next).press(ENTER)
    group = code.split("-")[page.sheet.asked_group - 1]
    typist.type("ZZZZ").press(ENTER)
    assert page.sheet.answer.problem.isVisible()
    typist.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace).type(group.lower()).press(ENTER)
    assert page.step() is page.copy

    (tmp_path / "stick").mkdir()
    assert page.copy.choose.hasFocus()
    with qtbot.waitSignal(state.copy_set_up, timeout=30_000):
        page.copy.asked.emit(tmp_path / "stick")
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)
    assert page.next.hasFocus()  # what there was to do here is done
    typist.press(ENTER)
    assert page.step() is page.second

    typist.tab_to(page.second.open_form).press(ENTER)
    form = page.second.form
    assert form is not None and form.new is not None
    typist.type("Lina Ujicoba").press(TAB)
    typist.choose(form.roles, "panwascam_staff")
    typist.tab_to(form.new.first.edit).type("kata sandi kedua").press(ENTER).type("kata sandi kedua").press(ENTER)
    with qtbot.waitSignal(state.refused, timeout=30_000):
        typist.type("not the passphrase").press(ENTER)
    assert form.own.problem.isVisible()
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)
    form.own.setFocus()
    with qtbot.waitSignal(state.admitted, timeout=30_000):
        typist.press(Qt.Key.Key_End)
        form.own.field.edit.selectAll()
        typist.type(PASSPHRASE).press(ENTER)
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)
    with qtbot.waitSignal(state.finished, timeout=30_000) as finished:
        typist.tab_to(page.next).press(ENTER)
    vault = finished.args[0]
    assert is_sheet_confirmed(vault)
    assert vault.office == "31.71.06"
    vault.close()
    unlock(folder, "kata sandi kedua").close()
    unlock_with_recovery(folder, code).close()


def test_bawaslu_ri_founds_its_office_for_the_whole_country(qtbot: QtBot, page: FirstStartPage, state: FirstStartState) -> None:
    typist = Typist(qtbot, page)
    typist.press(ENTER)
    typist.type("Wira Contohwan").press(TAB)
    typist.choose(page.person.roles, "national")
    typist.press(ENTER)
    assert page.step() is page.region and [one.code for one in state.region.chosen] == ["01"]  # nothing to choose
    typist.press(ENTER)
    assert page.step() is page.office and page.office.name.text() == "Bawaslu Republik Indonesia"
    typist.press(ENTER)
    typist.type(PASSPHRASE).press(ENTER).type(PASSPHRASE)
    with qtbot.waitSignal(state.was_founded, timeout=30_000):
        typist.press(ENTER)
    assert state.office_code == "01" and state.may_admit
    assert [one.value for one in roles_for("01")] == ["national"]


def test_going_back_keeps_what_was_typed(qtbot: QtBot, page: FirstStartPage) -> None:
    typist = Typist(qtbot, page)
    typist.press(ENTER).type("Wira Contohwan").press(ESCAPE)
    assert page.step() is page.welcome
    typist.press(ENTER)
    assert page.person.name.text() == "Wira Contohwan"


def test_a_missing_name_is_said_beside_its_field(qtbot: QtBot, page: FirstStartPage) -> None:
    Typist(qtbot, page).press(ENTER, ENTER)
    assert page.step() is page.person
    assert page.person.name.problem.isVisible()


def test_a_short_passphrase_and_two_different_ones_make_no_vault(
    qtbot: QtBot, page: FirstStartPage, state: FirstStartState, folder: Path
) -> None:
    _to_passphrase(qtbot, page)
    typist = Typist(qtbot, page)
    typist.type("pendek").press(ENTER).type("pendek").press(ENTER)
    assert page.passphrase.new.problem.isVisible()
    page.passphrase.new.clear()
    page.passphrase.new.setFocus()
    typist.type("cukup panjang").press(ENTER).type("tetapi lain").press(ENTER)
    assert page.passphrase.new.problem.isVisible()
    assert state.founded is None
    assert not folder.exists()


def _to_passphrase(qtbot: QtBot, page: FirstStartPage) -> None:
    page.welcome.drill.setFocus()
    typist = Typist(qtbot, page)
    typist.press(ENTER).type("Wira Contohwan").press(ENTER)
    assert page.step() is page.region
    typist.press(ENTER).press(ENTER)
    assert page.step() is page.passphrase


def test_a_drill_office_lies_in_the_invented_region(qtbot: QtBot, page: FirstStartPage, state: FirstStartState) -> None:
    _to_passphrase(qtbot, page)
    assert state.region.chosen[-1].code == "00.00.01"


def test_a_full_disk_is_said_in_the_banner_and_nothing_typed_is_lost(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder can be made here")
    state = FirstStartState(jobs, in_the_way / "vault", hardness=QUICK)
    page = FirstStartPage(state)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    _to_passphrase(qtbot, page)
    typist = Typist(qtbot, page)
    with qtbot.waitSignal(state.refused, timeout=30_000):
        typist.type(PASSPHRASE).press(ENTER).type(PASSPHRASE).press(ENTER)
    assert page.banner.isVisible()
    assert page.passphrase.new.passphrase() == PASSPHRASE


def test_a_second_laptop_joins_by_roster_file_and_own_passphrase(
    qtbot: QtBot, page: FirstStartPage, state: FirstStartState, vault: Vault, tmp_path: Path
) -> None:
    lina = PersonSetup(name="Lina Ujicoba", position="Staf", role="panwascam_staff")
    admit_person(vault, lina, "kata sandi kedua", passphrase=PASSPHRASE, hardness=QUICK)
    source = write_roster(vault, tmp_path / "roster.bukti")
    page.welcome.join.click()
    with qtbot.waitSignal(state.roster_read, timeout=30_000):
        state.read_roster_file(source)
    assert page.step() is page.join
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)
    typist = Typist(qtbot, page)
    typist.type("lina").press(ENTER)
    with qtbot.waitSignal(state.refused, timeout=30_000):
        typist.type("wrong wrong").press(ENTER)
    assert page.join.own.problem.isVisible()
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)
    page.join.own.clear()
    page.join.own.setFocus()
    with qtbot.waitSignal(state.was_founded, timeout=30_000):
        typist.type("kata sandi kedua").press(ENTER)
    assert page.step() is page.sheet
    assert state.founded is not None
    assert state.founded.vault.office == vault.office
    assert not state.may_admit


def test_a_cut_roster_file_is_refused(qtbot: QtBot, state: FirstStartState, vault: Vault, tmp_path: Path) -> None:
    source = write_roster(vault, tmp_path / "roster.bukti")
    source.write_bytes(source.read_bytes()[:-1])
    with qtbot.waitSignal(state.refused, timeout=30_000) as refused:
        state.read_roster_file(source)
    assert refused.args[0].code == "parcel.unreadable"


def test_the_region_is_found_level_by_level_and_by_the_name_of_a_district() -> None:
    region = RegionState("district")
    assert [one.value for one in region.search("jawa bar")] == ["32"]
    region.pick("32")
    assert region.next_level == "regency"
    assert all(one.value.startswith("32.") for one in region.search(""))
    region.go_back_to("province")
    assert "31.71.06" in [one.value for one in region.search("menteng")]
    assert "00" not in [one.value for one in region.search("")]


def test_only_who_stands_for_the_whole_country_finds_it_as_a_region() -> None:
    region = RegionState("province")
    assert "01" not in [one.value for one in region.search("")] and region.search("indonesia") == []
    region.aim_at("province", is_drill=False, is_national=True)
    assert region.is_complete and [one.name for one in region.chosen] == ["Indonesia"]
    region.aim_at("province", is_drill=False)
    assert region.chosen == ()
    assert [one.value for one in office_choices("indonesia")][:1] == ["01"]


def test_a_village_supervisor_goes_on_to_the_village_and_a_regency_stops() -> None:
    region = RegionState("village")
    region.pick("31.71.06")
    assert region.next_level == "village"
    assert len(region.search("")) == 5
    region.aim_at("regency", is_drill=False)
    assert region.is_complete
    assert [one.code for one in region.chosen] == ["31", "31.71"]


def test_restoring_can_be_stopped_and_begun_again(qtbot: QtBot, state: FirstStartState, vault: Vault, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    set_up_copy(vault, disk)
    page = FirstStartPage(state)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(state.restoring_stopped, timeout=20_000):
        state.restore(disk, PASSPHRASE)
        page.restore.strip.cancel.click()
    assert page.banner.kind == "info" and page.restore.strip.isHidden()
    with qtbot.waitSignal(state.was_restored, timeout=20_000) as back:
        state.restore(disk, PASSPHRASE)
    assert back.args[0].is_whole
    back.args[0].vault.close()
