"""What the pieces of a form need from the form as a whole: to answer, to add, to remove, and the problems to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from forms.engine.instance import Instance
from forms.engine.view import Problem
from ui.form_view.editor_table import Sources


class FormDesk(QObject):
    """One for each FormView. It holds the Instance; widgets know only this."""

    answered = Signal(str, str)  # ref, value: the instance has it already
    refreshed = Signal(object)  # frozenset of refs to show anew
    restructured = Signal(str)  # ref to go to: items came or went, so refs moved

    def __init__(self, instance: Instance, sources: Sources) -> None:
        super().__init__()
        self.instance, self.sources = instance, sources
        self.problems: dict[str, Problem] = {}  # those that the person was told about

    def answer(self, ref: str, value: str) -> None:
        """Give an answer to the instance and let everything it changed be shown anew."""
        changed = self.instance.set(ref, value)
        if self.problems:
            changed |= self._solved()
        self.answered.emit(ref, value)
        self.refreshed.emit(changed | {ref})

    def add(self, repeat_ref: str) -> None:
        """Add an item to a repeat and go to it."""
        item_ref = self.instance.add(repeat_ref)
        self._solved()
        self.restructured.emit(item_ref)

    def remove(self, item_ref: str, repeat_ref: str) -> None:
        """Take an item out of a repeat. Told problems are dropped: their refs may have moved."""
        self.instance.remove(item_ref)
        self.problems = {ref: problem for ref, problem in self.problems.items() if not ref.startswith(repeat_ref)}
        self.restructured.emit(repeat_ref)

    def message(self, ref: str) -> str:
        """Return the sentence of a told problem, or an empty text."""
        problem = self.problems.get(ref)
        return problem.message if problem else ""

    def _solved(self) -> frozenset[str]:
        """Forget told problems that are none any more; return their refs."""
        still = {problem.ref: problem for problem in self.instance.problems()}
        solved = frozenset(self.problems) - frozenset(still)
        self.problems = {ref: still[ref] for ref in self.problems if ref in still}
        return solved
