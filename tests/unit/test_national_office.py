"""Bawaslu RI (region 01, above all provinces) works as every office does: a case, a form, a signed paper, what may be done."""

from __future__ import annotations

from pathlib import Path

from core.actions.cases.open_case import open_case
from core.actions.check.check_paper import check_paper
from core.actions.check.check_vault import check_vault
from core.actions.office.letterhead import letterhead_of
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.roster_parcel import read_roster, write_roster
from core.actions.office.setup import found_office, join_office
from core.actions.papers.papers import sign_paper
from core.actions.recap.export_cases import GEOJSON, export_cases
from core.rules.regions import NATION
from core.vault.views import cases, papers
from tests.ui.case_samples import PASSPHRASE, QUICK, model_a_answers, saved_form

RI = OfficeSetup(code=NATION, name="Badan Pengawas Pemilihan Umum Republik Indonesia", regime="pemilu", province="")
MEMBER = PersonSetup(name="Wira Contohwan", position="Anggota Bawaslu", role="national")


def test_bawaslu_ri_founds_its_office_and_makes_a_case_with_a_signed_paper(tmp_path: Path) -> None:
    vault = found_office(tmp_path / "a", RI, MEMBER, PASSPHRASE, hardness=QUICK).vault
    case_id = open_case(vault, regime="pemilu", origin="temuan").cases[0]
    form = saved_form(vault, case_id, "model_a", model_a_answers(signer=MEMBER.name))
    paper = sign_paper(vault, form, passphrase=PASSPHRASE).streams[0]
    with vault.read() as tx:
        kept, row = papers.one(tx, paper), cases.one(tx, case_id)
        assert letterhead_of(vault, tx).name_lines[-1] == RI.name
    assert kept is not None and row is not None and row.office == NATION
    assert check_paper(vault, vault.blobs.read_bytes(kept.pdf)).as_recorded.value == "yes"
    assert export_cases(vault, [case_id], tmp_path / "keluar", GEOJSON) == 1
    assert check_vault(vault).is_whole
    roster = read_roster(write_roster(vault, tmp_path / "roster.bukti"))
    second = join_office(tmp_path / "b", roster, office=NATION, passphrase=PASSPHRASE).vault
    case_there = open_case(second, regime="pemilihan", origin="laporan").cases[0]
    with second.read() as tx:
        assert cases.one(tx, case_there) is not None and len(second.roster(tx).devices) == 2
    for one in (vault, second):
        one.close()
