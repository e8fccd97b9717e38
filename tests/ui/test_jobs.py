"""Background work: every job ends once, on the GUI thread, and no number of starts and quits crashes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.errors import AppError
from core.reporter import Reporter
from ui.jobs.runner import Job, JobRunner

ROOT = Path(__file__).resolve().parent.parent.parent

CYCLES = """
import threading
from PySide6.QtCore import QCoreApplication, QTimer
from ui.jobs.runner import Job, JobRunner

application = QCoreApplication([])
for number in range(30):
    runner, seen = JobRunner(), []

    def work(report, number=number):
        for step in range(50):
            report.step(step, 50, "x")
        return number

    for _ in range(4):
        job = Job(work)
        job.succeeded.connect(seen.append)
        job.progressed.connect(lambda *step: None)
        runner.start(job)
    del job
    if number % 3:
        runner.idle_changed.connect(lambda is_idle: is_idle and application.quit())
        application.exec()
        assert seen == [number] * 4, seen
    runner.close()
    del runner
print("30 runs")
"""


def test_a_result_comes_back_on_the_gui_thread_and_ended_is_last(qtbot, jobs):
    seen = []
    job = Job(lambda _report: threading.current_thread().name)
    job.succeeded.connect(lambda value: seen.append(("succeeded", value, threading.current_thread() is threading.main_thread())))
    job.ended.connect(lambda: seen.append(("ended",)))
    with qtbot.waitSignal(job.ended):
        jobs.start(job)
    assert [one[0] for one in seen] == ["succeeded", "ended"]
    assert seen[0][1].startswith("job") and seen[0][2]


def test_an_expected_failure_arrives_as_failed(qtbot, jobs):
    def work(_report: Reporter) -> object:
        raise AppError("The disk is full.", "Make room.")

    job = Job(work)
    with qtbot.waitSignals([job.failed, job.ended]) as _, qtbot.assertNotEmitted(jobs.crashed):
        failures = []
        job.failed.connect(failures.append)
        jobs.start(job)
    assert failures[0].title == "The disk is full."


def test_a_bug_goes_to_the_runner_and_the_job_still_ends(qtbot, jobs):
    job = Job(lambda _report: 1 / 0)
    with qtbot.waitSignal(jobs.crashed) as crashed, qtbot.waitSignal(job.ended), qtbot.assertNotEmitted(job.failed):
        jobs.start(job)
    assert isinstance(crashed.args[0], ZeroDivisionError)


def test_stopping_arrives_at_the_next_step_as_cancelled(qtbot, jobs):
    began = threading.Event()

    def work(report: Reporter) -> object:
        began.set()
        while True:
            report.step(1, 0, "")

    job = Job(work)
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(job.failed):
        jobs.start(job)
        assert began.wait(10)
        job.stop.set()


def test_steps_arrive_in_order_with_their_label(qtbot, jobs):
    def work(report: Reporter) -> object:
        for done in range(1, 4):
            report.step(done * 2_000_000_000, 6_000_000_000, f"photo {done}")
        return None

    seen = []
    job = Job(work)
    job.progressed.connect(lambda *step: seen.append(step))
    with qtbot.waitSignal(job.ended):
        jobs.start(job)
    assert seen == [(n * 2_000_000_000, 6_000_000_000, f"photo {n}") for n in (1, 2, 3)]


def test_after_close_nothing_is_started_and_nothing_arrives(qtbot):
    runner, ran = JobRunner(), []
    runner.close()
    job = Job(lambda _report: ran.append(1))
    with qtbot.assertNotEmitted(job.ended):
        runner.start(job)
    assert ran == [] and runner.is_idle


def test_thirty_runners_started_and_ended_in_one_process_do_not_crash():
    done = subprocess.run([sys.executable, "-c", CYCLES], cwd=ROOT, capture_output=True, text=True, timeout=120, env=_offscreen())
    assert (done.returncode, done.stdout.strip()) == (0, "30 runs"), done.stderr[-2000:]


def _offscreen() -> dict[str, str]:
    import os

    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


DEATHS = """
import gc, sys, threading, weakref
from PySide6.QtCore import QObject, QCoreApplication
from ui.jobs.runner import Job, JobRunner

application = QCoreApplication([])
guarded, runner, died_in = sys.argv[1] == "guarded", JobRunner(), []

def cycles():
    for _ in range(2000):
        one = QObject()
        one.itself = one
        weakref.finalize(one, lambda: died_in.append(threading.current_thread().name))

def work(report):
    if not guarded:
        gc.enable()
    kept = [[number] for number in range(200_000)]  # enough to make Python collect where it may
    return len(kept)

if not guarded:
    gc.disable()  # so that the cycles are all still there when the worker begins
cycles()
job = Job(work)
job.ended.connect(application.quit)
runner.start(job)
application.exec()
if guarded:
    runner.garbage.collect_due()
runner.close()
print(len(died_in) > 0, {name.partition("_")[0] for name in died_in})
"""


def deaths(how: str) -> str:
    done = subprocess.run([sys.executable, "-c", DEATHS, how], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


def test_what_lies_in_cycles_dies_on_the_gui_thread_only():
    assert deaths("guarded") == "True {'MainThread'}"


def test_without_the_guard_it_would_die_in_a_worker():
    assert deaths("bare") == "True {'job'}"


def test_a_job_that_can_wait_begins_after_those_that_somebody_waits_for(qtbot: QtBot) -> None:
    jobs, order = JobRunner(1), list[str]()
    patient, wanted = Job(lambda _report: order.append("count")), Job(lambda _report: order.append("list"))
    jobs.start_behind(patient)
    assert not jobs.is_idle
    with qtbot.waitSignal(patient.ended):
        jobs.start(wanted)
    assert order == ["list", "count"] and jobs.is_idle
    jobs.close()


def test_a_job_for_what_is_being_painted_waits_for_no_other(qtbot: QtBot, jobs: JobRunner) -> None:
    may_end = threading.Event()
    for _ in range(3):  # more than there are workers
        jobs.start(Job(lambda _report: may_end.wait()))
    first = Job(lambda _report: None)
    with qtbot.waitSignal(first.ended):
        jobs.start_first(first)
    may_end.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
