"""Loads: which files go together in one parcel, because each by itself would cost a round trip that is longer than its bytes take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from core.exchange.lanes import PARCEL_BYTES, Load
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.outgoing import Wanted
from core.vault.vault import Vault
from record.parcel import PAYLOAD_BYTES_MAX, blob_items, frames

_SMALL_BYTES = 256 * 1024  # a larger file goes by itself, in pieces
_TOGETHER_BYTES = 96 * 1024  # a connection that breaks loses so much at most
_PAPERS_BYTES = 900 * 1024  # before packing: the states of a paper begin alike, so that two go for one
_PICTURE, _ITS_END = b"stream\n\xff\xd8\xff", b"\nendstream"  # a JPEG as it lies in a paper (pikepdf writes them so)


def with_pictures(vault: Vault, files: Sequence[Wanted], offsets: Mapping[str, int], *, most: int) -> list[Wanted]:
    """Return the first `most` files, and right behind each paper in its lane the working copies that lie whole in it.

    In one frame with the paper such a copy costs next to nothing, so nothing urgent waits for it. offsets: bytes that the server holds.
    """
    loose = {file.ref.sha256: file for file in files if file.lane == "working" and not offsets.get(file.ref.sha256)}
    found, moved = list[Wanted](), set[str]()
    for file in files[:most]:
        if file.ref.sha256 not in moved:
            found.append(file)
        if file.lane == "papers" and file.ref.size <= _SMALL_BYTES and len(moved) < len(loose):
            inside = [digest for digest in _pictures_in(vault, file) if digest in loose.keys() - moved]
            found += [replace(loose[digest], lane=file.lane) for digest in inside]
            moved |= set(inside)
    return found


def _pictures_in(vault: Vault, paper: Wanted) -> Iterator[str]:
    """Yield the SHA-256 of every JPEG that a paper holds as it is."""
    try:
        content = vault.blobs.read_bytes(paper.ref.sha256)
    except (BlobMissing, BlobDamaged):
        return  # said when its turn comes
    at = content.find(_PICTURE)
    while at >= 0 and (end := content.find(_ITS_END, at)) >= 0:
        yield sha256(content[at + len(b"stream\n") : end]).hexdigest()
        at = content.find(_PICTURE, end)


def loads_of(vault: Vault, files: Sequence[Wanted], offsets: Mapping[str, int]) -> Iterator[Load]:
    """Yield the files in their order, small ones of which nothing has gone together."""
    load: Load = ()
    for file in files:
        if file.ref.size > _SMALL_BYTES or offsets.get(file.ref.sha256, 0):
            yield (file,)
        elif _go_together(vault, (*load, file)):
            load = (*load, file)
        else:
            yield load
            load = (file,)
    if load:
        yield load


def _go_together(vault: Vault, load: Load) -> bool:
    size = sum(file.ref.size for file in load)
    if size <= _TOGETHER_BYTES or len(load) == 1:
        return True
    if load[-1].lane != "papers" or size > _PAPERS_BYTES:
        return False
    try:
        return len(frame_of(vault, load)) <= PARCEL_BYTES
    except (BlobMissing, BlobDamaged):
        return False


def frame_of(vault: Vault, load: Load) -> bytes:
    items = [item for file in load for item in blob_items(file.ref.sha256, vault.blobs.read_bytes(file.ref.sha256))]
    (frame,) = frames(items, fill=PAYLOAD_BYTES_MAX)
    return frame
