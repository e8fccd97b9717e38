"""Fixtures that several tests share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path | None:
    """The folder of real photos, sample cases and domain notes beside the project; None in a clone that has none."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else None
