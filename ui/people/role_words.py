"""The roles of domain rules section 6 as people read them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.rules.regions import NATION
from ui.widgets.choice_model import Choice


def role_words() -> dict[str, str]:
    """Return role key -> its name, in the order of the offices from below upwards."""
    return {
        "ptps": QCoreApplication.translate("Roles", "Polling-station supervisor (PTPS)"),
        "pkd": QCoreApplication.translate("Roles", "Village supervisor (PKD)"),
        "panwascam_member": QCoreApplication.translate("Roles", "Member of the sub-district office"),
        "panwascam_chair": QCoreApplication.translate("Roles", "Chair of the sub-district office"),
        "panwascam_staff": QCoreApplication.translate("Roles", "Secretariat of the sub-district office"),
        "regency": QCoreApplication.translate("Roles", "Bawaslu of a regency or city"),
        "province": QCoreApplication.translate("Roles", "Bawaslu of a province"),
        "national": QCoreApplication.translate("Roles", "Bawaslu RI"),
    }


def roles_for(office_code: str) -> tuple[Choice, ...]:
    """Return the roles that an office of this code can have; with an empty code those that can found an office."""
    words = role_words()
    by_dots = {
        0: ("national",) if office_code == NATION else ("province",),
        1: ("regency",),
        2: ("panwascam_chair", "panwascam_member", "panwascam_staff", "pkd", "ptps"),
        3: ("pkd", "ptps"),
    }
    everyone = ("panwascam_chair", "panwascam_member", "panwascam_staff", "pkd", "ptps", "regency", "province", "national")
    return tuple(Choice(role, words[role]) for role in (by_dots[office_code.count(".")] if office_code else everyone))
