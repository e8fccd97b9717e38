"""Says on Kirim that a laptop's disk was copied, what became of it, and what to do; nothing to see where all is well."""

from __future__ import annotations

from core.actions.exchange.copied_laptops import CopiedLaptop
from ui.sync.lane_words import time_words
from ui.widgets.card import Card
from ui.widgets.dress import worded
from ui.widgets.emptying import empty


class CopiedCard(Card):
    def __init__(self) -> None:
        super().__init__(self.tr("A laptop whose disk was copied"))
        self.hide()

    def show_laptops(self, found: tuple[CopiedLaptop, ...]) -> None:
        """Show each copied laptop with its branches."""
        empty(self.body)
        self.setVisible(bool(found))
        for one in found:
            self.add(worded(self._what(one), "problem", wrap=True))
            for branch in one.branches:
                received = self.tr("received by the centre") if branch.is_received else self.tr("not all received yet")
                words = self.tr("{count} records since then, last by {person} on {time}: {received}").format(
                    count=branch.records, person=branch.person or "-", time=time_words(branch.at), received=received
                )
                self.add(worded(f"• {words}", wrap=True))
        if found:
            advice = self.tr(
                "Nothing is lost: both are kept, sent and shown, and where both changed one thing you are asked which holds. But use only "
                "one of them from now on: let the other send once more, by line or stick, then set it up anew as a second laptop "
                "(Join an office). Numbers are given by neither before."
            )
            self.add(worded(advice, "soft", wrap=True))

    def _what(self, one: CopiedLaptop) -> str:
        which = self.tr("This laptop") if one.is_this else self.tr("Laptop {name}").format(name=one.laptop)
        if not one.parted_at:
            return self.tr("{laptop}: its disk was copied, and both copies were used.").format(laptop=which)
        return self.tr("{laptop}: its disk was copied, or put back from a copy, after {time}, and both went on.").format(
            laptop=which, time=time_words(one.parted_at)
        )
