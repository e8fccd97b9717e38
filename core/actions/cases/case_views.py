"""How a person likes to see the list of cases: named views and the columns in use. Kept on this laptop alone, never sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection

from core.errors import AppError
from core.vault import local
from core.vault.vault import Vault
from core.vault.views.cases import SORTS

VIEWS, COLUMNS = "case_views", "case_columns"  # settings
VIEWS_MOST, NAME_LONGEST = 30, 60


class ViewRefused(AppError):
    code = "case_view.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """words, status, sort: as in a search of the list; columns: keys in their order, none for the usual ones."""

    name: str
    words: str = ""
    status: str = ""
    sort: str = "changed_at"
    descending: bool = True
    columns: tuple[str, ...] = ()


def case_views(vault: Vault) -> tuple[CaseView, ...]:
    """Return the saved views in the order in which they were saved."""
    with vault.read() as tx:
        return _kept(tx)


def keep_view(vault: Vault, view: CaseView) -> tuple[CaseView, ...]:
    """Keep a view; one of the same name gives way in its place. Returns all. Raises ViewRefused without a name, or above VIEWS_MOST."""
    name = " ".join(view.name.split())[:NAME_LONGEST]
    if not name:
        raise ViewRefused("The view was not saved: it has no name.", "Give it a name by which you know it again.")
    with vault.write() as tx:
        views = list(_kept(tx))
        place = next((number for number, one in enumerate(views) if one.name.casefold() == name.casefold()), len(views))
        if place == VIEWS_MOST:
            raise ViewRefused("The view was not saved: there are {count} already.", "Remove one that you no longer need.", count=VIEWS_MOST)
        views[place : place + 1] = [replace(view, name=name)]
        return _keep(tx, views)


def drop_view(vault: Vault, name: str) -> tuple[CaseView, ...]:
    """Forget a view. Returns those that are left."""
    with vault.write() as tx:
        return _keep(tx, [one for one in _kept(tx) if one.name != name])


def columns_in_use(vault: Vault) -> tuple[str, ...]:
    """Return the columns that were chosen, in their order; none when nobody has chosen."""
    with vault.read() as tx:
        kept: Any = local.setting(tx, COLUMNS)
    return tuple(str(one) for one in kept or ())


def keep_columns(vault: Vault, columns: tuple[str, ...]) -> None:
    with vault.write() as tx:
        local.keep_setting(tx, COLUMNS, list(columns))


def _kept(tx: Connection) -> tuple[CaseView, ...]:
    kept: Any = local.setting(tx, VIEWS)
    return tuple(_view(one) for one in kept or () if isinstance(one, dict) and one.get("name"))


def _keep(tx: Connection, views: list[CaseView]) -> tuple[CaseView, ...]:
    local.keep_setting(tx, VIEWS, [asdict(one) for one in views])
    return tuple(views)


def _view(kept: dict[str, Any]) -> CaseView:
    sort = str(kept.get("sort"))
    return CaseView(
        name=str(kept["name"]),
        words=str(kept.get("words") or ""),
        status=str(kept.get("status") or ""),
        sort=sort if sort in SORTS else "changed_at",
        descending=bool(kept.get("descending", True)),
        columns=tuple(str(one) for one in kept.get("columns") or ()),
    )
