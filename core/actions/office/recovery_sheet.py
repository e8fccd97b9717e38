"""A new recovery sheet in place of the old one, and whether somebody has shown that he holds the one in force."""

from __future__ import annotations

from core.vault import local
from core.vault.keys import new_recovery_code
from core.vault.vault import Vault

_CONFIRMED = "recovery_sheet_confirmed"


def renew_recovery_sheet(vault: Vault, passphrase: str) -> str:
    """Return a new code; the earlier sheet opens nothing any more. Raises WrongPassphrase, NobodyHere, DiskRefused."""
    with vault.read() as tx:
        vault.signing_key(tx, passphrase)  # only to make sure that it is he who asks
    code = new_recovery_code()
    with vault.write() as tx:
        local.keep_setting(tx, _CONFIRMED, False)
    vault.header = vault.header.with_recovery(vault.data_key, code).save(vault.folder, vault.data_key)
    return code


def confirm_recovery_sheet(vault: Vault) -> None:
    """Note that a group of the code was typed from the sheet."""
    with vault.write() as tx:
        local.keep_setting(tx, _CONFIRMED, True)


def is_sheet_confirmed(vault: Vault) -> bool:
    with vault.read() as tx:
        return local.setting(tx, _CONFIRMED) is True
