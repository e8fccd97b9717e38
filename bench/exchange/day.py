"""One office's day, as it would be sent: documents with their signed papers and the working copies of their photos."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw

from bench.material import quick_vault
from bench.passphrase import PASSPHRASE
from core.actions.cases.exhibits import attach_bytes
from core.actions.exchange.enrol import enrol
from core.actions.papers.paper_batch import make_papers, signing
from core.evidence.inspect import Intake
from core.papers.render_pool import RenderPool
from core.vault.outgoing import files
from core.vault.vault import Vault
from core.vault.views import documents
from record.header import BlobRef
from tests.exchange.running_centre import RunningCentre
from tests.ui.case_samples import model_a_answers, new_case, saved_form


def photo(chance: random.Random, grain: int = 100) -> bytes:
    """Return a picture of broad areas, as of a poster, with grain: the finer (at most 100), the larger its files."""
    picture = Image.new("RGB", (1600, 1200), tuple(chance.randbytes(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y = chance.randrange(1200), chance.randrange(900)
        draw.rectangle((x, y, x + chance.randrange(100, 400), y + chance.randrange(100, 300)), fill=tuple(chance.randbytes(3)))
    size = (grain, grain * 3 // 4)
    grey = Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).resize(picture.size, Image.Resampling.BICUBIC)
    picture = Image.blend(picture, grey.convert("RGB"), 0.3)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def fill(vault: Vault, documents_count: int, papers: int, *, grain: int) -> None:
    """Write so many Forms A, each in its case with one photo, and sign the papers of the first ones."""
    chance, streams = random.Random(7), list[str]()
    with Intake() as intake:
        for number in range(documents_count):
            case = new_case(vault, title=f"Berkas {number}", number=f"{number:03}")
            attach_bytes(vault, case, photo(chance, grain), f"foto-{number}.jpg", obtained="folder", intake=intake)
            answers = model_a_answers(number=f"{number:03}/LHP/2024", signer="Wira Contohwan")
            streams.append(saved_form(vault, case, "model_a", answers))
    with vault.read() as tx:
        chosen = [one for stream in streams[:papers] if (one := documents.one(tx, stream)) is not None]
    with RenderPool(1) as pool, signing(vault, PASSPHRASE) as pen:
        for _ in make_papers(vault, chosen, pool, pen=pen):
            pass


def enrolled_day(folder: Path, documents_count: int, papers: int | None = None, *, grain: int = 100) -> None:
    """Make `laptop` and `centre` in a folder: a day that waits to be sent, and the centre that knows the laptop."""
    vault = quick_vault(folder / "laptop")
    try:
        fill(vault, documents_count, documents_count if papers is None else papers, grain=grain)
        centre = RunningCentre(folder / "centre")
        try:
            enrol(vault, url=centre.url, code=centre.code(vault.office))
        finally:
            centre.kill()
    finally:
        vault.close()


def named_files(vault: Vault, *lanes: str) -> list[BlobRef]:
    """Return the files that travel in these lanes."""
    with vault.read() as tx:
        return [one.ref for one in files(tx) if one.lane in lanes]
