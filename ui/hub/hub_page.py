"""The page of the evening station: open it, the code that others type, and the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from core.hub.board import Board
from core.words import explain
from ui.documents.page_head import PageHead
from ui.hub.board_view import BoardView
from ui.hub.station import Station
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.page import Page
from ui.widgets.qr_view import QrView
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from core.hub.hub import HubStanding

NARROW, SIDE = 900, 264  # pixels
QR_SIZE = 176


class HubPage(Page):
    """Closed it says what it is for; open it shows the code beside the board."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self.banner, self.board = Banner(), BoardView()
        self.toggle = Button(self.tr("Open the evening station"), kind="primary", icon_name="people")
        self.large = Button(self.tr("Whole screen"), icon_name="fit")
        self.head, self.side = PageHead(self.tr("Evening station")), Card()
        self.qr = QrView(QR_SIZE, self.tr("Address and code of this station as a QR code"))
        self.code, self.address, self.heard = QLabel(), worded("", wrap=True), worded("", "soft", wrap=True)
        self._window: BoardWindow | None = None
        self._had_focus = False
        self._build()
        self.toggle.clicked.connect(self._turn)
        self.large.clicked.connect(self._show_large)
        station.told.connect(self._show)
        station.changed.connect(self._show_state)
        station.refused.connect(self.banner.refuse)
        station.turning.connect(self._be_turning)
        self._show_state()
        self.begin_at(self.toggle)

    def _build(self) -> None:
        font = QFont(self.code.font())
        font.setPixelSize(theme.px(22))
        font.setBold(True)
        self.code.setFont(font)
        self.code.setWordWrap(True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.add(worded(self.tr("Code of this station"), "label"))
        self.side.add(self.code)
        self.side.add(worded(self.tr("Each laptop types it once. It proves that nobody else answers in its place."), "small", wrap=True))
        self.side.body.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter)
        self.side.add(worded(self.tr("Address"), "label"))
        self.side.add(self.address)
        self.side.add(self.heard)
        self.side.body.addStretch(1)
        self.explained = worded(
            self.tr(
                "Other laptops on the same Wi-Fi copy their sealed parcels here. This laptop cannot read those of other offices; it "
                "carries them to the centre with its next Send and fetch. While the station is open, the window does not lock by itself."
            ),
            "soft",
            wrap=True,
        )
        self.head.back.connect(self.left)
        self.head.add(self.large)
        self.head.add(self.toggle)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(14)
        self._row.addWidget(self.side)
        self._row.addWidget(self.board, 1)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.explained)
        inside.addLayout(self._row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(Scrolled(ground), 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._station.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._window is not None:
            self._window.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < theme.px(NARROW)
        self._row.setDirection(QBoxLayout.Direction.BottomToTop if is_narrow else QBoxLayout.Direction.LeftToRight)
        self.side.setMinimumWidth(0 if is_narrow else theme.px(SIDE))
        self.side.setMaximumWidth(16_777_215 if is_narrow else theme.px(SIDE))

    def _turn(self) -> None:
        self.banner.hide()
        if self._station.is_open:
            self._station.close()
        else:
            self._station.open()

    def _be_turning(self, is_turning: bool) -> None:
        if is_turning:
            self._had_focus = self.toggle.hasFocus()
        self.toggle.setDisabled(is_turning)
        if not is_turning and self._had_focus:
            self.toggle.setFocus()  # a button that is disabled loses it

    def _show_state(self) -> None:
        is_open = self._station.is_open
        self.toggle.setText(self.tr("Close the station") if is_open else self.tr("Open the evening station"))
        self.side.setVisible(is_open)

    def _show(self, board: Board, stands: HubStanding | None) -> None:
        self.board.show_board(board)
        if self._window is not None:
            reach = "" if stands is None else f"{stands.code}\n{stands.addresses[0]}"
            self._window.board.show_board(board, reach)
        if stands is None:
            return
        self.code.setText(stands.code)
        self.address.setText("\n".join(stands.addresses[:3]))
        self.qr.show_text(f"{stands.addresses[0]} {stands.code}")
        found = self.tr("Laptops on this network find it by themselves.")
        typed = self.tr("This network does not let it be found: others type the address.")
        self.heard.setText("" if stands.is_announced is None else found if stands.is_announced else typed)
        if stands.is_full:
            hint = self.tr("What was handed in is kept. Make room on this laptop; the others go on by themselves.")
            self.banner.say("error", self.tr("The disk of this laptop is full: nothing more is taken."), hint)
        elif stands.trouble is not None:
            self.banner.say("warn", *explain(stands.trouble))

    def _show_large(self) -> None:
        if self._window is None:
            self._window = BoardWindow(self)
            self._window.destroyed.connect(self._forget_window)
        self._window.showFullScreen()
        self._station.refresh()

    def _forget_window(self) -> None:
        self._window = None


class BoardWindow(QWidget):
    """The board alone on the whole screen, for a projector; Esc closes it."""

    def __init__(self, above: QWidget) -> None:
        super().__init__(above, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Evening station"))
        self.board = BoardView(is_large=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.addWidget(self.board)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
