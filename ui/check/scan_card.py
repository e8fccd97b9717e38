"""The signed codes of a scanned paper: the facts large, beside the picture, for a person to compare; and three answers to each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from core.actions.check.check_scan import CodeCheck, ScanCheck
from core.evidence.read_scan import why_not_words
from core.papers.words import date_id
from ui.cases.words import form_title
from ui.check.paper_card import answer_picture, answer_words
from ui.people.role_words import role_words
from ui.widgets.card import Card
from ui.widgets.decoded import decoded
from ui.widgets.dress import line, worded
from ui.widgets.pill import Pill

PICTURE_HEIGHT = 300


class ScanCard(Card):
    """Answers are not added up to one: each speaks for itself. What is printed is compared by the person."""

    def __init__(self, name: str, found: ScanCheck) -> None:
        super().__init__(name)
        self.found = found
        self.verdict = self._verdict()
        self.header.addWidget(self.verdict)
        if not found.codes:
            why = (
                why_not_words(found.why_not)
                if found.why_not
                else self.tr("No signed code could be read. Scan or photograph the page again.")
            )
            self.add(worded(why, wrap=True))
        for code in found.codes:
            self._add_code(code)

    def _verdict(self) -> Pill:
        codes = self.found.codes
        if not codes:
            return Pill(self.tr("Cannot be told"), "yellow")
        if all(one.proven for one in codes):
            return Pill(self.tr("Signature genuine; compare the facts"), "green")
        if self.found.genuine:
            return Pill(self.tr("Nothing speaks against it; compare the facts"), "yellow")
        return Pill(self.tr("Not genuine"), "red")

    def _add_code(self, code: CodeCheck) -> None:
        facts, signer = code.mark.facts, code.mark.credential
        both, words = QHBoxLayout(), QVBoxLayout()
        picture = QPixmap.fromImage(decoded(self.found.shown))
        if not picture.isNull():
            shown = QLabel()
            shown.setAccessibleName(self.tr("The scanned page"))
            shown.setPixmap(picture.scaledToHeight(PICTURE_HEIGHT, Qt.TransformationMode.SmoothTransformation))
            both.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(worded(self.tr("The code was signed over these facts. Is exactly this printed on the page?"), "label", wrap=True))
        for title, told in (
            (self.tr("Number"), facts.number or "-"),
            (self.tr("Date"), date_id(facts.day)),
            (self.tr("Form"), form_title(facts.form)),
            (self.tr("Office"), facts.office),
        ):
            words.addWidget(worded(title, "small"))
            words.addWidget(worded(told, "title", wrap=True))
        role = role_words().get(signer.role, signer.role)
        told = self.tr("Signed by {name}, {role}, office {office}.").format(name=signer.name, role=role, office=signer.office)
        words.addWidget(worded(told, wrap=True))
        if facts.office.startswith("00"):
            words.addWidget(worded(self.tr("DRILL: this office is invented; the paper is not official."), "problem", wrap=True))
        words.addStretch(1)
        both.addLayout(words, 1)
        self.body.addLayout(both)
        self._add_differences(code)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for row, (question, answer) in enumerate(
            (
                (self.tr("Signature?"), code.intact),
                (self.tr("Known signer?"), code.known_signer),
                (self.tr("As recorded?"), code.as_recorded),
                (self.tr("As printed?"), code.as_printed),
            )
        ):
            grid.addWidget(answer_picture(answer), row, 0)
            grid.addWidget(worded(question, "label"), row, 1)
            grid.addWidget(worded(answer_words(answer), wrap=True), row, 2)
        self.add(line())
        self.body.addLayout(grid)

    def _add_differences(self, code: CodeCheck) -> None:
        names = {"number": self.tr("Number"), "day": self.tr("Date"), "office": self.tr("Office")}
        names |= {"form": self.tr("Form"), "records": self.tr("Content")}
        for one in code.differences:
            told = self.tr("{what}: the code was signed over {code}, the records say {recorded}.")
            words = told.format(what=names[one.what], code=one.code or "-", recorded=one.recorded or "-")
            self.add(worded(words, "problem", wrap=True))
        places = {"beside": self.tr("beside the code"), "heading": self.tr("in the heading"), "signature": self.tr("above the signatures")}
        for fact in code.printed:
            if fact.verdict == "differs":
                told = self.tr("{what} {place}, page {page}: {read} is printed, {signed} was signed.")
                words = told.format(what=names[fact.what], place=places[fact.place], page=fact.page, read=fact.read, signed=fact.signed)
                self.add(worded(words, "problem", wrap=True))
