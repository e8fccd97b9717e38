"""What core says, in the language of the person."""

from __future__ import annotations

import threading

import pytest

from core.errors import AppError
from core.reporter import Cancelled, Reporter
from core.words import explain, say, use_language


@pytest.fixture(autouse=True)
def indonesian_again():
    yield
    use_language("id")


def test_a_known_text_is_said_in_indonesian_and_in_english_as_it_is_written():
    assert say("Stopped.") == "Dihentikan."
    use_language("en")
    assert say("Stopped.") == "Stopped."


def test_a_text_without_a_translation_comes_back_as_it_is():
    assert say("No such sentence anywhere.") == "No such sentence anywhere."


def test_places_are_filled_from_the_details_of_the_error():
    error = AppError("The region {region} is odd.", "Look at {region} again, {nobody}.", region="31.71")
    assert explain(error) == ("The region 31.71 is odd.", "Look at 31.71 again, {nobody}.")


def test_a_text_with_braces_of_its_own_does_not_break():
    assert say("{0} {} {Name}", name="x") == "{0} {} {Name}"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError):
        use_language("fr")


def test_a_reporter_tells_steps_until_it_is_stopped():
    seen, stop = [], threading.Event()
    report = Reporter(lambda *step: seen.append(step), stop)
    report.step(1, 2, "one")
    stop.set()
    with pytest.raises(Cancelled):
        report.step(2, 2, "two")
    assert seen == [(1, 2, "one")] and report.is_stopped


def test_a_reporter_nobody_listens_to_is_silent():
    Reporter().step(1, 1)
