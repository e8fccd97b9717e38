"""Day, time, and both: typed the usual way, with a calendar for those who like one."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.actions.clock import wall_now
from forms.engine.view import Field
from ui.form_view.editor import Editor
from ui.form_view.typed_dates import shown_date, shown_time, typed_date, typed_time
from ui.icons import icon
from ui.theme import theme
from ui.widgets.dress import worded
from ui.widgets.text_line import TextLine


class DateLine(TextLine):
    """A line with a calendar at its end: by the button, or Alt+Down."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(theme.px(160))
        self.setPlaceholderText(self.tr("5-10-2024"))
        self._popup: QFrame | None = None
        self._action = QAction(self)
        self._action.setText(self.tr("Open the calendar"))
        self._action.setToolTip(self.tr("Open the calendar"))
        self._action.triggered.connect(self.open_calendar)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._draw)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def iso(self) -> str:
        """Return the typed day as 2024-10-05, or an empty text."""
        return typed_date(self.text(), today=wall_now().date())

    def open_calendar(self) -> None:
        """Drop a calendar down; a click or Enter takes the day."""
        if self.isReadOnly():
            return
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "card")
        calendar = QCalendarWidget()
        calendar.setMinimumWidth(theme.px(330))  # the short names of the days need it
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = QDate.fromString(self.iso(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(shown if shown.isValid() else QDate.currentDate())
        calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, QTextCharFormat())  # a Saturday is no holiday
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        column = QVBoxLayout(popup)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()
        self._popup = popup

    def _take(self, day: QDate) -> None:
        if self._popup is None:
            return
        popup, self._popup = self._popup, None
        popup.close()
        self.setText(shown_date(day.toString(Qt.DateFormat.ISODate)))
        self.textEdited.emit(self.text())
        self.setFocus()

    def _draw(self) -> None:
        self._action.setIcon(icon("calendar", theme.colours.text_soft, 18))


def long_day(iso: str) -> str:
    """Return "Sabtu, 5 Oktober 2024" for 2024-10-05 in the language of the window; an empty text for no day."""
    day = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return QLocale().toString(day, "dddd, d MMMM yyyy") if day.isValid() else ""


class DateEditor(Editor):
    """A day. What is typed and no day is kept as it stands, so that nothing is lost, and complained about."""

    def __init__(self) -> None:
        super().__init__()
        self.day, self.weekday = DateLine(), worded("", "soft")
        self.day.textEdited.connect(self._tell)
        self.day.editingFinished.connect(self._settle)
        self.row = QHBoxLayout()
        self.row.setSpacing(10)
        self.row.addWidget(self.day)
        self.row.addWidget(self.weekday, 1)
        self.column.addLayout(self.row)
        self.setFocusProxy(self.day)

    def bind(self, field: Field) -> None:
        self.day.setReadOnly(field.readonly)
        if field.value != self.value():
            self.day.setText(shown_date(field.value))
        self.weekday.setText(long_day(self.day.iso()))

    def value(self) -> str:
        return self.day.iso() or self.day.text().strip()

    def input(self) -> QWidget:
        return self.day

    def complaint(self) -> str:
        is_wrong = bool(self.day.text().strip()) and not self.day.iso()
        return self.tr("This is not a day. Write day-month-year, as 5-10-2024.") if is_wrong else ""

    def _tell(self) -> None:
        self.weekday.setText(long_day(self.day.iso()))
        self.changed.emit(self.value())

    def _settle(self) -> None:
        if iso := self.day.iso():
            self.day.setText(shown_date(iso))
        self.left.emit()


class _TimeLine(TextLine):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(theme.px(90))
        self.setPlaceholderText(self.tr("14.30"))


class TimeEditor(Editor):
    """A time of day."""

    def __init__(self) -> None:
        super().__init__()
        self.time = _TimeLine()
        self.time.textEdited.connect(self._tell)
        self.time.editingFinished.connect(self._settle)
        self.column.addWidget(self.time)
        self.setFocusProxy(self.time)

    def bind(self, field: Field) -> None:
        self.time.setReadOnly(field.readonly)
        if field.value != self.value() and shown_time(field.value) != shown_time(self.value()):
            self.time.setText(shown_time(field.value))

    def value(self) -> str:
        return typed_time(self.time.text()) or self.time.text().strip()

    def input(self) -> QWidget:
        return self.time

    def complaint(self) -> str:
        is_wrong = bool(self.time.text().strip()) and not typed_time(self.time.text())
        return self.tr("This is not a time. Write hour and minute, as 14.30.") if is_wrong else ""

    def _tell(self) -> None:
        self.changed.emit(self.value())

    def _settle(self) -> None:
        if value := typed_time(self.time.text()):
            self.time.setText(shown_time(value))
        self.left.emit()


class DatetimeEditor(DateEditor):
    """A day and, where it is known, the time: 2024-10-05 or 2024-10-05T14:30."""

    def __init__(self) -> None:
        super().__init__()
        self.time = _TimeLine()
        self.time.setAccessibleName(self.tr("Time"))
        self.time.textEdited.connect(self._tell)
        self.time.editingFinished.connect(self._settle)
        self.row.insertWidget(1, self.time)

    def bind(self, field: Field) -> None:
        self.time.setReadOnly(field.readonly)
        if field.value != self.value():
            day, _, time = field.value.partition("T")
            self.day.setText(shown_date(day))
            self.time.setText(shown_time(time))
        self.day.setReadOnly(field.readonly)
        self.weekday.setText(long_day(self.day.iso()))

    def value(self) -> str:
        day = super().value()
        time = typed_time(self.time.text()) or self.time.text().strip()
        return f"{day}T{time}" if time else day

    def complaint(self) -> str:
        if own := super().complaint():
            return own
        if not self.time.text().strip():
            return ""
        if not self.day.text().strip():
            return self.tr("The day is missing.")
        return "" if typed_time(self.time.text()) else self.tr("This is not a time. Write hour and minute, as 14.30.")

    def _settle(self) -> None:
        if value := typed_time(self.time.text()):
            self.time.setText(shown_time(value))
        super()._settle()
