"""Writing by turns: who waits for the one writer's place is written together with the others who wait.

A thousand laptops come at day's end, and there is one writer at a time. Each of them alone would cost a lock, a transaction and a commit to
the disk, while all others wait; those who wait share them (group commit).
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from server.stores.database import writing

T = TypeVar("T")

_TOGETHER = 16  # so that nobody waits long for the others of his transaction


class _Asked:
    """One piece of work, and what became of it."""

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        self.work, self.is_done = work, False
        self.result: Any = None
        self.error: BaseException | None = None


class Turns:
    """Safe to use from several threads. Each piece of work sees what those before it wrote, as if it had a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._waiting = engine, list[_Asked]()
        self._door, self._place = Lock(), Lock()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` returns, after the commit. Raises what it raises: then nothing of it is written.

        work: may be run a second time, in a new transaction, when another's of the same transaction failed.
        """
        asked = _Asked(work)
        with self._door:
            self._waiting.append(asked)
        with self._place:  # whoever comes to it finds its work done, or does it with that of the others
            if not asked.is_done:
                with self._door:
                    chosen = [asked, *(one for one in self._waiting if one is not asked)][:_TOGETHER]
                    self._waiting = [one for one in self._waiting if one not in chosen]
                self._write(chosen)
        if asked.error is not None:
            raise asked.error
        result: T = asked.result
        return result

    def _write(self, chosen: list[_Asked]) -> None:
        try:
            with writing(self._engine) as tx:
                results = [one.work(tx) for one in chosen]
        except BaseException as error:
            if len(chosen) > 1:
                for one in chosen:
                    self._write([one])
                return
            chosen[0].error = error
        else:
            for one, result in zip(chosen, results, strict=True):
                one.result = result
        for one in chosen:
            one.is_done = True
