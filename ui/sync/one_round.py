"""One exchange with the centre as the window does it, by hand or in the evening."""

from __future__ import annotations

from core.actions.exchange.sending import note_round
from core.actions.exchange.sync import SyncResult, sync
from core.errors import AppError
from core.exchange.allowance import Wishes
from core.reporter import Reporter
from core.vault.vault import Vault


def one_round(vault: Vault, report: Reporter, wishes: Wishes | None = None) -> SyncResult:
    """Exchange, and keep how it ended for the line at the foot of the window. wishes: for this round only."""
    try:
        result = sync(vault, report, wishes=wishes)
    except AppError:
        note_round(vault, is_good=False)
        raise
    note_round(vault, is_good=True)
    return result
