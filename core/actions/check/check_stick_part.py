"""Checking one file of a stick or second copy (P*.BUK, LOCAL.BUK): whole to its last byte, and genuine where this vault can open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.actions.check.judge_records import Loose, judge, known_of
from core.exchange.copy_places import copy_key
from core.exchange.part_files import read_part
from core.vault.incoming import Unpacked
from core.vault.vault import Vault
from core.words import say
from record.errors import NotGenuine, Unreadable
from record.header import record_id
from record.parcel import BlobItem, read_frame
from record.seal import key_id
from record.sealed_frame import Newer, SealedFrame
from record.signature import signatures_from_bytes

SEALED = b"BKS"  # what every sealed frame begins with


@dataclass(frozen=True, slots=True)
class PartCheck:
    """key: sealed.genuine, sealed.changed, sealed.damaged, sealed.newer or sealed.not_for_us. findings: what is wrong, in words."""

    key: str
    is_genuine: bool
    sentences: list[str]


@dataclass(slots=True)
class _File:
    total: int
    came: int = 0
    seen: Any = field(default_factory=sha256)


@dataclass(slots=True)
class _Inside:
    unpacked: Unpacked = field(default_factory=Unpacked)
    files: dict[str, _File] = field(default_factory=dict)  # by SHA-256 of the whole; those whose first byte is in this part
    pieces: int = 0
    frames: int = 0
    closed: int = 0  # frames that nobody here can open
    office: str = ""


def check_stick_part(vault: Vault | None, path: Path) -> PartCheck:
    """Return what is to be said of one file of sealed frames. Never raises for what it finds there.

    Pieces of a file that goes on in another part are checked by the frames' own seal only. Without a key that opens it nothing is
    called genuine: anybody may seal something to an office.
    """
    inside = _Inside()
    try:
        for frame in read_part(path):
            _look(vault, frame, inside)
        came = [
            Loose(record_id(one.header), one.header, signatures_from_bytes(one.signatures), one.parts)
            for one in inside.unpacked.take_whole()
        ]
    except Newer:
        return PartCheck("sealed.newer", False, [say("A newer version of this program wrote it.")])
    except (Unreadable, NotGenuine) as error:
        return PartCheck("sealed.damaged", False, [say("It is damaged, cut or was changed: {reason}.", reason=str(error))])
    if not inside.frames:
        return PartCheck("sealed.damaged", False, [say("It is damaged, cut or was changed: {reason}.", reason="an empty file")])
    if inside.closed:
        told = say(
            "It is a sealed part of a stick from office {office}: nobody here can open it, so nothing is said of it.", office=inside.office
        )
        return PartCheck("sealed.not_for_us", False, [told])
    findings = [f"{identity}: a part of the record is missing" for identity in inside.unpacked.records]
    findings += judge(came, known_of(vault))
    whole = {digest: file for digest, file in inside.files.items() if file.came == file.total}
    findings += [f"{digest}: the file is another one" for digest, file in whole.items() if file.seen.hexdigest() != digest]
    if findings:
        return PartCheck("sealed.changed", False, findings)
    told = say(
        "A whole part of a stick: {records} records, all genuine, and {pieces} pieces of files; {files} files are in it whole.",
        records=len(came),
        files=len(whole),
        pieces=inside.pieces,
    )
    return PartCheck("sealed.genuine", True, [told])


def _look(vault: Vault | None, frame: SealedFrame, inside: _Inside) -> None:
    inside.frames += 1
    inside.office = frame.office
    key = next((one for one in _keys(vault) if key_id(one.public_key().public_bytes_raw()) in frame.to), None)
    if key is None:
        inside.closed += 1
        return
    for item in read_frame(frame.open(key)):
        if not isinstance(item, BlobItem):
            inside.unpacked.add([item])
            continue
        inside.pieces += 1
        if item.offset == 0:
            inside.files[item.sha256] = _File(item.total)
        file = inside.files.get(item.sha256)
        if file is not None and item.offset == file.came:
            file.seen.update(item.piece)
            file.came += len(item.piece)


def _keys(vault: Vault | None) -> Iterable[X25519PrivateKey]:
    if vault is None:
        return []
    return [*([vault.me.seal_key] if vault.me is not None else []), copy_key(vault.data_key)]
