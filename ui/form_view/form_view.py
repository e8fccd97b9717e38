"""A whole form on the screen: its parts as pages beside a list of steps, filled through one Instance of forms/engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.engine.instance import Instance
from forms.engine.view import Field, Group, Problem, Repeat, Shown
from forms.taken_on_the_case import left_to_write
from ui.form_view.desk import FormDesk
from ui.form_view.editor_table import Sources
from ui.form_view.field_row import FieldRow
from ui.form_view.part_page import Register, RepeatBox, Section, bind_piece, in_order, scrolled_part
from ui.form_view.step_list import Step, StepList
from ui.form_view.tab_stops import is_stop, stop_beyond, stops_in
from ui.theme import theme
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, show_if
from ui.widgets.scrolled import Scrolled

NARROW = 680
RESTS_MS = 150
WIDEST = 780  # lines longer than this are hard to read


class FormView(QWidget):
    """`answered` and `changed` come after the instance has the answer. Pages are built when first shown.

    explain: legal basis and sanction of a choice of a long list; villages: choices for fields that ask for a village.
    told_by: path of an answer -> id of the form that it was taken from; an entry goes when the person answers himself. title_of: its name.
    """

    answered = Signal(str, str)  # ref, value
    changed = Signal()  # an answer, or an item came or went: time to autosave
    part_shown = Signal(str)  # ref of the part
    completed = Signal()  # Enter was pressed and nothing that is required lacks an answer any more

    def __init__(
        self,
        instance: Instance,
        *,
        explain: Callable[[str], str] | None = None,
        villages: Callable[[str], Sequence[Choice]] | None = None,
        told_by: dict[str, str] | None = None,
        title_of: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.instance = instance
        self._desk = FormDesk(instance, Sources(explain=explain, villages=villages), told_by=told_by, title_of=title_of)
        self._desk.setParent(self)
        self._sections: dict[str, Section] = {}
        self._scrolls: dict[str, Scrolled] = {}
        self._register: Register = {}
        self._current = ""
        self._wanted: QWidget | None = None  # to be scrolled to
        self.steps = StepList()
        self._stack = QStackedWidget()
        self.previous = Button(self.tr("Previous part"), icon_name="chevron_left")
        self.next = Button(self.tr("Next part"), icon_name="chevron_right")
        self._marks = QTimer(self)  # the steps are counted once for a burst of keys
        self._marks.setSingleShot(True)
        self._marks.setInterval(120)
        self._marks.timeout.connect(self.show_steps)
        self._rests = QTimer(self)  # a new card gets its place in several turns
        self._rests.setSingleShot(True)
        self._rests.setInterval(RESTS_MS)
        self._rests.timeout.connect(self._forget_wanted)
        self._build()
        self._desk.answered.connect(self._tell_answer)
        self._desk.refreshed.connect(self._refresh)
        self._desk.restructured.connect(self._restructure)
        self.steps.chosen.connect(self.show_part)
        self.show_part(self._parts()[0].ref)

    def _build(self) -> None:
        panel = QFrame()
        panel.setProperty("role", "card")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.addWidget(self.previous)
        foot.addStretch(1)
        foot.addWidget(self.next)
        inside.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.steps)
        row.addWidget(panel, 1)
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the word
        self.previous.clicked.connect(self.show_previous)
        self.next.clicked.connect(self.show_next)
        for keys, act in (("Ctrl+PgUp", self.show_previous), ("Ctrl+PgDown", self.show_next), ("Ctrl+Return", self.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the steps make room for the fields; the buttons below still lead through the parts."""
        show_if(self.steps, event.size().width() >= theme.px(NARROW))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._put_in_order()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes to the form by the keyboard stands in its first field at once."""
        super().focusInEvent(event)
        if (first := self._section(self._current).first_row()) is not None:
            first.place_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field that must be filled and is empty; on a button it presses the button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif isinstance(pressed := QApplication.focusWidget(), QPushButton) and self.isAncestorOf(pressed):
            pressed.click()
        else:
            self.go_on()

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's name
        """Tab goes down the part, to the buttons below it and to the steps. Qt's own order has cards that came later at the very end."""
        here, stops = QApplication.focusWidget(), self._stops()
        if here not in stops:
            return super().focusNextPrevChild(next)
        at = stops.index(here) + (1 if next else -1)
        target = stops[at] if 0 <= at < len(stops) else stop_beyond(self, here, is_next=next)
        if target is None:
            return False
        self._wanted = None
        target.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        if (scroll := self._scrolls[self._current]).isAncestorOf(target):
            scroll.ensureWidgetVisible(target, 20, 40)
        return True

    # reading

    def current_part(self) -> str:
        return self._current

    def field(self, ref: str) -> QWidget:
        """Return the widget that takes the keys for a field, building its page if need be. Raises KeyError for no field."""
        row = self.row(ref)
        return row.editor.input()

    def row(self, ref: str) -> FieldRow:
        """Return the row of a field, building its page if need be. Raises KeyError for no field."""
        self._section(self._part_of(ref))
        row = self._register[ref]
        if not isinstance(row, FieldRow):
            raise KeyError(ref)
        return row

    def repeat(self, ref: str) -> RepeatBox:
        """Return the box of a repeat, building its page if need be. Raises KeyError for no repeat."""
        self._section(self._part_of(ref))
        box = self._register[ref]
        if not isinstance(box, RepeatBox):
            raise KeyError(ref)
        return box

    # going

    def show_part(self, ref: str) -> None:
        """Go to the part with this ref and put the cursor into its first field."""
        section = self._section(ref)
        if ref != self._current:
            self._current = ref
            self._stack.setCurrentWidget(self._scrolls[ref])
            if (first := section.first_row()) is not None and self.isVisible():
                first.place_cursor()
            self.part_shown.emit(ref)
        self.show_steps()
        self._put_in_order()

    def show_next(self) -> None:
        self._step(1)

    def show_previous(self) -> None:
        self._step(-1)

    def go_on(self) -> None:
        """Go to the next required field without an answer, from the last one to the first; `completed` when there is none."""
        missing = self._missing()
        if not missing:
            self.completed.emit()
            return
        order = list(_refs(self._parts()))
        here = order.index(at) if (at := self._ref_in_hand()) in order else -1
        places = {ref: order.index(ref) for ref in missing if ref in order}
        later = [ref for ref, place in places.items() if place > here]
        self.go_to((later or missing)[0])

    def go_to(self, ref: str) -> None:
        """Show the field or repeat and put the cursor into it."""
        self.show_part(self._part_of(ref))
        piece = self._register.get(ref)
        row = piece.first_row() if isinstance(piece, Section) else piece
        if row is None:
            return
        row.place_cursor()
        self._wanted = row
        QTimer.singleShot(0, self, self._see_wanted)  # after the page has its sizes
        self._rests.start()

    # showing

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Put each sentence beside its field, mark the steps, and go to the first. None left: all marks go away."""
        told = set(self._desk.problems)
        self._desk.problems = {problem.ref: problem for problem in problems}
        self._refresh(frozenset(told | set(self._desk.problems)))
        self.show_steps()
        if problems:
            self.go_to(problems[0].ref)

    def refresh(self) -> None:
        """Show everything anew: the instance was changed from outside (answers were copied in)."""
        for part in self.instance.pages():
            if part.ref in self._sections:
                self._sections[part.ref].bind(part)
        self._enter()
        self.show_steps()

    def show_steps(self) -> None:
        """Count what lacks and show it beside the parts."""
        self._marks.stop()
        missing: dict[str, int] = {}
        for problem in left_to_write(self.instance):
            missing[problem.page_ref] = missing.get(problem.page_ref, 0) + 1
        wrong = {problem.page_ref for problem in self._desk.problems.values()}
        parts = self._parts()
        steps = [
            Step(ref=part.ref, sign=sign, title=part.label, missing=missing.get(part.ref, 0), is_wrong=part.ref in wrong)
            for part, sign in zip(parts, _signs(parts), strict=True)
        ]
        self.steps.show_steps(steps, self._current)
        refs = [part.ref for part in parts]
        at = refs.index(self._current) if self._current in refs else 0
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at < len(refs) - 1)

    # inside

    def _stops(self) -> list[QWidget]:
        """Where Tab stops in the form, in the order in which a person reads."""
        within = stops_in(self._scrolls[self._current], in_order(self._section(self._current)))
        return within + [one for one in (self.previous, self.next, *self.steps.buttons) if is_stop(one)]

    def _put_in_order(self) -> None:
        """Who comes to the form by Tab comes to the fields first. Qt orders only what is shown."""
        for before, after in pairwise(self._stops()):
            QWidget.setTabOrder(before, after)

    def _missing(self) -> list[str]:
        """The required fields without an answer, in their order; what is taken on the page of the case is left out."""
        return [one.ref for one in left_to_write(self.instance) if one.kind == "missing"]

    def _ref_in_hand(self) -> str:
        """The field in which the cursor stands."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, FieldRow):
            widget = widget.parentWidget()
        return widget.field.ref if isinstance(widget, FieldRow) else ""

    def _parts(self) -> list[Group]:
        return [part for part in self.instance.pages() if part.relevant]

    def _part_of(self, ref: str) -> str:
        return self.instance.page_of(ref)

    def _section(self, ref: str) -> Section:
        if ref not in self._sections:
            part = self.instance.node(ref)
            if not isinstance(part, Group):
                raise KeyError(ref)
            scroll, ground, column = scrolled_part(part.label)
            scroll.verticalScrollBar().rangeChanged.connect(self._see_wanted)
            self._stack.addWidget(scroll)  # before it is filled: what moves later is styled twice
            section = Section(part, self._desk, ground, has_heading=False)
            section.setMaximumWidth(theme.px(WIDEST))
            column.insertWidget(1, section)
            self._sections[ref], self._scrolls[ref] = section, scroll
            section.register(self._register)
        return self._sections[ref]

    def _enter(self) -> None:
        """Write the register anew: refs moved."""
        self._register.clear()
        for section in self._sections.values():
            section.register(self._register)

    def _tell_answer(self, ref: str, value: str) -> None:
        self.answered.emit(ref, value)
        self.changed.emit()
        self._marks.start()

    def _refresh(self, refs: frozenset[str]) -> None:
        for ref in refs:
            piece = self._register.get(ref)
            if piece is not None:  # a page not built yet shows the right thing when it is
                bind_piece(piece, self.instance.node(ref))
        if any(isinstance(self._register.get(ref), RepeatBox) for ref in refs):
            self._enter()  # an answer counts the items of a repeat

    def _restructure(self, ref: str) -> None:
        self.refresh()
        self.changed.emit()
        self.go_to(ref)

    def _step(self, by: int) -> None:
        refs = [part.ref for part in self._parts()]
        at = refs.index(self._current) + by
        if 0 <= at < len(refs):
            self.show_part(refs[at])

    def _see_wanted(self) -> None:
        scroll = self._scrolls.get(self._current)
        if scroll is not None and self._wanted is not None and scroll.isAncestorOf(self._wanted):
            scroll.ensureWidgetVisible(self._wanted, 20, 40)

    def _forget_wanted(self) -> None:
        self._wanted = None
        self._put_in_order()


def _refs(nodes: Sequence[Shown]) -> Iterator[str]:
    """Yield the refs of all fields and repeats in the order of the form."""
    for node in nodes:
        if not isinstance(node, Group):
            yield node.ref
        if not isinstance(node, Field):
            yield from _refs(node.items if isinstance(node, Repeat) else node.children)


def _signs(parts: Sequence[Group]) -> list[str]:
    """The number of each part on the paper, a dot for one without; a form that numbers none of its parts has them counted."""
    own = [part.attributes.get("part", "").strip("-") for part in parts]
    return [sign or "•" for sign in own] if any(own) else [str(number) for number, _part in enumerate(parts, 1)]
