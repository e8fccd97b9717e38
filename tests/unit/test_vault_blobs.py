"""Files in the vault: they come out byte for byte, and any change of the file on the disk is seen."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from core.vault.blobs import MAGIC, SALT_BYTES, SEGMENT, TAG, BlobDamaged, BlobMissing, BlobStore

HEAD = len(MAGIC) + SALT_BYTES
MIB = 1024 * 1024


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs", b"k" * 32)


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB, 3 * MIB + 7])
def test_a_file_comes_out_as_it_went_in(store: BlobStore, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    source = tmp_path / "source"
    source.write_bytes(content)
    for stored in (store.put_bytes(content), store.put_file(source)):
        assert (stored.sha256, stored.size) == (sha256(content).hexdigest(), size)
    assert store.read_bytes(stored.sha256) == content and store.check(stored.sha256, size) is None
    store.copy_out(stored.sha256, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == content
    segments = max(1, -(-size // MIB))
    assert store.path(stored.sha256).stat().st_size == HEAD + size + segments * TAG
    for start in {0, 1, size // 2, max(0, size - 1)}:
        assert b"".join(store.read(stored.sha256, start=start)) == content[start:]


def test_the_two_ways_in_give_the_same_segments(store: BlobStore, tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"x" * 2 * MIB)
    stored = store.put_file(tmp_path / "source")
    assert store.path(stored.sha256).stat().st_size == HEAD + 2 * (MIB + TAG)


def test_a_name_on_the_disk_tells_nothing_of_the_file(store: BlobStore) -> None:
    stored = store.put_bytes(b"Siti Rahmawati")
    names = [path.name for path in store.folder.rglob("*")]
    assert not any(stored.sha256[:8] in name for name in names)
    assert b"Siti" not in store.path(stored.sha256).read_bytes()
    assert BlobStore(store.folder, b"j" * 32).path(stored.sha256) != store.path(stored.sha256)


def swap(raw: bytes, one: int, two: int) -> bytes:
    segments = [raw[start : start + SEGMENT + TAG] for start in range(HEAD, len(raw), SEGMENT + TAG)]
    segments[one], segments[two] = segments[two], segments[one]
    return raw[:HEAD] + b"".join(segments)


def flip(place: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "magic": flip(0),
    "salt": flip(5),
    **{f"segment {number}": flip(HEAD + number * (SEGMENT + TAG) + 3) for number in range(3)},
    **{f"tag {number}": flip(HEAD + (number + 1) * (SEGMENT + TAG) - 1) for number in range(2)},
    "last byte": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
    "first two swapped": lambda raw: swap(raw, 0, 1),
    "last before the others": lambda raw: swap(raw, 0, 2),
    "second dropped": lambda raw: raw[: HEAD + SEGMENT + TAG] + raw[HEAD + 2 * (SEGMENT + TAG) :],
    "cut at a segment": lambda raw: raw[: HEAD + 2 * (SEGMENT + TAG)],
    "cut to one segment": lambda raw: raw[: HEAD + SEGMENT + TAG],
    "cut to the head": lambda raw: raw[:HEAD],
    "cut in the head": lambda raw: raw[:7],
    "cut by one byte": lambda raw: raw[:-1],
    "empty": lambda _raw: b"",
    "one byte appended": lambda raw: raw + b"\0",
    "last segment twice": lambda raw: raw + raw[HEAD + 2 * (SEGMENT + TAG) :],
    "first segment appended": lambda raw: raw + raw[HEAD : HEAD + SEGMENT + TAG],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_of_the_file_is_seen_and_nothing_false_comes_out(
    store: BlobStore, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    content = os.urandom(2 * MIB + 5)
    stored = store.put_bytes(content)
    path = store.path(stored.sha256)
    path.write_bytes(change(path.read_bytes()))
    assert store.check(stored.sha256, stored.size) is not None
    with pytest.raises(BlobDamaged):
        store.read_bytes(stored.sha256)
    with pytest.raises(BlobDamaged):
        store.copy_out(stored.sha256, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_file_in_the_place_of_another_is_seen(store: BlobStore) -> None:
    one, other = store.put_bytes(b"one"), store.put_bytes(b"other")
    store.path(one.sha256).write_bytes(store.path(other.sha256).read_bytes())
    assert store.check(one.sha256, one.size) == "filenya file lain"
    with pytest.raises(BlobDamaged):
        store.read_bytes(one.sha256)


def test_a_missing_file_says_so(store: BlobStore) -> None:
    with pytest.raises(BlobMissing):
        store.read_bytes("ab" * 32)
    assert store.check("ab" * 32, 0) == "file hilang" and not store.has("ab" * 32)


def test_a_file_that_is_not_the_one_asked_for_is_not_kept(store: BlobStore, tmp_path: Path) -> None:
    (tmp_path / "came").write_bytes(b"another")
    with pytest.raises(BlobDamaged):
        store.take_plain_file(tmp_path / "came", "ab" * 32)
    assert not store.has("ab" * 32) and not store.has(sha256(b"another").hexdigest())


def test_the_same_file_twice_is_stored_once(store: BlobStore) -> None:
    store.put_bytes(b"same")
    before = store.path(sha256(b"same").hexdigest()).read_bytes()
    store.put_bytes(b"same")
    assert store.path(sha256(b"same").hexdigest()).read_bytes() == before
    assert len([path for path in store.folder.rglob("*") if path.is_file()]) == 1
