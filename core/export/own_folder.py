"""A folder that is written whole or not at all: what was stopped, refused or had no room takes back what it had written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.vault.durable import make_folder


@contextmanager
def whole_or_nothing(folder: Path) -> Iterator[dict[str, str]]:
    """Make a folder, or take an empty one; give the names that are written into it, name -> SHA-256, to be filled before each is written.

    When anything is raised, these files go, the folders they lay in, and what was made of the folder itself; whatever somebody else put
    there meanwhile stays. After a power cut files may stand there without SHA256SUMS, which is written last.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    make_folder(folder)
    written: dict[str, str] = {}
    try:
        yield written
    except BaseException:
        for name in written:
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        inside = {above for name in written for above in (folder / name).relative_to(folder).parents if above.name}
        for empty in [*(folder / one for one in sorted(inside, key=lambda one: -len(one.parts))), *made]:
            with suppress(OSError):
                empty.rmdir()  # only an empty one goes
        raise
