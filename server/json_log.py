"""The server's log: one JSON object a line, with ids, numbers and names of our own code - never what somebody sent.

So a failure stands there by its kind and the places in the code it came through, without its message: that may hold an answer, a name, a
file's name. Lines of libraries are kept by their pattern, without what was put into it.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

OURS = "server"
_ROOT = Path(__file__).resolve().parents[1]
_PATTERNS = ("uvicorn",)  # libraries whose lines are made of a pattern and values


class JsonLines(logging.Formatter):
    """Ours are logged with `extra={"fields": {...}}`; the message is the event's name."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        library = record.name.partition(".")[0]
        if library == OURS:
            said |= {"event": str(record.msg), **getattr(record, "fields", {})}
        else:
            said |= {"event": library, **({"pattern": _first_line(record.msg)} if library in _PATTERNS else {})}
        if record.exc_info and record.exc_info[0] is not None:
            said |= {"fault": record.exc_info[0].__name__, "through": _through(record.exc_info[2])}
        return json.dumps(said, ensure_ascii=False)


def log_to(stream: TextIO = sys.stderr) -> None:
    """Send every line of this process, our own and the libraries', to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in (OURS, *_PATTERNS):
        logging.getLogger(name).setLevel(logging.INFO)


def _first_line(pattern: object) -> str:
    return str(pattern).partition("\n")[0][:200]


def _through(trace: TracebackType | None) -> list[str]:
    """Return file, line and function of each step, innermost last; files of libraries by their name only."""
    return [f"{_name(one.filename)}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)][-20:]


def _name(path: str) -> str:
    found = Path(path)
    return found.relative_to(_ROOT).as_posix() if found.is_relative_to(_ROOT) and ".venv" not in found.parts else found.name
