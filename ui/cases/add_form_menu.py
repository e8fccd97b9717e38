"""The menu "Add a form": the official forms in the order in which a case meets them, those about a person with the people of the case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.actions.forms.prefill import CasePerson
from forms.library import official
from ui.cases.words import form_title
from ui.widgets.letter_menu import LetterMenu

STATEMENT = "ba_klarifikasi"  # begun where somebody is heard, not here
STEPS = (
    ("model_a", "laporan", "temuan"),
    ("tanda_bukti", "kajian_awal", "kelengkapan", "tanda_bukti_perbaikan"),
    ("ba_pleno", "saran_perbaikan"),
    ("undangan", "ba_sumpah", "ba_sumpah_ahli"),
    ("kajian", "penerusan", "pemberitahuan_status"),
    ("surat_tugas", "ba_serah_terima", "pakta_integritas", "surat_kuasa"),
)
ABOUT_A_PERSON = ("undangan", "ba_sumpah", "ba_sumpah_ahli")


class AddFormMenu(LetterMenu):
    """`chosen` with the form and, for one about a person, who it is about (None: somebody else)."""

    chosen = Signal(str, object)  # form id, CasePerson or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about: dict[str, QMenu] = {}
        known = official()
        steps = [*STEPS, tuple(sorted(set(known) - {form_id for step in STEPS for form_id in step} - {STATEMENT}))]
        for step in steps:
            if self.actions() and step:
                self.addSeparator()
            for form_id in step:
                if form_id in known:
                    self._add(form_id)
        self.show_people([])

    def _add(self, form_id: str) -> None:
        if form_id in ABOUT_A_PERSON:
            self._about[form_id] = behind = LetterMenu(self)
            behind.setTitle(form_title(form_id))
            self.addMenu(behind)
        else:
            self.addAction(form_title(form_id)).triggered.connect(partial(self._choose, form_id, None))

    def show_people(self, people: Sequence[CasePerson]) -> None:
        """Offer these people in the forms about a person."""
        roles = {"pelapor": self.tr("Reporter"), "terlapor": self.tr("Reported person"), "saksi": self.tr("Witness")}
        for form_id, menu in self._about.items():
            menu.clear()
            for person in people if form_id != "ba_sumpah_ahli" else ():
                words = f"{roles.get(person.role, person.role)}: {person.shown}"
                menu.addAction(words).triggered.connect(partial(self._choose, form_id, person))
            if menu.actions():
                menu.addSeparator()
            menu.addAction(self.tr("Somebody else")).triggered.connect(partial(self._choose, form_id, None))

    def _choose(self, form_id: str, person: CasePerson | None, _checked: bool = False) -> None:
        self.chosen.emit(form_id, person)
