"""The rules as this office has set them: its calendar, office hours, unconfirmed lengths and the stages of its election."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.office.office_settings import RULES, set_for_office, settings_of
from core.rules.settings import RuleSettings, read_settings, settable, settings_to_json
from core.vault.vault import Vault


def rule_settings(vault: Vault, tx: Connection) -> RuleSettings:
    """Return the settings in force in this office; the time zone is the office's own. Raises SettingWrong for a damaged setting.

    A length that the rules in force do not leave open (any more) counts for nothing: the law says it then.
    """
    zone = vault.roster(tx).offices.get(vault.office, {}).get("timezone")
    return read_settings(settable(settings_of(vault, tx, RULES)), timezone=zone if isinstance(zone, str) else "")


def keep_rule_settings(vault: Vault, changed: Mapping[str, object], *, now: Now = wall_now) -> RuleSettings:
    """Set rules for the office. changed: as `settings_to_json`; what is not named stays.

    Raises SettingWrong naming what is wrong, NobodyHere; nothing is kept then.
    """
    with vault.write() as tx:
        whole = {**settable(settings_of(vault, tx, RULES)), **changed}
        set_for_office(vault, tx, RULES, settings_to_json(read_settings(whole)), now=now)
        return rule_settings(vault, tx)
