"""Promise: writing a stick costs little more than copying the files onto it. Limit: a plain copy with fsync of the same bytes."""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.open_case import open_case
from core.actions.exchange.write_stick import write_stick
from core.evidence.inspect import Intake
from tests.exchange.offices import first_laptop


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mib", type=int, default=256, help="how much evidence; 1024 for the whole promise")
    size = parser.parse_args().mib * 1024 * 1024
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        vault = first_laptop(base / "laptop")
        case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title="Kasus latihan").cases[0]
        chance, files = random.Random(1), list[Path]()
        with Intake() as intake:
            for number in range(size // (4 * 1024 * 1024)):
                content = chance.randbytes(4 * 1024 * 1024)  # a photo's size; it does not shrink, as photos do not
                files.append(base / f"photo-{number}.bin")
                files[-1].write_bytes(content)
                attach_bytes(vault, case_id, content, files[-1].name, obtained="folder", intake=intake)
        (base / "stick").mkdir()
        (base / "plain").mkdir()
        began = time.perf_counter()
        written = write_stick(vault, base / "stick")
        ours_s = time.perf_counter() - began
        began = time.perf_counter()
        for file in files:
            with file.open("rb") as source, (base / "plain" / file.name).open("wb") as target:
                while piece := source.read(1024 * 1024):
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
        plain_s = time.perf_counter() - began
        assert written.files == len(files)
        mib = written.bytes / 1024 / 1024
        print(f"stick {ours_s:.1f} s ({mib / ours_s:.0f} MiB/s) / plain copy with fsync {plain_s:.1f} s = {ours_s / plain_s:.2f}")
        print(f"bytes on the stick / bytes of evidence = {written.bytes / size:.3f}")
        vault.close()


if __name__ == "__main__":
    main()
