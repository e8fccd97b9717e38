"""What a second window on one vault is told."""

from __future__ import annotations

from pathlib import Path

from core.errors import AppError


class WindowOpen(AppError):
    code = "window.open"


def already_open(folder: Path) -> WindowOpen:
    """Return the refusal for a window on a vault that another window has open."""
    return WindowOpen("Bukti is already open on this vault.", "Switch to that window; it may be hidden behind others.", path=str(folder))
