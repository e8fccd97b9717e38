"""What the first start can guess from role and region, so that less is typed. Every guess can be changed."""

from __future__ import annotations

from core.actions.office.office import NATIONAL_OFFICE
from core.rules.regions import NATION, Level, Region

# The level at which the office of a role stands. Source: domain rules section 6.
LEVEL_OF_ROLE: dict[str, Level] = {
    "ptps": "village",
    "pkd": "village",
    "panwascam_member": "district",
    "panwascam_chair": "district",
    "panwascam_staff": "district",
    "regency": "regency",
    "province": "province",
    "national": "province",
}
# Provinces by their code. Source: Keputusan Presiden 41/1987, with the provinces founded since placed as the ones they came from.
_WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_WIT = {"81", "82", "91", "92", "93", "94", "95", "96", "97"}


def zone_of(province_code: str) -> str:
    """Return WIB, WITA or WIT for a province."""
    return "WITA" if province_code in _WITA else "WIT" if province_code in _WIT else "WIB"


def office_name(role: str, region: Region) -> str:
    """Return how the office is probably called. Indonesian in every language of the screen; [M] in the domain rules."""
    if region.code == NATION:
        return NATIONAL_OFFICE
    if region.level == "province":
        return f"Bawaslu {region.name}" if region.name.startswith("Provinsi") else f"Bawaslu Provinsi {region.name}"
    if region.level == "regency":
        return f"Bawaslu {region.name}"
    if region.level == "district":
        return f"Panwaslu Kecamatan {region.name}"
    name = region.name
    if not name.startswith(("Kelurahan ", "Desa ")):  # a village's number begins with 1 in a town, with 2 in the country
        name = f"{'Kelurahan' if region.code.rpartition('.')[2].startswith('1') else 'Desa'} {name}"
    return f"Pengawas TPS {name}" if role == "ptps" else f"Panwaslu {name}"


def position_of(role: str) -> str:
    """Return the position that stands on papers for most people of a role."""
    return {
        "ptps": "Pengawas TPS",
        "pkd": "Panwaslu Kelurahan/Desa",
        "panwascam_member": "Anggota",
        "panwascam_chair": "Ketua",
        "panwascam_staff": "Staf Sekretariat",
        "regency": "Anggota",
        "province": "Anggota",
        "national": "Anggota",
    }.get(role, "")
