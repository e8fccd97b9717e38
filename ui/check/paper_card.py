"""The three answers about one paper, in words, with its signers."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel

from core.words import language_in_use
from paper.answers import Answer, PaperCheck, SignatureSeen, StampSeen
from ui.icons import icon_pixmap
from ui.sync.lane_words import time_words
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.dress import line, worded
from ui.widgets.pill import Pill


class PaperCard(Card):
    """Answers are not added up to one: each speaks for itself."""

    def __init__(self, name: str, found: PaperCheck) -> None:
        super().__init__(name)
        self.found = found
        if found.proven:
            verdict = Pill(self.tr("Genuine"), "green")
        elif found.genuine:
            verdict = Pill(self.tr("Nothing speaks against it"), "yellow")
        elif "no" in (found.intact.value, found.known_signer.value, found.as_recorded.value):
            verdict = Pill(self.tr("Not genuine"), "red")
        else:
            verdict = Pill(self.tr("Cannot be told"), "yellow")
        self.verdict = verdict
        self.header.addWidget(verdict)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        questions = (
            (self.tr("Intact?"), found.intact),
            (self.tr("Known signer?"), found.known_signer),
            (self.tr("As recorded?"), found.as_recorded),
        )
        for row, (question, answer) in enumerate(questions):
            grid.addWidget(answer_picture(answer), row, 0)
            grid.addWidget(worded(question, "label"), row, 1)
            grid.addWidget(worded(answer_words(answer), wrap=True), row, 2)
        self.body.addLayout(grid)
        for signer in found.signers:
            self.add(line())
            self.add(worded(self._signer(signer), wrap=True))
        for stamp in found.timestamps:
            self.add(line())
            self.add(worded(self._stamp(stamp), wrap=True))
        fingerprint = worded(f"SHA-256 {found.pdf_sha256}", "small", wrap=True)
        self.add(fingerprint)

    def _signer(self, signer: SignatureSeen) -> str:
        at = time_words(signer.at.isoformat()) if signer.at is not None else self.tr("time unreadable")
        who = self.tr("Signed by {name}, office {office}, {at}.").format(name=signer.name or "-", office=signer.office or "-", at=at)
        if signer.issued:
            known = self.tr("An authority believed here has issued this certificate.")
        elif signer.known_as is not None:
            known = self.tr("The key is known as {name}.").format(name=signer.known_as)
        else:
            known = self.tr("The key is not known here; anybody can write any name into his own key.")
        return f"{who} {known}"

    def _stamp(self, stamp: StampSeen) -> str:
        told = self.tr("Timestamp of {at} by {name}.").format(at=time_words(stamp.at.astimezone().isoformat()), name=stamp.name or "-")
        known = self.tr("This office believes it.") if stamp.is_known else self.tr("This office does not know that authority.")
        return f"{told} {known}"


def answer_picture(answer: Answer) -> QLabel:
    """Return the sign of an answer: yes, no or not known."""
    colours = theme.colours
    name, colour = {
        "yes": ("success", colours.on_success),
        "no": ("error", colours.on_error),
        "unknown": ("info", colours.on_warn),
    }[answer.value]
    label = QLabel()
    label.setPixmap(icon_pixmap(name, colour, theme.px(22)))
    label.setAccessibleName(answer.value)
    return label


def answer_words(answer: Answer) -> str:
    """Return the sentence of an answer in the language in use."""
    return answer.why_en if language_in_use() == "en" else answer.why_id
