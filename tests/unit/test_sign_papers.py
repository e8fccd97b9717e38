"""Signing papers of a vault: three people in turn, in each manner, a batch, a signature from outside; what the records say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.check.check_paper import check_paper
from core.actions.check.check_vault import check_vault
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person
from core.actions.office.unlock import unlock
from core.actions.papers.drawn_signature import drawn_signature, keep_drawn_signature
from core.actions.papers.make_paper import make_paper
from core.actions.papers.manner import Manner
from core.actions.papers.outside import prepare_paper, take_signature
from core.actions.papers.papers import PaperRefused, paper_bytes, sign_further, sign_paper
from core.actions.papers.sign_several import sign_several, waiting_for_me
from core.actions.papers.signing_order import usual_order, waited_for
from core.papers.certificate_facts import NameDiffers, sha256_of
from core.papers.key_file import WrongFilePassphrase
from core.papers.sign import container_by, hand_of
from core.papers.signature_field import signature_fields
from core.papers.token_key import TokenKey, WrongPin
from core.vault import local, truth
from core.vault.errors import WrongPassphrase
from core.vault.vault import Vault
from core.vault.views import papers
from tests.rigs.planted import pdf_text
from tests.ui.case_samples import PASSPHRASE, QUICK, model_a_answers, new_case, office_vault, saved_form
from tests.unit.official_samples import ba_pleno
from tests.unit.sign_samples import FILE_PASSPHRASE, MODULE, PIN, certified, issue, key_file, key_of, soft_token

CHAIR, FIRST, SECOND = "Sari Fiktiwati", "Budi Umpama", "Ratih Fiktif"
STROKES = [[[100, 100, 0, 500], [300, 20, 12, 512], [500, 140, 30, 400]], [[120, 160, 60, 500]]]
NOW = {"not_before": datetime(2020, 1, 1, tzinfo=UTC), "not_after": datetime(2090, 1, 1, tzinfo=UTC)}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def minutes_of(vault: Vault) -> str:
    """Save the minutes of a meeting that three people sign; returns the document."""
    answers = ba_pleno()
    answers["signing"] |= {"chair_name": f"{CHAIR}, S.H.", "member_1_name": FIRST, "member_2_name": SECOND}
    return saved_form(vault, new_case(vault), "ba_pleno", answers)


def as_person(vault: Vault, passphrase: str) -> Vault:
    folder = vault.folder
    vault.close()
    return unlock(folder, passphrase)


def told(vault: Vault, paper: str) -> list[dict[str, object]]:
    """Return what the records of a paper say of its signatures."""
    with vault.read() as tx:
        found = [one for one in truth.of_stream(tx, paper) if one.header.type == papers.SIGNED]
        return [dict(truth.open_part(tx, one.header, one.id, "paper") or {}) for one in found]


def answers_of(vault: Vault, paper: str) -> list[str]:
    found = check_paper(vault, paper_bytes(vault, paper))
    assert found.known_signer.key == "known.yes"  # a record names the certificate
    return [found.intact.value, found.as_recorded.value]


def test_two_members_and_the_chair_sign_in_turn_and_each_block_shows_the_drawn_signature(vault: Vault, tmp_path: Path) -> None:
    for name, passphrase in ((FIRST, "kata anggota satu"), (SECOND, "kata anggota dua")):
        admit_person(
            vault, PersonSetup(name=name, position="Anggota", role="panwascam_member"), passphrase, passphrase=PASSPHRASE, hardness=QUICK
        )
    document = minutes_of(vault)
    vault = as_person(vault, "kata anggota satu")
    paper = sign_paper(vault, document, passphrase="kata anggota satu", manner=Manner(strokes=STROKES)).streams[0]
    blocks = signature_fields(paper_bytes(vault, paper))
    assert [block.label.partition(":")[0] for block in usual_order(blocks)] == ["Anggota", "Anggota", "Ketua"]
    chair = next(block for block in blocks if CHAIR in block.label)
    assert [label.partition(": ")[2] for label in waited_for(blocks, chair.name)] == [SECOND]
    vault = as_person(vault, PASSPHRASE)
    sign_further(vault, paper, passphrase=PASSPHRASE, manner=Manner(strokes=STROKES))  # out of turn: advised against, not blocked
    vault = as_person(vault, "kata anggota dua")
    sign_further(vault, paper, passphrase="kata anggota dua")
    pdf = paper_bytes(vault, paper)
    (tmp_path / "signed.pdf").write_bytes(pdf)
    said = subprocess.run(["pdfsig", str(tmp_path / "signed.pdf")], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 3
    assert answers_of(vault, paper) == ["yes", "yes"]
    assert pdf_text(pdf).decode().count("Ditandatangani secara elektronik") == 3
    assert pdf.count(b"/SMask") == 2 + paper_bytes(vault, paper)[: pdf.index(b"%%EOF")].count(
        b"/SMask"
    )  # two blocks with a drawn signature
    with vault.read() as tx:
        kept = papers.one(tx, paper)
        people = vault.roster(tx).people
    assert kept is not None
    assert [people[one].name for one in kept.signers.split()] == [FIRST, CHAIR, SECOND]
    assert [one["how"]["kind"] for one in told(vault, paper)] == ["own_key"] * 3  # type: ignore[index]
    assert check_vault(vault).is_whole
    vault.close()


def test_a_certificate_file_signs_and_the_record_names_only_its_hash(vault: Vault) -> None:
    who = certified(CHAIR, "P-256", **NOW)
    document = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    manner = Manner(key_file=key_file(who), secret=FILE_PASSPHRASE)
    paper = sign_paper(vault, document, passphrase=PASSPHRASE, manner=manner).streams[0]
    (record,) = told(vault, paper)
    assert record["how"] == {"kind": "file", "certificate": sha256_of(who.certificate)}
    assert record["block"] == signature_fields(paper_bytes(vault, paper))[0].name
    assert CHAIR not in str(record)
    assert answers_of(vault, paper)[1] == "yes"
    assert check_vault(vault).is_whole


def test_nothing_is_signed_with_a_wrong_passphrase_or_a_name_that_nobody_confirmed(vault: Vault) -> None:
    case = new_case(vault)
    document = saved_form(vault, case, "model_a", model_a_answers())
    mine, other = key_file(certified(CHAIR, "P-256", **NOW)), key_file(certified("Orang Lain", "P-256", **NOW))
    with pytest.raises(WrongFilePassphrase):
        sign_paper(vault, document, passphrase=PASSPHRASE, manner=Manner(key_file=mine, secret="salah"))
    with pytest.raises(WrongPassphrase):
        sign_paper(vault, document, passphrase="salah", manner=Manner(key_file=mine, secret=FILE_PASSPHRASE))
    with pytest.raises(NameDiffers):
        sign_paper(vault, document, passphrase=PASSPHRASE, manner=Manner(key_file=other, secret=FILE_PASSPHRASE))
    with vault.read() as tx:
        assert papers.of_case(tx, case) == []
    confirmed = Manner(key_file=other, secret=FILE_PASSPHRASE, name_confirmed=True)
    paper = sign_paper(vault, document, passphrase=PASSPHRASE, manner=confirmed).streams[0]
    assert b"Orang Lain" in paper_bytes(vault, paper)


def test_a_token_signs_a_batch_with_one_pin(vault: Vault, tmp_path: Path) -> None:
    case = new_case(vault)
    made = [
        make_paper(vault, saved_form(vault, case, "model_a", model_a_answers(number=f"00{n}/LHP")), passphrase=PASSPHRASE).streams[0]
        for n in range(3)
    ]
    waiting = waiting_for_me(vault)
    assert [one.paper.stream for one in waiting] == made
    assert [one.number for one in waiting] == ["000/LHP", "001/LHP", "002/LHP"]
    who = certified(CHAIR, "P-256", **NOW)
    with soft_token(tmp_path / "token", who) as token:
        key = TokenKey(module=MODULE, serial=token.serial)
        with pytest.raises(WrongPin):
            sign_several(vault, made, passphrase=PASSPHRASE, manner=Manner(token=key, secret="0000"))
        done = sign_several(vault, [*made, made[0]], passphrase=PASSPHRASE, manner=Manner(token=key, secret=PIN))
    assert list(done.changes.streams) == made
    assert [(paper, error.code) for paper, error in done.refused] == [(made[0], "paper.refused")]
    assert {told(vault, one)[0]["how"]["kind"] for one in made} == {"token"}  # type: ignore[index]
    assert waiting_for_me(vault) == ()


def test_a_drawn_signature_is_kept_sealed_to_its_person(vault: Vault) -> None:
    assert drawn_signature(vault) == []
    keep_drawn_signature(vault, STROKES)
    assert drawn_signature(vault) == STROKES
    with vault.read() as tx:
        kept = local.setting(tx, f"drawn_signature/{vault.person(tx).id}")
    assert "strokes" not in str(kept)
    admit_person(
        vault, PersonSetup(name=FIRST, position="Anggota", role="panwascam_member"), "kata anggota", passphrase=PASSPHRASE, hardness=QUICK
    )
    other = as_person(vault, "kata anggota")
    assert drawn_signature(other) == []
    with other.write() as tx:  # even under his own name somebody else's seal does not open
        local.keep_setting(tx, f"drawn_signature/{other.person(tx).id}", kept)
    assert drawn_signature(other) == []
    again = as_person(other, PASSPHRASE)
    keep_drawn_signature(again, [])
    assert drawn_signature(again) == []
    again.close()


def test_a_signature_from_outside_is_recorded_and_the_check_says_as_recorded(vault: Vault) -> None:
    who = issue(CHAIR, key_of("P-256"), None, **NOW)
    document = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    paper = make_paper(vault, document, passphrase=PASSPHRASE).streams[0]
    prepared = prepare_paper(paper_bytes(vault, paper), certificate=who.certificate)
    cms = container_by(hand_of("outside", who.key, who.certificate), prepared.sha256)
    elsewhere = take_signature(prepared.pdf, cms)
    assert elsewhere.changes is None  # nothing but the file is needed
    taken = take_signature(prepared.pdf, cms, vault=vault, passphrase=PASSPHRASE)
    assert taken.inserted.pdf == elsewhere.inserted.pdf == paper_bytes(vault, paper)
    assert answers_of(vault, paper) == ["yes", "yes"]
    (record,) = told(vault, paper)
    with vault.read() as tx:
        me = vault.person(tx).id
    assert record["how"] == {"kind": "outside", "certificate": sha256_of(who.certificate)}
    assert record["signer"] == me
    assert check_vault(vault).is_whole
    with pytest.raises(PaperRefused, match="signed by somebody else"):
        take_signature(prepared.pdf, cms, vault=vault, passphrase=PASSPHRASE)


def test_a_signature_from_outside_for_a_paper_unknown_here_is_not_recorded(vault: Vault, tmp_path: Path) -> None:
    other = office_vault(tmp_path / "other")
    document = saved_form(other, new_case(other), "model_a", model_a_answers())
    prepared = prepare_paper(paper_bytes(other, make_paper(other, document, passphrase=PASSPHRASE).streams[0]))
    other.close()
    who = issue(CHAIR, key_of("P-256"), None, **NOW)
    cms = container_by(hand_of("outside", who.key, who.certificate), prepared.sha256)
    with pytest.raises(PaperRefused, match="does not know the paper"):
        take_signature(prepared.pdf, cms, vault=vault, passphrase=PASSPHRASE)
