"""A small vault with something of every kind in it: what the tampering rig changes, one thing at a time."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.cases.exhibits import attach_bytes, attach_file, describe_exhibit, withdraw_exhibit
from core.actions.cases.import_cases import import_cases
from core.actions.cases.open_case import change_case
from core.actions.forms.drafts import begin_draft
from core.actions.forms.seal_statement import seal_statement
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person, change_person
from core.actions.papers.papers import sign_paper
from core.evidence.inspect import Intake
from core.vault import local, truth
from core.vault.incoming import take_statement
from core.vault.vault import Vault
from record.receipt import HeldBlob, HeldLog, Receipt, centre_key_id, sign_receipt
from record.signature import public_bytes
from tests.rigs.small_cases import draw_photo, write_case
from tests.rigs.vault_writer import PASSPHRASE, QUICK, opened
from tests.ui.case_samples import model_a_answers, new_case, saved_form, statement_answers


@dataclass(frozen=True, slots=True)
class FullVault:
    """A closed vault, folded into its database file, and the key of its raw contents."""

    folder: Path
    data_key: bytes


def full_vault(folder: Path, seed: int, intake: Intake) -> FullVault:
    """Make a vault of about thirty records: people, imported cases, photos, a protected witness, a sealed statement, papers, receipts."""
    chance = random.Random(f"full/{seed}")
    desk = folder.with_name(folder.name + ".cases")
    vault = opened(folder, lambda _line: None)
    centre = ec.generate_private_key(ec.SECP256R1())
    with vault.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])
    for number in range(3):
        list(import_cases(vault, [write_case(desk, f"{seed}-{number}")], intake=intake))
        (desk / f"case-{seed}-{number}.yaml").unlink()
    _receipt(vault, centre, "2024-10-06T08:00:00+07:00")
    case = new_case(vault, title=f"Perkara {seed}", number=f"00{seed}/TM/X/2024")
    photos = [attach_file(vault, case, draw_photo(desk, f"{seed}-a{i}", chance), obtained="dialog", intake=intake) for i in range(2)]
    attach_bytes(vault, case, chance.randbytes(chance.randint(1, 2_500_000)), "rekaman.bin", obtained="drop", intake=intake)
    describe_exhibit(vault, photos[0].streams[0], {"caption": f"Keterangan {seed}"})
    withdraw_exhibit(vault, photos[1].streams[0], "Bukan dari peristiwa ini.")
    answers = model_a_answers(number=f"00{seed}/LHP/X/2024", signer="Wira Contohwan")
    answers["violation"]["witnesses"][0] |= {"protected": "yes"}
    form = saved_form(vault, case, "model_a", answers)
    statement = saved_form(vault, case, "ba_klarifikasi", statement_answers(protected=True))
    strokes = {name: [[[1, 2, 3, 4], [5, 6, 7, 8]]] for name in ("sign_subject", "sign_clarifier")}
    seal_statement(vault, statement, passphrase=PASSPHRASE, strokes=strokes)
    clerk = admit_person(
        vault,
        PersonSetup(name=f"Lina Ujicoba {seed}", position="Staf", role="panwascam_staff"),
        "empat kata yang lain",
        passphrase=PASSPHRASE,
        hardness=QUICK,
    )
    sign_paper(vault, form, passphrase=PASSPHRASE)
    _receipt(vault, centre, "2024-10-07T08:00:00+07:00")
    change_person(vault, clerk, PersonSetup(name="Lina Ujicoba", position="Staf", role="panwascam_staff"), passphrase=PASSPHRASE)
    change_case(vault, case, {"status": "study"})
    begin_draft(vault, "laporan", case_id=case, answers={"incident": {"event": "Belum selesai"}})
    made = FullVault(folder, vault.data_key)
    vault.close()
    return made


def _receipt(vault: Vault, centre: ec.EllipticCurvePrivateKey, at: str) -> None:
    """Let the centre sign for all that is there."""
    with vault.write() as tx:
        head = truth.log_head(tx, vault.log.id)
        assert head is not None
        blobs = tuple(HeldBlob(row.sha256, row.size) for row in tx.execute(truth.held_blobs.select()))
        held = HeldLog(vault.log.id, head[1], head[0])
        take_statement(vault, tx, sign_receipt(centre, Receipt(by=centre_key_id(centre), at=at, logs=(held,), blobs=blobs)))
