"""A marked or covered copy of a picture: an exhibit of its own that names its parent, what was drawn, and why. The original stays."""

from __future__ import annotations

from collections.abc import Sequence

from core.actions.cases.exhibits import ExhibitRefused, attach_copy
from core.actions.clock import Now, wall_now
from core.evidence.inspect import Intake, why_not_words
from core.evidence.marks import COVER, Mark
from core.vault.vault import Vault
from core.vault.views import Changes, exhibits
from core.vault.views.exhibits import DESCRIPTION, Exhibit

KEPT = tuple(name for name in DESCRIPTION if name != "no")  # what is said of the parent holds for the copy
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mark_picture(vault: Vault, stream: str, marks: Sequence[Mark], reason: str, *, intake: Intake, now: Now = wall_now) -> Changes:
    """Keep a copy of an exhibit's picture with these marks, as Bukti-3a beside Bukti-3. `Changes.streams` holds it.

    A copy that covers something bears that fact: ordinary papers print it in the place of its parent, the closed edition prints the parent.
    Raises ExhibitRefused without marks, without a reason for a cover, or for a file that shows no picture; BlobMissing, BlobDamaged.
    """
    if not marks:
        raise ExhibitRefused("No copy was made: nothing is marked.", "Draw a box, an arrow or a cover first.")
    covers = any(mark.kind == COVER for mark in marks)
    if covers and not reason.strip():
        raise ExhibitRefused("No copy was made: the reason for the cover is missing.", "Say in one sentence why, and for whom.")
    with vault.read() as tx:
        parent = exhibits.one(tx, stream)
        if parent is None:
            raise ExhibitRefused("This exhibit is not in the vault.", "Choose one from the list.")
        number = _number(parent, exhibits.of_case(tx, parent.case_id))
    picture, why_not = intake.marked(vault.blobs.read_bytes(parent.original), marks)
    if why_not:
        raise ExhibitRefused("No copy was made: the picture cannot be opened.", why_not_words(why_not))
    told = {
        "exhibit": parent.stream,
        "sha256": parent.original,
        "reason": reason.strip(),
        "covers": "yes" if covers else "",
        "marks": [mark.to_json() for mark in marks],
    }
    said = {name: str(getattr(parent, name)) for name in KEPT} | {"no": number}
    return attach_copy(vault, parent, picture, said, told, intake=intake, now=now)


def _number(parent: Exhibit, others: Sequence[Exhibit]) -> str:
    """Bukti-3a for the first copy of Bukti-3, then Bukti-3b ...; after z the letters double."""
    used = {one.no for one in others}
    rounds = 1
    while True:
        for letter in LETTERS:
            if (number := f"{parent.no}{letter * rounds}") not in used:
                return number
        rounds += 1
