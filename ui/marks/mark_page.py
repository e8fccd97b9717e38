"""Marks on a copy of a picture: box, arrow, number, words, and the cover that hides a face for good."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import AppError
from core.evidence.marks import ARROW, BOX, COVER, NUMBER, TEXT, Mark
from core.vault.views import Changes
from ui.documents.page_head import PageHead
from ui.exhibits.original import FullPicture
from ui.marks.mark_canvas import MarkCanvas
from ui.marks.mark_state import MarkState
from ui.marks.mark_words_dialog import MarkWordsDialog
from ui.widgets.banner import Banner
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.page import Page
from ui.widgets.text_line import TextLine


class MarkPage(Page):
    """The original is untouched either way; marks are kept nowhere before the copy is."""

    kept = Signal(object)  # Changes

    def __init__(self, state: MarkState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        number = state.exhibit.no
        self.head = PageHead(self.tr("Mark a copy of {number}").format(number=number), self.tr("The original stays as it is."))
        self.banner, self.canvas = Banner(), MarkCanvas()
        self.save = Button(self.tr("Keep the copy"), kind="primary", icon_name="check")
        self.undo = Button(self.tr("Undo"), icon_name="history")
        self.reason = TextLine()
        self.said = worded("", "soft", wrap=True)
        self._tools: dict[str, Button] = {}
        self._build()
        self._connect()
        self.choose(COVER)
        self._show_marks()
        state.load()

    def _build(self) -> None:
        self.head.add(self.undo)
        self.head.add(self.save)
        self.undo.setToolTip("Ctrl+Z")
        self.save.setToolTip("Ctrl+S")
        self.reason.setMaxLength(200)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        group = QButtonGroup(self)
        for kind, title, keys in (
            (COVER, self.tr("Cover"), "1"),
            (BOX, self.tr("Box"), "2"),
            (ARROW, self.tr("Arrow"), "3"),
            (NUMBER, self.tr("Number"), "4"),
            (TEXT, self.tr("Words"), "5"),
        ):
            button = Button(title)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setToolTip(keys)
            button.clicked.connect(self.canvas.setFocus)
            group.addButton(button)
            self._tools[kind] = button
            tools.addWidget(button)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addLayout(tools)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.said)
        column.addWidget(self.reason)
        self.begin_at(self.canvas)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.save.clicked.connect(self._keep)
        self.undo.clicked.connect(self.canvas.undo)
        self.canvas.put.connect(self._put)
        self.canvas.changed.connect(self._show_marks)
        self.state.shown.connect(self._show)
        self.state.kept.connect(self._kept)
        self.state.refused.connect(self._refuse)
        self.state.busy_changed.connect(self._show_marks)
        for kind, button in self._tools.items():
            button.toggled.connect(self._follow_tools)
            self._shortcut(button.toolTip(), button.click, self.canvas)
            button.setProperty("mark", kind)
        self._shortcut("Ctrl+Z", self.canvas.undo, self)
        self._shortcut("Ctrl+S", self._keep, self)

    def _shortcut(self, keys: str, act: object, where: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(keys), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def is_unsaved(self) -> bool:
        return bool(self.canvas.marks)

    def choose(self, kind: str) -> None:
        """Draw this kind of mark from now on."""
        self._tools[kind].setChecked(True)

    def _follow_tools(self, is_on: bool) -> None:
        if is_on:
            self.canvas.tool = next(kind for kind, button in self._tools.items() if button.isChecked())

    def _put(self, mark: Mark) -> None:
        """A number counts by itself; words are asked for."""
        if mark.kind == NUMBER:
            mark = replace(mark, words=str(1 + sum(one.kind == NUMBER for one in self.canvas.marks)))
        elif mark.kind == TEXT:
            dialog = MarkWordsDialog(self)
            is_said = dialog.exec() == QDialog.DialogCode.Accepted
            dialog.deleteLater()
            if not is_said:
                return
            mark = replace(mark, words=dialog.words)
        self.canvas.keep(mark)

    def _show(self, picture: FullPicture) -> None:
        self.canvas.show_image(picture.image)

    def _show_marks(self) -> None:
        covers = any(one.kind == COVER for one in self.canvas.marks)
        self.undo.setEnabled(self.canvas.can_undo)
        self.save.setEnabled(bool(self.canvas.marks) and not self.state.is_busy)
        why = self.tr("Why is it covered? (needed)") if covers else self.tr("What does it show? (may stay empty)")
        self.reason.setPlaceholderText(why)
        self.reason.setAccessibleName(why)
        show_if(self.reason, bool(self.canvas.marks))
        self.said.setText(
            self.tr("Ordinary papers print this copy in the place of the original; the closed edition prints the original.")
            if covers
            else self.tr("Draw with the mouse; or Enter puts a mark, arrows move it, Shift with arrows sizes it, Delete takes it away.")
        )

    def _keep(self) -> None:
        if self.canvas.marks:
            self.state.keep(self.canvas.marks, self.reason.text())

    def _refuse(self, error: AppError) -> None:
        """Where the reason is missing the cursor goes there."""
        self.banner.refuse(error)
        if not self.reason.isHidden() and not self.reason.text().strip():
            self.reason.setFocus()

    def _kept(self, changes: Changes) -> None:
        self.kept.emit(changes)
