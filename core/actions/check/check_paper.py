"""Checking a paper against what this vault knows; without a vault only the paper itself speaks."""

from __future__ import annotations

from core.actions.check.trust import trust_of
from core.actions.papers.closed_edition import closed_revisions
from core.vault.vault import Vault
from core.vault.views import papers
from paper.answers import PaperCheck


def check_paper(vault: Vault | None, pdf: bytes) -> PaperCheck:
    """Return the three answers about a paper (design section 7). Never raises for bytes of any kind.

    Keys that have ended are still known: papers signed before stay valid.
    """
    from paper.check import check, judge, read

    trust = trust_of(vault)
    if vault is None:
        return check(pdf, known_keys={}, recorded={}, trust=trust)
    found = read(pdf)
    with vault.read() as tx:
        roster = vault.roster(tx)
        people = {one: person for one, person in roster.people.items() if person.root not in roster.doubted}
        return judge(
            found,
            known_keys={identity: person.name for person in people.values() for identity in person.keys},
            known_certificates={
                one: people[person].name for one, person in papers.certificates_of(tx, found.states).items() if person in people
            },
            recorded=papers.known_revisions(tx) | closed_revisions(vault, tx),
            trust=trust,
        )
