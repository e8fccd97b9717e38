"""Checking a scan of a paper: what the code says, who is believed, and what the vault knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.check.check_files import check_path
from core.actions.check.check_scan import check_code, check_scan
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person, end_person
from core.actions.papers.credentials import credential_of, people_without
from core.commands.scan_words import code_lines
from core.evidence.inspect import Intake
from core.evidence.read_scan import ScanPage
from core.vault.ids import new_id
from core.vault.keys import Bundle
from core.vault.vault import Vault
from core.vault.views import papers
from main import main
from record.paper_mark import PaperFacts, make_mark, page_key, read_mark
from record.signature import public_bytes
from tests.rigs.scan_rig import FORGERIES, forged, read_rates
from tests.ui.case_samples import PASSPHRASE, QUICK, model_a_answers, new_case, office_vault, saved_form
from tests.unit.scan_samples import CENTRE, pages_of, scanned, signed, vouch

CENTRES = [public_bytes(CENTRE)]


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as opened:
        yield opened


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def a_document(vault: Vault) -> str:
    return saved_form(vault, new_case(vault), "model_a", model_a_answers())


def test_a_twice_copied_scan_says_who_signed_what_and_that_the_vault_holds_it(vault: Vault, intake: Intake, tmp_path: Path) -> None:
    vouch(vault)
    sheet = pages_of(vault, paper := signed(vault, a_document(vault)), tmp_path)[-1]
    seen = check_scan(vault, scanned(sheet, copies=2), intake=intake)
    (code,) = seen.codes
    assert (code.mark.facts.number, code.mark.credential.name) == ("001/LHP/PM.01.02/JX-00.00.01/X/2024", "Sari Fiktiwati")
    assert code.proven and code.differences == () and code.mark.facts.paper == paper
    alone = check_scan(None, scanned(sheet), intake=intake)
    assert alone.genuine and alone.codes[0].known_signer.key == "code.known.no_centre"
    assert check_scan(None, scanned(sheet), intake=intake, centres=CENTRES).codes[0].known_signer.key == "code.known.yes"


def test_before_enrolment_a_paper_has_page_codes_but_no_signed_code(vault: Vault, intake: Intake, tmp_path: Path) -> None:
    sheets = pages_of(vault, paper := signed(vault, a_document(vault)), tmp_path)
    seen = check_scan(vault, scanned(sheets[0]), intake=intake)
    assert seen.codes == () and not seen.genuine
    assert [(one.paper, one.page, one.pages) for one in seen.page_codes] == [(page_key(paper), 1, len(sheets))]


def test_what_the_code_was_signed_over_is_named_where_the_vault_says_something_else(vault: Vault) -> None:
    """Somebody with a true key signs a code for a paper of the vault that says 013, while the vault's paper says 001."""
    vouch(vault)
    paper = signed(vault, a_document(vault))
    with vault.read() as tx:
        me, key, kept = vault.person(tx), vault.signing_key(tx, PASSPHRASE), papers.one(tx, paper)
        credential = credential_of(vault, tx, me, next(iter(me.keys)))
    assert kept is not None and credential is not None
    code = check_code(vault, read_mark(make_mark(key, fact_of(kept, number="013"), credential)), ScanPage(number=0))
    assert (code.intact.value, code.as_recorded.key, code.genuine) == ("yes", "code.recorded.differs", False)
    assert [(one.what, one.code, one.recorded) for one in code.differences] == [("number", "013", kept.number)]
    assert any("013" in line and kept.number in line for line in code_lines(code))


def fact_of(kept: papers.Paper, **changed: str) -> PaperFacts:
    facts = PaperFacts(
        paper=kept.stream,
        records=kept.fingerprint,
        day=date.fromisoformat(kept.day),
        office=kept.office,
        form=kept.form_id,
        number=kept.number,
    )
    return replace(facts, **changed)  # type: ignore[arg-type]


def test_every_kind_of_forged_code_is_refused_for_its_own_reason(intake: Intake) -> None:
    assert forged(intake, copies=0) == []
    assert len(FORGERIES) >= 7


def test_two_photocopies_askew_and_a_phone_do_not_keep_a_code_from_being_read(intake: Intake) -> None:
    """The short form of `python -m tests.rigs.scan_rig`, with wear that is the same on every machine: each code must be read."""
    rates = read_rates(2, 2, intake)
    assert [(tally.tried, tally.read, tally.wrong) for tally in rates.values()] == [(1, 1, 0), (1, 1, 0), (4, 4, 0)]


def test_a_person_who_was_ended_signs_nothing_new_and_what_the_vault_holds_stays(vault: Vault) -> None:
    who = PersonSetup(name="Dimas Rekayasa", position="Anggota", role="panwascam_member")
    second = admit_person(vault, who, "kunci kedua ini", passphrase=PASSPHRASE, hardness=QUICK)
    vouch(vault)
    paper = signed(vault, a_document(vault))
    with vault.read() as tx:
        person, kept = vault.roster(tx).people[second], papers.one(tx, paper)
        credential = credential_of(vault, tx, person, next(iter(person.keys)))
    assert credential is not None and kept is not None
    key = Bundle.from_json(person.entry.get("bundle")).signing_key("kunci kedua ini")
    new = read_mark(make_mark(key, fact_of(kept, paper=new_id()), credential))
    old = read_mark(make_mark(key, fact_of(kept), credential))
    assert check_code(vault, new, ScanPage(number=0)).genuine
    end_person(vault, second, "selesai tugas", passphrase=PASSPHRASE)
    after = check_code(vault, new, ScanPage(number=0))
    assert (after.known_signer.key, after.genuine) == ("code.known.ended", False)
    assert check_code(vault, old, ScanPage(number=0)).proven


def test_the_credential_follows_the_roster(vault: Vault) -> None:
    with vault.read() as tx:
        me = vault.person(tx)
        assert [one.id for one in people_without(vault, tx)] == [me.id]
    vouch(vault, ec.derive_private_key(5002, ec.SECP256R1()))  # a centre that nobody knows
    with vault.read() as tx:
        assert people_without(vault, tx) != []
    vouch(vault)
    with vault.read() as tx:
        assert people_without(vault, tx) == []
        assert credential_of(vault, tx, replace(me, role="regency"), next(iter(me.keys))) is None


def test_pdf_scans_are_read_page_by_page_and_a_picture_without_a_code_is_no_genuine_paper(
    vault: Vault, intake: Intake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vouch(vault)
    sheets = pages_of(vault, signed(vault, a_document(vault)), tmp_path)
    sheets[0].save(tmp_path / "scan.pdf", save_all=True, append_images=sheets[1:], resolution=300)
    found = check_path(vault, tmp_path / "scan.pdf", intake=intake)
    assert (found.kind, found.is_genuine) == ("scan", True)
    sheets[0].crop((0, 0, 1500, 1500)).save(tmp_path / "part.png")
    assert check_path(vault, tmp_path / "part.png", intake=intake).keys == ["scan.no_code"]
    (tmp_path / "cut.jpg").write_bytes(scanned(sheets[0])[:900])
    assert check_path(vault, tmp_path / "cut.jpg", intake=intake).keys == ["scan.damaged"]
    assert main(["check", str(tmp_path / "scan.pdf"), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["checked"]
    assert told["codes"][0]["number"] == "001/LHP/PM.01.02/JX-00.00.01/X/2024"
