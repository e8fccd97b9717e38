"""The threads of one program write in the order in which they asked."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from core.vault.errors import VaultBusy
from core.vault.turns import Turns

A_WHILE_S = 30.0  # longer than anything here takes


def asked(turns: Turns, count: int) -> None:
    """Wait until so many have asked and not ended."""
    while len(turns._asked) < count:
        threading.Event().wait(0.001)


def test_who_asked_first_writes_first() -> None:
    turns, order = Turns(A_WHILE_S), list[int]()

    def write(number: int) -> None:
        with turns.turn():
            order.append(number)

    with ThreadPoolExecutor(20) as pool, turns.turn():
        for number in range(20):
            pool.submit(write, number)
            asked(turns, number + 2)
        assert order == []
    assert order == list(range(20))


def test_who_asks_again_at_once_comes_after_those_who_wait() -> None:
    turns, order = Turns(A_WHILE_S), list[str]()

    def save() -> None:
        with turns.turn():
            order.append("form")

    with ThreadPoolExecutor(1) as pool:
        for piece in range(3):
            with turns.turn():
                order.append(f"piece {piece}")
                if piece == 0:
                    pool.submit(save)
                    asked(turns, 2)
    assert order == ["piece 0", "form", "piece 1", "piece 2"]


def test_what_fails_ends_its_turn() -> None:
    turns = Turns(A_WHILE_S)

    def fail() -> None:
        with turns.turn():
            raise ValueError("a fault")

    def write() -> str:
        with turns.turn():
            return "written"

    failed, written = list[Future[None]](), list[Future[str]]()
    with ThreadPoolExecutor(3) as pool:
        with turns.turn():
            failed.append(pool.submit(fail))
            asked(turns, 2)
            written.append(pool.submit(write))
            asked(turns, 3)
        assert written[0].result(A_WHILE_S) == "written"
    assert isinstance(failed[0].exception(), ValueError)


def test_who_has_waited_too_long_is_told_so_and_keeps_nobody_waiting() -> None:
    turns = Turns(0.01)

    def write() -> str:
        with turns.turn():
            return "written"

    with ThreadPoolExecutor(1) as pool:
        with turns.turn(), pytest.raises(VaultBusy):
            pool.submit(write).result(A_WHILE_S)
        assert pool.submit(write).result(A_WHILE_S) == "written"
