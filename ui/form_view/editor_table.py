"""Which widget shows which kind of field. A new kind is one class and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.engine.view import Field
from ui.form_view.choice_editors import (
    FEW,
    MANY,
    CheckListEditor,
    ComboEditor,
    FilterEditor,
    RadioEditor,
    TicksEditor,
    VillageEditor,
)
from ui.form_view.date_editors import DateEditor, DatetimeEditor, TimeEditor
from ui.form_view.editor import CalculateEditor, Editor, ElsewhereEditor, IntegerEditor, LineEditor, LongTextEditor, NoteEditor
from ui.form_view.rank_editor import RankEditor
from ui.widgets.choice_model import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the caller adds to a form: both may be left out.

    explain(choice_value): legal basis and sanction of a breach, as plain text; villages(words): villages whose name holds the words.
    """

    explain: Callable[[str], str] | None = None
    villages: Callable[[str], Sequence[Choice]] | None = None


def _select_one(field: Field, _sources: Sources) -> Editor:
    if len(field.choices) > MANY:
        return FilterEditor()
    return ComboEditor() if len(field.choices) > FEW or "minimal" in field.appearance else RadioEditor()


def _select_multiple(field: Field, sources: Sources) -> Editor:
    return CheckListEditor(sources.explain) if len(field.choices) > MANY else TicksEditor()


def _text(field: Field, sources: Sources) -> Editor:
    return VillageEditor(sources.villages) if "village" in field.appearance and sources.villages is not None else LineEditor()


EDITORS: dict[str, Callable[[Field, Sources], Editor]] = {
    "text": _text,
    "long_text": lambda _field, _sources: LongTextEditor(),
    "date": lambda _field, _sources: DateEditor(),
    "time": lambda _field, _sources: TimeEditor(),
    "datetime": lambda _field, _sources: DatetimeEditor(),
    "integer": lambda _field, _sources: IntegerEditor(),
    "decimal": lambda _field, _sources: IntegerEditor(),
    "select_one": _select_one,
    "select_multiple": _select_multiple,
    "rank": lambda _field, _sources: RankEditor(),
    "note": lambda _field, _sources: NoteEditor(),
    "calculate": lambda _field, _sources: CalculateEditor(),
    "photo": lambda _field, _sources: ElsewhereEditor(),
    "file": lambda _field, _sources: ElsewhereEditor(),
    "signature": lambda _field, _sources: ElsewhereEditor(),
}


def editor_for(field: Field, sources: Sources) -> Editor:
    """Return a fresh widget for the field. Raises KeyError for a kind that the engine does not have either."""
    return EDITORS[field.kind](field, sources)
