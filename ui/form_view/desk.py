"""What the pieces of a form need from the form as a whole: to answer, to add, to remove, and the problems to show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from forms.engine.instance import Instance
from forms.engine.view import Problem
from ui.form_view.editor_table import Sources


class FormDesk(QObject):
    """One for each FormView. It holds the Instance; widgets know only this."""

    answered = Signal(str, str)  # ref, value: the instance has it already
    refreshed = Signal(object)  # frozenset of refs to show anew
    restructured = Signal(str)  # ref to go to: items came or went, so refs moved

    def __init__(
        self, instance: Instance, sources: Sources, *, told_by: dict[str, str] | None = None, title_of: Callable[[str], str] = str
    ) -> None:
        super().__init__()
        self.instance, self.sources = instance, sources
        self._told_by = told_by if told_by is not None else {}  # shared with the draft
        self._title_of = title_of
        self._told_refs = self._place_told()
        self.problems: dict[str, Problem] = {}  # those that the person was told about

    def answer(self, ref: str, value: str) -> None:
        """Give an answer to the instance and let everything it changed be shown anew."""
        changed = self.instance.set(ref, value)
        if (path := self._told_refs.pop(ref, None)) is not None:
            self._told_by.pop(path, None)  # it is the person's own answer now
        if self.problems:
            changed |= self._solved()
        self.answered.emit(ref, value)
        self.refreshed.emit(changed | {ref})

    def add(self, repeat_ref: str) -> None:
        """Add an item to a repeat and go to it."""
        item_ref = self.instance.add(repeat_ref)
        self._told_refs = self._place_told()
        self._solved()
        self.restructured.emit(item_ref)

    def remove(self, item_ref: str, repeat_ref: str) -> None:
        """Take an item out of a repeat. Told problems are dropped: their refs may have moved."""
        self.instance.remove(item_ref)
        self._told_refs = self._place_told()
        self.problems = {ref: problem for ref, problem in self.problems.items() if not ref.startswith(repeat_ref)}
        self.restructured.emit(repeat_ref)

    def message(self, ref: str) -> str:
        """Return the sentence of a told problem, or an empty text."""
        problem = self.problems.get(ref)
        return problem.message if problem else ""

    def told_by(self, ref: str) -> str:
        """Return the title of the form that this answer was taken from, "" for the person's own."""
        path = self._told_refs.get(ref)
        return self._title_of(self._told_by[path]) if path is not None else ""

    def _place_told(self) -> dict[str, str]:
        """Where the answers of other forms stand now: refs move when items come and go."""
        placed = {path: self.instance.ref_of(path.split("/")) for path in self._told_by}
        return {ref: path for path, ref in placed.items() if ref is not None}

    def _solved(self) -> frozenset[str]:
        """Forget told problems that are none any more; return their refs."""
        still = {problem.ref: problem for problem in self.instance.problems()}
        solved = frozenset(self.problems) - frozenset(still)
        self.problems = {ref: still[ref] for ref in self.problems if ref in still}
        return solved
