"""A certified signature from an outside provider: prepare the paper, and put in the signature that comes back, in a vault or without."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.actions.clock import Now, wall_now
from core.actions.papers.manner import signer_of, told_of
from core.actions.papers.papers import PaperRefused, keep_next, known_paper, open_fields
from core.actions.papers.signing_order import usual_order, waited_for
from core.papers.certificate_facts import facts_of, plain_name, refuse_other_name, refuse_unusable
from core.papers.signature_field import SignatureField, signature_fields
from core.papers.strokes import Strokes, strokes_png
from core.vault.vault import Vault
from core.vault.views import Changes, papers

if TYPE_CHECKING:
    from cryptography import x509

    from core.papers.deferred import Inserted, Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A signature that was put in. changes: None without a vault."""

    inserted: Inserted
    changes: Changes | None


def prepare_paper(
    pdf: bytes,
    *,
    field_name: str | None = None,
    certificate: x509.Certificate | None = None,
    name_confirmed: bool = False,
    strokes: Strokes = (),
    now: Now = wall_now,
) -> Prepared:
    """Return the paper prepared for a signature from outside in one block.

    field_name: the block, else the open one whose turn it is. certificate: with which it will be signed, where that is known: its dates,
    purpose and name are looked at now, before anybody waits for hours.
    Raises PaperRefused without an open block, PaperNotSigned, CertificateUnusable, NameDiffers.
    """
    from core.papers.deferred import prepare

    at, block = now(), _block(pdf, field_name)
    name = block.label.partition(": ")[2]
    if certificate is not None:
        refuse_unusable(certificate, at)
        if not name_confirmed:
            refuse_other_name(certificate, name)
        name = facts_of(certificate).name or name
    reason = block.label.partition(":")[0] or "-"
    return prepare(pdf, field_name=block.name, name=name or "-", reason=reason, at=at, strokes_png=strokes_png(strokes))


def waits_before(pdf: bytes, field_name: str) -> tuple[str, ...]:
    """Return the labels of the open blocks that are usually signed before this one."""
    return waited_for(signature_fields(pdf), field_name)


def take_signature(prepared_pdf: bytes, cms: bytes, *, vault: Vault | None = None, passphrase: str = "", now: Now = wall_now) -> Taken:
    """Put the signature that came back into the prepared paper; with a vault the new state is also a record.

    Nothing is kept unless the signature verifies. The record is a legal act of the person who unlocked; it names as signer the person of
    the roster whose name the block bears. Raises NotInserted, CertificateUnusable, WrongPassphrase; PaperRefused when the vault does not
    know the paper, or somebody else signed it meanwhile.
    """
    from core.papers.deferred import insert, read_prepared

    at, prepared = now(), read_prepared(prepared_pdf)
    inserted = insert(prepared, cms, now=at)
    changes = _record(vault, prepared, inserted, passphrase, at) if vault is not None else None
    return Taken(inserted=inserted, changes=changes)


def _record(vault: Vault, prepared: Prepared, inserted: Inserted, passphrase: str, at: datetime) -> Changes:
    with vault.read() as tx:
        stream = papers.stream_of(tx, hashlib.sha256(prepared.paper).hexdigest())
        people = vault.roster(tx).people.values()
    if stream is None:
        raise PaperRefused(
            "The vault does not know the paper that was signed.", "Insert the signature without --vault, or in the right vault."
        )
    old = known_paper(vault, stream)
    if old.pdf != hashlib.sha256(prepared.paper).hexdigest():
        raise PaperRefused(
            "The paper was signed by somebody else after it had been prepared.", "Prepare it again as it is now; a new signature is needed."
        )
    bears = plain_name(prepared.label.partition(": ")[2])
    signers = [one.id for one in people if one.is_active and bears and plain_name(one.name) == bears]
    told = told_of("outside", inserted.certificate, prepared.field_name) | {"signer": signers[0] if len(signers) == 1 else ""}
    return keep_next(vault, old, inserted.pdf, told, signer_of(vault, passphrase), at)


def _block(pdf: bytes, field_name: str | None) -> SignatureField:
    blocks = usual_order(open_fields(pdf))
    for block in blocks:
        if field_name in (None, block.name):
            return block
    if not blocks:
        raise PaperRefused("The paper was not prepared: every block of it is signed.", "Make a new paper from the document.")
    raise PaperRefused(
        "The paper was not prepared: this signature block is not open.",
        "Its open blocks: {names}.",
        names=", ".join(block.name for block in blocks),
    )
