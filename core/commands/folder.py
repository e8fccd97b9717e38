"""Which vault a command is about."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.platform import data_folder


def vault_folder(args: Namespace) -> Path:
    """Return the folder named by --vault, else the usual one."""
    return Path(args.vault) if args.vault is not None else data_folder() / "vault"
