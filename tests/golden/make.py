"""Makes the golden folder of a build: a vault, a parcel, an export, a paper and receipts that every later build must still understand.

Run once for a build, from the project's folder: python -m tests.golden.make build-1
"""

from __future__ import annotations

import base64
import json
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from core.actions.cases.open_case import change_case
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person, renew_key
from core.actions.office.setup import Founded, found_office, join_office
from core.actions.papers.papers import paper_bytes
from core.evidence.inspect import Intake
from core.export.json_export import export_json
from core.vault import local, outgoing, truth, views
from core.vault.ids import new_id
from core.vault.incoming import take, take_statement
from core.vault.keys import Hardness
from core.vault.vault import Vault
from core.vault.views import cases, papers
from record.parcel import Item, StatementItem, frames
from record.part import Part
from record.receipt import Credential, HeldBlob, HeldLog, Receipt, centre_key_id, sign_credential, sign_receipt
from record.signature import public_bytes
from tests.ui.case_samples import OFFICE, PERSON
from tests.unit.record_samples import AT, fresh_key
from tests.unit.vault_samples import everything_of, fill_case, roster_of

HERE = Path(__file__).resolve().parent
CHEAP = Hardness(memory_kib=64, passes=1, lanes=1)  # so that opening it costs the tests nothing
PASSPHRASE, SECOND, RENEWED = "empat kata yang aneh", "kunci orang kedua", "kunci yang diperbarui"
MEMBER = PersonSetup(name="Dimas Rekayasa", position="Anggota Panwaslu Kecamatan Sukarekaan", role="panwascam_member")


def make(folder: Path) -> None:
    """Write everything into a folder that is not there yet."""
    folder.mkdir()
    with tempfile.TemporaryDirectory() as away, Intake() as intake:
        founded = found_office(folder / "vault", OFFICE, PERSON, PASSPHRASE, hardness=CHEAP)
        vault = founded.vault
        case = fill_case(vault, intake, PASSPHRASE)
        second = join_office(Path(away) / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
        with second.write() as tx:
            take(second, tx, everything_of(vault))
        change_case(second, case, {"status": "selesai"})  # two heads: the other laptop says something else
        change_case(vault, case, {"title": "Netralitas ASN di Mekarfiktif"})
        write_unknown(vault)
        member = admit_person(vault, MEMBER, SECOND, passphrase=PASSPHRASE, hardness=CHEAP)
        renew_key(vault, member, RENEWED, passphrase=PASSPHRASE, hardness=CHEAP)
        with vault.write() as tx:
            take(vault, tx, everything_of(second))
        centre = receive(vault)
        with vault.read() as tx:
            paper = papers.of_case(tx, case)[0]
        (folder / "paper.pdf").write_bytes(paper_bytes(vault, paper.stream))
        (folder / "parcel.bukti").write_bytes(b"".join(frames(items(vault))))
        export_json(vault, folder / "export")
        tell(folder, founded, centre, case)
        second.close()
        vault.close()
    shutil.rmtree(folder / "vault" / "partial", ignore_errors=True)


def write_unknown(vault: Vault) -> None:
    """A record of a type that no build of today knows."""
    with vault.write() as tx:
        part, at, me = Part.fresh("flight", {"later": [1, {"é": "ü"}]}), datetime.fromisoformat(AT), vault.person(tx).id
        made = vault.log.append(
            tx, type="drone.flight_logged", stream=new_id(), at=at, person=me, schema="drone.flight_logged/7", parts=(part,)
        )
        views.update(tx, [(made.id, made.header)])


def receive(vault: Vault) -> bytes:
    """Let a centre, whose private key is then forgotten, sign for all that is there. Returns its public key."""
    centre = fresh_key()
    by = centre_key_id(centre)
    with vault.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])
        person, head = vault.person(tx), truth.log_head(tx, vault.log.id)
        assert head is not None
        held = tuple(HeldBlob(row.sha256, row.size) for row in tx.execute(truth.held_blobs.select().order_by(truth.held_blobs.c.sha256)))
        key = next(iter(person.keys))
        take_statement(
            vault,
            tx,
            sign_credential(centre, Credential(by=by, at=AT, office=vault.office, device=vault.log.device, person=person.id, sign_key=key)),
        )
        take_statement(vault, tx, sign_receipt(centre, Receipt(by=by, at=AT, logs=(HeldLog(vault.log.id, head[1], head[0]),), blobs=held)))
    return public_bytes(centre)


def items(vault: Vault) -> list[Item]:
    """All records and statements of a vault."""
    with vault.read() as tx:
        found = [item for stored in truth.all_records(tx) for item in outgoing.items_of(tx, stored)]
        return found + [StatementItem(signed.to_bytes()) for signed in truth.all_statements(tx)]


def tell(folder: Path, founded: Founded, centre: bytes, case: str) -> None:
    vault = founded.vault
    with vault.read() as tx:
        ids, shown = [stored.id for stored in truth.all_records(tx)], cases.one(tx, case)
    told = {
        "passphrases": [PASSPHRASE, RENEWED],
        "ended_passphrase": SECOND,
        "recovery_code": founded.recovery_code,
        "data_key": vault.data_key.hex(),
        "centre": base64.b64encode(centre).decode(),
        "office": vault.office,
        "case": case,
        "title": shown.title if shown is not None else "",  # of two heads the view shows one, always the same
        "records": ids,
    }
    (folder / "facts.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(HERE / sys.argv[1])
