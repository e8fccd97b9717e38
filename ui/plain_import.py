"""Takes back PySide6's own `import`, which reads the source of every module to see whether it wants snake_case names of Qt; none does.

Nine hundred modules come after PySide6: their sources would lie in memory (15 MB) as long as the program runs. docs/decisions/0027.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - this is what replaces `import`


def import_plainly() -> None:
    """From now on `from __feature__ import ...` does not work any more."""
    if (original := getattr(builtins, "__orig_import__", None)) is not None:  # by this name PySide6 keeps it
        builtins.__import__ = original
