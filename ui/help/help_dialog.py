"""F1: the guide beside the work, searchable and offline; the keys of the window are its last chapter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.help.chapters import Chapter, chapters
from ui.help.key_list import KeyList
from ui.printing.print_pdf import print_pdf
from ui.theme import theme
from ui.widgets.dialog_column import resize_on_screen
from ui.widgets.dress import Button, worded
from ui.widgets.scrolled import Scrolled
from ui.widgets.search_field import SearchField

KEYS = "keys"


class HelpDialog(QDialog):
    """rows: keys and what they do; chapter: the one to begin with, that of the page the person is on."""

    def __init__(self, rows: list[tuple[str, str]], chapter: str = "", parent: QWidget | None = None, *, is_drill: bool = False) -> None:
        super().__init__(parent)
        self._is_drill = is_drill
        self.setWindowTitle(self.tr("Guide"))
        self._chapters = chapters()
        self.search = SearchField(self.tr("Search the guide ..."))
        self.list, self.text = QListWidget(), QTextBrowser()
        self.nothing = worded(self.tr("No chapter holds these words."), "soft", wrap=True)
        self.keys = KeyList(rows)
        self._pages = QStackedWidget()
        self._build()
        self.search.searched.connect(self._fill)
        self.search.went_down.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(self._show)
        theme.changed.connect(self._write_again)
        self._fill("")
        self.go_to(chapter or self._chapters[0].key)

    def _build(self) -> None:
        beneath = self.parentWidget()
        room = beneath.size() if beneath is not None else QSize(980, 680)
        resize_on_screen(self, min(920, max(480, room.width() - 60)), min(640, max(260, room.height() - 40)))
        self.list.setAccessibleName(self.tr("Chapters"))
        self.list.setMinimumWidth(theme.px(150))
        self.list.setMaximumWidth(theme.px(280))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Guide"))
        for page in (self.text, Scrolled(self.keys)):
            self._pages.addWidget(page)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addWidget(self.nothing)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addLayout(left, 3)
        both.addWidget(self._pages, 7)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.start_card = Button(self.tr("Print the start card"), icon_name="printer")
        self.key_card = Button(self.tr("Print the keys"), icon_name="keyboard")
        for card, make in ((self.start_card, self.make_start_card), (self.key_card, self.make_key_card)):
            buttons.addButton(card, QDialogButtonBox.ButtonRole.ActionRole)
            card.clicked.connect(partial(self._print, make))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addLayout(both, 1)
        column.addWidget(buttons)

    def make_start_card(self) -> bytes:
        """Return the start card as a PDF, in the language of the screen."""
        from core.papers.cards import start_card  # brings ReportLab: the guide itself opens without

        return start_card(made_on=datetime.now(UTC).astimezone().date(), is_drill=self._is_drill)

    def make_key_card(self) -> bytes:
        """Return the list of keys as a PDF."""
        from core.papers.cards import key_card

        title = self.tr("Keys of Bukti")
        return key_card(title, self.keys.rows, made_on=datetime.now(UTC).astimezone().date(), is_drill=self._is_drill)

    def _print(self, make: Callable[[], bytes], _checked: bool = False) -> None:
        print_pdf(make(), self)

    def go_to(self, key: str) -> None:
        """Show a chapter, KEYS for the list of keys."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(row)

    def titles(self) -> list[str]:
        """Return the chapters that are offered now."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _fill(self, words: str) -> None:
        self.list.clear()
        found = [(one.key, one.title) for one in self._chapters if one.holds(words)]
        if not words or any(words.casefold() in f"{keys} {does}".casefold() for keys, does in self.keys.rows):
            found.append((KEYS, self.tr("Keyboard")))
        for key, title in found:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        self.nothing.setVisible(not found)
        self.list.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        key = item.data(Qt.ItemDataRole.UserRole) if item is not None else ""
        self._pages.setCurrentIndex(1 if key == KEYS else 0)
        chapter = next((one for one in self._chapters if one.key == key), None)
        if chapter is not None:
            self._write(chapter)

    def _write_again(self) -> None:
        self._show(self.list.currentItem())

    def _write(self, chapter: Chapter) -> None:
        self.text.setMarkdown(chapter.text)
        self._give_air()
        words = self.search.text().strip().split()
        if words:
            self.text.find(words[0])

    def _give_air(self) -> None:
        """Markdown comes without room between its blocks, and with headings as large as a poster's."""
        document = self.text.document()
        document.setDocumentMargin(16)
        block = document.begin()
        while block.isValid():
            level, cursor, form = block.blockFormat().headingLevel(), QTextCursor(block), block.blockFormat()
            form.setTopMargin(16 if level > 1 else 0)
            form.setBottomMargin(4 if block.textList() is not None else 8)
            form.setLineHeight(122, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(form)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                letters = QTextCharFormat()
                letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 2 if level == 1 else 1)
                cursor.mergeCharFormat(letters)
            block = block.next()
