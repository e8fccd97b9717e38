"""Deeds with the centre's key: making it, backing it up, restoring it, and letting a new one take its place."""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from record.receipt import Succession, sign_succession
from server.centre_key import CREDENTIAL, FILE, NEXT, CentreKey, key_bytes, load, write_new, write_once
from server.fault import ServerFault
from server.stores.blobs import sync_folder

PASSPHRASE_MIN = 12


def passphrase_from(path: Path | None) -> bytes | None:
    """Return the passphrase in a file (its first line), else in the credential that systemd hands over, else None. Raises ServerFault."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    if path is None and handed and (Path(handed) / CREDENTIAL).exists():
        path = Path(handed) / CREDENTIAL
    if path is None:
        return None
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise ServerFault(f"The passphrase file {path} cannot be read.") from error
    if not lines or not lines[0]:
        raise ServerFault(f"The passphrase file {path} is empty.")
    return lines[0]


def make(folder: Path, passphrase: bytes | None) -> CentreKey:
    """Make the key of a new centre. Raises ServerFault where there is one already."""
    _check_none(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_new(folder / FILE, ec.generate_private_key(ec.SECP256R1()), passphrase)
        sync_folder(folder)
    except OSError as error:
        raise ServerFault(f"No key was made: {folder} cannot be written.") from error
    return load(folder, passphrase)


def back_up(folder: Path, target: Path, *, passphrase: bytes | None, backup_passphrase: bytes | None) -> CentreKey:
    """Write the key, the former ones and the successions into one encrypted file. Raises ServerFault."""
    key = load(folder, passphrase)
    if backup_passphrase is None or len(backup_passphrase) < PASSPHRASE_MIN:
        raise ServerFault(f"Nothing was written: the passphrase of a backup has at least {PASSPHRASE_MIN} letters.")
    told = {
        "keys": [key_bytes(one.private, backup_passphrase).decode() for one in key.all],
        "successions": [base64.b64encode(one.to_bytes()).decode() for one in key.successions],
    }
    if target.exists():
        raise ServerFault(f"Nothing was written: {target} is there already.")
    try:
        write_once(target, json.dumps({"bukti_centre_key": 1, **told}, indent=1).encode())
    except OSError as error:
        raise ServerFault(f"Nothing was written: {target} cannot be written.") from error
    return key


def restore(folder: Path, source: Path, *, passphrase: bytes | None, backup_passphrase: bytes | None) -> CentreKey:
    """Put a backed-up key into an empty folder. Raises ServerFault for a wrong passphrase, no backup, or a key that is there."""
    _check_none(folder)
    try:
        told = json.loads(source.read_bytes())
        keys = [serialization.load_pem_private_key(one.encode(), backup_passphrase) for one in told["keys"]]
        successions = [base64.b64decode(one) for one in told["successions"]]
    except OSError as error:
        raise ServerFault(f"Nothing was restored: {source} cannot be read.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ServerFault(f"Nothing was restored: {source} is no backup of a centre key, or its passphrase is another.") from error
    assert all(isinstance(one, ec.EllipticCurvePrivateKey) for one in keys)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number, raw in enumerate(successions):
        write_once(folder / f"succession-{number:04}.json", raw)
    for number, key in enumerate(reversed(keys[1:])):
        write_once(folder / f"former-{number:04}.pem", key_bytes(key, passphrase))  # type: ignore[arg-type]
    write_once(folder / FILE, key_bytes(keys[0], passphrase))  # type: ignore[arg-type]
    sync_folder(folder)
    return load(folder, passphrase)


def rotate(folder: Path, *, passphrase: bytes | None, at: datetime) -> CentreKey:
    """Let a new key take the place of today's, by a record that both sign. Laptops follow at their next contact.

    The former key stays in the folder: sticks that were sealed to it are opened with it; it signs nothing any more.
    Each step is durable before the next, and a rotation that was cut off is finished by the next one. Raises ServerFault.
    """
    old = load(folder, passphrase)
    number = sum(one.id != old.id for one in old.former)  # it lies there already when the last step of a rotation was cut off
    try:
        write_new(folder / NEXT, ec.generate_private_key(ec.SECP256R1()), passphrase)
        found = serialization.load_pem_private_key((folder / NEXT).read_bytes(), passphrase)
        assert isinstance(found, ec.EllipticCurvePrivateKey)
        new, when = CentreKey(found), at.isoformat(timespec="milliseconds")
        for place, signer in ((2 * number, old), (2 * number + 1, new)):
            said = Succession(by=signer.id, at=when, former=old.spki, key=new.spki, seal_key=new.seal_key)
            write_once(folder / f"succession-{place:04}.json", sign_succession(signer.private, said).to_bytes())
        write_once(folder / f"former-{number:04}.pem", (folder / FILE).read_bytes())
        sync_folder(folder)
        (folder / NEXT).replace(folder / FILE)
        sync_folder(folder)
    except OSError as error:
        raise ServerFault(f"The key was not changed: {folder} cannot be written.") from error
    return load(folder, passphrase)


def _check_none(folder: Path) -> None:
    if (folder / FILE).exists():
        raise ServerFault(f"Nothing was done: there is a centre key in {folder} already.")
