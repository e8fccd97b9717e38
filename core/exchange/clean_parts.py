"""Takes destroyed bodies out of sealed parts on a stick or in a second copy; all else in them stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from core.exchange.part_files import PartFile, PartFolder, read_part
from core.vault.destroying import all_gone
from record.errors import NotGenuine, Unreadable
from record.parcel import BlobItem, Item, PartItem, frames, read_frame


@dataclass(frozen=True, slots=True)
class Gone:
    """What may lie nowhere: (record id, name) of parts, SHA-256 of files."""

    parts: frozenset[tuple[str, str]]
    files: frozenset[str]

    def names(self, item: Item) -> bool:
        """Return whether an item of a parcel is a piece of something that was destroyed."""
        match item:
            case PartItem():
                return (item.record, item.name) in self.parts
            case BlobItem():
                return item.sha256 in self.files
        return False

    def digest(self) -> str:
        """Return a hash of all of it, empty when there is nothing."""
        return sha256(repr((sorted(self.parts), sorted(self.files))).encode()).hexdigest() if self else ""

    def __bool__(self) -> bool:
        return bool(self.parts or self.files)


def gone_now(tx: Connection) -> Gone:
    """Return what may lie in no copy and on no stick."""
    return Gone(*all_gone(tx))


@dataclass(slots=True)
class Cleaned:
    """written: parts that were written anew or removed; damaged: parts that cannot be read, so that nobody knows what they hold."""

    written: int = 0
    damaged: list[PartFile] = field(default_factory=list)


def clean(
    folder: PartFolder,
    key: X25519PrivateKey,
    seal: Callable[[bytes], bytes],
    gone: Gone,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Cleaned:
    """Write every part anew that holds something destroyed; a frame without it stays byte for byte.

    The new part is durable before the old one goes: a crash leaves the one or the other. tell: hears how many bytes of all have been
    read; may raise Cancelled. Raises DiskRefused.
    """
    done, parts, found = 0, folder.parts(), Cleaned()
    total = sum(part.size for part in parts)
    for part in parts:
        tell(done, total)
        done += part.size
        try:
            hit, left = _look(part, key, gone)
        except (Unreadable, NotGenuine):
            found.damaged.append(part)
            continue
        if hit:
            found.written += 1
            if left:
                folder.write(part.number, _without(part, key, seal, gone))
            else:
                folder.remove(part)
    return found


def _look(part: PartFile, key: X25519PrivateKey, gone: Gone) -> tuple[bool, bool]:
    """Whether a part holds something destroyed, and whether anything else."""
    hit = left = False
    for sealed in read_part(part.path):
        for item in read_frame(sealed.open(key)):
            is_gone = gone.names(item)
            hit, left = hit or is_gone, left or not is_gone
    return hit, left


def _without(part: PartFile, key: X25519PrivateKey, seal: Callable[[bytes], bytes], gone: Gone) -> Iterator[bytes]:
    for sealed in read_part(part.path):
        items = read_frame(sealed.open(key))
        kept = [item for item in items if not gone.names(item)]
        if len(kept) == len(items):
            yield sealed.raw
        else:
            yield from (seal(frame) for frame in frames(kept))
