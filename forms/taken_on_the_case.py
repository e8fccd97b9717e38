"""Photos, files and signatures: nobody fills them while writing; they come on the page of the case, as its exhibits or at sealing."""

from __future__ import annotations

from forms.engine.instance import Instance
from forms.engine.view import Field, Problem

TAKEN_ON_THE_CASE = ("photo", "file", "signature")  # kinds of fields


def left_to_write(instance: Instance) -> tuple[Problem, ...]:
    """Return what keeps a form from being saved, in the order of the form: what is taken on the page of the case may be missing."""
    return tuple(problem for problem in instance.problems() if problem.kind != "missing" or not _is_taken(instance, problem.ref))


def _is_taken(instance: Instance, ref: str) -> bool:
    node = instance.node(ref)
    return isinstance(node, Field) and node.kind in TAKEN_ON_THE_CASE
