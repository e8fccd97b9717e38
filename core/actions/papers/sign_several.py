"""One entry of the passphrase or PIN for one batch of papers, whose list was shown before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.actions.clock import Now, wall_now
from core.actions.papers.manner import OWN_KEY, Manner, signer_of
from core.actions.papers.papers import blocks_for, keep_further
from core.actions.papers.signing_order import waited_for
from core.errors import AppError
from core.papers.signature_field import signature_fields
from core.papers.token_key import TokenGone
from core.reporter import Reporter
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.vault import Vault
from core.vault.views import Changes, cases, documents, papers
from core.vault.views.papers import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A kept paper in which a block waits for the person who unlocked. before: labels of open blocks that are usually signed first."""

    paper: Paper
    number: str
    case_number: str
    block: str
    label: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What became of a batch: changes of the signed papers, and for each of the others its stream and why it was not signed."""

    changes: Changes
    refused: tuple[tuple[str, AppError], ...]


def waiting_for_me(vault: Vault, case_id: str | None = None) -> tuple[Waiting, ...]:
    """Return the papers in which a block bears the name of the person who unlocked and is open, of one case or all. Raises NobodyHere."""
    with vault.read() as tx:
        me = vault.person(tx)
        chosen = [case_id] if case_id is not None else cases.keys(tx, sort="number", descending=False)
        kept = [one for case in chosen for one in papers.of_case(tx, case) if me.id not in one.signers.split()]
        numbers = {case: shown.number for case in chosen if (shown := cases.one(tx, case)) is not None}
        sources = {one.document: documents.one(tx, one.document) for one in kept}
    found: list[Waiting] = []
    for one in kept:
        try:
            pdf = vault.blobs.read_bytes(one.pdf)
        except (BlobMissing, BlobDamaged):
            continue  # not fetched yet; its page says so
        mine = [block for block in blocks_for(pdf, me.name)[0] if ": " in block.label]
        if mine:
            source = sources[one.document]
            found.append(
                Waiting(
                    paper=one, number=source.number if source is not None else "", case_number=numbers.get(one.case_id, ""),
                    block=mine[0].name, label=mine[0].label, before=waited_for(signature_fields(pdf), mine[0].name),
                )
            )  # fmt: skip
    return tuple(found)


def sign_several(
    vault: Vault,
    chosen: Sequence[str],
    *,
    passphrase: str,
    manner: Manner = OWN_KEY,
    report: Reporter | None = None,
    now: Now = wall_now,
) -> Batch:
    """Sign one block of each of these papers. A paper that cannot be signed is named with its reason, and the others are signed.

    Raises before anything is signed what `signer_of` and `Manner.hand` raise, and Cancelled between two papers: those before stay signed.
    A token that is pulled out ends the batch.
    """
    report, changes, refused = report or Reporter(), Changes(), []
    signer = signer_of(vault, passphrase)
    with manner.hand(signer, now()) as hand:
        for number, paper in enumerate(chosen):
            report.step(number, len(chosen), paper)
            try:
                changes += keep_further(vault, paper, signer, manner, hand, now=now)
            except TokenGone:
                raise
            except AppError as error:
                refused.append((paper, error))
    return Batch(changes=changes, refused=tuple(refused))
