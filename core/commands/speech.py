"""How commands speak: results to standard output, progress to standard error, refusals as a sentence and what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from core.errors import AppError
from core.reporter import Reporter
from core.words import explain


class Speech:
    """Prints for people, or with --json one JSON document for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def line(self, text: str) -> None:
        """Print a line at once; with --json only lines of the COMMITTED protocol go to standard error instead."""
        print(text, file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def warning(self, text: str) -> None:
        """Print what went wrong with one of several things, while the others went well."""
        print(text, file=sys.stderr, flush=True)

    def result(self, values: Mapping[str, object], text: str) -> None:
        """Print the outcome: `values` with --json, else `text`."""
        print(json.dumps(values, ensure_ascii=False, indent=1) if self.as_json else text, flush=True)

    def refusal(self, error: AppError) -> None:
        """Print why nothing was done and what to do. Details are ids and names of fields, never personal data."""
        title, hint = explain(error)
        if self.as_json:
            print(json.dumps({"refused": error.code, "title": title, "hint": hint}, ensure_ascii=False, indent=1), flush=True)
        print(f"{title} {hint}".strip(), file=sys.stderr, flush=True)

    def reporter(self) -> Reporter:
        """Return a reporter that shows progress on a terminal, and says nothing elsewhere."""
        if not sys.stderr.isatty():
            return Reporter()
        return Reporter(lambda done, total, label: print(f"\r{label} {done}/{total}   ", end="", file=sys.stderr, flush=True))
