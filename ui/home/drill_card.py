"""The drill's checklist on Beranda: it ticks itself from what was made, and begins anew when asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.actions.office.drill import STEPS, DrillProgress
from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.emptying import empty


class DrillCard(Card):
    """Hidden in a real office."""

    anew_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Drill"))
        self.score = worded("", "subheading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.anew = Button(self.tr("Begin the drill anew"), icon_name="rotate")
        self.anew.clicked.connect(self.anew_wanted)
        self.add(self.score)
        self.body.addLayout(self._rows)
        self.add(self.anew)
        self.hide()

    def show_progress(self, progress: DrillProgress | None) -> None:
        """Tick what was practised; None: this is no drill."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        self.score.setText(self.tr("{done} of {total} practised").format(done=progress.score, total=len(STEPS)))
        words = {
            "case": self.tr("Open a case"),
            "form": self.tr("Fill in a form and save it"),
            "photo": self.tr("Add a photo"),
            "statement": self.tr("Take a statement, with a signature, and seal it"),
            "paper": self.tr("Sign a paper"),
            "checked": self.tr("Check a paper on the page Check"),
            "stick": self.tr("Write a stick on the page Send"),
        }
        empty(self._rows)
        for step in STEPS:
            is_done = step in progress.done
            self._rows.addWidget(_row(words[step], self.tr("done") if is_done else self.tr("still to do"), is_done=is_done))


def _row(words: str, state: str, *, is_done: bool) -> QWidget:
    """The state is a sign and, to a screen reader, a word; not colour alone."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    sign = QLabel()
    colour = theme.colours.on_success if is_done else theme.colours.text_faint
    sign.setPixmap(icon_pixmap("success" if is_done else "dot", colour, theme.px(18)))
    sign.setFixedWidth(theme.px(22))
    label = worded(words, "" if is_done else "soft", wrap=True)
    label.setAccessibleName(f"{words}: {state}")
    line.addWidget(sign)
    line.addWidget(label, 1)
    return row
