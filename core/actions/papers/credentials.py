"""The centre's short credentials for the people of this office, which stand in the codes of their papers."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from core.vault import local
from core.vault.vault import Vault
from record.errors import NotGenuine, Unreadable
from record.paper_mark import NAME_BYTES_MAX, PaperCredential, check_credential, cut, read_credential
from record.roster import Person
from record.seal import key_id

SETTING = "paper_credentials"  # key id -> Base64; asked of the centre again at any time, so they need no record


def credential_of(vault: Vault, tx: Connection, person: Person, key: str) -> bytes | None:
    """Return the credential for a person's key (its id) as he stands in the roster now; None where the centre has given none."""
    kept = local.setting(tx, SETTING)
    raw = kept.get(key) if isinstance(kept, Mapping) else None
    if not isinstance(raw, str):
        return None
    found = read_known(vault.centre_keys(tx), base64.b64decode(raw))
    return found.raw if found is not None and _is_of(found, person, key) else None


def people_without(vault: Vault, tx: Connection) -> list[Person]:
    """Return the people of this office for whom no credential that fits is kept."""
    people = vault.roster(tx).active(vault.office)
    return [one for one in people if any(credential_of(vault, tx, one, key) is None for key in keys_in_force(one))]


def keep_credentials(vault: Vault, tx: Connection, given: Iterable[bytes]) -> int:
    """Keep those that a known centre has signed for people of this office; others are passed over. Returns how many are new."""
    old = local.setting(tx, SETTING)
    kept: dict[str, object] = dict(old) if isinstance(old, Mapping) else {}
    before, centres = dict(kept), vault.centre_keys(tx)
    people = {key: person for person in vault.roster(tx).active(vault.office) for key in keys_in_force(person)}
    for raw in given:
        found = read_known(centres, raw)
        if found is not None and found.key in people and _is_of(found, people[found.key], found.key):
            kept[found.key] = base64.b64encode(raw).decode()
    if kept != before:
        local.keep_setting(tx, SETTING, kept)
    return sum(before.get(key) != value for key, value in kept.items())


def keys_in_force(person: Person) -> list[str]:
    return [identity for identity, key in person.keys.items() if key.ended_after is None]


def read_known(centres: Mapping[str, bytes], raw: bytes) -> PaperCredential | None:
    """Return a credential that one of these centres has signed, else None."""
    try:
        found = read_credential(raw)
    except Unreadable:
        return None
    return found if is_issued(found, centres.values()) else None


def is_issued(credential: PaperCredential, centres: Iterable[bytes]) -> bool:
    """Return whether one of these centres (SPKI) has issued the credential."""
    for spki in centres:
        try:
            check_credential(credential, spki)
            return True
        except NotGenuine:
            continue
    return False


def _is_of(found: PaperCredential, person: Person, key: str) -> bool:
    told = found.key, found.office, found.role, found.name
    return told == (key, person.office, person.role, cut(person.name, NAME_BYTES_MAX)) and key_id(found.spki) in person.keys
