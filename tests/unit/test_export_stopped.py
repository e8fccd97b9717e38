"""An export that is stopped, or finds no room, leaves nothing of itself; what others put there meanwhile stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.actions.recap.export_cases import CSV, GEOJSON, RECORDS, XLSX, export_cases
from core.export.own_folder import whole_or_nothing
from core.reporter import Cancelled, Reporter
from core.vault.vault import Vault
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form


@pytest.fixture
def vault(tmp_path: Path):
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


class Impatient(Reporter):
    """Stops at the given step of a kind of work."""

    def __init__(self, label: str, at: int) -> None:
        super().__init__()
        self._label, self._at, self.left = label, at, 0

    def step(self, done: int, total: int, label: str = "") -> None:
        if label == self._label:
            self.left = total - done
            if done == self._at:
                raise Cancelled("Stopped.")
        super().step(done, total, label)


@pytest.mark.parametrize("was_there", [False, True])
@pytest.mark.parametrize(
    ("form", "label", "at"), [(CSV, "cases", 0), (CSV, "tables", 3), (XLSX, "tables", 1), (GEOJSON, "tables", 1), (RECORDS, "records", 2)]
)
def test_a_stopped_export_leaves_nothing(vault: Vault, tmp_path: Path, form: str, label: str, at: int, was_there: bool) -> None:
    case_id = new_case(vault)
    saved_form(vault, case_id, "model_a", model_a_answers(event="Pawai"))
    folder = tmp_path / "serah" / "keluar"
    if was_there:
        folder.mkdir(parents=True)
    stopped = Impatient(label, at)
    with pytest.raises(Cancelled):
        export_cases(vault, [case_id], folder, form, report=stopped)
    assert stopped.left > 0
    assert list(folder.iterdir()) == [] if was_there else not (tmp_path / "serah").exists()
    written = export_cases(vault, [case_id], folder, form)  # and the next one finds room
    assert written == len((folder / "SHA256SUMS").read_text().splitlines()) == sum(one.is_file() for one in folder.rglob("*")) - 1


def test_what_somebody_else_put_there_meanwhile_stays(tmp_path: Path) -> None:
    folder = tmp_path / "keluar"
    with pytest.raises(Cancelled), whole_or_nothing(folder) as written:
        written["files/a"] = written["b"] = ""
        (folder / "files").mkdir()
        for name in ("files/a", "b", "catatan.txt"):
            (folder / name).write_text(name)
        raise Cancelled("Stopped.")
    assert [one.name for one in folder.iterdir()] == ["catatan.txt"]
