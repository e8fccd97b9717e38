"""A process that works with secrets in its hands, as the window would: protected witnesses, a sealed statement, and at last a crash.

    python -X faulthandler -m tests.rigs.secret_work save|fault|segfault   < secrets as JSON

The secrets come through a pipe; what the process leaves behind is the business of `test_secrets.py`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

from core.actions.forms.drafts import answers_of, autosave, begin_draft
from core.actions.forms.save_form import save_form
from core.actions.forms.seal_statement import seal_statement
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person
from core.actions.office.unlock import unlock
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import documents
from tests.ui.case_samples import model_a_answers, new_case, saved_form, statement_answers

Witness = dict[str, str]
WITNESSES_A_FORM = 9


def save(vault: Vault, secrets: dict[str, Any]) -> None:
    """Enter all witnesses as protected: in forms, each autosaved first, and one of them in a statement that is sealed."""
    witnesses: list[Witness] = secrets["witnesses"]
    for start in range(0, len(witnesses), WITNESSES_A_FORM):
        case = new_case(vault, title=f"Perkara {start}", number=f"00{start}/TM/X/2024")
        answers = model_a_answers(number=f"00{start}/LHP/X/2024", signer=secrets["signer"])
        some = witnesses[start : start + WITNESSES_A_FORM]
        answers["violation"]["witnesses"] = [{"_id": str(uuid4()), "protected": "yes", "occupation": "Pedagang", **one} for one in some]
        draft = begin_draft(vault, "model_a", case_id=case, answers=answers)
        autosave(vault, draft.id, answers)
        save_form(vault, draft)
    heard = statement_answers(protected=True)
    heard["subject"] |= witnesses[0]
    statement = saved_form(vault, case, "ba_klarifikasi", heard)
    strokes = {"sign_subject": [[[number, number, number, 500] for number in range(50)]]}
    seal_statement(vault, statement, passphrase=secrets["passphrase"], strokes=strokes)
    clerk = PersonSetup(name="Lina Ujicoba", position="Staf", role="panwascam_staff")
    admit_person(vault, clerk, secrets["second_passphrase"], passphrase=secrets["passphrase"])


def with_everything_open(vault: Vault, how: str) -> None:
    """Open all that is sealed, then fail: by an error that nobody expected, with a secret in its hands, or by a broken library."""
    with vault.write() as tx:
        opened = [answers_of(vault, tx, row.record_id).answers for row in tx.execute(documents.documents.select()).all()]
        witnesses = [witness for answers in opened for witness in answers.get("violation", {}).get("witnesses", [])]
        if how == "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        draft = {"id": "1", "stream": "1", "case_id": "1", "form_id": "model_a", "form_sha256": "", "parents": "[]", "updated_at": ""}
        for _ in range(2):  # the second breaks a rule of the table
            tx.execute(local.drafts.insert().values(answers=json.dumps(witnesses), **draft))


def main(how: str) -> None:
    secrets = json.load(sys.stdin)
    vault = unlock(Path(secrets["vault"]), secrets["passphrase"])
    if how == "save":
        save(vault, secrets)
        vault.close()
    else:
        with_everything_open(vault, how)


if __name__ == "__main__":
    main(sys.argv[1])
