"""A picky secretary looks at the papers; and her eyes find every fault that is planted (in full: python -m tests.rigs.paper_layouts)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from core.papers.compose import compose
from core.papers.content import Content, LongText, Row
from core.papers.flowables import MARGIN
from core.papers.render import render
from tests.rigs.paper_layouts import look
from tests.unit.paper_extremes import FORMS, filled
from tests.unit.paper_eyes import faults

SHORT = [
    ("model_a", "extreme", "pemilihan", "F4"), ("temuan", "blank", "pemilu", "A4"), ("kajian_awal", "blank", "pemilihan", "F4"),
    ("ba_klarifikasi", "blank", "pemilu", "A4"), ("tanda_bukti", "extreme", "pemilu", "A4"),
    ("pemberitahuan_status", "sample", "pemilu", "F4"),
    ("surat_tugas", "empty", "pemilihan", "A4"), ("undangan", "extreme", "pemilihan", "A4"),
]  # fmt: skip


@pytest.mark.parametrize(("form_id", "filling", "regime", "size"), SHORT)
def test_nothing_overlaps_is_cut_stands_outside_or_alone(form_id: str, filling: str, regime: str, size: str, tmp_path: Path) -> None:
    assert look(form_id, filling, regime, size, tmp_path, photos=12) == []


def test_every_official_form_is_looked_at() -> None:
    assert len(FORMS) == len({*FORMS}) == 20


def drawn_over(pdf: bytes, operators: str, page: int = 0) -> bytes:
    """Return the paper with something more drawn on a page, in its own font."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        font = next(iter(opened.pages[page].obj.Resources.Font.keys()))
        opened.pages[page].contents_add(f"q BT {font} 12 Tf {operators} ET Q".encode())
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def seen(content: Content, folder: Path, pdf: bytes | None = None) -> str:
    return "\n".join(faults(render(content) if pdf is None else pdf, content, folder))


@pytest.fixture
def content() -> Content:
    return compose(filled("laporan", "sample", photos=0))


@pytest.mark.parametrize(
    ("operators", "fault"),
    [
        ("1 0 0 1 {left} 740 Tm (!!!!!!) Tj 1 0 0 1 {left} 742 Tm (!!!!) Tj", "overlap"),
        ("1 0 0 1 20 500 Tm (!!!!!!) Tj", "outside the margins"),
        ("1 0 0 1 {left} 8 Tm (!!!!!!) Tj", "outside the margins"),
    ],
)
def test_the_eyes_find_what_overlaps_and_what_stands_outside(content: Content, tmp_path: Path, operators: str, fault: str) -> None:
    pdf = drawn_over(render(content), operators.format(left=MARGIN + 10))
    assert fault in seen(content, tmp_path, pdf)


def test_the_eyes_find_a_text_that_is_not_on_the_paper(content: Content, tmp_path: Path) -> None:
    more = replace(content, blocks=(*content.blocks, Row("", "Hal", "Kalimat yang tidak dicetak")))
    assert "not on the paper" in seen(more, tmp_path, render(content))


def test_the_eyes_find_a_missing_foot_place_for_initials_and_place_to_sign(content: Content, tmp_path: Path) -> None:
    assert "no place for initials" in seen(replace(content, initials=True), tmp_path, render(content))
    with pikepdf.open(BytesIO(render(content))) as opened:
        for page in opened.pages:
            page.obj.Annots = pikepdf.Array()
        out = BytesIO()
        opened.save(out)
    assert "there is no place to sign" in seen(content, tmp_path, out.getvalue())
    with pikepdf.open(BytesIO(render(content))) as opened:
        opened.pages.append(opened.pages[0])
        out = BytesIO()
        opened.save(out)
    assert "the foot does not count the pages" in seen(content, tmp_path, out.getvalue())


def test_the_eyes_find_a_heading_at_the_foot_and_signatures_alone(tmp_path: Path) -> None:
    lines = compose(filled("surat_kuasa", "sample"))
    found: set[str] = set()
    for count in (30, 34):  # lines enough to push the end over the page, without the rules that hold it together
        filler = tuple(LongText(f"Baris nomor {number}", justified=False) for number in range(count))
        broken = replace(lines, blocks=(*filler, Row("", "Keterangan lain", level=0, colon=False), LongText("Isi."), *lines.blocks[-1:]))
        pdf = unruly(broken)
        told = seen(broken, tmp_path, pdf)
        found |= {name for name in ("stands alone at its foot", "the signing stands alone") if name in told}
        assert seen(broken, tmp_path) == ""  # ours keeps them together
    assert found == {"stands alone at its foot", "the signing stands alone"}


def unruly(content: Content) -> bytes:
    """Return the paper as it would be without the rules of where a page may break."""
    from reportlab.platypus import KeepTogether

    import core.papers.render as rendering
    from core.papers.story import story

    def loose(given: Content, places: Any) -> list[Any]:
        flow = []
        for piece in story(given, places):
            name = type(piece).__name__
            flow += list(piece._content) if isinstance(piece, KeepTogether) else [] if name == "CondPageBreak" else [piece]
        return flow

    kept, rendering.story = rendering.story, loose
    try:
        return render(content)
    finally:
        rendering.story = kept
