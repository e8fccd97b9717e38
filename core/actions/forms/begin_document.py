"""Begin a document of a case with what is known already, and remember which form told what."""

from __future__ import annotations

from core.actions.cases.open_case import open_case
from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import answers_of, begin_draft
from core.actions.forms.prefill import CasePerson, prefill_told
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import documents


def begin_document(
    vault: Vault, case_id: str, form_id: str, *, subject: CasePerson | None = None, supersedes: str = "", now: Now = wall_now
) -> Draft:
    """Return the draft of a new document, filled with what the case knows. supersedes: a sealed statement, whose answers are kept instead.

    subject: who is heard, invited or sworn.
    """
    if supersedes:
        with vault.read() as tx:
            old = documents.one(tx, supersedes)
            answers = answers_of(vault, tx, old.record_id).answers if old is not None else None
        if answers is not None:
            answers.pop("signing", None)  # it is signed anew
            return begin_draft(vault, form_id, case_id=case_id, answers=answers, supersedes=supersedes, now=now)
    known = prefill_told(vault, case_id, form_id, subject=subject, now=now)
    return begin_draft(vault, form_id, case_id=case_id, answers=known.answers, told_by=known.origins, supersedes=supersedes, now=now)


def begin_case(vault: Vault, form_id: str, *, origin: str, regime: str = "", now: Now = wall_now) -> Draft:
    """Open a case and begin its first form. regime: "" for the one the office mostly works under."""
    case_id = open_case(vault, regime=regime or usual_regime(vault), origin=origin, now=now).cases[0]
    return begin_document(vault, case_id, form_id, now=now)


def usual_regime(vault: Vault) -> str:
    """Return the regime of the office's founding: pemilihan or pemilu."""
    with vault.read() as tx:
        facts = vault.roster(tx).offices.get(vault.office, {})
    return str(facts.get("regime") or "pemilihan")
