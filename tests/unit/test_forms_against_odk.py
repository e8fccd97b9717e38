"""Our engine shows what ODK's own engine showed, step by step, on forms that use every function and feature (recorded walks)."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from tests.rigs.form_walks import GOLDEN, differences, replay, state, xform

FORMS = ("functions", "features")
STEPS_MIN = 100


def recorded(name):
    return json.loads((GOLDEN / f"{name}.json").read_bytes())


@pytest.mark.parametrize("name", FORMS)
def test_every_recorded_step_shows_what_odk_showed(name):
    path, told = GOLDEN / f"{name}.md", recorded(name)
    assert told["sha256"] == sha256(path.read_bytes()).hexdigest(), "the form was changed: python -m tests.rigs.form_walks record"
    steps = list(replay(path, told))
    assert [(number, lines[:3]) for number, lines in steps if lines] == []
    assert len(steps) >= STEPS_MIN


@pytest.mark.parametrize(("slot", "planted"), [(0, "planted"), (1, False), (2, True), (5, False), (6, "planted"), (7, ["planted"])])
def test_a_planted_difference_is_found(slot, planted):
    told = recorded("features")
    changed = told["walks"][0][0][1]
    ref = next(ref for ref, values in changed.items() if len(values) > slot and values[slot] not in (planted, None) and len(values) == 8)
    changed[ref] = [*changed[ref][:slot], planted, *changed[ref][slot + 1 :]]
    number, lines = next(replay(GOLDEN / "features.md", told))
    assert number == 1 and lines and lines[0].startswith(ref)


def test_a_field_that_only_one_engine_has_is_a_difference():
    assert differences({"/data/a": ["1", True]}, {}) and differences({}, {"/data/a": ["1", True]})
    assert not differences({"/data/a": [None, False]}, {"/data/a": ["drawn by lot", False]})
    assert state({"nodes": [{"ref": "/data/meta/instanceID", "value": "x", "relevant": True}]}) == {}


def test_the_forms_use_every_function_of_the_engine():
    from forms.engine.functions import FUNCTIONS
    from forms.engine.special import SPECIAL

    written = b"".join(xform(GOLDEN / f"{name}.md") for name in FORMS).decode()
    unused = {name for name in [*FUNCTIONS, *SPECIAL] if f"{name}(" not in written}
    assert unused <= {"random"}  # nobody can compare what is drawn by lot
