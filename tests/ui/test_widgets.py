"""Small widgets: each does what its first line says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QVBoxLayout, QWidget

from core.errors import AppError
from tests.ui.for_everyone import walk_by_tab
from ui.cases.export_dialog import ExportDialog
from ui.documents.page_head import PageHead
from ui.papers.sign_dialog import InsertDialog
from ui.theme import DARK, LIGHT, PILLS, Theme, theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.letter_menu import LetterMenu
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.pill import TONE_ROLE, Pill, PillDelegate
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.search_field import SearchField
from ui.widgets.text_line import TextLine

pytestmark = pytest.mark.usefixtures("dressed")


def test_the_window_is_dark_when_the_system_is_and_changes_with_it_unless_a_person_chose(qapp):
    class System(QObject):
        colorSchemeChanged = Signal(object)
        scheme = Qt.ColorScheme.Dark

        def colorScheme(self):
            return self.scheme

        def change(self, scheme):
            self.scheme = scheme
            self.colorSchemeChanged.emit(scheme)

    system, worn = System(), Theme()
    try:
        worn.wear(qapp, system)
        assert worn.is_dark and qapp.palette().window().color() == QColor(DARK.ground)
        system.change(Qt.ColorScheme.Light)
        assert not worn.is_dark and qapp.palette().window().color() == QColor(LIGHT.ground)
        worn.choose("dark")
        system.change(Qt.ColorScheme.Unknown)
        assert worn.is_dark
        worn.choose("system")
        assert not worn.is_dark
    finally:
        theme.choose("system")  # dresses the application as before


def test_a_banner_is_hidden_until_it_speaks_and_goes_when_dismissed(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say("warn", "No copy was made today.", "Plug in the stick.", action="Copy")
    assert not banner.isHidden() and banner.text() == "No copy was made today.\nPlug in the stick."
    assert not banner.action.isHidden()
    with qtbot.waitSignal(banner.dismissed):
        banner.dismiss()
    assert banner.isHidden()


def test_a_banner_shows_what_people_typed_as_plain_text(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("error", "<b>bold</b>")
    assert banner._title.textFormat() == Qt.TextFormat.PlainText


def test_a_refusal_is_shown_as_an_error_with_its_hint_in_indonesian(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.refuse(AppError("Stopped.", "What was finished before is kept."))
    assert banner.kind == "error" and banner.text() == "Dihentikan.\nYang sudah selesai tetap disimpan."


@pytest.mark.parametrize("tint", ["light", "dark"])
def test_the_button_and_the_cross_of_a_banner_show_that_they_have_the_cursor(qtbot, tint):
    theme.choose(tint)
    window = QWidget()
    column = QVBoxLayout(window)
    banner, below = Banner(), QLineEdit()
    below.setAccessibleName("Nama")
    column.addWidget(banner)
    column.addWidget(below)
    qtbot.addWidget(window)
    window.show()
    dim = {}
    for kind in ("info", "success", "warn", "error"):
        banner.say(kind, "No copy was made today.", "Plug in the stick.", action="Copy")
        dim[kind] = walk_by_tab(window, set()).dim
    theme.choose("system")
    assert not any(dim.values()), dim


def test_an_unknown_kind_of_banner_is_an_information(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("shout", "x")
    assert banner.kind == "info"


def test_a_pill_is_painted_in_the_ground_of_its_tone(qtbot):
    pill = Pill("Selesai", "green")
    qtbot.addWidget(pill)
    picture = pill.grab().toImage()
    ratio = picture.devicePixelRatio()
    assert picture.pixelColor(round(5 * ratio), round(12 * ratio)) == theme.pill("green")[0]
    assert pill.accessibleName() == "Selesai"


def test_a_pill_in_a_table_is_painted_only_where_the_model_gives_a_tone(qtbot):
    model = QStandardItemModel(1, 2)
    for column in range(2):
        model.setItem(0, column, QStandardItem("Lewat"))
    model.item(0, 1).setData("red", TONE_ROLE)
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    table.setItemDelegate(PillDelegate(table))
    table.resize(400, 120)
    red = theme.pill("red")[0]
    picture = table.grab().toImage()
    ratio = picture.devicePixelRatio()

    def has_red(column: int) -> bool:
        left = table.verticalHeader().width() + table.columnViewportPosition(column)
        top = table.horizontalHeader().height() + table.rowHeight(0) // 2
        return any(
            picture.pixelColor(round((left + x) * ratio), round(top * ratio)) == red for x in range(2, table.columnWidth(column) - 2)
        )

    assert has_red(1) and not has_red(0)


def test_every_word_has_enough_contrast_on_its_ground():
    pairs = [pair for both in PILLS.values() for pair in both]
    for colours in (LIGHT, DARK):
        grounds = (colours.surface, colours.ground, colours.surface_soft)
        pairs += [(ground, word) for ground in grounds for word in (colours.text, colours.text_soft, colours.text_faint, colours.on_error)]
        pairs += [(colours.brand, colours.on_brand), (colours.brand_hover, colours.on_brand), (colours.chosen, colours.on_chosen)]
        pairs += [(colours.surface, colours.link), (colours.surface, colours.danger), (colours.drill_ground, colours.on_drill)]
        pairs += [(colours.warn_ground, colours.on_warn), (colours.error_ground, colours.on_error), (colours.info_ground, colours.on_info)]
        pairs += [(colours.success_ground, colours.on_success), (colours.chosen, colours.text_soft)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert [
        colours.border for colours in (LIGHT, DARK) for ground in (colours.surface, colours.ground) if contrast(colours.border, ground) < 3
    ] == []


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_theme_follows_what_was_chosen(dressed):
    theme.choose("dark")
    assert theme.colours == DARK and dressed.palette().window().color() == QColor(DARK.ground)
    theme.choose("light")
    assert theme.colours == LIGHT and "@" not in dressed.styleSheet().split("/*")[-1]


def test_the_style_sheet_leaves_no_name_unfilled(dressed):
    rules = "".join(part.split("*/")[-1] for part in dressed.styleSheet().split("/*"))
    assert "@" not in rules and "url(" in rules


def test_the_window_wears_the_bundled_font(dressed):
    assert dressed.font().family() == "Noto Sans"


def test_a_search_waits_for_a_pause_and_says_the_words_once(qtbot):
    field = SearchField("Search")
    qtbot.addWidget(field)
    seen: list[str] = []
    field.searched.connect(seen.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, " spanduk ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert seen == ["spanduk"]


def test_escape_empties_a_search_and_down_goes_to_the_list(qtbot):
    field = SearchField("Search")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "desa")
    with qtbot.waitSignal(field.went_down):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.searched) as searched:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert searched.args == [""] and field.text() == ""


def test_a_passphrase_is_hidden_until_the_eye_is_pressed_and_clear_hides_it_again(qtbot):
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "rahasia")
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password and field.passphrase() == "rahasia"
    field._eye.trigger()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    field.clear()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password and field.passphrase() == ""


def test_enter_in_a_field_of_a_dialog_does_its_deed_and_not_what_the_button_beside_the_field_does(qtbot):
    for dialog in (export := ExportDialog(5), insert := InsertDialog()):
        qtbot.addWidget(dialog)
        dialog.show()
    for field, deed in ((export.place, export.save), (insert.prepared, insert.act)):
        field.setFocus()  # QDialog presses the default button at Enter
        assert [one.text() for one in field.window().findChildren(QPushButton) if one.isDefault()] == [deed.text()]


def test_the_meter_is_only_there_for_a_new_passphrase(qtbot):
    old, new = PassphraseField("Passphrase"), PassphraseField("Passphrase", with_meter=True)
    qtbot.addWidget(old)
    qtbot.addWidget(new)
    assert old.meter.isHidden() and not new.meter.isHidden()
    before = new.verdict.text()
    qtbot.keyClicks(new.edit, "kuda batu layar senja")
    assert new.verdict.text() != before and new.meter.level >= 3


def test_a_letter_goes_to_the_next_entry_of_a_menu_that_begins_with_it(qtbot):
    menu = LetterMenu()
    qtbot.addWidget(menu)
    for words in ("Formulir", "Saran", "Undangan", "Surat"):
        menu.addAction(words)
    menu.popup(QPoint(0, 0))
    seen = [menu.activeAction().text()]
    for letter in "uss":
        qtbot.keyClicks(menu, letter)
        seen.append(menu.activeAction().text())
    assert seen == ["Formulir", "Undangan", "Surat", "Saran"]
    with qtbot.waitSignal(menu.actions()[1].triggered):
        qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_progress_shows_each_lane_and_cancel_is_emitted_once(qtbot):
    strip = ProgressStrip([("records", "Records"), ("photos", "Photos")])
    qtbot.addWidget(strip)
    strip.begin()
    strip.show_lane("records", 3, 40)
    strip.show_lane("photos", 0, 0, "waiting")
    assert "3" in strip.lane_words("records") and "40" in strip.lane_words("records") and strip.lane_words("photos") == "waiting"
    with qtbot.waitSignal(strip.cancelled):
        strip.cancel.click()
    assert not strip.cancel.isEnabled()
    strip.finish("All received.")
    assert strip.summary.text() == "All received." and strip.cancel.isHidden()


def test_progress_says_how_long_it_will_take_once_a_speed_is_known(qtbot):
    seconds = iter((0.0, 60.0, 120.0))
    strip = ProgressStrip([("files", "Files")], clock_s=lambda: next(seconds))
    qtbot.addWidget(strip)
    strip.begin()
    strip.show_lane("files", 0, 40)
    assert strip.lane_words("files") == "0 of 40"
    strip.show_lane("files", 10, 40)
    assert strip.lane_words("files") == "10 of 40 · about 3 minutes more"
    strip.show_lane("files", 40, 40)
    assert strip.lane_words("files") == "40 of 40"


def test_progress_takes_more_bytes_than_fit_into_31_bits(qtbot):
    strip = ProgressStrip([("originals", "Originals")])
    qtbot.addWidget(strip)
    strip.show_lane("originals", 3_000_000_000, 6_000_000_000, "3 GB of 6 GB")
    assert strip._bars["originals"].value() * 2 == strip._bars["originals"].maximum() > 0


def test_an_empty_state_offers_its_action(qtbot):
    empty = EmptyState("folder", "No case yet", "Begin with the first one.", action="New case")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.acted):
        empty.button.click()
    assert EmptyState("folder", "x", "").button.isHidden()


def test_no_small_widget_opens_a_window_while_it_is_made(qtbot):
    before = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    made = [
        Pill("x"),
        EmptyState("folder", "a", "b", action="c"),
        Card("t"),
        Banner(),
        ProgressStrip([("a", "A")]),
        worded("x", "hint", wrap=True),
    ]
    for widget in made:
        qtbot.addWidget(widget)
    assert {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before


def test_a_line_too_long_ends_in_dots_and_does_not_widen_its_window(qtbot):
    label = ElidedLabel("Panwaslu Kecamatan " * 20)
    qtbot.addWidget(label)
    label.resize(200, 20)
    cut, label_text = label.grab().toImage(), label.text()
    assert label.minimumSizeHint().width() < 60 and label.toolTip() == label_text
    label.setText("Panwaslu")
    assert label.grab().toImage() != cut


def test_widgets_that_are_gone_are_not_repainted_when_the_theme_changes(qtbot):
    for _ in range(20):
        made = [Pill("x"), EmptyState("folder", "a", "b", action="c"), Banner(), PassphraseField("p", with_meter=True), SearchField("s")]
        for widget in made:
            widget.deleteLater()
        del made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as faults:
        theme.choose("dark")
        theme.choose("light")
    assert faults == []


def test_a_head_leaves_its_title_room_before_its_buttons_have_words(qtbot):
    head = PageHead("Formulir Model A", "001/LHP")
    qtbot.addWidget(head)
    for words in ("Simpan untuk tanda tangan basah", "Cetak di pencetak kantor", "Simpan sebagai file"):
        head.add(Button(words, icon_name="pen"))
    head.show_pills(("Pratinjau, belum ditandatangani", "yellow"))
    head.resize(820, 60)
    head.show()
    qtbot.waitUntil(lambda: head.title.width() >= head.title.fontMetrics().horizontalAdvance("Formulir Mo..."))
    assert head.minimumSizeHint().width() <= 820
    head.resize(1400, 60)
    short = head.findChildren(Button)[0].sizeHint().width()
    head.resize(820, 60)
    qtbot.waitUntil(lambda: head.findChildren(Button)[0].sizeHint().width() < short)


def test_a_head_leaves_its_title_room_when_a_button_comes_later(qtbot):
    head = PageHead("Formulir Model A", "001/LHP")
    qtbot.addWidget(head)
    late = Button("Simpan untuk tanda tangan basah", icon_name="pen")
    late.hide()
    head.add(late)
    head.show_pills(("Pratinjau, belum ditandatangani", "yellow"))
    head.resize(560, 60)
    head.show()
    pill = head.findChildren(Pill)[0]
    qtbot.waitUntil(lambda: pill.width() == pill.needed())
    late.show()
    qtbot.waitUntil(lambda: head.title.width() >= head.title.fontMetrics().horizontalAdvance("Formulir Mo..."))
    assert late.sizeHint().width() < late.size_with_words().width()
    assert pill.width() == pill.needed()  # beside the icon alone there is room for it


def test_a_line_shows_long_words_from_their_beginning_until_somebody_types_there(qtbot):
    line = TextLine("Jalan Contoh Nomor 0, Desa Mekarfiktif")
    qtbot.addWidget(line)
    assert line.cursorPosition() == 0
    line.setText("Jalan Lain Nomor 1, Desa Mekarfiktif")
    assert line.cursorPosition() == 0
    line.show()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.setText("Jalan")
    assert line.cursorPosition() == len("Jalan")
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert line.cursorPosition() == len("Jalan")
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert line.cursorPosition() == 0
