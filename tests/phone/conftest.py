"""A laptop whose page for phones is open on loopback, over a real vault with one case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.evidence.inspect import Intake
from core.phone.phone_door import PhoneDoor
from core.phone.session import PhoneSession
from core.vault.vault import Vault
from core.vault.views import exhibits
from core.vault.views.exhibits import Exhibit
from tests.ui.case_samples import new_case, office_vault


@dataclass
class Laptop:
    vault: Vault
    case_id: str
    door: PhoneDoor
    took: list[object] = field(default_factory=list)

    @property
    def session(self) -> PhoneSession:
        return self.door.session

    @property
    def url(self) -> str:
        return self.door.addresses()[0].url

    def kept(self) -> list[Exhibit]:
        with self.vault.read() as tx:
            return exhibits.of_case(tx, self.case_id)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    vault = office_vault(tmp_path / "vault")
    case_id = new_case(vault, title="Netralitas ASN", number="001/TM", status="draft")
    took: list[object] = []
    with Intake() as intake:
        session = PhoneSession(vault, case_id, intake, case_words="001/TM", took=took.append)
        with PhoneDoor(session, host="127.0.0.1") as door:
            yield Laptop(vault, case_id, door, took)
    vault.close()
