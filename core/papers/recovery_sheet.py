"""The recovery sheet: one page of paper that opens the vault's data again when nobody's passphrase does."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from core.papers.flowables import BODY, MARGIN, SIZES, SMALL
from core.papers.fonts import BOLD, REGULAR, glyphs, markup, printable
from core.papers.words import date_id

COLUMNS = 5
FOR_WHAT = (
    "Lembar ini membuka kembali data brankas kantor pada laptop ini bila tidak seorang pun ingat frasa sandinya. "
    "Lembar ini hanya untuk membaca: tidak dapat dipakai menandatangani atau menyegel atas nama siapa pun. "
    "Setelah brankas terbuka, Ketua atau Bawaslu Kabupaten/Kota memberikan kunci baru kepada setiap orang."
)
WHERE_TO_KEEP = (
    "Simpan di tempat terkunci, terpisah dari laptop, misalnya dalam amplop tersegel di lemari besi sekretariat.",
    "Jangan difoto, jangan dikirim lewat aplikasi percakapan, dan hapus berkas PDF-nya setelah dicetak.",
    "Bila lembar ini hilang atau terbaca orang lain, buat lembar baru dari Setelan; lembar ini lalu tidak berlaku.",
)


def recovery_sheet(code: str, *, office_name: str, office_code: str, made_on: date, is_drill: bool) -> bytes:
    """Return the sheet as a PDF of one A4 page: the code in its groups, what it is for, whose it is, and where to keep it.

    code: as `new_recovery_code` gave it, groups joined by "-". The same input gives the same bytes; nothing else in it is secret.
    """
    glyphs()
    width, height = SIZES["A4"]
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setTitle("Lembar Pemulihan Bukti")
    canvas.setFont(BOLD, 20)
    canvas.drawString(MARGIN, height - MARGIN - 6 * mm, "Lembar Pemulihan")
    if is_drill:
        canvas.drawRightString(width - MARGIN, height - MARGIN - 6 * mm, "LATIHAN")
    canvas.setFont(REGULAR, 11)
    canvas.drawString(MARGIN, height - MARGIN - 14 * mm, printable(f"{office_name} ({office_code})"))
    canvas.drawString(MARGIN, height - MARGIN - 20 * mm, f"Dibuat {date_id(made_on)}")
    y = _words(canvas, FOR_WHAT, height - MARGIN - 27 * mm)
    y = _groups(canvas, code.split("-"), y - 8 * mm)
    canvas.setFont(BOLD, 11)
    y -= 12 * mm
    canvas.drawString(MARGIN, y, "Cara menyimpan")
    y -= 3 * mm
    for number, sentence in enumerate(WHERE_TO_KEEP, 1):
        y = _words(canvas, f"{number}.  {sentence}", y - 1.5 * mm)
    y -= 10 * mm
    for label in ("Disimpan di", "Disimpan oleh", "Tanggal"):
        canvas.setFont(REGULAR, 11)
        canvas.drawString(MARGIN, y, label)
        canvas.line(MARGIN + 35 * mm, y - 1 * mm, width - MARGIN, y - 1 * mm)
        y -= 10 * mm
    note = "Kode tidak membedakan huruf besar dan kecil. Huruf I, L, O, dan U tidak dipakai: 0 selalu nol, 1 selalu satu."
    _words(canvas, note, MARGIN + 8 * mm, small=True)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _words(canvas: Canvas, text: str, top: float, *, small: bool = False) -> float:
    """Set a paragraph below `top`; returns where it ended."""
    paragraph = Paragraph(markup(text), SMALL if small else BODY)
    _, needed = paragraph.wrap(SIZES["A4"][0] - 2 * MARGIN, 100 * mm)
    paragraph.drawOn(canvas, MARGIN, top - needed)
    return top - needed


def _groups(canvas: Canvas, groups: list[str], top: float) -> float:
    """Draw the groups in numbered boxes, five in a row; returns where the last row ended."""
    width = (SIZES["A4"][0] - 2 * MARGIN) / COLUMNS
    box_height = 19 * mm
    for place, group in enumerate(groups):
        x = MARGIN + width * (place % COLUMNS)
        y = top - box_height - (place // COLUMNS) * (box_height + 3 * mm)
        canvas.setStrokeColor(Color(0.55, 0.55, 0.55))
        canvas.roundRect(x + 1 * mm, y, width - 2 * mm, box_height, 2 * mm)
        canvas.setFillColor(Color(0.35, 0.35, 0.35))
        canvas.setFont(REGULAR, 8)
        canvas.drawString(x + 3 * mm, y + box_height - 4.5 * mm, str(place + 1))
        canvas.setFillColor(black)
        canvas.setFont(BOLD, 19)
        canvas.drawCentredString(x + width / 2, y + 5 * mm, printable(group))
    rows = -(-len(groups) // COLUMNS)
    return top - rows * (box_height + 3 * mm)
