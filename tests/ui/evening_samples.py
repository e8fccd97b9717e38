"""An evening at a station, as its board shows it: laptops in every standing."""

from __future__ import annotations

from datetime import timedelta

from core.actions.clock import wall_now
from core.actions.exchange.evening import BEGINS_H, evening_of
from core.vault import hand_ins
from core.vault.hand_ins import CARRIED, KEPT, HubLaptop, HubPart
from core.vault.vault import Vault

PLACES = (  # office (empty: the own), its name, laptop, documents, photos, left (records, files, bytes), parts here, minutes ago
    (".2001", "Desa Mekarfiktif", "Laptop Bu Sari", 4, 17, (0, 0, 0), False, 12),
    (".2002", "Desa Tirtacontoh", "ThinkPad kantor desa", 2, 9, (0, 0, 0), True, 31),
    ("", "Panwaslu Kecamatan Sukarekaan", "Laptop pinjaman", 1, 3, (2, 14, 38_400_000), True, 44),
    ("00.00.02", "Kecamatan Umpamasari", "Laptop 2", 6, 22, (0, 0, 0), True, 55),
    ("00.00.03", "Kecamatan Andaikata", "Laptop ketua", 3, 8, (0, 0, 0), False, 70),
)


def fill_evening(vault: Vault) -> None:
    """Enter what laptops have handed in this evening, and one that was sent away."""
    now = wall_now()
    gone = (now - timedelta(hours=BEGINS_H)).time()  # of the evening; soon after four in the morning it is shorter than what is told
    pace = min(1.0, (gone.hour * 60 + gone.minute) / 100)
    with vault.write() as tx:
        for number, (code, place, laptop, documents, photos, left, is_here, minutes) in enumerate(PLACES, 1):
            at = (now - timedelta(minutes=minutes * pace)).isoformat(timespec="seconds")
            device = f"{number:064x}"
            office = code if code.startswith("00.") else vault.office + code
            kept = HubLaptop(
                device=device, key="", office=office, office_name=place, name=laptop, log="", seq=9, day=evening_of(now), met_at=at,
                handed_at=at, documents=documents, photos=photos, left_records=left[0], left_files=left[1], left_bytes=left[2],
            )  # fmt: skip
            hand_ins.keep_laptop(tx, kept)
            state = KEPT if is_here else CARRIED
            hand_ins.keep_part(tx, HubPart(sha256=device, device=device, number=1, size=9_000_000, at=at, state=state))
        stranger = HubLaptop(
            device="f" * 64, key="", office="", office_name="", name="DESKTOP-4R7", log="", seq=0, day=evening_of(now),
            met_at=now.isoformat(timespec="seconds"), is_refused=True,
        )  # fmt: skip
        hand_ins.keep_laptop(tx, stranger)
