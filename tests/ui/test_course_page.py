"""The course of a case on the screen; what is due on the start page; the catalogue; settings of the rules."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.cases.case_rules import case_rules
from core.actions.cases.open_case import RegimeFixed, open_case
from core.actions.forms.save_form import save_imported
from core.evidence.inspect import Intake
from core.rules.catalogue import catalogue
from core.vault.vault import Vault
from core.vault.views import cases
from core.vault.views.said import all_of
from core.words import use_language
from tests.ui.case_samples import PASSPHRASE, model_a_answers
from tests.unit.rule_samples import OWN, an_office, bring, samples
from ui.cases.case_file import read_case
from ui.cases.case_page import CasePage
from ui.cases.case_rows import read_rows
from ui.cases.case_state import CaseState
from ui.cases.case_table import COLUMNS, CaseTableModel
from ui.exhibits.exhibits_state import ExhibitsState
from ui.home.home_page import HomePage
from ui.home.home_state import HomeState
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator
from ui.rules.breaches_dialog import BreachesDialog
from ui.rules.catalogue_page import CataloguePage
from ui.rules.course_state import CourseState
from ui.rules.course_view import CourseView
from ui.rules.pass_on_dialog import PassOnDialog
from ui.rules.rule_settings_page import DAY, RuleSettingsPage
from ui.rules.rule_settings_state import RuleSettingsState
from ui.widgets.pill import TONE_ROLE
from ui.widgets.row_button import RowButton


@pytest.fixture(autouse=True)
def in_english():
    use_language("en")
    yield
    use_language("id")


def days_ago(count: int) -> str:
    return (date.today() - timedelta(days=count)).isoformat()


def a_case(vault: Vault, *, status: str = "registered", days: dict[str, str] | None = None, **facts: Any) -> str:
    timeline = days if days is not None else {"known": days_ago(3), "plenary": days_ago(3), "registered": days_ago(2)}
    told = {"status": status, "timeline": timeline, "violations": ["discipline_photo_with_candidate"], **facts}
    return open_case(vault, regime="pemilihan", origin="temuan", title="Foto bersama calon", facts=told).cases[0]


def shown_course(qtbot: QtBot, vault: Vault, jobs: JobRunner, case_id: str) -> CourseView:
    view = CourseView(CourseState(vault, jobs, case_id))
    qtbot.addWidget(view)
    view.resize(1200, 640)
    with qtbot.waitSignal(view.state.told):
        view.show()
        view.state.load()
    return view


def words(widget: Any) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_the_clock_says_what_is_due_when_why_and_on_which_article(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    view = shown_course(qtbot, vault, jobs, a_case(vault))
    first = view.deadlines[0]
    assert first.deadline.id == "followup" and (first.pill.text(), first.pill.tone()) == ("Until tomorrow", "yellow")
    assert "Registered" in first.why.text() and "+ 3 calendar days" in first.why.text() and "Pasal 134 ayat (5)" in first.why.text()
    assert not first.why.isHidden() and "Safe until" in first.warning.text()
    found = {row.deadline.id: row for row in view.deadlines}
    assert found["followup_ext"].pill.text() == "If needed" and found["finding_known"].pill.tone() == "green"
    assert "check the rules" in found["finding_known"].why.text()  # an unconfirmed length says so


def test_it_is_blue_before_the_safe_day_amber_on_it_and_red_after_the_last(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    tones = []
    for registered in (0, 2, 3, 4):
        view = shown_course(qtbot, vault, jobs, a_case(vault, days={"registered": days_ago(registered)}))
        row = next(row for row in view.deadlines if row.deadline.id == "followup")
        tones.append(row.pill.tone())
        if row.deadline.counted.desk < row.deadline.counted.last:  # the weekend closes the office: it may be amber earlier
            assert row.deadline.counted.warn_from <= row.deadline.counted.desk
    assert tones[0] in ("blue", "yellow") and tones[1:] == ["yellow", "yellow", "red"]


def test_the_completeness_list_names_what_is_missing_and_takes_a_persons_word(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path
) -> None:
    sample = next(one for one in samples(OWN) if "material.place" in one.expected.get("material", ""))
    view = shown_course(qtbot, vault, jobs, bring(vault, sample, tmp_path / "case"))
    rows = {row.code: row for row in view.completeness.rows}
    assert {code for code, row in rows.items() if row.pill.text() == "Missing"} == {"material.place", "material.evidence"}
    assert rows["material.place"].why.text() == "Nothing is written in the form."
    assert rows["material.evidence"].why.text() == "No item of evidence is listed or attached."
    action = next(one for one in rows["material.place"].more.menu().actions() if one.text() == "Met")
    with qtbot.waitSignals([view.state.changed, view.state.told]):
        action.trigger()
    rows = {row.code: row for row in view.completeness.rows}
    assert rows["material.place"].pill.text() == "Met" and "the form says: Missing" in rows["material.place"].why.text()


def test_a_move_with_nothing_against_it_is_recorded_and_a_decision_is_signed(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = a_case(vault)
    view = shown_course(qtbot, vault, jobs, case_id)
    row = next(row for row in view.moves if row.key == "handed_over")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    dialog: Any = view.dialog
    assert dialog.objections == [] and not dialog.own.isHidden()
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert "passphrase" in dialog.own.problem.text()
    dialog.own.field.edit.setText("salah sama sekali")
    with qtbot.waitSignal(view.state.refused):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert not dialog.own.problem.isHidden() and view.dialog is dialog
    qtbot.waitUntil(dialog.act.isEnabled)
    dialog.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignals([view.state.moved, view.state.told]):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    with vault.read() as tx:
        case = cases.one(tx, case_id)
        last = all_of(tx, case_id)[-1]
    assert case is not None and case.status == "handed_over" and last.header.type == "case.handed_over"
    assert {row.key for row in view.moves} == {"notified", "closed"}


def test_a_case_is_passed_on_with_a_reason_and_the_page_says_who_has_it(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = a_case(vault)
    view = shown_course(qtbot, vault, jobs, case_id)
    with qtbot.waitSignal(view.state.receivers_found):
        qtbot.mouseClick(view.pass_on, Qt.MouseButton.LeftButton)
    dialog = view.dialog
    assert isinstance(dialog, PassOnDialog)
    dialog.own.field.edit.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert not dialog.reason.problem.isHidden()
    dialog.reason.input.setText("Bukan kewenangan kecamatan")  # type: ignore[attr-defined]
    with qtbot.waitSignals([view.state.moved, view.state.told]):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    file = read_case(vault, case_id)
    assert file is not None and file.handled_by and file.row.case.office != vault.office
    assert file.handled_by in file.events[0].subject or file.handled_by in file.events[1].subject


def test_going_on_against_advice_asks_for_a_reason_and_then_goes_on(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = a_case(vault)
    view = shown_course(qtbot, vault, jobs, case_id)
    qtbot.mouseClick(next(row for row in view.moves if row.key == "clarification"), Qt.MouseButton.LeftButton)
    dialog: Any = view.dialog
    assert [label.text() for label in dialog.objections] == ["No invitation is noted (at least a day before, twice at most)."]
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert dialog.reason.problem.text() == "The reason is missing."
    dialog.day.setText("30-2-2024")
    dialog.reason.input.setText("Terlapor datang sendiri")
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert dialog.day_field.problem.text() == "There is no such day."
    dialog.day.setText(f"{date.today():%d-%m-%Y}")
    with qtbot.waitSignals([view.state.moved, view.state.told]):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    with vault.read() as tx:
        move = all_of(tx, case_id)[-1].body("case")["move"]
    assert isinstance(move, dict) and move["reason"] == "Terlapor datang sendiri" and move["against"][0]["code"] == "no_invitation"


def test_an_invitation_is_noted_and_its_clock_runs_backwards(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    view = shown_course(qtbot, vault, jobs, a_case(vault))
    qtbot.mouseClick(view.invite, Qt.MouseButton.LeftButton)
    dialog: Any = view.dialog
    dialog.held.setText(f"{date.today() + timedelta(days=3):%d-%m-%Y}")
    with qtbot.waitSignals([view.state.moved, view.state.told]):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert "invite" in {row.deadline.id for row in view.deadlines}
    assert all(row.key != "clarification" or row._aside == "" for row in view.moves)


def test_a_day_is_noted_and_one_on_the_receipt_asks_for_a_reason(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    view = shown_course(qtbot, vault, jobs, a_case(vault, days={"registered": days_ago(2), "handed_in": days_ago(3)}))
    qtbot.mouseClick(view.note_day, Qt.MouseButton.LeftButton)
    dialog: Any = view.dialog
    dialog.which.set_value("sbt_entered")
    dialog.day.setText(f"{date.today():%d-%m-%Y}")
    with qtbot.waitSignals([view.state.moved, view.state.told]):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert "sbt_verify" in {row.deadline.id for row in view.deadlines}
    qtbot.mouseClick(view.note_day, Qt.MouseButton.LeftButton)
    again: Any = view.dialog
    again.which.set_value("handed_in")
    again.day.setText("31-2-2026")
    qtbot.mouseClick(again.act, Qt.MouseButton.LeftButton)
    assert again._day_field.problem.text() == "There is no such day."
    again.day.setText(f"{date.today():%d-%m-%Y}")
    with qtbot.waitSignal(view.state.refused):
        qtbot.mouseClick(again.act, Qt.MouseButton.LeftButton)
    assert "receipt" in again.banner.text()


def test_what_is_chosen_leads_to_kinds_and_addressees_on_the_page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = a_case(vault)
    save_imported(vault, "model_a", case_id=case_id, answers=model_a_answers(), source="uji")
    view = shown_course(qtbot, vault, jobs, case_id)
    assert view.outcome.kinds == ["Breach of another law"] and "BKN" in view.outcome.facts.text()
    seen = view.state.seen
    assert seen is not None
    dialog = BreachesDialog(seen.facts)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.breaches.field, "foto jari")
    shown = [dialog.breaches.list.model().index(row, 0).data() for row in range(dialog.breaches.list.model().rowCount())]
    assert catalogue().find("resource_gesture").label_id in shown and len(shown) < 8
    dialog.breaches.toggle("local_official_favouring_decision")
    dialog.kinds["organiser_ethics"].setChecked(True)
    assert set(dialog.chosen["violations"]) == {"discipline_photo_with_candidate", "local_official_favouring_decision"}
    with qtbot.waitSignals([view.state.changed, view.state.told]):
        view.state.choose(dialog.chosen)
    assert set(view.outcome.kinds) == {"Breach of another law", "Election crime", "Ethics of election organisers"}
    assert any("goes up" in one for one in view.outcome.warnings) and any("NIP" in one for one in view.outcome.warnings)


def test_the_strip_above_the_tabs_shows_what_presses_and_leads_to_the_course(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake
) -> None:
    case_id = a_case(vault)
    page = CasePage(CaseState(vault, jobs, case_id), ExhibitsState(vault, jobs, intake, case_id))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitSignals([page.state.loaded, page.course.state.told]):
        page.show()
    assert page.strip.pill.text() == "Until tomorrow" and page.strip.lacks.text().endswith("missing")
    qtbot.mouseClick(page.strip.more, Qt.MouseButton.LeftButton)
    assert page.tabs.currentIndex() == 4 and page.course.isVisible()
    assert page.focusWidget() is page.course.moves[0]  # Enter takes the step that is advised
    page.show_tab("forms")
    assert page.focusWidget() is page.add_form


def test_the_history_tells_the_move_its_reason_and_what_ran_then(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake) -> None:
    from core.actions.cases.move_case import move_case

    case_id = a_case(vault)
    move_case(vault, case_id, "handed_over", passphrase=PASSPHRASE, reason="Terlapor pejabat kabupaten")
    page = CasePage(CaseState(vault, jobs, case_id), ExhibitsState(vault, jobs, intake, case_id))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.state.loaded):
        page.show()
    line = page.history.model.index(0, 2).data()
    assert "Registered → Handed over" in line and "Terlapor pejabat kabupaten" in line and "ran then: Study" in line


def test_the_start_page_puts_the_overdue_first_and_opens_the_case(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    tomorrow, overdue = a_case(vault), a_case(vault, days={"registered": days_ago(9)})
    facts = {"timeline": {"known": days_ago(0)}, "violations": ["resource_gesture"]}
    later = open_case(vault, regime="pemilu", origin="temuan", facts=facts)
    navigator = Navigator()
    page = HomePage(HomeState(vault, jobs), navigator)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page._state.told):
        page.show()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.due.findChildren(RowButton)))
    rows = [one for one in page.due.findChildren(RowButton) if one.isVisible()]
    assert [row.key for row in rows][:2] == [overdue, tomorrow] and later.cases[0] not in [row.key for row in rows]
    with qtbot.waitSignal(navigator.open_course) as opened:
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert opened.args == [overdue]


def test_the_list_of_cases_shows_the_deadline_that_presses(vault: Vault) -> None:
    case_id = a_case(vault, days={"registered": days_ago(9)})
    model = CaseTableModel(lambda keys: read_rows(vault, keys))
    model.show_keys([case_id])
    cell = model.index(0, COLUMNS.index("deadline"))
    assert (cell.data(), cell.data(TONE_ROLE)) == ("6 days over", "red")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("foto jari", "discipline_photo_with_candidate"),
        ("bagi sembako", "resource_social_aid"),
        ("satu jari", "resource_gesture"),
        ("bagi-bagi sembako", "resource_social_aid"),
        ("mobil dinas", "resource_facilities"),
        ("kades", "village_head_partisan_pilkada"),
        ("dengar visi misi", "permitted_passive_attendance"),
    ],
)
def test_the_catalogue_is_searched_in_ordinary_words(qtbot: QtBot, typed: str, wanted: str) -> None:
    page = CataloguePage()
    qtbot.addWidget(page)
    qtbot.keyClicks(page.found.field, typed)
    rows = [page.found.model.choice(row).value.removeprefix("act:") for row in range(page.found.model.rowCount())]
    assert wanted in rows[:4]
    page.found.list.setCurrentIndex(page.found.model.index(rows.index(wanted), 0))
    told = page.facts.text()
    assert "How sure the text is" in told
    if not wanted.startswith("permitted"):
        assert "Legal basis" in told and "Sanction" in told and "Typical evidence" in told
    else:
        assert "Allowed when" in told and "Otherwise it is" in told


def test_the_calendar_and_lengths_of_the_office_are_kept_at_once(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = open_case(vault, regime="pemilu", origin="laporan", facts={"timeline": {"completion_notice": "2024-02-07"}}).cases[0]

    def last() -> str:
        return str(next(one for one in case_rules(vault, case_id).deadlines if one.id == "completion").counted.last)

    assert last() == "2024-02-13"  # 8 and 9 February are days off
    page = RuleSettingsPage(RuleSettingsState(vault, jobs))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.state.told):
        page.show()
    page.year.setValue(2024)
    holiday = next(page.days.item(row) for row in range(page.days.count()) if page.days.item(row).data(DAY) == "2024-02-08")
    with qtbot.waitSignals([page.state.kept, page.state.told]):
        holiday.setCheckState(Qt.CheckState.Unchecked)
    assert last() == "2024-02-12"
    with qtbot.waitSignals([page.state.kept, page.state.told]):
        page.joint_leave.setChecked(True)
    assert last() == "2024-02-09"
    with qtbot.waitSignals([page.state.kept, page.state.told]):
        page.lengths["pemilu", "completion"].setValue(3)
    assert last() == "2024-02-12"
    page.new_day.setText("12-2-2024")
    page.new_name.setText("Libur daerah")
    with qtbot.waitSignals([page.state.kept, page.state.told]):
        qtbot.mouseClick(page.add_day, Qt.MouseButton.LeftButton)
    assert last() == "2024-02-13"
    page.hours["fri_close"].setText("siang")
    page.hours["fri_close"].editingFinished.emit()
    assert "08.00" in page.banner.text()


def test_a_number_fixes_the_regime_on_the_page_too(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = a_case(vault, number="001/TM/PB/Kec.Sukarekaan/00.00/X/2024")
    state = CaseState(vault, jobs, case_id)
    with qtbot.waitSignal(state.refused) as refused:
        state.change({"regime": "pemilu", "title": "Judul lain"})
    assert isinstance(refused.args[0], RegimeFixed)
    with vault.read() as tx:
        case = cases.one(tx, case_id)
    assert case is not None and (case.regime, case.title) == ("pemilihan", "Foto bersama calon")


def test_a_member_may_record_what_the_chair_may_and_staff_is_advised_against_it(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    vault = an_office(tmp_path / "staff", "panwascam_staff")
    try:
        view = shown_course(qtbot, vault, jobs, a_case(vault, status="study"))
        assert view.moves and all("Your role" in row._sentence for row in view.moves)
    finally:
        vault.close()
