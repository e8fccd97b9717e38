"""What can go wrong between this laptop and a server, as sentences for the person in front of it."""

from __future__ import annotations

from core.errors import AppError


class NoLine(AppError):
    """Nobody answers, or something answers that is not the server: the line is not there."""

    code = "line.none"


class LineRefused(AppError):
    code = "line.refused"


class ServerRefused(AppError):
    code = "server.refused"


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


def no_line() -> NoLine:
    return NoLine(
        "The server cannot be reached.",
        "Nothing is lost. Check the internet line and try again.",
    )


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
    return LineRefused("This is no address of a server.", "Type the address as the centre gave it, with https://.")


def refused(status: int, problem: str) -> ServerRefused:
    return ServerRefused(
        "The server did not take it (answer {status} {problem}).",
        "Nothing is lost. Try again later; if it stays so, tell the centre this answer.",
        status=status,
        problem=problem,
    )


def other_kind() -> OtherKind:
    return OtherKind(
        "This server is of the other kind: drill and real data never meet.",
        "Use a drill server for a drill office (code 00), and the centre's real server for a real one.",
    )


def another_centre() -> AnotherCentre:
    return AnotherCentre(
        "This server is not the centre that gave the code, so nothing was sent.",
        "Check the address and the code with the centre, by telephone.",
    )


def wrong_code() -> WrongCode:
    return WrongCode(
        "The one-time code is wrong, used or too old.", "Type it again as it was given; if it stays so, ask the centre for a new one."
    )


def not_enrolled() -> NotEnrolled:
    return NotEnrolled("This laptop is not known to the server yet.", "Enrol it first, with the one-time code of the centre.")


def revoked() -> DeviceRevoked:
    return DeviceRevoked(
        "The centre has ended this laptop: it no longer takes anything from it.",
        "Everything stays on this laptop. If that is a mistake, ask the centre or the chair.",
    )


def busy() -> SyncBusy:
    return SyncBusy("Another window or command is sending already.", "Wait until it has finished.")
