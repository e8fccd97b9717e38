"""The guide's pictures of what comes from a phone, of playing and of the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from core.actions.cases.exhibits import attach_bytes, describe_exhibit
from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.phone.phone import Phone
from tests.ui.film_samples import film
from tests.unit.paper_samples import jpeg, photo_at
from ui.cases.case_pages import CasePages
from ui.gallery.gallery_page import GalleryPage
from ui.main_window import MainWindow
from ui.phone.phone_page import PhonePage
from ui.playing.player_page import PlayerPage

VILLAGES = (("Desa Mekarfiktif", -6.9147, 107.6098), ("Desa Tirtacontoh", -6.9312, 107.6274), ("Kelurahan Karangdummy", -6.9035, 107.6401))


def pictures_of_intake(take: Callable[[str], None], window: MainWindow, pages: CasePages, vault: Vault, case: str, folder: Path) -> None:
    """Take phone, playing and map. take: settles and keeps a picture of the window by this name."""
    drawn = [Image.open(path).convert("RGB").resize((960, 720)) for path in draw_all(folder / "film")[1:4]]
    with Intake() as intake:
        for number in range(11):
            name, south, east = VILLAGES[number % 3]
            shift = (number * 7 % 5 - 2) / 4000
            content = photo_at(south + shift, east - shift * (number % 4))
            made = attach_bytes(vault, case, content, f"IMG_{number:04}.jpg", obtained="phone", intake=intake)
            describe_exhibit(vault, made.streams[0], {"place": f"Balai {name}", "caption": "Pembagian bantuan", "taken_at": "2024-10-05"})
        played = attach_bytes(
            vault, case, film([drawn[0]] * 20 + [drawn[1]] * 50), "sambutan.avi", obtained="phone", intake=intake
        ).streams[0]
    describe_exhibit(vault, played, {"caption": "Sambutan kepala desa"})
    pages.taking_in.open_phone(case)
    page = window.current_page()
    assert isinstance(page, PhonePage)
    take("phone")
    assert page.state._door is not None
    phone = Phone(page.state._door.addresses()[0].url)
    for number in range(3):
        phone.send(jpeg(number, (640, 480)), f"IMG-20241005-WA000{number}.jpg")
    video = bytes(24) + b"video" * 900_000
    phone.send(video, "VID-20241005.mp4", pieces=2)
    take("phone")
    window.go_back()
    with vault.read() as tx:
        one = exhibits.one(tx, played)
    assert one is not None
    pages.pictures.play(one)
    player = window.current_page()
    assert isinstance(player, PlayerPage)
    take("playing")
    player.state.go_to(1500)
    take("playing")
    window.go_back()
    window.open_page("evidence")
    gallery = window.current_page()
    assert isinstance(gallery, GalleryPage)
    gallery.map.click()
    take("map")
    window.go_back()
