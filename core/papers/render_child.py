"""The child process that draws papers: it gets their Content over a pipe and gives the bytes of the PDF back; it knows no vault and no key.

It runs as `python -m core.papers.render_child`, or in a packed program as `bukti --paper-child` (main.py hands over to `serve()`).
Question: the Content, pickled by our own parent, its length in 8 bytes before it. Answer: one byte, `y` or `n`, 8 bytes of length, and the
PDF or the name of what went wrong. Lengths are big-endian. The child ends when its parent does: the pipe is closed then.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
from typing import IO

from core.papers.content import Content

LENGTH = struct.Struct(">Q")


def ask(pipe: IO[bytes], content: Content) -> None:
    """Write one question."""
    asked = pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(asked)) + asked)
    pipe.flush()


def answer(pipe: IO[bytes]) -> tuple[bool, bytes]:
    """Return whether the paper was drawn, and it or the name of the failure. Raises EOFError when the child is gone."""
    is_drawn = exactly(pipe, 1) == b"y"
    return is_drawn, exactly(pipe, LENGTH.unpack(exactly(pipe, LENGTH.size))[0])


def exactly(pipe: IO[bytes], count: int) -> bytes:
    """Raises EOFError when fewer bytes come."""
    got = pipe.read(count)
    if len(got) != count:
        raise EOFError
    return got


def serve() -> None:
    """Draw until the other end closes the pipe."""
    from core.papers.render import render

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into the answers
    gc.freeze()  # what was imported lives as long as the process: looking at it after each paper costs a tenth of the time
    while True:
        try:
            asked = exactly(questions, LENGTH.unpack(exactly(questions, LENGTH.size))[0])
        except EOFError:
            return
        try:
            mark, told = b"y", render(pickle.loads(asked))
        except Exception as error:  # whatever a library throws at a paper: the parent says which one it was
            mark, told = b"n", type(error).__name__.encode()
        answers.write(mark + LENGTH.pack(len(told)) + told)
        answers.flush()


if __name__ == "__main__":
    serve()
    sys.exit(0)
