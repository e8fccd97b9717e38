"""Many papers, one after the other: gathered and signed here, drawn by processes of their own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.actions.cases.rederive import mend_pictures
from core.actions.clock import Now, wall_now
from core.actions.office.letterhead import paper_of
from core.actions.papers.kept_paper import kept_paper
from core.actions.papers.manner import OWN_KEY, Manner, Signer, signer_of
from core.actions.papers.paper_source import paper_source
from core.actions.papers.papers import DraftedPaper, NotMyBlock, draft_paper, keep_signed
from core.errors import AppError
from core.papers.compose import compose
from core.papers.content import PaperSize
from core.papers.page_size import paper_size_of
from core.papers.render_pool import RenderPool
from core.reporter import Reporter
from core.vault.vault import Vault
from core.vault.views import papers
from core.vault.views.documents import Document
from core.vault.views.papers import Paper

if TYPE_CHECKING:
    from core.papers.sign import Hand

AHEAD = 2  # papers that are gathered or drawn for each process beyond the one in hand; more would only cost memory


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """paper: its stream, empty for an unsigned print that is not kept. was_kept: it had been made and signed before.

    why_unsigned: why it was not signed though that was wanted.
    """

    document: Document
    pdf: bytes
    paper: str = ""
    was_kept: bool = False
    why_unsigned: AppError | None = None


@dataclass(frozen=True, slots=True)
class _Under:
    document: Document
    kept: Paper | None = None
    drafted: DraftedPaper | None = None
    drawn: Future[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Pen:
    """What signs a batch whose list was shown: the person, in which manner, and the open key of that."""

    signer: Signer
    manner: Manner
    hand: Hand


@contextmanager
def signing(vault: Vault, passphrase: str, manner: Manner = OWN_KEY, *, now: Now = wall_now) -> Iterator[Pen]:
    """Yield the pen for one batch; a token or certificate file is opened once. Takes 0.3 s. Raises as `signer_of` and `Manner.hand`."""
    signer = signer_of(vault, passphrase)
    with manner.hand(signer, now()) as hand:
        yield Pen(signer, manner, hand)


def make_papers(
    vault: Vault,
    chosen: Sequence[Document],
    pool: RenderPool,
    *,
    pen: Pen | None = None,
    paper_size: PaperSize | None = None,
    report: Reporter | None = None,
    now: Now = wall_now,
) -> Iterator[MadePaper]:
    """Yield the paper of each document in turn; signed and kept when there is a pen, else only drawn.

    A paper that this person has already signed is not made again, so that a batch that was broken off goes on. Stopping keeps what is
    done. Raises DiskRefused, NotDrawn and what signing raises, all but NotMyBlock: such a paper comes unsigned, with the reason.
    """
    waiting: deque[_Under] = deque()
    documents = iter(chosen)
    for done in range(len(chosen)):
        while len(waiting) < pool.workers * AHEAD and (document := next(documents, None)) is not None:
            waiting.append(_begin(vault, document, pool, pen, paper_size, now))
        under = waiting.popleft()
        if report is not None:
            report.step(done, len(chosen), under.document.form_id)
        try:
            made = _finish(vault, under, pen)
        except NotMyBlock as error:  # drawn anew: the paper that was to be signed bears codes of its own
            pdf = _unsigned(vault, under.document, pool, paper_size, now).result()
            made = MadePaper(document=under.document, pdf=pdf, why_unsigned=error)
        yield made
    if report is not None:
        report.step(len(chosen), len(chosen), "")


def kept_in_size(vault: Vault, document: Document, *, signer: str, paper_size: PaperSize | None) -> Paper | None:
    """Return the paper that this person has signed already; on another paper size than the one asked for it does not count."""
    with vault.read() as tx:
        kept = kept_paper(tx, document, signer=signer)
    if kept is None or paper_size is None or paper_size_of(vault.blobs.read_bytes(kept.pdf)) == paper_size:
        return kept
    return None


def size_in_use(vault: Vault, form_id: str, paper_size: PaperSize | None) -> PaperSize:
    """Return the paper size asked for, else the office's for this form."""
    with vault.read() as tx:
        return paper_size or paper_of(vault, tx).size_for(form_id)


def _begin(vault: Vault, document: Document, pool: RenderPool, pen: Pen | None, size: PaperSize | None, now: Now) -> _Under:
    if pen is None:
        return _Under(document, drawn=_unsigned(vault, document, pool, size, now))
    if (kept := kept_in_size(vault, document, signer=pen.signer.person.id, paper_size=size)) is not None:
        return _Under(document, kept=kept)
    drafted = draft_paper(vault, document.stream, pen.signer, paper_size=size, now=now)
    return _Under(document, drafted=drafted, drawn=pool.render(drafted.content))


def _finish(vault: Vault, under: _Under, pen: Pen | None) -> MadePaper:
    if under.kept is not None:
        return MadePaper(document=under.document, pdf=vault.blobs.read_bytes(under.kept.pdf), paper=under.kept.stream, was_kept=True)
    assert under.drawn is not None
    unsigned = under.drawn.result()
    if pen is None or under.drafted is None:
        return MadePaper(document=under.document, pdf=unsigned)
    changes = keep_signed(vault, under.drafted, unsigned, pen.signer, manner=pen.manner, hand=pen.hand)
    with vault.read() as tx:
        kept = papers.one(tx, changes.streams[0])
    assert kept is not None
    return MadePaper(document=under.document, pdf=vault.blobs.read_bytes(kept.pdf), paper=kept.stream)


def _unsigned(vault: Vault, document: Document, pool: RenderPool, size: PaperSize | None, now: Now) -> Future[bytes]:
    mend_pictures(vault, document.stream, now=now)
    with vault.read() as tx:
        source = paper_source(vault, tx, document.stream, made_at=now(), paper_size=size)
    return pool.render(compose(source))
