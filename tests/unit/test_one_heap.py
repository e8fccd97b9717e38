"""On Linux all threads take their memory from one heap, so that none keeps gaps that the others cannot fill."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOUR_THREADS = """
import ctypes, sys, threading
from core.platform import share_one_heap

for _ in sys.argv[1:]:
    share_one_heap()
libc, all_there = ctypes.CDLL(None), threading.Barrier(4)
libc.malloc.restype = ctypes.c_void_p

def take():
    all_there.wait()  # nobody has ended yet
    libc.malloc(1000)
    all_there.wait()

threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""


def heaps_of(*given: str) -> int:
    shown = subprocess.run([sys.executable, "-c", FOUR_THREADS, *given], cwd=ROOT, capture_output=True, text=True, check=True)
    return shown.stdout.count("<heap nr=")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have one heap")
def test_four_threads_share_one_heap():
    assert heaps_of() > 1
    assert heaps_of("share") == 1
