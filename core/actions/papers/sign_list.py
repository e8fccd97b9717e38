"""Signing many papers at once: the list is shown first, one passphrase covers exactly that list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.actions.clock import Now, wall_now
from core.actions.papers.paper_batch import make_papers, signing
from core.actions.papers.print_plan import PrintListRefused, ToPrint, Wish, plan_prints
from core.errors import AppError
from core.papers.render_pool import RenderPool
from core.reporter import Reporter
from core.vault.vault import Vault
from core.vault.views import cases, documents
from core.vault.views.documents import Document

STATEMENT = "ba_klarifikasi"
PAPERS_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """One paper that nobody has signed yet, and what its case is called. is_open: a statement that is not read back and sealed yet."""

    document: Document
    title: str
    case_words: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """signed: how many papers; left: those that were not, with the reason."""

    signed: int
    left: tuple[tuple[Document, AppError], ...]


def papers_to_sign(vault: Vault, case_ids: Sequence[str]) -> tuple[ToSign, ...]:
    """Return the documents of these cases of whose present state no signed paper is kept, in the order of the cases."""
    lines: tuple[ToPrint, ...] = plan_prints(vault, Wish(cases=tuple(case_ids))).unsigned
    with vault.read() as tx:
        named = cases.many(tx, list({one.document.case_id for one in lines}))
    return tuple(
        ToSign(
            document=one.document,
            title=one.title,
            case_words=" · ".join(word for word in _words(named.get(one.document.case_id)) if word),
            is_open=one.document.form_id == STATEMENT and not one.document.is_sealed,
        )
        for one in lines
    )


def sign_list(vault: Vault, chosen: Sequence[ToSign], passphrase: str, *, report: Reporter | None = None, now: Now = wall_now) -> Signed:
    """Make and sign the papers of a list that was shown, as the person who unlocked; each is durable before the next begins.

    A paper whose open blocks bear other names is left, with the reason. Raises PrintListRefused for an empty or too long list, and for a
    document that changed since the list was shown; WrongPassphrase, DiskRefused. Stopping keeps what is signed.
    """
    if not chosen or len(chosen) > PAPERS_MOST:
        raise PrintListRefused("Nothing was signed: the list is empty or too long.", "Choose fewer cases.")
    _refuse_other(vault, chosen)
    signed, left = 0, list[tuple[Document, AppError]]()
    with signing(vault, passphrase, now=now) as pen, RenderPool() as pool:
        for made in make_papers(vault, [one.document for one in chosen], pool, pen=pen, report=report, now=now):
            signed += bool(made.paper)
            if made.why_unsigned is not None:
                left.append((made.document, made.why_unsigned))
    return Signed(signed=signed, left=tuple(left))


def _refuse_other(vault: Vault, chosen: Sequence[ToSign]) -> None:
    """What is signed is what was shown."""
    with vault.read() as tx:
        for one in chosen:
            stands = documents.one(tx, one.document.stream)
            if stands is None or stands.record_id != one.document.record_id or stands.is_withdrawn:
                raise PrintListRefused("Nothing was signed: a document has changed since the list was shown.", "Look at the list again.")


def _words(case: cases.Case | None) -> tuple[str, ...]:
    return (case.number, case.title or case.place) if case is not None else ()
