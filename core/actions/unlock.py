"""Opening the vault: by one's own passphrase, or by the recovery sheet, which restores data but nobody's key."""

from __future__ import annotations

from pathlib import Path

from core.vault.errors import damaged
from core.vault.header_file import VaultHeader
from core.vault.keys import Bundle
from core.vault.vault import Me, Vault


def unlock(folder: Path, passphrase: str) -> Vault:
    """Return the vault with `me` set. Raises WrongPassphrase, VaultMissing, VaultDamaged, VaultNewer; changes nothing then.

    A person who was ended still opens the data with his old slot only until the slot is dropped, and may not write.
    """
    header = VaultHeader.load(folder)
    data_key, person_id, root = header.open_with_passphrase(passphrase)
    vault = Vault.open(folder, data_key, header=header)
    with vault.read() as tx:
        person = vault.roster(tx).people.get(person_id)
    if person is None:
        vault.close()
        raise damaged()
    vault.me = Me(person_id, Bundle.from_json(person.entry.get("bundle")).seal_key(root))
    return vault


def unlock_with_recovery(folder: Path, code: str) -> Vault:
    """Return the vault with `me` None: everything open can be read, nothing written, nothing sealed opened. Raises as `unlock`."""
    header = VaultHeader.load(folder)
    return Vault.open(folder, header.open_with_recovery(code), header=header)
