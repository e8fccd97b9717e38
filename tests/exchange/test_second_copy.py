"""The second copy follows each commit, says what it lacks, catches up - and a destroyed laptop comes back from it alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from core.actions.exchange.case_standing import standing_of_cases
from core.actions.exchange.copy_standing import copy_standing
from core.actions.exchange.second_copy import check_copy, copy_now, set_up_copy
from core.actions.exchange.standing import standing
from core.actions.forms.drafts import answers_of, autosave, begin_draft
from core.actions.office.office import PersonSetup
from core.actions.office.restore import Restored, restore
from core.actions.office.roster import admit_person
from core.actions.office.setup import found_office
from core.actions.office.unlock import unlock, unlock_with_recovery
from core.actions.papers.papers import sign_paper
from core.actions.papers.stamp_papers import unstamped
from core.evidence.inspect import Intake
from core.exchange.copy_places import CopyBusy, CopyMissing
from core.platform import only_one
from core.vault import local, truth
from core.vault.errors import VaultExists, WrongPassphrase
from core.vault.vault import NobodyHere, Vault
from core.vault.views import documents, exhibits, papers
from core.vault.views.table import views
from tests.exchange.offices import PASSPHRASE, QUICK, WITNESS, add_case, chair, office, some_bytes

FILES = [some_bytes(1, 700_000), some_bytes(2, 90_000), some_bytes(3, 0)]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "second-disk"
    folder.mkdir()
    return folder


def ids(vault: Vault) -> list[str]:
    with vault.read() as tx:
        return [one.id for one in truth.all_records(tx)]


def rows(vault: Vault) -> dict[str, Any]:
    with vault.read() as tx:
        return {name: sorted(map(tuple, tx.execute(table.select())), key=repr) for name, table in views.tables.items()}


def standings(vault: Vault, case_id: str) -> set[str]:
    with vault.read() as tx:
        one_by_one = {standing(tx, one) for one in (*documents.of_case(tx, case_id), *exhibits.of_case(tx, case_id))}
        assert standing_of_cases(tx, [case_id])[case_id] in one_by_one
    return one_by_one


def restored(disk: Path, folder: Path, **given: str) -> Restored:
    return restore(disk, folder, **(given or {"passphrase": PASSPHRASE}))


def test_what_is_in_the_second_copy_stands_as_copied_and_what_came_later_as_saved(laptop: Vault, disk: Path, intake: Intake) -> None:
    first = add_case(laptop, intake, FILES)
    assert standings(laptop, first) == {"saved"}
    assert set_up_copy(laptop, disk).is_whole
    assert standings(laptop, first) == {"copied"}
    second = add_case(laptop, intake, FILES[:1])
    assert standings(laptop, second) == {"saved"} or standings(laptop, second) == {"saved", "copied"}
    lacking = copy_standing(laptop)
    assert (lacking.is_whole, lacking.records > 0) == (False, True)
    assert copy_now(laptop).is_whole
    assert standings(laptop, second) == {"copied"}


def test_a_round_without_news_writes_nothing(laptop: Vault, disk: Path, intake: Intake) -> None:
    add_case(laptop, intake, FILES)
    set_up_copy(laptop, disk)
    before = {path: path.stat().st_mtime_ns for path in disk.rglob("*")}
    copy_now(laptop)
    assert {path: path.stat().st_mtime_ns for path in disk.rglob("*")} == before


def test_a_copy_whose_disk_is_not_in_is_named_and_catches_up(laptop: Vault, disk: Path, intake: Intake) -> None:
    set_up_copy(laptop, disk)
    away = disk.rename(disk.with_name("in-a-drawer"))
    add_case(laptop, intake, FILES)
    with pytest.raises(CopyMissing):
        copy_now(laptop)
    assert not copy_standing(laptop).is_there
    away.rename(disk)
    assert copy_now(laptop).is_whole


def test_reading_back_while_the_disk_is_not_in_or_while_it_is_written_takes_nothing_for_lost(
    laptop: Vault, disk: Path, intake: Intake
) -> None:
    add_case(laptop, intake, FILES)
    before = set_up_copy(laptop, disk)
    away = disk.rename(disk.with_name("in-a-drawer"))
    with pytest.raises(CopyMissing):
        check_copy(laptop)
    away.rename(disk)
    with only_one(laptop.folder / "copy.lock"), pytest.raises(CopyBusy):
        check_copy(laptop)
    assert copy_standing(laptop) == before
    assert check_copy(laptop) == (copy_standing(laptop), 0)


def test_a_disk_that_was_cleared_gets_everything_again(laptop: Vault, disk: Path, intake: Intake, tmp_path: Path) -> None:
    add_case(laptop, intake, FILES)
    set_up_copy(laptop, disk)
    shutil.rmtree(disk / "BUKTI2")
    assert copy_now(laptop).is_whole
    back = restored(disk, tmp_path / "back")
    assert back.is_whole
    back.vault.close()


def test_many_small_rounds_are_joined_and_stay_readable(laptop: Vault, disk: Path, intake: Intake, tmp_path: Path) -> None:
    set_up_copy(laptop, disk)
    for number in range(26):
        add_case(laptop, intake, [], title=f"Kasus {number}")
        copy_now(laptop)
    assert len(list(disk.rglob("P*.BUK"))) < 20
    back = restored(disk, tmp_path / "back")
    assert ids(back.vault)[:-1] == ids(laptop)
    back.vault.close()


def test_a_destroyed_laptop_comes_back_with_every_record_file_paper_and_draft(
    laptop: Vault, disk: Path, intake: Intake, photos: list[bytes], tmp_path: Path
) -> None:
    case_id = add_case(laptop, intake, [*photos, *FILES])
    with laptop.read() as tx:
        document = documents.of_case(tx, case_id)[0].stream
    sign_paper(laptop, document, passphrase=PASSPHRASE)
    draft = begin_draft(laptop, "laporan", case_id=case_id)
    autosave(laptop, draft.id, {"reporter": {"name": "Budi Rekaan"}})
    set_up_copy(laptop, disk)
    written, old_log = ids(laptop), laptop.log.id
    laptop.close()
    shutil.rmtree(laptop.folder)
    back = restored(disk, tmp_path / "back")
    assert back.is_whole
    assert back.at
    assert ids(back.vault)[:-1] == written
    with back.vault.read() as tx:
        last = list(truth.all_records(tx))[-1].header
        assert (last.type, last.seq, last.log == old_log) == ("roster.device_added", 1, False)
        filled = answers_of(back.vault, tx, documents.of_case(tx, case_id)[0].record_id)
        shown = exhibits.of_case(tx, case_id)
        (kept,) = local.all_drafts(tx)
        assert local.setting(tx, local.PAPER_LOGS) == [old_log]
        signed = [one for one in papers.of_case(tx, case_id) if one.signatures]
        assert signed and [one.stream for one in unstamped(back.vault, tx)] == [one.stream for one in signed]
    assert kept.answers["reporter"] == {"name": "Budi Rekaan"}
    assert filled.answers["violation"]["witnesses"][0]["name"] == WITNESS
    for exhibit, content in zip(shown, [*photos, *FILES], strict=True):
        assert back.vault.blobs.read_bytes(exhibit.original) == content
    before = rows(back.vault)
    back.vault.rebuild()
    assert rows(back.vault) == before
    add_case(back.vault, intake, [])  # it goes on as a new laptop
    back.vault.close()
    again = unlock(tmp_path / "back", PASSPHRASE)
    assert again.log.id == last.log
    again.close()


def test_the_recovery_sheet_brings_it_back_and_the_first_person_who_unlocks_can_write(tmp_path: Path, disk: Path, intake: Intake) -> None:
    founded = found_office(tmp_path / "first", office(), chair(), PASSPHRASE, hardness=QUICK)
    case_id = add_case(founded.vault, intake, FILES)
    set_up_copy(founded.vault, disk)
    founded.vault.close()
    back = restored(disk, tmp_path / "back", code=founded.recovery_code)
    with back.vault.read() as tx:
        assert documents.of_case(tx, case_id)
        with pytest.raises(NobodyHere):
            back.vault.person(tx)
    back.vault.close()
    unlock_with_recovery(tmp_path / "back", founded.recovery_code).close()
    vault = unlock(tmp_path / "back", PASSPHRASE)
    with vault.read() as tx:
        assert vault.log.device in vault.roster(tx).devices
    add_case(vault, intake, [])
    vault.close()
    unlock(tmp_path / "back", PASSPHRASE).close()


def test_everybody_of_the_office_opens_the_restored_laptop_with_his_own_passphrase(laptop: Vault, disk: Path, tmp_path: Path) -> None:
    who = PersonSetup(name="Budi Rekaan", position="Staf", role="panwascam_member")
    admit_person(laptop, who, "kata sandi budi", passphrase=PASSPHRASE, hardness=QUICK)
    set_up_copy(laptop, disk)
    back = restored(disk, tmp_path / "back", passphrase="kata sandi budi")
    back.vault.close()
    unlock(tmp_path / "back", PASSPHRASE).close()


def test_a_wrong_passphrase_an_empty_folder_and_a_vault_in_the_way_are_named(laptop: Vault, disk: Path, tmp_path: Path) -> None:
    with pytest.raises(CopyMissing):
        restored(disk, tmp_path / "back")
    set_up_copy(laptop, disk)
    with pytest.raises(WrongPassphrase):
        restored(disk, tmp_path / "back", passphrase="bukan kata sandinya")
    with pytest.raises(VaultExists):
        restored(disk, laptop.folder)
    assert not (tmp_path / "back" / "vault.header").exists()


def test_a_copy_that_lacks_the_last_days_says_up_to_when_it_reaches(laptop: Vault, disk: Path, intake: Intake, tmp_path: Path) -> None:
    add_case(laptop, intake, FILES)
    at = set_up_copy(laptop, disk).at
    add_case(laptop, intake, [])
    back = restored(disk, tmp_path / "back")
    assert back.at[:16] == at[:16]
    assert len(ids(back.vault)) - 1 < len(ids(laptop))
    back.vault.close()


def test_a_damaged_part_is_named_the_rest_comes_back_and_a_check_mends_it(
    laptop: Vault, disk: Path, intake: Intake, tmp_path: Path
) -> None:
    add_case(laptop, intake, FILES[:1])
    set_up_copy(laptop, disk)
    add_case(laptop, intake, FILES[1:])
    copy_now(laptop)
    victim = sorted(disk.rglob("P*.BUK"))[-1]
    raw = bytearray(victim.read_bytes())
    raw[len(raw) // 2] ^= 1
    victim.write_bytes(raw)
    back = restored(disk, tmp_path / "back")
    assert back.damaged == (victim.name,)
    assert not back.is_whole
    back.vault.close()
    stands, mended = check_copy(laptop)
    assert stands.is_whole
    assert mended > 0
    mended_back = restored(disk, tmp_path / "mended")
    assert mended_back.is_whole
    assert set(ids(laptop)) <= set(ids(mended_back.vault))
    mended_back.vault.close()


def test_nothing_in_the_copy_can_be_read_without_a_key(laptop: Vault, disk: Path, intake: Intake) -> None:
    add_case(laptop, intake, FILES, title="Kasus rahasia sekali")
    set_up_copy(laptop, disk)
    lying = b"".join(path.read_bytes() for path in disk.rglob("*") if path.is_file())
    for secret in (b"Kasus rahasia", WITNESS.encode(), FILES[1][:64], laptop.data_key, laptop.data_key.hex().encode()):
        assert secret not in lying


def test_the_copy_cannot_lie_inside_the_vault(laptop: Vault) -> None:
    with pytest.raises(CopyMissing):
        set_up_copy(laptop, laptop.folder / "blobs")


def test_number_books_stay_closed_after_a_restore(laptop: Vault, disk: Path, tmp_path: Path) -> None:
    set_up_copy(laptop, disk)
    back = restored(disk, tmp_path / "back")
    with back.vault.read() as tx:
        assert local.setting(tx, "device")["log"] != laptop.log.id  # type: ignore[index]  # a book is held by a log
    back.vault.close()
