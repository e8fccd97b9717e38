"""The head of a page that stands above another: back, title, a softer line, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.theme import icon_size, theme
from ui.widgets.dress import Button
from ui.widgets.elided import ElidedLabel
from ui.widgets.pill import Pill

NARROW, NARROW_PILL, WIDE_PILL, STANDING, TITLE = 680, 120, 320, 150, 190  # pixels; STANDING: of how things stand, beside the softer line


class PageHead(QWidget):
    """Widgets for the right side go in by `add`, how things stand by `add_standing`, pills by `show_pills`.

    Where there is no room, buttons show their icons alone, and how things stand goes below the title.
    """

    back = Signal()

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.subtitle = ElidedLabel(title, "title"), ElidedLabel(subtitle, "soft")
        self._button = QToolButton()
        self._button.setIconSize(icon_size())
        self._button.setToolTip(self.tr("Back"))
        self._button.setAccessibleName(self.tr("Back"))
        self._button.clicked.connect(self.back)
        self._pills: list[Pill] = []
        self._buttons: list[Button] = []
        self._standing: ElidedLabel | None = None
        self._top, self._below = QHBoxLayout(), QHBoxLayout()
        self._top.setSpacing(10)
        self._below.setSpacing(10)
        self._below.addWidget(self.subtitle)
        self._top.addWidget(self.title)
        self._top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(self._top)
        words.addLayout(self._below)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self._button)
        self._row.addLayout(words, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)
        if isinstance(widget, Button):
            self._buttons.append(widget)

    def add_standing(self, label: ElidedLabel) -> None:
        """Put a word on how things stand ("kept 14.05") before the buttons."""
        self._standing = label
        self._row.addWidget(label)

    def show_words(self, title: str, subtitle: str) -> None:
        """Say something else; a long title ends in dots, the whole of it stands in the tool tip."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def event(self, event: QEvent) -> bool:
        """A button that comes or says something else needs another room."""
        is_taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return is_taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < theme.px(NARROW) or self.width() < self._needed()
        for button in self._buttons:
            button.be_short(is_narrow and button.property("kind") != "primary")
        if self._standing is not None and is_narrow != (self._below.indexOf(self._standing) >= 0):
            old, new = (self._row, self._below) if is_narrow else (self._below, self._row)
            old.removeWidget(self._standing)
            new.insertWidget(1 if is_narrow else 2, self._standing)  # in the row after "Back" and the words
            self._standing.setMinimumWidth(theme.px(STANDING) if is_narrow else 0)
        most = max(theme.px(NARROW_PILL), self._left_over() // max(1, len(self._pills))) if is_narrow else theme.px(WIDE_PILL)
        for pill in self._pills:
            pill.be_at_most(min(most, theme.px(WIDE_PILL)))

    def _needed(self) -> int:
        """Return the pixels at which a title can be read beside all words, however these stand now."""
        widths = [self._widest(one) for one in (*self._beside(), *self._pills) if one.isVisibleTo(self)]
        if self._standing is not None and self._standing.text():
            widths.append(theme.px(STANDING))
        return theme.px(TITLE) + sum(width + self._row.spacing() for width in widths)

    def _left_over(self) -> int:
        """Return the pixels that title and short buttons leave to the pills."""
        beside = sum(one.sizeHint().width() + self._row.spacing() for one in self._beside() if one.isVisibleTo(self))
        return self.width() - theme.px(TITLE) - beside - len(self._pills) * self._top.spacing()

    def _beside(self) -> list[QWidget]:
        found = (item.widget() for item in map(self._row.itemAt, range(self._row.count())) if item is not None)
        return [one for one in found if one is not None and one is not self._standing]

    def _widest(self, one: QWidget) -> int:
        if isinstance(one, Button):
            return one.size_with_words().width()
        return min(one.needed(), theme.px(WIDE_PILL)) if isinstance(one, Pill) else one.sizeHint().width()

    def show_pills(self, *states: tuple[str, str]) -> None:
        """states: (word, tone) of each pill after the title."""
        while len(self._pills) < len(states):
            pill = Pill()
            self._top.insertWidget(1 + len(self._pills), pill)
            self._pills.append(pill)
        for number, pill in enumerate(self._pills):
            word, tone = states[number] if number < len(states) else ("", "grey")
            pill.show_state(word, tone)
        self._fit()

    def _draw(self) -> None:
        self._button.setIcon(icon("chevron_left", theme.colours.text, theme.px(22)))
