"""The rules as this office has set them: its calendar, office hours, unconfirmed lengths and the stages of its election."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from core.rules.settings import RuleSettings, read_settings, settings_to_json
from core.vault import local
from core.vault.vault import Vault

SETTING = "rules"


def rule_settings(vault: Vault, tx: Connection) -> RuleSettings:
    """Return the settings in force on this laptop; the time zone is the office's. Raises SettingWrong for a damaged setting."""
    zone = vault.roster(tx).offices.get(vault.office, {}).get("timezone")
    return read_settings(local.setting(tx, SETTING), timezone=zone if isinstance(zone, str) else "")


def keep_rule_settings(vault: Vault, changed: Mapping[str, object]) -> RuleSettings:
    """Keep settings of the rules on this laptop. changed: as `settings_to_json`; what is not named stays.

    Raises SettingWrong naming what is wrong; nothing is kept then.
    """
    with vault.write() as tx:
        kept = local.setting(tx, SETTING)
        whole = {**(kept if isinstance(kept, dict) else {}), **changed}
        settings = read_settings(whole)
        local.keep_setting(tx, SETTING, settings_to_json(settings))
        return rule_settings(vault, tx)
