"""Promise: five hundred thumbnails of the gallery are there in 1.5 s, from opening it, paging down through thirty thousand photos."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bench.ui.large_vault import large_vault
from bench.ui.promise import asked_vault, tell
from bench.ui.window import open_desk
from ui.gallery.gallery_page import GalleryPage

LIMIT_MS, WANTED = 1500.0, 500


def main() -> None:
    args = asked_vault().parse_args()
    folder = large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)
    with open_desk(folder) as window:
        came: set[str] = set()
        window.main.open_page("evidence")
        page = window.main.current_page()
        assert isinstance(page, GalleryPage)
        page.state.thumbnail_ready.connect(lambda stream, _picture: came.add(stream))
        first = window.until(lambda: bool(came))
        wall, cpu, longest = first.wall, first.cpu, first.longest
        while len(came) < WANTED:
            QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
            window.turn()
            took = window.until(lambda: window.jobs.is_idle)
            window.turn()
            wall, cpu, longest = wall + took.wall, cpu + took.cpu, max(longest, took.longest)
    tell("first thumbnail, wall", first.wall, LIMIT_MS, "limit")
    tell(f"{len(came)} thumbnails, wall", wall, LIMIT_MS, "limit")
    tell(f"{len(came)} thumbnails, CPU", cpu, LIMIT_MS, "limit")
    tell("longest frame", longest, 100.0, "limit")


if __name__ == "__main__":
    sys.exit(main())
