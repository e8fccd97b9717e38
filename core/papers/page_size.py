"""On which paper a PDF goes."""

from __future__ import annotations

from io import BytesIO

from core.papers.content import PaperSize


def paper_size_of(pdf: bytes) -> PaperSize:
    """Return the size whose height the first page is nearest to; for papers of ours."""
    import pikepdf

    from core.papers.flowables import SIZES

    with pikepdf.open(BytesIO(pdf)) as opened:
        left, bottom, right, top = (float(edge) for edge in opened.pages[0].mediabox)
    longest = max(right - left, top - bottom)
    return min(SIZES, key=lambda size: abs(SIZES[size][1] - longest))
