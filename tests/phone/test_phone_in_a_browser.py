"""The page of the phone in a real browser: fingerprints computed by its own script, files sent, both sides alike."""

from __future__ import annotations

import time
from hashlib import sha256
from pathlib import Path

import pytest

from tests.console.browser import browsing, why_not
from tests.phone.conftest import Laptop
from tests.unit.paper_samples import jpeg

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


def test_chosen_files_arrive_and_the_page_shows_their_short_fingerprints(laptop: Laptop, tmp_path: Path) -> None:
    files = {"foto.jpg": jpeg(1, (640, 480)), "video.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 9000, "kosong.txt": b"",
             **{f"{size}.txt": b"x" * size for size in (55, 56, 64, 119, 120)}}  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with browsing() as browser:
        browser.look(width=390, height=800)
        browser.go(laptop.url)
        end = time.monotonic() + 60
        while "001/TM" not in browser.text("#into"):
            assert time.monotonic() < end, browser.text()
        browser.type("#files", "\n".join(str(tmp_path / name) for name in files))
        while browser.text("#all")[:1] != "8":
            assert time.monotonic() < end, browser.text()
        assert "Bukti-8" in browser.text("#list")
        shown = browser.run("return [...document.querySelectorAll('li code')].map(e => e.textContent.replace(' ', ''))")
        picture = tmp_path / "phone.png"
        picture.write_bytes(browser.picture())
        laptop.session.renew()
        browser.type("#files", str(tmp_path / "foto.jpg"))
        while not browser.text("#trouble"):
            assert time.monotonic() < end
    assert shown == [sha256(content).hexdigest()[:8] for content in files.values()]
    assert {one.file_name: one.original for one in laptop.kept()} == {name: sha256(content).hexdigest() for name, content in files.items()}
