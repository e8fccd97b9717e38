"""Video and sound are played from the encrypted file: no plain byte on the disk, clear sentences for what cannot be played."""

from __future__ import annotations

import io
import os
import wave

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import attach_bytes
from core.evidence.inspect import Intake
from core.vault.blobs import SEGMENT
from core.vault.vault import Vault
from core.vault.views import exhibits
from core.vault.views.exhibits import Exhibit
from tests.ui.case_samples import new_case
from tests.ui.film_samples import film
from ui.jobs.runner import JobRunner
from ui.playing.blob_device import BlobDevice
from ui.playing.player_page import PlayerPage
from ui.playing.player_state import PlayerState

pytestmark = pytest.mark.usefixtures("dressed")


def of_colours(colours: list[str]) -> bytes:
    return film([Image.new("RGB", (64, 48), colour) for colour in colours])


def sound(seconds: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000 * seconds))
    return made.getvalue()


def attached(vault: Vault, content: bytes, name: str) -> Exhibit:
    case_id = new_case(vault, title="Satu", number="1", status="draft")
    with Intake() as intake:
        stream = attach_bytes(vault, case_id, content, name, obtained="drop", intake=intake).streams[0]
    with vault.read() as tx:
        found = exhibits.one(tx, stream)
    assert found is not None
    return found


def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner, one: Exhibit) -> PlayerPage:
    page = PlayerPage(PlayerState(vault, jobs, one))
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    return page


def test_a_film_shows_its_pictures_and_leaves_nothing_plain(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    content = of_colours(["red"] * 10 + ["blue"] * 20)
    one = attached(vault, content, "sawer.avi")
    assert (one.media_type, one.kind) == ("video/x-msvideo", "video")
    page = shown(qtbot, vault, jobs, one)
    seen: list[QImage] = []
    page.state.framed.connect(seen.append)
    qtbot.waitUntil(lambda: page.state.player.duration() == 3000, timeout=20_000)
    page.state.go_to(2000)
    qtbot.waitUntil(lambda: bool(seen) and QColor(seen[-1].pixel(20, 20)).blue() > 200, timeout=20_000)
    page.play.click()
    qtbot.waitUntil(lambda: page.state.is_playing and page.play.text() == "Pause")
    page._go_faster()
    assert page.speed.text() == "1.5x"
    page.hide()
    plain = [path for path in vault.folder.parent.rglob("*") if path.is_file() and content[:200] in path.read_bytes()]
    assert plain == []


def test_a_recording_is_played_and_goes_on_by_five_seconds(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown(qtbot, vault, jobs, attached(vault, sound(12), "rekaman.wav"))
    qtbot.waitUntil(lambda: page.state.player.duration() == 12_000, timeout=20_000)
    page.state.step(1)
    qtbot.waitUntil(lambda: page.time.text() == "0:05 / 0:12")


def test_what_cannot_be_played_is_said_and_only_an_explicit_copy_leads_outside(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown(qtbot, vault, jobs, attached(vault, b"\0\0\0\x18ftypmp42" + os.urandom(5000), "rusak.mp4"))
    qtbot.waitUntil(lambda: "cannot be played here" in page.banner.text(), timeout=20_000)
    assert (page.play.isEnabled(), page.copy.isEnabled()) == (False, True)
    with qtbot.waitSignal(page.copy_wanted):
        page.copy.click()


def test_the_player_reads_any_place_of_the_encrypted_file(vault: Vault, jobs: JobRunner) -> None:
    content = os.urandom(2 * SEGMENT + 777)
    stored = vault.blobs.put_bytes(content)
    device = BlobDevice(vault.blobs, stored.sha256, stored.size, jobs)
    assert (device.size(), device.isSequential()) == (len(content), False)
    for place in (0, SEGMENT - 5, SEGMENT, 2 * SEGMENT + 770, len(content), 3):
        assert device.seek(place)
        got = b""
        while len(got) < 20 and (piece := bytes(device.read(20 - len(got)).data())):
            got += piece
        assert got == content[place : place + 20]
    path = vault.blobs.path(stored.sha256)
    path.write_bytes(path.read_bytes()[:-40] + bytes(40))
    device.seek(2 * SEGMENT + 1)
    fresh = BlobDevice(vault.blobs, stored.sha256, stored.size, jobs)
    fresh.seek(2 * SEGMENT + 1)
    assert bytes(fresh.read(5).data()) == b""
    assert fresh.damage is not None
