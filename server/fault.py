"""Why the server does not start or a command of it is refused, in one sentence with what to do."""

from __future__ import annotations


class ServerFault(Exception):
    """The text is shown to the operator as it is."""
