"""A text that is too long is refused as a whole in every field of the window, with a sentence beside it, and what stood there stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.field_note import FieldNote
from ui.widgets.labelled_field import LabelledField
from ui.widgets.long_text import LongText
from ui.widgets.search_field import WORDS_MOST, SearchField
from ui.widgets.text_line import TextLine
from ui.widgets.whole_paste import LINE_MOST, TEXT_MOST

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = "kata " * 200_000
OWN_FIELDS = {"ui/widgets/text_line.py", "ui/widgets/long_text.py"}


def bare_fields(source: str) -> list[str]:
    """Return where fields are made that cut a long text off unseen."""
    return re.findall(
        r"\b(?:QLineEdit|QPlainTextEdit|QTextEdit|QInputDialog)(?:\(|\.get\w+\()|class \w+\((?:QLineEdit|QPlainTextEdit)\)", source
    )


def shown(qtbot: QtBot, *fields: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for field in fields:
        column.addWidget(field)
    column.addStretch(1)
    window.resize(600, 400)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def words_in(field: QWidget) -> str:
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def paste_over_all(qtbot: QtBot, field: QWidget, words: str) -> None:
    QApplication.clipboard().setText(words)
    field.setFocus()
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))


@pytest.mark.parametrize("kind", [TextLine, LongText])
@pytest.mark.parametrize("is_labelled", [False, True])
def test_a_megabyte_is_refused_whole_and_the_sentence_goes_when_the_person_types_on(
    qtbot: QtBot, kind: type[TextLine | LongText], is_labelled: bool
) -> None:
    field = kind("Kalimat lama")
    labelled = LabelledField("Alasan", field) if is_labelled else None
    window = shown(qtbot, labelled or field)

    def sentences() -> list[str]:
        problem = [labelled.problem] if labelled is not None else [note.words for note in window.findChildren(FieldNote)]
        return [label.text() for label in problem if label.isVisible()]

    paste_over_all(qtbot, field, MEGABYTE)
    qtbot.waitUntil(lambda: len(sentences()) == 1)
    assert QLocale().toString(LINE_MOST if kind is TextLine else TEXT_MOST) in sentences()[0]
    assert words_in(field) == "Kalimat lama" and field.accessibleDescription() == sentences()[0]
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, "!")
    assert sentences() == [] and words_in(field) == "Kalimat lama!" and field.accessibleDescription() == ""
    paste_over_all(qtbot, field, "Kalimat baru")
    assert words_in(field) == "Kalimat baru" and sentences() == []


def test_too_long_a_search_is_not_made_of_its_first_words(qtbot: QtBot) -> None:
    field, asked = SearchField("Cari ..."), list[str]()
    window = shown(qtbot, field)
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "sembako")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    paste_over_all(qtbot, field, MEGABYTE)
    qtbot.waitUntil(lambda: bool(window.findChildren(FieldNote)))
    assert QLocale().toString(WORDS_MOST) in window.findChildren(FieldNote)[0].words.text()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "sembako" and asked == ["sembako"]
    paste_over_all(qtbot, field, "x" * WORDS_MOST)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["sembako", "x" * WORDS_MOST]


def test_a_sentence_leaves_with_the_cursor_and_stays_inside_a_small_window(qtbot: QtBot) -> None:
    first, second = TextLine(most=5), TextLine()
    window = shown(qtbot, QLabel("Atas"), first, second)
    paste_over_all(qtbot, first, MEGABYTE)
    qtbot.waitUntil(lambda: bool(window.findChildren(FieldNote)))
    note = window.findChildren(FieldNote)[0]
    assert window.rect().contains(note.geometry())
    second.setFocus()
    qtbot.waitUntil(lambda: not window.findChildren(FieldNote))


def test_no_field_of_the_window_is_made_otherwise() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.joinpath("ui").rglob("*.py")}
    assert {name: found for name, source in sources.items() if name not in OWN_FIELDS and (found := bare_fields(source))} == {}
    assert bare_fields("a = QLineEdit()\nb = QInputDialog.getText(x)") == ["QLineEdit(", "QInputDialog.getText("]
    assert bare_fields("class Own(QPlainTextEdit):") == ["class Own(QPlainTextEdit)"]
