"""Vaults with everything in them that a vault can hold, made through the deeds of core/actions."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from core.actions.cases.exhibits import attach_bytes, describe_exhibit, withdraw_exhibit
from core.actions.cases.open_case import change_case
from core.actions.forms.save_form import save_imported
from core.actions.forms.seal_statement import seal_statement
from core.actions.papers.papers import sign_paper
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.incoming import Came
from core.vault.vault import Vault
from record.roster import RosterRecord
from tests.ui.case_samples import model_a_answers, new_case, statement_answers
from tests.unit.paper_samples import jpeg

STROKES = {"sign_subject": [[[10, 20, 0, 500], [30, 40, 12, 512], [50, 20, 30, 400]]]}


def fill_case(vault: Vault, intake: Intake, passphrase: str, *, with_paper: bool = True) -> str:
    """Enter a whole case: Form A twice, exhibits, a protected witness's statement, sealed, and a signed paper. Returns its id."""
    case = new_case(vault, title="Netralitas ASN", number="001/TM/PB/Kec.Sukarekaan/00.00/X/2024")
    with vault.read() as tx:
        signer = vault.person(tx).name
    document = save_imported(vault, "model_a", case_id=case, answers=model_a_answers(signer=signer), source="contoh")[0].streams[0]
    picture = attach_bytes(vault, case, jpeg(1, (320, 240)), "unggahan.jpg", obtained="drop", intake=intake).streams[0]
    describe_exhibit(vault, picture, {"caption": "Unggahan akun terbuka"})
    broken = attach_bytes(vault, case, b"tidak dapat ditampilkan", "rusak.jpg", obtained="folder", intake=intake).streams[0]
    withdraw_exhibit(vault, broken, "Salah berkas")
    statement = save_imported(vault, "ba_klarifikasi", case_id=case, answers=statement_answers(protected=True), source="")[0].streams[0]
    seal_statement(vault, statement, passphrase=passphrase, strokes=STROKES)
    change_case(vault, case, {"status": "kajian"})
    if with_paper:
        sign_paper(vault, document, passphrase=passphrase)
    return case


def everything_of(vault: Vault) -> list[Came]:
    """Return all records of a vault with their parts, as a parcel would bring them."""
    with vault.read() as tx:
        return [
            Came(
                one.header_bytes, one.signatures, {name: body for name, body in truth.stored_parts(tx, one.id).items() if body is not None}
            )
            for one in truth.all_records(tx)
        ]


def roster_of(vault: Vault) -> list[RosterRecord]:
    with vault.read() as tx:
        return list(truth.roster_records(tx)[1])


def bytes_of(folder: Path) -> dict[str, str]:
    """Return name -> SHA-256 of every file of a folder, to show that nothing was touched."""
    return {str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in sorted(folder.rglob("*")) if one.is_file()}
