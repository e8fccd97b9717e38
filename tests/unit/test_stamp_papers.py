"""Timestamps for the papers of a vault: recorded with all their states, retried when the line was cut, and off unless set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel

from core.actions.check.check_paper import check_paper
from core.actions.check.check_vault import check_vault
from core.actions.check.trust import NoAuthority, authorities, believe_authority, doubt_authority
from core.actions.clock import wall_now
from core.actions.exchange.sync import sync
from core.actions.forms.save_form import save_imported
from core.actions.papers.papers import paper_bytes, sign_paper
from core.actions.papers.stamp_papers import keep_timestamp_authority, stamp_papers, unstamped
from core.evidence.inspect import Intake
from core.exchange.errors import LineRefused, NoLine, NotEnrolled
from core.exchange.public_line import PublicLine
from core.papers.timestamps import timestamped
from core.vault.vault import Vault
from core.vault.views import papers
from paper.check import check
from tests import authorities as local
from tests.exchange.offices import PASSPHRASE, first_laptop
from tests.unit.paper_samples import laporan
from tests.unit.test_papers_signed import ONCE
from tests.unit.vault_samples import fill_case


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = first_laptop(tmp_path / "vault")
    with Intake() as intake:
        fill_case(vault, intake, PASSPHRASE)
    yield vault
    vault.close()


@pytest.fixture
def authority() -> Iterator[local.Authorities]:
    one = local.authorities()
    yield one
    one.is_cut = False


def only_paper(vault: Vault) -> str:
    with vault.read() as tx:
        return next(iter(papers.of_case(tx, next(iter(tx.execute(papers.papers.select()))).case_id))).stream


def test_no_timestamp_is_asked_for_unless_an_authority_is_set(vault: Vault, authority: local.Authorities) -> None:
    authority.asked.clear()
    assert stamp_papers(vault, line=authority).stamped == 0
    assert authority.asked == []
    with pytest.raises(LineRefused):
        keep_timestamp_authority(vault, "ftp://waktu.invalid")


def test_a_paper_gets_its_timestamp_once_and_is_as_recorded_in_its_last_state_only(vault: Vault, authority: local.Authorities) -> None:
    keep_timestamp_authority(vault, authority.tsa_url)
    before = paper_bytes(vault, only_paper(vault))
    done = stamp_papers(vault, line=authority)
    assert (done.stamped, done.waiting, done.why) == (1, 0, None)
    after = paper_bytes(vault, only_paper(vault))
    assert after.startswith(before) and len(after) > len(before)
    found = check_paper(vault, after)
    assert [one.value for one in (found.intact, found.known_signer, found.as_recorded)] == ["yes", "yes", "yes"]
    with vault.read() as tx:
        states = papers.known_revisions(tx)
    cuts = [after[:end] for end in range(len(after)) if after[:end].endswith(b"%%EOF\n")]
    assert len(cuts) == 4 and {sha256(one).hexdigest() for one in cuts} < states.keys()
    assert {check_paper(vault, one).as_recorded.key for one in cuts} == {"recorded.cut"}
    assert stamp_papers(vault, line=authority).stamped == 0
    assert check_vault(vault).findings == ()


def test_a_cut_line_leaves_the_paper_as_it_was_and_the_next_round_tries_again(vault: Vault, authority: local.Authorities) -> None:
    keep_timestamp_authority(vault, authority.tsa_url)
    before = paper_bytes(vault, only_paper(vault))
    authority.is_cut = True
    done = stamp_papers(vault, line=authority)
    assert (done.stamped, done.waiting, isinstance(done.why, NoLine)) == (0, 1, True)
    assert paper_bytes(vault, only_paper(vault)) == before
    with vault.read() as tx:
        assert len(unstamped(vault, tx)) == 1
    authority.is_cut = False
    assert stamp_papers(vault, line=authority).stamped == 1


def test_an_office_believes_an_authority_and_doubts_it_again(vault: Vault, authority: local.Authorities) -> None:
    believed = believe_authority(vault, authority.der("root")[0])
    assert believe_authority(vault, authority.der("root")[0]) == believed
    assert [one.name for one in authorities(vault)] == ["ID, Kantor Uji, Akar Uji"]
    for wrong in (authority.der("p256")[0], b"bukan sertifikat", b"-----BEGIN CERTIFICATE-----\nAAAA\n"):
        with pytest.raises(NoAuthority):
            believe_authority(vault, wrong)
    doubt_authority(vault, believed.sha256)
    assert authorities(vault) == []
    with pytest.raises(NoAuthority):
        doubt_authority(vault, believed.sha256)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        return


def test_over_a_real_line_the_authorities_answer_and_a_missing_one_is_said(vault: Vault) -> None:
    """certomancer's own server on loopback; PublicLine as in the program."""
    with make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        remote = local.authorities(url)
        server.set_app(Animator(AnimatorArchStore({ArchLabel("uji"): remote.arch}), at_time=local.NOW, with_web_ui=False))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            with PublicLine() as line:
                pdf = timestamped(ONCE, tsa_url=remote.tsa_url, line=line)[-1]
            with PublicLine() as line, pytest.raises(NoLine):
                timestamped(ONCE, tsa_url=f"{url}/tidak/ada", line=line)
            keep_timestamp_authority(vault, remote.tsa_url)
            before = paper_bytes(vault, only_paper(vault))
            with pytest.raises(NotEnrolled):  # the round with the centre begins with the timestamps
                sync(vault)
            assert len(paper_bytes(vault, only_paper(vault))) > len(before)
        finally:
            server.shutdown()
            thread.join()
    assert len(check(pdf, known_keys={}, recorded={}).timestamps) == 2


def test_a_paper_with_an_open_block_is_left_for_a_week(vault: Vault, authority: local.Authorities) -> None:
    """A signature prepared outside would no longer fit a paper that got a state more."""
    keep_timestamp_authority(vault, authority.tsa_url)
    stamp_papers(vault, line=authority)
    with vault.read() as tx:
        case = next(iter(tx.execute(papers.papers.select()))).case_id
        me = vault.person(tx).name
    answers = laporan()
    answers["reception"]["receiver_name"] = me
    document = save_imported(vault, "laporan", case_id=case, answers=answers, source="")[0].streams[0]
    sign_paper(vault, document, passphrase=PASSPHRASE, field_name="sign_receiver")
    done = stamp_papers(vault, line=authority)
    assert (done.stamped, done.waiting) == (0, 0)
    assert stamp_papers(vault, line=authority, now=lambda: wall_now() + timedelta(days=8)).stamped == 1


def test_after_three_refusals_in_a_row_no_further_paper_is_tried(vault: Vault, authority: local.Authorities) -> None:
    keep_timestamp_authority(vault, authority.tsa_url)
    with vault.read() as tx:
        row = next(iter(tx.execute(papers.papers.select())))
    for _ in range(4):
        sign_paper(vault, row.document, passphrase=PASSPHRASE)
    asked: list[str] = []

    def portal(url: str, *_: object) -> bytes:
        asked.append(url)
        return b"<html>Selamat datang</html>"

    done = stamp_papers(vault, line=SimpleNamespace(post=portal, get=portal))
    assert (done.stamped, done.waiting, len(asked)) == (0, 5, 3)
