"""Sticks that are full, pulled out, cut, doctored, old, half or from the future: named, and nothing bad of them believed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.exchange.read_stick import StickRead, read_stick, words_of
from core.actions.exchange.write_stick import write_stick
from core.actions.office.roster_parcel import read_roster, write_roster
from core.evidence.inspect import Intake
from core.exchange.part_files import read_part
from core.exchange.stick_places import StickGone, StickMissing
from core.reporter import Reporter
from core.vault import truth
from core.vault.vault import Vault
from record.header import record_id
from record.parcel import BlobItem, RecordItem, frames, read_frame
from record.seal import key_id
from record.sealed_frame import seal_frame
from tests.exchange.offices import OFFICE, add_case, first_laptop, second_laptop, some_bytes
from tests.journeys.test_bad_disk import IS_ROOT, small_disk

FILES = [some_bytes(1, 700_000), some_bytes(2, 90_000)]
SMALL = 256 * 1024  # bytes of a part in these tests
needs_a_disk_of_its_own = pytest.mark.skipif(not IS_ROOT, reason="only root can mount a small disk")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def colleague(tmp_path: Path, laptop: Vault) -> Iterator[Vault]:
    vault = second_laptop(tmp_path / "second", read_roster(write_roster(laptop, tmp_path / "roster.bukti")))
    yield vault
    vault.close()


def parts_of(stick: Path) -> list[Path]:
    return sorted((stick / "BUKTI").rglob("P*.BUK"))


def faults(came: StickRead) -> list[str]:
    assert all(words_of(one) for one in came.faults)
    return sorted(one.kind for one in came.faults)


def ids(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return {one.id for one in truth.all_records(tx)}


def seal_key(vault: Vault) -> bytes:
    assert vault.me is not None
    return vault.me.seal_key.public_key().public_bytes_raw()


def sealed_to(vault: Vault, *packed: bytes) -> bytes:
    """Return frames sealed to the person of this vault, by somebody who knows the public key only."""
    return b"".join(seal_frame(one, {key_id(seal_key(vault)): seal_key(vault)}, office=OFFICE) for one in packed)


def test_a_set_goes_over_as_many_small_sticks_as_it_needs_and_each_is_whole_in_itself(
    tmp_path: Path, laptop: Vault, colleague: Vault, intake: Intake
) -> None:
    files = [some_bytes(seed, 400_000) for seed in range(5)]
    add_case(laptop, intake, files)
    sticks = 0
    while True:
        sticks += 1
        stick = tmp_path / f"stick-{sticks}"
        stick.mkdir()
        done = write_stick(laptop, stick, goes_on=sticks > 1, part_bytes=SMALL, room=Room(stick, 2_000_000))
        came = read_stick(colleague, stick)
        assert faults(came) == []
        assert came.files == done.files > 0
        if not done.needs_another:
            break
    assert sticks == 2
    assert ids(laptop) <= ids(colleague)


class Room:
    """A stick of so many bytes."""

    def __init__(self, stick: Path, size: int) -> None:
        self._stick, self._size = stick, size

    def __call__(self, _path: Path) -> int:
        return self._size - sum(path.stat().st_size for path in self._stick.rglob("*") if path.is_file())


@pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 0.97])
def test_a_cut_part_is_named_and_what_stands_before_the_cut_counts(
    laptop: Vault, colleague: Vault, stick: Path, intake: Intake, fraction: float
) -> None:
    add_case(laptop, intake, FILES)
    write_stick(laptop, stick, part_bytes=SMALL)
    victim = parts_of(stick)[1]
    os.truncate(victim, int(victim.stat().st_size * fraction))
    came = read_stick(colleague, stick)
    assert faults(came) == ["damaged"]
    assert came.files < len(FILES)
    again = write_stick(laptop, stick, part_bytes=SMALL)
    assert set(again.damaged) <= {victim.name}  # cut between two frames, what is left of it counts
    assert again.files > 0
    mended = read_stick(colleague, stick)
    assert faults(mended) == []
    assert came.files + mended.files == len(FILES)


def test_a_changed_byte_anywhere_in_a_part_is_named(laptop: Vault, colleague: Vault, stick: Path, intake: Intake) -> None:
    add_case(laptop, intake, [])
    write_stick(laptop, stick)
    part = parts_of(stick)[0]
    raw, before = part.read_bytes(), ids(colleague)
    for at in range(0, len(raw), max(len(raw) // 40, 1)):
        part.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert "damaged" in faults(read_stick(colleague, stick)) or "newer" in faults(read_stick(colleague, stick))
        assert ids(colleague) == before


def test_a_stick_of_a_newer_version_is_named(laptop: Vault, colleague: Vault, stick: Path, intake: Intake) -> None:
    add_case(laptop, intake, [])
    write_stick(laptop, stick)
    part = parts_of(stick)[0]
    part.write_bytes(b"BKS2" + part.read_bytes()[4:])
    before = ids(colleague)
    assert "newer" in faults(read_stick(colleague, stick))
    assert ids(colleague) == before


def test_a_stick_whose_writing_was_broken_off_is_named_and_what_is_whole_is_taken(
    laptop: Vault, colleague: Vault, stick: Path, intake: Intake
) -> None:
    add_case(laptop, intake, FILES)
    write_stick(laptop, stick, part_bytes=SMALL)
    for part in parts_of(stick)[2:]:
        part.unlink()
    came = read_stick(colleague, stick)
    assert faults(came) == ["half"]
    assert came.records > 0
    assert ids(laptop) <= ids(colleague)
    resumed = write_stick(laptop, stick, part_bytes=SMALL)
    assert resumed.already > 0
    assert faults(read_stick(colleague, stick)) == []


def test_what_somebody_without_a_key_has_put_there_is_not_believed(laptop: Vault, colleague: Vault, stick: Path, intake: Intake) -> None:
    """Everybody can seal to the office, for its keys are public: what counts are the signatures and hashes inside."""
    add_case(laptop, intake, FILES)
    write_stick(laptop, stick)
    part = parts_of(stick)[0]
    assert laptop.me is not None
    items = [item for frame in read_part(part) for item in read_frame(frame.open(laptop.me.seal_key))]
    forged = [
        RecordItem(item.header.replace(b'"lamport":1', b'"lamport":2'), item.signatures) if isinstance(item, RecordItem)
        else BlobItem(item.sha256, item.offset, item.total, bytes(len(item.piece))) if isinstance(item, BlobItem) else item
        for item in items
    ]  # fmt: skip
    part.write_bytes(sealed_to(laptop, *frames(forged)))
    genuine = ids(laptop)
    came = read_stick(colleague, stick)
    assert ids(colleague) - genuine == ids(colleague) - genuine - {record_id(i.header) for i in forged if isinstance(i, RecordItem)}
    assert came.files == 0


def test_files_that_are_not_what_was_recorded_are_named(laptop: Vault, colleague: Vault, stick: Path, intake: Intake) -> None:
    add_case(laptop, intake, FILES)
    write_stick(laptop, stick)
    part = parts_of(stick)[0]
    assert laptop.me is not None
    items = [item for frame in read_part(part) for item in read_frame(frame.open(laptop.me.seal_key))]
    changed = [BlobItem(i.sha256, i.offset, i.total, bytes(len(i.piece))) if isinstance(i, BlobItem) else i for i in items]
    part.write_bytes(sealed_to(laptop, *frames(changed)))
    came = read_stick(colleague, stick)
    assert faults(came).count("file_damaged") == len(FILES)
    assert came.files == 0


def test_an_old_stick_brings_nothing_and_does_no_harm(laptop: Vault, colleague: Vault, stick: Path, tmp_path: Path, intake: Intake) -> None:
    add_case(laptop, intake, FILES)
    write_stick(laptop, stick)
    old = tmp_path / "old"
    shutil.copytree(stick, old)
    read_stick(colleague, stick)
    before = ids(colleague)
    came = read_stick(colleague, old)
    assert came.brought_nothing
    assert faults(came) == []
    assert ids(colleague) == before


def test_a_stick_that_is_for_nobody_here_is_named(colleague: Vault, stick: Path, intake: Intake) -> None:
    stranger = first_laptop(stick.parent / "stranger")  # of another root that calls itself the same office
    add_case(stranger, intake, FILES)
    write_stick(stranger, stick)
    before = ids(colleague)
    assert set(faults(read_stick(colleague, stick))) == {"not_for_us"}
    assert ids(colleague) == before
    stranger.close()


def test_what_a_pulled_out_stick_has_left_is_swept_away(laptop: Vault, colleague: Vault, stick: Path, intake: Intake) -> None:
    add_case(laptop, intake, FILES)
    write_stick(laptop, stick)
    left = parts_of(stick)[0].with_name(".0190b3c4-0000-4000-8000-000000000001.new")
    left.write_bytes(b"half a part")
    assert faults(read_stick(colleague, stick)) == []
    write_stick(laptop, stick)
    assert not left.exists()


@needs_a_disk_of_its_own
def test_a_really_full_stick_keeps_what_fits_and_the_next_one_takes_the_rest(
    tmp_path: Path, laptop: Vault, colleague: Vault, intake: Intake
) -> None:
    add_case(laptop, intake, [some_bytes(seed, 700_000) for seed in range(4)])
    with small_disk(tmp_path / "first", 2600) as first:
        done = write_stick(laptop, first, part_bytes=SMALL)
        assert done.needs_another
        assert 0 < done.files < 4
        assert faults(read_stick(colleague, first)) == []
        again = write_stick(laptop, first, part_bytes=SMALL)  # the same stick once more: nothing fits, nothing is lost
        assert (again.files, again.left_files) == (0, 4 - done.files)
    second = tmp_path / "second-stick"
    second.mkdir()
    rest = write_stick(laptop, second, goes_on=True)
    assert rest.files == 4 - done.files
    fresh = second_laptop(tmp_path / "fresh", read_roster(write_roster(laptop, tmp_path / "again.bukti")))
    assert read_stick(fresh, second).files == rest.files  # whole in itself: the first stick need not have been read
    fresh.close()
    read_stick(colleague, second)
    with colleague.read() as tx:
        assert len(tx.execute(truth.held_blobs.select()).all()) == 4


@needs_a_disk_of_its_own
def test_a_stick_that_fills_up_in_the_middle_of_a_part_leaves_only_whole_parts(
    tmp_path: Path, laptop: Vault, colleague: Vault, intake: Intake
) -> None:
    """The system may tell too much room (a quota, another program that writes): then the disk itself says no."""
    add_case(laptop, intake, [some_bytes(seed, 700_000) for seed in range(4)])
    with small_disk(tmp_path / "first", 2000) as stick:
        done = write_stick(laptop, stick, part_bytes=SMALL, room=lambda _path: 1 << 40)
        assert done.needs_another
        assert not list(stick.rglob("*.new"))
        came = read_stick(colleague, stick)
        assert [one for one in faults(came) if one != "half"] == []
        assert came.files == done.files


def test_a_stick_that_was_pulled_out_is_named(tmp_path: Path, laptop: Vault, intake: Intake) -> None:
    add_case(laptop, intake, FILES)
    stick = tmp_path / "stick-to-pull"
    stick.mkdir()

    def pull(_done: int, _total: int, what: str) -> None:
        if what == "writing" and stick.exists() and list(stick.rglob("P*.BUK")):
            stick.rename(tmp_path / "pulled-out")
            stick.write_bytes(b"no folder can be made here")

    with pytest.raises((StickGone, StickMissing)):
        write_stick(laptop, stick, Reporter(pull), part_bytes=SMALL)
    stick.unlink()
    (tmp_path / "pulled-out").rename(stick)
    assert write_stick(laptop, stick, part_bytes=SMALL).already > 0
