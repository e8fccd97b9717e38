"""Judges a version of the rules before anybody goes by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from core.rules import files as rule_files
from core.rules.catalogue import LOADER, Catalogue
from core.rules.holiday_table import read_table
from core.rules.number_pattern import read_keepers, read_kinds
from core.rules.rulebook import read_rulebook
from core.rules.settings import read_settings


class RulesUnreadable(ValueError):
    """This program cannot go by these files."""


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """A version of the rules that this program can go by. version: newest date of the files, then their hash."""

    version: str
    files: Mapping[str, bytes]

    @property
    def day(self) -> str:
        """The date that orders versions, ISO."""
        return self.version.partition("+")[0]


def rules_of(files: Mapping[str, bytes]) -> RulesVersion:
    """Return the version that these files are. Raises RulesUnreadable when one is missing, too many, or of another shape."""
    if files.keys() != set(rule_files.NAMES):
        raise RulesUnreadable("the files are not those that this program reads")
    try:
        book = read_rulebook(files, Catalogue.load(files["violations.yaml"]))
        read_settings(book=book)
        read_keepers(told := yaml.load(files["numbers.yaml"], LOADER))
        read_kinds(told)
        read_table(files["holidays.csv"])
    except Exception as error:  # whatever a file of another shape makes the readers stumble over
        raise RulesUnreadable("a file of the rules is of another shape") from error
    return RulesVersion(book.version, files)


def shipped_rules() -> RulesVersion:
    """Return the version that this program brings along."""
    return rules_of({name: rule_files.shipped(name) for name in rule_files.NAMES})
