"""Rosters that were folded before, so that the same signatures are not verified again for every parcel of an office."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from record.header import record_id
from record.receipt import Credential
from record.roster import Roster, RosterRecord

_Key = tuple[frozenset[Credential], tuple[tuple[str, object, tuple[str, ...]], ...]]


class FoldedRosters:
    """Rosters by everything they follow from: what the database holds is asked each time, only the folding is spared.

    An office with those above it has some forty roster records; to fold them takes longer than all else that one parcel needs.
    Safe to use from several threads. most: rosters that are kept, those asked for last.
    """

    def __init__(self, most: int = 2000) -> None:
        self._most, self._door = most, Lock()
        self._kept: OrderedDict[_Key, Roster] = OrderedDict()

    def of(self, held: Sequence[RosterRecord], vouched: Sequence[Credential]) -> Roster:
        """Return the roster that follows from these records and credentials; nobody may change it."""
        said = tuple((record_id(one.header_bytes), one.signatures, tuple(sorted(one.parts))) for one in held)
        key = (frozenset(vouched), said)
        with self._door:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        roster = Roster.of(held, vouched=vouched)
        with self._door:
            self._kept[key] = roster
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return roster
