"""Takes the console's pictures for the guide: python -m tests.console.guide_pictures [FOLDER] (docs/guide by default)."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert

from server.centre import open_centre
from server.limits import Limits
from server.stores.database import writing
from server.stores.tables import contacts
from tests.builders import BuiltOffice
from tests.console.browser import Browser, browsing
from tests.console.people import PASSPHRASE, add_offices, make_people
from tests.server.conftest import Clock, Live

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guide"
WIDE, NARROW = (1366, 768), (400, 800)
PICTURES = (  # name, path, size, dark
    ("console-sign-in", "/console/sign-in", WIDE, False),
    ("console-offices", "/console/offices?silent=1&page=2", WIDE, False),
    ("console-offices-dark", "/console/offices?area=00.40", WIDE, True),
    ("console-offices-narrow", "/console/offices?area=00.40", NARROW, False),
    ("console-aside", "/console/aside", WIDE, False),
    ("console-forks", "/console/forks", WIDE, False),
    ("console-laptops", "/console/laptops", WIDE, False),
    ("console-ending", "/console/laptops/{device}", WIDE, False),
    ("console-laptops-narrow", "/console/laptops", NARROW, True),
    ("console-packs", "/console/packs", WIDE, False),
    ("console-check", "/check", WIDE, False),
)


def main() -> None:
    """Fill a drill centre, walk through its pages, and write the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        limits = Limits(requests_per_minute=100_000, unsigned_per_minute=100_000)
        live = Live(open_centre(Path(folder), is_drill=True, limits=limits), Clock())
        make_people(live.centre)
        live.start()
        try:
            device = fill(live)
            with browsing() as browser:
                take(browser, live, target, device)
        finally:
            live.stop()
            live.centre.close()


def fill(live: Live) -> str:
    """Give the centre offices, a fork, records aside, an upload under way and an ended laptop. Returns a laptop's id."""
    add_offices(live.centre, 7_280, now=live.clock())
    device = ""
    for number in range(1, 5):
        office = BuiltOffice(f"00.40.0{number}")
        caller = live.enrol(office)
        content = bytes([number]) * 700_000
        caller.parcel(*(office.write("paper.signed", blobs=[content + bytes([extra])], with_person=True) for extra in range(number)))
        caller.patch(sha256(content + b"\0").hexdigest(), content + b"\0")
        seq, prev = office.laptop.seq, office.laptop.prev
        for _ in range(2 if number % 2 else 1):
            office.laptop.seq, office.laptop.prev = seq, prev
            caller.parcel(office.write())
        caller.parcel(office.write("number.given", signed_by=BuiltOffice().chair.key))
        caller.hello()
        device = caller.device
    with writing(live.centre.engine) as tx:
        old = (live.clock() - timedelta(days=19)).isoformat(timespec="seconds")
        tx.execute(insert(contacts), [{"office": "00.40.01", "device": "stick", "at": old}])
    return device


def take(browser: Browser, live: Live, target: Path, device: str) -> None:
    base = f"http://127.0.0.1:{live.port}"
    browser.look(width=WIDE[0], height=WIDE[1])
    browser.go(f"{base}/console/sign-in")
    (target / "console-sign-in.png").write_bytes(browser.picture())
    browser.type("#name", "dewi")
    browser.type("#passphrase", PASSPHRASE)
    browser.click("button")
    browser.until_at("/console/offices")
    for name, path, (width, height), dark in PICTURES[1:]:
        browser.look(width=width, height=height, dark=dark)
        browser.go(base + path.format(device=device))
        (target / f"{name}.png").write_bytes(browser.picture())


if __name__ == "__main__":
    main()
