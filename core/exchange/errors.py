"""What can go wrong between this laptop and a server, as sentences for the person in front of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import AppError


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer of 400 and above. code: docs/protocol.md section 2. offset: where an upload stands, when the server says so."""

    status: int
    code: str = ""
    offset: int | None = None
    retry_after_s: float = 0.0
    fields: Mapping[str, object] = field(default_factory=dict)


class NoLine(AppError):
    """Nobody answers, or something answers that is not the server."""

    code = "line.none"


class LineBroke(NoLine):
    """The line broke, stalled or was never there: worth another attempt."""


class LineRefused(AppError):
    code = "line.refused"


class ServerRefused(AppError):
    code = "server.refused"

    def __init__(self, title: str, hint: str, problem: Problem) -> None:
        super().__init__(title, hint, status=problem.status, problem=problem.code)
        self.problem = problem


class ServerBusy(ServerRefused):
    """The server asks to come back later."""

    code = "server.busy"


class OtherKind(AppError):
    code = "server.other_kind"


class AnotherCentre(AppError):
    code = "server.another_centre"


class WrongCode(AppError):
    code = "enrol.wrong_code"


class NotEnrolled(AppError):
    code = "enrol.missing"


class DeviceRevoked(AppError):
    code = "device.revoked"


class SyncBusy(AppError):
    code = "sync.busy"


def line_broke() -> LineBroke:
    return LineBroke("The server cannot be reached.", "Nothing is lost. Check the internet line and try again.")


def portal() -> NoLine:
    return NoLine(
        "The line leads to another page, not to the server.",
        "Open any page in the browser; if the network asks to log in, do so, then try again. Nothing is lost.",
    )


def unknown_certificate() -> LineRefused:
    return LineRefused(
        "The server could not prove who it is, so nothing was sent.",
        "Check the address. In a public network try another line; if it stays so, tell the centre.",
    )


def unsafe_address() -> LineRefused:
    return LineRefused("This address is not safe: it does not begin with https.", "Type the address as the centre gave it, with https://.")


def no_address() -> LineRefused:
    return LineRefused("This is not the address of a server.", "Type the address as the centre gave it, with https://.")


def refusal(problem: Problem) -> AppError:
    """Return the sentence for a server's refusal. Source of the codes: docs/protocol.md section 2."""
    match problem.code:
        case "device.unknown":
            return not_enrolled()
        case "device.revoked":
            return revoked()
        case "office.other_kind":
            return other_kind()
        case "code.unknown" | "code.used" | "code.other_office":
            return wrong_code()
    if problem.status in (408, 429) or problem.status >= 500:
        return ServerBusy("The server is busy.", "Nothing is lost. Try again later.", problem)
    return ServerRefused(
        "The server did not take it (answer {status} {problem}).",
        "Nothing is lost. Try again later; if it stays so, tell the centre this answer.",
        problem,
    )


def unreadable_answer() -> ServerRefused:
    return ServerRefused(
        "The server gave an answer that this program does not understand.",
        "Nothing is lost. Check whether there is a newer version of Bukti.",
        Problem(200),
    )


def other_kind() -> OtherKind:
    return OtherKind(
        "This server is of the other kind: drill and real data never meet.",
        "Use a drill server for a drill office (code 00), and the real server of the centre for a real one.",
    )


def another_centre() -> AnotherCentre:
    return AnotherCentre(
        "This server is not the centre that is known here, so nothing from it was believed.",
        "Check the address and the code with the centre, by telephone.",
    )


def given_up_key() -> AnotherCentre:
    return AnotherCentre(
        "This server signs with a key that the centre has given up, so nothing from it was believed.",
        "Tell the centre: a gateway may have been forgotten, or somebody has stolen the former key.",
    )


def wrong_code() -> WrongCode:
    return WrongCode(
        "The one-time code is wrong, used already, or of another office.",
        "Type it again as it was given; if it stays so, ask the centre for a new one.",
    )


def not_enrolled() -> NotEnrolled:
    return NotEnrolled("This laptop is not known to the server yet.", "Enrol it first, with the one-time code of the centre.")


def revoked() -> DeviceRevoked:
    return DeviceRevoked(
        "The centre has ended this laptop: it takes nothing from it any more.",
        "Everything stays on this laptop, and what was not sent can go by stick. If that is a mistake, ask the centre or the chair.",
    )


def busy() -> SyncBusy:
    return SyncBusy("Another window or command is sending already.", "Wait until it has finished.")
