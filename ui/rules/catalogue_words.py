"""A breach or a permitted act of the catalogue as plain text: legal basis, sanction, typical evidence, how sure the text is."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from core.rules.catalogue import PermittedAct, Violation, catalogue
from core.rules.rulebook import rulebook
from core.words import language_in_use
from ui.rules.rule_words import confidence_words, target_words


def explain_breach(violation_id: str) -> str:
    """Return the explanation of a breach, empty for what the catalogue does not hold."""
    return _breach(violation_id, language_in_use(), rulebook().version)


def explain_act(act_id: str) -> str:
    """Return under which conditions an act is allowed, and what it becomes when one does not hold."""
    return _act(act_id, language_in_use(), rulebook().version)


def breach_facts(one: Violation) -> list[tuple[str, str]]:
    """Return what is known of a breach, as rows of name and value."""
    basis = [f"{each.regulation}, {each.article} ({confidence_words(each.confidence)})" for each in one.legal_basis]
    subjects = ", ".join(catalogue().subject_kinds.get(kind, kind) for kind in one.subject_kinds)
    return [
        (QCoreApplication.translate("Catalogue", "Class"), str(rulebook().class_labels[one.class_])),
        (QCoreApplication.translate("Catalogue", "Kind of case"), str(rulebook().kinds[one.case_kind])),
        (QCoreApplication.translate("Catalogue", "Concerns"), subjects),
        (QCoreApplication.translate("Catalogue", "Legal basis"), "\n".join(basis)),
        (QCoreApplication.translate("Catalogue", "Sanction"), one.sanction_id),
        (QCoreApplication.translate("Catalogue", "Typical evidence"), "\n".join(f"- {each}" for each in one.typical_evidence)),
        (QCoreApplication.translate("Catalogue", "Forwarded to"), "\n".join(target_words(each) for each in one.forward_to)),
        (QCoreApplication.translate("Catalogue", "How sure the text is"), confidence_words(one.confidence)),
        (QCoreApplication.translate("Catalogue", "Note"), one.note),
    ]


def act_facts(one: PermittedAct) -> list[tuple[str, str]]:
    """Return why an act is allowed, as rows of name and value."""
    becomes = [each.label_id for each in catalogue().violations if each.id in one.becomes_violation_when]
    return [
        (QCoreApplication.translate("Catalogue", "Allowed when"), "\n".join(f"- {each}" for each in one.conditions_id)),
        (QCoreApplication.translate("Catalogue", "Why"), "\n".join(one.basis)),
        (QCoreApplication.translate("Catalogue", "Otherwise it is"), "\n".join(f"- {each}" for each in becomes)),
        (QCoreApplication.translate("Catalogue", "How sure the text is"), confidence_words(one.confidence)),
        (QCoreApplication.translate("Catalogue", "Note"), one.note),
    ]


@lru_cache(maxsize=256)
def _breach(violation_id: str, _language: str, _rules: str) -> str:
    one = next((each for each in catalogue().violations if each.id == violation_id), None)
    return _text(one.label_id, breach_facts(one)) if one is not None else ""


@lru_cache(maxsize=64)
def _act(act_id: str, _language: str, _rules: str) -> str:
    one = next((each for each in catalogue().permitted if each.id == act_id), None)
    return _text(one.label_id, act_facts(one)) if one is not None else ""


def _text(title: str, rows: list[tuple[str, str]]) -> str:
    return "\n\n".join([title, *(f"{name}\n{value}" for name, value in rows if value)])
