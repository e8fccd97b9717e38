"""The forms and statements of a case as rows: what it is, how safe it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.cases.case_file import STATEMENT, DocumentLine
from ui.cases.words import STANDING_TONES, form_title, moment_words, standing_word
from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.dress import Button, worded
from ui.widgets.pill import Pill
from ui.widgets.scrolled import RowList

NARROW, WORDS_NEED = 640, 420  # pixels: of the row; of title and pills beside the buttons


class DocumentRow(QFrame):
    """One document. Which buttons it has follows from what it is: a sealed statement is read, not edited."""

    acted = Signal(
        str, str
    )  # edit, settle, read, preview, sign (a statement: read back and seal), supersede, withdraw or discard; stream (discard: draft id)

    def __init__(self, line: DocumentLine) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "card")
        self._icon = QLabel()
        title = worded(form_title(line.form_id), "subheading")
        self.pills = [Pill(word, tone) for word, tone in self._states()]
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
        for pill in self.pills:
            top.addWidget(pill)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(top)
        if summary := self._summary():
            words.addWidget(worded(summary, wrap=True))
        words.addWidget(worded(self._when(), "small", wrap=True))
        left, right = QHBoxLayout(), QHBoxLayout()
        self._right, self._buttons_need = right, 0
        left.setSpacing(14)
        left.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(words, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 11, 12, 11)
        self._row.setSpacing(10)
        self._row.addLayout(left, 1)
        self._row.addLayout(right)
        self.buttons: dict[str, Button] = {}
        for name, button in self._actions():
            self.buttons[name] = button
            button.setAccessibleName(f"{button.text()}: {form_title(line.form_id)}")
            right.addWidget(button)
        right.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the words, the buttons stand below them."""
        super().resizeEvent(event)
        if not self._buttons_need:
            self._buttons_need = self._right.sizeHint().width()  # before any is shortened
        is_narrow = event.size().width() < max(theme.px(NARROW), self._buttons_need + theme.px(WORDS_NEED))
        if "withdraw" in self.buttons:
            self.buttons["withdraw"].be_short(is_narrow)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), super().minimumSizeHint().height())

    @property
    def is_sealed(self) -> bool:
        return self.line.document is not None and self.line.document.is_sealed

    def _states(self) -> list[tuple[str, str]]:
        states = [] if self.line.document is None else [(standing_word(self.line.standing), STANDING_TONES[self.line.standing])]
        if self.line.draft is not None:
            states.append((self.tr("Draft"), "grey") if self.line.document is None else (self.tr("Unsaved changes"), "orange"))
        if self.line.is_destroyed:
            return [*states, (self.tr("Destroyed by order"), "red")]
        if self.line.is_withdrawn:
            states.append((self.tr("Withdrawn"), "red"))
        if self.is_sealed:
            states.append((self.tr("Sealed"), "green"))
        elif self.line.form_id == STATEMENT and self.line.document is not None and not self.line.is_withdrawn:
            states.append((self.tr("Not sealed yet"), "yellow"))
        if self.line.superseded_by:
            states.append((self.tr("Superseded"), "quiet"))
        if self.line.document is not None and self.line.document.heads > 1:
            states.append((self.tr("Two versions"), "red"))
        if self.line.papers:
            states.append((self.tr("Signed paper"), "teal"))
        return states

    def _summary(self) -> str:
        document = self.line.document
        if document is None:
            return ""
        about = document.reported if self.line.form_id != STATEMENT else ""
        return " · ".join(dict.fromkeys(word for word in (document.number, document.summary, about) if word))

    def _when(self) -> str:
        document, draft = self.line.document, self.line.draft
        if document is None:
            return self.tr("Draft, kept {time}").format(time=moment_words(draft.updated_at)) if draft is not None else ""
        if self.line.is_withdrawn:
            words = self.tr("Withdrawn {time} by {name}: {reason}")
            return words.format(time=moment_words(document.saved_at), name=self.line.person or "-", reason=self.line.withdrawn_because)
        saved = self.tr("Saved {time} by {name}").format(time=moment_words(document.saved_at), name=self.line.person or "-")
        return f"{saved} · " + self.tr("version {number}").format(number=self.line.versions)

    def _actions(self) -> list[tuple[str, Button]]:
        line, found = self.line, list[tuple[str, Button]]()

        def add(name: str, button: Button) -> None:
            button.clicked.connect(partial(self._act, name))
            found.append((name, button))

        if line.is_destroyed:
            return found
        if line.document is None:
            add("edit", Button(self.tr("Continue"), icon_name="pen"))
            add("discard", Button(self.tr("Discard"), kind="plain"))
            return found
        if line.is_withdrawn:
            add("read" if line.form_id == STATEMENT else "preview", Button(self.tr("Read"), icon_name="eye"))
            return found
        if self.is_sealed:
            add("read", Button(self.tr("Read"), icon_name="eye"))
            if not line.superseded_by:
                add("supersede", Button(self.tr("New statement"), icon_name="plus"))
        elif line.document.heads > 1:
            add("settle", Button(self.tr("Settle"), kind="primary", icon_name="list"))
        else:
            if line.form_id == STATEMENT and line.draft is None:
                add("sign", Button(self.tr("Read back and sign"), kind="primary", icon_name="pen"))
            add("edit", Button(self.tr("Continue") if line.draft is not None else self.tr("Edit"), icon_name="pen"))
        add("preview", Button(self.tr("Paper"), icon_name="printer"))
        add("withdraw", Button(self.tr("Withdraw ..."), kind="plain", icon_name="close"))
        return found

    def _act(self, name: str, _checked: bool = False) -> None:
        is_draft = name == "discard" and self.line.draft is not None
        self.acted.emit(name, self.line.draft.id if is_draft and self.line.draft is not None else self.line.stream)

    def _draw(self) -> None:
        name = "lock" if self.is_sealed else "statement" if self.line.form_id == STATEMENT else "document"
        self._icon.setPixmap(icon_pixmap(name, theme.colours.text_soft, theme.px(24)))


class DocumentRows(RowList):
    """The documents of a case, a row each."""

    acted = Signal(str, str)  # as of DocumentRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DocumentRow] = []

    def show_lines(self, lines: Sequence[DocumentLine]) -> None:
        """Show these, the newest first."""
        self.rows = [DocumentRow(line) for line in reversed(lines)]
        for row in self.rows:
            row.acted.connect(self.acted)
        self.put(self.rows)
