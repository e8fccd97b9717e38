"""A case travels from the village to the sub-district and on to the regency: each opens what it may, and nobody else anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.hand_over import NowhereToGo, handed, pass_on
from core.actions.cases.move_case import move_case
from core.actions.cases.open_case import change_case, open_case
from core.actions.cases.two_sayings import settle_two, two_of
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.actions.forms.drafts import TwoVersionsStand, answers_of
from core.actions.forms.save_form import save_imported
from core.actions.office.office import PersonSetup
from core.actions.office.setup import found_office
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from core.vault.views.said import all_of
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import PASSPHRASE, QUICK, office, some_bytes
from tests.exchange.running_centre import RunningCentre

VILLAGE, DISTRICT, REGENCY, OTHER = "00.00.01.2001", "00.00.01", "00.00", "00.00.01.2002"
ROLES = {VILLAGE: "pkd", DISTRICT: "panwascam_chair", REGENCY: "regency", OTHER: "pkd"}
SECRETS = [f"Rahasia-{number}" for number in range(200)]


@dataclass
class Offices:
    """One enrolled laptop for each office of a line, and one of a neighbour."""

    vaults: dict[str, Vault]

    def __getitem__(self, code: str) -> Vault:
        return self.vaults[code]

    def day(self) -> None:
        """Everybody exchanges with the centre, twice, so that answers come back."""
        for _ in range(2):
            for vault in self.vaults.values():
                sync(vault)


@pytest.fixture
def offices(tmp_path: Path, centre: RunningCentre) -> Iterator[Offices]:
    vaults = {}
    for code, role in ROLES.items():
        who = PersonSetup(name=f"Petugas {code}", position="Pengawas", role=role)
        vaults[code] = found_office(tmp_path / code, office(code), who, PASSPHRASE, hardness=QUICK).vault
        enrol(vaults[code], url=centre.url, code=centre.code(code))
    every = Offices(vaults)
    every.day()
    yield every
    for vault in vaults.values():
        vault.close()


def village_case(vault: Vault, intake: Intake) -> tuple[str, bytes]:
    """A case of the village with a protected witness - all the secrets are told of him - and one file."""
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title="Pembagian bantuan").cases[0]
    people = [
        {"_id": f"0190b3c4-0000-7000-8000-{number:012d}", "name": secret, "address": f"Jalan {secret}", "protected": "yes"}
        for number, secret in enumerate(SECRETS)
    ]
    answers = {"violation": {"has_violation": "ada", "event": "Pembagian bantuan", "witnesses": people}}
    save_imported(vault, "model_a", case_id=case_id, answers=answers, source="")
    content = some_bytes(7, 40_000)
    attach_bytes(vault, case_id, content, "foto.bin", obtained="folder", intake=intake)
    return case_id, content


def identity_of(vault: Vault, case_id: str) -> str:
    """What this laptop's person can read of the protected witnesses."""
    with vault.read() as tx:
        document = documents.of_case(tx, case_id)[0]
        return str(answers_of(vault, tx, document.record_id).answers)


def file_of(vault: Vault, case_id: str) -> bytes:
    with vault.read() as tx:
        found = exhibits.of_case(tx, case_id)[0]
    return vault.blobs.read_bytes(found.original)


def knows(vault: Vault, case_id: str) -> bool:
    with vault.read() as tx:
        return cases.one(tx, case_id) is not None


def everything_stored(vault: Vault) -> bytes:
    with vault.read() as tx:
        heads = list(tx.scalars(select(truth.records.c.header)))
        bodies = [body for body in tx.scalars(select(truth.parts.c.stored)) if body is not None]
        tables = [row[0] for row in tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table' AND name LIKE 'view_%'")]
        views = [str(row).encode() for table in tables for row in tx.exec_driver_sql(f"SELECT * FROM {table}")]
    return b"\n".join([*heads, *bodies, *views])


@BOTH_STORES
def test_a_case_goes_up_the_line_and_each_level_opens_exactly_what_it_may(offices: Offices, intake: Intake) -> None:
    village, district, regency = offices[VILLAGE], offices[DISTRICT], offices[REGENCY]
    case_id, content = village_case(village, intake)
    offices.day()
    assert knows(district, case_id) and not knows(regency, case_id) and not knows(offices[OTHER], case_id)

    pass_on(village, case_id, DISTRICT, reason="Dugaan pidana", passphrase=PASSPHRASE)
    offices.day()
    assert SECRETS[0] in identity_of(district, case_id) and file_of(district, case_id) == content

    move_case(district, case_id, "handed_over", reason="Kewenangan kabupaten", passphrase=PASSPHRASE)
    offices.day()
    assert SECRETS[199] in identity_of(regency, case_id) and file_of(regency, case_id) == content
    with regency.read() as tx:
        shown = cases.one(tx, case_id)
        assert shown is not None and shown.office == REGENCY and shown.status == "handed_over"
        assert [(came, went) for _, came, went in handed(tx, case_id)] == [(VILLAGE, DISTRICT), (DISTRICT, REGENCY)]
    assert not knows(offices[OTHER], case_id)
    for vault in offices.vaults.values():
        assert not [word for word in SECRETS if word.encode() in everything_stored(vault)]


def test_what_comes_later_reaches_the_office_that_has_the_case_now(offices: Offices, intake: Intake) -> None:
    village, district, regency = offices[VILLAGE], offices[DISTRICT], offices[REGENCY]
    case_id, _ = village_case(village, intake)
    sync(village)
    sync(district)
    move_case(district, case_id, "handed_over", reason="Kewenangan kabupaten", passphrase=PASSPHRASE)
    sync(district)
    attach_bytes(village, case_id, b"susulan", "susulan.bin", obtained="folder", intake=intake)  # it has not heard of it yet
    change_case(village, case_id, {"title": "Judul dari desa"})
    offices.day()
    with regency.read() as tx:
        assert "Judul dari desa" in {str(one.body("case").get("title")) for one in all_of(tx, case_id)}
    with pytest.raises(TwoVersionsStand):  # the village did not know of the handing over: somebody must look at both
        change_case(regency, case_id, {"title": "Judul dari kabupaten"})
    two = two_of(regency, case_id)
    assert two is not None
    settle_two(regency, two, {row.path: row.proposed or 0 for row in two.rows})
    change_case(regency, case_id, {"title": "Judul dari kabupaten"})
    offices.day()
    for vault in (village, district, regency):
        with vault.read() as tx:
            assert cases.one(tx, case_id).title == "Judul dari kabupaten"  # type: ignore[union-attr]


def test_the_regency_takes_a_case_over_and_the_district_sees_it(offices: Offices, intake: Intake) -> None:
    district, regency = offices[DISTRICT], offices[REGENCY]
    case_id, _ = village_case(district, intake)
    offices.day()
    move_case(regency, case_id, "taken_over", reason="Tindak pidana pemilihan", passphrase=PASSPHRASE)
    offices.day()
    for vault in (district, regency):
        with vault.read() as tx:
            shown = cases.one(tx, case_id)
        assert shown is not None and (shown.office, shown.status) == (REGENCY, "taken_over")


def test_a_district_that_only_notes_the_taking_over_keeps_the_case(offices: Offices, intake: Intake) -> None:
    case_id, _ = village_case(offices[DISTRICT], intake)
    move_case(offices[DISTRICT], case_id, "taken_over", reason="Diberi tahu lewat surat", passphrase=PASSPHRASE)
    with offices[DISTRICT].read() as tx:
        shown = cases.one(tx, case_id)
    assert shown is not None and (shown.office, shown.status) == (DISTRICT, "taken_over")


def test_a_case_cannot_go_to_an_office_that_is_not_in_the_line(offices: Offices, intake: Intake) -> None:
    case_id, _ = village_case(offices[DISTRICT], intake)
    with pytest.raises(NowhereToGo):
        pass_on(offices[DISTRICT], case_id, "00.00.02", reason="Salah alamat", passphrase=PASSPHRASE)
    with pytest.raises(NowhereToGo):
        pass_on(offices[DISTRICT], case_id, REGENCY, reason=" ", passphrase=PASSPHRASE)
    with offices[DISTRICT].read() as tx:
        assert handed(tx, case_id) == []


def test_a_neighbour_cannot_hand_on_what_it_was_not_given(offices: Offices, intake: Intake) -> None:
    """He writes the record by hand, naming streams that he only knows the ids of."""
    case_id, _ = village_case(offices[DISTRICT], intake)
    offices.day()
    neighbour = offices[OTHER]
    own = open_case(neighbour, regime="pemilihan", origin="pengawasan", title="Kasus sendiri").cases[0]
    from core.actions.cases.open_case import Going, write_case
    from core.actions.clock import wall_now

    going = Going(type=cases.HANDED_OVER, from_=OTHER, to=OTHER, streams=(own, case_id), scope=(OTHER,))
    with neighbour.write() as tx:
        write_case(neighbour, tx, own, {}, person_key=neighbour.signing_key(tx, PASSPHRASE), going=going, now=wall_now)
    offices.day()
    assert not knows(neighbour, case_id)
