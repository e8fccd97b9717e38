"""The commands sign, digest and insert: with a vault and without one."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from core.commands.parser import build_parser
from core.commands.run import run as run_command
from core.papers.compose import compose
from core.papers.render import render
from core.papers.sign import container_by, hand_of
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form
from tests.unit.paper_samples import source
from tests.unit.sign_samples import FILE_PASSPHRASE, MODULE, PIN, certified, issue, key_file, key_of, soft_token

NOW = {"not_before": datetime(2020, 1, 1, tzinfo=UTC), "not_after": datetime(2090, 1, 1, tzinfo=UTC)}
LINA = "Lina Ujicoba"


@dataclass(frozen=True)
class Outcome:
    code: int
    json: Any


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Do a command with --json in this process; the secrets go through a pipe."""

    def do(*arguments: object, vault: Path | None = None, passphrase: str = "") -> Outcome:
        reading, writing = os.pipe()
        os.write(writing, passphrase.encode())
        os.close(writing)
        more = ["--passphrase-fd", str(reading), "--json", *(["--vault", str(vault)] if vault is not None else [])]
        code = run_command(build_parser().parse_args([*map(str, arguments), *more]))
        if not passphrase:  # nothing asked for it
            os.close(reading)
        return Outcome(code, json.loads(capsys.readouterr().out))

    return do


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "laporan.pdf"
    path.write_bytes(render(compose(source("laporan", strokes={}))))
    return path


def pdfsig(path: Path) -> str:
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


def test_a_certificate_file_signs_a_pdf_without_any_vault(run: Run, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "lina.p12").write_bytes(key_file(certified(LINA, **NOW)))
    wrong = run("sign", paper, "--key-file", tmp_path / "lina.p12", passphrase="salah")
    assert (wrong.code, wrong.json["refused"]) == (1, "key_file.passphrase")
    assert not (tmp_path / "laporan.signed.pdf").exists()
    done = run("sign", paper, "--key-file", tmp_path / "lina.p12", passphrase=FILE_PASSPHRASE)
    assert (done.code, done.json["signed"]) == (0, [str(tmp_path / "laporan.signed.pdf")])
    assert "Signature is Valid." in pdfsig(tmp_path / "laporan.signed.pdf")
    again = run("sign", paper, "--key-file", tmp_path / "lina.p12", passphrase=FILE_PASSPHRASE)
    assert (again.code, again.json["refused"]) == (1, "paper.not_written")


def test_a_token_signs_a_pdf_and_another_name_must_be_confirmed(run: Run, paper: Path, tmp_path: Path) -> None:
    with soft_token(tmp_path / "token", certified("Orang Lain", "P-256", **NOW)):
        options = ("--module", MODULE, "--out", tmp_path / "out.pdf")
        refused = run("sign", paper, *options, passphrase=PIN)
        assert (refused.code, refused.json["refused"]) == (1, "certificate.name_differs")
        wrong = run("sign", paper, *options, passphrase="0000")
        assert (wrong.code, wrong.json["refused"]) == (1, "token.pin")
        assert run("sign", paper, *options, "--same-person", "--field", "sign_receiver", passphrase=PIN).code == 0
    assert "Orang Lain" in pdfsig(tmp_path / "out.pdf")


def test_a_digest_goes_out_and_the_signature_of_openssl_comes_back(run: Run, paper: Path, tmp_path: Path) -> None:
    who = issue(LINA, key_of("P-256"), None, **NOW)
    (tmp_path / "lina.crt").write_bytes(who.pem)
    told = run("digest", paper, "--certificate", tmp_path / "lina.crt", "--content", tmp_path / "content")
    assert told.code == 0
    prepared = Path(told.json["prepared"])
    assert prepared == tmp_path / "laporan.prepared.pdf"
    start, gap, resume, rest = told.json["byte_range"]
    whole = prepared.read_bytes()
    assert whole[start:gap] + whole[resume : resume + rest] == (tmp_path / "content").read_bytes()
    hashed = subprocess.run(["sha256sum", str(tmp_path / "content")], capture_output=True, text=True, check=True).stdout
    assert hashed.split()[0] == told.json["digest"]
    clear = who.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "lina.key").write_bytes(clear)
    paths = ["-in", tmp_path / "content", "-signer", tmp_path / "lina.crt", "-inkey", tmp_path / "lina.key", "-out", tmp_path / "lina.p7s"]
    subprocess.run(["openssl", "cms", "-sign", "-binary", "-md", "sha256", "-cades", "-outform", "DER", *map(str, paths)], check=True)
    (tmp_path / "elsewhere").mkdir()
    moved = prepared.rename(tmp_path / "elsewhere" / prepared.name)  # another machine: nothing else is there
    done = run("insert", moved, tmp_path / "lina.p7s")
    assert (done.code, done.json) == (0, {"signed": str(tmp_path / "elsewhere" / "laporan.signed.pdf"), "recorded": False})
    assert "Signature is Valid." in pdfsig(Path(done.json["signed"]))
    assert run("check", done.json["signed"]).code == 0
    refused = run("insert", moved, tmp_path / "lina.crt", "--out", tmp_path / "x.pdf")
    assert (refused.code, refused.json["refused"]) == (1, "paper.not_inserted")
    assert not (tmp_path / "x.pdf").exists()


def test_with_a_vault_a_signature_from_outside_is_recorded(run: Run, tmp_path: Path) -> None:
    vault = office_vault(tmp_path / "vault")
    document = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    vault.close()
    who = issue("Sari Fiktiwati", key_of("P-256"), None, **NOW)
    told = run("digest", document, "--out", tmp_path / "a.prepared.pdf", vault=tmp_path / "vault", passphrase=PASSPHRASE)
    assert told.code == 0, told.json
    cms = container_by(hand_of("outside", who.key, who.certificate), bytes.fromhex(told.json["digest"]))
    (tmp_path / "a.p7s").write_bytes(cms)
    done = run("insert", tmp_path / "a.prepared.pdf", tmp_path / "a.p7s", vault=tmp_path / "vault", passphrase=PASSPHRASE)
    assert (done.code, done.json["recorded"]) == (0, True)
    checked = run("check", tmp_path / "a.signed.pdf", vault=tmp_path / "vault", passphrase=PASSPHRASE)
    assert "recorded.yes" in checked.json["checked"][0]["keys"]


def test_the_own_key_signs_a_kept_paper_by_its_file(run: Run, tmp_path: Path) -> None:
    vault = office_vault(tmp_path / "vault")
    case = new_case(vault)
    saved_form(vault, case, "model_a", model_a_answers())
    vault.close()
    (tmp_path / "sari.p12").write_bytes(key_file(certified("Sari Fiktiwati", **NOW)))
    both = f"{PASSPHRASE}\n{FILE_PASSPHRASE}\n"
    made = run(
        "paper",
        "--all",
        "--sign",
        "--key-file",
        tmp_path / "sari.p12",
        "--out",
        tmp_path,
        "--json",
        vault=tmp_path / "vault",
        passphrase=both,
    )
    assert (made.code, made.json["unsigned"]) == (0, 0), made.json
    paper = Path(made.json["papers"][0])
    assert "Signature is Valid." in pdfsig(paper)
    again = run("sign", paper, vault=tmp_path / "vault", passphrase=PASSPHRASE)
    assert (again.code, again.json["refused"]) == (1, "paper.refused")
    alone = run("sign", paper)
    assert (alone.code, alone.json["refused"]) == (1, "paper.refused")
