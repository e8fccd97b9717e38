"""Laptops of the drill office with real vaults, and cases to send: what the exchange tests begin from."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.open_case import open_case
from core.actions.forms.save_form import save_imported
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.setup import found_office, join_office
from core.evidence.inspect import Intake
from core.vault.keys import Hardness
from core.vault.vault import Vault
from record.roster import RosterRecord

PASSPHRASE = "empat kata yang mudah"
WITNESS = "Siti Rahmawati"
QUICK = Hardness(memory_kib=64, passes=1, lanes=1)  # Argon2id itself is tested elsewhere
OFFICE = "00.00.01"


def office(code: str = OFFICE) -> OfficeSetup:
    return OfficeSetup(code=code, name="Panwaslu Kecamatan Latihan", regime="pemilihan", province="Latihan", regency="Latihan")


def chair(name: str = "Ratna Dewi") -> PersonSetup:
    return PersonSetup(name=name, position="Ketua", role="panwascam_chair")


def first_laptop(folder: Path, code: str = OFFICE) -> Vault:
    """Return a new vault of a new office, unlocked by its chair."""
    return found_office(folder, office(code), chair(), PASSPHRASE, hardness=QUICK).vault


def second_laptop(folder: Path, roster: Iterable[RosterRecord], code: str = OFFICE, *, passphrase: str = PASSPHRASE) -> Vault:
    """Return a second laptop's vault of the same office, unlocked by the same chair."""
    return join_office(folder, roster, office=code, passphrase=passphrase).vault


def some_bytes(seed: int, size: int) -> bytes:
    """Return bytes that do not shrink and are no picture: evidence all the same."""
    return random.Random(seed).randbytes(size)


def add_case(vault: Vault, intake: Intake, files: Iterable[bytes], *, title: str = "Kasus latihan") -> str:
    """Enter a case with one Form A that names a protected witness, and the files as exhibits. Returns the case's id."""
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title=title).cases[0]
    witness = {"_id": "0190b3c4-0000-7000-8000-000000000001", "name": WITNESS, "address": "Jalan Melati 7", "protected": "yes"}
    answers = {"violation": {"has_violation": "ada", "event": title, "witnesses": [witness]}}
    save_imported(vault, "model_a", case_id=case_id, answers=answers, source="")
    for number, content in enumerate(files):
        attach_bytes(vault, case_id, content, f"berkas-{number}.bin", obtained="folder", intake=intake)
    return case_id


def add_long_case(vault: Vault, text: str) -> None:
    """Enter a case whose one document is long."""
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title="Kasus panjang").cases[0]
    save_imported(vault, "model_a", case_id=case_id, answers={"outcome": {"result": text}}, source="")
