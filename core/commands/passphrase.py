"""Where a command gets the passphrase: asked on the terminal, or read from a file descriptor; never from argv or the environment."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace

from core.errors import AppError
from core.words import say


class NoPassphrase(AppError):
    code = "passphrase.none"


def passphrase(args: Namespace, ask: str = "Passphrase: ") -> str:
    """Return the next passphrase: a line of --passphrase-fd, or what is typed. Raises NoPassphrase when neither can be had."""
    if args.passphrase_fd is not None:
        if not hasattr(args, "secrets"):  # it can be read only once
            args.secrets = _read(args.passphrase_fd)
        waiting: list[str] = args.secrets
        if not waiting:
            raise NoPassphrase("The passphrase is missing.", "Give one line for each passphrase to --passphrase-fd.")
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]
    if not sys.stdin.isatty():
        raise NoPassphrase("The passphrase cannot be asked here.", "Use --passphrase-fd N.")
    return getpass.getpass(say(ask))


def _read(descriptor: int) -> list[str]:
    try:
        with os.fdopen(descriptor, encoding="utf-8") as given:
            return given.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphrase("The passphrase cannot be read.", "Open the descriptor named by --passphrase-fd.") from error
