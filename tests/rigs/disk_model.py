"""A disk that keeps only what was flushed: built from the steps of a writer, it can be laid out as a loss of power would leave it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SECTOR = 512
NOTHING, EVERYTHING, SOMETHING = "nothing", "everything", "something"  # of what was not flushed


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a writer did. kind: make, folder, write, cut, sync, rename, remove, said. Names are relative to the writer's folder."""

    kind: str
    name: str
    data: bytes = b""
    offset: int = 0
    new_name: str = ""


@dataclass
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[Step] = field(default_factory=list)  # writes and cuts since the last fsync

    def flush(self) -> None:
        for step in self.waiting:
            _change(self.flushed, step)
        self.waiting.clear()

    def after(self, kept: str, chance: random.Random) -> bytes:
        content = bytearray(self.flushed)
        for step in self.waiting:
            for piece in _surviving(step, kept, chance):
                _change(content, piece)
        return bytes(content)


@dataclass
class Disk:
    """Names and files as the writer sees them, and which of them are durable. A name is, once its folder was flushed after it was made."""

    files: list[_File] = field(default_factory=list)
    names: dict[str, int | None] = field(default_factory=dict)  # None is a folder
    flushed_names: dict[str, int | None] = field(default_factory=dict)
    waiting_names: list[Step] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Do one step of the writer."""
        match step.kind:
            case "make" if step.name not in self.names:
                self.files.append(_File())
                self._name(step, len(self.files) - 1)
            case "folder":
                self._name(step, None)
            case "rename" | "remove":
                self._name(step, self.names.get(step.name))
            case "write" | "cut":
                self._file(step.name).waiting.append(step)
            case "sync" if self.names.get(step.name) is None:
                self._flush_folder(step.name)
            case "sync":
                self._file(step.name).flush()

    def _file(self, name: str) -> _File:
        number = self.names[name]
        assert number is not None
        return self.files[number]

    def _name(self, step: Step, number: int | None) -> None:
        waiting = Step(step.kind, step.name, offset=-1 if number is None else number, new_name=step.new_name)
        self.waiting_names.append(waiting)
        _rename(self.names, waiting)

    def _flush_folder(self, folder: str) -> None:
        for step in [step for step in self.waiting_names if _folder_of(step.name) == folder]:
            _rename(self.flushed_names, step)
            self.waiting_names.remove(step)

    def lay_out(self, target: Path, kept: str, chance: random.Random) -> None:
        """Write the disk into an empty folder as it could be if the power failed now. kept: how much of what was not flushed survives."""
        names = dict(self.flushed_names)
        for step in self.waiting_names:
            if kept == EVERYTHING or (kept == SOMETHING and chance.random() < 0.5):
                _rename(names, step)
        target.mkdir(parents=True)
        for name, number in sorted(names.items()):
            if not (target / name).parent.is_dir():
                continue  # its folder did not survive, so nobody can reach it
            if number is None:
                (target / name).mkdir()
            else:
                (target / name).write_bytes(self.files[number].after(kept, chance))


def _folder_of(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _rename(names: dict[str, int | None], step: Step) -> None:
    number = None if step.offset == -1 else step.offset
    if step.kind in ("rename", "remove"):
        names.pop(step.name, None)
    if step.kind != "remove":
        names[step.new_name or step.name] = number


def _change(content: bytearray, step: Step) -> None:
    if step.kind == "cut":
        del content[step.offset :]
    content.extend(bytes(max(0, step.offset - len(content))))
    content[step.offset : step.offset + len(step.data)] = step.data


def _surviving(step: Step, kept: str, chance: random.Random) -> list[Step]:
    """Of a write that was not flushed: nothing, the whole, or any of its sectors, in any order among the writes."""
    if kept == NOTHING:
        return []
    if kept == EVERYTHING or (step.kind == "cut" and chance.random() < 0.5):
        return [step]
    share = chance.choice((0.0, 0.5, 1.0))
    starts = [start for start in range(0, len(step.data), SECTOR) if chance.random() < share]
    return [Step("write", step.name, step.data[start : start + SECTOR], step.offset + start) for start in starts]
