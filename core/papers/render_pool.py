"""Draws papers in processes of their own, several at a time; keys and vault stay here."""

from __future__ import annotations

import subprocess
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from core.errors import AppError
from core.papers.content import Content
from core.papers.render_child import answer, ask
from core.platform import hidden_child_flags, own_child

CHILD_ARGUMENT = "--paper-child"
ROOT = Path(__file__).resolve().parents[2]
TRIES = 2  # a child that the system has killed is started once more


class NotDrawn(AppError):
    code = "paper.not_drawn"


class RenderPool:
    """So many children; a context manager. Each is started when its first paper comes, and ends with this process, even by a kill."""

    def __init__(self, workers: int = 2) -> None:
        self.workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="paper")
        self._here = threading.local()
        self._children: list[subprocess.Popen[bytes]] = []
        self._door = threading.Lock()

    def __enter__(self) -> RenderPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def render(self, content: Content) -> Future[bytes]:
        """Return the promise of the same bytes that `render` gives. It raises NotDrawn when no child could draw this paper."""
        return self._threads.submit(self._draw, content)

    def close(self) -> None:
        """Drop what nobody waits for, and end the children."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for child in self._children:
            end(child)
        self._children.clear()

    def _draw(self, content: Content) -> bytes:
        for _ in range(TRIES):
            child = self._child()
            assert child.stdin is not None and child.stdout is not None
            try:
                ask(child.stdin, content)
                is_drawn, told = answer(child.stdout)
            except (OSError, EOFError):
                self._forget(child)
                continue
            if is_drawn:
                return told
            raise not_drawn(told.decode(errors="replace"))
        raise not_drawn("ended")

    def _child(self) -> subprocess.Popen[bytes]:
        child: subprocess.Popen[bytes] | None = getattr(self._here, "child", None)
        if child is None:
            child = self._here.child = subprocess.Popen(
                own_child("core.papers.render_child", CHILD_ARGUMENT),
                cwd=ROOT if ROOT.joinpath("main.py").exists() else None,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's complaints may hold what the paper says
                creationflags=hidden_child_flags(),
            )
            with self._door:
                self._children.append(child)
        return child

    def _forget(self, child: subprocess.Popen[bytes]) -> None:
        with self._door:
            self._children.remove(child)
        self._here.child = None
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child and its pipes."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:  # what was still to be written to a dead child
            continue


def not_drawn(why: str) -> NotDrawn:
    return NotDrawn("The paper could not be drawn.", "Try again; if it happens again, tell the regency this word: {why}", why=why)
