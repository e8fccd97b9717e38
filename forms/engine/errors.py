"""What the engine refuses, told so that the author of a form can mend it."""

from __future__ import annotations


class FormRefused(Exception):
    """The form cannot be run. `where` is the bind or element it is about, `reason` one sentence for the author."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason, self.where = reason, where
