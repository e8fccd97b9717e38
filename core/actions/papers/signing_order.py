"""In which order the blocks of a paper are usually signed, and who is still waited for; advice only, nothing is blocked by it."""

from __future__ import annotations

from collections.abc import Sequence

from core.papers.signature_field import SignatureField

CHAIR = "Ketua"


def usual_order(blocks: Sequence[SignatureField]) -> tuple[SignatureField, ...]:
    """Return the blocks in their usual order: as the layout has them, but the chair last, who signs what the members have signed."""
    return tuple(sorted(blocks, key=lambda block: block.label.startswith(CHAIR)))


def waited_for(blocks: Sequence[SignatureField], field_name: str) -> tuple[str, ...]:
    """Return the labels of the open blocks that are usually signed before this one. Empty: nothing speaks against signing it now."""
    order = usual_order(blocks)
    place = next((number for number, block in enumerate(order) if block.name == field_name), 0)
    return tuple(block.label for block in order[:place] if not block.signed)
