"""Brings the translations up to date: python -m ui.translate [--take WORDS.json].

Texts of the window: lupdate writes resources/i18n/bukti_id.ts, lrelease makes the .qm files that are committed beside it. Texts of core:
resources/i18n/core_id.json. What has no Indonesian yet is printed as JSON; filled in, the same JSON is taken back by --take.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

from ui.source_words import ROOT, core_files, core_words, python_files, read

I18N = ROOT / "resources" / "i18n"
WINDOW_TS, QT_TS, CORE_JSON = I18N / "bukti_id.ts", I18N / "qt_id.ts", I18N / "core_id.json"


def main(arguments: list[str] | None = None) -> int:
    """Update, take, compile, report. Returns 0 when everything has its translation, else 1."""
    parser = argparse.ArgumentParser(prog="python -m ui.translate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--take", type=Path, metavar="WORDS.json", help="English -> Indonesian to fill into what is open")
    taken_from: Path | None = parser.parse_args(arguments).take
    _run("lupdate", "-silent", "-locations", "none", "-no-obsolete", *map(str, python_files("ui")), "-ts", str(WINDOW_TS))
    if taken_from is not None:
        words: dict[str, str] = json.loads(taken_from.read_text(encoding="utf-8"))
        take_window_words(WINDOW_TS, words)
        take_core_words(words)
    for source in (WINDOW_TS, QT_TS):
        compiled = source.with_suffix(".qm")
        fresh = compiled.with_suffix(".qm.new")
        _run("lrelease", "-silent", str(source), "-qm", str(fresh))
        fresh.replace(compiled)  # never written in place: a window that runs has mapped it, and would crash
    missing = sorted(unfinished(WINDOW_TS) | unfinished(QT_TS) | missing_core_words())
    if missing:
        print(json.dumps(dict.fromkeys(missing, ""), ensure_ascii=False, indent=2))
    print(f"{len(missing)} without translation", file=sys.stderr)
    return 1 if missing else 0


def unfinished(ts: Path) -> set[str]:
    """Return the source texts of a .ts file that have no finished translation."""
    found = set()
    for message in ET.parse(ts).iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") == "unfinished" or not (translation.text or "").strip():
            found.add(message.findtext("source", ""))
    return found


def listed(ts: Path) -> set[str]:
    """Return all source texts of a .ts file."""
    return {message.findtext("source", "") for message in ET.parse(ts).iter("message")}


def missing_core_words() -> set[str]:
    """Return what core says in English and core_id.json does not have."""
    words, _wrong = core_words(read(core_files()))
    known: dict[str, str] = json.loads(CORE_JSON.read_text(encoding="utf-8"))
    return {word for word in words if not known.get(word, "").strip()}


def take_window_words(ts: Path, words: dict[str, str]) -> None:
    """Fill the open entries of a .ts file; finished ones are left alone."""
    tree = ET.parse(ts)
    for message in tree.iter("message"):
        translation = message.find("translation")
        given = words.get(message.findtext("source", ""), "")
        if translation is not None and translation.get("type") == "unfinished" and given.strip():
            translation.text = given
            del translation.attrib["type"]
    body = ET.tostring(tree.getroot(), encoding="unicode")
    ts.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def take_core_words(words: dict[str, str]) -> None:
    """Add what core needs and `words` has; drop what nobody says any more."""
    said, _wrong = core_words(read(core_files()))
    known: dict[str, str] = json.loads(CORE_JSON.read_text(encoding="utf-8"))
    full = known | {word: words[word] for word in missing_core_words() if words.get(word, "").strip()}
    kept = {word: full[word] for word in sorted(full) if word in said or word not in known}
    CORE_JSON.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _run(tool: str, *arguments: str) -> None:
    """Run a tool that PySide6 brings. Raises CalledProcessError with its words when it fails."""
    folder = Path(PySide6.__file__).parent
    program = next(path for path in (folder / tool, folder / f"{tool}.exe") if path.exists())
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
