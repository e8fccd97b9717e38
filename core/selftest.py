"""`--selftest`: the whole main job in a throw-away drill office, to see that a packed program is complete on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

from core.actions.check.check_paper import check_paper
from core.actions.check.check_vault import check_vault
from core.actions.exchange.sync import sync
from core.actions.forms.drafts import begin_draft
from core.actions.forms.save_form import save_form
from core.actions.forms.seal_statement import STATEMENT, seal_statement
from core.actions.office.unlock import unlock
from core.actions.papers.papers import paper_bytes, sign_paper
from core.demo import demo
from core.errors import AppError
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits

STROKE = [[[100, 400, 0, 500], [400, 200, 40, 700], [800, 500, 90, 400]]]


class SelftestFailed(AppError):
    code = "selftest.failed"


def selftest(tell: Callable[[str], None], window: Callable[[Path, str], str]) -> None:
    """Set up an office with cases and photos, enrol, seal a statement, sign a paper, check it, sync, check the vault, open the window.

    tell: hears a line a step with its seconds. window: opens the desk on a vault with a passphrase, returns what it saw.
    Raises SelftestFailed with the step that did not hold, or the error itself.
    """
    clock = _Clock(tell)
    with demo() as made:
        clock.done("setup, cases, photos, enrolment")
        with closing(unlock(made.vault, made.passphrase)) as vault:
            _see_photos(vault, clock)
            _statement(vault, made.passphrase, clock)
            _paper(vault, made.passphrase, clock)
            done = sync(vault)
            clock.check(f"sync: {done.sent_records} records", done.sent_records > 0 and not done.refused)
            found = check_vault(vault)
            clock.check(f"check of the vault: {found.records} records, {found.blobs} files", found.is_whole)
        clock.done(f"window: {window(made.vault, made.passphrase)}")


class _Clock:
    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell, self._at = tell, time.monotonic()

    def done(self, what: str) -> None:
        now = time.monotonic()
        self._tell(f"ok {now - self._at:6.2f} s  {what}")
        self._at = now

    def check(self, what: str, is_good: bool) -> None:
        if not is_good:
            raise SelftestFailed("The self-test failed.", "The program is not complete: {step}", step=what)
        self.done(what)


def _see_photos(vault: Vault, clock: _Clock) -> None:
    with vault.read() as tx:
        shown = [one for case in cases.keys(tx) for one in exhibits.of_case(tx, case)]
    clock.check(f"photos: {sum(bool(one.working) for one in shown)} of {len(shown)} shown", any(one.working for one in shown))


def _statement(vault: Vault, passphrase: str, clock: _Clock) -> None:
    with vault.read() as tx:
        case = cases.keys(tx)[0]
    draft = begin_draft(vault, STATEMENT, case_id=case, answers=_heard())
    save_form(vault, draft)
    seal_statement(vault, draft.stream, passphrase=passphrase, strokes={"sign_subject": STROKE, "sign_clarifier": STROKE})
    clock.done("a statement of a protected witness, read back and sealed")


def _heard() -> dict[str, Any]:
    person = {"role": "saksi", "name": "Ratih Fiktif", "address": "Desa Mekarfiktif", "occupation": "Pedagang", "protected": "yes"}
    asked = {"_id": str(uuid4()), "question": "Apa yang Saudara lihat?", "answer": "Karung beras berstiker di balai desa."}
    return {
        "opening": {"opening_date": "2024-10-10", "opening_time": "09:00", "timezone": "WIB", "opening_place": "Sekretariat"},
        "clarifier_list": {"clarifier": [{"_id": str(uuid4()), "name": "Sari Fiktiwati", "position": "Anggota Panwaslu Kecamatan"}]},
        "subject": person,
        "oath_taking": {"sworn": "bersedia", "oath": "sumpah"},
        "matter": {"case_number": "001/TM/PB/Kec.Sukarekaan/00.00/X/2024"},
        "questions": {"qa": [asked]},
        "closing_part": {"read_back": "dibenarkan", "mode": "tatap_muka", "ended_at": "10:15"},
        "signing": {"signed_how": "on_screen"},
    }


def _paper(vault: Vault, passphrase: str, clock: _Clock) -> None:
    with vault.read() as tx:
        forms = [one for case in cases.keys(tx) for one in documents.of_case(tx, case) if one.form_id == "model_a"]
    for one in forms:
        try:
            paper = sign_paper(vault, one.stream, passphrase=passphrase).streams[0]
        except AppError:  # the block of another person
            continue
        pdf = paper_bytes(vault, paper)
        clock.check(f"a signed paper of {len(pdf)} bytes, checked", check_paper(vault, pdf).genuine)
        return
    clock.check("a signed paper", False)
