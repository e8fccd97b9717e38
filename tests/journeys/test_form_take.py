"""`form take`: a pack of forms from a stick, without a window."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.office.unlock import unlock
from core.vault import local
from record.pack import make_form_pack
from record.signature import public_bytes
from tests.journeys.commands import PASSPHRASE, run, set_up
from tests.unit.test_form_packs import AT, next_version


def test_a_pack_is_taken_once_and_a_strangers_is_refused(tmp_path: Path) -> None:
    vault, centre = tmp_path / "vault", ec.generate_private_key(ec.SECP256R1())
    assert set_up(vault).code == 0
    pack = tmp_path / "forms.pack"
    pack.write_bytes(make_form_pack(centre, [next_version(tmp_path)], at=AT))
    refused = run("form", "take", pack, "--language", "en", vault=vault)
    assert refused.code == 1 and "has not signed it" in refused.out + refused.err
    opened = unlock(vault, PASSPHRASE)
    with opened.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])  # as enrolling does
    opened.close()
    taken = run("form", "take", pack, "--json", vault=vault)
    assert (taken.code, taken.json["forms"], taken.json["was_there"]) == (0, [{"form": "saran_perbaikan", "version": "2"}], False)
    assert run("form", "take", pack, "--json", vault=vault).json["was_there"]
    assert run("check", vault=vault).code == 0
