"""`update` and the publisher's `publish`: one makes the file, the other takes it; a program that runs from its source says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.office import update_program
from core.actions.office.update_program import publishers, take_update_file
from core.program.take import UpdateRefused
from core.reporter import Reporter
from core.vault import centres
from record.receipt import Succession
from record.seal import key_id
from record.signature import public_bytes
from server.__main__ import main as server
from server.centre_key import load
from tests.journeys.commands import run
from tests.program_samples import AT, installed, program_folder
from tests.ui.case_samples import office_vault


def test_a_program_that_runs_from_its_source_is_not_updated_and_asks_no_passphrase() -> None:
    told = run("update", "--json")
    assert told.code == 0 and not told.json["is_packed"] and told.json["version"].count(".") == 2
    for words in (["update", "anything.update"], ["update", "--back"]):
        refused = run(*words, "--language", "en")
        assert refused.code == 1 and "runs from its source" in refused.err


def test_the_publisher_signs_a_program_with_his_key_alone_and_an_office_that_pins_him_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key, out = str(tmp_path / "key"), tmp_path / "bukti-0.2.0.update"
    assert server(["--key", key, "key", "make"]) == 0
    program = str(program_folder(tmp_path, "0.2.0"))
    assert server(["--key", key, "publish", program]) == 1 and "--out FILE" in capsys.readouterr().err
    assert server(["--key", key, "publish", program, "--out", str(out)]) == 0
    assert "Bukti 0.2.0 for linux-x86_64" in capsys.readouterr().out
    versions = installed(tmp_path / "data")
    with pytest.raises(UpdateRefused):
        take_update_file(None, out, Reporter(), versions=versions)
    spki = load(Path(key)).spki
    monkeypatch.setattr(update_program, "shipped_keys", lambda *_folder: {key_id(spki): spki})
    assert take_update_file(None, out, Reporter(), versions=versions).version == "0.2.0"


def test_a_folder_that_is_no_whole_program_is_not_signed_and_a_full_disk_leaves_the_old_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, out, folder = str(tmp_path / "key"), tmp_path / "a.update", program_folder(tmp_path, "0.2.0")
    server(["--key", key, "key", "make"])
    out.write_bytes(b"the former one")
    (folder / "bukti").rename(folder / "other")
    assert server(["--key", key, "publish", str(folder), "--out", str(out)]) == 1
    (folder / "other").rename(folder / "bukti")
    (folder / "_internal" / "program.json").write_text('{"version": "next"}', encoding="utf-8")
    assert server(["--key", key, "publish", str(folder), "--out", str(out)]) == 1
    assert capsys.readouterr().err.count("Nothing was written") == 2
    assert out.read_bytes() == b"the former one" and sorted(path.name for path in tmp_path.glob("a.*")) == ["a.update"]


def test_without_a_pinned_publisher_the_known_centre_is_believed_but_no_key_that_it_gave_up(tmp_path: Path) -> None:
    vault = office_vault(tmp_path / "vault")
    former, new = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    assert publishers(None) == {} and publishers(vault) == {}
    with vault.write() as tx:
        centres.keep_key(tx, public_bytes(former))
    assert publishers(vault).keys() == {key_id(public_bytes(former))}
    with vault.write() as tx:
        by, at = key_id(public_bytes(former)), AT.isoformat()
        centres.follow(tx, Succession(by=by, at=at, former=public_bytes(former), key=public_bytes(new), seal_key="x"))
    assert publishers(vault).keys() == {key_id(public_bytes(new))}
    vault.close()
