"""The kept papers of a case: what, when, signed by whom, how safe."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.cases.case_file import PaperLine
from ui.cases.words import STANDING_TONES, form_title, moment_words, size_words, standing_word
from ui.icons import icon_pixmap
from ui.scans.scan_words import original_pill
from ui.theme import theme
from ui.widgets.dress import Button, worded
from ui.widgets.pill import Pill
from ui.widgets.scrolled import RowList


class PaperList(RowList):
    """Emits `open_wanted` and `original_wanted` with the paper's stream."""

    open_wanted = Signal(str)
    original_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[QFrame] = []
        self.buttons: list[Button] = []

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """Show these, the newest first."""
        self.buttons = []
        self.rows = [self._row(one) for one in reversed(lines)]
        self.put(self.rows)

    def _row(self, one: PaperLine) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        picture = QLabel()
        picture.setPixmap(icon_pixmap("document", theme.colours.text_soft, theme.px(24)))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(worded(form_title(one.paper.form_id), "subheading"))
        top.addWidget(Pill(standing_word(one.standing), STANDING_TONES[one.standing]))
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(top)
        below = QHBoxLayout()
        original_state = Pill(*original_pill(one.scan))
        original_state.be_at_most(theme.px(300))
        below.addWidget(original_state)
        below.addStretch(1)
        if one.summary:
            words.addWidget(worded(one.summary, wrap=True))
        names = ", ".join(name for name in one.signers if name)
        told = self.tr("Signed by {names}").format(names=names) if names else self.tr("For the pen, without an electronic signature")
        words.addWidget(worded(f"{told} · {moment_words(one.paper.made_at)} · {size_words(one.paper.size)}", "small", wrap=True))
        words.addLayout(below)
        button = Button(self.tr("Open"), icon_name="eye")
        button.setAccessibleName(f"{button.text()}: {form_title(one.paper.form_id)}")
        button.clicked.connect(partial(self._open, one.paper.stream))
        self.buttons.append(button)
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 11, 12, 11)
        row.setSpacing(14)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(button)
        if one.scan is not None:
            original = Button(self.tr("Original"), icon_name="document")
            original.setAccessibleName(f"{self.tr('Signed original')}: {form_title(one.paper.form_id)}")
            original.clicked.connect(partial(self._open_original, one.paper.stream))
            buttons.addWidget(original)
        row.addLayout(buttons)
        return frame

    def _open(self, stream: str, _checked: bool = False) -> None:
        self.open_wanted.emit(stream)

    def _open_original(self, stream: str, _checked: bool = False) -> None:
        self.original_wanted.emit(stream)
