"""Writing by turns: who waits shares a transaction with the others who wait, and only that."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import Connection, Engine, event, select

from server.stores.database import keep_setting, open_database, reading, setting
from server.stores.tables import settings
from server.stores.turns import Turns

Work = Callable[[Connection], str]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def commits(engine: Engine) -> list[set[str]]:
    """What stood in the table at each commit of a writer."""
    seen: list[set[str]] = []

    def before(tx: Connection) -> None:
        if tx.get_execution_options().get("bukti_write"):
            seen.append(set(tx.scalars(select(settings.c.name).where(settings.c.name.like("test %")))))

    event.listen(engine, "commit", before)
    return seen


def keeping(name: str) -> Work:
    def work(tx: Connection) -> str:
        keep_setting(tx, f"test {name}", "1")
        return name

    return work


def all_waiting(turns: Turns, works: list[Work]) -> list[Future[str]]:
    """Ask for the first and, while it is under way, for all the others."""
    began, may_end = Event(), Event()

    def first(tx: Connection) -> str:
        began.set()
        assert may_end.wait(30)
        return works[0](tx)

    pool = ThreadPoolExecutor(len(works))
    asked = [pool.submit(turns.write, first)]
    assert began.wait(30)
    asked += [pool.submit(turns.write, work) for work in works[1:]]
    while len(turns._waiting) < len(works) - 1:
        time.sleep(0.001)
    may_end.set()
    pool.shutdown()
    return asked


def test_those_who_wait_are_written_together_and_each_gets_its_own_result(engine: Engine, commits: list[set[str]]) -> None:
    asked = all_waiting(Turns(engine), [keeping(name) for name in "abcdef"])
    assert [one.result() for one in asked] == list("abcdef")
    assert commits == [{"test a"}, {f"test {name}" for name in "abcdef"}]


def test_what_fails_fails_alone_and_leaves_nothing(engine: Engine, commits: list[set[str]]) -> None:
    def failing(tx: Connection) -> str:
        keeping("bad")(tx)
        raise ValueError("not this one")

    asked = all_waiting(Turns(engine), [keeping("a"), keeping("b"), failing, keeping("c")])
    assert [one.result() for one in (asked[0], asked[1], asked[3])] == ["a", "b", "c"]
    with pytest.raises(ValueError, match="not this one"):
        asked[2].result()
    assert commits[-1] == {"test a", "test b", "test c"}


def test_nobody_is_answered_before_the_commit(engine: Engine) -> None:
    turns, asked_early = Turns(engine), list[bool]()
    pool = ThreadPoolExecutor(1)

    def before(tx: Connection) -> None:
        if tx.get_execution_options().get("bukti_write"):
            asked_early.append(asked.done())

    began = Event()

    def work(tx: Connection) -> str:
        assert began.wait(30)
        return keeping("a")(tx)

    asked = pool.submit(turns.write, work)
    event.listen(engine, "commit", before)
    began.set()
    assert asked.result() == "a"
    pool.shutdown()
    assert asked_early == [False]
    with reading(engine) as tx:
        assert setting(tx, "test a") == "1"


def test_a_commit_that_fails_is_told_to_everybody_who_was_in_it(engine: Engine) -> None:
    def refuse(tx: Connection) -> None:
        if tx.get_execution_options().get("bukti_write"):
            raise OSError("no room")

    event.listen(engine, "commit", refuse)
    for one in all_waiting(Turns(engine), [keeping(name) for name in "abc"]):
        with pytest.raises(OSError, match="no room"):
            one.result()
    event.remove(engine, "commit", refuse)
    with reading(engine) as tx:
        assert setting(tx, "test b") is None
