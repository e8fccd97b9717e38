"""Originals of exhibits that do not lie on this laptop, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from core.vault import absent, truth
from core.vault.absent import DAMAGED, DESTROYED, FREED, Absent
from core.vault.views.exhibits import Exhibit


@dataclass(frozen=True, slots=True)
class Away:
    """An original that is not here. why: None when it simply has not come yet."""

    why: Absent | None

    @property
    def is_destroyed(self) -> bool:
        return self.why is not None and self.why.why == DESTROYED

    @property
    def is_freed(self) -> bool:
        return self.why is not None and self.why.why == FREED

    @property
    def is_damaged(self) -> bool:
        return self.why is not None and self.why.why == DAMAGED


def originals_away(tx: Connection, exhibits: tuple[Exhibit, ...]) -> Mapping[str, Away]:
    """Return SHA-256 -> why, of the originals of these exhibits that do not lie here."""
    digests = {one.original for one in exhibits if one.original}
    return {digest: Away(absent.why_not_here(tx, digest)) for digest in digests if not truth.holds_blob(tx, digest)}
