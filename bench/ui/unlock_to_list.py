"""Promise: from the passphrase to the painted, filled list of cases within 0.8 s, Argon2id included, and within 1.3x of an empty vault."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.ui.large_vault import empty_vault, large_vault
from bench.ui.promise import asked_vault, tell
from bench.ui.window import Painted, Took, Window, open_window
from ui.cases.case_list_page import CaseListPage

LIMIT_MS, AGAINST_EMPTY, ROUNDS = 800.0, 1.3, 3


def main() -> None:
    args = asked_vault().parse_args()
    full = large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)
    with tempfile.TemporaryDirectory() as place:
        empty = Path(place) / "empty"
        empty_vault(empty).close()
        first_of_all(empty)  # what is imported once is not the vault's
        ours, bare = [], []
        for _ in range(ROUNDS):  # by turns, so that both meet the same machine
            ours.append(first_of_all(full))
            bare.append(first_of_all(empty))
    wall, cpu = median(one.wall for one in ours), median(one.cpu for one in ours)
    tell("passphrase to filled list, wall", wall, LIMIT_MS, "limit")
    tell("passphrase to filled list, CPU", cpu, LIMIT_MS, "limit")
    tell("large vault, wall", wall, AGAINST_EMPTY * median(one.wall for one in bare), "1.3 x empty vault")
    tell("large vault, CPU", cpu, AGAINST_EMPTY * median(one.cpu for one in bare), "1.3 x empty vault")


def first_of_all(folder: Path) -> Took:
    """Type the passphrase and go to the list as soon as there is one. Returns what it took from Enter to the paint."""
    with open_window(folder) as window:
        total = until_filled(window)
        window.settle()
        return total


def until_filled(window: Window) -> Took:
    opening = window.type_passphrase()
    parts = [opening, window.until(lambda: not window.main.is_at_gate)]
    window.main.open_page("cases")
    page = window.main.current_page()
    assert isinstance(page, CaseListPage)
    shown = [Painted(page.table.viewport()), Painted(page.nothing_yet)]
    parts.append(
        window.until(lambda: page.count.text() and (not page.model.rowCount() or shown[0].count) and any(one.count for one in shown))
    )
    if page.model.rowCount() and page.model.index(0, 1).data() is None:  # its rows are late: they count once they are painted
        before = shown[0].count
        parts.append(window.until(lambda: page.model.index(0, 1).data() is not None and shown[0].count > before))
    return Took(sum(one.wall for one in parts), sum(one.cpu for one in parts), max(one.longest for one in parts))


if __name__ == "__main__":
    sys.exit(main())
