"""Opening the vault: by one's own passphrase, or by the recovery sheet, which restores data but nobody's key."""

from __future__ import annotations

from pathlib import Path

from core.actions.exchange.packs import carry_packs
from core.actions.office.restore import finish_restore
from core.actions.office.roster import drop_ended_slots
from core.reporter import Reporter
from core.vault.errors import AccessEnded, damaged
from core.vault.header_file import VaultHeader
from core.vault.keys import Bundle
from core.vault.vault import Me, Vault


def unlock(folder: Path, passphrase: str, *, report: Reporter | None = None) -> Vault:
    """Return the vault with `me` set. Raises WrongPassphrase, VaultMissing, VaultDamaged, VaultNewer; changes nothing then.

    Raises AccessEnded when the person was ended, or his key renewed, on another laptop: his slot is dropped here too.
    report: as in Vault.open.
    """
    header = VaultHeader.load(folder)
    data_key, person_id, root = header.open_with_passphrase(passphrase)
    vault = Vault.open(folder, data_key, header=header, report=report)
    with vault.read() as tx:
        person = vault.roster(tx).people.get(person_id)
    if person is None:
        vault.close()
        raise damaged()
    if drop_ended_slots(vault) and not any(slot.person == person_id for slot in vault.header.slots):
        vault.close()
        raise AccessEnded(
            "This passphrase does not open the vault any more: the key was ended or renewed on another laptop.",
            "With a renewed key, let a colleague unlock and choose People, Take up my new key. Else ask the chair.",
        )
    finish_restore(vault, person, passphrase)
    carry_packs(vault)
    vault.me = Me(person_id, Bundle.from_json(person.entry.get("bundle")).seal_key(root))
    return vault


def unlock_with_recovery(folder: Path, code: str, *, report: Reporter | None = None) -> Vault:
    """Return the vault with `me` None: everything open can be read, nothing written, nothing sealed opened. Raises as `unlock`."""
    header = VaultHeader.load(folder)
    vault = Vault.open(folder, header.open_with_recovery(code), header=header, report=report)
    carry_packs(vault)
    return vault
