"""Reading a paper that somebody brings, before it is checked."""

from __future__ import annotations

from pathlib import Path

from core.errors import AppError

PAPER_BYTES_MAX = 200 * 1024 * 1024


class PaperUnread(AppError):
    code = "paper.unread"


def read_paper(path: Path) -> bytes:
    """Return the bytes of a file. Raises PaperUnread when it cannot be read or is far too large for a paper."""
    try:
        if path.stat().st_size > PAPER_BYTES_MAX:
            raise PaperUnread("The file is too large for a paper.", "Choose the PDF of one paper.")
        return path.read_bytes()
    except OSError as error:
        raise PaperUnread("The file cannot be read.", "Check the disk or stick, then choose it again.") from error
