"""The guide inside the program: both languages say the same chapters, it is searched, and it names what is really on the screen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.resources import resource_path
from core.words import use_language
from ui.cases.words import form_title
from ui.help.chapters import CHAPTER_OF, chapters
from ui.help.help_dialog import KEYS, HelpDialog


@pytest.fixture(autouse=True)
def indonesian_again() -> Iterator[None]:
    yield
    use_language("id")


def test_both_languages_have_the_same_chapters_with_the_same_headings() -> None:
    shapes = []
    for language in ("id", "en"):
        use_language(language)
        found = chapters()
        assert all(one.title and "\n\n" in one.text for one in found)
        shapes.append([(one.key, one.text.count("\n## "), one.text.count("**"), one.text.count("\n- ")) for one in found])
    assert [shape[:2] for shape in shapes[0]] == [shape[:2] for shape in shapes[1]]
    assert set(CHAPTER_OF.values()) <= {key for key, *_ in shapes[0]}


def test_the_guide_is_searched_and_the_keys_are_in_it(qtbot: QtBot) -> None:
    dialog = HelpDialog([("Ctrl+L", "Kunci")], "09-send")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Kirim" in dialog.text.toPlainText() and len(dialog.titles()) == 13
    qtbot.keyClicks(dialog.search, "macet lanjutkan")
    qtbot.waitUntil(lambda: dialog.titles() == ["Mencetak banyak, memindai kembali"])
    dialog.search.clear()
    qtbot.waitUntil(lambda: len(dialog.titles()) == 13)
    dialog.go_to(KEYS)
    assert dialog.keys.isVisible()
    qtbot.keyClicks(dialog.search, "zzzz")
    qtbot.waitUntil(lambda: dialog.nothing.isVisible())


def test_what_the_guide_calls_by_name_is_on_the_screen() -> None:
    """Bold words are buttons, pages and keys: each must be a text of the window."""
    ts = ElementTree.parse(resource_path("i18n", "bukti_id.ts"))
    texts = {(one.text or "").rstrip(" .:") for one in ts.iter("translation")} | {form_title("model_a")}
    keys = re.compile(r"^(Ctrl|Alt|Shift|F\d)")
    for path in sorted(resource_path("guide", "id").glob("*.md")):
        if path.stem == "12-trouble":
            continue  # its bold words are the troubles
        for name in re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8")):
            for part in name.rstrip(" .").split(" > "):
                assert keys.match(part) or part.rstrip(" .") in texts, (path.name, part)
