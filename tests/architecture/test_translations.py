"""Everything a person reads has its Indonesian: no open entry, no text put together before translation, no stale file."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import PySide6

from ui.source_words import core_files, core_words, error_classes, python_files, read, window_words
from ui.translate import CORE_JSON, QT_TS, WINDOW_TS, listed, missing_core_words, take_window_words, unfinished


def test_no_entry_is_open():
    assert sorted(unfinished(WINDOW_TS) | unfinished(QT_TS)) == []


def test_every_text_of_the_window_is_listed():
    words, _wrong = window_words(read(python_files("ui")))
    assert sorted(words - listed(WINDOW_TS)) == [] and len(words) > 40


def test_no_text_of_the_window_is_put_together_before_its_translation():
    _words, wrong = window_words(read(python_files("ui")))
    assert wrong == []


def test_everything_that_core_says_has_its_indonesian():
    assert sorted(missing_core_words()) == []


def test_no_failure_is_put_together_before_its_translation():
    _words, wrong = core_words(read(core_files()))
    assert wrong == []


def test_places_in_a_text_are_the_same_in_its_translation():
    known: dict[str, str] = json.loads(CORE_JSON.read_text(encoding="utf-8"))
    pairs = [*known.items(), *window_pairs()]
    done = [(english, indonesian) for english, indonesian in pairs if indonesian]  # what is still open is said by another test
    assert [english for english, indonesian in done if places(english) != places(indonesian)] == []
    assert len(done) > 100


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}|%\d", text))


def window_pairs() -> list[tuple[str, str]]:
    import xml.etree.ElementTree as ET

    return [(message.findtext("source", ""), message.findtext("translation", "")) for message in ET.parse(WINDOW_TS).iter("message")]


def test_the_compiled_words_are_made_from_the_written_ones(tmp_path):
    release = next(Path(PySide6.__file__).parent.glob("lrelease*"))
    for ts in (WINDOW_TS, QT_TS):
        made = tmp_path / ts.with_suffix(".qm").name
        subprocess.run([str(release), "-silent", str(ts), "-qm", str(made)], check=True)
        assert made.read_bytes() == ts.with_suffix(".qm").read_bytes()


def test_a_planted_text_put_together_is_found():
    source = """
class Full(AppError): ...
class Fuller(Full): ...
raise Fuller(f"No room on {disk}.", hint="Free some." if a else "Take another.")
self.tr(f"x {y}")
self.tr(word)
QCoreApplication.translate("C", "plain")
report.step(1, 2, "Reading")
"""
    sources = {Path("x.py"): source, Path("e.py"): "class AppError(Exception): ..."}
    assert error_classes(sources) == {"AppError", "Full", "Fuller"}
    assert core_words(sources)[0] == {"Free some.", "Take another.", "Reading"} and len(core_words(sources)[1]) == 1
    words, wrong = window_words(sources)
    assert words == {"plain"} and [line.split(":")[1] for line in wrong] == ["5", "6"]


def test_taking_words_fills_open_entries_and_leaves_finished_ones(tmp_path):
    ts = tmp_path / "x.ts"
    ts.write_text(
        '<TS version="2.1"><context><name>A</name><message><source>One</source><translation type="unfinished"></translation></message>'
        "<message><source>Two</source><translation>Dua</translation></message></context></TS>",
        encoding="utf-8",
    )
    assert unfinished(ts) == {"One"}
    take_window_words(ts, {"One": "Satu", "Two": "other"})
    assert unfinished(ts) == set() and "<translation>Satu<" in ts.read_text() and "<translation>Dua<" in ts.read_text()
