"""The page From the phone in the window: open while it is shown, its list true, closed with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.evidence.inspect import Intake
from core.phone.phone_door import PhoneDoor
from core.vault.vault import Vault
from tests.phone.phone import Phone
from tests.ui.case_samples import new_case, office_vault
from tests.unit.paper_samples import jpeg
from ui.cases.choose_case_page import ChooseCasePage
from ui.jobs.runner import JobRunner
from ui.phone.phone_page import PhonePage
from ui.phone.phone_state import PhoneState


@pytest.fixture
def vault(tmp_path: object) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")  # type: ignore[operator]
    yield opened
    opened.close()


@pytest.fixture
def jobs(qapp: object) -> Iterator[JobRunner]:
    del qapp
    runner = JobRunner()
    yield runner
    runner.close()


def test_the_page_takes_a_photo_while_it_is_shown_and_nothing_afterwards(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = new_case(vault, title="Netralitas ASN", number="001/TM", status="draft")
    with Intake() as intake:
        page = PhonePage(PhoneState(vault, jobs, intake, case_id, make=partial(PhoneDoor, host="127.0.0.1")))
        qtbot.addWidget(page)
        with qtbot.waitSignal(page.state.told):
            page.show()
        assert page.state._door is not None
        url = page.state._door.addresses()[0].url
        assert page.address.text().replace(" ", "").startswith("Totype:" + url.replace("/#", "/#"))
        phone = Phone(url)
        with qtbot.waitSignal(page.state.took):
            phone.send(jpeg(1, (320, 240)), "foto.jpg")
        qtbot.waitUntil(lambda: page.files.index(0, 3).data() == "Kept as Bukti-1")
        assert Phone(url).ask("hello")["trouble"]["code"] == "phone.refused"
        qtbot.waitUntil(lambda: "second phone" in page.banner.text())
        page.renew.click()
        qtbot.waitUntil(lambda: url.partition("#")[2][:4] not in page.address.text())
        page.hide()
        qtbot.waitUntil(lambda: not page.state.is_busy)
        with pytest.raises(httpx.TransportError):
            phone.client.get("/")


def test_a_case_is_chosen_by_typing_a_piece_of_it(qtbot: QtBot, vault: Vault) -> None:
    new_case(vault, title="Politik uang", number="1", status="draft")
    wanted = new_case(vault, title="Netralitas ASN", number="2", status="draft")
    page = ChooseCasePage(vault, "Ke mana?", "")
    qtbot.addWidget(page)
    page.show()
    chosen: list[str] = []
    page.chosen.connect(chosen.append)
    field: QWidget = page.list.field
    qtbot.keyClicks(field, "netral")
    qtbot.keyClick(field, "\r")
    assert chosen == [wanted]
