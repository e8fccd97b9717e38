"""Papers as files in a folder of the person's choice: never over a file that is not ours, and going on where a batch broke off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core.actions.clock import Now, wall_now
from core.actions.papers.paper_batch import MadePaper, Pen, kept_in_size, make_papers, size_in_use
from core.errors import AppError
from core.papers.content import PaperSize
from core.papers.render_pool import RenderPool
from core.reporter import Reporter
from core.vault import printing
from core.vault.durable import write_durably
from core.vault.errors import DiskRefused, disk_errors
from core.vault.vault import Vault
from core.vault.views import papers
from core.vault.views.documents import Document
from core.words import say

WRITTEN, LAY_THERE, REFUSED = "written", "lay_there", "refused"
ABSENT, OURS, UNSIGNED = "absent", "ours", "unsigned"


class BatchStopped(AppError):
    code = "paper.batch_stopped"


class InTheWay(AppError):
    code = "paper.in_the_way"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A document and where its paper is to lie."""

    document: Document
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPaper:
    """state: written, lay_there (our own file of the same state was found), refused (another file is in the way)."""

    path: Path
    state: str
    why_unsigned: AppError | None = None
    why_refused: AppError | None = None


def write_papers(
    vault: Vault,
    wanted: Sequence[PaperFile],
    pool: RenderPool,
    *,
    pen: Pen | None,
    paper_size: PaperSize | None,
    report: Reporter,
    say_each: Callable[[WrittenPaper], None],
    now: Now = wall_now,
) -> list[WrittenPaper]:
    """Write the papers that do not lie there yet. Returns what became of each; `say_each` hears of it as soon as it is durable.

    What lies there is looked at before anything is signed. Raises BatchStopped when the disk refuses: what is done stays.
    """
    told: list[WrittenPaper] = []

    def tell(one: WrittenPaper) -> None:
        told.append(one)
        say_each(one)

    try:
        open_ones: list[tuple[PaperFile, str]] = []
        for one in wanted:
            try:
                found = what_lies_there(vault, one, pen, asked=paper_size)
            except InTheWay as error:
                tell(WrittenPaper(path=one.path, state=REFUSED, why_refused=error))
                continue
            if found == OURS:
                tell(WrittenPaper(path=one.path, state=LAY_THERE))
            else:
                open_ones.append((one, found))
        made = make_papers(vault, [one.document for one, _ in open_ones], pool, pen=pen, paper_size=paper_size, report=report, now=now)
        for (one, found), paper in zip(open_ones, made, strict=True):
            tell(_put(vault, one, found, paper, paper_size))
    except DiskRefused as error:
        if not told:
            raise
        raise BatchStopped(
            "Stopped after {done} of {total} papers. {why}",
            "What is done stays. Make room or choose another folder, then give the same command again: it goes on from here.",
            done=sum(one.state != REFUSED for one in told),
            total=len(wanted),
            why=say(error.title, **error.details),
        ) from error
    return told


def what_lies_there(vault: Vault, one: PaperFile, pen: Pen | None, *, asked: PaperSize | None) -> str:
    """Return absent, ours (nothing is left to do) or unsigned (our own unsigned print of the same state, which may be replaced).

    Raises InTheWay for any other file, also for an older state of the same paper.
    """
    with disk_errors(one.path):
        try:
            lying = sha256(one.path.read_bytes()).hexdigest()
        except FileNotFoundError:
            return ABSENT
        except IsADirectoryError:
            lying = ""
    kept = kept_in_size(vault, one.document, signer=pen.signer.person.id, paper_size=asked) if pen is not None else None
    if kept is not None and kept.pdf == lying:
        return OURS
    with vault.read() as tx:
        is_older, noted = lying in papers.known_revisions(tx), printing.file_of(tx, lying)
    if noted == (one.document.record_id, size_in_use(vault, one.document.form_id, asked)) and kept is None:
        return OURS if pen is None else UNSIGNED
    if is_older or noted is not None:
        raise InTheWay("Not written: another state of this paper lies there.", "Move that file away, or choose another folder.")
    raise InTheWay("Not written: a file that Bukti did not write lies there.", "Move that file away, or choose another folder.")


def _put(vault: Vault, one: PaperFile, found: str, paper: MadePaper, asked: PaperSize | None) -> WrittenPaper:
    if not paper.paper:  # a kept paper is known by its records; of others we note the hash first: a kill then leaves nothing unknown
        if found == UNSIGNED:
            return WrittenPaper(path=one.path, state=LAY_THERE, why_unsigned=paper.why_unsigned)
        size = size_in_use(vault, one.document.form_id, asked)
        with vault.write() as tx:
            digest = sha256(paper.pdf).hexdigest()
            printing.keep_file(tx, digest, document=one.document.stream, record_id=one.document.record_id, paper_size=size)
    write_durably(one.path, [paper.pdf])
    return WrittenPaper(path=one.path, state=WRITTEN, why_unsigned=paper.why_unsigned)
