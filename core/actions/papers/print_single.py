"""One kept paper, printed from its own page: marked when it was printed before, and noted."""

from __future__ import annotations

from hashlib import sha256

from core.actions.clock import Now, wall_now
from core.actions.papers.print_queue import copy_marks
from core.papers.print_copy import for_printer
from core.vault import printing
from core.vault.ids import new_id
from core.vault.printing import PAPER, PRINTED, Print, Run
from core.vault.vault import Vault


def as_printed(vault: Vault, pdf: bytes, *, now: Now = wall_now) -> bytes:
    """Return the pages for the printer: a paper that was printed from here before bears the mark of a copy."""
    with vault.read() as tx:
        was_printed = sha256(pdf).hexdigest() in printing.printed(tx)
    return for_printer(pdf, marks=copy_marks(now())) if was_printed else pdf


def note_printed(vault: Vault, pdf: bytes, *, document: str, title: str, now: Now = wall_now) -> None:
    """Note that a kept paper was handed to a printer; its next print is a copy."""
    at, run = now().isoformat(timespec="seconds"), new_id()
    one = Print(
        id=new_id(), run=run, place=0, kind=PAPER, title=title, document=document, pdf=sha256(pdf).hexdigest(), state=PRINTED, changed_at=at
    )
    with vault.write() as tx:
        printing.add_run(tx, Run(id=run, begun_at=at, printer="", is_closed=True), [one])
