"""New versions of forms and rules: published at the centre, on every laptop after its next exchange."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.cases.move_case import move_case
from core.actions.cases.open_case import open_case
from core.actions.check.check_vault import check_vault
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.packs import FORMS_TAKEN, RULES_TAKEN, take_pack_file
from core.actions.exchange.sync import sync
from core.actions.forms.drafts import begin_draft
from core.rules import files as rule_files
from core.rules.another_version import shipped_rules
from core.rules.rulebook import rulebook
from core.vault import local, truth
from core.vault.vault import Vault
from core.vault.views.said import all_of
from core.words import say
from forms.library import by_sha256, carry, official
from record.pack import PackedForm, make_form_pack
from server.centre import open_centre
from server.publish import _keep
from server.stores.database import writing
from server.stores.packs import Published, add
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import OFFICE, first_laptop, second_laptop
from tests.exchange.running_centre import RunningCentre
from tests.unit.test_form_packs import AT, next_version

pytestmark = BOTH_STORES
FORM = "saran_perbaikan"


@pytest.fixture(autouse=True)
def _only_shipped() -> Iterator[None]:
    yield
    carry(())
    rule_files.carry({})


def compiled(folder: Path, version: str) -> Path:
    """Return a folder with a version of the form as `form compile` writes it."""
    made = next_version(folder, version=version)
    (out := folder / f"version-{version}").mkdir()
    (out / f"{FORM}-{version}.xml").write_bytes(made.xml)
    (out / f"{FORM}-{version}.json").write_bytes(made.described)
    return out


def rules_of_a_day(folder: Path, day: str) -> Path:
    """Return a folder with the rules as a later regulation might have them: an article shows that it is this version."""
    (out := folder / f"rules-{day}").mkdir()
    for name, content in shipped_rules().files.items():
        dated = content.replace(b"version: '2026-11-22'", f"version: '{day}'".encode())
        (out / name).write_bytes(dated)
    return out


def own_records(vault: Vault, type: str) -> int:
    """Return how many records of a type this laptop itself wrote."""
    with vault.read() as tx:
        return sum(stored.header.type == type for stored in truth.of_log(tx, vault.log.id))


def test_a_published_form_is_on_every_laptop_after_its_next_exchange_and_drafts_stay_on_theirs(
    enrolled: Vault, centre: RunningCentre, tmp_path: Path
) -> None:
    case_id = open_case(enrolled, regime="pemilihan", origin="pengawasan", title="Kasus").cases[0]
    draft = begin_draft(enrolled, FORM, case_id=case_id)
    sync(enrolled)
    assert centre.publish(compiled(tmp_path, "2")) == f"Published: {FORM} 2\n"
    result = sync(enrolled)
    assert (result.new_versions, result.packs_aside) == ((f"{FORM} 2",), ())
    assert official()[FORM].version == "2" and own_records(enrolled, FORMS_TAKEN) == 1
    with enrolled.read() as tx:
        assert local.draft(tx, draft.id) == draft
    assert by_sha256(draft.form_sha256).version == "1"

    second = second_laptop(tmp_path / "second", roster_from_server(url=centre.url, code=(code := centre.code(OFFICE)), office=OFFICE))
    enrol(second, url=centre.url, code=code)
    carry(())
    assert sync(second).new_versions == () and official()[FORM].version == "2"  # it came as a record of the first laptop
    assert own_records(second, FORMS_TAKEN) == 0

    other = first_laptop(tmp_path / "other", "00.00.01.2001")
    enrol(other, url=centre.url, code=centre.code("00.00.01.2001"))
    assert official()[FORM].version == "1"
    assert sync(other).new_versions == (f"{FORM} 2",) and official()[FORM].version == "2"
    for vault in (second, other):
        vault.close()


def test_the_same_pack_twice_and_an_older_one_after_a_newer_change_nothing(enrolled: Vault, centre: RunningCentre, tmp_path: Path) -> None:
    newer, older = compiled(tmp_path, "10"), compiled(tmp_path, "9")
    stick = tmp_path / "forms.pack"
    centre.publish(newer, "--out", str(stick))
    assert take_pack_file(enrolled, stick).forms == ((FORM, "10"),)  # by stick before the line
    assert centre.publish(stick).startswith("Published before") and centre.publish(newer).startswith("Published before")
    assert sync(enrolled).new_versions == () and own_records(enrolled, FORMS_TAKEN) == 1
    centre.publish(older)
    assert sync(enrolled).new_versions == (f"{FORM} 9",)
    assert official()[FORM].version == "10" and centre.holds()["packs"] == 2
    assert check_vault(enrolled).findings == ()
    assert sync(enrolled).new_versions == ()


def test_a_doctored_pack_is_named_and_nothing_of_it_is_taken(enrolled: Vault, centre: RunningCentre, tmp_path: Path) -> None:
    stick = tmp_path / "forms.pack"
    folder = compiled(tmp_path, "2")
    centre.publish(folder, "--out", str(stick))
    told = json.loads(stick.read_bytes())
    body = base64.b64decode(told["body"]).replace(b'"version":"2"', b'"version":"3"')
    bent = json.dumps({**told, "body": base64.b64encode(body).decode()}).encode()
    stick.write_bytes(bent)
    assert "has not signed the pack, or it was changed" in centre.refuses("publish", str(stick))
    (folder / f"{FORM}-2.xml").write_bytes((folder / f"{FORM}-2.xml").read_bytes() + b"\n")
    assert "is not the one it was published with" in centre.refuses("publish", str(folder))
    assert "neither compiled forms" in centre.refuses("publish", str(tmp_path / "centre"))

    stranger = make_form_pack(ec.generate_private_key(ec.SECP256R1()), [next_version(tmp_path, version="4")], at=AT)
    plant(centre, bent, stranger)  # somebody got at the centre's store, but not at its key
    result = sync(enrolled)
    assert result.new_versions == (f"{FORM} 2",)
    assert {one.sha256 for one in result.packs_aside} == {sha256(raw).hexdigest() for raw in (bent, stranger)}
    assert {one.title for one in result.packs_aside} == {say("The pack was not taken: the centre that is known here has not signed it.")}
    assert own_records(enrolled, FORMS_TAKEN) == 1 and official()[FORM].version == "2"


def plant(centre: RunningCentre, *packs: bytes) -> None:
    opened = open_centre(centre.folder, database_url=centre.database, is_drill=None)
    for raw in packs:
        digest = sha256(raw).hexdigest()
        _keep(opened, digest, raw)
        with writing(opened.engine) as tx:
            add(tx, Published(digest, len(raw)), {}, at=opened.now())
    opened.close()


def test_a_version_never_changes_and_a_form_that_this_program_cannot_run_waits_for_the_next_program(
    enrolled: Vault, centre: RunningCentre, tmp_path: Path
) -> None:
    made = next_version(tmp_path)
    strange = PackedForm(made.form_id, made.version, made.xml.replace(b'required="', b'required="strange(1) and '), b"")
    described = {**json.loads(made.described), "sha256": strange.sha256}
    (folder := tmp_path / "strange").mkdir()
    (folder / "s.xml").write_bytes(strange.xml)
    (folder / "s.json").write_text(json.dumps(described))
    centre.publish(folder)
    result = sync(enrolled)
    assert result.new_versions == () and len(result.packs_aside) == 1 and f"{FORM} 2" in result.packs_aside[0].title
    again = sync(enrolled)  # named again, not fetched again
    assert len(again.packs_aside) == 1 and again.fetched_blobs == 0
    assert "was published otherwise" in centre.refuses("publish", str(compiled(tmp_path, "2")))
    centre.publish(compiled(tmp_path, "3"))
    assert sync(enrolled).new_versions == (f"{FORM} 3",)


def test_while_nobody_who_may_write_is_here_a_pack_waits(enrolled: Vault, centre: RunningCentre, tmp_path: Path) -> None:
    centre.publish(compiled(tmp_path, "2"))
    me, enrolled.me = enrolled.me, None  # opened with the recovery sheet
    assert sync(enrolled).new_versions == ()
    enrolled.me = me
    assert sync(enrolled).new_versions == (f"{FORM} 2",)


def test_rules_arrive_the_same_way_the_newest_counts_and_a_move_names_the_version_it_went_by(
    enrolled: Vault, centre: RunningCentre, tmp_path: Path
) -> None:
    shipped = rulebook().version
    case_id = open_case(enrolled, regime="pemilihan", origin="pengawasan", title="Kasus").cases[0]
    centre.publish(rules_of_a_day(tmp_path, "2027-03-01"))
    assert len(sync(enrolled).new_versions) == 1 and own_records(enrolled, RULES_TAKEN) == 1
    assert (newer := rulebook().version).startswith("2027-03-01+")
    centre.publish(rules_of_a_day(tmp_path, "2027-02-01"))
    sync(enrolled)
    assert rulebook().version == newer
    centre.publish(rules_of_a_day(tmp_path, "2020-01-01"))
    sync(enrolled)
    assert rulebook().version == newer and newer != shipped
    move_case(enrolled, case_id, "lhp_signed", reason="latihan")
    with enrolled.read() as tx:
        move = all_of(tx, case_id)[-1].body("case")["move"]
    assert isinstance(move, dict) and move["rules"] == newer
    (folder := rules_of_a_day(tmp_path, "2028-01-01")).joinpath("deadlines.yaml").write_text("version: '2028-01-01'\n")
    centre.publish(folder)
    assert len(sync(enrolled).packs_aside) == 1 and rulebook().version == newer
