"""One office's day, as it would be sent: documents with their signed papers and the working copies of their photos."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image

from bench.material import PASSPHRASE, quick_vault
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


def photo(chance: random.Random) -> bytes:
    """Return a picture that a phone might have made of a poster: its working copy is about 40 KB."""
    small = Image.frombytes("RGB", (32, 24), chance.randbytes(32 * 24 * 3))
    out = io.BytesIO()
    small.resize((1600, 1200), Image.Resampling.BICUBIC).save(out, "JPEG", quality=80)
    return out.getvalue()


def fill(vault: Vault, documents_count: int) -> None:
    """Write so many Forms A, each in its case with one photo, and sign their papers."""
    chance, streams = random.Random(7), list[str]()
    with Intake() as intake:
        for number in range(documents_count):
            case = new_case(vault, title=f"Berkas {number}", number=f"{number:03}")
            attach_bytes(vault, case, photo(chance), f"foto-{number}.jpg", obtained="folder", intake=intake)
            answers = model_a_answers(number=f"{number:03}/LHP/2024", signer="Wira Contohwan")
            streams.append(saved_form(vault, case, "model_a", answers))
    with vault.read() as tx:
        chosen = [one for stream in streams if (one := documents.one(tx, stream)) is not None]
    with RenderPool(1) as pool, signing(vault, PASSPHRASE) as pen:
        for _ in make_papers(vault, chosen, pool, pen=pen):
            pass


def enrolled_day(folder: Path, documents_count: int) -> None:
    """Make `laptop` and `centre` in a folder: a day that waits to be sent, and the centre that knows the laptop."""
    vault = quick_vault(folder / "laptop")
    try:
        fill(vault, documents_count)
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
