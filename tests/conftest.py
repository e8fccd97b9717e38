"""Fixtures that several tests share."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.postgres_cluster import Cluster, NoPostgres, running_cluster


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also the long forms that README names")
    parser.addoption("--pictures", metavar="FOLDER", help="keep a picture of every page there (tests/ui/test_every_page.py)")


ROOT = Path(__file__).resolve().parent.parent

# The laptop of the tests stands where the office of the samples does: else its "today" is yesterday between midnight and 7 in Jakarta.
os.environ["TZ"] = "Asia/Jakarta"
time.tzset()


@pytest.fixture(scope="session")
def shared() -> Path | None:
    """The folder of real photos, sample cases and domain notes beside the project; None in a clone that has none."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def cluster() -> Iterator[Callable[[], Cluster]]:
    """The session's PostgreSQL, started when the first test asks for it."""
    began: list[Cluster] = []
    with ExitStack() as stack:

        def start() -> Cluster:
            if not began:
                try:
                    began.append(stack.enter_context(running_cluster()))
                except NoPostgres as error:
                    pytest.fail(str(error), pytrace=False)
            return began[0]

        yield start


@pytest.fixture(scope="session")
def is_full(request: pytest.FixtureRequest) -> bool:
    """Whether the long forms are wanted too."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(autouse=True, scope="session")
def garbage_waits() -> Iterator[None]:
    """As in the window: no worker's thread may collect what a page left behind (ui/jobs/garbage.py)."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def garbage_ends_with_its_file(garbage_waits: None) -> Iterator[None]:
    del garbage_waits
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def garbage_dies_here(request: pytest.FixtureRequest, garbage_ends_with_its_file: None) -> Iterator[None]:
    """Free a page on the thread of its test; elsewhere only what is young, which costs nothing."""
    del garbage_ends_with_its_file
    yield
    gc.collect(2 if request.path.parent.name == "ui" else 1)
