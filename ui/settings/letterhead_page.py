"""Setelan > Kepala surat: name lines, how to reach the office, its logo and the size of its paper, with a preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.actions.office.letterhead import LetterheadSetting
from core.actions.office.office_settings import LETTERHEAD, LOGO, PAPERS
from core.papers.content import PaperSize
from forms.library import official
from ui.cases.words import form_title
from ui.documents.page_head import PageHead
from ui.settings.letterhead_state import LetterheadState, OnPaper
from ui.settings.two_at_once import TwoAtOnce, TwoAtOnceState
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.decoded import decoded
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.long_text import LongText
from ui.widgets.page import Page
from ui.widgets.pdf_view import PdfView
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text_line import TextLine

LINES_HEIGHT, LOGO_EDGE, PREVIEW_HEIGHT = 92, 84, 330  # pixels
SOON_MS = 350  # after the last key, so that a preview is not drawn for every one
SIZES: tuple[PaperSize, ...] = ("A4", "F4")


class LetterheadPage(Page):
    """What is typed is previewed at once and holds on all laptops of the office once it is saved."""

    def __init__(self, state: LetterheadState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head = PageHead(self.tr("Letterhead and paper"), self.tr("The same on all laptops of the office"))
        self.banner = Banner()
        self.two_at_once = [TwoAtOnce(TwoAtOnceState(state.vault, state.jobs, subject)) for subject in (LETTERHEAD, LOGO, PAPERS)]
        self.save = Button(self.tr("Save"), kind="primary", icon_name="check")
        self.names = LongText()
        self.suggest = Button(self.tr("Use the usual lines (check the rules)"), kind="plain")
        self.lines = {name: TextLine() for name in ("address", "phone", "email", "city")}
        self.logo, self.load, self.remove = QLabel(), Button(self.tr("Load a logo ...")), Button(self.tr("Without a logo"), kind="plain")
        self.usual = ChoiceBox([Choice("A4", "A4 (210 x 297 mm)"), Choice("F4", "F4 / Folio (215 x 330 mm)")])
        self.by_form = {form_id: ChoiceBox(self._sizes()) for form_id in sorted(official(), key=form_title)}
        self.preview = PdfView()
        self._logo_png: bytes | None = None
        self._as_kept: object = None  # what stood on the screen when it was read or saved last
        self._suggested: tuple[str, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._build()
        self._connect()

    def _sizes(self) -> list[Choice]:
        return [Choice("", self.tr("as usual")), *(Choice(size, size) for size in SIZES)]

    def _build(self) -> None:
        self.head.add(self.save)
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(LINES_HEIGHT)
        self.preview.setFixedHeight(PREVIEW_HEIGHT)
        self.preview.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        office, logo, paper, shown = (
            Card(self.tr("The office, as it is printed")),
            Card(self.tr("Logo")),
            Card(self.tr("Size of the paper")),
            Card(self.tr("Preview")),
        )
        office.add(
            LabelledField(
                self.tr("Name lines, in capitals on paper"), self.names, hint=self.tr("One to five lines; the last is the office itself.")
            )
        )
        office.body.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeft)
        labels = (self.tr("Address"), self.tr("Telephone"), self.tr("E-mail"), self.tr("City before the date"))
        for label, line in zip(labels, self.lines.values(), strict=True):
            office.add(LabelledField(label, line))
        self.logo.setFixedSize(LOGO_EDGE, LOGO_EDGE)
        self.logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.logo.setProperty("role", "framed")
        row = QHBoxLayout()
        row.addWidget(self.logo)
        words = QVBoxLayout()
        words.addWidget(worded(self.tr("PNG or JPEG, at most 10 MB. It is printed at the left of the letterhead."), "small", wrap=True))
        for button in (self.load, self.remove):
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        logo.body.addLayout(row)
        paper.add(LabelledField(self.tr("Usual size"), self.usual))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for number, (form_id, box) in enumerate(self.by_form.items()):
            box.setMinimumWidth(theme.px(120))
            box.setAccessibleName(form_title(form_id))
            name = worded(form_title(form_id), wrap=True)
            name.setBuddy(box)
            grid.addWidget(name, number, 0)
            grid.addWidget(box, number, 1)
        paper.body.addLayout(grid)
        shown.add(self.preview)
        halves = []
        for cards in ((office, logo), (shown, paper)):
            half = QWidget()
            side = QVBoxLayout(half)
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(14)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            halves.append(half)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.head, self.banner, *self.two_at_once):
            column.addWidget(widget)
        column.addWidget(Scrolled(SideBySide(halves[0], halves[1], spacing=14), sideways=True), 1)
        self.begin_at(self.names)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.save.clicked.connect(self._keep)
        self.suggest.clicked.connect(self._suggest)
        self.load.clicked.connect(self._ask_for_logo)
        self.remove.clicked.connect(self._remove_logo)
        self.names.textChanged.connect(self._soon.start)
        for line in self.lines.values():
            line.textChanged.connect(self._soon.start)
        self.usual.picked.connect(self._soon.start)
        self._soon.timeout.connect(self._preview)
        for notice in self.two_at_once:
            notice.state.decided.connect(self.state.look)
            notice.state.refused.connect(self.banner.refuse)
        self.state.told.connect(self._show)
        self.state.kept.connect(self._say_kept)
        self.state.previewed.connect(self.preview.set_pdf)
        self.state.logo_read.connect(self._take_logo)
        self.state.refused.connect(self.banner.refuse)
        self.state.busy_changed.connect(self.save.setDisabled)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.look()
        for notice in self.two_at_once:
            notice.state.look()

    def typed(self) -> LetterheadSetting:
        """Return the letterhead as it stands on the screen."""
        lines = tuple(line for line in self.names.toPlainText().splitlines() if line.strip())
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        return LetterheadSetting(name_lines=lines, logo_png=self._logo_png, **texts)

    def is_unsaved(self) -> bool:
        return self._as_kept is not None and self._on_screen() != self._as_kept

    def _on_screen(self) -> object:
        return self.typed(), self.usual.value(), [box.value() for box in self.by_form.values()]

    def _show(self, found: OnPaper) -> None:
        self.names.setPlainText("\n".join(found.head.name_lines))
        for name, line in self.lines.items():
            line.setText(str(getattr(found.head, name)))
        self.usual.set_value(found.paper.usual)
        for form_id, box in self.by_form.items():
            box.set_value(found.paper.by_form.get(form_id, ""))
        self._suggested = found.suggested
        self.suggest.setVisible(bool(found.suggested) and found.suggested != found.head.name_lines)
        self._put_logo(found.head.logo_png)
        self._as_kept = self._on_screen()
        self._preview()

    def _put_logo(self, png: bytes | None) -> None:
        self._logo_png = png
        picture = QPixmap.fromImage(decoded(png or b""))
        if not picture.isNull():
            edge = int((LOGO_EDGE - 10) * self.devicePixelRatioF())
            picture = picture.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.logo.setPixmap(picture)
        self.logo.setAccessibleName(self.tr("Logo of the office") if png else self.tr("No logo"))
        self.remove.setEnabled(png is not None)

    def _preview(self) -> None:
        self._soon.stop()
        self.state.preview(self.typed(), "F4" if self.usual.value() == "F4" else "A4")

    def _suggest(self) -> None:
        self.names.setPlainText("\n".join(self._suggested))
        self.names.setFocus()

    def _ask_for_logo(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Logo of the office"), "", self.tr("Pictures (*.png *.jpg *.jpeg)"))
        if path:
            self.banner.hide()
            self.state.choose_logo(Path(path))

    def _take_logo(self, png: bytes) -> None:
        self._put_logo(png)
        self._preview()

    def _remove_logo(self) -> None:
        self._put_logo(None)
        self._preview()

    def _keep(self) -> None:
        self.banner.hide()
        sizes: dict[str, PaperSize] = {form_id: size for form_id, box in self.by_form.items() for size in SIZES if box.value() == size}
        self.state.keep(self.typed(), "F4" if self.usual.value() == "F4" else "A4", sizes)

    def _say_kept(self) -> None:
        self._as_kept = self._on_screen()
        self.banner.say("success", self.tr("Kept."), self.tr("Papers made from now on have it, on every laptop after the next exchange."))
