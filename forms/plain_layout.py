"""The layout of a form that has none of its own: its title and version, then every part in the order of the form."""

from __future__ import annotations

from typing import Any

REGIMES = ("pemilihan", "pemilu")


def plain_layout(title: str) -> dict[str, Any]:
    """Return a layout like those in `official/*.layout.yaml`: no code, no number, no signatures, the letterhead of the office."""
    said = title or "FORMULIR"
    return {
        "code": dict.fromkeys(REGIMES),
        "title": {regime: said.upper() for regime in REGIMES},
        "plain": True,
        "letterhead": True,
        "place_date": {"place": "-", "date": "-"},
        "side_by_side": False,
        "signatures": [],
        "signers": [],
        "initials": False,
        "photos": True,
        "copies": 1,
        "paper_sizes": ["A4", "F4"],
    }
