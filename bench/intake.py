"""Promise: photos are taken in about as fast as they can be decoded. Limit: the bare JPEG decode of the same files, one process each."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from bench.material import jpegs, quick_vault
from core.actions.cases.exhibits import attach_files
from core.actions.cases.open_case import open_case
from core.evidence.inspect import Intake

ROUNDS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        photos = jpegs(Path(folder) / "photos")
        ours, bare = [], []
        with Intake() as intake:
            intake.look(photos[0])  # the child's own start is not a photo's
            for number in range(ROUNDS):
                vault = quick_vault(Path(folder) / f"vault{number}")
                case = open_case(vault, regime="pemilihan", origin="temuan").cases[0]
                started = time.perf_counter()
                taken = list(attach_files(vault, case, photos, obtained="folder", intake=intake))
                ours.append(time.perf_counter() - started)
                assert len(taken) == len(photos)
                vault.close()
                started = time.perf_counter()
                for photo in photos:
                    with Image.open(photo) as picture:
                        picture.load()
                bare.append(time.perf_counter() - started)
    per_photo, decode = min(ours) / len(photos) * 1000, min(bare) / len(photos) * 1000
    print(f"intake {per_photo:.0f} ms a photo / bare decode {decode:.0f} ms = {per_photo / decode:.2f}  ({len(photos)} JPEGs)")


if __name__ == "__main__":
    sys.exit(main())
