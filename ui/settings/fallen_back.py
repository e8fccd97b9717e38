"""Says once that a new version of the program did not come up, and that the one before goes on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.errors import AppError
from core.program.versions import Versions, own_versions
from ui.main_window import MainWindow


def tell_if_fallen_back(window: MainWindow, _vault: object, versions: Versions | None = None) -> None:
    """Show it above the desk, unless something else is said there: then at the next opening. versions: of another program, for tests."""
    found = versions or own_versions()
    try:
        failed = found.fallen_back() if found is not None and window.banner.isHidden() else ""
    except AppError:  # the disk does not take that it was said: it is said again next time
        return
    if failed:
        title = QCoreApplication.translate("FallenBack", "Version {version} did not come up on this laptop, so the one before goes on.")
        hint = QCoreApplication.translate(
            "FallenBack", "Nothing is lost. Tell your Bawaslu, and take the update again when they have a new one."
        )
        window.banner.say("warn", title.format(version=failed), hint)
