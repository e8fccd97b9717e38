"""Promise: signing a paper (PAdES B-B, with its block) costs little more than bare pyHanko. Limit: pyHanko on the same file and key."""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from core.papers.certificate import self_signed
from core.papers.compose import compose
from core.papers.content import OfficeFacts, PaperSource
from core.papers.render import render
from core.papers.sign import Hand, hand_of, sign_with
from forms.library import official

ROUNDS = 15
NOW = datetime(2024, 10, 6, 2, 30, tzinfo=UTC)
OFFICE = OfficeFacts(name_lines=("Panwaslu Kecamatan Sukarekaan",), city="Sukarekaan")
ANSWERS = {"supervision": {"supervisor": [{"_id": "1", "name": "Gilang Semata"}]}, "outcome": {"result": "Uraian. " * 300}}


def bare(pdf: bytes, hand: Hand) -> bytes:
    """Return the paper as pyHanko alone signs it, without looking at anything."""
    metadata = PdfSignatureMetadata(field_name="sign_1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason="-")
    output = BytesIO()
    signing = PdfSigner(metadata, hand.signer).async_sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), existing_fields_only=True, output=output
    )
    asyncio.run(signing)
    return output.getvalue()


def ours(pdf: bytes, hand: Hand) -> bytes:
    return sign_with(pdf, hand, field_name="sign_1", name="Gilang Semata", reason="-", at=NOW)


def elapsed_ms(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def main() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    hand = hand_of("own_key", key, self_signed(key, name="Gilang Semata", office_code="00.00.01", not_before=NOW))
    source = PaperSource(
        form=official()["model_a"], answers=ANSWERS, regime="pemilihan", office=OFFICE, record_ids=("5f" * 32,), made_at=NOW
    )  # fmt: skip
    pdf = render(compose(source))
    ours(pdf, hand), bare(pdf, hand)  # both have loaded their fonts and libraries
    mine: list[float] = []
    limit: list[float] = []
    for _ in range(ROUNDS):  # by turns, so that both meet the same machine
        mine.append(elapsed_ms(lambda: ours(pdf, hand)))
        limit.append(elapsed_ms(lambda: bare(pdf, hand)))
    ours_ms, bare_ms = median(mine), median(limit)
    print(f"sign_paper {ours_ms:.0f} ms / bare pyHanko {bare_ms:.0f} ms = {ours_ms / bare_ms:.2f}; {len(pdf) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
