"""Anybody has a paper checked at the centre: three answers from its records, as a page or as JSON, and nothing is kept."""

from __future__ import annotations

import os
from pathlib import Path

import httpx

from core.actions.exchange.sync import sync
from core.actions.papers.papers import paper_bytes
from core.actions.papers.stamp_papers import keep_timestamp_authority, stamp_papers
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import papers
from tests.authorities import authorities
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import PASSPHRASE
from tests.exchange.running_centre import RunningCentre
from tests.unit.test_papers_signed import ONCE
from tests.unit.vault_samples import fill_case

pytestmark = BOTH_STORES


def asked(centre: RunningCentre, pdf: bytes) -> list[str]:
    """Return the keys of the three answers."""
    answer = httpx.post(f"{centre.url}/check", content=pdf, headers={"Accept": "application/json"}, timeout=60)
    assert answer.status_code == 200, answer.text
    return [answer.json()[name]["key"] for name in ("intact", "known_signer", "as_recorded")]


def uploaded(centre: RunningCentre, pdf: bytes, name: str = "dokumen.pdf") -> httpx.Response:
    return httpx.post(f"{centre.url}/check", files={"paper": (name, pdf, "application/pdf")}, timeout=60)


def test_a_paper_that_reached_the_centre_is_genuine_there_and_its_earlier_states_and_changes_are_named(
    enrolled: Vault, centre: RunningCentre, intake: Intake
) -> None:
    case = fill_case(enrolled, intake, PASSPHRASE)
    with enrolled.read() as tx:
        stream = papers.of_case(tx, case)[0].stream
    signed = paper_bytes(enrolled, stream)
    keep_timestamp_authority(enrolled, authorities().tsa_url)
    assert stamp_papers(enrolled, line=authorities()).stamped == 1
    keep_timestamp_authority(enrolled, "")
    sync(enrolled)
    whole = paper_bytes(enrolled, stream)
    assert asked(centre, whole) == ["intact.yes", "known.yes", "recorded.yes"]
    assert asked(centre, signed) == ["intact.yes", "known.yes", "recorded.cut"]
    assert asked(centre, whole[: whole.rindex(b"%%EOF", 0, -10) + 6])[2] == "recorded.cut"
    assert asked(centre, whole + b" ")[::2] == ["intact.tail", "recorded.changed"]
    assert asked(centre, ONCE) == ["intact.yes", "known.no", "recorded.nothing"]
    page = uploaded(centre, whole, 'a"<b>.pdf')
    assert page.status_code == 200 and page.text.count('class="ya"') == 3 and "<b>" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_the_page_asks_for_a_file_and_says_what_was_wrong_with_one(centre: RunningCentre, tmp_path: Path) -> None:
    assert 'type="file"' in httpx.get(f"{centre.url}/check").text
    before = sorted(path.name for path in (tmp_path / "centre").rglob("*"))
    assert asked(centre, b"") == ["intact.unreadable", "known.no_signer", "recorded.nothing"]
    assert uploaded(centre, os.urandom(100_000)).text.count('class="tidak"') == 1
    assert sorted(path.name for path in (tmp_path / "centre").rglob("*")) == before
    too_large = uploaded(centre, bytes(21 * 1024 * 1024))
    assert (too_large.status_code, "terlalu besar" in too_large.text) == (413, True)
    empty = httpx.post(f"{centre.url}/check", files={"other": (None, "x")})
    assert (empty.status_code, "Pilih satu file PDF" in empty.text) == (400, True)
    answers = [uploaded(centre, b"x").status_code for _ in range(12)]
    assert 429 in answers
