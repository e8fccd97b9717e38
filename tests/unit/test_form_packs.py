"""A new version of a form comes as a signed pack: believed by its signature alone, kept in a record, drafts stay until they are moved."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.exchange.packs import FORMS_TAKEN, PackRefused, carry_packs, take_pack_file
from core.actions.forms.begin_document import begin_document
from core.actions.forms.drafts import answers_of, begin_draft, reopen
from core.actions.forms.known_form import FormMissing
from core.actions.forms.move_draft import WouldLose, move_draft, newer_form, what_is_lost
from core.actions.forms.save_form import save_form
from core.actions.office.unlock import unlock
from core.actions.papers.papers import preview_paper
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import documents, history
from forms.compile import OFFICIAL, compile_form
from forms.library import by_sha256, carry, official
from record.errors import Unreadable
from record.pack import PackedForm, make_form_pack, open_pack
from record.seal import key_id
from record.signature import public_bytes
from tests.ui.case_samples import PASSPHRASE, new_case, office_vault, saved_form
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.test_papers_content import text_of

AT = "2026-11-22T09:00:00.000+07:00"


@pytest.fixture
def centre() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def vault(tmp_path: Path, centre: ec.EllipticCurvePrivateKey) -> Iterator[Vault]:
    """The vault of an office that has enrolled with the centre."""
    opened = office_vault(tmp_path / "vault")
    with opened.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])
    yield opened
    opened.close()
    carry(())


def next_version(folder: Path, *, version: str = "2") -> PackedForm:
    """The letter of advice as the next regulation might have it: no legal basis any more, a new field, another title."""
    source = (OFFICIAL / "saran_perbaikan.md").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if "| legal_basis |" not in line]
    at = next(n for n, line in enumerate(lines) if "| advice |" in line)
    lines.insert(at, lines[at].replace("| advice |", "| urgency |").replace("Saran perbaikan", "Tingkat").replace("| yes |", "|  |", 1))
    text = "\n".join(lines).replace("| saran_perbaikan | 1 |", f"| saran_perbaikan | {version} |")
    (folder / "saran_perbaikan.md").write_text(text, encoding="utf-8")
    layout = (OFFICIAL / "saran_perbaikan.layout.yaml").read_text(encoding="utf-8")
    changed = layout.replace("pemilihan: SARAN PERBAIKAN", "pemilihan: SARAN BARU")
    (folder / "saran_perbaikan.layout.yaml").write_text(changed, encoding="utf-8")
    made = compile_form(folder / "saran_perbaikan.md")
    return PackedForm(made.form_id, made.version, made.xml, made.json)


def pack_file(folder: Path, centre: ec.EllipticCurvePrivateKey, *forms: PackedForm) -> Path:
    path = folder / "forms.pack"
    path.write_bytes(make_form_pack(centre, forms, at=AT))
    return path


def test_a_pack_brings_a_new_version_and_old_documents_keep_theirs(vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path):
    case_id = new_case(vault)
    stream = saved_form(vault, case_id, "saran_perbaikan", OFFICIAL_ANSWERS["saran_perbaikan"]())
    before = text_of(preview_paper(vault, stream), tmp_path)
    taken = take_pack_file(vault, pack_file(tmp_path, centre, next_version(tmp_path)))
    assert taken.forms == (("saran_perbaikan", "2"),) and not taken.was_there
    assert official()["saran_perbaikan"].version == "2" and official()["model_a"].version == "1"
    assert begin_document(vault, case_id, "saran_perbaikan").form_sha256 == official()["saran_perbaikan"].sha256
    with vault.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None and by_sha256(document.form_sha256).version == "1"
    assert text_of(preview_paper(vault, stream), tmp_path) == before


def test_a_pack_is_kept_in_a_record_and_its_forms_are_there_when_the_vault_opens_again(
    vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path
):
    path = pack_file(tmp_path, centre, next_version(tmp_path))
    taken = take_pack_file(vault, path)
    assert len(taken.changes.record_ids) == 1 and take_pack_file(vault, path).was_there
    with vault.read() as tx:
        assert [one.type for one in history.of_stream(tx, taken.changes.streams[0])] == [FORMS_TAKEN]
    stream = saved_form(vault, new_case(vault), "saran_perbaikan", _without_basis())
    folder = vault.folder
    vault.close()
    path.unlink()
    carry(())
    assert official()["saran_perbaikan"].version == "1"
    again = unlock(folder, PASSPHRASE)
    assert official()["saran_perbaikan"].version == "2"
    assert "Saran" in text_of(preview_paper(again, stream), tmp_path)
    again.close()


def _without_basis() -> dict[str, Any]:
    answers = OFFICIAL_ANSWERS["saran_perbaikan"]()
    answers["advice_part"].pop("legal_basis")
    return answers


def test_a_document_of_a_version_that_is_not_here_says_what_to_do(vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path):
    take_pack_file(vault, pack_file(tmp_path, centre, next_version(tmp_path)))
    stream = saved_form(vault, new_case(vault), "saran_perbaikan", _without_basis())
    carry(())  # as a laptop that has the document, but not the pack
    for deed in (reopen, preview_paper):
        with pytest.raises(FormMissing, match="not here"):
            deed(vault, stream)
    carry_packs(vault)
    assert reopen(vault, stream).form_sha256 == official()["saran_perbaikan"].sha256


def test_another_vault_does_not_see_the_forms_of_this_one(vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path):
    take_pack_file(vault, pack_file(tmp_path, centre, next_version(tmp_path)))
    other = office_vault(tmp_path / "other")
    assert official()["saran_perbaikan"].version == "1"
    other.close()
    assert carry_packs(vault)[0].version == "2" and official()["saran_perbaikan"].version == "2"


def test_only_a_known_centre_is_believed_and_nothing_is_kept_of_what_is_refused(
    vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path
):
    made = next_version(tmp_path)
    stranger = make_form_pack(ec.generate_private_key(ec.SECP256R1()), [made], at=AT)
    good = make_form_pack(centre, [made], at=AT)
    told = json.loads(good)
    body = json.loads(base64.b64decode(told["body"]))
    bent = {**told, "body": base64.b64encode(json.dumps({**body, "at": AT.replace("09", "10")}).encode()).decode()}
    for raw in (stranger, good[:-9], good.replace(b'"der"', b'"dir"'), b"{}", b"", json.dumps(bent).encode()):
        (tmp_path / "bad.pack").write_bytes(raw)
        with pytest.raises(PackRefused):
            take_pack_file(vault, tmp_path / "bad.pack")
    with pytest.raises(PackRefused):
        take_pack_file(vault, tmp_path / "not-there.pack")
    with vault.read() as tx:
        assert vault.log.id and not [one for one in history.of_case(tx, "") if one.type == FORMS_TAKEN]
    assert official()["saran_perbaikan"].version == "1"


def test_a_version_that_is_here_never_changes_and_a_form_that_cannot_run_is_refused(
    vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path
):
    same = next_version(tmp_path, version="1")
    with pytest.raises(PackRefused, match="says something else"):
        take_pack_file(vault, pack_file(tmp_path, centre, same))
    made = next_version(tmp_path)
    broken = PackedForm(made.form_id, made.version, made.xml.replace(b"relevant=", b"relevant2="), made.described)
    with pytest.raises(PackRefused, match="cannot run"):
        take_pack_file(vault, pack_file(tmp_path, centre, broken))


def test_a_pack_opens_to_what_was_put_in_and_a_bomb_is_refused(centre: ec.EllipticCurvePrivateKey, tmp_path: Path):
    made, keys = next_version(tmp_path), {key_id(public_bytes(centre)): public_bytes(centre)}
    assert open_pack(make_form_pack(centre, [made], at=AT), keys).forms == (made,)
    bomb = PackedForm("bom", "1", b"\0" * 9_000_000, b"{}")
    with pytest.raises(Unreadable, match="8 MB"):
        open_pack(make_form_pack(centre, [bomb], at=AT), keys)


def test_a_draft_moves_with_a_list_of_what_is_left_behind(vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path):
    answers = OFFICIAL_ANSWERS["saran_perbaikan"]()
    draft = begin_draft(vault, "saran_perbaikan", case_id=new_case(vault), answers=answers, told_by={"matter/form_a_number": "model_a"})
    assert newer_form(draft) is None
    take_pack_file(vault, pack_file(tmp_path, centre, next_version(tmp_path)))
    with vault.read() as tx:
        waiting = local.draft(tx, draft.id)
    assert waiting == draft  # it stays on its version until the person moves it
    form = newer_form(draft)
    assert form is not None and form.version == "2"
    losses = what_is_lost(draft, form)
    assert [(one.path, one.label, one.reason) for one in losses] == [("advice_part/legal_basis", "Dasar hukum", "gone")]
    with pytest.raises(WouldLose):
        move_draft(vault, draft, form)
    with vault.read() as tx:
        assert local.draft(tx, draft.id) == draft
    moved = move_draft(vault, draft, form, seen=losses)
    kept: Any = moved.answers
    assert moved.form_sha256 == form.sha256 and "legal_basis" not in kept["advice_part"]
    assert kept["advice_part"]["advice"] == answers["advice_part"]["advice"] and kept["_told_by"] == {"matter/form_a_number": "model_a"}
    assert newer_form(moved) is None


def test_a_saved_document_can_go_on_in_the_new_version_and_its_history_stays(
    vault: Vault, centre: ec.EllipticCurvePrivateKey, tmp_path: Path
):
    stream = saved_form(vault, new_case(vault), "saran_perbaikan", _without_basis())
    take_pack_file(vault, pack_file(tmp_path, centre, next_version(tmp_path)))
    draft = reopen(vault, stream)
    form = newer_form(draft)
    assert form is not None and what_is_lost(draft, form) == ()
    save_form(vault, move_draft(vault, draft, form))
    with vault.read() as tx:
        events = [one for one in history.of_stream(tx, stream) if one.type == "form.saved"]
        document = documents.one(tx, stream)
        assert document is not None and by_sha256(document.form_sha256).version == "2" and len(events) == 2
        assert answers_of(vault, tx, events[0].record_id).answers == answers_of(vault, tx, events[1].record_id).answers
