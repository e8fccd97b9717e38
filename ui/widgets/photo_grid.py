"""A grid of thumbnails that loads them when they are painted, and takes files by drag and drop or paste."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QBuffer,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.decoded import decoded
from ui.widgets.dress import tip

THUMB, CAPTION = QSize(148, 111), 42
SPACING, HEADING = 4, 24  # pixels around a tile; above it, where tiles stand in groups
ID_ROLE, NOTE_ROLE, BROKEN_ROLE, GROUP_ROLE = (Qt.ItemDataRole.UserRole + number for number in range(1, 5))


@dataclass(frozen=True, slots=True)
class Tile:
    """One exhibit in the grid. title: Bukti-1; note: its caption or state; is_broken: kept, but cannot be shown."""

    id: str
    title: str
    note: str = ""
    is_broken: bool = False


class TileModel(QAbstractListModel):
    """Asks for the picture of a tile once, when it is painted; the answer may come later by `give_thumbnail`."""

    wanted = Signal(str)  # id of a tile whose thumbnail is not known yet

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        self._make: Callable[[int], Tile] | None = None
        self._tiles: dict[int, Tile] = {}  # those that were painted
        self._pixmaps: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._heads: dict[int, str] = {}  # row with which a group begins -> what stands above it
        self._begins: list[int] = []

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Replace all tiles; pictures already given stay."""
        kept = tuple(tiles)
        self.show_many([tile.id for tile in kept], kept.__getitem__)

    def show_many(self, ids: Sequence[str], make: Callable[[int], Tile], heads: Mapping[int, str] | None = None) -> None:
        """Replace all tiles; each is made when it is painted first. make: given its row. heads: row a group begins with -> its heading."""
        self.beginResetModel()
        self._heads = dict(heads or {})
        self._begins = sorted(self._heads)
        self._ids, self._make, self._tiles = tuple(ids), make, {}
        self._rows = {one: row for row, one in enumerate(self._ids)}
        known = self._rows.keys()
        self._pixmaps = {key: pixmap for key, pixmap in self._pixmaps.items() if key in known}
        self._asked &= known
        self.endResetModel()

    def give_thumbnail(self, tile_id: str, picture: bytes) -> None:
        """picture: JPEG, PNG or WEBP bytes; what cannot be read leaves the tile as it is."""
        image = decoded(picture)
        row = self._rows.get(tile_id)
        if image.isNull() or row is None:
            return
        self._pixmaps[tile_id] = QPixmap.fromImage(image)
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)

    def id_of(self, row: int) -> str:
        return self._ids[row]

    def group_of(self, row: int) -> tuple[str, bool, bool]:
        """Return the heading of the group of a row ("" without groups), whether the row is its first, and whether its last."""
        at = bisect_right(self._begins, row) - 1
        if at < 0:
            return "", False, False
        end = self._begins[at + 1] if at + 1 < len(self._begins) else len(self._ids)
        return self._heads[self._begins[at]], row == self._begins[at], row == end - 1

    def _tile(self, row: int) -> Tile:
        if row not in self._tiles:
            assert self._make is not None
            self._tiles[row] = self._make(row)
        return self._tiles[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tile = self._tile(index.row())
        if role == Qt.ItemDataRole.DecorationRole:
            if tile.id not in self._pixmaps and tile.id not in self._asked and not tile.is_broken:
                self._asked.add(tile.id)
                self.wanted.emit(tile.id)
            return self._pixmaps.get(tile.id)
        group = self.group_of(index.row())
        by_role = {
            int(Qt.ItemDataRole.DisplayRole): tile.title,
            int(Qt.ItemDataRole.AccessibleTextRole): " ".join(word for word in (group[0], tile.title, tile.note) if word),
            int(Qt.ItemDataRole.ToolTipRole): tip(tile.note),
            int(ID_ROLE): tile.id,
            int(NOTE_ROLE): tile.note,
            int(BROKEN_ROLE): tile.is_broken,
            int(GROUP_ROLE): group,
        }
        return by_role.get(int(role))


class _TileDelegate(QStyledItemDelegate):
    """A rounded picture, the title under it, the note in the quieter colour; above a group its heading and a line as long as the group."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        above = theme.px(HEADING) if index.data(GROUP_ROLE)[0] else 0
        return QSize(THUMB.width() + 12, THUMB.height() + theme.px(CAPTION) + 12 + above)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        colours = theme.colours
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tile = self._paint_heading(painter, option.rect, index)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.link), 2) if option.state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 8, 8)
        place = QRect(tile.left() + 6, tile.top() + 6, THUMB.width(), THUMB.height())
        self._paint_picture(painter, place, index)
        words = QRect(place.left() + 2, place.bottom() + 4, place.width() - 4, theme.px(18))
        painter.setPen(QColor(colours.text))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(str(index.data()), _CUT, words.width()))
        font.setBold(False)
        font.setPixelSize(theme.px(12))
        painter.setFont(font)
        painter.setPen(QColor(colours.text_soft))
        note = painter.fontMetrics().elidedText(str(index.data(NOTE_ROLE)), _CUT, words.width())
        painter.drawText(words.translated(0, theme.px(18)), Qt.AlignmentFlag.AlignVCenter, note)
        painter.restore()

    def _paint_heading(self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Returns what is left for the tile."""
        heading, is_first, is_last = index.data(GROUP_ROLE)
        if not heading:
            return cell
        above = QRect(cell.left(), cell.top(), cell.width(), theme.px(HEADING))
        end = above.right() - 2 if is_last else above.right() + 2 * SPACING + 1  # to the next of the group, without a gap
        painter.setPen(QPen(QColor(theme.colours.border), 2))
        painter.drawLine(above.left() + 2, above.bottom() - 2, end, above.bottom() - 2)
        if is_first:
            font = painter.font()
            font.setPixelSize(theme.px(12))
            painter.setFont(font)
            painter.setPen(QColor(theme.colours.text))
            words = painter.fontMetrics().elidedText(heading, _CUT, above.width() - 4)
            painter.drawText(above.adjusted(2, 0, -2, -4), Qt.AlignmentFlag.AlignVCenter, words)
        return cell.adjusted(0, theme.px(HEADING), 0, 0)

    def _paint_picture(self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(place), 6, 6)
        painter.fillPath(frame, QColor(theme.colours.surface_soft))
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(pixmap, QPixmap):
            sign = icon_pixmap("warn" if index.data(BROKEN_ROLE) else "camera", theme.colours.text_faint, 32)
            painter.drawPixmap(place.center().x() - 16, place.center().y() - 16, sign)
            return
        scale = max(place.width() / pixmap.width(), place.height() / pixmap.height())  # fill the place, cut what is over
        size = QSize(round(pixmap.width() * scale), round(pixmap.height() * scale))
        painter.setClipPath(frame)
        painter.drawPixmap(QRect(place.center() - QRect(0, 0, size.width(), size.height()).center(), size), pixmap)
        painter.setClipping(False)


_CUT = Qt.TextElideMode.ElideRight


class PhotoGrid(QListView):
    """Files come in by drop (`files_dropped`) and paste (`files_dropped`, or `image_pasted` for a bare picture as PNG bytes)."""

    files_dropped = Signal(list)  # of Path
    image_pasted = Signal(bytes)
    opened = Signal(str)  # id: Enter or double click
    delete_wanted = Signal(list)  # ids: the Delete key
    thumbnail_wanted = Signal(str)  # id: answer by give_thumbnail, now or later

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = TileModel()
        self._tiles.wanted.connect(self.thumbnail_wanted, Qt.ConnectionType.QueuedConnection)  # never inside a paint
        self._is_hovered = False
        self.setModel(self._tiles)
        self.setItemDelegate(_TileDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setSpacing(SPACING)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Photos and files"))
        self.activated.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles in this order."""
        self._tiles.show_tiles(tiles)

    def show_many(self, ids: Sequence[str], make: Callable[[int], Tile], heads: Mapping[int, str] | None = None) -> None:
        """Replace all tiles by ones that are made when they are painted first. heads: as for TileModel."""
        self._tiles.show_many(ids, make, heads)

    def give_thumbnail(self, tile_id: str, picture: bytes) -> None:
        """Give the picture that `thumbnail_wanted` asked for."""
        self._tiles.give_thumbnail(tile_id, picture)

    def chosen_ids(self) -> list[str]:
        """Return the ids of the selected tiles, as they stand in the grid."""
        chosen = self.selectionModel().selection()
        rows = sorted((one.top(), one.bottom()) for one in map(chosen.at, range(chosen.size())))
        return [self._tiles.id_of(row) for first, last in rows for row in range(first, last + 1)]

    def choose_ids(self, ids: Set[str]) -> None:
        """Select these tiles too; the cursor stays. Thousands are told to Qt as a few runs of rows, not one by one."""
        chosen, model = QItemSelection(), self._tiles
        for first, last in _runs([row for row in range(model.rowCount()) if model.id_of(row) in ids]):
            chosen.append(QItemSelectionRange(model.index(first, 0), model.index(last, 0)))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(ID_ROLE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().mimeData())
        elif event.key() == Qt.Key.Key_Delete and self.chosen_ids():
            self.delete_wanted.emit(self.chosen_ids())
        else:
            super().keyPressEvent(event)

    def paste(self, pasted: QMimeData) -> None:
        """Take what lies in the clipboard: files first, else a picture."""
        if paths := _paths(pasted):
            self.files_dropped.emit(paths)
        elif pasted.hasImage():
            buffer = QBuffer()
            buffer.open(QBuffer.OpenModeFlag.WriteOnly)
            QImage(pasted.imageData()).save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, the call wants text
            self.image_pasted.emit(bytes(buffer.data().data()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            self._hover(True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._is_hovered:  # they were read when they came; the mouse moves often, and there may be thousands
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: object) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        if paths := _paths(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if self._tiles.rowCount() and not self._is_hovered:
            return
        colours = theme.colours
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.viewport().rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(QColor(colours.link if self._is_hovered else colours.border), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colours.chosen) if self._is_hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 8, 8)
        painter.setPen(QColor(colours.text_soft))
        words = self.tr("Drop the files here") if self._is_hovered else self.tr("Drop photos and files here, or paste them with Ctrl+V")
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        painter.end()

    def _hover(self, is_hovered: bool) -> None:
        self._is_hovered = is_hovered
        self.viewport().update()


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return 1, 2, 3, 7 as (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        runs[-1:] = [(runs[-1][0], row)] if runs and runs[-1][1] == row - 1 else [*runs[-1:], (row, row)]
    return runs


def _paths(dropped: QMimeData) -> list[Path]:
    """The local files and folders of a drop or paste; web addresses are no files."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
