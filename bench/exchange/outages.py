"""Promise: outages of 20 s in every 60 s cost at most 1.10 times the bytes. Limit: the same day over the same line without outages.

After each outage the old connections stay dead, as when a carrier has forgotten them. Bytes are those that the line carried, with all
headers, TLS and repeats.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.exchange.day import enrolled_day
from bench.exchange.poor_line import Line, require_line
from bench.exchange.slow_line import run_once

LINE = Line(rtt_ms=600, kbit=512, loss=2)
PROMISE = 1.10


def carried(told: Mapping[str, Any]) -> int:
    """Return the bytes that went up the line."""
    return int(told["wire"]["up"]["sent"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=30)
    asked = parser.parse_args()
    require_line()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        enrolled_day(base, asked.documents)
        whole = run_once(base, LINE, "bench.exchange.slow_line", seed=1)
        broken = run_once(base, replace(LINE, flap="60:20"), "bench.exchange.slow_line", seed=1)
    for words, told in (("without outages", whole), ("with outages", broken)):
        print(f"{words}: {told['bytes']} bytes of the day, {carried(told)} up the line, {float(str(told['seconds'])):.0f} s,", end=" ")
        print(f"{told['breaks']} breaks, {told['again']} parcels again, {told['never_arrived']} pieces again")
    assert not whole["known_again"] and not broken["known_again"], "what was known to be there went again"
    ratio = carried(broken) / carried(whole)
    print(f"outages {carried(broken)} bytes / without outages {carried(whole)} = {ratio:.3f} (promised at most {PROMISE})")


if __name__ == "__main__":
    main()
