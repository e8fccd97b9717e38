"""A canvas that writes the foot of each page once the number of pages is known: when it was printed, "Halaman x dari y"."""

from __future__ import annotations

from datetime import date
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from core.papers.fonts import REGULAR, printable
from core.papers.words import date_id


class FootedCanvas(Canvas):
    """Keeps the finished pages until their number is known. size: of the page, margin: at both sides, both in points."""

    def __init__(self, *args: Any, size: tuple[float, float], margin: float, left: str, **named: Any) -> None:
        super().__init__(*args, **(named | {"initialFontName": REGULAR}))
        self._width, self._margin, self._left = size[0], margin, left
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # as in core/papers/render.py

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFillColor(black)
            self.setFont(REGULAR, 8)
            self.drawString(self._margin, 9 * mm, printable(self._left))
            self.drawRightString(self._width - self._margin, 9 * mm, f"Halaman {number} dari {len(self._pages)}")
            super().showPage()
        super().save()


def made_words(made_on: date, *, is_drill: bool) -> str:
    return f"Dicetak {date_id(made_on)}" + ("  ·  LATIHAN" if is_drill else "")
