"""Prints a long list on a real CUPS while printer, print service and our own program are stopped at random: none missing, none twice.

    python -m tests.rigs.print_rig --papers 500                   # so many different documents; --signed: each signed before
    python -m tests.rigs.print_rig --papers 20 --plant resend     # a queue that forgets to ask after a crash: the rig must find it

The program that prints is a process of its own (`--drive`), killed at random moments; every paper that came out is a file.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from core.actions.papers.print_plan import AS_IT_IS, SIGN, Wish, plan_prints, queue_prints
from core.actions.papers.print_queue import advance, look_at_queue, settle
from core.printing.cups import CupsSpooler
from core.vault import printing
from core.vault.printing import HANDED, PRINTED, UNSURE, WAITING
from core.vault.vault import Vault
from core.vault.views import cases
from tests.rigs.planted import pdf_text
from tests.rigs.print_service import PrintService
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form

ROOT = Path(__file__).resolve().parents[2]
PRINTER = "uji"
A_CASE = 10
ROUND_S = 0.03  # between two rounds of the queue, as the window's timer does it
PLANTS = ("resend",)


@dataclass
class Outcome:
    """What came out, and how often everything was stopped."""

    papers: int
    kills: int = 0
    pauses: int = 0
    restarts: int = 0
    asked_person: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        stops = f"{self.kills} kills, {self.pauses} pauses, {self.restarts} restarts of CUPS, {self.asked_person} times a person was asked"
        return "\n".join([*self.faults[:20], f"{self.papers} papers; {stops}; {len(self.faults)} faults"])


def fill(vault: Vault, papers: int, *, unsigned: str) -> None:
    """So many documents in cases of ten, each with a number and words of its own, all put into the queue."""
    for number in range(papers):
        if number % A_CASE == 0:
            case = new_case(vault, number=f"{number // A_CASE:03}/TM/PB/2024")
        answers = model_a_answers(number=f"{number:03}/LHP/PM.01.02/2024", event=f"Peristiwa nomor {number} dari {papers}")
        saved_form(vault, case, "model_a", answers)
    with vault.read() as tx:
        ids = tuple(cases.keys(tx, sort="number", descending=False))
    plan = plan_prints(vault, Wish(cases=ids, unsigned=unsigned))
    assert plan.prints == papers
    queue_prints(vault, plan, PRINTER, passphrase=PASSPHRASE)


class DyingSpooler(CupsSpooler):
    """Ends its own process right after it has given the print service a paper, before anything can be noted."""

    papers_left = 0

    def send(self, printer: str, job: str, job_name: str, pdf: bytes) -> None:
        super().send(printer, job, job_name, pdf)
        self.papers_left -= 1
        if self.papers_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def drive(folder: Path, data_key: bytes, socket: str, plant: str, die_after: int) -> None:
    """Print until the list is over, as the window does. plant: a carelessness, for the rig's own test. die_after: papers; 0 for never."""
    vault, spooler = Vault.open(folder, data_key), DyingSpooler(socket)
    spooler.papers_left = die_after
    if plant == "resend":
        _change_all(vault, HANDED, WAITING)
    print("begun", flush=True)
    while True:
        seen = advance(vault, spooler)
        print(seen.printed, flush=True)
        if seen.is_over or seen.unsure:
            break
        time.sleep(ROUND_S)
    vault.close()


def _change_all(vault: Vault, old: str, new: str) -> None:
    with vault.write() as tx:
        run = printing.open_run(tx)
        for one in printing.of_run(tx, run.id, old) if run is not None else ():
            printing.keep(tx, one.id, state=new, at="")


def killed_after_a_paper(folder: Path, *, papers: int, plant: str = "") -> Outcome:
    """Return what comes out when the program dies each time exactly between handing a paper over and noting anything further of it."""
    told = Outcome(papers)
    vault = office_vault(folder / "vault")
    fill(vault, papers, unsigned=AS_IT_IS)
    with PrintService() as service:
        service.add_printer(PRINTER)
        for _ in range(papers):
            with _begun(vault, service, plant, die_after=1) as program:
                assert program.stdout is not None
                program.stdout.read()
            told.kills += program.wait() == -signal.SIGKILL
        with _begun(vault, service, plant, die_after=0) as program:
            assert program.stdout is not None
            program.stdout.read()
        _let_it_end(service)
        told.faults += judge(vault, service)
    vault.close()
    return told


def rig(folder: Path, *, papers: int, seed: int, unsigned: str = AS_IT_IS, plant: str = "") -> Outcome:
    """Return what came out. folder: empty, for the vault."""
    chance, told = random.Random(seed), Outcome(papers)
    vault = office_vault(folder / "vault")
    fill(vault, papers, unsigned=unsigned)
    with PrintService() as service:
        service.add_printer(PRINTER)
        service.be_slow(0.02 if papers > 50 else 0.2)  # a short list must not be over before anything is stopped
        while not look_at_queue(vault).is_over:
            _one_life(vault, service, chance, told, plant)
            _as_a_person(vault, service, told)
        _let_it_end(service)
        told.faults += judge(vault, service)
    vault.close()
    return told


def _one_life(vault: Vault, service: PrintService, chance: random.Random, told: Outcome, plant: str) -> None:
    """Start the program, stop this and that while it prints, and kill it - or let it end."""
    with _begun(vault, service, plant, die_after=0) as program:
        assert program.stdout is not None
        program.stdout.readline()
        for _ in range(chance.randint(0, 2)):
            for _ in range(chance.randint(0, 5 + told.papers // 20)):  # rounds of the queue
                if not program.stdout.readline():
                    break
            match chance.choice(("pause", "pause", "restart", "")):
                case "pause":
                    service.pause(PRINTER)
                    told.pauses += 1
                    _some_rounds(program, chance)
                    service.resume(PRINTER)
                case "restart":
                    service.stop()
                    told.restarts += 1
                    _some_rounds(program, chance)
                    service.start()
        if program.poll() is None and chance.random() < 0.9:
            time.sleep(chance.uniform(0, 0.06))  # not a wait: the moment of the kill itself
            program.kill()
            told.kills += 1
        program.stdout.read()


def _begun(vault: Vault, service: PrintService, plant: str, die_after: int) -> subprocess.Popen[str]:
    """Return the program that prints, which has been told the key of the vault."""
    command = [sys.executable, "-m", "tests.rigs.print_rig", "--drive", str(vault.folder), "--socket", str(service.socket)]
    command += ["--plant", plant, "--die-after", str(die_after)]
    program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdin is not None
    program.stdin.write(vault.data_key.hex() + "\n")
    program.stdin.flush()
    return program


def _some_rounds(program: subprocess.Popen[str], chance: random.Random) -> None:
    assert program.stdout is not None
    for _ in range(chance.randint(0, 6)):
        program.stdout.readline()


def _as_a_person(vault: Vault, service: PrintService, told: Outcome) -> None:
    """Look into the printer's tray for papers about which CUPS knows nothing any more."""
    with vault.read() as tx:
        run = printing.open_run(tx)
        unsure = printing.of_run(tx, run.id, UNSURE) if run is not None else []
    for one in unsure:
        told.asked_person += 1
        settle(vault, one.id, came_out=one.job_name in service.came_out().values())


def _let_it_end(service: PrintService) -> None:
    """What lies at CUPS still comes."""
    done = subprocess.run(["lpstat", "-o"], env=service.environment, capture_output=True, text=True)
    while done.stdout.strip():
        time.sleep(0.1)
        done = subprocess.run(["lpstat", "-o"], env=service.environment, capture_output=True, text=True)


def judge(vault: Vault, service: PrintService) -> list[str]:
    """Return one line for each paper that is missing, came twice, or is not what was to be printed."""
    with vault.read() as tx:
        run = printing.last_run(tx)
        assert run is not None
        wanted = {one.id: one for one in printing.of_run(tx, run.id)}
    came = [(job, name.removeprefix("bukti-").rpartition("-")[0]) for job, name in service.came_out().items()]
    times = Counter(print_id for _, print_id in came)
    faults = [f"missing: {one.title}" for one in wanted.values() if not times[one.id]]
    faults += [f"{times[one.id]} times: {one.title}" for one in wanted.values() if times[one.id] > 1]
    faults += [f"not noted as printed: {one.title}" for one in wanted.values() if one.state != PRINTED]
    faults += [f"unknown: job {job}" for job, print_id in came if print_id not in wanted]
    for job, print_id in came:
        if print_id in wanted and wanted[print_id].title.split()[-1] not in pdf_text(service.paper(job)).decode():
            faults.append(f"another paper's words: {wanted[print_id].title}")
    return faults


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.print_rig")
    parser.add_argument("--papers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=("", *PLANTS), default="")
    parser.add_argument("--signed", action="store_true", help="sign each paper before, which takes longer")
    parser.add_argument("--drive", type=Path)
    parser.add_argument("--die-after", type=int, default=0)
    parser.add_argument("--socket")
    args = parser.parse_args(arguments)
    if args.drive is not None:
        drive(args.drive, bytes.fromhex(sys.stdin.readline()), args.socket, args.plant, args.die_after)
        return 0
    with tempfile.TemporaryDirectory() as name:
        told = rig(Path(name), papers=args.papers, seed=args.seed, unsigned=SIGN if args.signed else AS_IT_IS, plant=args.plant)
    print(told)
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
