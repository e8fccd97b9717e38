"""What is not the centre is not believed, and what the centre refuses is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.actions.cases.open_case import open_case
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.errors import AppError
from core.evidence.inspect import Intake
from core.exchange import calls
from core.exchange.errors import AnotherCentre, DeviceRevoked, LineRefused, NoLine, NotEnrolled, OtherKind, SyncBusy, WrongCode
from core.exchange.link import Link
from core.exchange.trusted_server import server_url
from core.platform import only_one
from core.vault import local, truth
from core.vault.vault import Vault
from core.vault.views import documents, received
from tests.exchange.conftest import HASTY
from tests.exchange.offices import OFFICE, add_case, first_laptop, second_laptop
from tests.exchange.other_ends import NONCE, answering, certificate_of
from tests.exchange.running_centre import RunningCentre
from tests.rigs.flaky_line import DOWN, Fault, FlakyLine, broken_at

Lines = Callable[..., Link]
LOGIN_PAGE = b"<html><body>Silakan masuk</body></html>"
HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("status", "headers"),
    [(200, HTML), (302, {"Location": "http://masuk.example/"}), (403, HTML), (404, HTML), (200, {"Content-Type": "application/json"})],
)
def test_a_page_that_is_not_of_the_server_counts_as_no_line(enrolled: Vault, line_of: Lines, status: int, headers: dict[str, str]) -> None:
    with answering(status, headers, LOGIN_PAGE) as url, pytest.raises(NoLine) as caught:
        sync(enrolled, link=line_of(enrolled, url))
    assert caught.value.code == "line.none"
    assert "browser" in caught.value.hint


def test_a_gateway_whose_server_is_away_is_tried_again_and_then_counts_as_no_line(enrolled: Vault, line_of: Lines) -> None:
    with answering(502, HTML, LOGIN_PAGE) as url, pytest.raises(NoLine) as caught:
        sync(enrolled, link=line_of(enrolled, url))
    assert "browser" not in caught.value.hint


@pytest.mark.parametrize("change", [lambda code: "ZZZZZ" + code[5:], lambda _code: "ABC", lambda code: code + "1"])
def test_a_wrong_code_says_so(laptop: Vault, centre: RunningCentre, change: Callable[[str], str]) -> None:
    with pytest.raises(WrongCode):
        enrol(laptop, url=centre.url, code=change(centre.code(OFFICE)))


def test_a_code_serves_one_laptop_only(tmp_path: Path, laptop: Vault, centre: RunningCentre) -> None:
    code = centre.code(OFFICE)
    enrol(laptop, url=centre.url, code=code)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, centre.code(OFFICE), office=OFFICE))
    with pytest.raises(WrongCode):
        enrol(second, url=centre.url, code=code)
    second.close()


def test_enrolling_again_after_a_lost_answer_gives_the_same_credential(laptop: Vault, centre: RunningCentre, line_of: Lines) -> None:
    code = centre.code(OFFICE)
    with FlakyLine(centre.address, broken_at(Fault("lost_reply", DOWN, 400), 0)) as line:
        enrol(laptop, url=line.url, code=code, link=line_of(laptop, line.url))
        assert line.hits["lost_reply"] == 1
    with laptop.read() as tx:
        assert len(laptop.statements(tx)) >= 1
        assert local.setting(tx, "server") == line.url


def test_a_code_of_another_centre_is_refused_before_anything_is_sent(tmp_path: Path, laptop: Vault, centre: RunningCentre) -> None:
    other = RunningCentre(tmp_path / "other")
    code = other.code(OFFICE)
    with FlakyLine(centre.address) as line:
        with pytest.raises(AnotherCentre):
            enrol(laptop, url=line.url, code=code)
        assert line.delivered < 1_000
    assert centre.holds()["offices"] == 0
    other.kill()


def test_receipts_of_another_centre_are_not_believed(tmp_path: Path, enrolled: Vault, line_of: Lines, intake: Intake) -> None:
    case_id = add_case(enrolled, intake, [])
    other = RunningCentre(tmp_path / "other")
    twin = first_laptop(tmp_path / "twin")
    enrol(twin, url=other.url, code=other.code(OFFICE))
    with twin.read() as tx:
        head = truth.log_head(tx, twin.log.id)
    assert head is not None
    foreign = calls.hello(line_of(twin, other.url), logs=[calls.HeldLog(twin.log.id, head[1], head[0])]).receipt
    with pytest.raises(AnotherCentre):
        from core.exchange.send import keep_receipt

        keep_receipt(enrolled, foreign)
    with enrolled.read() as tx:
        assert {standing(tx, one) for one in documents.of_case(tx, case_id)} == {"saved"}
    twin.close()
    other.kill()


def test_a_drill_office_does_not_enrol_at_a_real_server(tmp_path: Path, laptop: Vault) -> None:
    real = RunningCentre(tmp_path / "real", is_drill=False)
    with pytest.raises(OtherKind):
        enrol(laptop, url=real.url, code=real.code("33.74.04"))
    assert real.holds()["offices"] == 0
    real.kill()


def test_a_real_office_does_not_enrol_at_a_drill_server(tmp_path: Path, centre: RunningCentre) -> None:
    real = first_laptop(tmp_path / "real", "33.74.04")
    with pytest.raises(OtherKind):
        enrol(real, url=centre.url, code=centre.code(OFFICE))
    real.close()


def test_a_revoked_laptop_is_told_and_keeps_everything(enrolled: Vault, centre: RunningCentre, intake: Intake) -> None:
    case_id = add_case(enrolled, intake, [])
    centre.revoke(enrolled.log.device)
    with pytest.raises(DeviceRevoked):
        sync(enrolled)
    with enrolled.read() as tx:
        assert {standing(tx, one) for one in documents.of_case(tx, case_id)} == {"saved"}


def test_a_laptop_that_was_never_enrolled_is_told_what_to_do(laptop: Vault, centre: RunningCentre, line_of: Lines) -> None:
    with pytest.raises(NotEnrolled):
        sync(laptop)
    with pytest.raises(NotEnrolled):
        sync(laptop, link=line_of(laptop, centre.url))


@pytest.mark.parametrize("years", [-9, 9])
def test_a_clock_that_is_years_off_stops_nothing_and_is_told(enrolled: Vault, centre: RunningCentre, years: int) -> None:
    def wrong_now() -> datetime:
        return datetime.now(UTC) + timedelta(days=365 * years)

    open_case(enrolled, regime="pemilihan", origin="pengawasan", now=wrong_now)
    result = sync(enrolled, now=wrong_now)
    assert abs(result.clock_off_s - years * 365 * 86_400) < 86_400
    with enrolled.read() as tx:
        assert received.log_ends(tx)[enrolled.log.id] == truth.log_ends(tx)[enrolled.log.id]
        assert local.setting(tx, "clock") is None
    assert centre.holds()["quarantined"] == 0


def test_a_right_clock_is_noted(enrolled: Vault) -> None:
    assert sync(enrolled).clock_off_s == 0
    with enrolled.read() as tx:
        assert local.setting(tx, "clock") is not None


def test_only_one_program_sends_at_a_time(enrolled: Vault) -> None:
    with only_one(enrolled.folder / "sync.lock") as is_mine:
        assert is_mine
        with pytest.raises(SyncBusy):
            sync(enrolled)
    sync(enrolled)


@pytest.mark.parametrize(
    "text", ["http://pusat.example", "ftp://pusat.example", "", "https://", "https://a b", "https://u:p@pusat.example"]
)
def test_an_address_that_is_none_or_not_safe_is_refused(text: str) -> None:
    with pytest.raises(LineRefused):
        server_url(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("pusat.example/", "https://pusat.example"),
        (" https://pusat.example:8443/bukti/ ", "https://pusat.example:8443/bukti"),
        ("http://127.0.0.1:8740", "http://127.0.0.1:8740"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:1", "http://[::1]:1"),
    ],
)
def test_an_address_is_taken_as_it_is_typed(text: str, url: str) -> None:
    assert server_url(text) == url


def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path) -> None:
    _, tls = certificate_of(tmp_path, datetime.now(UTC).year)
    with answering(200, {"Bukti": "1"}, NONCE, tls=tls) as url, Link(url, habits=HASTY) as link, pytest.raises(LineRefused):
        calls.greet(link)


@pytest.mark.parametrize("year", [2001, 2049])
def test_a_certificate_is_accepted_whatever_this_laptops_clock_says(tmp_path: Path, year: int) -> None:
    authority, tls = certificate_of(tmp_path, year)
    with answering(200, {"Bukti": "1"}, NONCE, tls=tls) as url, Link(url, habits=HASTY, authorities=authority) as link:
        assert calls.greet(link).is_drill


def test_nothing_a_person_typed_is_in_any_sentence(enrolled: Vault, line_of: Lines) -> None:
    with answering(422, {"Bukti": "1"}, b'{"code": "x", "title": "Siti Rahmawati"}') as url, pytest.raises(AppError) as caught:
        sync(enrolled, link=line_of(enrolled, url))
    error = caught.value
    assert "Siti" not in repr((error.title, error.hint, error.details))


def test_statements_are_kept_once_for_each_thing_they_tell(enrolled: Vault, intake: Intake) -> None:
    add_case(enrolled, intake, [])
    for _ in range(3):
        sync(enrolled)
    with enrolled.read() as tx:
        assert (tx.scalar(select(func.count()).select_from(truth.statements)) or 0) <= 4
