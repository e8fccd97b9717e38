"""Starts `python -m server` and `python main.py` as processes of their own without waiting for their imports.

They are forked from one that has loaded what they need. What is about the start itself (a module that is missing, signals, the packed
program) is tested with plain processes instead.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context, reduction
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

Program = Callable[[list[str]], int]

ROOT = Path(__file__).resolve().parents[1]

_context = get_context("forkserver")
_context.set_forkserver_preload(["server.__main__", "core.commands.run", "core.commands.parser", "core.evidence.inspect", "tests.forked"])


@dataclass(frozen=True)
class Handed:
    """A descriptor of this process that the child gets too."""

    descriptor: int

    def __reduce__(self) -> tuple[Any, ...]:
        return Taken, (reduction.DupFd(self.descriptor),)


@dataclass(frozen=True)
class Taken:
    there: Any


def start(program: Program, arguments: list[str], descriptors: Mapping[int, int]) -> ForkServerProcess:
    """Return the program running in the project's folder. descriptors: number there (1 its output, 2 its errors) -> descriptor here."""
    handed = {there: Handed(here) for there, here in descriptors.items()}
    process = _context.Process(target=_run, args=(program, arguments, dict(os.environ), handed))
    process.start()
    return process


def server(arguments: list[str]) -> int:
    from server.__main__ import main

    return main(arguments)


def command(arguments: list[str]) -> int:
    from main import main

    return main(arguments)


def _run(program: Program, arguments: list[str], environment: dict[str, str], handed: Mapping[int, Taken]) -> None:
    for there, taken in handed.items():
        here = taken.there.detach()
        os.dup2(here, there)
        os.close(here)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(program(arguments))
