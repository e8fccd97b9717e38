"""Which files go together: a photo that lies whole in a paper travels with it, and free connections begin the next lane."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from core.actions.cases.exhibits import attach_bytes
from core.actions.exchange.sync import sync
from core.actions.papers.make_paper import make_paper
from core.evidence.inspect import Intake
from core.exchange.lanes import Lane, Load, Order
from core.exchange.loads import frame_of, loads_of, with_pictures
from core.vault.outgoing import Wanted, files
from core.vault.vault import Vault
from record.header import BlobRef
from tests.ui.case_samples import model_a_answers, new_case, saved_form


def test_a_photo_on_a_paper_goes_in_one_parcel_with_it_and_costs_next_to_nothing(
    enrolled: Vault, intake: Intake, photos: list[bytes]
) -> None:
    case = new_case(enrolled)
    attach_bytes(enrolled, case, photos[0], "foto.jpg", obtained="folder", intake=intake)
    make_paper(enrolled, saved_form(enrolled, case, "model_a", model_a_answers()))
    attach_bytes(enrolled, case, photos[1], "lain.jpg", obtained="folder", intake=intake)  # on no paper
    with enrolled.read() as tx:
        before = files(tx)
    ordered = with_pictures(enrolled, before, {}, most=500)
    assert {file.ref.sha256 for file in ordered} == {file.ref.sha256 for file in before} and len(ordered) == len(before)
    (together,) = loads_of(enrolled, [file for file in ordered if file.lane == "papers"], {})
    paper, picture = (file.ref for file in together)
    assert (paper.role, picture.role) == ("paper", "working")
    assert len(frame_of(enrolled, together)) < paper.size + picture.size // 10
    result = sync(enrolled)
    assert result.sent_blobs == len(before) == 7 and result.meter.known_again == 0
    assert result.sent_bytes < sum(file.ref.size for file in before) - picture.size * 9 // 10


def test_a_photo_of_which_the_centre_holds_bytes_goes_on_where_it_was_and_not_with_its_paper(
    laptop: Vault, intake: Intake, photos: list[bytes]
) -> None:
    case = new_case(laptop)
    attach_bytes(laptop, case, photos[0], "foto.jpg", obtained="folder", intake=intake)
    make_paper(laptop, saved_form(laptop, case, "model_a", model_a_answers()))
    with laptop.read() as tx:
        before = files(tx)
    begun = next(file.ref.sha256 for file in before if file.ref.role == "working")
    assert with_pictures(laptop, before, {begun: 4096}, most=500) == before
    assert [file.lane for file in with_pictures(laptop, before, {}, most=1)] == ["papers", "papers"]


def test_while_three_parcels_of_a_lane_are_under_way_the_fourth_connection_begins_the_next_lane() -> None:
    def load(lane: str, *sizes: int) -> Load:
        return tuple(Wanted(BlobRef(sha256="", size=size, media_type="", role=""), lane) for size in sizes)

    papers = [load("papers", 200_000, 250_000) for _ in range(3)]  # packed no more than a parcel holds
    order = Order([(Lane("papers", 0), iter(papers)), (Lane("originals", 0), iter([load("originals", 5_000_000)]))])
    all_four, begun = Barrier(4, timeout=60), list[str]()

    def work(lane: Lane, _load: Load) -> None:
        begun.append(lane.name)
        all_four.wait()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(order.work_on, work) for _ in range(4)]:
            done.result()
    assert begun == ["papers", "papers", "papers", "originals"]
