"""Checking a paper against what this vault knows; without a vault only the paper itself speaks."""

from __future__ import annotations

from core.actions.check.trust import trust_of
from core.actions.papers.closed_edition import closed_revisions
from core.vault.vault import Vault
from core.vault.views import papers
from paper.answers import PaperCheck
from paper.check import check


def check_paper(vault: Vault | None, pdf: bytes) -> PaperCheck:
    """Return the three answers about a paper (design section 7). Never raises for bytes of any kind.

    Keys that have ended are still known: papers signed before stay valid.
    """
    trust = trust_of(vault)
    if vault is None:
        return check(pdf, known_keys={}, recorded={}, trust=trust)
    with vault.read() as tx:
        roster = vault.roster(tx)
        known = {identity: person.name for person in roster.people.values() for identity in person.keys}
        return check(pdf, known_keys=known, recorded=papers.known_revisions(tx) | closed_revisions(vault, tx), trust=trust)
