"""CUPS over its own socket: papers go from memory to the service, and it is asked what became of them."""

from __future__ import annotations

import getpass
import http.client
import socket
from collections.abc import Sequence
from itertools import count
from urllib.parse import quote

from core.platform import print_service
from core.printing import ipp
from core.printing.ipp import Answer, Attribute, Group, Value
from core.printing.spooler import (
    BUSY,
    CANCELLED,
    DONE,
    EMPTY,
    FAILED,
    IDLE,
    OPEN,
    STOPPED,
    Printer,
    PrinterGone,
    PrintRefused,
    SpoolerAway,
)

TIMEOUT_S = 20.0
ANSWER_BYTES_MAX = 16 * 1024 * 1024
STATES = {3: IDLE, 4: BUSY, 5: STOPPED}  # printer-state, RFC 8011 section 5.4.11
JOB_ENDS = {7: CANCELLED, 8: FAILED, 9: DONE}  # job-state, section 5.3.7; all others are still under way
ASKED = ("printer-name", "printer-info", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "media-supported")


class CupsSpooler:
    """address: path of the socket, or (host, port). Safe to use from any thread: each request has a connection of its own."""

    can_be_asked = True

    def __init__(self, address: str | tuple[str, int] | None = None) -> None:
        self._address = address or print_service()
        self._numbers = count(1)
        self._user = getpass.getuser()

    def printers(self) -> list[Printer]:
        default = self._ask(ipp.CUPS_GET_DEFAULT, [(ipp.KEYWORD, "requested-attributes", "printer-name")])
        first = next((_text(group, "printer-name") for group in default.of(ipp.PRINTER_GROUP)), "")
        found = self._ask(ipp.CUPS_GET_PRINTERS, [(ipp.KEYWORD, "requested-attributes", ASKED)])
        all_of_them = [_printer(group, first) for group in found.of(ipp.PRINTER_GROUP)]
        return sorted(all_of_them, key=lambda one: (not one.is_default, one.title.casefold()))

    def printer(self, name: str) -> Printer:
        found = self._ask(ipp.GET_PRINTER, [_target(name), self._me, (ipp.KEYWORD, "requested-attributes", ASKED)])
        if not found.is_done or not found.of(ipp.PRINTER_GROUP):
            raise gone(name)
        return _printer(found.of(ipp.PRINTER_GROUP)[0], "")

    def begin(self, printer: str, job_name: str, media: str) -> str:
        how: list[Attribute] = [(ipp.KEYWORD, "print-scaling", "none")]
        if media:
            how.append((ipp.KEYWORD, "media", media))
        told = [_target(printer), self._me, (ipp.NAME, "job-name", job_name)]
        found = self._ask(ipp.CREATE_JOB, told, path=_path(printer), job=how)
        job = next((group["job-id"][0] for group in found.of(ipp.JOB_GROUP) if group.get("job-id")), None)
        if found.status in (ipp.NOT_FOUND, ipp.NO_SUCH):
            raise gone(printer)
        if not found.is_done or job is None:
            raise refused(found.status)
        return str(job)

    def send(self, printer: str, job: str, job_name: str, pdf: bytes) -> None:
        told: list[Attribute] = [
            _target(printer),
            (ipp.INTEGER, "job-id", int(job)),
            self._me,
            (ipp.NAME, "document-name", job_name),
            (ipp.MIME, "document-format", "application/pdf"),
            (ipp.BOOLEAN, "last-document", True),
        ]
        found = self._ask(ipp.SEND_DOCUMENT, told, path=_path(printer), document=pdf)
        if not found.is_done:
            raise refused(found.status)

    def find(self, printer: str, job_name: str) -> str:
        for which in ("not-completed", "completed"):
            told: list[Attribute] = [
                _target(printer),
                self._me,
                (ipp.KEYWORD, "which-jobs", which),
                (ipp.KEYWORD, "requested-attributes", ("job-id", "job-name")),
            ]
            for group in self._ask(ipp.GET_JOBS, told).of(ipp.JOB_GROUP):
                if _text(group, "job-name") == job_name and group.get("job-id"):
                    return str(group["job-id"][0])
        return ""

    def look(self, job: str, job_name: str) -> str | None:
        asked = (ipp.KEYWORD, "requested-attributes", ("job-name", "job-state", "number-of-documents"))
        found = self._ask(ipp.GET_JOB, [_job(job), self._me, asked])
        group = next(iter(found.of(ipp.JOB_GROUP)), None)
        if not found.is_done or group is None or _text(group, "job-name") != job_name:  # after a crash CUPS gives numbers anew
            return None
        state, documents = _number(group, "job-state"), _number(group, "number-of-documents")
        if documents == 0 and state != 9:
            return EMPTY if state not in JOB_ENDS else CANCELLED
        return JOB_ENDS.get(state, OPEN)

    def drop(self, job: str) -> None:
        self._ask(ipp.CANCEL_JOB, [_job(job), self._me])

    def forget(self, job: str) -> None:
        try:
            self._ask(ipp.CANCEL_JOB, [_job(job), self._me, (ipp.BOOLEAN, "purge-job", True)])
        except SpoolerAway:
            return  # it will forget by itself, by its own rules

    @property
    def _me(self) -> Attribute:
        return ipp.NAME, "requesting-user-name", self._user

    def _ask(
        self, operation: int, attributes: Sequence[Attribute], *, path: str = "/", document: bytes = b"", job: Sequence[Attribute] = ()
    ) -> Answer:
        asked = ipp.request(operation, next(self._numbers), attributes, job) + document
        connection = _Connection(self._address)
        try:
            connection.request("POST", path, asked, {"Content-Type": "application/ipp"})
            with connection.getresponse() as response:
                raw = response.read(ANSWER_BYTES_MAX)
                if response.status != http.client.OK:
                    raise PrintRefused(
                        "The print service did not accept this: {why}.",
                        "Ask whoever looks after the computer to allow printing for you.",
                        why=f"HTTP {response.status}",
                    )
            return ipp.answer(raw)
        except (OSError, http.client.HTTPException, ipp.NotIpp) as error:
            raise away() from error
        finally:
            connection.close()


class _Connection(http.client.HTTPConnection):
    def __init__(self, address: str | tuple[str, int]) -> None:
        self._address = address
        super().__init__("localhost", timeout=TIMEOUT_S)

    def connect(self) -> None:
        if isinstance(self._address, str):
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(TIMEOUT_S)
            self.sock.connect(self._address)
        else:
            self.sock = socket.create_connection(self._address, TIMEOUT_S)


def away() -> SpoolerAway:
    return SpoolerAway("The print service of this computer does not answer.", "The queue waits. It goes on when the service is back.")


def gone(printer: str) -> PrinterGone:
    return PrinterGone(
        "The printer {printer} is not there any more.", "The queue waits. Connect it again, or choose another printer.", printer=printer
    )


def refused(status: int) -> PrintRefused:
    if status == ipp.NOT_ACCEPTING:
        return PrintRefused("The printer takes no papers now.", "The queue waits. Let it take papers again in the system's settings.")
    return PrintRefused(
        "The print service did not accept this: {why}.",
        "The queue waits. Look at the printer, then press Resume.",
        why=f"IPP {status:#06x}",
    )


def _path(printer: str) -> str:
    return f"/printers/{quote(printer)}"


def _target(printer: str) -> Attribute:
    return ipp.URI, "printer-uri", f"ipp://localhost{_path(printer)}"


def _job(job: str) -> Attribute:
    return ipp.URI, "job-uri", f"ipp://localhost/jobs/{job}"


def _text(group: Group, name: str) -> str:
    values: list[Value] = group.get(name, [])
    return values[0] if values and isinstance(values[0], str) else ""


def _number(group: Group, name: str) -> int:
    values = group.get(name, [])
    return values[0] if values and isinstance(values[0], int) else 0


def _printer(group: Group, default: str) -> Printer:
    name = _text(group, "printer-name")
    return Printer(
        name=name,
        title=_text(group, "printer-info") or name,
        is_default=bool(name) and name == default,
        state=STATES.get(_number(group, "printer-state"), BUSY),
        is_accepting=bool(group.get("printer-is-accepting-jobs", [True])[0]),
        reasons=tuple(str(one) for one in group.get("printer-state-reasons", []) if one != "none"),
        media=tuple(str(one) for one in group.get("media-supported", [])),
    )
