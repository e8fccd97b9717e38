"""Who may keep the number books of an office, and who may give numbers from them: by the roles of its roster."""

from __future__ import annotations

from sqlalchemy import Connection

from core.actions.numbers.number_standing import NumberRefused
from core.rules.number_pattern import Kind, keepers
from core.vault.vault import Vault


class NumberMayNot(NumberRefused):
    code = "number.may_not"


def may_keep(vault: Vault, tx: Connection, kind: Kind) -> bool:
    """Return whether the person who has unlocked the vault may open, change, move, take up and close the book of a kind, and void in it.

    Members, chair and secretariat, and the offices above; a village or polling station supervisor only where his office has nobody of
    these, and only for what he writes himself. Source: domain rules section 6; docs/decisions/0013. Raises NobodyHere.
    """
    if vault.person(tx).role in keepers():
        return True
    return kind.is_for_all and not any(one.role in keepers() for one in vault.roster(tx).active(vault.office))


def may_give(vault: Vault, tx: Connection, kind: Kind) -> bool:
    """Return whether that person may give numbers of a kind. Raises NobodyHere."""
    return kind.is_for_all or vault.person(tx).role in keepers()


def check_keeper(vault: Vault, tx: Connection, kind: Kind) -> None:
    """Raises NumberMayNot for a person who may not keep the book of this kind, NobodyHere."""
    if not may_keep(vault, tx, kind):
        raise NumberMayNot(
            "Nothing was changed: members and secretariat of the office keep the number books.",
            "Ask the chair, a member or the secretariat to do it.",
        )


def check_giver(vault: Vault, tx: Connection, kind: Kind) -> None:
    """Raises NumberMayNot for a person who may not give numbers of this kind, NobodyHere."""
    if not may_give(vault, tx, kind):
        raise NumberMayNot(
            "No number was given: members and secretariat of the office give numbers of this kind.",
            "Let one of them give it. Until then the paper bears a provisional reference.",
        )
