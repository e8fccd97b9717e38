"""The sample cases that leave the sub-district travel their routes: two are taken over by the regency, one is handed over to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.actions.cases.hand_over import handed
from core.actions.cases.import_cases import import_cases
from core.actions.cases.move_case import move_case
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.actions.office.office import PersonSetup
from core.actions.office.setup import found_office
from core.evidence.drill_photos import write_drill_set
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from tests.exchange.offices import PASSPHRASE, QUICK, office
from tests.exchange.running_centre import RunningCentre

DISTRICT, VILLAGE, REGENCY = "00.00.01", "00.00.01.2002", "00.00"
ROLES = {DISTRICT: "panwascam_chair", VILLAGE: "pkd", REGENCY: "regency"}
ROUTES = {"case-2": "taken_over", "case-5": "taken_over", "case-8": "handed_over"}  # as each file expects


@pytest.fixture
def line(tmp_path: Path, centre: RunningCentre) -> dict[str, Vault]:
    found = {}
    for code, role in ROLES.items():
        who = PersonSetup(name=f"Petugas {code}", position="Pengawas", role=role)
        found[code] = found_office(tmp_path / code, office(code), who, PASSPHRASE, hardness=QUICK).vault
        enrol(found[code], url=centre.url, code=centre.code(code))
    return found


def day(line: dict[str, Vault]) -> None:
    """Everybody exchanges with the centre, twice, so that answers come back."""
    for _ in range(2):
        for vault in line.values():
            sync(vault)


def what_it_holds(vault: Vault, case_id: str) -> tuple[set[str], dict[str, bytes]]:
    """The documents of a case, and the bytes of its files by their names."""
    with vault.read() as tx:
        forms = {one.record_id for one in documents.of_case(tx, case_id)}
        files = {one.file_name: one.original for one in exhibits.of_case(tx, case_id) if one.original}
    return forms, {name: vault.blobs.read_bytes(digest) for name, digest in files.items()}


def test_two_are_taken_over_and_one_is_handed_over_with_all_that_belongs_to_them(
    line: dict[str, Vault], intake: Intake, tmp_path: Path
) -> None:
    district, regency = line[DISTRICT], line[REGENCY]
    folder = write_drill_set(tmp_path / "cases")
    came: dict[str, str] = {}
    for name in ROUTES:
        brought = list(import_cases(district, [folder / f"{name}.yaml"], intake=intake))
        came[name] = next(one.changes.cases[0] for one in brought if one.is_new_case)
    day(line)
    for name, to in ROUTES.items():
        mover = regency if to == "taken_over" else district
        move_case(mover, came[name], to, reason="Kewenangan kabupaten", passphrase=PASSPHRASE)
    day(line)
    for name, to in ROUTES.items():
        forms, files = what_it_holds(district, came[name])
        assert forms and (forms, files) == what_it_holds(regency, came[name])
        for vault in (district, regency):
            with vault.read() as tx:
                shown = cases.one(tx, came[name])
                assert shown is not None and (shown.status, shown.office) == (to, REGENCY)
                assert [way[1:] for way in handed(tx, came[name])] == [(DISTRICT, REGENCY)]
        with line[VILLAGE].read() as tx:
            assert cases.one(tx, came[name]) is None
    assert len(what_it_holds(regency, came["case-5"])[1]) == 14
    for vault in line.values():
        vault.close()
