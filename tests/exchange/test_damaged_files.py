"""A file that was damaged on this disk and that somebody else holds comes again, and nothing is overwritten before it is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.actions.check.check_vault import check_vault
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.fetch_back import fetch_back, is_away
from core.actions.exchange.free_space import free_space
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.sync import sync
from core.actions.exchange.waiting import waiting
from core.actions.exchange.write_stick import write_stick
from core.evidence.inspect import Intake
from core.exchange.errors import NoLine
from core.exchange.link import Link
from core.vault import absent, truth
from core.vault.blobs import ASIDE, BlobDamaged
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.exchange.conftest import HASTY
from tests.exchange.offices import OFFICE, PASSPHRASE, add_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.journeys.commands import run
from tests.rigs.flaky_line import DOWN, Fault, FlakyLine

CONTENT = some_bytes(1, 3_000_000)


def damage(vault: Vault, digest: str) -> bytes:
    """Change one bit of a file on the disk. Returns what lies there now."""
    path = vault.blobs.path(digest)
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    return bytes(changed)


def aside(vault: Vault) -> list[bytes]:
    return [path.read_bytes() for path in sorted((vault.folder / ASIDE).glob("*"))]


@pytest.fixture
def video(enrolled: Vault, intake: Intake) -> str:
    """The original of an exhibit that the centre has signed for."""
    case_id = add_case(enrolled, intake, [CONTENT])
    sync(enrolled)
    with enrolled.read() as tx:
        return exhibits.of_case(tx, case_id)[0].original


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_damaged_file_that_the_centre_holds_comes_again_with_the_next_exchange(enrolled: Vault, video: str, harm: str) -> None:
    path, before = enrolled.blobs.path(video), list[bytes]()
    if harm == "gone":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-7])
        before = [path.read_bytes()]
    else:
        before = [damage(enrolled, video)]
    assert sync(enrolled).fetched_blobs == 0  # nobody knows yet
    found = check_vault(enrolled)
    assert [one.what for one in found.findings] == [video] and (found.coming, found.came_again) == (1, 0)
    assert aside(enrolled) == [] and [path.read_bytes() for _ in before] == before
    result = sync(enrolled)
    assert result.fetched_blobs == 1 and result.sent_blobs == 0
    assert enrolled.blobs.read_bytes(video) == CONTENT
    assert aside(enrolled) == before
    healed = check_vault(enrolled)
    assert healed.is_whole and (healed.coming, healed.came_again) == (0, 1)
    assert sync(enrolled).fetched_blobs == 0


def test_while_the_line_breaks_the_damaged_file_stays_in_its_place(
    enrolled: Vault, centre: RunningCentre, video: str, line_of: Callable[..., Link]
) -> None:
    changed = damage(enrolled, video)
    check_vault(enrolled)
    with FlakyLine(centre.address, lambda number: Fault("reset", DOWN, 1 if number else 700_000)) as line, pytest.raises(NoLine):
        sync(enrolled, link=line_of(enrolled, line.url, replace(HASTY, attempts=2, first_attempts=2)))
    assert enrolled.blobs.path(video).read_bytes() == changed and aside(enrolled) == []
    sync(enrolled)
    assert enrolled.blobs.read_bytes(video) == CONTENT and aside(enrolled) == [changed]


def test_wrong_bytes_from_the_centre_do_not_take_the_damaged_files_place(enrolled: Vault, centre: RunningCentre, video: str) -> None:
    changed = damage(enrolled, video)
    check_vault(enrolled)
    (stored,) = (path for path in centre.folder.rglob(video) if path.is_file())
    stored.write_bytes(some_bytes(2, len(CONTENT)))
    result = sync(enrolled)
    assert [one.sha256 for one in result.skipped] == [video]
    assert enrolled.blobs.path(video).read_bytes() == changed and aside(enrolled) == []
    assert [one.what for one in check_vault(enrolled).findings] == [video]


def test_it_comes_at_once_where_somebody_opens_it(enrolled: Vault, video: str) -> None:
    damage(enrolled, video)
    assert not is_away(enrolled, video)
    check_vault(enrolled)
    assert is_away(enrolled, video)
    fetch_back(enrolled, video, len(CONTENT))
    assert enrolled.blobs.read_bytes(video) == CONTENT and check_vault(enrolled).is_whole


def test_what_only_this_laptop_has_stays_noted_as_held_and_every_exchange_names_it(enrolled: Vault, intake: Intake) -> None:
    case_id = add_case(enrolled, intake, [CONTENT])
    with enrolled.read() as tx:
        digest = exhibits.of_case(tx, case_id)[0].original
    damage(enrolled, digest)
    found = check_vault(enrolled)
    assert [one.what for one in found.findings] == [digest] and found.coming == 0
    assert [one.sha256 for one in sync(enrolled).skipped] == [digest]
    assert {one.lane: one.count for one in waiting(enrolled)}["originals"] == 1


def test_what_a_colleague_wrote_comes_again_from_the_centre_or_by_stick(
    tmp_path: Path, enrolled: Vault, centre: RunningCentre, video: str
) -> None:
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    sync(second)
    changed = damage(second, video)
    assert check_vault(second).coming == 1
    (tmp_path / "stick").mkdir()
    write_stick(enrolled, tmp_path / "stick", everything=True)
    assert read_stick(second, tmp_path / "stick").files == 1
    assert second.blobs.read_bytes(video) == CONTENT and aside(second) == [changed]
    damage(second, video)
    check_vault(second)
    assert sync(second).fetched_blobs == 1 and check_vault(second).is_whole
    assert len(aside(second)) == 2
    second.close()


def test_a_file_that_is_whole_again_by_itself_counts_as_held_without_a_line(enrolled: Vault, video: str) -> None:
    path = enrolled.blobs.path(video)
    good = path.read_bytes()
    damage(enrolled, video)
    check_vault(enrolled)
    path.write_bytes(good)  # from a copy of the disk
    assert check_vault(enrolled).is_whole and not is_away(enrolled, video)


def test_attaching_the_same_file_again_mends_it_too(enrolled: Vault, tmp_path: Path, video: str) -> None:
    changed = damage(enrolled, video)
    (tmp_path / "again.bin").write_bytes(CONTENT)
    assert enrolled.blobs.put_file(tmp_path / "again.bin").sha256 == video
    assert enrolled.blobs.read_bytes(video) == CONTENT and aside(enrolled) == [changed]
    enrolled.blobs.put_bytes(CONTENT)
    assert aside(enrolled) == [changed]


def test_what_is_destroyed_goes_with_every_damaged_copy(enrolled: Vault, video: str) -> None:
    damage(enrolled, video)
    check_vault(enrolled)
    sync(enrolled)
    assert len(aside(enrolled)) == 1
    enrolled.blobs.destroy(video)
    assert aside(enrolled) == [] and not enrolled.blobs.has(video)


def test_a_file_that_was_freed_or_destroyed_meanwhile_is_not_asked_for(enrolled: Vault, video: str) -> None:
    free_space(enrolled, older_than_days=0)
    assert check_vault(enrolled).is_whole and check_vault(enrolled).freed == 1
    with enrolled.read() as tx:
        assert absent.taken_away(tx) == {video} and not truth.holds_blob(tx, video)
    assert sync(enrolled).fetched_blobs == 0


def test_a_damaged_file_opens_as_far_as_it_is_whole_until_then(enrolled: Vault, video: str) -> None:
    damage(enrolled, video)
    check_vault(enrolled)
    came = bytearray()
    with pytest.raises(BlobDamaged):
        for piece in enrolled.blobs.read(video):
            came += piece
    assert bytes(came) == CONTENT[: len(came)] and came


def test_the_command_says_that_it_comes_again_and_that_it_has(enrolled: Vault, video: str) -> None:
    damage(enrolled, video)
    found = run("check", "--language", "en", vault=enrolled.folder, passphrase=PASSPHRASE)
    assert found.code == 1 and "the next exchange asks for them" in found.out
    sync(enrolled)
    found = run("check", "--language", "en", vault=enrolled.folder, passphrase=PASSPHRASE)
    assert found.code == 0 and "have come again" in found.out
