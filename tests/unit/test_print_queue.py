"""The print queue on a real CUPS: what is printed comes out once, whatever happens in between; and it is not changed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.numbers.give_number import provisional_reference
from core.actions.numbers.number_book import open_book
from core.actions.office.letterhead import Paper, keep_paper
from core.actions.papers.print_plan import AS_IT_IS, BY_FORM, LEAVE_OUT, SIGN, PrintListRefused, Wish, plan_prints, queue_prints
from core.actions.papers.print_queue import QueueSeen, advance, keep_fit, leave_out_rest, look_at_queue, settle, use_printer
from core.papers.page_size import paper_size_of
from core.papers.print_copy import Fit, for_printer
from core.printing.cups import CupsSpooler
from core.printing.media import knows, media_name
from core.vault import printing
from core.vault.vault import Vault
from core.vault.views import cases, documents, papers
from core.words import explain
from tests.rigs.planted import pdf_text
from tests.rigs.print_rig import killed_after_a_paper, rig
from tests.rigs.print_service import PrintService
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form, statement_answers

PRINTER = "uji"
ROUND = threading.Event()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def service() -> Iterator[PrintService]:
    with PrintService() as running:
        running.add_printer(PRINTER, "Pencetak uji")
        yield running


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def filled(vault: Vault, count: int = 2) -> tuple[str, ...]:
    """Cases, each with a Form A that its supervisor can sign."""
    made = []
    for number in range(count):
        made.append(new_case(vault, number=f"{number:03}/TM/2024", title=f"Perkara {number}"))
        saved_form(vault, made[-1], "model_a", model_a_answers(number=f"{number:03}/LHP/2024"))
    return tuple(made)


def queued(vault: Vault, wish: Wish) -> set[str]:
    """Put a wish into the queue; returns the ids of its prints."""
    run = queue_prints(vault, plan_prints(vault, wish), PRINTER, passphrase=PASSPHRASE)
    with vault.read() as tx:
        return {one.id for one in printing.of_run(tx, run.id)}


def to_its_end(vault: Vault, service: PrintService) -> QueueSeen:
    for _ in range(600):
        seen = advance(vault, service.spooler)
        if seen.is_over or seen.must_pause or seen.unsure:
            return seen
        ROUND.wait(0.03)  # as the window's timer: asked without a pause, CUPS does nothing but answer
    raise AssertionError(f"it does not end: {seen}")


def came(service: PrintService, ids: set[str]) -> list[bytes]:
    """The papers of these prints that came out, in the order of their jobs; more than one of a print is a fault."""
    of = {job: name.removeprefix("bukti-").rpartition("-")[0] for job, name in service.came_out().items()}
    found = [(job, one) for job, one in sorted(of.items()) if one in ids]
    assert len({one for _, one in found}) == len(found)
    return [service.paper(job) for job, _ in found]


def words(pdf: bytes) -> str:
    return " ".join(pdf_text(pdf).decode().split())


def test_the_kept_paper_itself_goes_to_the_printer_byte_for_byte(vault: Vault, service: PrintService) -> None:
    ids = queued(vault, Wish(cases=filled(vault)))
    seen = to_its_end(vault, service)
    assert (seen.printed, seen.total) == (2, 2)
    with vault.read() as tx:
        kept = [vault.blobs.read_bytes(one.pdf) for case in cases.keys(tx) for one in papers.of_case(tx, case)]
    assert sorted(came(service, ids)) == sorted(kept)
    assert not any((service.folder / "cups" / "spool").glob("d*"))  # printed papers do not stay at CUPS


def test_a_second_print_bears_the_mark_and_changes_nothing_that_is_kept(vault: Vault, service: PrintService) -> None:
    chosen = filled(vault, 1)
    queued(vault, Wish(cases=chosen))
    to_its_end(vault, service)
    with vault.read() as tx:
        before = papers.of_case(tx, chosen[0])
    assert plan_prints(vault, Wish(cases=chosen)).reprints == 1
    ids = queued(vault, Wish(cases=chosen, copies=2))
    to_its_end(vault, service)
    for pdf in came(service, ids):
        assert "SALINAN" in words(pdf)
        assert "Halaman 1 dari" in words(pdf)
    with vault.read() as tx:
        assert papers.of_case(tx, chosen[0]) == before


def test_sets_copies_order_and_covers_come_as_they_were_wished(vault: Vault, service: PrintService) -> None:
    chosen = filled(vault, 2)
    saved_form(vault, chosen[0], "ba_klarifikasi", statement_answers())
    plan = plan_prints(vault, Wish(cases=chosen, sets=2, copies=1, order=BY_FORM, has_covers=True))
    assert (plan.prints, plan.covers) == (6, 4)
    run = queue_prints(vault, plan, PRINTER, passphrase=PASSPHRASE)
    with vault.read() as tx:
        prints = printing.of_run(tx, run.id)
    assert [one.kind for one in prints] == ["cover", "paper", "paper"] * 2 + ["cover", "paper"] * 2
    to_its_end(vault, service)
    out = [words(pdf) for pdf in came(service, {one.id for one in prints})]
    assert "LEMBAR SAMPUL Rangkap 1 dari 2" in out[0]
    assert "Rangkap 2 dari 2" in out[3]
    assert "000/LHP/2024" in out[1]
    assert "001/LHP/2024" in out[2]


def test_papers_without_a_signature_are_marked_or_left_out(vault: Vault, service: PrintService) -> None:
    chosen = filled(vault, 1)
    assert plan_prints(vault, Wish(cases=chosen, unsigned=LEAVE_OUT)).prints == 0
    with pytest.raises(PrintListRefused):
        queue_prints(vault, plan_prints(vault, Wish(cases=chosen, unsigned=LEAVE_OUT)), PRINTER)
    ids = queued(vault, Wish(cases=chosen, unsigned=AS_IT_IS))
    to_its_end(vault, service)
    (pdf,) = came(service, ids)
    assert "UNTUK DITANDATANGANI DENGAN PENA" in words(pdf)
    with vault.read() as tx:
        (kept,) = papers.of_case(tx, chosen[0])
    assert kept.signatures == 0  # it is known, so that its scan can be put to it


@pytest.mark.parametrize("moment", ["before the job", "after the job is begun", "before the paper", "after the paper"])
def test_killed_at_any_moment_of_handing_over_each_paper_comes_once(vault: Vault, service: PrintService, moment: str) -> None:
    class Killed(Exception):
        pass

    class Dying(CupsSpooler):
        left = 2

        def begin(self, printer: str, job_name: str, media: str) -> str:
            self._die("before the job")
            job = super().begin(printer, job_name, media)
            self._die("after the job is begun")
            return job

        def send(self, printer: str, job: str, job_name: str, pdf: bytes) -> None:
            self._die("before the paper")
            super().send(printer, job, job_name, pdf)
            self._die("after the paper")

        def _die(self, here: str) -> None:
            if here == moment:
                self.left -= 1
                if self.left == 0:
                    raise Killed

    ids = queued(vault, Wish(cases=filled(vault, 3)))
    with pytest.raises(Killed):
        while True:
            assert not advance(vault, Dying(str(service.socket))).is_over or moment != "after the paper"
    seen = to_its_end(vault, service)
    assert (seen.printed, seen.unsure) == (3, 0)
    assert len(came(service, ids)) == 3


def test_a_printer_in_trouble_is_named_and_nothing_is_lost(vault: Vault, service: PrintService) -> None:
    ids = queued(vault, Wish(cases=filled(vault, 2)))
    for stop, go, code in ((service.pause, service.resume, "dijeda"), (service.reject, service.accept, "tidak menerima")):
        stop(PRINTER)
        seen = advance(vault, service.spooler)
        go(PRINTER)
        assert seen.trouble is not None
        assert code in explain(seen.trouble)[0]
        assert (seen.waiting, seen.must_pause) == (2, False)
    use_printer(vault, "tidak-ada")
    seen = advance(vault, service.spooler)
    assert seen.trouble is not None
    assert (seen.trouble.code, seen.waiting) == ("print.gone", 2)
    away = advance(vault, CupsSpooler(str(service.folder / "nothing")))
    assert away.trouble is not None
    assert (away.trouble.code, away.waiting) == ("print.away", 2)
    use_printer(vault, PRINTER)
    assert to_its_end(vault, service).printed == 2
    assert len(came(service, ids)) == 2


def test_a_job_that_is_cancelled_at_the_printer_stops_the_queue_and_is_sent_again(vault: Vault, service: PrintService) -> None:
    ids = queued(vault, Wish(cases=filled(vault, 1)))
    service.pause(PRINTER)
    spooler = service.spooler
    service.resume(PRINTER)
    service.be_slow(20)
    advance(vault, spooler)
    with vault.read() as tx:
        run = printing.open_run(tx)
        assert run is not None
        (one,) = printing.of_run(tx, run.id)
    spooler.drop(one.job)
    service.be_slow(0)
    seen = to_its_end(vault, service)
    assert seen.must_pause
    assert seen.trouble is not None
    assert seen.waiting == 1
    assert to_its_end(vault, service).printed == 1
    assert len(came(service, ids)) == 1


def test_a_job_nobody_knows_any_more_is_asked_of_the_person(vault: Vault, service: PrintService) -> None:
    queued(vault, Wish(cases=filled(vault, 1)))
    advance(vault, service.spooler)
    with vault.write() as tx:
        run = printing.open_run(tx)
        assert run is not None
        (one,) = printing.of_run(tx, run.id)
        printing.keep(tx, one.id, state=printing.HANDED, at="", job="99999")
    seen = advance(vault, service.spooler)
    assert seen.unsure == 1
    assert not seen.is_over
    assert settle(vault, one.id, came_out=True).printed == 1


def test_the_rest_can_be_taken_out_and_a_second_list_waits_for_the_first(vault: Vault, service: PrintService) -> None:
    chosen = filled(vault, 1)
    queued(vault, Wish(cases=chosen))
    with pytest.raises(PrintListRefused):
        queued(vault, Wish(cases=chosen))
    assert leave_out_rest(vault).left_out == 1
    assert look_at_queue(vault).is_over
    queued(vault, Wish(cases=chosen))
    assert to_its_end(vault, service).printed == 1


def test_pages_are_moved_for_a_printer_and_f4_goes_on_f4(vault: Vault, service: PrintService) -> None:
    keep_paper(vault, Paper(usual="F4", by_form={}))
    keep_fit(vault, PRINTER, Fit(right=50, down=-20, permille=970))
    ids = queued(vault, Wish(cases=filled(vault, 1)))
    to_its_end(vault, service)
    (pdf,) = came(service, ids)
    assert paper_size_of(pdf) == "F4"
    with vault.read() as tx:
        (kept,) = [one for case in cases.keys(tx) for one in papers.of_case(tx, case)]
    plain, moved = (_first_word(one) for one in (vault.blobs.read_bytes(kept.pdf), pdf))
    height = 330 / 25.4 * 72
    assert moved[0] == pytest.approx(plain[0] * 0.97 + 5 / 25.4 * 72, abs=0.5)
    assert moved[1] == pytest.approx(plain[1] * 0.97 - 2 / 25.4 * 72, abs=0.5)
    assert height > moved[1]


def _first_word(pdf: bytes) -> tuple[float, float]:
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)"', told)
    assert found is not None
    return float(found[1]), float(found[2])


def test_missing_numbers_are_named_where_the_book_is_and_none_is_invented(vault: Vault) -> None:
    case = new_case(vault)
    saved_form(vault, case, "model_a", model_a_answers(number="Draf-000"))
    saved_form(vault, case, "model_a", model_a_answers())
    assert plan_prints(vault, Wish(cases=(case,))).lacking_numbers == ()  # the book is not here: the number cannot be given here
    open_book(vault, "model_a", passphrase=PASSPHRASE)
    with vault.read() as tx:
        provisional = provisional_reference(documents.of_case(tx, case)[0].stream)
    waiting = saved_form(vault, case, "model_a", model_a_answers(number=provisional))
    assert [one.document.stream for one in plan_prints(vault, Wish(cases=(case,))).lacking_numbers] == [waiting]


def test_paper_is_asked_for_by_the_name_that_the_printer_gives_it() -> None:
    known = ("iso_a4_210x297mm", "om_folio_210x330mm", "na_foolscap_8.5x13in", "custom_min_70x127mm")
    assert media_name("A4", known) == "iso_a4_210x297mm"
    assert media_name("F4", known) == "na_foolscap_8.5x13in"
    assert media_name("F4", ("iso_a4_210x297mm",)) == "custom_f4_215x330mm"
    assert knows("F4", known)
    assert not knows("F4", ("iso_a4_210x297mm",))


def test_nothing_to_mark_and_nothing_to_move_leaves_the_bytes_alone() -> None:
    assert for_printer(b"whatever") == b"whatever"


def written_outside(command: list[str], allowed: Path, scratch: Path, given: str) -> list[str]:
    """Return the paths that a program opened for writing outside one folder, as the system saw it."""
    log = scratch / "calls"
    traced = ["strace", "-f", "-qq", "-e", "trace=open,openat,creat,memfd_create,rename,renameat,renameat2,link,linkat", "-o", str(log)]
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(scratch / "tmp")}
    (scratch / "tmp").mkdir(exist_ok=True)
    done = subprocess.run([*traced, *command], input=given, text=True, capture_output=True, cwd=ROOT, env=surroundings, timeout=300)
    assert done.returncode == 0, done.stderr
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        writes = re.search(r"O_WRONLY|O_RDWR|O_CREAT|creat\(|memfd_create|rename|link", line)
        path = re.search(r'"((?:[^"\\]|\\.)*)"', line)
        if writes and path and " = -1 " not in line and not path[1].startswith((str(allowed), "/dev/null", "/proc/self")):
            found.append(line)
    return found + [str(path) for path in (scratch / "tmp").rglob("*")]


def test_our_program_writes_no_plain_file_while_it_prints(vault: Vault, service: PrintService, tmp_path: Path) -> None:
    chosen = filled(vault, 2)
    queued(vault, Wish(cases=chosen))
    to_its_end(vault, service)
    ids = queued(
        vault, Wish(cases=chosen, unsigned=SIGN, has_covers=True)
    )  # marked, and with a cover: everything that is made at print time
    drive = ["-m", "tests.rigs.print_rig", "--drive", str(vault.folder), "--socket", str(service.socket)]
    assert written_outside([sys.executable, *drive], vault.folder, tmp_path, vault.data_key.hex() + "\n") == []
    assert len(came(service, ids)) == 4
    for path in vault.folder.rglob("*"):
        assert path.is_dir() or b"%PDF" not in path.read_bytes()
    careless = "import tempfile; f = tempfile.NamedTemporaryFile(delete=False); f.write(b'%PDF-1.7')"
    assert len(written_outside([sys.executable, "-c", careless], vault.folder, tmp_path, "")) >= 2  # the call, and the file


def test_killing_pausing_and_restarting_at_random_loses_and_doubles_nothing(tmp_path: Path) -> None:
    told = rig(tmp_path, papers=4, seed=5, unsigned=AS_IT_IS)
    assert told.faults == []
    assert told.kills


def test_killed_between_handing_a_paper_over_and_noting_it_the_queue_asks_and_sends_none_twice(tmp_path: Path) -> None:
    told = killed_after_a_paper(tmp_path, papers=1)
    assert (told.kills, told.faults) == (1, [])


def test_the_rig_finds_a_queue_that_forgets_to_ask_after_a_crash(tmp_path: Path) -> None:
    told = killed_after_a_paper(tmp_path, papers=1, plant="resend")
    assert told.kills == 1 and any("times" in fault for fault in told.faults)
