"""Promise: a paper is checked at once. Limit: pyHanko's own bare validation of its signatures in the same run, at most twice that."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from statistics import median

from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from core.papers.compose import compose
from core.papers.render import render
from paper.check import check
from tests.rigs.paper_forgeries import signed_by
from tests.unit.paper_samples import Person, exhibits, person, source

ROUNDS = 9
PHOTOS = 8  # about 2 MB
LIMIT = 2.0


def two_megabytes(people: list[Person]) -> bytes:
    form_a = source("model_a", signers=(), exhibits=exhibits(PHOTOS))
    form_a.answers["supervision"]["supervisor"] = [{"_id": str(number), "name": one.name} for number, one in enumerate(people)]
    form_a.answers["signing"].pop("signature")
    pdf = render(compose(form_a))
    for number, one in enumerate(people):
        pdf = signed_by(one, pdf, f"sign_{number + 1}")
    return pdf


def elapsed_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    logging.disable(logging.CRITICAL)
    for signers in (1, 3):
        people = [person(f"Pengawas {number + 1}") for number in range(signers)]
        pdf = two_megabytes(people)
        known, recorded = {one.spki: one.name for one in people}, {sha256(pdf).hexdigest(): sha256(pdf).hexdigest()}
        roots = [x509.Certificate.load(one.certificate.public_bytes(serialization.Encoding.DER)) for one in people]

        def ours(pdf: bytes = pdf, known: dict[str, str] = known, recorded: dict[str, str] = recorded) -> None:
            assert check(pdf, known_keys=known, recorded=recorded).proven

        def bare(pdf: bytes = pdf, roots: list[x509.Certificate] = roots) -> None:
            found = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
            assert all(validate_pdf_signature(one, ValidationContext(trust_roots=roots)).bottom_line for one in found)

        for work in (ours, bare):
            work()  # once to warm up
        pairs = [(elapsed_ms(ours), elapsed_ms(bare)) for _ in range(ROUNDS)]  # by turns, so that both meet the same load
        check_ms, bare_ms = median(one for one, _ in pairs), median(one for _, one in pairs)
        ratio = check_ms / bare_ms
        size = f"{len(pdf) / 1e6:.1f} MB, {signers} signatures"
        missed = "" if ratio <= LIMIT else " MISSED"
        print(f"check_paper ({size}) {check_ms:.1f} ms / pyHanko {bare_ms:.1f} ms = {ratio:.2f} (limit {LIMIT}){missed}")


if __name__ == "__main__":
    main()
