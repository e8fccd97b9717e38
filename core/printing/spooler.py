"""What the print queue needs of a system's print service, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.errors import AppError

IDLE, BUSY, STOPPED = "idle", "busy", "stopped"
EMPTY, OPEN, DONE, CANCELLED, FAILED = "empty", "open", "done", "cancelled", "failed"


class SpoolerAway(AppError):
    code = "print.away"


class PrinterGone(AppError):
    code = "print.gone"


class PrintRefused(AppError):
    code = "print.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A printer as its system knows it. state: idle, busy, stopped; reasons: IPP keywords ("media-empty-error"), RFC 8011 section 5.4.12.

    media: names of the paper it knows, as PWG 5101.1 spells them; empty when it does not say.
    """

    name: str
    title: str
    is_default: bool = False
    state: str = IDLE
    is_accepting: bool = True
    reasons: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


class Spooler(Protocol):
    """Two steps to hand a paper over: `begin` makes a job that prints nothing yet, `send` gives it the paper.

    can_be_asked: whether it knows later what became of a job. All methods raise SpoolerAway when it does not answer.
    """

    can_be_asked: bool

    def printers(self) -> list[Printer]:
        """Return all printers, the default one first."""
        ...

    def printer(self, name: str) -> Printer:
        """Raises PrinterGone."""
        ...

    def begin(self, printer: str, job_name: str, media: str) -> str:
        """Return the number of a new job, empty where jobs have none. media: name of the paper. Raises PrinterGone, PrintRefused."""
        ...

    def send(self, printer: str, job: str, job_name: str, pdf: bytes) -> None:
        """Give a job its paper, from memory. Raises PrintRefused."""
        ...

    def find(self, printer: str, job_name: str) -> str:
        """Return the number of the job of this name, empty when there is none."""
        ...

    def look(self, job: str, job_name: str) -> str | None:
        """Return empty (it has no paper yet), open, done, cancelled or failed; None when nobody knows this job of this name."""
        ...

    def drop(self, job: str) -> None:
        """Cancel a job that has no paper yet; it can get none afterwards."""
        ...

    def forget(self, job: str) -> None:
        """Let the service forget a job that is done, with the file it keeps of it. Never raises: it is a courtesy."""
        ...
