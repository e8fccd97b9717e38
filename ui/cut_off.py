"""Whether the window of a vault ended without being closed last time: a mark beside the vault that only a proper end takes away."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_MARK = "window.open"


def begin_window(vault_folder: Path) -> bool:
    """Set the mark; returns whether it stood already: a power cut, a crash or a kill ended the window before."""
    mark = vault_folder / _MARK
    was_cut_off = mark.exists()
    with suppress(OSError):  # a full or read-only disk says so elsewhere; without the mark nothing is lost but the notice
        mark.touch()
    return was_cut_off


def end_window(vault_folder: Path) -> None:
    """The window is closed, or locked, as it should be."""
    with suppress(OSError):
        (vault_folder / _MARK).unlink(missing_ok=True)
