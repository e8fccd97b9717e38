"""The eight sample cases for the tests of the rules: brought into a vault as an import does, and a person who works on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from core.actions.cases.import_cases import import_cases
from core.actions.cases.open_case import change_case
from core.actions.office.setup import found_office
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.ui.case_samples import OFFICE, PASSPHRASE, PERSON, QUICK

OWN = Path(__file__).resolve().parents[2] / "resources" / "cases"


@dataclass(frozen=True)
class Sample:
    """A case file with its `expected` block, without the photos it names: the rules do not look at them."""

    name: str
    told: dict[str, Any]

    @property
    def expected(self) -> dict[str, Any]:
        return dict(self.told["expected"])

    def day(self, name: str) -> str:
        return str(self.told["timeline"][name])


def samples(folder: Path) -> list[Sample]:
    files = sorted(one for one in folder.glob("*.yaml") if one.stem != "office")
    return [Sample(one.stem, yaml.load(one.read_text(encoding="utf-8"), yaml.BaseLoader)) for one in files]


def an_office(folder: Path, role: str = "panwascam_chair") -> Vault:
    person = PERSON if role == PERSON.role else type(PERSON)(name=PERSON.name, position=PERSON.position, role=role)
    return found_office(folder, OFFICE, person, PASSPHRASE, hardness=QUICK).vault


def bring(vault: Vault, sample: Sample, folder: Path, office: Path = OWN / "office.yaml", *, number: str = "") -> str:
    """Import one case and return its id. number: instead of the id in the file, which no code may read."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {key: value for key, value in sample.told.items() if key != "expected"}
    told["evidence"] = [{key: value for key, value in one.items() if key != "file"} for one in told.get("evidence") or []]
    told |= {"id": number} if number else {}
    text = yaml.dump(_plain(told), allow_unicode=True, sort_keys=False)
    (folder / f"{sample.name}.yaml").write_text(text, encoding="utf-8")
    (folder / "office.yaml").write_bytes(office.read_bytes())
    with Intake() as intake:
        found = list(import_cases(vault, [folder / f"{sample.name}.yaml"], intake=intake))
    return next(one.changes.cases[0] for one in found if one.is_new_case)


def begin_again(vault: Vault, case_id: str, told: dict[str, Any], *, keep: tuple[str, ...]) -> None:
    """Put a case back to its beginning, with only these days known, so that a person can walk the whole way."""
    timeline = {name: day for name, day in told.get("timeline", {}).items() if name in keep}
    timeline |= {"known": told["known_date"]} if told.get("known_date") else {}
    if hearings := told.get("timeline", {}).get("clarification"):
        timeline["hearings"] = [{"invited": one["invited"], "held": one["held"]} for one in hearings]
    change_case(vault, case_id, {"status": "draft", "timeline": timeline})


def at(day: str, time: str = "10:00", zone: str = "+07:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}{zone}")


def _plain(value: Any) -> Any:
    """BaseLoader reads everything as text: null and the truth values become themselves again."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return {"null": None, "": None, "true": True, "false": False}.get(value, value)
