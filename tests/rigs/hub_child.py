"""An evening station as a process of its own, which a rig can kill: python -m tests.rigs.hub_child VAULT PORT [careless]."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import core.hub.hub
from core.actions.office.unlock import unlock
from core.hub.arrivals import Arrivals
from core.hub.hub import Hub
from tests.exchange.offices import PASSPHRASE

LATE_S = 1.0


class CarelessArrivals(Arrivals):
    """The planted fault: a part is acknowledged while it is still only in memory, and written a moment later."""

    def finish(self, device: str, sha256: str, attempt: str, *, number: int, check: Callable[[Path], None]) -> bool:
        del attempt
        path = self._unfinished(device, sha256)
        check(path)
        content = path.read_bytes()
        path.unlink()

        def write_late() -> None:
            time.sleep(LATE_S)
            folder = self.kept / device
            folder.mkdir(exist_ok=True)
            (folder / f"{number:08}-{sha256}.BUK").write_bytes(content)

        threading.Thread(target=write_late, daemon=True).start()
        return True


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    if sys.argv[3:] == ["careless"]:
        core.hub.hub.Arrivals = CarelessArrivals  # type: ignore[misc]
    vault = unlock(folder, PASSPHRASE)
    with Hub(vault, host="127.0.0.1", port=port, name="Posko", is_announced=False) as hub:
        print("READY", hub.port, flush=True)
        sys.stdin.read()  # until the rig closes it
        while (took := hub.take_in()).waiting:
            print("WAITING", took.waiting, flush=True)
            time.sleep(0.2)
    vault.close()


if __name__ == "__main__":
    main()
