"""What every bench of the window is asked, and how it tells its figures. Nothing of the program is loaded here."""

from __future__ import annotations

import argparse
from pathlib import Path

DOCUMENTS, PHOTOS = 100_000, 30_000


def asked_vault() -> argparse.ArgumentParser:
    """Return the arguments that every bench of the window has."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--vault", type=Path, required=True, help="where the large vault is, or is to be made")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--photos", type=int, default=PHOTOS)
    return parser


def percentile(figures: list[float], part: float) -> float:
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def tell(what: str, ours: float, limit: float, against: str, unit: str = "ms") -> None:
    """Print the figure, what it is held against, and the ratio limit/ours: below 1.00 the promise is broken."""
    ratio = limit / max(ours, 1e-6)
    print(f"{what}: {ours:.0f} {unit}, {against} {limit:.0f} {unit}, ratio {ratio:.2f}{'' if ratio >= 1 else '  MISSED'}", flush=True)
