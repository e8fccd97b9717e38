"""Scanning signed sheets back: each finds its paper and its place, and what does not waits for a person."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from core.actions.check.check_vault import check_vault, rows_of_views
from core.actions.clock import wall_now
from core.actions.papers.make_paper import make_paper
from core.actions.papers.papers import paper_bytes
from core.actions.papers.print_queue import marks_of
from core.actions.papers.scan_back import (
    ScannedBack,
    ScanRefused,
    look_at_page,
    match_by_hand,
    originals_of,
    scan_back,
    throw_away,
    tray,
)
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import papers
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form
from tests.unit.scan_samples import pages_of, scanned


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as opened:
        yield opened


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Of an office that has not enrolled: matching must work before."""
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


class Desk:
    """Two papers made for the pen, and their sheets as a scanner gives them back."""

    def __init__(self, vault: Vault, folder: Path) -> None:
        self.vault, self.folder = vault, folder
        self.cases = [new_case(vault), new_case(vault)]
        self.papers = [make_paper(vault, saved_form(vault, case, "model_a", model_a_answers())).streams[0] for case in self.cases]
        self.sheets = [pages_of(vault, paper, folder) for paper in self.papers]

    def pdf(self, name: str, *pictures: bytes) -> Path:
        """Write a PDF as a scanner does: one JPEG a page."""
        opened = [Image.open(io.BytesIO(one)) for one in pictures]
        opened[0].save(self.folder / name, "PDF", save_all=True, append_images=opened[1:], resolution=200)
        return self.folder / name

    def picture(self, name: str, content: bytes) -> Path:
        (self.folder / name).write_bytes(content)
        return self.folder / name


@pytest.fixture
def desk(vault: Vault, tmp_path: Path) -> Desk:
    return Desk(vault, tmp_path)


def pages_by_paper(done: ScannedBack) -> dict[str, tuple[int, ...]]:
    return {one.paper.stream: one.scanned for one in done.attached}


def test_mixed_sheets_in_any_order_and_upside_down_find_their_papers_and_their_places(desk: Desk, intake: Intake) -> None:
    first, second = desk.sheets
    assert len(first) == len(second) == 2
    batch = desk.pdf("all.pdf", scanned(second[1], 1), scanned(first[1], 2, upside_down=True), scanned(second[0], 3))
    single = desk.picture("one.jpg", scanned(first[0], 4, turn=-6))
    done = scan_back(desk.vault, [batch, single], intake=intake)
    assert pages_by_paper(done) == {desk.papers[0]: (1, 2), desk.papers[1]: (1, 2)}
    assert (done.waiting, done.known, [one.missing for one in done.attached]) == ((), 0, [(), ()])
    (scan,) = originals_of(desk.vault, desk.papers[0])
    assert [(sheet.page, sheet.turn) for sheet in scan.sheets] == [(1, 0), (2, 180)]
    assert desk.vault.blobs.read_bytes(scan.sheets[0].sha256) == single.read_bytes()
    assert scan_back(desk.vault, [single], intake=intake).known == 1
    assert len(originals_of(desk.vault, desk.papers[0])) == 1
    assert check_vault(desk.vault).findings == ()


def test_a_missing_page_is_named_and_a_second_scan_completes_or_replaces_visibly(desk: Desk, intake: Intake) -> None:
    sheets = desk.sheets[0]
    (done,) = scan_back(desk.vault, [desk.picture("a.jpg", scanned(sheets[1], 1))], intake=intake).attached
    assert (done.scanned, done.missing, done.pages) == ((2,), (1,), 2)
    (done,) = scan_back(desk.vault, [desk.picture("b.jpg", scanned(sheets[0], 2))], intake=intake).attached
    assert (done.scanned, done.missing, done.replaced) == ((1, 2), (), ())
    (done,) = scan_back(desk.vault, [desk.picture("c.jpg", scanned(sheets[0], 3))], intake=intake).attached
    assert done.replaced == (1,)
    all_scans = originals_of(desk.vault, desk.papers[0])
    assert [scan.missing for scan in all_scans] == [(1,), (), ()]
    assert all_scans[1].sheets[0] != all_scans[2].sheets[0] and all_scans[1].sheets[1] == all_scans[2].sheets[1]
    with desk.vault.read() as tx:
        before, kept = rows_of_views(tx), papers.one(tx, desk.papers[0])
    assert kept is not None and kept.signatures == 0
    marks = [marks_of(desk.vault, paper_bytes(desk.vault, paper), at=wall_now(), is_copy=True)[-1] for paper in desk.papers]
    assert marks == ["ASLI DITANDATANGANI DENGAN PENA", "TANPA TANDA TANGAN ELEKTRONIK"]  # the second has no scan
    desk.vault.rebuild()
    with desk.vault.read() as tx:
        assert rows_of_views(tx) == before


def test_what_no_code_can_place_waits_and_a_person_matches_it_or_throws_it_away(desk: Desk, intake: Intake) -> None:
    sheet = desk.sheets[0][0]
    nameless = sheet.crop((0, 0, sheet.width, sheet.height - 450))
    of_another_case = desk.picture("other.jpg", scanned(desk.sheets[1][0], 5))
    broken = desk.picture("broken.jpg", scanned(sheet, 6)[:2000])
    done = scan_back(
        desk.vault, [desk.picture("n.jpg", scanned(nameless, 7)), of_another_case, broken], intake=intake, case_id=desk.cases[0]
    )
    assert done.attached == ()
    assert [(one.file_name, one.why) for one in tray(desk.vault)] == [
        ("n.jpg", "no_code"), ("other.jpg", "other_case"), ("broken.jpg", "unreadable"),
    ]  # fmt: skip
    assert scan_back(desk.vault, [desk.folder / "n.jpg"], intake=intake).waiting == ()  # it waits already
    nobody_knows, other, lost = tray(desk.vault)
    assert look_at_page(desk.vault, nobody_knows, intake).startswith(b"\xff\xd8")
    with pytest.raises(ScanRefused):
        match_by_hand(desk.vault, nobody_knows.id, desk.papers[0], 3, pages=2)
    matched = match_by_hand(desk.vault, nobody_knows.id, desk.papers[0], 1, pages=2)
    assert [(one.scanned, one.missing) for one in matched.attached] == [((1,), (2,))]
    with pytest.raises(ScanRefused):
        match_by_hand(desk.vault, lost.id, desk.papers[0], 1)
    throw_away(desk.vault, lost.id)
    throw_away(desk.vault, other.id)
    assert tray(desk.vault) == [] and not desk.vault.blobs.has(lost.sha256) and desk.vault.blobs.has(nobody_knows.sha256)
    with desk.vault.read() as tx:
        assert truth.holds_blob(tx, nobody_knows.sha256) and not truth.holds_blob(tx, other.sha256)
    assert check_vault(desk.vault).findings == ()


def test_nothing_of_a_scan_lies_plain_in_the_vault(desk: Desk, intake: Intake) -> None:
    content = scanned(desk.sheets[0][0], 8)
    scan_back(
        desk.vault,
        [desk.picture("p.jpg", content), desk.picture("q.jpg", scanned(desk.sheets[0][0].rotate(180).crop((0, 600, 2400, 3500)), 9))],
        intake=intake,
    )
    for path in desk.vault.folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert content[200:400] not in raw and b"p.jpg" not in raw and b"\xff\xd8\xff\xe0" not in raw[:16]
