"""The first search of a day, on a disk that has nothing at hand: the passphrase to the filled list, then every key of the first words.

    python -m bench.ui.cold_start --vault DIR [--door SECONDS] [--unread]

--door: how long the person stays at the door before the passphrase; --unread: nothing is read ahead meanwhile, to compare with. Only the
database is made to be read from the disk; the program itself is warm. A fast disk is made slow from outside, by a group of its own (v1):

    echo "MAJOR:MINOR 150" > /sys/fs/cgroup/blkio/slow/blkio.throttle.read_iops_device      # reads a second
    echo "MAJOR:MINOR 83886080" > /sys/fs/cgroup/blkio/slow/blkio.throttle.read_bps_device   # bytes a second
    (echo $BASHPID > /sys/fs/cgroup/blkio/slow/cgroup.procs; exec python -m bench.ui.cold_start ...)
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from PySide6.QtTest import QTest

from bench.ui.large_vault import large_vault
from bench.ui.promise import asked_vault
from bench.ui.unlock_to_list import until_filled
from bench.ui.window import Took, Window, open_window
from core.vault.vault import DATABASE
from ui.cases.case_list_page import CaseListPage
from ui.start.read_ahead import ReadAhead

TYPED = ("foto jari", "camat", "0071", "Ratih")
SLOW_FRAME_MS = 100.0
JUMPS = 40


def main() -> None:
    parser = asked_vault()
    parser.add_argument("--door", type=float, default=20.0)
    parser.add_argument("--unread", action="store_true")
    args = parser.parse_args()
    folder = large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)
    forget(folder / DATABASE)
    before = reads()
    with open_window(folder) as window:
        ahead = ReadAhead()
        if not args.unread:
            window.jobs.idle_changed.connect(ahead.give_way)
            ahead.begin(folder)
        since = time.perf_counter()
        window.until(lambda: time.perf_counter() - since > args.door, limit_s=2 * args.door + 1)
        how = "not" if args.unread else "in part" if ahead.is_reading else "to its end"
        print(f"{args.door:.0f} s at the door, the file was read {how}: {(reads() - before) / 2**20:.0f} MiB")
        listed = until_filled(window)
        print(f"passphrase to filled list: {listed.wall:.0f} ms, longest frame {listed.longest:.0f} ms")
        page = window.main.current_page()
        assert isinstance(page, CaseListPage)
        window.settle()
        asked, shown = list[str](), list[object]()
        page.search.searched.connect(asked.append)
        page.state.found.connect(shown.append)
        keys = [took for words in TYPED for took in type_into(window, page, words, asked, shown)]
        jumps = [jump(window, page, step) for step in range(JUMPS)]
        ahead.stop()
    print(f"{len(keys)} keys, slowest answer {max(one.wall for one in keys):.0f} ms, the first {keys[0].wall:.0f} ms")
    for what, frames in (("while typing", [one.longest for one in keys]), (f"in {JUMPS} jumps", jumps)):
        slow = sum(one > SLOW_FRAME_MS for one in frames)
        print(f"frames above {SLOW_FRAME_MS:.0f} ms {what}: {slow}, the longest {max(frames):.0f} ms")


def forget(path: Path) -> None:
    """Let nothing of a file lie in memory. Nobody has it open yet: closing it drops the locks of this process."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def reads() -> int:
    """Return the bytes that this process had from the disk."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_inblock * 512


def type_into(window: Window, page: CaseListPage, words: str, asked: list[str], shown: list[object]) -> list[Took]:
    """Type these words, each key when the last is answered, and clear the field. Returns what the keys took that asked something new."""
    took = list[Took]()
    for letter in words:
        already, begun = len(shown), len(asked)
        QTest.keyClick(page.search, letter)
        waited = window.until(lambda begun=begun, letter=letter: len(asked) > begun or letter == " ")
        if len(asked) > begun:
            answer = window.until(lambda already=already: len(shown) > already)
            after = window.settle()  # the rows of the answer are painted too
            took.append(Took(answer.wall, answer.cpu, max(waited.longest, answer.longest, after.longest)))
    page.search.clear()
    window.settle()
    return took


def jump(window: Window, page: CaseListPage, step: int) -> float:
    """Jump to a place in the list. Returns the milliseconds until it was painted."""
    bar = page.table.verticalScrollBar()
    begun = time.perf_counter()
    bar.setValue(bar.maximum() * ((step * 17) % JUMPS) // JUMPS)
    page.table.viewport().repaint()
    frame = (time.perf_counter() - begun) * 1000
    window.turn()
    return frame


if __name__ == "__main__":
    sys.exit(main())
