"""Promise: a form answers while one types. Limit: 2 ms of engine CPU for a key, 99 of 100 keys, on 300 fields with 50 repeats."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime

from bench.large_form import large_form
from forms.engine.functions import Clock
from forms.engine.instance import Instance
from forms.engine.load import load_form

LIMIT_MS = 2.0
FIELDS, ITEMS, KEYS = 300, 50, 4000
TYPED = {"text": "Balai desa Sukarekaan", "integer": "456", "date": "2026-11-22"}


def main() -> None:
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else KEYS
    now = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    form = Instance(load_form(large_form(FIELDS)), None, Clock(now.date(), now))
    form.set("/large/side", "north")
    while len(form.node("/large/person").items) < ITEMS:  # type: ignore[union-attr]
        form.add("/large/person")
    leaves = [node for node in form.root.walk() if node.definition.structure == "leaf" and node.definition.has_control]
    rng, spent = random.Random(1), list[float]()
    while len(spent) < keys:
        leaf = rng.choice(leaves)
        if not leaf.relevant:
            continue
        if leaf.definition.kind == "select_one":
            spent.append(cpu_ms(form, leaf.ref, rng.choice(leaf.offered).value))
            continue
        typed = TYPED[leaf.definition.kind]
        for length in range(1, len(typed) + 1):  # one key after the other
            spent.append(cpu_ms(form, leaf.ref, typed[:length]))
    spent.sort()
    p50, p99, worst = spent[len(spent) // 2], spent[int(len(spent) * 0.99)], spent[-1]
    places = sum(1 for node in form.root.walk() if node.definition.structure == "leaf")
    print(f"keystroke, {FIELDS} fields and {ITEMS} items ({places} places): p50 {p50:.3f} ms / limit {LIMIT_MS} ms = {p50 / LIMIT_MS:.2f}")
    print(f"keystroke, {FIELDS} fields and {ITEMS} items ({places} places): p99 {p99:.3f} ms / limit {LIMIT_MS} ms = {p99 / LIMIT_MS:.2f}")
    print(f"keystroke, worst of {len(spent)}: {worst:.3f} ms / limit {LIMIT_MS} ms = {worst / LIMIT_MS:.2f}")


def cpu_ms(form: Instance, ref: str, value: str) -> float:
    """CPU of one answer in the engine: what depends on it computed, and the changed places told."""
    start = time.process_time_ns()
    form.set(ref, value)
    return (time.process_time_ns() - start) / 1e6


if __name__ == "__main__":
    main()
