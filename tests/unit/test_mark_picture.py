"""Marked and covered copies of a picture: the original stays, what is covered is gone, and papers print what they may."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from core.actions.cases.exhibits import ExhibitRefused, attach_bytes, withdraw_exhibit
from core.actions.cases.mark_picture import mark_picture
from core.actions.papers.paper_source import paper_source
from core.evidence.inspect import Intake
from core.evidence.marks import ARROW, BOX, COVER, NUMBER, TEXT, Mark, marks_from_json
from core.vault.vault import Vault
from core.vault.views import exhibits
from core.vault.views.exhibits import Exhibit
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form
from tests.unit.paper_samples import MADE_AT

FACE = Mark(COVER, 4000, 4000, 6000, 6000)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


@pytest.fixture
def intake() -> Iterator[Intake]:
    with Intake() as opened:
        yield opened


def photo() -> bytes:
    """A grey picture with a yellow "face" in the middle, lying on its side (EXIF 6), with a small picture of itself in its EXIF."""
    image = Image.new("RGB", (600, 800), (120, 120, 120))
    ImageDraw.Draw(image).ellipse((250, 330, 350, 470), fill=(250, 220, 20))
    exif = Image.Exif()
    exif[274], exif[271] = 6, "Kamera Rahasia"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def attached(vault: Vault, intake: Intake, case: str) -> Exhibit:
    stream = attach_bytes(vault, case, photo(), "wajah.jpg", obtained="drop", intake=intake).streams[0]
    return one(vault, stream)


def one(vault: Vault, stream: str) -> Exhibit:
    with vault.read() as tx:
        found = exhibits.one(tx, stream)
    assert found is not None
    return found


def yellow(picture: bytes) -> int:
    raw = Image.open(io.BytesIO(picture)).convert("RGB").tobytes()
    return sum(1 for at in range(0, len(raw), 3) if raw[at] > 200 and raw[at + 1] > 180 and raw[at + 2] < 100)


def test_what_is_covered_is_gone_from_the_copy_and_stays_in_the_original(vault: Vault, intake: Intake) -> None:
    parent = attached(vault, intake, new_case(vault, title="Satu", number="1", status="draft"))
    copy = one(vault, mark_picture(vault, parent.stream, [FACE], "Wajah saksi", intake=intake).streams[0])
    picture = vault.blobs.read_bytes(copy.original)
    assert (copy.no, copy.parent, copy.parent_sha256, copy.copy_reason, copy.covers) == (
        f"{parent.no}a", parent.stream, parent.original, "Wajah saksi", True)  # fmt: skip
    assert yellow(photo()) > 5000 and yellow(picture) == yellow(vault.blobs.read_bytes(copy.working)) == 0
    assert vault.blobs.read_bytes(parent.original) == photo() and yellow(vault.blobs.read_bytes(one(vault, parent.stream).working)) > 0
    opened = Image.open(io.BytesIO(picture))
    assert opened.size == (800, 600) and not opened.getexif() and b"Rahasia" not in picture and b"Exif" not in picture


def test_a_cover_needs_a_reason_and_a_copy_needs_a_mark(vault: Vault, intake: Intake) -> None:
    parent = attached(vault, intake, new_case(vault, title="Satu", number="1", status="draft"))
    for marks, reason in (([FACE], "  "), ([], "Wajah")):
        with pytest.raises(ExhibitRefused):
            mark_picture(vault, parent.stream, marks, reason, intake=intake)
    broken = attach_bytes(vault, parent.case_id, photo()[:900], "rusak.jpg", obtained="drop", intake=intake).streams[0]
    with pytest.raises(ExhibitRefused):
        mark_picture(vault, broken, [FACE], "Wajah", intake=intake)


def test_boxes_arrows_numbers_and_words_are_drawn_where_they_were_put(vault: Vault, intake: Intake) -> None:
    parent = attached(vault, intake, new_case(vault, title="Satu", number="1", status="draft"))
    marks = [Mark(BOX, 500, 500, 2000, 2000), Mark(ARROW, 9000, 9000, 7000, 7000), Mark(NUMBER, 5000, 1000, 5000, 1000, "1"),
             Mark(TEXT, 500, 8000, 500, 8000, "Stiker")]  # fmt: skip
    copies = [one(vault, mark_picture(vault, parent.stream, marks, "", intake=intake).streams[0]) for _ in range(2)]
    assert [copy.no for copy in copies] == [f"{parent.no}a", f"{parent.no}b"] and not copies[0].covers
    image = Image.open(io.BytesIO(vault.blobs.read_bytes(copies[0].original))).convert("RGB")
    for x, y in ((40, 60), (575, 425), (400, 52)):  # the edge of the box, the head of the arrow, the disc below its digit
        near = [image.getpixel((x + a, y + b)) for a in range(-12, 13) for b in range(-12, 13)]
        assert any(r > 150 and g < 80 and b < 80 for r, g, b in near), (x, y)


def test_open_papers_print_the_covered_copy_and_closed_ones_the_original(vault: Vault, intake: Intake) -> None:
    case = new_case(vault, title="Satu", number="1", status="draft")
    document = saved_form(vault, case, "model_a", model_a_answers())
    parent = attached(vault, intake, case)
    other = attached(vault, intake, case)
    first = mark_picture(vault, parent.stream, [FACE], "Wajah saksi", intake=intake).streams[0]
    noted = mark_picture(vault, other.stream, [Mark(BOX, 1, 1, 50, 50)], "", intake=intake).streams[0]

    def printed(closed: dict[str, object] | None = None) -> list[str]:
        with vault.read() as tx:
            return [shown.no for shown in paper_source(vault, tx, document, made_at=MADE_AT, closed=closed).exhibits]

    assert printed() == [f"{parent.no}a", other.no, f"{other.no}a"]
    assert printed({}) == [parent.no, other.no, f"{other.no}a"]
    with vault.read() as tx:
        (covered, *_) = paper_source(vault, tx, document, made_at=MADE_AT).exhibits
    assert "ditutup karena: Wajah saksi" in covered.note and parent.original[:16] in covered.note
    withdraw_exhibit(vault, first, "Keliru")
    withdraw_exhibit(vault, noted, "Keliru")
    assert printed() == [parent.no, other.no]


@pytest.mark.parametrize(
    "told",
    [{}, [{"kind": "blur", "at": [0, 0, 1, 1]}], [{"kind": "box", "at": [0, 0, 1]}], [{"kind": "box", "at": [0, 0, 1, 10_001]}],
     [{"kind": "box", "at": [0, 0, 1, True]}], [{"kind": "text", "at": [0, 0, 1, 1], "words": "x" * 81}]],
)  # fmt: skip
def test_marks_that_are_none_are_refused(told: object) -> None:
    with pytest.raises(ValueError):
        marks_from_json(told)
