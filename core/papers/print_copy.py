"""The pages as they go to a printer: a kept paper, marked and moved in memory; the kept bytes themselves are never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


LEAST_PERMILLE, MOST_PERMILLE = 800, 1100


@dataclass(frozen=True, slots=True)
class Fit:
    """How a printer misses: right and down in tenths of a millimetre, size in thousandths. Whole numbers: they are settings."""

    right: int = 0
    down: int = 0
    permille: int = 1000

    @property
    def is_exact(self) -> bool:
        return self == Fit()


def for_printer(pdf: bytes, *, marks: Sequence[str] = (), fit: Fit = Fit()) -> bytes:
    """Return the PDF to be printed: the very same bytes when nothing is to be marked or moved.

    marks: the first stands in a box at the top right of every page, the others small below it.
    """
    if not marks and fit.is_exact:
        return pdf
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.flatten_annotations("print")  # the pictures of signatures become part of the page, and move with it
        if "/AcroForm" in opened.Root:
            del opened.Root.AcroForm
        stamps: dict[tuple[float, float], pikepdf.Pdf] = {}
        for page in opened.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            size = right - left, top - bottom
            if marks:
                if size not in stamps:
                    stamps[size] = pikepdf.open(BytesIO(_stamp(size, marks)))
                page.add_overlay(stamps[size].pages[0], pikepdf.Rectangle(left, bottom, right, top))
            if not fit.is_exact:
                _move(opened, page, size, fit)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def _move(opened: pikepdf.Pdf, page: pikepdf.Page, size: tuple[float, float], fit: Fit) -> None:
    """Scale from the top left corner, then move."""
    from reportlab.lib.units import mm

    scale = min(max(fit.permille, LEAST_PERMILLE), MOST_PERMILLE) / 1000
    across = fit.right / 10 * mm
    up = size[1] * (1 - scale) - fit.down / 10 * mm
    page.contents_add(opened.make_stream(f"q {scale:.4f} 0 0 {scale:.4f} {across:.3f} {up:.3f} cm\n".encode()), prepend=True)
    page.contents_add(opened.make_stream(b"\nQ"))


def _stamp(size: tuple[float, float], marks: Sequence[str]) -> bytes:
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    from core.papers.fonts import BOLD, REGULAR, glyphs

    glyphs()
    out = BytesIO()
    first_font: dict[str, Any] = {"initialFontName": REGULAR}  # the stubs take it for a number
    canvas = Canvas(out, pagesize=size, invariant=1, **first_font)
    right, top = size[0] - 12 * mm, size[1] - 8 * mm
    canvas.setFont(BOLD, 13)
    width = max(canvas.stringWidth(marks[0], BOLD, 13) + 6 * mm, 20 * mm)
    canvas.setLineWidth(1.2)
    canvas.rect(right - width, top - 7.5 * mm, width, 7.5 * mm)
    canvas.drawCentredString(right - width / 2, top - 5.4 * mm, marks[0])
    canvas.setFont(REGULAR, 7.5)
    for number, mark in enumerate(marks[1:], 1):
        canvas.drawRightString(right, top - 7.5 * mm - number * 3.3 * mm, mark)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
