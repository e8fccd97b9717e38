"""Packs that the centre has published: fetched over the line, checked by the centre's key that is known here, and taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.actions.clock import Now, wall_now
from core.actions.exchange.packs import PackRefused, kept_packs, take_pack
from core.exchange.fetch import bring
from core.exchange.lanes import Lane, Skipped
from core.exchange.link import Link
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes
from core.words import explain
from record.header import BlobRef
from record.pack import PACK_BYTES_MAX
from record.receipt import HeldBlob


@dataclass(frozen=True, slots=True)
class PackAside:
    """A pack that was not taken. title and hint: why, and what to do, in the language in use."""

    sha256: str
    title: str
    hint: str


@dataclass(slots=True)
class Published:
    """What came in packs. versions: "saran_perbaikan 2"; of rules "2026-12-01+ab12"."""

    versions: list[str] = field(default_factory=list)
    aside: list[PackAside] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def take_published(
    vault: Vault, link: Link, told: Sequence[HeldBlob], lane: str, tell: Callable[[Lane], object], *, now: Now = wall_now
) -> Published:
    """Fetch and take the packs that a hello told of and that no record here holds. What cannot be taken stops nothing.

    A pack that was refused is not fetched again, and tried again at the next exchange: an update of the program may know it. While
    nobody who may write has unlocked, nothing is taken.
    """
    found = Published()
    with vault.read() as tx:
        kept = kept_packs(tx)
    lacking = [one for one in told if one.sha256 not in kept and one.size <= PACK_BYTES_MAX]
    fetching = Lane(lane, sum(one.size for one in lacking))
    for one in lacking:
        ref = BlobRef(sha256=one.sha256, size=one.size, media_type="application/json", role="pack")
        if not vault.blobs.has(one.sha256):  # no record names it: it is a file like any other only until it is taken
            bring(vault, link, fetching, ref)
            tell(fetching)
    found.skipped += fetching.skipped
    for one in lacking:
        if not vault.blobs.has(one.sha256):
            continue
        try:
            taken = take_pack(vault, vault.blobs.read_bytes(one.sha256), now=now)
        except PackRefused as error:
            found.aside.append(PackAside(one.sha256, *explain(error)))
        except NobodyHere:
            break
        else:
            found.changes += taken.changes
            vault.blobs.forget(one.sha256)
            found.versions += [f"{form_id} {version}" for form_id, version in taken.forms] or [taken.rules]
    return found
