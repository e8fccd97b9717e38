"""The flat tables as a person reads them in Excel: words in place of keys. CSV and maps keep the keys, for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.actions.numbers.print_register import STATUS_ID
from core.actions.recap.recap_sheets import ORIGIN_ID
from core.export.sheets import Sheet
from core.rules.catalogue import catalogue
from forms.library import official

REGIME_ID = {"pemilihan": "Pemilihan (Pilkada)", "pemilu": "Pemilu"}
YES_NO_ID = {"0": "tidak", "1": "ya"}


def in_words(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Return the tables with the Indonesian words of the office; what has none stays as it is."""
    words = _words()
    return tuple(
        Sheet(
            sheet.name,
            sheet.title,
            sheet.columns,
            tuple(
                tuple(words[key](str(value)) if key in words else value for (key, _), value in zip(sheet.columns, row, strict=True))
                for row in sheet.rows
            ),
        )
        for sheet in sheets
    )


def _words() -> dict[str, Callable[[str], str]]:
    titles = {form_id: form.titles[""] for form_id, form in official().items()}

    def of(known: dict[str, str]) -> Callable[[str], str]:
        return lambda key: known.get(key, key)

    return {
        "regime": of(REGIME_ID),
        "origin": of(ORIGIN_ID),
        "status": of(STATUS_ID),
        "form_id": of(titles),
        "is_sealed": of(YES_NO_ID),
        "is_withdrawn": of(YES_NO_ID),
        "violations": lambda ids: "; ".join(catalogue().find(one).label_id for one in ids.split()),
    }
