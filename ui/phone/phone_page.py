"""From the phone: its camera reads the code, a page opens there, and what is chosen lands in this case. Open only while it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.errors import AppError
from core.words import explain
from ui.documents.page_head import PageHead
from ui.phone.phone_files import NAME, PRINT, SIZE, STATE, PhoneFiles
from ui.phone.phone_state import PhoneState, PhoneView
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.page_stack import PageStack
from ui.widgets.qr_view import QrView
from ui.widgets.row_table import RowTable
from ui.widgets.scrolled import Scrolled

QR_SIZE = 206
NARROW, SIDE = 680, 290


class PhonePage(Page):
    finished = Signal()

    def __init__(self, state: PhoneState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head, self.banner = PageHead(self.tr("From the phone")), Banner()
        self.done = Button(self.tr("Finished"), kind="primary", icon_name="check")
        self.renew = Button(self.tr("New code"), icon_name="sync")
        self.renew.setToolTip(self.tr("For another phone: the code before is worth nothing from then on"))
        self.qr = QrView(QR_SIZE, self.tr("Address of the page for the phone, as a QR code"))
        self.network = ChoiceBox()
        self.address = worded("", "small", wrap=True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.files, self.table = PhoneFiles(), RowTable(row_height=40, narrowest_column=60)
        self.count, self.side = worded("", "soft"), Card()
        self._view: PhoneView | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head.add(self.renew)
        self.head.add(self.done)
        right = Card()
        words = QVBoxLayout()
        words.setSpacing(8)
        for step in (
            self.tr("1. Phone and laptop on the same Wi-Fi. Safest is the phone's own hotspot."),
            self.tr("2. Point the phone's camera at the code and open the page."),
            self.tr("3. Choose the photos there. This page takes them as long as it is shown."),
        ):
            words.addWidget(worded(step, wrap=True))
        self.network.setAccessibleName(self.tr("Network"))
        self.network.setMinimumWidth(theme.px(120))
        self.network.hide()
        words.addWidget(self.network)
        words.addWidget(self.address)
        words.addStretch(1)
        self._code = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._code.setSpacing(14)
        self._code.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._code.addLayout(words, 1)
        self.side.body.addLayout(self._code, 1)
        self.table.setModel(self.files)
        self.table.setAccessibleName(self.tr("Files from the phone"))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for number, width in ((PRINT, 110), (SIZE, 90), (STATE, 210)):
            self.table.setColumnWidth(number, width)
        self.nothing = EmptyState(
            "phone",
            self.tr("Nothing has come yet"),
            self.tr("Each file is shown here with its short fingerprint: compare it with the one on the phone."),
        )
        self._stack = PageStack()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.table)
        right.add(self.count)
        right.add(self._stack, 1)
        ground = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.side)
        self._row.addWidget(right, 1)
        right.setMinimumHeight(230)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(Scrolled(ground), 1)
        self.begin_at(self.done)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.done.clicked.connect(self.finished)
        self.renew.clicked.connect(self.state.renew)
        self.network.picked.connect(self._show_way)
        self.state.case_told.connect(self._show_case)
        self.state.told.connect(self._show)
        self.state.refused.connect(self._refuse)
        self.banner.acted.connect(self.state.open)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.state.open()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a minimised window goes on
            self.qr.show_text("")
            self.state.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the code stands above the files, its words beside it."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < theme.px(NARROW)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
        self._code.setDirection(QBoxLayout.Direction.LeftToRight if is_narrow else QBoxLayout.Direction.TopToBottom)
        self.side.setMaximumWidth(16_777_215 if is_narrow else theme.px(SIDE))
        self.side.setMinimumWidth(0 if is_narrow else theme.px(SIDE))

    def _show_case(self, title: str) -> None:
        self.head.show_words(self.tr("From the phone"), title)

    def _show(self, view: PhoneView) -> None:
        self._view = view
        hosts = [one.host for one in view.addresses]
        if [self.network.itemData(row) for row in range(self.network.count())] != hosts:
            self.network.set_choices([Choice(host, host) for host in hosts])
            self.network.setVisible(len(hosts) > 1)
        self._show_way()
        files = view.standing.files
        self.files.show_files(files)
        self._stack.setCurrentIndex(1 if files else 0)
        kept = sum(one.state in ("kept", "known") for one in files)
        self.count.setText(self.tr("{kept} of {count} in the case").format(kept=kept, count=len(files)) if files else "")
        refused = next((one for one in reversed(files) if one.trouble is not None), None)
        if refused is not None and refused.trouble is not None:
            title, hint = explain(refused.trouble)
            self.banner.say("warn", f"{refused.name}: {title}", hint)
        elif view.standing.others:
            hint = self.tr("One code is for one phone. Press New code and let the other phone scan that one.")
            self.banner.say("warn", self.tr("A second phone was turned away."), hint)
        else:
            self.banner.hide()

    def _show_way(self, _host: str = "") -> None:
        if self._view is None:
            return
        way = next((one for one in self._view.addresses if one.host == self.network.value()), self._view.addresses[0])
        self.qr.show_text(way.url)
        plain, _hash, code = way.url.partition("#")
        groups = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
        self.address.setText(self.tr("To type: {address}#{code}\n(without the spaces)").format(address=plain, code=groups))

    def _refuse(self, error: AppError) -> None:
        title, hint = explain(error)
        self.banner.say("error", title, hint, action=self.tr("Try again"))
