"""The centre is asked to show that it still holds everything: what is gone or changed behind its back is named, one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from core.actions.check.check_centre import check_centre
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange import calls
from core.exchange.calls import Stretch
from core.exchange.errors import NotEnrolled
from core.exchange.link import Link
from core.vault.vault import Vault
from core.vault.views import cases, documents
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import add_case, first_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre


def stored_files(centre: RunningCentre) -> dict[str, Path]:
    return {path.name: path for path in centre.folder.rglob("*") if path.is_file() and len(path.name) == 64}


@BOTH_STORES
def test_a_centre_that_holds_everything_shows_it(enrolled: Vault, intake: Intake) -> None:
    add_case(enrolled, intake, [some_bytes(1, 90_000), b""])
    sync(enrolled)
    found = check_centre(enrolled)
    assert found.missing == () and found.records > 3 and found.blobs == 2 and found.unseen == 0


def test_a_hundred_files_deleted_behind_its_back_are_named(enrolled: Vault, centre: RunningCentre, intake: Intake) -> None:
    add_case(enrolled, intake, [some_bytes(number, 2_000) for number in range(120)])
    sync(enrolled)
    gone = sorted(stored_files(centre).items())[:100]
    for _, path in gone:
        path.unlink()
    found = check_centre(enrolled)
    assert sorted(one.what for one in found.missing) == [name for name, _ in gone]
    assert {one.kind for one in found.missing} == {"blob"}


def test_a_file_that_was_cut_or_changed_is_named(enrolled: Vault, centre: RunningCentre, intake: Intake) -> None:
    add_case(enrolled, intake, [some_bytes(5, 9_000), some_bytes(6, 9_000), some_bytes(7, 9_000)])
    sync(enrolled)
    (first, cut), (second, changed), _ = sorted(stored_files(centre).items())
    cut.write_bytes(cut.read_bytes()[:-1])
    changed.write_bytes(bytes(9_000))
    assert sorted(one.what for one in check_centre(enrolled).missing) == [first, second]


def test_a_record_deleted_from_its_database_is_named(enrolled: Vault, centre: RunningCentre, intake: Intake) -> None:
    add_case(enrolled, intake, [])
    sync(enrolled)
    database = next(path for path in centre.folder.rglob("*.db"))
    connection = sqlite.connect(str(database))
    (identity,) = connection.execute("SELECT record_id FROM records WHERE type = 'form.saved'").fetchone()
    connection.execute("DELETE FROM feed WHERE ref = ?", (identity,))
    connection.commit()
    connection.close()
    assert [(one.kind, one.what) for one in check_centre(enrolled).missing] == [("record", identity)]


def test_another_office_is_shown_nothing(enrolled: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path) -> None:
    add_case(enrolled, intake, [some_bytes(1, 900)])
    sync(enrolled)
    digest = next(iter(stored_files(centre)))
    other = first_laptop(tmp_path / "other", "00.00.01.2001")
    enrol(other, url=centre.url, code=centre.code("00.00.01.2001"))
    with enrolled.read() as tx:
        record = documents.of_case(tx, cases.keys(tx)[0])[0].record_id
    with Link(centre.url, other.log.device_key) as link:
        told = calls.proofs(link, bytes(32), records=[record], stretches=[Stretch(digest, 0, 9)])
    other.close()
    assert set(told.values()) == {None}


def test_a_laptop_that_is_not_enrolled_asks_nobody(laptop: Vault) -> None:
    with pytest.raises(NotEnrolled):
        check_centre(laptop)
