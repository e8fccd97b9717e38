"""Promise: Form A with twelve photos, from originals to signed PDF, costs little more than opening them. Limit: bare decodes."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image

from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.papers.certificate import self_signed
from core.papers.compose import compose
from core.papers.content import ExhibitOnPaper, OfficeFacts, PaperSource
from core.papers.render import render
from core.papers.sign import sign
from forms.library import official

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "photos"
PHOTOS, ROUNDS = 12, 5
NOW = datetime(2024, 10, 6, 2, 30, tzinfo=UTC)
OFFICE = OfficeFacts(name_lines=("Panwaslu Kecamatan Sukarekaan",), city="Sukarekaan")
ANSWERS = {"supervision": {"supervisor": [{"_id": "1", "name": "Gilang Semata"}]}, "outcome": {"result": "Uraian. " * 300}}


def originals(folder: Path) -> list[Path]:
    """Return twelve JPEG originals: real ones when they lie beside the project, else drawn."""
    real = sorted(SHARED.glob("*.jpg"))
    found = real if len(real) >= PHOTOS else sorted(path for path in draw_all(folder) if path.suffix.lower() in (".jpg", ".jpeg"))
    return [found[number % len(found)] for number in range(PHOTOS)]


def decode(path: Path) -> None:
    with Image.open(path) as picture:
        picture.load()


def signed_paper(intake: Intake, paths: list[Path], key: ec.EllipticCurvePrivateKey) -> bytes:
    exhibits = tuple(
        ExhibitOnPaper(
            no=f"Bukti-{number}", kind="foto", caption=path.stem, sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            picture_jpeg=intake.look(path).working,
        )
        for number, path in enumerate(paths, 1)
    )  # fmt: skip
    source = PaperSource(
        form=official()["model_a"], answers=ANSWERS, regime="pemilihan", office=OFFICE, record_ids=("5f" * 32,), exhibits=exhibits,
        made_at=NOW,
    )  # fmt: skip
    certificate = self_signed(key, name="Gilang Semata", office_code="00.00.01", not_before=NOW)
    return sign(render(compose(source)), key=key, certificate=certificate, field_name="sign_1", name="Gilang Semata", reason="-", at=NOW)


def elapsed_ms(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def main() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    ours: list[float] = []
    limit: list[float] = []
    with tempfile.TemporaryDirectory() as folder, Intake() as intake:
        paths = originals(Path(folder))
        size = len(signed_paper(intake, paths, key))  # also starts the child and loads the fonts
        for _ in range(ROUNDS):  # by turns, so that both meet the same machine
            ours.append(elapsed_ms(lambda: signed_paper(intake, paths, key)))
            limit.append(elapsed_ms(lambda: [decode(path) for path in paths]))
    paper_ms, bare_ms = median(ours), median(limit)
    print(f"paper {paper_ms:.0f} ms / {PHOTOS} bare decodes {bare_ms:.0f} ms = {paper_ms / bare_ms:.2f}; {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
