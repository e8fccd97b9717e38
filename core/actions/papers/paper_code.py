"""The codes of a paper that is being made: its page codes always, the signed one where the centre has vouched for the signer."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.papers.credentials import credential_of
from core.papers.content import Content, PaperSource
from core.papers.mark import coded, facts_of
from core.vault.vault import Vault
from record.paper_mark import make_mark
from record.roster import Person
from record.seal import key_id
from record.signature import public_bytes


@dataclass(frozen=True, slots=True)
class CodedPaper:
    """content: to be drawn; told: what the paper's records say of its codes (docs/format.md section 12)."""

    content: Content
    told: dict[str, object]


def code_paper(
    vault: Vault,
    tx: Connection,
    source: PaperSource,
    *,
    paper: str,
    signer: Person | None = None,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> CodedPaper:
    """Return the content of a new paper with its codes. signer, key: who signs the facts, in the same legal act as the paper itself."""
    facts = facts_of(source, paper=paper, office=vault.office)
    credential = credential_of(vault, tx, signer, key_id(public_bytes(key))) if signer is not None and key is not None else None
    mark = make_mark(key, facts, credential) if key is not None and credential is not None else b""
    told: dict[str, object] = {"number": facts.number, "day": facts.day.isoformat()}
    return CodedPaper(coded(source, paper=paper, mark=mark), told | ({"mark": mark.hex()} if mark else {}))
