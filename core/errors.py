"""The failures that the program expects, each with a sentence for the person in front of it."""

from __future__ import annotations


class AppError(Exception):
    """A failure the program expected. title says what did not happen, hint what the person can do next.

    Both are English source strings with `{name}` places, which `details` fill; the screen and the commands translate them by core.words.
    """

    code = "app.error"  # stable, used in logs, tests and --json; a subclass sets its own: "draft.gone"

    def __init__(self, title: str, hint: str = "", **details: object) -> None:
        super().__init__(title)
        self.title, self.hint, self.details = title, hint, details
