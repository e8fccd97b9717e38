"""A file on its way into the vault: nothing plain on the disk, nothing fetched twice, nothing else than what was asked for."""

from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.exchange.taking import Taking
from core.vault.blobs import SEGMENT, BlobDamaged, BlobStore
from core.vault.partial_blob import BlobBusy, PartialBlob, partial_folder
from core.vault.vault import Vault
from record.parcel import BlobItem, frames
from record.seal import key_id
from record.sealed_frame import read_sealed_frame, seal_frame
from tests.exchange.offices import some_bytes

KEY = bytes(32)
SIZES = (0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 77)


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs", KEY)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", (97_003, 1 << 20))
def test_a_file_that_came_in_pieces_with_a_break_after_each_is_the_same_file(blobs: BlobStore, size: int, step: int) -> None:
    content = some_bytes(size, size)
    digest = sha256(content).hexdigest()
    while not blobs.has(digest):
        with PartialBlob(blobs, digest, size) as partial:
            partial.add(content[partial.offset : partial.offset + step])
            if partial.offset == size:
                partial.finish()
    assert blobs.read_bytes(digest) == content
    assert blobs.check(digest, size) is None
    assert not list(partial_folder(blobs).iterdir())


def test_every_byte_but_the_last_few_of_a_segment_is_kept_when_the_line_breaks(blobs: BlobStore) -> None:
    content = some_bytes(1, 3 * SEGMENT)
    digest = sha256(content).hexdigest()
    for length in (1000, 1001, SEGMENT + 5, 2 * SEGMENT - 13):
        with PartialBlob(blobs, digest, len(content)) as partial:
            partial.add(content[partial.offset : length])
        with PartialBlob(blobs, digest, len(content)) as partial:
            assert partial.offset == length


def test_a_killed_program_loses_only_what_was_not_yet_a_whole_segment(blobs: BlobStore) -> None:
    content = some_bytes(2, 2 * SEGMENT)
    digest = sha256(content).hexdigest()
    with PartialBlob(blobs, digest, len(content)) as partial:
        partial.add(content[: SEGMENT + 500])
    path = next(partial_folder(blobs).iterdir())
    path.write_bytes(path.read_bytes()[:-3])
    with PartialBlob(blobs, digest, len(content)) as partial:
        assert partial.offset == SEGMENT
        partial.add(content[SEGMENT:])
        partial.finish()
    assert blobs.read_bytes(digest) == content


def test_damaged_bytes_on_the_disk_are_fetched_again(blobs: BlobStore) -> None:
    content = some_bytes(3, 2 * SEGMENT)
    digest = sha256(content).hexdigest()
    with PartialBlob(blobs, digest, len(content)) as partial:
        partial.add(content[: SEGMENT + 500])
    path = next(partial_folder(blobs).iterdir())
    raw = bytearray(path.read_bytes())
    raw[1000] ^= 1
    path.write_bytes(raw)
    with PartialBlob(blobs, digest, len(content)) as partial:
        assert partial.offset == 0


def test_another_file_than_the_one_asked_for_is_refused_and_forgotten(blobs: BlobStore) -> None:
    content = some_bytes(4, 5000)
    digest = sha256(content).hexdigest()
    with PartialBlob(blobs, digest, 5000) as partial:
        partial.add(some_bytes(5, 5000))
        with pytest.raises(BlobDamaged):
            partial.finish()
    assert not blobs.has(digest)
    with PartialBlob(blobs, digest, 5000) as partial:
        assert partial.offset == 0
        with pytest.raises(BlobDamaged):
            partial.add(bytes(5001))


def test_no_plain_byte_of_a_file_on_its_way_lies_on_the_disk(blobs: BlobStore) -> None:
    content = b"Saksi: Siti Rahmawati. " * 60_000
    digest = sha256(content).hexdigest()
    with PartialBlob(blobs, digest, len(content)) as partial:
        partial.add(content[: SEGMENT + 4000])
    kept = next(partial_folder(blobs).iterdir())
    assert kept.stat().st_size > SEGMENT
    assert b"Siti" not in kept.read_bytes()
    assert digest not in kept.name


def test_a_second_writer_of_the_same_file_waits_and_spoils_nothing(blobs: BlobStore) -> None:
    """A photo may come from the centre and from the evening station in the same minute."""
    content = some_bytes(5, SEGMENT + 1000)
    digest = sha256(content).hexdigest()
    with PartialBlob(blobs, digest, len(content)) as first:
        first.add(content[:SEGMENT])
        with pytest.raises(BlobBusy):
            PartialBlob(blobs, digest, len(content))
        first.add(content[SEGMENT:])
        first.finish()
    assert blobs.check(digest, len(content)) is None
    with PartialBlob(blobs, digest, len(content)) as again:
        again.add(content[:1000])
    assert blobs.check(digest, len(content)) is None


def test_a_file_that_comes_by_another_way_leaves_a_part_of_a_stick_unsettled(laptop: Vault) -> None:
    content = some_bytes(6, 5000)
    digest = sha256(content).hexdigest()
    key = X25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    (frame,) = frames([BlobItem(digest, 0, len(content), content)])
    part = read_sealed_frame(seal_frame(frame, {key_id(public): public}, office=laptop.office))
    with PartialBlob(laptop.blobs, digest, len(content)), Taking(laptop, key, takes_every_file=True) as taking:
        taking.take([part])
        assert taking.unnamed == {digest} and taking.came.files == 0
    with Taking(laptop, key, takes_every_file=True) as taking:
        taking.take([part])
        assert taking.unnamed == set() and taking.came.files == 1
    assert laptop.blobs.read_bytes(digest) == content
