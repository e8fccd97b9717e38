"""Signing a PDF outside any vault, with a certificate file or a token: for a paper of another office, or a laptop without one."""

from __future__ import annotations

from core.actions.clock import Now, wall_now
from core.actions.papers.manner import Manner
from core.actions.papers.papers import PaperRefused, open_fields
from core.actions.papers.signing_order import usual_order
from core.papers.certificate_facts import facts_of, plain_name, refuse_other_name
from core.papers.sign import sign_with
from core.papers.strokes import strokes_png


def sign_file(pdf: bytes, *, manner: Manner, field_name: str | None = None, now: Now = wall_now) -> bytes:
    """Return the paper with one signature more; nothing is kept or recorded.

    field_name: the block, else the open one that bears the certificate's name, else the one whose turn it is.
    Raises PaperRefused without such a block or for the own key, which only a vault has; NameDiffers, PaperNotSigned; see `Manner.hand`.
    """
    at = now()
    if manner.key_file is None and manner.token is None:
        raise PaperRefused("The paper was not signed: your own key lies in a vault.", "Name the vault, a certificate file or a token.")
    blocks = usual_order(open_fields(pdf))
    with manner.hand(None, at) as hand:
        name = facts_of(hand.certificate).name
        mine = [one for one in blocks if plain_name(one.label.partition(": ")[2]) == plain_name(name)]
        chosen = next((one for one in (*mine, *blocks) if field_name in (None, one.name)), None)
        if chosen is None:
            raise PaperRefused("The paper was not signed: no signature block is open.", "Make a new paper from the document.")
        if not manner.name_confirmed:
            refuse_other_name(hand.certificate, chosen.label.partition(": ")[2])
        reason, picture = chosen.label.partition(":")[0] or "-", strokes_png(manner.strokes)
        return sign_with(pdf, hand, field_name=chosen.name, name=name or "-", reason=reason, at=at, strokes_png=picture)
