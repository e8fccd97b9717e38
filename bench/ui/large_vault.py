"""The office at its real size: 100,000 documents in 70,000 cases and 30,000 photos, made once for all benches of the window.

    python -m bench.ui.large_vault --vault DIR [--documents 100000] [--photos 30000]

A fiftieth is written by the vault's own log and views; then its rows are sown again and again under new ids, days and numbers, each
record signed anew. The thumbnails are real, 600 different ones; the originals are only named, as on a laptop that gave them away.
"""

from __future__ import annotations

import copy
import random
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bench.material import jpegs
from bench.passphrase import PASSPHRASE
from bench.ui.multiply import multiply
from bench.ui.promise import DOCUMENTS, PHOTOS, asked_vault
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.setup import found_office
from core.actions.office.unlock import unlock
from core.evidence.case_answers import laporan_answers, model_a_answers
from core.evidence.case_file import CaseFile, OfficeFile
from core.evidence.case_yaml import read_cases
from core.evidence.drill_photos import write_drill_set
from core.vault import truth, views
from core.vault.blobs import Stored
from core.vault.header_names import NAMES
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from forms.library import official
from record.header import BlobRef
from record.part import Part

THUMBNAILS = 600
SOWN = 2_000  # documents that are written one by one
FULL_CASE = 200  # exhibits of one case: the one that the benches open
FULL_TITLE = "Berkas dengan dua ratus bukti"
BATCH = 500
WIB = timezone(timedelta(hours=7))
BEGUN = datetime(2024, 9, 1, 8, 0, tzinfo=WIB)
STATUSES = ("draft", "lhp_signed", "plenary", "registered", "study", "notified", "handed_over")
WORDS = (
    "foto jari satu camat kepala desa ajakan memilih pasangan calon nomor urut bagi sembako beras bantuan stiker "
    "spanduk kampanye guru pegawai kecamatan balai desa lapangan pertemuan media sosial unggahan akun mobil dinas "
    "pelat merah rapat koordinasi warga saksi "
).split()
NAMES_ = "Hendra Ratih Gilang Nuri Tono Wira Sari Dimas Lina Arga Sita Bima Dewi Umar Yani Joko Made Putu Asep Cut".split()


@dataclass(frozen=True, slots=True)
class Written:
    """One record to come."""

    type: str
    stream: str
    at: datetime
    parts: tuple[Part, ...]
    blobs: tuple[BlobRef, ...] = ()


def large_vault(folder: Path, *, documents_wanted: int = DOCUMENTS, photos: int = PHOTOS) -> Path:
    """Make the vault unless it is there, and return its folder. The passphrase is bench.material.PASSPHRASE, of full hardness."""
    if (folder / "complete").exists():
        return folder
    if any((folder / name).exists() for name in NAMES):
        raise SystemExit(f"{folder} holds a vault that is not complete: remove it")
    empty_vault(folder).close()
    vault = unlock(folder, PASSPHRASE)
    times = max(1, documents_wanted // SOWN)
    with tempfile.TemporaryDirectory() as place:
        office, samples = read_cases(write_drill_set(Path(place) / "cases"))
        thumbnails = [vault.blobs.put_bytes(one) for one in draw_thumbnails(jpegs(Path(place)), min(photos, THUMBNAILS))]
    rng = random.Random(1)
    said = list(everything(rng, office, samples, thumbnails, documents_wanted // times, (photos - FULL_CASE) // times))
    for start in range(0, len(said), BATCH):
        write(vault, said[start : start + BATCH])
    multiply(vault, times - 1)
    write(vault, list(full_case(rng, thumbnails)))
    vault.close()
    (folder / "complete").touch()
    return folder


def empty_vault(folder: Path) -> Vault:
    """Return the same office before its first case."""
    office = OfficeSetup(code="00.00.01", name="Panwaslu Kecamatan Sukarekaan", regime="pemilihan", province="Provinsi Rekaan")
    return found_office(folder, office, PersonSetup(name="Wira Contohwan", position="Ketua", role="panwascam_chair"), PASSPHRASE).vault


def write(vault: Vault, batch: list[Written]) -> None:
    with vault.write() as tx:
        person, new = vault.person(tx).id, []
        for one in batch:
            for blob in one.blobs:
                truth.add_held_blob(tx, blob.sha256, blob.size)
            schema = f"{one.type}/1"
            appended = vault.log.append(
                tx, type=one.type, stream=one.stream, at=one.at, person=person, schema=schema, parts=one.parts, blobs=one.blobs, parents=()
            )
            new.append((appended.id, appended.header))
        views.update(tx, new)


def everything(
    rng: random.Random, office: OfficeFile, samples: list[CaseFile], thumbnails: list[Stored], wanted: int, photos: int
) -> Iterator[Written]:
    """Yield the records: of ten cases seven hold one document, two hold two and one three; photos in every third."""
    form_a = [model_a_answers(one, office) for one in samples if one.form_a is not None]
    reports = [laporan_answers(one, office) for one in samples if one.origin == "laporan"]
    written, shown, number = 0, 0, 0
    while written < wanted or shown < photos:
        number += 1
        at, case = BEGUN + timedelta(minutes=3 * number), new_id()
        title = " ".join(rng.choices(WORDS, k=7)).capitalize()
        yield opened(case, at, title, rng.choice(STATUSES), f"{number:06}/TM/PB/Kec.Sukarekaan/00.00/X/2024" if number % 3 else "")
        few = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3)[number % 10]
        for place in range(max(0, min(few, wanted - written))):
            form_id, sample = ("laporan", rng.choice(reports)) if place == 1 else ("model_a", rng.choice(form_a))
            yield document(rng, case, at + timedelta(seconds=place + 1), form_id, sample, title, f"{written:06}/LHP/PM.01.02/X/2024")
            written += 1
        for place in range(max(0, min(rng.choice((0, 0, 0, 0, 1, 3)), photos - shown))):
            yield exhibit(rng, case, at + timedelta(seconds=20 + place), place + 1, thumbnails[shown % len(thumbnails)])
            shown += 1


def full_case(rng: random.Random, thumbnails: list[Stored]) -> Iterator[Written]:
    """Yield the one case that has two hundred exhibits; it changed last and so stands first in the list."""
    at, case = BEGUN + timedelta(days=300), new_id()
    yield opened(case, at, FULL_TITLE, "registered", "999999/TM/PB/Kec.Sukarekaan/00.00/X/2024")
    for number in range(FULL_CASE):
        yield exhibit(rng, case, at + timedelta(seconds=number), number + 1, thumbnails[number % len(thumbnails)])


def opened(case: str, at: datetime, title: str, status: str, number: str) -> Written:
    said = {"regime": "pemilihan", "origin": "pengawasan", "title": title, "status": status, "number": number, "source": ""}
    return Written(cases.OPENED, case, at, (Part.fresh("case", said),))


def document(rng: random.Random, case: str, at: datetime, form_id: str, sample: Mapping[str, Any], title: str, number: str) -> Written:
    answers = copy.deepcopy(dict(sample))
    place = " ".join(rng.choices(WORDS, k=3))
    if form_id == "model_a":
        answers["supervision"]["number"] = number
        answers["outcome"]["result"] = " ".join(rng.choices(WORDS, k=90))
        violation = answers.setdefault("violation", {})
        violation |= {"event": title, "event_place": place, "event_time": at.date().isoformat()}
        for actor in violation.get("actor", []):
            actor["name"] = f"{rng.choice(NAMES_)} {rng.choice(NAMES_)} {rng.randrange(1000)}"
    body = {"form": form_id, "form_sha256": official()[form_id].sha256, "case": case, "answers": answers, "source": ""}
    return Written(documents.FORM_SAVED, new_id(), at, (Part.fresh("answers", body),))


def exhibit(rng: random.Random, case: str, at: datetime, number: int, thumbnail: Stored) -> Written:
    original, working = (sha256(rng.randbytes(16)).hexdigest() for _ in range(2))
    blobs = (
        BlobRef(sha256=original, size=rng.randrange(900_000, 4_000_000), media_type="image/jpeg", role="original"),
        BlobRef(sha256=working, size=rng.randrange(150_000, 300_000), media_type="image/jpeg", role="working"),
        BlobRef(sha256=thumbnail.sha256, size=thumbnail.size, media_type="image/jpeg", role="thumbnail"),
    )
    taken = at.isoformat(timespec="seconds") if rng.random() < 0.6 else ""
    file = {
        "case": case, "file_name": f"IMG-{rng.randrange(10**8)}.jpg", "obtained": "folder", "taken_at": taken,
        "latitude": "-6.7" if taken else "", "longitude": "107.1" if taken else "", "camera": "", "width": 4000, "height": 3000,
        "orientation": 1, "why_not": "", "source": "",
    }  # fmt: skip
    said = {
        "case": case, "no": f"Bukti-{number}", "kind": "foto", "evidence_class": "alat_bukti", "taken_at": taken,
        "caption": " ".join(rng.choices(WORDS, k=6)), "place": " ".join(rng.choices(WORDS, k=2)),
    }  # fmt: skip
    return Written(exhibits.ADDED, new_id(), at, (Part.fresh("exhibit", file), Part.fresh("description", said)), blobs)


def draw_thumbnails(photos: list[Path], count: int) -> Iterator[bytes]:
    """Yield different thumbnails as the intake makes them (long edge 320), cut from the photos at hand."""
    rng, small = random.Random(2), []
    for path in photos:
        with Image.open(path) as picture:
            picture.draft("RGB", (900, 900))
            small.append(picture.convert("RGB").resize((640, 480)))
    for number in range(count):
        left, top = rng.randrange(0, 160), rng.randrange(0, 120)
        piece = small[number % len(small)].crop((left, top, left + 480, top + 360)).resize((320, 240))
        out = BytesIO()
        piece.save(out, "JPEG", quality=75)
        yield out.getvalue()


def main() -> None:
    args = asked_vault().parse_args()
    large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)


if __name__ == "__main__":
    main()
