"""Check a paper: is it intact, is the signer known, is it as recorded. Three separate answers; no vault is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import MappingProxyType

from pyhanko.pdf_utils.generic import parse_pdf_date

from paper.answers import Answer, PaperCheck, SignatureSeen, StampSeen, answer
from paper.cms_signature import Verified, protected_by, verify_cms
from paper.later_states import ValidationData
from paper.refused import Refused, foreign_bytes
from paper.revisions import SignedRevision, history
from paper.timestamp import Stamped, verify_timestamp
from paper.trust import Standing, Trust, standing


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a file says by itself, before anybody is asked whom he knows.

    states: hex SHA-256 of each state that could be told apart, the unsigned one first. fault: why it is not intact, "" when it is.
    signatures and timestamps: with the number of the state that each made. loose: a certificate (DER) that nothing in the file protects.
    """

    pdf_sha256: str
    states: tuple[str, ...]
    fault: str
    signatures: tuple[tuple[int, SignedRevision, Verified], ...] = ()
    timestamps: tuple[tuple[int, Stamped], ...] = ()
    validation: ValidationData = field(default_factory=ValidationData)
    loose: bytes = b""


def check(pdf: bytes, *, known_keys: Mapping[str, str], recorded: Mapping[str, str], trust: Trust | None = None) -> PaperCheck:
    """Return the three answers about a paper and the signatures that could be read.

    known_keys: hex SHA-256 of a SubjectPublicKeyInfo -> the name under which that key is known. Empty: no list is at hand.
    recorded: hex SHA-256 of a recorded state of a paper (unsigned, or after a signature) -> hex SHA-256 of the newest recorded state of
    the same paper. So a file cut back to an earlier signature shows. Empty: no records are at hand.
    trust: the authorities whose certificates are believed. Never raises for bytes of any kind. Source: design section 7.
    """
    return judge(read(pdf), known_keys=known_keys, recorded=recorded, trust=trust or Trust())


def read(pdf: bytes) -> Read:
    """Return what the file says by itself. Never raises for bytes of any kind."""
    states: tuple[str, ...] = ()
    signatures: list[tuple[int, SignedRevision, Verified]] = []
    timestamps: list[tuple[int, Stamped]] = []
    try:
        found = history(pdf)
        states = tuple(state_hashes(pdf, found.ends))
        loose = b""
        for revision in found.signed:
            number, digest_of = found.ends.index(revision.end), partial(digest, pdf, revision)
            if revision.kind == "signature":
                by = verify_cms(revision.cms_der, digest_of)
                signatures.append((number, revision, by))
            else:
                stamped = verify_timestamp(revision.cms_der, digest_of)
                timestamps.append((number, stamped))
                by = stamped.by
            loose = by.loose  # of the last one: those before it are covered by what came after
        with foreign_bytes():
            loose = b"" if loose and protected_by(loose, found.validation.certificates) else loose
    except Refused as refusal:
        beginnings = tuple(state_hashes(pdf, file_ends(pdf)))
        seen = (*states, *(one for one in beginnings if one not in states))
        pdf_sha256 = hashlib.sha256(pdf).hexdigest()
        return Read(pdf_sha256=pdf_sha256, states=seen, fault=refusal.key, signatures=tuple(signatures), timestamps=tuple(timestamps))
    return Read(
        pdf_sha256=states[-1], states=states, fault="" if found.signed else "intact.unsigned", signatures=tuple(signatures),
        timestamps=tuple(timestamps), validation=found.validation, loose=loose,
    )  # fmt: skip


def judge(
    found: Read,
    *,
    known_keys: Mapping[str, str],
    recorded: Mapping[str, str],
    trust: Trust,
    known_certificates: Mapping[str, str] = MappingProxyType({}),
) -> PaperCheck:
    """Return the three answers from what a file says and what is known here; arguments as in `check`.

    known_certificates: hex SHA-256 of a certificate -> the name under which a record of this paper names it.
    """
    stamps = tuple(
        StampSeen(at=one.at, name=one.by.name, is_known=is_believed(trust, one, found.validation), revision_sha256=found.states[number])
        for number, one in found.timestamps
    )
    believed = [(number, stamp.at) for (number, _one), stamp in zip(found.timestamps, stamps, strict=True) if stamp.is_known]
    signers = []
    for number, revision, by in found.signatures:
        stands = stood(trust, by, believed, number, found.validation, claimed_time(revision.claimed_at))
        known_as = known_keys.get(by.spki_sha256) or known_certificates.get(hashlib.sha256(by.certificate).hexdigest())
        signers.append(seen(revision, by, known_as, stands, found.states[number]))
    is_protected = not found.loose or protected_by_any(found.loose, trust)
    intact = answer(found.fault or ("intact.yes" if is_protected else "intact.chain"))
    return PaperCheck(
        intact=intact, known_signer=known_signer(tuple(signers), known_keys), as_recorded=as_recorded(found, intact, recorded),
        signers=tuple(signers), pdf_sha256=found.pdf_sha256, timestamps=stamps,
    )  # fmt: skip


def digest(pdf: bytes, revision: SignedRevision, algorithm: str) -> bytes:
    running = hashlib.new(algorithm)
    for start, end in revision.signed_bytes:
        running.update(memoryview(pdf)[start:end])
    return running.digest()


def state_hashes(pdf: bytes, ends: tuple[int, ...]) -> list[str]:
    """Return the hash of the file up to each end; the ends rise."""
    running, done, found = hashlib.sha256(), 0, []
    for end in ends:
        running.update(memoryview(pdf)[done:end])
        done = end
        found.append(running.hexdigest())
    return found


def file_ends(pdf: bytes) -> tuple[int, ...]:
    """Return where a damaged file may once have ended: behind every end-of-file mark."""
    ends, at = [], 0
    while (mark := pdf.find(b"%%EOF", at)) >= 0:
        at = mark + 5
        ends.append(at + (pdf[at : at + 1] == b"\n"))
    return tuple(ends)


def seen(revision: SignedRevision, by: Verified, known_as: str | None, stands: Standing, state: str) -> SignatureSeen:
    return SignatureSeen(
        field_name=revision.field_name, label=revision.label, name=by.name, office=by.office,
        known_as=known_as or (by.name if stands in ("valid", "not_asked") else None), spki_sha256=by.spki_sha256,
        at=claimed_time(revision.claimed_at), reason=revision.reason, revision_sha256=state, issued="" if stands == "unknown" else stands,
    )  # fmt: skip


def stood(
    trust: Trust, by: Verified, believed: list[tuple[int, datetime]], number: int, lying_there: ValidationData, claimed: datetime | None
) -> Standing:
    """Return how a certificate stood when it signed: at the first believed timestamp after it, else at the claimed time."""
    after = [at for state, at in believed if state > number]
    if after:
        return standing(trust, by, min(after), lying_there)
    if claimed is None or claimed.tzinfo is None:
        return "unknown"
    found = standing(trust, by, claimed, lying_there)
    return "not_asked" if found == "valid" else found  # a claimed moment shows nothing


def is_believed(trust: Trust, stamped: Stamped, lying_there: ValidationData) -> bool:
    return standing(trust, stamped.by, stamped.at, lying_there, for_timestamps=True) in ("valid", "not_asked")


def protected_by_any(loose: bytes, trust: Trust) -> bool:
    """Return whether an authority believed here is or has issued the loose certificate."""
    try:
        return protected_by(loose, trust.authorities)
    except Refused:  # the authority has two certificates with one key, which it may; nothing is proven by that
        return False


def claimed_time(pdf_date: str) -> datetime | None:
    try:
        parsed: datetime = parse_pdf_date(pdf_date)
    except (ValueError, LookupError, TypeError):
        return None
    return parsed


def known_signer(signers: tuple[SignatureSeen, ...], known_keys: Mapping[str, str]) -> Answer:
    if not signers:
        return answer("known.no_signer")
    kinds = {signer.issued for signer in signers}
    for ill in ("revoked", "outside"):
        if ill in kinds:
            return answer(f"known.{ill}")
    if any(signer.known_as is None for signer in signers):
        return answer("known.no" if known_keys else "known.no_list")
    return answer("known.issued" if "not_asked" in kinds else "known.valid" if "valid" in kinds else "known.yes")


def as_recorded(found: Read, intact: Answer, recorded: Mapping[str, str]) -> Answer:
    newest = recorded.get(found.pdf_sha256)
    if newest is not None:
        return answer("recorded.yes" if newest == found.pdf_sha256 else "recorded.cut")
    if any(state in recorded for state in found.states):
        return answer("recorded.further" if intact.value != "no" else "recorded.changed")
    return answer("recorded.nothing")
