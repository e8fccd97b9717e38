"""One kept paper, printed from its own page: marked when it was printed before, and noted."""

from __future__ import annotations

from hashlib import sha256

from core.actions.clock import Now, wall_now
from core.actions.office.office_time import in_office
from core.actions.papers.print_queue import marks_of
from core.papers.print_copy import for_printer
from core.vault import printing
from core.vault.ids import new_id
from core.vault.printing import PAPER, PRINTED, Print, Run
from core.vault.vault import Vault


def as_printed(vault: Vault, pdf: bytes, *, now: Now = wall_now) -> bytes:
    """Return the pages for the printer: marked as a copy where it was printed from here before, or as the sheet for a pen."""
    with vault.read() as tx:
        was_printed = sha256(pdf).hexdigest() in printing.printed(tx)
    marks = marks_of(vault, pdf, at=in_office(vault, now()), is_copy=was_printed)
    return for_printer(pdf, marks=marks) if marks else pdf


def note_printed(vault: Vault, pdf: bytes, *, document: str, title: str, now: Now = wall_now) -> None:
    """Note that a kept paper was handed to a printer; its next print is a copy."""
    at, run = now().isoformat(timespec="seconds"), new_id()
    one = Print(
        id=new_id(), run=run, place=0, kind=PAPER, title=title, document=document, pdf=sha256(pdf).hexdigest(), state=PRINTED, changed_at=at
    )
    with vault.write() as tx:
        printing.add_run(tx, Run(id=run, begun_at=at, printer="", is_closed=True), [one])
