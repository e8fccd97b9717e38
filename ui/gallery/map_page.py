"""The map of the district: where exhibits were taken and, beside it, the same points as a list for the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout

from core.actions.cases.map_points import MapPoint, MapView
from core.vault.views import Changes
from ui.cases.words import moment_words
from ui.documents.page_head import PageHead
from ui.gallery.map_canvas import MapCanvas
from ui.gallery.map_state import MapState
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_model import Choice, ChoiceDelegate, ChoiceModel
from ui.widgets.dress import Button, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.page_stack import PageStack
from ui.widgets.side_by_side import SideBySide


class MapPage(Page):
    case_wanted = Signal(str)
    pictures_wanted = Signal(object, str)  # tuple of Exhibit, stream

    def __init__(self, state: MapState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self._points: tuple[MapPoint, ...] = ()
        self.head, self.banner = PageHead(self.tr("Map")), Banner()
        self.smaller, self.larger = Button(self.tr("Smaller"), icon_name="zoom_out"), Button(self.tr("Larger"), icon_name="zoom_in")
        self.all = Button(self.tr("Show all"), icon_name="fit")
        self.map, self.rows, self.list = MapCanvas(), ChoiceModel(), QListView()
        self.view = Button(self.tr("View"), kind="primary", icon_name="eye")
        self.case = Button(self.tr("Open the case"), icon_name="folder")
        self.said = worded("", "small", wrap=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        for button in (self.smaller, self.larger, self.all):
            self.head.add(button)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Points of the map"))
        ground, beside = Card(), Card()
        ground.add(self.map, 1)
        beside.add(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.view)
        row.addWidget(self.case)
        row.addStretch(1)
        beside.body.addLayout(row)
        beside.add(self.said)
        nothing = self.tr(
            "A photo comes onto the map when its file tells the position. Phones note it when location is switched on for the camera."
        )
        self.empty = EmptyState("pin", self.tr("No place is known yet"), nothing)
        self._stack = PageStack()
        self._stack.addWidget(SideBySide(ground, beside, right_width=330, least_height=230))
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.begin_at(self.list)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.smaller.clicked.connect(self.map.zoom_out)
        self.larger.clicked.connect(self.map.zoom_in)
        self.all.clicked.connect(self.map.fit)
        self.map.chosen.connect(self._point_chosen)
        self.map.opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.list.activated.connect(self._open_row)
        self.view.clicked.connect(self._view)
        self.case.clicked.connect(self._case)
        self.state.told.connect(self._show)
        self.state.opened.connect(self.pictures_wanted)
        self.state.refused.connect(self.banner.refuse)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in (self.smaller, self.larger, self.all):
            button.be_short(event.size().width() < 820)

    def refresh(self, _changes: Changes) -> None:
        if self.isVisible():
            self.state.load()

    def point(self) -> MapPoint | None:
        """Return the one in hand."""
        row = self.list.currentIndex().row()
        return self._points[row] if 0 <= row < len(self._points) else None

    def _show(self, view: MapView) -> None:
        kept = self.point()
        self._points = view.points
        self.rows.show_choices([Choice(one.stream, one.title or "-", moment_words(one.day)) for one in view.points])
        self.map.show_points(view.points)
        self._stack.setCurrentIndex(0 if view.points else 1)
        near = sum(one.kind == "near" for one in view.points)
        words = self.tr("{count} points").format(count=len(view.points))
        self.head.show_words(self.tr("Map"), words if view.points else "")
        said = [self.tr("{count} cases have no place on the map.").format(count=view.unplaced)] if view.unplaced else []
        said += [self.tr("Diamond: the place is that of other photos from the same village.")] if near else []
        self.said.setText(" ".join(said))
        if view.points:
            row = next((number for number, one in enumerate(view.points) if kept is not None and one.stream == kept.stream), 0)
            self.list.setCurrentIndex(self.rows.index(row, 0))

    def _row_chosen(self, current: QModelIndex) -> None:
        one = self.point()
        self.view.setEnabled(one is not None and one.kind == "exhibit")
        self.case.setEnabled(one is not None)
        if one is not None and current.isValid():
            self.map.choose(one)

    def _point_chosen(self, point: MapPoint) -> None:
        self.list.setCurrentIndex(self.rows.index(self._points.index(point), 0))

    def _open_row(self, _index: QModelIndex) -> None:
        if (one := self.point()) is not None:
            self._open(one)

    def _open(self, point: MapPoint) -> None:
        if point.kind == "near":
            self.case_wanted.emit(point.case_id)
            return
        around = [one.stream for one in self._points if one.kind == "exhibit"]
        at = around.index(point.stream)
        self.state.open(tuple(around[max(0, at - 150) : at + 150]), point.stream)

    def _view(self) -> None:
        if (one := self.point()) is not None:
            self._open(one)

    def _case(self) -> None:
        if (one := self.point()) is not None:
            self.case_wanted.emit(one.case_id)
