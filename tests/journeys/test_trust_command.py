"""The commands `trust` and `timestamp`: an authority is believed and doubted, an address is kept, and a line that is not there is said."""

from __future__ import annotations

from pathlib import Path

from tests.authorities import authorities
from tests.journeys.commands import run, set_up


def test_an_authority_is_listed_once_believed_and_a_paper_of_its_signers_is_known(tmp_path: Path) -> None:
    vault, root = tmp_path / "vault", tmp_path / "akar.crt"
    assert set_up(vault).code == 0
    root.write_bytes(authorities().der("root")[0])
    added = run("trust", "--add", root, "--json", vault=vault)
    assert (added.code, [one["name"] for one in added.json["authorities"]]) == (0, ["ID, Kantor Uji, Akar Uji"])
    dropped = run("trust", "--drop", added.json["authorities"][0]["sha256"], "--json", vault=vault)
    assert (dropped.code, dropped.json["authorities"]) == (0, [])
    refused = run("trust", "--add", vault / "header.json", vault=vault)
    assert refused.code == 1
    kept = run("timestamp", "--authority", "https://waktu.contoh.invalid", "--json", vault=vault)
    assert (kept.code, kept.json["authority"]) == (0, "https://waktu.contoh.invalid")
    assert run("timestamp", "--json", vault=vault).json == {"stamped": 0, "waiting": 0, "why": ""}
    assert run("timestamp", "--off", "--json", vault=vault).json["authority"] == ""
