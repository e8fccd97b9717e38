"""The places of the desk: what stands in the rail and which page is behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.rail import RailEntry
from ui.widgets.empty_state import EmptyState

RailPage = Callable[[], QWidget]


def places() -> list[RailEntry]:
    """Return the entries of the rail in the order of Ctrl+1, Ctrl+2 and so on."""

    def empty(icon_name: str, title: str) -> RailPage:
        return partial(_empty_page, icon_name, title)

    home = QCoreApplication.translate("Places", "Home")
    cases = QCoreApplication.translate("Places", "Cases")
    evidence = QCoreApplication.translate("Places", "Evidence")
    papers = QCoreApplication.translate("Places", "Print")
    sending = QCoreApplication.translate("Places", "Send")
    check = QCoreApplication.translate("Places", "Check")
    settings = QCoreApplication.translate("Places", "Settings")
    return [
        RailEntry("home", "home", home, empty("home", home)),
        RailEntry("cases", "folder", cases, empty("folder", cases)),
        RailEntry("evidence", "camera", evidence, empty("camera", evidence)),
        RailEntry("papers", "printer", papers, empty("printer", papers)),
        RailEntry("sending", "send", sending, empty("send", sending)),
        RailEntry("check", "shield", check, empty("shield", check)),
        RailEntry("settings", "settings", settings, empty("settings", settings), at_bottom=True),
    ]


def _empty_page(icon_name: str, title: str) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(EmptyState(icon_name, title, ""))
    return page
