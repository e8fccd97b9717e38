"""One piece of evidence: what people say of it, to be changed in place, and what the file says of itself, to be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.clock import by_office_text
from core.actions.exchange.away import Away
from core.evidence.chat_names import came_by_chat
from core.evidence.inspect import why_not_words
from core.vault.views.exhibits import Exhibit
from ui.cases.facts import Facts
from ui.cases.words import moment_words, obtained_word, size_words
from ui.exhibits.away_words import away_words
from ui.exhibits.original import can_play
from ui.form_view.date_editors import DateLine
from ui.form_view.typed_dates import shown_date, shown_time, typed_time
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.dress import Button, line, worded
from ui.widgets.long_text import LongText
from ui.widgets.scrolled import Scrolled
from ui.widgets.text_line import TextLine

LINES = ("no", "title", "place", "taken_by", "obtained_from")


class _Words(LongText):
    """A few lines; tells when the person goes on."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(74))

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()


class ExhibitPanel(Card):
    """Emits `described` with (stream, {name: value}) when the person leaves a field that he changed."""

    described = Signal(str, dict)
    view_wanted = Signal(str)
    copy_wanted = Signal(str)
    withdraw_wanted = Signal(str, str)  # stream, reason
    settling_wanted = Signal(str)  # stream of which two descriptions stand side by side
    destroy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.exhibit: Exhibit | None = None
        self._sent: dict[str, str] = {}  # told, but not read back yet: neither told twice nor overwritten by an older reading
        self.lines = {name: TextLine() for name in LINES}
        self.caption, self.note = _Words(), _Words()
        self.note.setFixedHeight(theme.px(56))
        self.kind, self.evidence_class = QComboBox(), QComboBox()
        self.day, self.time = DateLine(), TextLine()
        self.heading, self.why_not = worded("", "heading", wrap=True), worded("", "problem", wrap=True)
        self.facts = Facts()
        self.hash = worded("", "small", wrap=True)
        self.two = worded(self.tr("Two laptops described this evidence without knowing of each other."), "problem", wrap=True)
        self.settle = Button(self.tr("Choose which holds ..."), kind="primary")
        self.view = Button(self.tr("View"), kind="primary", icon_name="eye")
        self.copy = Button(self.tr("Save the original as ..."), icon_name="download")
        self.withdraw = Button(self.tr("Withdraw ..."), kind="plain")
        self.order = Button(self.tr("Destroy by order ..."), kind="plain")
        self.reason = TextLine()
        self.sure = Button(self.tr("Withdraw"), kind="danger")
        self._build()
        self._connect()
        self.show_exhibit(None)

    def _build(self) -> None:
        self.kind.setEditable(True)
        self.kind.setLineEdit(TextLine())
        self.kind.addItems(["foto", "video", "rekaman suara", "tangkapan layar", "surat/dokumen", "barang", "lainnya"])
        self.evidence_class.addItem("Alat Bukti", "alat_bukti")
        self.evidence_class.addItem("Barang Bukti", "barang_bukti")
        self.time.setPlaceholderText("14.30")
        self.time.setFixedWidth(theme.px(74))
        self.reason.setPlaceholderText(self.tr("Why is it withdrawn?"))
        self.hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ground = QWidget()
        column = QVBoxLayout(self._ground)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(5)
        column.addWidget(self.heading)
        column.addWidget(self.why_not)
        column.addWidget(self.two)
        column.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignLeft)
        names = {
            "no": self.tr("Number"),
            "title": self.tr("Title"),
            "place": self.tr("Place taken"),
            "taken_by": self.tr("Taken by"),
            "obtained_from": self.tr("Obtained from"),
        }
        number, cls = self._field(names["no"], self.lines["no"]), self._field(self.tr("Class"), self.evidence_class)
        column.addLayout(self._beside(number, cls))
        column.addLayout(self._field(names["title"], self.lines["title"]))
        column.addLayout(self._field(self.tr("Caption"), self.caption))
        column.addLayout(self._field(self.tr("Kind"), self.kind))
        when = QHBoxLayout()
        when.addWidget(self.day)
        when.addWidget(self.time)
        when.addStretch(1)
        self.time.setAccessibleName(self.tr("Time taken"))
        column.addLayout(self._field(self.tr("Taken on"), self.day, when))
        for name in ("place", "taken_by", "obtained_from"):
            column.addLayout(self._field(names[name], self.lines[name]))
        column.addLayout(self._field(self.tr("Note"), self.note))
        column.addSpacing(6)
        column.addWidget(line())
        column.addWidget(worded(self.tr("What the file says"), "subheading"))
        column.addWidget(self.facts)
        column.addWidget(self.hash)
        column.addSpacing(4)
        column.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.reason)
        column.addWidget(self.sure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = self._scroll = Scrolled(self._ground)
        buttons = QHBoxLayout()
        buttons.addWidget(self.view)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        self.empty = worded(self.tr("Choose a photo or file to describe it."), "soft", wrap=True)
        self.add(self.empty)
        self.add(scroll, 1)
        self.body.addLayout(buttons)

    def _field(self, name: str, widget: QWidget, holder: QHBoxLayout | None = None) -> QVBoxLayout:
        label = worded(name, "label")
        label.setBuddy(widget)
        widget.setAccessibleName(name)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(label)
        if holder is not None:
            column.addLayout(holder)
        else:
            column.addWidget(widget)
        return column

    def _beside(self, *fields: QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        for field in fields:
            row.addLayout(field, 1)
        return row

    def _connect(self) -> None:
        for widget in (*self.lines.values(), self.day, self.time):
            widget.editingFinished.connect(self._tell)
        for words in (self.caption, self.note):
            words.left.connect(self._tell)
        self.kind.activated.connect(self._tell)
        edit = self.kind.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(self._tell)
        self.evidence_class.activated.connect(self._tell)
        self.settle.clicked.connect(self._settle)
        self.view.clicked.connect(self._view)
        self.copy.clicked.connect(self._copy)
        self.withdraw.clicked.connect(self._ask)
        self.sure.clicked.connect(self._withdraw)
        self.order.clicked.connect(self._want_destroy)

    def _want_destroy(self) -> None:
        if self.exhibit is not None:
            self.destroy_wanted.emit(self.exhibit.stream)

    def show_exhibit(self, exhibit: Exhibit | None, away: Away | None = None) -> None:
        """Show another one, or the same one as it is now; a field being typed in is not disturbed. away: its original is not here."""
        is_same = exhibit is not None and self.exhibit is not None and exhibit.stream == self.exhibit.stream
        if not is_same:
            self._tell()  # the cursor may still stand in a changed field
            self._sent.clear()
        self.exhibit = exhibit
        self._sent = {name: value for name, value in self._sent.items() if exhibit is not None and str(getattr(exhibit, name)) != value}
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if exhibit is None else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._scroll.setVerticalScrollBarPolicy(bar)
        self._ground.setVisible(exhibit is not None)
        self.empty.setVisible(exhibit is None)
        for button in (self.view, self.copy):
            button.setEnabled(exhibit is not None and bool(exhibit.original) and not (away is not None and away.is_destroyed))
        if exhibit is None:
            return
        self.heading.setText(" · ".join(word for word in (exhibit.no, exhibit.title) if word))
        why = why_not_words(exhibit.why_not_shown) if exhibit.why_not_shown else ""
        self.why_not.setText(why + " " + self.tr("The file itself is kept as evidence, byte for byte.") if why else "")
        self.why_not.setVisible(bool(why))
        stand_two = exhibit.heads > 1
        for shown in (self.two, self.settle):
            shown.setVisible(stand_two)
        for field in (*self.lines.values(), self.caption, self.note, self.kind, self.evidence_class, self.day, self.time, self.withdraw):
            field.setDisabled(stand_two)
        self.view.setEnabled(bool(exhibit.working) or (can_play(exhibit) and self.view.isEnabled()))
        self.view.setText(self.tr("Play") if can_play(exhibit) else self.tr("View"))
        for name, edit in self.lines.items():
            if not (is_same and edit.hasFocus()):
                edit.setText(self._value(name))
                edit.setCursorPosition(0)
        for words, text in ((self.caption, self._value("caption")), (self.note, self._value("note"))):
            if not (is_same and words.hasFocus()) and words.toPlainText() != text:
                words.setPlainText(text)
        self.kind.setEditText(self._value("kind"))
        self.evidence_class.setCurrentIndex(max(0, self.evidence_class.findData(self._value("evidence_class"))))
        if not (is_same and (self.day.hasFocus() or self.time.hasFocus())):
            day, _, time = by_office_text(self._value("taken_at")).partition("T")
            self.day.setText(shown_date(day))
            self.time.setText(shown_time(time))
        self._show_facts(exhibit, away)
        self._keep_it()

    def forget_sent(self) -> None:
        """What was told was refused: tell it again when the person leaves the field next."""
        self._sent.clear()

    def _value(self, name: str) -> str:
        return self._sent.get(name, str(getattr(self.exhibit, name)))

    def said(self) -> dict[str, str]:
        """Return what stands in the fields now."""
        words = {name: edit.text().strip() for name, edit in self.lines.items()}
        return words | {
            "caption": self.caption.toPlainText().strip(),
            "note": self.note.toPlainText().strip(),
            "kind": self.kind.currentText().strip(),
            "evidence_class": str(self.evidence_class.currentData()),
            "taken_at": self._taken_at(),
        }

    def _taken_at(self) -> str:
        """What the person typed; untouched, the exact time with its seconds stays."""
        assert self.exhibit is not None
        old = self._value("taken_at")
        old_day, _, old_time = by_office_text(old).partition("T")
        day, time = self.day.iso() or self.day.text().strip(), typed_time(self.time.text())
        if day == old_day and shown_time(old_time) == self.time.text():
            return old
        return f"{day}T{time}" if day and time else day

    def _show_facts(self, exhibit: Exhibit, away: Away | None) -> None:
        where = f"{exhibit.latitude}, {exhibit.longitude}" if exhibit.latitude else ""
        pixels = f"{exhibit.width} x {exhibit.height}" if exhibit.width else ""
        size = size_words(exhibit.size) if exhibit.original else ""
        added = " · ".join(word for word in (moment_words(exhibit.added_at), obtained_word(exhibit.obtained)) if word)
        self.facts.show_rows(
            (
                (self.tr("File"), exhibit.file_name or self.tr("none: an object")),
                (self.tr("Taken"), moment_words(exhibit.exif_taken_at) or self._why_no_time(exhibit)),
                (self.tr("Position"), where),
                (self.tr("Camera"), exhibit.camera),
                (self.tr("Type"), " · ".join(word for word in (exhibit.media_type, pixels, size) if word)),
                (self.tr("Added"), added),
                (self.tr("Original"), away_words(away) if away is not None else ""),
                (self.tr("Copy of"), f"SHA-256 {exhibit.parent_sha256[:16]}" if exhibit.parent else ""),
                (self.tr("Covered because"), exhibit.copy_reason if exhibit.covers else ""),
            )
        )
        digits = " ".join(exhibit.original[at : at + 8] for at in range(0, len(exhibit.original), 8))
        self.hash.setText(f"SHA-256\n{digits}" if digits else "")
        self.hash.setToolTip(exhibit.original)

    def _why_no_time(self, exhibit: Exhibit) -> str:
        if exhibit.original and came_by_chat(exhibit.file_name):
            return self.tr("This picture came by chat: its time is unknown.")
        return self.tr("the file does not say") if exhibit.original else ""

    def _tell(self) -> None:
        if self.exhibit is not None:
            changed = {name: value for name, value in self.said().items() if value != self._value(name)}
            if changed:
                self._sent |= changed
                self.described.emit(self.exhibit.stream, changed)

    def _settle(self) -> None:
        if self.exhibit is not None:
            self.settling_wanted.emit(self.exhibit.stream)

    def _view(self) -> None:
        if self.exhibit is not None:
            self.view_wanted.emit(self.exhibit.stream)

    def _copy(self) -> None:
        if self.exhibit is not None:
            self.copy_wanted.emit(self.exhibit.stream)

    def _ask(self) -> None:
        self.withdraw.hide()
        self.reason.show()
        self.sure.show()
        self.reason.setFocus()

    def _keep_it(self) -> None:
        if not self.reason.hasFocus():
            self.withdraw.show()
            self.reason.hide()
            self.sure.hide()
            self.reason.clear()

    def _withdraw(self) -> None:
        if self.exhibit is not None:
            self.withdraw_wanted.emit(self.exhibit.stream, self.reason.text())
