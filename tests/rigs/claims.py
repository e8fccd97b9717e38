"""What a writer said is durable, and whether a vault found later bears it out. Shared by the kill rig and the power rig."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Claims:
    """All that was heard so far: what was begun, and what was committed with its record id (empty when none was said)."""

    begun: set[str] = field(default_factory=set)
    committed: dict[str, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    def hear(self, line: str) -> bool:
        """Take in one line of a writer. Returns whether it acknowledged something."""
        word, name, record = (*line.split(), "", "", "")[:3]
        if word == "BEGIN":
            self.begun.add(name)
        if word != "COMMITTED":
            return False
        if name in self.committed:
            self.twice.append(name)
        self.committed[name] = record
        return True

    def judge(self, found: Iterable[str]) -> list[str]:
        """Return what is wrong with a vault, given the lines of the verifier; nothing when every promise was kept."""
        here: dict[str, str] = {}
        times: Counter[str] = Counter()
        faults = [f"acknowledged twice: {name}" for name in self.twice]
        for line in found:
            word, name, record = (*line.split(), "", "", "")[:3]
            if word == "HAVE":
                here[name] = record
                times[name] += 1
            elif word == "CORRUPT":
                faults.append(line)
        faults += [f"lost: {name}" for name in self.committed if name not in here]
        faults += [f"changed: {name}" for name, record in self.committed.items() if record and here.get(name, record) != record]
        faults += [f"doubled: {name}" for name, count in times.items() if count > 1]
        faults += [f"never announced: {name}" for name in here if name not in self.begun and name not in self.committed]
        return faults
