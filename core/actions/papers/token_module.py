"""Which library speaks to the tokens of this laptop; its place is a setting, since each maker of tokens brings his own."""

from __future__ import annotations

from core.vault import local
from core.vault.vault import Vault

SETTING = "token_module"


def token_module(vault: Vault) -> str:
    """Return the path of the PKCS#11 library, "" when none was chosen."""
    with vault.read() as tx:
        kept = local.setting(tx, SETTING)
    return kept if isinstance(kept, str) else ""


def keep_token_module(vault: Vault, path: str) -> None:
    """Keep the path for this laptop. Raises NoModule when no PKCS#11 library lies there."""
    from core.papers.token import tokens

    tokens(path)
    with vault.write() as tx:
        local.keep_setting(tx, SETTING, path)
