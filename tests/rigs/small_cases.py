"""Small fresh cases for the rigs: drawn and written from a seed, the same files for the same name each time."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from core.evidence.drill_photos import DrillPhoto, draw
from core.evidence.drill_scenes import SCENES

OFFICE = {
    "name": "Panwaslu Kecamatan Sukarekaan",
    "province": {"code": "00", "name": "Provinsi Rekaan"},
    "regency": {"code": "00.00", "name": "Kabupaten Nusa Rekaan"},
    "district": {"code": "00.00.01", "name": "Sukarekaan"},
    "timezone": "WIB",
    "chair": "Wira Contohwan",
}
OFFICE_CODE = "00.00.01"


def write_case(folder: Path, case: str) -> Path:
    """Write a case named `case`, its photos and office.yaml into a folder. Returns the case's file."""
    chance = random.Random(case)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "office.yaml").write_text(yaml.safe_dump({"office": OFFICE}), encoding="utf-8")
    evidence: list[dict[str, str]] = []
    for number in range(1, chance.randint(1, 2) + 1):
        photo = draw_photo(folder, f"{case}-{number}", chance)
        evidence.append({"no": f"Bukti-{number}", "kind": "foto", "title": f"Foto {number}", "file": photo.name})
    text = {
        "id": case,
        "regime": "pemilihan",
        "origin": "pengawasan",
        "source_form": "model_a",
        "event": f"Peristiwa rekaan {case}",
        "event_date": f"2024-10-{chance.randint(1, 28):02}",
        "form_a": {"purpose": "Mengawasi kampanye", "has_violation": True, "result": "Uraian rekaan. " * chance.randint(1, 400)},
        "reported": [{"name": f"Terlapor Rekaan {case}", "subject_kind": "asn_pns"}],
        "witnesses": [{"person": {"name": f"Saksi Rekaan {case}"}, "statement": "Saya melihatnya.", "sworn": True}],
        "evidence": evidence,
    }
    path = folder / f"case-{case}.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    return path


def draw_photo(folder: Path, name: str, chance: random.Random) -> Path:
    """Draw one small photo that exists only once. Returns its path."""
    return draw(
        DrillPhoto(
            name=f"{name}.jpg",
            scene=chance.choice(sorted(SCENES)),
            title=name,
            size=(chance.randint(320, 640), chance.randint(240, 480)),
            taken_at="2024:10:05 19:40:00",
            offset="+07:00",
            metres_north=chance.randint(0, 5000),
            orientation=chance.choice((1, 3, 6, 8)),
            kind="plain",
            is_grainy=False,
        ),
        folder,
    )


def things_of(path: Path) -> list[str]:
    """Return the sources of everything an import of this file brings in, in its order."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    base = f"{OFFICE_CODE}/{told['id']}"
    return [base, f"{base}/model_a", f"{base}/statement/0", *(f"{base}/evidence/{number}" for number in range(len(told["evidence"])))]
