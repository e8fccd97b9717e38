"""A window that is killed while somebody types loses at most the last second of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.forms.drafts import begin_draft
from core.actions.office.unlock import unlock
from core.vault import local
from tests.journeys.typing_window import EVENT, Killed, type_and_kill
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault
from ui.desk import Desk
from ui.documents.fill_form_page import FillFormPage
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.start.gate import Gate


def test_the_next_start_says_so_and_leads_back_to_the_draft(qtbot: QtBot, tmp_path: Path) -> None:
    killed, kept = killed_window(tmp_path / "vault", seed=2)
    assert killed.typed_at and kept
    jobs, window = JobRunner(), MainWindow(Navigator())
    qtbot.addWidget(window)
    gate = Gate(window, jobs, tmp_path / "vault", base=tmp_path / "base")
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    window.show()
    gate.enter(unlock(tmp_path / "vault", PASSPHRASE))
    assert window.banner.isVisible() and window.banner.action.isVisible()
    window.banner.action.click()
    page = window.current_page()
    assert isinstance(page, FillFormPage)
    field = page.form.field(EVENT)
    assert isinstance(field, QLineEdit) and field.text() == kept
    gate.lock()  # ended as it should: the next one is quiet
    gate.enter(unlock(tmp_path / "vault", PASSPHRASE))
    assert not window.banner.isVisible()
    gate.close()
    jobs.close()


def killed_window(folder: Path, *, seed: int, forgetful: bool = False) -> tuple[Killed, str]:
    """Return what a window had typed when it was killed, and what the vault, opened again, has of it."""
    vault = office_vault(folder)
    answers = model_a_answers()
    answers["violation"]["event"] = ""
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=answers)
    vault.close()
    killed = type_and_kill(folder, draft.stream, PASSPHRASE, seed=seed, forgetful=forgetful)
    again = unlock(folder, PASSPHRASE)
    with again.read() as tx:
        found = local.draft(tx, draft.id)
    again.close()
    assert found is not None
    violation = found.answers["violation"]
    assert isinstance(violation, dict)
    return killed, str(violation.get("event", ""))


def test_what_was_typed_more_than_a_second_before_the_kill_is_in_the_draft(tmp_path: Path) -> None:
    killed, kept = killed_window(tmp_path / "vault", seed=1)
    must_be_there = killed.typed_before(1.0 + killed.stood_still)
    assert len(must_be_there) > 10, killed.stood_still  # else nothing was tried
    assert kept.startswith(must_be_there)
    assert killed.typed_before(0).startswith(kept)


def test_a_window_that_keeps_nothing_is_found_out(tmp_path: Path) -> None:
    killed, kept = killed_window(tmp_path / "vault", seed=1, forgetful=True)
    must_be_there = killed.typed_before(1.0 + killed.stood_still)
    assert len(must_be_there) > 10
    assert not kept.startswith(must_be_there)
