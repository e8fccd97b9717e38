"""Opening a case, and changing what is said of it as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from core.actions.clock import Now, wall_now
from core.actions.office import REGIMES
from core.errors import AppError
from core.vault import views
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes, cases
from core.vault.views.said import all_of
from record.part import Part

ORIGINS = ("temuan", "laporan", "pengawasan", "informasi_awal")
SAYS = ("title", "number", "status", "timeline", "copies", "observed")


class CaseRefused(AppError):
    code = "case.refused"


def open_case(
    vault: Vault,
    *,
    regime: str,
    origin: str,
    title: str = "",
    source: str = "",
    facts: Mapping[str, object] | None = None,
    now: Now = wall_now,
) -> Changes:
    """Open a case; `Changes.cases` holds its id. source: where an import took it from. facts: keys of SAYS.

    Raises CaseRefused for a regime or origin that does not exist.
    """
    if regime not in REGIMES or origin not in ORIGINS:
        raise CaseRefused("The case was not opened: its regime or origin is unknown.", "Choose one from the list.")
    body = {"regime": regime, "origin": origin, "title": title.strip(), "status": "draft", "source": source, **_known(facts or {})}
    with vault.write() as tx:
        appended = vault.log.append(
            tx,
            type=cases.OPENED,
            stream=new_id(),
            at=now(),
            person=vault.person(tx).id,
            schema="case.opened/1",
            parts=(Part.fresh("case", body),),
        )
        return views.update(tx, [(appended.id, appended.header)])


def change_case(vault: Vault, case_id: str, facts: Mapping[str, object], *, now: Now = wall_now) -> Changes:
    """Say something new of a case as a whole (title, number, status); what is not named stays. Raises CaseRefused when it is unknown."""
    with vault.write() as tx:
        told = [one for one in all_of(tx, case_id) if one.header.type in cases.TYPES]
        if not told:
            raise CaseRefused("This case is not in the vault.", "Choose one from the list.")
        body = {name: value for name, value in told[-1].body("case").items() if name in SAYS} | _known(facts)
        appended = vault.log.append(
            tx,
            type=cases.CHANGED,
            stream=case_id,
            at=now(),
            person=vault.person(tx).id,
            schema="case.changed/1",
            scope=told[0].header.scope,
            parts=(Part.fresh("case", body),),
        )
        return views.update(tx, [(appended.id, appended.header)])


def _known(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: facts[name] for name in SAYS if name in facts}
