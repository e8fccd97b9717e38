"""An answer to a large form stays cheap: only what depends on it is computed anew."""

from __future__ import annotations

from forms.library import official


def test_an_answer_to_a_form_of_many_items_runs_a_handful_of_expressions():
    form = official()["model_a"].open()
    form.set("/model_a/violation/has_violation", "ada")
    for _ in range(20):
        form.add("/model_a/violation/witnesses")
        form.add("/model_a/violation/evidence")
    assert sum(1 for page in form.pages() for _ in fields_of(page)) > 300
    costs = []
    for page in form.pages():
        for field in fields_of(page):
            if field.kind in ("text", "long_text") and field.ref != "/model_a/violation/has_violation":
                form.set(field.ref, "ketikan")
                costs.append(form.recomputed)
    assert max(costs) <= 3 and form.answers()


def fields_of(shown):
    for child in getattr(shown, "children", ()) or getattr(shown, "items", ()):
        if hasattr(child, "value"):
            yield child
        else:
            yield from fields_of(child)
