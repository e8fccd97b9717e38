"""What the benches share: photos as phones make them, and a vault that is quick to found."""

from __future__ import annotations

from pathlib import Path

from bench.passphrase import PASSPHRASE
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.setup import found_office
from core.evidence.drill_photos import draw_all
from core.vault.keys import Hardness
from core.vault.vault import Vault

SHARED = Path(__file__).resolve().parents[2] / "shared" / "photos"


def jpegs(folder: Path) -> list[Path]:
    """Return JPEG files: the real photos where they are at hand, else drawn ones."""
    found = sorted(SHARED.glob("*.jpg")) if SHARED.is_dir() else []
    return found or [path for path in draw_all(folder) if path.suffix in (".jpg", ".jpeg")]


def quick_vault(folder: Path) -> Vault:
    """Return a new vault of the drill office whose passphrase costs nothing: the bench is not about it."""
    office = OfficeSetup(code="00.00.01", name="Panwaslu Kecamatan Sukarekaan", regime="pemilihan", province="Provinsi Rekaan")
    person = PersonSetup(name="Wira Contohwan", position="Ketua", role="panwascam_chair")
    return found_office(folder, office, person, PASSPHRASE, hardness=Hardness(64, 1, 1)).vault
