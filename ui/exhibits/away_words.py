"""Why the file of an exhibit does not lie on this laptop, in words for the person who looks for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.actions.exchange.away import Away


def away_words(away: Away) -> str:
    """Return where the original is, and how it comes back."""
    if away.is_destroyed:
        return QCoreApplication.translate("Away", "destroyed by order")
    if away.is_freed:
        return QCoreApplication.translate("Away", "at the centre (receipt verified); it is fetched when you open it")
    if away.is_damaged:
        return QCoreApplication.translate(
            "Away", "damaged on this laptop's disk; it comes again when you open it, or with the next exchange"
        )
    return QCoreApplication.translate("Away", "not on this laptop yet; it is fetched when you open it")
