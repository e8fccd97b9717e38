"""The explanation beside a breach of the catalogue: legal basis, sanction, where it goes; said as what it is, an aid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.rules.catalogue import ViolationUnknown, catalogue


def explain_breach(violation_id: str) -> str:
    """Return legal basis, sanction and routing of a breach as plain text; an empty text for what the catalogue does not hold."""
    try:
        breach = catalogue().find(violation_id)
    except ViolationUnknown:
        return ""
    lines = [breach.label_id, "", QCoreApplication.translate("Breach", "Legal basis")]
    for basis in breach.legal_basis:
        doubt = "" if basis.confidence == "high" else " " + QCoreApplication.translate("Breach", "(check the provision)")
        lines.append(f"- {basis.regulation} {basis.article}{doubt}")
    lines += ["", QCoreApplication.translate("Breach", "Sanction"), breach.sanction_id]
    if targets := [catalogue().forward_targets.get(one, one) for one in breach.forward_to]:
        lines += ["", QCoreApplication.translate("Breach", "Forwarded to"), *(f"- {one}" for one in targets)]
    if breach.note:
        lines += ["", breach.note]
    return "\n".join(lines)
