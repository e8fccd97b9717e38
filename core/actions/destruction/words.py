"""What must be said before an order is given, in the words of the window and the command alike."""

from __future__ import annotations

from core.words import say

WORD = "MUSNAHKAN"  # typed out by whoever orders; the same in both languages, since it stands on the order's letter


def beyond_reach() -> tuple[str, ...]:
    """Return what no order can reach, a sentence each. Source: docs/threats.md "The limits of destroying"."""
    return (
        say("Printed papers, exports and files that were saved outside the vault: look for them and destroy them by hand."),
        say("Sticks that were written before: what stands on them is not taken in again, but it stays until they are written anew."),
        say("A laptop that never comes back, and its second copy in a drawer: they obey only when they meet another again."),
        say("Backups of the centre's database, until they expire there; and copies that somebody made of a disk."),
        say("Old cells of SSDs and sticks, which keep what was overwritten for a while; what lies there is encrypted."),
        say("What people remember, and papers that repeat the words under other numbers."),
    )
