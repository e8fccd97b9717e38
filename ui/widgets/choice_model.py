"""A list of choices, each with a word and a quieter second line, for lists that are filtered while typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import theme
from ui.widgets.dress import tip

VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 2
GAP = 12  # pixels between a word and its detail


@dataclass(frozen=True, slots=True)
class Choice:
    """value: what is kept; label: what is read; detail: a second line (the code of a district, its regency)."""

    value: str
    label: str
    detail: str = ""


class ChoiceModel(QAbstractListModel):
    """Holds what the filter found."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._choices = tuple(choices)
        self.endResetModel()

    def choice(self, row: int) -> Choice:
        return self._choices[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._choices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self._choices[index.row()]
        by_role = {
            int(Qt.ItemDataRole.DisplayRole): choice.label,
            int(Qt.ItemDataRole.EditRole): choice.label,
            int(Qt.ItemDataRole.ToolTipRole): tip(choice.label),
            int(VALUE_ROLE): choice.value,
            int(DETAIL_ROLE): choice.detail,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{choice.label} {choice.detail}".strip(),
        }
        return by_role.get(int(role))


def room_for_detail(word: int, detail: int, whole: int) -> int:
    """Return the pixels of a detail beside a word: what that leaves, and two fifths beside a long one."""
    return min(detail, max(whole - word - GAP, whole * 2 // 5))


class ChoiceDelegate(QStyledItemDelegate):
    """Paints the word, and the detail at the right in the quieter colour."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list: what has no room ends in dots and stands whole in the tool tip."""
        return QSize(theme.px(80), theme.px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        colours = theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            body = QPainterPath()
            body.addRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)
            painter.fillPath(body, QColor(colours.chosen if is_chosen else colours.hover))
        place = option.rect.adjusted(10, 0, -10, 0)
        detail = str(index.data(DETAIL_ROLE) or "")
        metrics = option.fontMetrics
        width = room_for_detail(metrics.horizontalAdvance(str(index.data())), metrics.horizontalAdvance(detail), place.width())
        painter.setPen(QColor(colours.text_soft))
        cut = option.fontMetrics.elidedText(detail, Qt.TextElideMode.ElideRight, width + 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.setPen(QColor(colours.on_chosen if is_chosen else colours.text))
        word = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, place.width() - width - GAP)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
        painter.restore()
