"""What an office sets for all its laptops, as records: they reach every laptop, have a history, and two at once show."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.vault import local, views
from core.vault.vault import Vault
from core.vault.views import Changes, office_settings
from core.vault.views.office_settings import PART, SETTINGS_CHANGED, Setting, stream_of
from record.part import Part

RULES, WORDING, PAPERS, LETTERHEAD, LOGO = "rules", "wording", "papers", "letterhead", "logo"
_BEFORE = {RULES: "rules", WORDING: "form_wording", PAPERS: "paper_size"}  # where a vault of an earlier build kept it, for itself alone


class SettingGone(AppError):
    code = "office.setting_gone"


def settings_of(vault: Vault, tx: Connection, subject: str) -> dict[str, object]:
    """Return what the own office has set of a subject, empty for nothing.

    Until the office first sets a subject, what this laptop was told alone by an earlier build counts on it; the first change takes it over.
    """
    if (found := office_settings.current(tx, vault.office, subject)) is not None:
        return dict(found.values)
    before = local.setting(tx, _BEFORE[subject]) if subject in _BEFORE else None
    if subject == PAPERS and isinstance(before, str):
        return {"size": before}
    return dict(before) if isinstance(before, Mapping) else {}


def set_for_office(vault: Vault, tx: Connection, subject: str, settings: Mapping[str, object], *, now: Now = wall_now) -> Changes:
    """Write the whole of a subject as a record of the person who unlocked; nothing when it says so already.

    No legal act: it changes no document and gives no right, and who set what when stays to be seen. What two laptops set apart is one
    again after it. Raises NobodyHere.
    """
    found = office_settings.current(tx, vault.office, subject)
    if found is not None and not found.others and found.values == settings:
        return Changes()
    appended = vault.log.append(
        tx,
        type=SETTINGS_CHANGED,
        stream=stream_of(vault.office, subject),
        at=now(),
        person=vault.person(tx).id,
        schema=f"{SETTINGS_CHANGED}/1",
        parts=(Part.fresh(PART, {"subject": subject, "settings": dict(settings)}),),
    )
    return views.update(tx, [(appended.id, appended.header)])


def two_at_once(vault: Vault, subject: str) -> tuple[Setting, ...]:
    """Return what two laptops set apart, the one in force first; empty where all is well."""
    with vault.read() as tx:
        found = office_settings.current(tx, vault.office, subject)
    return (found, *found.others) if found is not None and found.others else ()


def decide_for(vault: Vault, subject: str, record_id: str, *, now: Now = wall_now) -> Changes:
    """Settle what two laptops set apart: what this record says is in force; the new record follows both. Raises SettingGone."""
    with vault.write() as tx:
        found = office_settings.current(tx, vault.office, subject)
        chosen = next((one for one in ((found, *found.others) if found is not None else ()) if one.record_id == record_id), None)
        if chosen is None:
            raise SettingGone("Nothing was changed: this setting has been followed by another meanwhile.", "Look at what is in force now.")
        return set_for_office(vault, tx, subject, chosen.values, now=now)
