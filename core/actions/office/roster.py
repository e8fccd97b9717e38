"""People and laptops come and go: admit, change, renew a key, end - each a legal act of someone who may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.office.office import PersonSetup, person_entry
from core.actions.office.reseal import reseal
from core.actions.office.setup import check_passphrase, prove
from core.errors import AppError
from core.vault import truth, views
from core.vault.ids import new_id
from core.vault.keys import Bundle, Hardness, PersonKeys
from core.vault.log import roster_scope
from core.vault.vault import Me, Vault
from core.vault.views import Changes
from record.part import Part
from record.roster import ADMITTED, CHANGED, DEVICE_ENDED, ENDED, HIGHER, RENEWED, Person
from record.seal import key_id


class MayNot(AppError):
    code = "person.may_not"


class NotInRoster(AppError):
    code = "person.unknown"


def admit_person(
    vault: Vault, who: PersonSetup, new_passphrase: str, *, passphrase: str, now: Now = wall_now, hardness: Hardness | None = None
) -> str:
    """Admit a second person to office and vault with his own passphrase; what he must be able to open is re-sealed to him.

    passphrase: of the one who admits. Returns the new person's id. Raises MayNot, WrongPassphrase, PassphraseTooShort, SetupRefused.
    """
    check_passphrase(new_passphrase)
    who, at = who.checked(), now()
    keys, person_id = PersonKeys.fresh(), new_id()
    bundle, root = Bundle.lock(keys, new_passphrase, hardness=hardness)
    with vault.write() as tx:
        signing = _may(vault, tx, passphrase)
        entry = person_entry(person_id, who, keys, bundle, office=vault.office, at=at)
        _act(vault, tx, ADMITTED, "person", entry, at, signing)
        reseal(vault, tx, keys.seal.public_key().public_bytes_raw(), at, signing)
    vault.header = vault.header.with_passphrase(vault.data_key, person_id, bundle.salt, root, bundle.hardness).save(
        vault.folder, vault.data_key
    )
    return person_id


def change_person(vault: Vault, person_id: str, who: PersonSetup, *, passphrase: str, now: Now = wall_now) -> Changes:
    """Change a person's name, position or role; his keys stay. Raises MayNot, NotInRoster, WrongPassphrase."""
    who = who.checked()
    with vault.write() as tx:
        old = _known(vault, tx, person_id)
        signing = _may(vault, tx, passphrase, office=old.office)
        entry = {name: value for name, value in old.entry.items() if name != "salt"}
        body = {**entry, "name": who.name, "position": who.position, "role": who.role}
        return _act(vault, tx, CHANGED, "person", body, now(), signing, office=old.office)


def renew_key(
    vault: Vault, person_id: str, new_passphrase: str, *, passphrase: str, now: Now = wall_now, hardness: Hardness | None = None
) -> Changes:
    """Give a person who forgot his passphrase new keys. What he signed before stays valid; sealed parts that I can open are re-sealed.

    A chair does it in his office, the regency in the offices below: the new key then reaches their laptops by sync and is taken up
    there with `take_up_key`. Raises MayNot, NotInRoster, WrongPassphrase, PassphraseTooShort.
    """
    check_passphrase(new_passphrase)
    at, keys = now(), PersonKeys.fresh()
    bundle, root = Bundle.lock(keys, new_passphrase, hardness=hardness)
    with vault.write() as tx:
        old = _known(vault, tx, person_id)
        signing = _may(vault, tx, passphrase, office=old.office)
        who = PersonSetup(name=old.name, position=old.position, role=old.role)
        entry = person_entry(person_id, who, keys, bundle, office=old.office, at=at)
        changes = _act(vault, tx, RENEWED, "person", {**entry, "known": _known_logs(tx)}, at, signing, office=old.office)
        changes += reseal(vault, tx, keys.seal.public_key().public_bytes_raw(), at, signing)
    if old.office == vault.office:
        header = vault.header.with_passphrase(vault.data_key, person_id, bundle.salt, root, bundle.hardness)
        vault.header = header.save(vault.folder, vault.data_key)
    return changes


def take_up_key(vault: Vault, passphrase: str) -> Person:
    """Let a person of the office open this laptop too, after his key was made or renewed on another one.

    The vault must be open (by a colleague, or by the recovery sheet, after which the person himself has unlocked it). Raises
    WrongPassphrase when it is nobody's passphrase here.
    """
    with vault.read() as tx:
        people = vault.roster(tx).active(vault.office)
    person, bundle, root = prove(people, passphrase, None)
    header = vault.header.with_passphrase(vault.data_key, person.id, bundle.salt, root, bundle.hardness)
    vault.header = header.save(vault.folder, vault.data_key)
    if vault.me is None:
        vault.me = Me(person.id, bundle.seal_key(root))
    return person


def drop_ended_slots(vault: Vault) -> int:
    """Take the slots away of people who were ended, or whose key was renewed, on another laptop. Returns how many. The sheet stays."""
    with vault.read() as tx:
        roster = vault.roster(tx)
        people = {person.id: person for person in roster.active(vault.office)}
    if not people:  # the own roster is damaged or gone: that is for `check` to say, and no reason to shut everybody out
        return 0
    ended = [slot for slot in vault.header.slots if not slot.is_recovery and not _holds(people.get(slot.person), slot.salt)]
    for slot in ended:
        vault.header = vault.header.without(slot.person)
    if ended:
        vault.header = vault.header.save(vault.folder, vault.data_key)
    return len(ended)


def _holds(person: Person | None, salt: str) -> bool:
    return person is not None and Bundle.from_json(person.entry.get("bundle")).salt.hex() == salt


def end_person(vault: Vault, person_id: str, reason: str, *, passphrase: str, now: Now = wall_now) -> Changes:
    """End a person's keys: he left, or they were stolen. His earlier records and papers stay valid. Raises MayNot, NotInRoster."""
    with vault.write() as tx:
        old = _known(vault, tx, person_id)
        signing = vault.signing_key(tx, passphrase) if _is_me(vault, person_id) else _may(vault, tx, passphrase, office=old.office)
        body = {"person": person_id, "reason": reason, "known": _known_logs(tx)}
        changes = _act(vault, tx, ENDED, "end", body, now(), signing, office=old.office)
    vault.header = vault.header.without(person_id).save(vault.folder, vault.data_key)
    return changes


def end_device(vault: Vault, device_id: str, reason: str, *, passphrase: str, now: Now = wall_now) -> Changes:
    """End a laptop: stolen, seized or broken. What it wrote up to now stays valid, anything later does not. Raises MayNot."""
    with vault.write() as tx:
        device = vault.roster(tx).devices.get(device_id)
        if device is None:
            raise NotInRoster("This laptop is not in the roster.", "Choose one from the list.")
        signing = _may(vault, tx, passphrase, office=device.office)
        body = {"device": device_id, "reason": reason, "known": _known_logs(tx)}
        return _act(vault, tx, DEVICE_ENDED, "end", body, now(), signing, office=device.office)


def readers(vault: Vault, tx: Connection) -> dict[str, bytes]:
    """Return who can open what is sealed here: key id -> raw public key of the office's active people and of the regency's, if known."""
    roster, office = vault.roster(tx), vault.office
    chosen = list(roster.active(office))
    parent = office.rpartition(".")[0]
    while parent.count(".") >= 1:
        above = [person for person in roster.active(parent) if roster.is_vouched(person)]  # or anybody could make himself the regency
        chosen += [person for person in above if person.role in HIGHER or parent.count(".") > 1]
        parent = parent.rpartition(".")[0]
    return {key_id(person.seal_key): person.seal_key for person in chosen}


def _root(vault: Vault, tx: Connection, office: str) -> str:
    root = vault.roster(tx).root_of(office)
    if root is None:
        raise MayNot(
            "Nothing was changed: two rosters of this office stand side by side, and the centre has vouched for neither.",
            "Let the right one of the two laptops be enrolled at the centre first.",
        )
    return root


def _is_me(vault: Vault, person_id: str) -> bool:
    return vault.me is not None and vault.me.person_id == person_id


def _may(vault: Vault, tx: Connection, passphrase: str, *, office: str | None = None) -> ec.EllipticCurvePrivateKey:
    if not vault.roster(tx).may_admit(vault.person(tx), office or vault.office):
        raise MayNot("Nothing was changed: you may not admit or end people here.", "Ask the chair, or the regency.")
    return vault.signing_key(tx, passphrase)


def _known(vault: Vault, tx: Connection, person_id: str) -> Person:
    found = vault.roster(tx).people.get(person_id)
    if found is None:
        raise NotInRoster("This person is not in the roster.", "Choose one from the list.")
    return found


def _known_logs(tx: Connection) -> list[dict[str, object]]:
    return [{"log": log, "seq": seq} for log, seq in sorted(truth.log_ends(tx).items())]


def _act(
    vault: Vault,
    tx: Connection,
    type: str,
    part: str,
    body: Mapping[str, object],
    at: datetime,
    signing: ec.EllipticCurvePrivateKey,
    *,
    office: str | None = None,
) -> Changes:
    """Write a roster record; in an office below, it stands in my log and in that office's roster."""
    office = office or vault.office
    appended = vault.log.append(
        tx,
        type=type,
        stream=_root(vault, tx, office),
        at=at,
        person=vault.person(tx).id,
        schema=f"{type}/1",
        office=office,
        scope=roster_scope(office),
        parts=(Part.fresh(part, body),),
        person_key=signing,
    )
    return views.update(tx, [(appended.id, appended.header)])
