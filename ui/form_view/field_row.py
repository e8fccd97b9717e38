"""One field on a page: its label, whether it must be filled, a hint, the widget, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.engine.view import Field
from ui.form_view.desk import FormDesk
from ui.form_view.editor_table import editor_for
from ui.theme import theme
from ui.widgets.dress import show_if, worded
from ui.widgets.pill import Pill

WITHOUT_EMPHASIS = ("note",)
LABEL_WIDEST = 540


class FieldRow(QWidget):
    """Keeps its widget for life, so that the focus survives; only what it shows changes by `bind`."""

    def __init__(self, field: Field, desk: FormDesk, parent: QWidget) -> None:
        super().__init__(parent)  # with a parent from the start: without one, "visible" would open a window
        self._desk, self.field = desk, field
        self.editor = editor_for(field, desk.sources)
        self.label = worded("", "" if field.kind in WITHOUT_EMPHASIS else "label", wrap=True)
        self.demand = worded(self.tr("required"), "required")
        self.hint, self.problem = worded("", "small", wrap=True), worded("", "problem", wrap=True)
        self.told: Pill | None = None  # most fields need neither, and a form has hundreds
        self.unconfirmed: QLabel | None = None
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label, 1000 if field.kind in WITHOUT_EMPHASIS else 0)  # a note has the whole width
        top.addWidget(self.demand, 0, Qt.AlignmentFlag.AlignVCenter)
        if field.attributes.get("unconfirmed") == "yes" and field.kind != "note":
            self.unconfirmed = worded(self.tr("(check the rules)"), "small")
            self.unconfirmed.setToolTip(self.tr("We have no confirmed source for this field; it is a default that the office may change."))
            top.addWidget(self.unconfirmed, 0, Qt.AlignmentFlag.AlignVCenter)
        if desk.told_by(field.ref):
            self.told = Pill("", "teal")
            top.addWidget(self.told, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.editor)
        column.addWidget(self.problem)
        self.label.setBuddy(self.editor.input())
        self.editor.changed.connect(self._answer)
        self.editor.beside.connect(self._answer_beside)
        self.editor.left.connect(self._show_problem)
        self.editor.refused.connect(self._show_problem)
        self.bind(field)

    def bind(self, field: Field) -> None:
        """Show the field as it is now; its ref may have moved."""
        self.field = field
        self.label.setText(field.label)
        self.label.setWordWrap(self.label.fontMetrics().horizontalAdvance(field.label) > theme.px(LABEL_WIDEST))  # Qt wraps short ones too
        show_if(self.demand, field.required and not field.readonly)
        if self.told is not None:
            origin = self._desk.told_by(field.ref)
            self.told.show_state(self.tr("from {form}").format(form=origin) if origin else "", "teal")
            show_if(self.told, bool(origin))
        self.hint.setText(field.hint)
        show_if(self.hint, bool(field.hint))
        self.editor.bind(field)
        spoken = f"{field.label}, {self.demand.text()}" if field.required else field.label
        self.editor.input().setAccessibleName(spoken)
        self.editor.input().setAccessibleDescription(field.hint)
        show_if(self, field.relevant and not self._stands_beside())
        self._show_problem()

    def origin(self) -> str:
        """Return what the row says of where its answer came from, "" for the person's own."""
        return self.told.text() if self.told is not None else ""

    def place_cursor(self) -> None:
        """Put the focus into the widget."""
        self.editor.setFocus() if self.editor.focusProxy() else self.editor.input().setFocus()

    def _stands_beside(self) -> bool:
        """True for the code of a village that the neighbour fills: a person has nothing to do with it."""
        return self.field.key.endswith("village_code") and self._desk.sources.villages is not None

    def _answer(self, value: str) -> None:
        self._desk.answer(self.field.ref, value)

    def _answer_beside(self, ending: str, value: str) -> None:
        neighbour = self.field.ref + ending
        try:
            self._desk.instance.node(neighbour)
        except KeyError:
            return  # this form keeps no code
        self._desk.answer(neighbour, value)

    def _show_problem(self) -> None:
        """While the person is typing, only what he was told before stays; the rest is said when he goes on."""
        is_typing = self.editor.input().hasFocus()
        said = "" if is_typing else self.editor.complaint() or self.field.problem
        words = self.editor.refusal or self._desk.message(self.field.ref) or said
        self.problem.setText(words)
        show_if(self.problem, bool(words))
        self.editor.mark(bool(words))
