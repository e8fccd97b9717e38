"""Offices with a centre's credential, their signed papers, and worn pictures of these: what the tests of scans begin from."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image

from core.actions.papers.credentials import keep_credentials
from core.actions.papers.papers import paper_bytes, sign_paper
from core.vault import local
from core.vault.vault import Vault
from record.paper_mark import issue_credential
from record.signature import public_bytes
from tests.rigs.worn_paper import PRINT_DPI, Wear, worn
from tests.ui.case_samples import PASSPHRASE

CENTRE = ec.derive_private_key(5001, ec.SECP256R1())


def vouch(vault: Vault, centre: ec.EllipticCurvePrivateKey = CENTRE) -> None:
    """Let the centre vouch for everybody of the office, as enrolment does."""
    with vault.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(CENTRE)).decode()])
        given = [
            issue_credential(centre, spki=key.spki, office=vault.office, role=person.role, name=person.name)
            for person in vault.roster(tx).active(vault.office)
            for key in person.keys.values()
        ]
        keep_credentials(vault, tx, given)


def signed(vault: Vault, document: str) -> str:
    """Return the stream of a new signed paper."""
    return sign_paper(vault, document, passphrase=PASSPHRASE).streams[0]


def pages_of(vault: Vault, paper: str, folder: Path) -> list[Image.Image]:
    """Return the printed pages of a paper."""
    (folder / f"{paper}.pdf").write_bytes(paper_bytes(vault, paper))
    subprocess.run(["pdftoppm", "-r", str(PRINT_DPI), "-gray", "-png", f"{folder}/{paper}.pdf", f"{folder}/{paper}"], check=True)
    return [Image.open(path).copy() for path in sorted(folder.glob(f"{paper}-*.png"))]


def scanned(page: Image.Image, seed: int = 1, *, turn: float = 2.0, upside_down: bool = False, copies: int = 0) -> bytes:
    """Return a JPEG as a scanner writes it."""
    return worn(page, Wear(seed, turn=turn, upside_down=upside_down, copies=copies, quality=60))
