"""The three answers about a paper in words: intact, known signer, as recorded; each by its own sign and sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.words import language_in_use
from paper.answers import Answer, PaperCheck
from ui.cases.words import moment_words
from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.dress import worded

SIGNS = {"yes": ("success", "on_success"), "no": ("error", "on_error"), "unknown": ("info", "text_soft")}


class CheckWords(QWidget):
    """Empty until a check is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_check(self, check: PaperCheck) -> None:
        """Show the answers, and who signed when."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._column.addWidget(worded(self.tr("What the check says"), "heading"))
        for title, answer in (
            (self.tr("Is it whole?"), check.intact),
            (self.tr("Is the signer known?"), check.known_signer),
            (self.tr("Is it as recorded?"), check.as_recorded),
        ):
            self._column.addWidget(self._answer(title, answer))
        for signer in check.signers:
            when = moment_words(signer.at.isoformat()) if signer.at is not None else ""
            told = " · ".join(word for word in (signer.known_as or signer.name, signer.reason, when) if word)
            self._column.addWidget(worded(told, "small", wrap=True))
        for stamp in check.timestamps:
            when = moment_words(stamp.at.astimezone().isoformat())
            self._column.addWidget(
                worded(self.tr("Timestamp of {at} by {name}.").format(at=when, name=stamp.name or "-"), "small", wrap=True)
            )
        digest = worded("SHA-256\n" + " ".join(check.pdf_sha256[at : at + 8] for at in range(0, 64, 8)), "small", wrap=True)
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(digest)

    def _answer(self, title: str, answer: Answer) -> QWidget:
        words = {"yes": self.tr("Yes"), "no": self.tr("No"), "unknown": self.tr("Not known")}
        sign, colour = SIGNS[answer.value]
        picture = QLabel()
        picture.setPixmap(icon_pixmap(sign, getattr(theme.colours, colour), theme.px(20)))
        why = answer.why_id if language_in_use() == "id" else answer.why_en
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(worded(f"{title} {words[answer.value]}", "label", wrap=True))
        texts.addWidget(worded(why, "soft", wrap=True))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return holder
