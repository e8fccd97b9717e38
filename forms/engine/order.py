"""The order in which expressions are recomputed: what is read comes before who reads it, and a circle is refused."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from forms.engine.definition import Definition
from forms.engine.errors import FormRefused

FLOWING = ("relevant", "count", "calculate", "choices")  # their results are read by others
SETTLING = ("readonly", "required", "constraint")  # read by nobody: last, in any order
VALUE = "value"  # what others read of a field: it waits for everything above


def recompute_order(root: Definition) -> tuple[tuple[Definition, str], ...]:
    """Return (definition, aspect) for every expression of the form. Raises FormRefused naming the fields of a circle.

    A number of items may hang on the items themselves ("one more" asked inside the last): it is then computed until it rests.
    """
    definitions = list(root.walk())
    try:
        sorted_aspects = list(_graph(definitions, counts_wait=True).static_order())
    except CycleError:
        try:
            sorted_aspects = list(_graph(definitions, counts_wait=False).static_order())
        except CycleError as error:
            circle = " <- ".join(dict.fromkeys(definition.ref for definition, _ in error.args[1]))
            raise FormRefused(f"these fields depend on each other in a circle: {circle}") from error
    flowing = [(one, aspect) for one, aspect in sorted_aspects if aspect in one.expressions]
    settling = [(one, aspect) for one in definitions for aspect in SETTLING if aspect in one.expressions]
    return (*flowing, *settling)


def _graph(definitions: list[Definition], *, counts_wait: bool) -> TopologicalSorter[tuple[Definition, str]]:
    graph: TopologicalSorter[tuple[Definition, str]] = TopologicalSorter()
    for one in definitions:
        # a value is seen only while its field is relevant, and that only while the group around it is
        graph.add((one, VALUE), (one, "relevant"), (one, "count"), (one, "calculate"), (one, "choices"))
        graph.add((one, "calculate"), (one, "relevant"))
        if one.parent is not None:
            graph.add((one, "relevant"), (one.parent, "relevant"))
            if one.parent.structure == "repeat":
                graph.add((one, "relevant"), (one.parent, "count"))  # items come before what is inside them
        for aspect in FLOWING:
            if (expression := one.expressions.get(aspect)) is None or (aspect == "count" and not counts_wait):
                continue
            for read, _ in expression.sources:
                if read is one and read.structure == "leaf":
                    raise FormRefused(f"its {aspect} reads the field itself", f"{one.ref} {aspect}")
                if read.structure == "leaf":
                    graph.add((one, aspect), (read, VALUE))
                elif read not in one.repeats:  # its own place among the items never waits for itself
                    graph.add((one, aspect), (read, "relevant"), (read, "count"))
    return graph
