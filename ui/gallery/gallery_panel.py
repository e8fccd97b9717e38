"""The piece of evidence in hand: to which case it belongs, when and where it was taken, what its file says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.evidence.chat_names import came_by_chat
from ui.cases.facts import Facts
from ui.cases.words import moment_words, obtained_word, size_words
from ui.exhibits.original import can_play
from ui.gallery.gallery_state import InHand
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.scrolled import Scrolled


class GalleryPanel(Card):
    view_wanted = Signal(str)
    case_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: InHand | None = None
        self.heading, self.unsure = worded("", "heading", wrap=True), worded("", "problem", wrap=True)
        self.twice = worded("", "problem", wrap=True)
        self.facts, self.hash = Facts(), worded("", "small", wrap=True)
        self.hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view = Button(self.tr("View"), kind="primary", icon_name="eye")
        self.case = Button(self.tr("Open the case"), icon_name="folder")
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for widget in (self.heading, self.unsure, self.twice, self.facts, self.hash):
            column.addWidget(widget)
        column.addStretch(1)
        self.add(Scrolled(ground), 1)
        row = QHBoxLayout()
        row.addWidget(self.view)
        row.addWidget(self.case)
        row.addStretch(1)
        self.body.addLayout(row)
        self.view.clicked.connect(self._view)
        self.case.clicked.connect(self._open)

    def show_in_hand(self, found: InHand) -> None:
        """Explain this one."""
        self._shown = found
        one, case = found.exhibit, found.case
        self.heading.setText(" · ".join(word for word in (one.no, one.caption or one.title or one.file_name) if word))
        taken = one.taken_at or one.exif_taken_at
        self.unsure.setText("" if taken or not one.working else self._why_no_time(one.file_name))
        others = ", ".join(other.number or other.title for other in found.also_in)
        self.twice.setText(self.tr("The same file is also in: {cases}").format(cases=others) if others else "")
        for label in (self.unsure, self.twice):
            label.setVisible(bool(label.text()))
        point = f"{one.latitude}, {one.longitude}" if one.latitude and one.longitude else ""
        self.facts.show_rows(
            [
                (self.tr("Case"), case.title if case else ""),
                (self.tr("Number"), case.number.replace("/", "/\u200b") if case else ""),  # so that a long number can be broken
                (self.tr("Taken on"), moment_words(taken)),
                (self.tr("By the camera"), moment_words(one.exif_taken_at) if one.exif_taken_at not in ("", taken) else ""),
                (self.tr("Place taken"), one.place),
                (self.tr("Position"), point),
                (self.tr("Taken by"), one.taken_by),
                (self.tr("Camera"), one.camera),
                (self.tr("Obtained"), obtained_word(one.obtained)),
                (self.tr("Obtained from"), one.obtained_from),
                (self.tr("File"), one.file_name),
                (self.tr("Size"), size_words(one.size) if one.size else ""),
            ]
        )
        digits = " ".join(one.original[at : at + 8] for at in range(0, len(one.original), 8))
        self.hash.setText(f"SHA-256\n{digits}" if digits else "")
        self.hash.setToolTip(one.original)
        self.view.setEnabled(bool(one.working) or can_play(one))
        self.view.setText(self.tr("Play") if can_play(one) else self.tr("View"))
        self.setEnabled(True)

    def _why_no_time(self, file_name: str) -> str:
        if came_by_chat(file_name):
            return self.tr("This picture came by chat: its time is unknown.")
        return self.tr("When it was taken is unknown. Ask who took it, and note it in the case.")

    def _view(self) -> None:
        if self._shown is not None:
            self.view_wanted.emit(self._shown.exhibit.stream)

    def _open(self) -> None:
        if self._shown is not None:
            self.case_wanted.emit(self._shown.exhibit.case_id)
