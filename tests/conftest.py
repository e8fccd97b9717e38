"""Fixtures that several tests share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.postgres_cluster import Cluster, NoPostgres, running_cluster

ROOT = Path(__file__).resolve().parent.parent


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
