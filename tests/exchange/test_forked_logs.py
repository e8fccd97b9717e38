"""A laptop whose disk was copied, or put back from a copy of the whole disk: both branches are kept, shown, signed for, passed on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.exchange.copied_laptops import copied_laptops
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.actions.exchange.waiting import waiting
from core.actions.exchange.write_stick import write_stick
from core.actions.office.unlock import unlock
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import cases, documents, forks, received
from core.vault.views.table import views
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import OFFICE, PASSPHRASE, add_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre


def copy_disk(vault: Vault, folder: Path) -> Vault:
    """The whole folder, as a technician copies a disk: the same key, the same log."""
    shutil.copytree(vault.folder, folder)
    return unlock(folder, PASSPHRASE)


@pytest.fixture
def copied(enrolled: Vault, intake: Intake, tmp_path: Path) -> Iterator[tuple[Vault, Vault, str, str]]:
    """A laptop and its copy, each with a case that it wrote after they parted."""
    add_case(enrolled, intake, [], title="Sebelum disalin")
    sync(enrolled)
    twin = copy_disk(enrolled, tmp_path / "twin")
    first = add_case(enrolled, intake, [some_bytes(1, 20_000)], title="Di laptop asli")
    add_case(enrolled, intake, [], title="Lagi di laptop asli")
    second = add_case(twin, intake, [some_bytes(2, 20_000)], title="Di laptop salinan")
    yield enrolled, twin, first, second
    twin.close()


@pytest.fixture
def third(enrolled: Vault, centre: RunningCentre, tmp_path: Path) -> Iterator[Vault]:
    assert enrolled.office == OFFICE
    code = centre.code(OFFICE)
    vault = second_laptop(tmp_path / "third", roster_from_server(centre.url, code, office=OFFICE))
    enrol(vault, url=centre.url, code=code)
    yield vault
    vault.close()


def titles(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return {case.title for case in cases.rows(tx, cases.keys(tx)).values()}


def nothing_waits(vault: Vault) -> bool:
    return all(lane.count == 0 for lane in waiting(vault))


ALL = {"Sebelum disalin", "Di laptop asli", "Lagi di laptop asli", "Di laptop salinan"}


@BOTH_STORES
def test_both_branches_reach_the_centre_by_line_and_come_to_every_laptop(copied: tuple[Vault, Vault, str, str], third: Vault) -> None:
    original, twin, _, _ = copied
    sync(original)
    sync(twin)
    assert nothing_waits(original) and nothing_waits(twin)
    for vault in (third, original, twin):
        sync(vault)
        assert titles(vault) == ALL
        assert nothing_waits(vault)
        with vault.read() as tx:
            assert forks.forked_logs(tx) == {original.log.id}
    again = [sync(vault) for vault in (third, original, twin)]
    assert [(one.sent_records, one.received_records) for one in again] == [(0, 0)] * 3


def test_a_third_laptop_passes_the_other_branch_on_and_each_is_received_only_when_its_own_branch_is(
    copied: tuple[Vault, Vault, str, str], third: Vault, tmp_path: Path
) -> None:
    original, twin, first, second = copied
    sync(original)
    sync(third)
    stick = tmp_path / "stick"
    stick.mkdir()
    write_stick(twin, stick, everything=True)
    read_stick(third, stick)
    assert titles(third) == ALL
    with third.read() as tx:
        mine, theirs = (documents.of_case(tx, case)[0] for case in (first, second))
        assert standing(tx, mine) == "received" and standing(tx, theirs) == "saved"
        assert received.log_ends(tx)[original.log.id] < truth.log_ends(tx)[original.log.id]
    assert not nothing_waits(third)
    sent = sync(third)
    assert sent.sent_records == 3 and sent.sent_blobs == 1  # the copy's case, form and exhibit: nothing of the common beginning
    with third.read() as tx:
        assert standing(tx, theirs) == "received"
    assert nothing_waits(third)
    assert sync(third).sent_records == 0


def test_a_third_laptop_that_holds_the_other_branch_alone_passes_it_on_too(
    copied: tuple[Vault, Vault, str, str], third: Vault, tmp_path: Path
) -> None:
    original, twin, _, _ = copied
    stick = tmp_path / "stick"
    stick.mkdir()
    write_stick(twin, stick, everything=True)
    read_stick(third, stick)  # before it hears of the original's branch, which is longer
    sync(original)
    assert sync(third).sent_records >= 3
    assert titles(third) == ALL
    sync(original)
    assert titles(original) == ALL


def test_a_stick_carries_both_branches_and_the_receipts_for_both(
    copied: tuple[Vault, Vault, str, str], third: Vault, tmp_path: Path
) -> None:
    original, twin, _, second = copied
    sync(original)
    there, back = tmp_path / "there", tmp_path / "back"
    for stick in (there, back):
        stick.mkdir()
    write_stick(twin, there, everything=True)
    sync(third)
    read_stick(third, there)
    sync(third)
    write_stick(third, back, everything=True)
    read_stick(twin, back)
    assert titles(twin) == ALL
    with twin.read() as tx:
        assert standing(tx, documents.of_case(tx, second)[0]) == "received"


def test_what_happened_is_told_laptop_by_laptop(copied: tuple[Vault, Vault, str, str]) -> None:
    original, twin, _, _ = copied
    assert copied_laptops(original) == ()
    sync(original)
    sync(twin)
    sync(original)
    (found,) = copied_laptops(original)
    assert found.is_this and found.parted_after > 1 and len(found.branches) == 2
    assert {branch.person for branch in found.branches} == {"Ratna Dewi"} and all(branch.is_received for branch in found.branches)


def test_the_views_of_a_forked_log_are_those_of_a_rebuild(copied: tuple[Vault, Vault, str, str], third: Vault) -> None:
    original, twin, _, _ = copied
    for vault in (original, twin, third, original):
        sync(vault)
    for vault in (original, third):
        with vault.read() as tx:
            before = {name: sorted(map(tuple, tx.execute(table.select())), key=repr) for name, table in views.tables.items()}
        vault.rebuild()
        with vault.read() as tx:
            assert {name: sorted(map(tuple, tx.execute(table.select())), key=repr) for name, table in views.tables.items()} == before


def test_what_both_write_after_they_have_heard_of_each_other_is_lost_nowhere(
    copied: tuple[Vault, Vault, str, str], third: Vault, intake: Intake
) -> None:
    original, twin, _, _ = copied
    for vault in (original, twin, original):
        sync(vault)
    add_case(original, intake, [], title="Sesudahnya, asli")
    add_case(twin, intake, [], title="Sesudahnya, salinan")
    for vault in (original, twin, original, twin, third):
        sync(vault)
    for vault in (original, twin, third):
        assert titles(vault) == ALL | {"Sesudahnya, asli", "Sesudahnya, salinan"}
        assert nothing_waits(vault)


def test_a_backup_of_the_whole_disk_that_was_put_back_goes_on_without_loss(
    enrolled: Vault, intake: Intake, tmp_path: Path, third: Vault
) -> None:
    old = copy_disk(enrolled, tmp_path / "backup")
    add_case(enrolled, intake, [], title="Sesudah cadangan")
    sync(enrolled)
    add_case(old, intake, [], title="Sesudah dipulihkan")  # the laptop is gone; its disk of yesterday goes on
    for vault in (old, third, old):
        sync(vault)
    for vault in (old, third):
        assert titles(vault) == {"Sesudah cadangan", "Sesudah dipulihkan"}
    old.close()
