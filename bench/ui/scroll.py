"""Promise: scrolling and jumping through the whole list of cases: a frame within 32 ms (p99)."""

from __future__ import annotations

import random
import sys
import time

from bench.ui.large_vault import large_vault
from bench.ui.promise import asked_vault, percentile, tell
from bench.ui.window import open_desk
from ui.cases.case_list_page import CaseListPage

LIMIT_MS, STEPS, JUMPS = 32.0, 300, 100


def main() -> None:
    args = asked_vault().parse_args()
    folder = large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)
    rng, wall, cpu = random.Random(1), list[float](), list[float]()
    with open_desk(folder) as window:
        window.main.open_page("cases")
        page = window.main.current_page()
        assert isinstance(page, CaseListPage)
        window.settle()
        bar = page.table.verticalScrollBar()
        places = [3 * step for step in range(STEPS)] + [rng.randrange(bar.maximum() + 1) for _ in range(JUMPS)]
        for place in places:
            begun, spent = time.perf_counter(), time.process_time()
            bar.setValue(min(place, bar.maximum()))
            page.table.viewport().repaint()
            wall.append((time.perf_counter() - begun) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
            window.turn()
    for name, figures in (("wall", wall), ("CPU", cpu)):
        tell(f"frame of {STEPS} steps and {JUMPS} jumps, p99, {name}", percentile(figures, 0.99), LIMIT_MS, "limit")
        tell(f"frame of a jump, median, {name}", percentile(figures[STEPS:], 0.5), LIMIT_MS, "limit")


if __name__ == "__main__":
    sys.exit(main())
