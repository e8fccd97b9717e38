"""The code on a hub's screen as a QR: address and code in plain words, for whoever would rather scan than type."""

from __future__ import annotations


def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a QR code row by row, True for dark, without the quiet zone. Source: ISO/IEC 18004."""
    import segno

    return tuple(tuple(bool(module) for module in row) for row in segno.make(text, error="m", micro=False).matrix)
