"""A laptop that the centre has ended: locked out at its next contact, heard once more by stick, and its earlier word stays good."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from core.actions.exchange.enrol import enrol
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.actions.papers.papers import paper_bytes
from core.evidence.inspect import Intake
from core.exchange.errors import DeviceRevoked
from core.vault.vault import Vault
from core.vault.views import documents, papers
from tests.exchange.offices import PASSPHRASE, add_case, first_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.unit.vault_samples import fill_case


def standings(vault: Vault, case_id: str) -> set[str]:
    with vault.read() as tx:
        return {standing(tx, one) for one in documents.of_case(tx, case_id)}


def known(centre: RunningCentre, pdf: bytes) -> str:
    answer = httpx.post(f"{centre.url}/check", content=pdf, headers={"Accept": "application/json"}, timeout=60)
    return str(answer.json()["known_signer"]["key"])


def test_it_is_told_at_its_next_contact_and_its_unsent_work_comes_by_stick_with_the_receipt(
    enrolled: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    before = add_case(enrolled, intake, [some_bytes(1, 5_000)], title="Sebelum")
    sync(enrolled)
    after = add_case(enrolled, intake, [some_bytes(2, 6_000)], title="Sesudah")
    held = centre.holds()
    centre.revoke(enrolled.log.device)
    with pytest.raises(DeviceRevoked) as caught:
        sync(enrolled)
    assert "stick" in caught.value.hint
    assert centre.holds() == held  # nothing was taken from it, and nothing that was there is gone
    assert (standings(enrolled, before), standings(enrolled, after)) == ({"received"}, {"saved"})
    stick = tmp_path / "stick"
    stick.mkdir()
    assert write_stick(enrolled, stick).for_centre
    assert not read_stick(enrolled, stick).is_ended  # it has heard it by no word of the centre's yet
    for _ in range(2):  # once more changes nothing
        centre.take(stick)
    assert len(list(stick.rglob("R*.BUK"))) == 1
    assert centre.holds()["records"] > held["records"] and centre.holds()["quarantined"] == 0
    came = read_stick(enrolled, stick)
    assert not came.faults and came.is_ended  # the stick brought the receipt, and that this laptop was ended
    assert standings(enrolled, after) == {"received"}
    with pytest.raises(DeviceRevoked):
        sync(enrolled)


def test_a_revoked_laptop_carries_nothing_for_others_over_the_line(
    enrolled: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    other = first_laptop(tmp_path / "other", "00.00.01.2001")
    enrol(other, url=centre.url, code=centre.code("00.00.01.2001"))
    sync(other)
    stick = tmp_path / "stick"
    stick.mkdir()
    add_case(other, intake, [])
    write_stick(other, stick)
    read_stick(enrolled, stick)
    centre.revoke(enrolled.log.device)
    held = centre.holds()
    with pytest.raises(DeviceRevoked):
        sync(enrolled)
    assert centre.holds() == held
    sync(other)  # it may itself
    assert centre.holds()["records"] > held["records"]
    other.close()


def test_papers_from_before_stay_known_and_later_ones_are_of_no_known_signer(
    enrolled: Vault, centre: RunningCentre, intake: Intake
) -> None:
    first = fill_case(enrolled, intake, PASSPHRASE)
    sync(enrolled)
    with enrolled.read() as tx:
        old = paper_bytes(enrolled, papers.of_case(tx, first)[0].stream)
    assert known(centre, old) == "known.yes"
    second = fill_case(enrolled, intake, PASSPHRASE)
    with enrolled.read() as tx:
        late = paper_bytes(enrolled, papers.of_case(tx, second)[0].stream)
    assert known(centre, late) == "known.yes"  # the laptop is in good standing, the record is on its way
    centre.revoke(enrolled.log.device)
    assert (known(centre, old), known(centre, late)) == ("known.yes", "known.no")
