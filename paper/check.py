"""Check a paper: is it intact, is the signer known, is it as recorded. Three separate answers; no vault is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from pyhanko.pdf_utils.generic import parse_pdf_date

from paper.answers import Answer, PaperCheck, SignatureSeen, answer
from paper.cms_signature import verify_cms
from paper.revisions import Refused, SignedRevision, signed_revisions


def check(pdf: bytes, *, known_keys: Mapping[str, str], recorded: Mapping[str, str]) -> PaperCheck:
    """Return the three answers about a paper and the signatures that could be read.

    known_keys: hex SHA-256 of a SubjectPublicKeyInfo -> the name under which that key is known. Empty: no list is at hand.
    recorded: hex SHA-256 of a recorded state of a paper (unsigned, or after a signature) -> hex SHA-256 of the newest recorded state of
    the same paper. So a file cut back to an earlier signature shows. Empty: no records are at hand.
    Never raises for bytes of any kind. Source: design section 7.
    """
    pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    signers: list[SignatureSeen] = []
    states: list[str] = []
    intact = answer("intact.yes")
    try:
        first_end, revisions = signed_revisions(pdf)
        states.append(hashlib.sha256(pdf[:first_end]).hexdigest())
        if not revisions:
            intact = answer("intact.unsigned")
        for revision in revisions:
            states.append(hashlib.sha256(pdf[: revision.end]).hexdigest())
            signers.append(seen(pdf, revision, known_keys))
    except Refused as refusal:
        intact = answer(refusal.key)
        states += recorded_beginnings(pdf, recorded)
    return PaperCheck(
        intact=intact, known_signer=known_signer(signers, known_keys), as_recorded=as_recorded(pdf_sha256, states, intact, recorded),
        signers=tuple(signers), pdf_sha256=pdf_sha256,
    )  # fmt: skip


def seen(pdf: bytes, revision: SignedRevision, known_keys: Mapping[str, str]) -> SignatureSeen:
    digest = hashlib.sha256(b"".join(pdf[start:end] for start, end in revision.signed_bytes)).digest()
    verified = verify_cms(revision.cms_der, digest)
    return SignatureSeen(
        field_name=revision.field_name, label=revision.label, name=verified.name, office=verified.office,
        known_as=known_keys.get(verified.spki_sha256), spki_sha256=verified.spki_sha256, at=claimed_time(revision.claimed_at),
        reason=revision.reason, revision_sha256=hashlib.sha256(pdf[: revision.end]).hexdigest(),
    )  # fmt: skip


def claimed_time(pdf_date: str) -> datetime | None:
    try:
        parsed: datetime = parse_pdf_date(pdf_date)
    except (ValueError, LookupError, TypeError):
        return None
    return parsed


def known_signer(signers: list[SignatureSeen], known_keys: Mapping[str, str]) -> Answer:
    if not signers:
        return answer("known.no_signer")
    if not known_keys:
        return answer("known.no_list")
    return answer("known.yes" if all(signer.known_as is not None for signer in signers) else "known.no")


def as_recorded(pdf_sha256: str, states: list[str], intact: Answer, recorded: Mapping[str, str]) -> Answer:
    newest = recorded.get(pdf_sha256)
    if newest is not None:
        return answer("recorded.yes" if newest == pdf_sha256 else "recorded.cut")
    if any(state in recorded for state in states):
        return answer("recorded.further" if intact.value == "yes" else "recorded.changed")
    return answer("recorded.nothing")


def recorded_beginnings(pdf: bytes, recorded: Mapping[str, str]) -> list[str]:
    """Return the recorded states with which a damaged file begins, looked for at every end-of-file mark."""
    if not recorded:
        return []
    found, at, running, done = [], 0, hashlib.sha256(), 0
    while (mark := pdf.find(b"%%EOF", at)) >= 0:
        at = mark + 5
        end = at + (pdf[at : at + 1] == b"\n")
        running.update(pdf[done:end])
        done = end
        if (digest := running.hexdigest()) in recorded:
            found.append(digest)
    return found
