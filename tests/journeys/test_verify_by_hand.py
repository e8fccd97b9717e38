"""docs/verify-by-hand.md: exactly its commands, run on a fresh export, find nothing - and find every byte that was changed."""

import base64
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from core.evidence.inspect import Intake
from core.export.json_export import MANIFEST, Exported, export_json
from core.vault import local, truth
from core.vault.incoming import take_statement
from core.vault.vault import Vault
from record.receipt import Credential, HeldLog, Receipt, centre_key_id, sign_credential, sign_receipt
from record.signature import public_bytes
from tests.exchange.offices import PASSPHRASE, first_laptop
from tests.unit.record_samples import AT, fresh_key
from tests.unit.vault_samples import fill_case

PAGE = Path(__file__).resolve().parents[2] / "docs" / "verify-by-hand.md"


def commands() -> str:
    """Return the shell blocks of the page, as a reader would paste them one after another."""
    found = blocks(PAGE.read_text(encoding="utf-8").partition("# Checking a paper by hand\n")[0])
    assert len(found) == 7
    return "".join(found)


def blocks(text: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run(folder: Path) -> tuple[list[str], list[str]]:
    """Return the lines that say OK and those that say BAD."""
    done = subprocess.run(["bash"], input=commands(), cwd=folder, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return [one for one in lines if one.startswith("OK")], [one for one in lines if one.startswith("BAD")]


def receive(vault: Vault) -> None:
    """Let a centre sign for all that is there."""
    centre = fresh_key()
    with vault.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])
        head, person = truth.log_head(tx, vault.log.id), vault.person(tx)
        assert head is not None
        by = centre_key_id(centre)
        take_statement(vault, tx, sign_receipt(centre, Receipt(by=by, at=AT, logs=(HeldLog(vault.log.id, head[1], head[0]),))))
        credential = Credential(
            by=by, at=AT, office=vault.office, device=vault.log.device, person=person.id, sign_key=next(iter(person.keys))
        )
        take_statement(vault, tx, sign_credential(centre, credential))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Exported]]:
    folder = tmp_path_factory.mktemp("by_hand")
    vault = first_laptop(folder / "vault")
    with Intake() as intake:
        fill_case(vault, intake, PASSPHRASE)
    receive(vault)
    yield folder / "export", export_json(vault, folder / "export")
    vault.close()


def mended(folder: Path) -> None:
    """Write a new manifest, as one who changes an export would."""
    names = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file() and one.name != MANIFEST)
    (folder / MANIFEST).write_text("".join(f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names))


def test_a_fresh_export_is_found_whole(exported: tuple[Path, Exported]) -> None:
    folder, told = exported
    good, bad = run(folder)
    assert bad == [] and len(good) >= 9
    assert any(f"{told.records} records" in one for one in good) and told.sealed_parts >= 2 and told.files >= 3
    assert "OK  order looked at; records whose predecessor is not in this folder: 0" in good
    assert sum("signed by the centre" in one for one in good) == 2


def change_byte(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def drop_from_the_middle(folder: Path) -> None:
    victim = next(one for one in sorted((folder / "records").glob("*.json")) if b'"seq":3,' in one.read_bytes())
    for path in folder.glob(f"*/{victim.stem}.*"):
        path.unlink()


def swap_keys(folder: Path) -> None:
    one, two = sorted((folder / "keys").glob("*.pem"))[:2]
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def drop_signature(folder: Path) -> None:
    sealing = next(one for one in (folder / "records").glob("*.json") if b'"type":"statement.sealed"' in one.read_bytes())
    sealing.with_suffix(".person.der").unlink()


def sign_by_another(folder: Path) -> None:
    """A legal act signed by a key that lies in keys/ but is not the person's."""
    from record.signature import sign

    sealing = next(one for one in (folder / "records").glob("*.json") if b'"type":"statement.sealed"' in one.read_bytes())
    other = fresh_key()
    signature = sign(other, "person", sealing.read_bytes())
    sealing.with_suffix(".person.der").write_bytes(signature.der)
    body = base64.b64encode(public_bytes(other)).decode()
    (folder / "keys" / f"{signature.key}.pem").write_text(f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")


KINDS = (
    "records/*.json",
    "records/*.device.der",
    "records/*.person.der",
    "parts/*.answers.json",
    "parts/*.sealed",
    "files/*",
    "receipts/*.json",
    "receipts/*.der",
)
CHANGES: dict[str, Callable[[Path], None]] = {
    **{kind: lambda folder, kind=kind: change_byte(sorted(folder.glob(kind))[0]) for kind in KINDS},  # type: ignore[misc]
    "keys swapped": swap_keys,
    "a person's signature dropped": drop_signature,
    "signed by another key": sign_by_another,
    "a body without a record": lambda folder: (folder / "parts" / f"{'ab' * 32}.answers.json").write_bytes(b"{}") and None,
    "a part dropped": lambda folder: sorted(folder.glob("parts/*.sealed"))[0].unlink(),
    "a file that no record names": lambda folder: (folder / "files" / sha256(b"x").hexdigest()).write_bytes(b"x") and None,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_found_even_under_a_new_manifest(
    exported: tuple[Path, Exported], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    folder = tmp_path / "export"
    shutil.copytree(exported[0], folder)
    change(folder)
    mended(folder)
    assert run(folder)[1]


def test_a_byte_changed_under_the_old_manifest_is_found_by_the_manifest(exported: tuple[Path, Exported], tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(exported[0], folder)
    change_byte(folder / "index.json")
    assert run(folder)[1] == ["BAD the manifest does not fit"]


def test_a_record_taken_out_of_the_middle_leaves_a_gap_that_is_counted(exported: tuple[Path, Exported], tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(exported[0], folder)
    drop_from_the_middle(folder)
    mended(folder)
    assert "OK  order looked at; records whose predecessor is not in this folder: 1" in run(folder)[0]
