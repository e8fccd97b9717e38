"""What is wrong with a form or hardly meant, told to its author: the rule, the sheet and the cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. is_error: the form cannot be published as it is. cell: `F12`, or `line 12, relevant` in a text file."""

    rule: str
    message: str
    sheet: str = ""
    cell: str = ""
    is_error: bool = True

    @property
    def place(self) -> str:
        """`survey!F12`, or `survey, line 12, relevant`."""
        if not self.sheet or not self.cell:
            return self.sheet
        return f"{self.sheet}!{self.cell}" if self.cell[0].isupper() else f"{self.sheet}, {self.cell}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.rule}]" if self.place else f"{self.message} [{self.rule}]"


class Refused(Exception):
    """The workbook cannot be made into a form. `findings` say why and where, at least one."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(str(finding) for finding in findings))
        self.findings = findings
