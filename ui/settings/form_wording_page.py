"""Setelan > Formulir: codes, titles and sentences of the official papers that no confirmed source gives, as this office words them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from core.actions.exchange.packs import Taken, take_pack_file
from core.actions.forms.form_wording import Wording, keep_wordings, wordings
from core.actions.office.office_settings import WORDING
from core.vault.vault import Vault
from forms.library import official
from ui.cases.words import form_title
from ui.documents.page_head import PageHead
from ui.jobs.runner import JobRunner
from ui.settings.two_at_once import TwoAtOnce, TwoAtOnceState
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, line
from ui.widgets.emptying import empty
from ui.widgets.labelled_field import LabelledField
from ui.widgets.long_text import LongText
from ui.widgets.page import Page
from ui.widgets.scrolled import Scrolled
from ui.widgets.text_line import TextLine
from ui.working_state import WorkingState

REGIMES = {"pemilihan": "Pemilihan", "pemilu": "Pemilu"}
LINES_HEIGHT = 84


class FormWordingState(WorkingState):
    """`told` after `look`; `kept` after `keep`."""

    told = Signal(str, object)  # form id, list of Wording
    kept = Signal()
    taken = Signal(object)  # Taken: the forms of a pack

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def look(self, form_id: str) -> None:
        """Read the texts of a form."""
        vault = self.vault
        self.run(lambda _report: (form_id, wordings(vault, form_id)), self._tell)

    def keep(self, form_id: str, own: dict[str, str]) -> None:
        """Keep the office's own words; "" takes them back."""
        vault = self.vault
        self.run(lambda _report: keep_wordings(vault, form_id, own), self._was_kept)

    def take(self, path: Path) -> None:
        """Take a pack of new form versions; ends with `taken` or `refused`."""
        vault = self.vault
        self.run(lambda _report: take_pack_file(vault, path), self.taken)

    def _tell(self, answer: tuple[str, list[Wording]]) -> None:
        self.told.emit(*answer)

    def _was_kept(self, _nothing: object) -> None:
        self.kept.emit()


class FormWordingPage(Page):
    """One form at a time. What stands there unchanged is the form's own; an emptied field gives it back."""

    def __init__(self, state: FormWordingState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head = PageHead(self.tr("Words of the official papers"), self.tr("Codes, titles and sentences as your office prints them"))
        self.banner = Banner()
        self.forms = ChoiceBox([Choice(form_id, form_title(form_id)) for form_id in sorted(official(), key=form_title)])
        self.take = Button(self.tr("Take new versions from the centre ..."), icon_name="download")
        self.save = Button(self.tr("Save"), kind="primary", icon_name="check")
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._form_id = ""
        self._as_kept: dict[str, str] = {}  # what stood in the fields when they were read or saved last
        self._ground = QWidget()
        self._rows = QVBoxLayout(self._ground)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(14)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.two_at_once = TwoAtOnce(TwoAtOnceState(state.vault, state.jobs, WORDING))
        self._build()
        self.two_at_once.state.decided.connect(self._look_again)
        self.two_at_once.state.refused.connect(self.banner.refuse)
        self.two_at_once.state.look()
        self.head.back.connect(self.left)
        self.forms.picked.connect(self._pick)
        self.save.clicked.connect(self._keep)
        self.take.clicked.connect(self._ask_for_pack)
        self.head.add(self.take)
        self.head.add(self.save)
        state.taken.connect(self._say_taken)
        state.told.connect(self._show)
        state.kept.connect(self._say_kept)
        state.refused.connect(self.banner.refuse)
        state.look(self.forms.value())

    def _build(self) -> None:
        card = Card()
        card.add(LabelledField(self.tr("Form"), self.forms))
        card.add(line())
        card.add(Scrolled(self._ground), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.head, self.banner, self.two_at_once):
            column.addWidget(widget)
        column.addWidget(card, 1)
        self.begin_at(self.forms)

    def _show(self, form_id: str, found: list[Wording]) -> None:
        self._form_id = form_id
        self.fields.clear()
        empty(self._rows)
        sentences = 0
        for one in found:
            sentences += one.place.startswith("pages/")
            field = self._field(one)
            self.fields[one.place] = field
            self._rows.addWidget(LabelledField(self._label(one, sentences), field, hint=self._hint(one)))
        self._as_kept = self._texts()

    def is_unsaved(self) -> bool:
        return self._texts() != self._as_kept

    def _texts(self) -> dict[str, str]:
        return {place: field.text() if isinstance(field, QLineEdit) else field.toPlainText() for place, field in self.fields.items()}

    def _pick(self, form_id: str) -> None:
        """Another form takes the place of this one, unless words of this one would be lost."""
        if self.is_unsaved():
            self.forms.set_value(self._form_id)
            self.banner.say("warn", self.tr("What you entered here is not kept yet."), self.tr("Save it first, or go back without it."))
            return
        self.banner.hide()
        self.state.look(form_id)

    def _field(self, one: Wording) -> QLineEdit | QPlainTextEdit:
        words = one.own or one.usual
        if not one.place.startswith(("pages/", "opening_words")):
            line = TextLine(words)
            line.setPlaceholderText(one.suggested)
            return line
        text = LongText(words)
        text.setTabChangesFocus(True)
        text.setFixedHeight(LINES_HEIGHT)
        return text

    def _label(self, one: Wording, number: int) -> str:
        kind, _, regime = one.place.partition("/")
        names = {"code": self.tr("Code"), "title": self.tr("Title"), "mark": self.tr("Mark"), "opening_words": self.tr("Opening")}
        if kind == "pages":
            return self.tr("Sentence {number}").format(number=number)
        return f"{names[kind]} ({REGIMES[regime]})" if regime in REGIMES else names[kind]

    def _hint(self, one: Wording) -> str:
        if one.suggested and not one.usual:
            return self.tr("Not confirmed; printed only when you set it. Check the rules. Perhaps: {code}").format(code=one.suggested)
        if one.is_confirmed:
            return ""
        return self.tr("Not confirmed: check the rules. Places in braces are filled from the form.") if one.usual else ""

    def _keep(self) -> None:
        self.banner.hide()
        self.state.keep(self._form_id, self._texts())

    def _look_again(self) -> None:
        self.state.look(self.forms.value())

    def _ask_for_pack(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Pack of forms or rules, signed by the centre"))
        if path:
            self.banner.hide()
            self.state.take(Path(path))

    def _say_taken(self, taken: Taken) -> None:
        named = ", ".join(f"{form_title(form_id)} {version}" for form_id, version in taken.forms)
        named = named or self.tr("rules of {version}").format(version=taken.rules)
        hint = self.tr("Drafts stay on their version until they are moved; what was saved stays readable.")
        title = self.tr("These versions were here already: {forms}") if taken.was_there else self.tr("New versions: {forms}")
        self.banner.say("success", title.format(forms=named), hint)

    def _say_kept(self) -> None:
        self._as_kept = self._texts()
        self.banner.say("success", self.tr("Kept."), self.tr("Papers made from now on have these words."))
