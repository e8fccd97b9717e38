"""The places of the desk: what stands in the rail and which page is behind it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.vault.vault import Vault
from core.vault.views.exhibits import Exhibit
from ui.cases.case_pages import CasePages
from ui.exhibits.original import FullPicture
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator
from ui.rail import RailEntry


def places(vault: Vault, jobs: JobRunner, navigator: Navigator, pages: CasePages) -> list[RailEntry]:
    """Return the entries of the rail in the order of Ctrl+1, Ctrl+2 and so on."""

    home = QCoreApplication.translate("Places", "Home")
    cases = QCoreApplication.translate("Places", "Cases")
    evidence = QCoreApplication.translate("Places", "Evidence")
    numbers = QCoreApplication.translate("Places", "Numbers")
    breaches = QCoreApplication.translate("Places", "Catalogue")
    printing = QCoreApplication.translate("Places", "Print")
    sending = QCoreApplication.translate("Places", "Send")
    check = QCoreApplication.translate("Places", "Check")
    recap = QCoreApplication.translate("Places", "Recap")
    settings = QCoreApplication.translate("Places", "Settings")
    return [
        RailEntry("home", "home", home, partial(_home, vault, jobs, navigator)),
        RailEntry("cases", "folder", cases, pages.list_page),
        RailEntry("evidence", "camera", evidence, partial(_gallery, vault, jobs, navigator, pages)),
        RailEntry("numbers", "book", numbers, partial(_numbers, vault, jobs, navigator, pages)),
        RailEntry("catalogue", "search", breaches, _catalogue),
        RailEntry("printing", "printer", printing, partial(_printing, vault, jobs, navigator, pages)),
        RailEntry("sending", "send", sending, partial(_sync, vault, jobs, navigator)),
        RailEntry("check", "shield", check, partial(_check, vault, jobs)),
        RailEntry("recap", "chart", recap, partial(_recap, vault, jobs, pages)),
        RailEntry("settings", "settings", settings, partial(_settings, vault, jobs, navigator), at_bottom=True),
    ]


def _home(vault: Vault, jobs: JobRunner, navigator: Navigator) -> QWidget:
    from ui.home.home_page import HomePage
    from ui.home.home_state import HomeState

    return HomePage(HomeState(vault, jobs), navigator)


def _gallery(vault: Vault, jobs: JobRunner, navigator: Navigator, pages: CasePages) -> QWidget:
    from ui.gallery.compare_page import ComparePage
    from ui.gallery.gallery_page import GalleryPage
    from ui.gallery.gallery_state import GalleryState
    from ui.gallery.map_page import MapPage
    from ui.gallery.map_state import MapState

    def compare(pair: list[tuple[Exhibit, FullPicture]]) -> None:
        beside = ComparePage(pair)
        beside.left.connect(navigator.leave)
        navigator.pushed.emit(beside, QCoreApplication.translate("Places", "Side by side"))

    def show_map() -> None:
        shown = MapPage(MapState(vault, jobs))
        shown.left.connect(navigator.leave)
        shown.case_wanted.connect(pages.open_case)
        shown.pictures_wanted.connect(pages.pictures.open)
        pages.changed.connect(shown.refresh)
        navigator.pushed.emit(shown, QCoreApplication.translate("Places", "Map"))

    page = GalleryPage(GalleryState(vault, jobs))
    page.case_wanted.connect(pages.open_case)
    page.pictures_wanted.connect(pages.pictures.open)
    page.comparison_wanted.connect(compare)
    page.map_wanted.connect(show_map)
    pages.changed.connect(page.refresh)
    return page


def _numbers(vault: Vault, jobs: JobRunner, navigator: Navigator, pages: CasePages) -> QWidget:
    from ui.numbers.register_page import RegisterPage
    from ui.numbers.register_state import RegisterState

    page = RegisterPage(RegisterState(vault, jobs))
    page.open_wanted.connect(pages.open_case)
    navigator.open_register.connect(page.go_to)
    page.state.changed.connect(pages.news.tell)
    pages.changed.connect(page.state.refresh)
    return page


def _catalogue() -> QWidget:
    from ui.rules.catalogue_page import CataloguePage

    return CataloguePage()


def _printing(vault: Vault, jobs: JobRunner, navigator: Navigator, pages: CasePages) -> QWidget:
    from ui.printing.print_page import PrintPage
    from ui.printing.print_state import PrintState
    from ui.printing.which_spooler import spooler_here

    page = PrintPage(PrintState(vault, jobs, spooler_here()))
    page.state.made.connect(pages.news.tell)
    navigator.print_cases.connect(page.choose_cases)
    return page


def _sync(vault: Vault, jobs: JobRunner, navigator: Navigator) -> QWidget:
    from ui.sync.sync_page import SyncPage
    from ui.sync.sync_state import SyncState

    return SyncPage(SyncState(vault, jobs), navigator)


def _check(vault: Vault, jobs: JobRunner) -> QWidget:
    from ui.check.check_page import CheckPage
    from ui.check.check_state import CheckState

    return CheckPage(CheckState(vault, jobs))


def _recap(vault: Vault, jobs: JobRunner, pages: CasePages) -> QWidget:
    from ui.recap.recap_page import RecapPage
    from ui.recap.recap_state import RecapState

    page = RecapPage(RecapState(vault, jobs))
    pages.changed.connect(page.refresh)
    return page


def _settings(vault: Vault, jobs: JobRunner, navigator: Navigator) -> QWidget:
    from ui.settings.settings_page import SettingsPage
    from ui.settings.settings_state import SettingsState

    return SettingsPage(SettingsState(vault, jobs), navigator)
