"""The first start: an office founds its vault, or a second laptop joins the office."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.clock import Now, wall_now
from core.actions.exchange.packs import carry_packs
from core.actions.office.office import OfficeSetup, PersonSetup, SetupRefused, person_entry
from core.errors import AppError
from core.platform import device_name
from core.vault import truth, views
from core.vault.errors import wrong_passphrase
from core.vault.header_file import VaultHeader
from core.vault.ids import new_id, new_log_id
from core.vault.keys import DATA_KEY_BYTES, Bundle, Hardness, PersonKeys, new_recovery_code, root_of
from core.vault.log import roster_scope
from core.vault.vault import Me, Vault
from record.header import Header
from record.part import Part
from record.roster import DEVICE_ADDED, FOUNDED, Person, Roster, RosterRecord, root_stream
from record.seal import key_id
from record.signature import public_bytes, signatures_to_bytes


class PassphraseTooShort(AppError):
    code = "passphrase.short"


@dataclass(frozen=True, slots=True)
class Founded:
    """A new vault, unlocked, and the code for its recovery sheet, which is shown once and kept nowhere."""

    vault: Vault
    recovery_code: str


def check_passphrase(passphrase: str) -> str:
    """Return the passphrase. The only rule is a length of eight; what is strong is shown, not demanded. Raises PassphraseTooShort."""
    if len(passphrase) < 8:
        raise PassphraseTooShort(
            "The passphrase is too short.", "Use at least eight characters; four words are easy to keep and hard to guess."
        )
    return passphrase


def found_office(
    folder: Path, office: OfficeSetup, person: PersonSetup, passphrase: str, *, now: Now = wall_now, hardness: Hardness | None = None
) -> Founded:
    """Make the vault of a new office with its first person and this laptop.

    Raises SetupRefused, PassphraseTooShort, VaultExists, DiskRefused. A crash before the end leaves nothing that opens.
    """
    check_passphrase(passphrase)
    body, who, at = office.to_body(), person.checked(), now()
    keys, device_key = PersonKeys.fresh(), ec.generate_private_key(ec.SECP256R1())
    bundle, root = Bundle.lock(keys, passphrase, hardness=hardness)
    person_id = new_id()
    data_key, code = os.urandom(DATA_KEY_BYTES), new_recovery_code()
    header = VaultHeader(0, ()).with_passphrase(data_key, person_id, bundle.salt, root, bundle.hardness).with_recovery(data_key, code)
    vault = Vault.create(folder, data_key=data_key, header=None)
    with vault.write() as tx:
        log = vault.begin_log(tx, office=office.code, log_id=new_log_id(), device_key=device_key)
        appended = log.append(
            tx,
            type=FOUNDED,
            stream=root_stream(log.device),
            at=at,
            person=person_id,
            schema="roster.founded/1",
            scope=roster_scope(office.code),
            parts=(
                Part.fresh("office", body),
                Part.fresh("person", person_entry(person_id, who, keys, bundle, office=office.code, at=at)),
                Part.fresh("device", device_body(device_key)),
            ),
            person_key=keys.sign,
        )
        views.update(tx, [(appended.id, appended.header)])
    vault.header = header.save(folder, data_key)  # until now no passphrase opened it
    vault.me = Me(person_id, keys.seal)
    carry_packs(vault)
    return Founded(vault, code)


def device_body(device_key: ec.EllipticCurvePrivateKey) -> dict[str, object]:
    import base64

    return {"key": base64.b64encode(public_bytes(device_key)).decode(), "name": device_name()}


def who_may_join(records: Iterable[RosterRecord], office: str) -> tuple[Person, ...]:
    """Return the people of an office's roster who may join a laptop to it. Raises SetupRefused when the roster is not of this office."""
    found = Roster.of(records).active(office)
    if not found:
        raise SetupRefused("This parcel holds no roster of that office.", "Ask the first laptop for its roster, or check the office code.")
    return found


def join_office(
    folder: Path,
    records: Iterable[RosterRecord],
    *,
    office: str,
    passphrase: str,
    person_id: str | None = None,
    now: Now = wall_now,
) -> Founded:
    """Make a vault on a second laptop from the office's roster; the joining person proves himself by his passphrase.

    person_id: whose passphrase it is; without it each person of the roster is tried. Raises SetupRefused, WrongPassphrase, VaultExists.
    """
    kept = list(records)
    person, bundle, root = prove(who_may_join(kept, office), passphrase, person_id)
    data_key, code, device_key = os.urandom(DATA_KEY_BYTES), new_recovery_code(), ec.generate_private_key(ec.SECP256R1())
    vault = Vault.create(folder, data_key=data_key, header=None)
    with vault.write() as tx:
        new: list[tuple[str, Header]] = []
        for item in kept:
            header = Header.from_bytes(item.header_bytes)
            new.append((truth.add_record(tx, header, item.header_bytes, signatures_to_bytes(item.signatures), item.parts), header))
        views.update(tx, new)
        log = vault.begin_log(tx, office=office, log_id=new_log_id(), device_key=device_key)
        appended = log.append(
            tx,
            type=DEVICE_ADDED,
            stream=person.root,
            at=now(),
            person=person.id,
            schema="roster.device_added/1",
            scope=roster_scope(office),
            parts=(Part.fresh("device", device_body(device_key)),),
            person_key=bundle.signing_key(passphrase),
        )
        views.update(tx, [(appended.id, appended.header)])
    slots = VaultHeader(0, ()).with_passphrase(data_key, person.id, bundle.salt, root, bundle.hardness).with_recovery(data_key, code)
    vault.header = slots.save(folder, data_key)
    vault.me = Me(person.id, bundle.seal_key(root))
    carry_packs(vault)
    return Founded(vault, code)


def prove(people: tuple[Person, ...], passphrase: str, person_id: str | None) -> tuple[Person, Bundle, bytes]:
    """Return whose passphrase this is, with his wrapped keys and the passphrase's root. Raises WrongPassphrase when it is nobody's."""
    for person in people:
        if person_id not in (None, person.id):
            continue
        bundle = Bundle.from_json(person.entry.get("bundle"))
        root = root_of(passphrase, bundle.salt, bundle.hardness)
        try:
            bundle.seal_key(root)
        except AppError:
            continue
        return person, bundle, root
    raise wrong_passphrase()


def fingerprint(vault: Vault) -> str:
    """Return a short fingerprint of this laptop's key, to compare by telephone."""
    identity = key_id(public_bytes(vault.log.device_key))
    return " ".join(identity[start : start + 4] for start in range(0, 16, 4)).upper()
