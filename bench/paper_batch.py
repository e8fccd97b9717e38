"""Promise: a batch of papers uses both cores, and its memory does not grow. Limits: what two bare processes gain; the first hundred papers.

`python -m bench.paper_batch [PAPERS]` (200): built and signed in one process, then with two that draw; beside it the same sum twice in one
process and once in each of two. `python -m bench.paper_batch --memory [PAPERS]` (500): the memory of all processes of `main.py paper`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from bench.material import jpegs, quick_vault
from bench.passphrase import PASSPHRASE
from core.actions.cases.exhibits import attach_file
from core.actions.papers.paper_batch import make_papers, signing
from core.evidence.inspect import Intake
from core.papers.content import Content
from core.papers.render import render
from core.papers.render_pool import RenderPool
from core.vault.vault import Vault
from core.vault.views import documents
from core.vault.views.documents import Document
from tests.ui.case_samples import model_a_answers, new_case, saved_form

ROOT = Path(__file__).resolve().parent.parent
SUM = "x = 0\nfor i in range(30_000_000):\n    x += i * i\n"
FORMS_A_CASE = 10


class InThisProcess(RenderPool):
    """Draws at once and here: what the two processes are measured against."""

    def render(self, content: Content) -> Future[bytes]:
        drawn: Future[bytes] = Future()
        drawn.set_result(render(content))
        return drawn


def fill(vault: Vault, papers: int, folder: Path) -> list[Document]:
    """Return so many Forms A, in cases of ten with two photos each."""
    photos, made = jpegs(folder), []
    with Intake() as intake:
        for number in range(papers):
            if number % FORMS_A_CASE == 0:
                case = new_case(vault, title=f"Berkas {number}", number=f"{number // FORMS_A_CASE:03}")
                for photo in photos[:2]:
                    attach_file(vault, case, photo, obtained="folder", intake=intake)
            answers = model_a_answers(number=f"{number:03}/LHP/2024", signer="Wira Contohwan")
            made.append((case, saved_form(vault, case, "model_a", answers)))
    with vault.read() as tx:
        return [one for _, stream in made if (one := documents.one(tx, stream)) is not None]


def elapsed_s(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def build(vault: Vault, chosen: list[Document], pool: RenderPool) -> None:
    with signing(vault, PASSPHRASE) as pen:
        count = sum(1 for one in make_papers(vault, chosen, pool, pen=pen) if one.paper)
    assert count == len(chosen)


def sums(at_once: int) -> float:
    """Seconds for the sum twice: one after the other, or at once."""
    command = [sys.executable, "-c", SUM]

    def run() -> None:
        if at_once == 1:
            for _ in range(2):
                subprocess.run(command, check=True)
        else:
            for child in [subprocess.Popen(command) for _ in range(2)]:
                child.wait()

    return elapsed_s(run)


def speed(papers: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = quick_vault(folder / "vault")
        chosen = fill(vault, papers, folder)
        halves = chosen[::2], chosen[1::2]  # each signed once: a paper that is signed is not made again
        one_s = two_s = bare_one_s = bare_two_s = 0.0
        with InThisProcess() as alone, RenderPool(2) as pool:
            build(vault, halves[0][:2], alone)  # fonts and forms are loaded
            build(vault, halves[1][:4], pool)
            rounds = 4  # by turns, so that both meet the same machine
            for turn in range(rounds):
                bare_one_s += sums(1)
                one_s += elapsed_s(lambda part=halves[0][2:][turn::rounds]: build(vault, part, alone))
                bare_two_s += sums(2)
                two_s += elapsed_s(lambda part=halves[1][4:][turn::rounds]: build(vault, part, pool))
        vault.close()
    one_ms, two_ms = one_s / (len(halves[0]) - 2) * 1000, two_s / (len(halves[1]) - 4) * 1000
    gain, bare = one_ms / two_ms, bare_one_s / bare_two_s
    print(f"a paper {one_ms:.0f} ms in one process, {two_ms:.0f} ms with two: gain {gain:.2f}")
    print(f"two bare processes gain {bare:.2f}; ours / bare = {gain / bare:.2f} (promise: 0.85)")


def memory(papers: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = quick_vault(folder / "vault")
        fill(vault, papers, folder)
        vault.close()
        reading, writing = os.pipe()
        os.write(writing, PASSPHRASE.encode())
        os.close(writing)
        command = [sys.executable, "main.py", "paper", "--all", "--sign", "--out", str(folder / "out"), "--vault", str(folder / "vault")]
        child = subprocess.Popen(
            [*command, "--passphrase-fd", str(reading)], cwd=ROOT, pass_fds=[reading], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        seen: list[int] = []
        began = time.perf_counter()
        for number, _line in enumerate(child.stdout, 1):
            if number % 20 == 0 and number <= papers:
                seen.append(resident_kib(child.pid))
        child.wait()
        took = time.perf_counter() - began
    early, late = max(seen[: max(1, papers // 100)]), max(seen[max(1, papers // 100) :])
    print(f"{papers} papers in {took:.0f} s; parent and drawers together {max(seen) // 1024} MiB at most")
    print(f"the later four fifths / the first fifth = {late / early:.2f} ({early // 1024} -> {late // 1024} MiB)")


def resident_kib(pid: int) -> int:
    """Resident memory of a process and its children, in KiB (Linux); what has just ended counts nothing."""
    try:
        total = int(next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")).split()[1])
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(map(resident_kib, map(int, (task / "children").read_text().split())))
    except (OSError, StopIteration):  # StopIteration: ended, and not yet waited for
        return 0
    return total


def main(arguments: list[str]) -> None:
    numbers = [int(one) for one in arguments if one.isdigit()]
    if "--memory" in arguments:
        memory(numbers[0] if numbers else 500)
    else:
        speed(numbers[0] if numbers else 200)


if __name__ == "__main__":
    main(sys.argv[1:])
