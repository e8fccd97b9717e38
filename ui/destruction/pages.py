"""The way to the pages about destroying, from wherever one comes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from core.actions.destruction.choose import ALL
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator

if TYPE_CHECKING:
    from ui.destruction.destroy_page import DestroyPage
    from ui.destruction.orders_page import OrdersPage

Tell = Callable[[Changes], None]


def push_destroy(
    vault: Vault, jobs: JobRunner, navigator: Navigator, tell: Tell, stream: str, what: str = ALL, schedule: str = ""
) -> DestroyPage:
    """Show what would go of a case, form, exhibit or paper, and take the order."""
    from ui.destruction.destroy_page import DestroyPage
    from ui.destruction.destroy_state import DestroyState

    page = DestroyPage(DestroyState(vault, jobs, stream, what=what, schedule=schedule))
    page.left.connect(navigator.leave)
    page.ordered.connect(partial(_ordered, navigator, tell))
    navigator.pushed.emit(page, QCoreApplication.translate("DestroyPages", "Destroy by order"))
    return page


def push_orders(vault: Vault, jobs: JobRunner, navigator: Navigator, tell: Tell, case_id: str = "") -> OrdersPage:
    """Show the orders of a case, or of all with what falls due and the settings."""
    from ui.destruction.orders_page import OrdersPage
    from ui.destruction.orders_state import OrdersState

    page = OrdersPage(OrdersState(vault, jobs, case_id))
    page.left.connect(navigator.leave)
    page.state.kept.connect(tell)
    page.destroy_wanted.connect(partial(push_destroy, vault, jobs, navigator, tell))
    navigator.pushed.emit(page, QCoreApplication.translate("DestroyPages", "Keeping and destroying"))
    return page


def legal_menu(
    parent: QWidget, destroy: Callable[[], None], orders: Callable[[], None] | None = None, withdraw: Callable[[], None] | None = None
) -> QMenu:
    """Return the menu of rare legal acts, behind a button of a page."""
    menu = QMenu(parent)
    if withdraw is not None:
        menu.addAction(QCoreApplication.translate("DestroyPages", "Withdraw ...")).triggered.connect(withdraw)
    menu.addAction(QCoreApplication.translate("DestroyPages", "Destroy by order ...")).triggered.connect(destroy)
    if orders is not None:
        menu.addAction(QCoreApplication.translate("DestroyPages", "Orders of destruction ...")).triggered.connect(orders)
    return menu


def _ordered(navigator: Navigator, tell: Tell, changes: Changes, is_done: bool) -> None:
    navigator.back.emit()
    tell(changes)
    if not is_done:
        navigator.say.emit(
            "info",
            QCoreApplication.translate("DestroyPages", "The order stands, but it was stopped on this laptop."),
            QCoreApplication.translate("DestroyPages", "The rest of it goes by itself when the vault is opened the next time."),
        )
        return
    navigator.say.emit(
        "success",
        QCoreApplication.translate("DestroyPages", "It is destroyed on this laptop."),
        QCoreApplication.translate("DestroyPages", "The others obey at their next contact: More, Orders of destruction."),
    )
