"""How a scenario is written down: an export, one thing about it, and who is to be blamed for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from .writer import CASE, CHAIR, STAFF, Export, Part, Pen, entry, founding_parts, open_part, sealed_part, sha256, uuid

PHOTO = b"a photo"

# A scenario changes the export and returns who is to be blamed: ids of records, names of files; nothing when the export is genuine.
Change = Callable[[Export, "Cast"], str | list[str] | None]


@dataclass(frozen=True)
class Scenario:
    """One thing that both verifiers must judge alike."""

    name: str
    change: Change


SCENARIOS: list[Scenario] = []


def scenario(name: str) -> Callable[[Change], Change]:
    """Register a scenario under a sentence."""

    def register(change: Change) -> Change:
        SCENARIOS.append(Scenario(name, change))
        return change

    return register


def table(rows: dict[str, Change]) -> None:
    """Register many short scenarios."""
    SCENARIOS.extend(Scenario(name, change) for name, change in rows.items())


class Cast:
    """Keys that scenarios need, and the ids of the records in the export that they begin with."""

    def __init__(self) -> None:
        """New keys and an export: a chair, a clerk, a case with a change, a sealed part, a legal act and a photo."""
        self.device, self.chair, self.staff, self.stranger, self.laptop, self.centre = (Pen() for _ in range(6))
        export = Export(self.device, self.chair)
        self.founded = export.act("roster.founded", founding_parts(self.device, self.chair))
        admitted = [open_part("person", entry(STAFF, self.staff, "panwascam_staff"))]
        self.admitted = export.act("roster.person_admitted", admitted, parents=[self.founded])
        self.opened = export.add(type="case.opened")
        self.changed = export.add(type="case.changed", parents=[self.opened])
        parts = [open_part("seal", {"case": CASE}), sealed_part("strokes")]
        self.sealed = export.act("statement.sealed", parts, stream=uuid(0xD0C))
        reference = {"sha256": sha256(PHOTO), "size": len(PHOTO), "media_type": "image/png", "role": "original", "sealed_to": None}
        self.exhibit = export.add([open_part("exhibit", {"case": CASE})], type="exhibit.added", stream=uuid(0xE1), blobs=[reference])
        export.files[f"files/{reference['sha256']}"] = PHOTO
        for pen in (self.device, self.chair, self.staff):
            export.files[f"keys/{pen.id}.pem"] = pen.pem
        self.export = export


@cache
def the_cast() -> Cast:
    """One for a session: keys are slow to make."""
    return Cast()


__all__ = ["CASE", "CHAIR", "PHOTO", "SCENARIOS", "STAFF", "Cast", "Part", "Scenario", "scenario", "table", "the_cast"]
