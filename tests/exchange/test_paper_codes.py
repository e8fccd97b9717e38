"""The centre vouches for people, and their papers then carry a code that anybody can check: the whole way over a real server."""

from __future__ import annotations

from pathlib import Path

from core.actions.cases.open_case import open_case
from core.actions.check.check_scan import check_scan
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.actions.forms.save_form import save_imported
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person
from core.actions.papers.credentials import SETTING, people_without
from core.actions.papers.papers import sign_paper
from core.evidence.inspect import Intake
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import papers
from tests.exchange.offices import OFFICE, PASSPHRASE, QUICK
from tests.exchange.running_centre import RunningCentre
from tests.ui.case_samples import model_a_answers
from tests.unit.scan_samples import pages_of, scanned


def without(vault: Vault) -> list[str]:
    with vault.read() as tx:
        return [person.name for person in people_without(vault, tx)]


def test_a_paper_signed_after_enrolment_is_genuine_on_a_scan_and_one_signed_before_has_no_signed_code(
    laptop: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    case = open_case(laptop, regime="pemilihan", origin="pengawasan", title="Kasus").cases[0]
    document = save_imported(laptop, "model_a", case_id=case, answers=model_a_answers(signer="Ratna Dewi"), source="")[0].streams[0]
    before = sign_paper(laptop, document, passphrase=PASSPHRASE).streams[0]
    enrol(laptop, url=centre.url, code=centre.code(OFFICE))
    after = sign_paper(laptop, document, passphrase=PASSPHRASE).streams[0]
    old, new = (check_scan(laptop, scanned(pages_of(laptop, paper, tmp_path)[-1]), intake=intake) for paper in (before, after))
    assert (old.codes, len(old.page_codes)) == ((), 1)
    assert [code.proven for code in new.codes] == [True]
    with laptop.read() as tx:
        assert [one.page_key != "" for one in papers.of_case(tx, case)] == [True, True]


def test_who_was_admitted_later_and_who_enrolled_with_an_older_build_get_theirs_at_the_next_sync(enrolled: Vault) -> None:
    assert without(enrolled) == []
    who = PersonSetup(name="Dimas Rekayasa", position="Anggota", role="panwascam_member")
    admit_person(enrolled, who, "kunci kedua ini", passphrase=PASSPHRASE, hardness=QUICK)
    assert without(enrolled) == ["Dimas Rekayasa"]
    sync(enrolled)
    assert without(enrolled) == []
    with enrolled.write() as tx:
        local.keep_setting(tx, SETTING, {})
    assert len(without(enrolled)) == 2
    sync(enrolled)
    assert without(enrolled) == []
