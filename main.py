"""Bukti: opens the window; with a command it does the same without one."""

from __future__ import annotations

import argparse
import sys

from core.platform import leave_no_core


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 done, 1 refused or not genuine, 2 wrong usage."""
    leave_no_core()
    if (code := _newer_version(arguments)) is not None:
        return code
    if arguments == ["--evidence-child"]:  # the helper process that decodes pictures, when the program is packed
        from core.evidence.child import serve

        serve()
        return 0
    if arguments == ["--paper-child"]:  # the helper process that draws papers
        from core.papers.render_child import serve as draw

        draw()
        return 0
    if arguments[:1] == ["--server-child"]:  # the drill's own server, when the program is packed
        from server.__main__ import main as serve_drill

        return serve_drill(arguments[1:])
    if arguments == ["--selftest"]:
        return _selftest()
    if not arguments or not _names_a_command(arguments):
        return _open_window(arguments)
    from core.commands.parser import build_parser
    from core.commands.run import run

    args = build_parser().parse_args(arguments)
    if args.command == "form" and args.deed == "try" and args.out is None:
        return _try_in_window(args)
    return run(args)


def _newer_version(arguments: list[str]) -> int | None:
    """Return how a newer version of the packed program ended that was started in place of this one; None when there is none."""
    if not getattr(sys, "frozen", False):
        return None
    from core.program.start import hand_over

    return hand_over(arguments, is_window=not _names_a_command(arguments))


def _names_a_command(arguments: list[str]) -> bool:
    if "-h" in arguments or "--help" in arguments:
        return True
    values = {"--vault", "--passphrase-fd", "--language"}  # options that take a value
    skip = False
    for argument in arguments:
        if skip or argument in values:
            skip = not skip
        elif not argument.startswith("-"):
            return True
    return False


def _selftest() -> int:
    from core.errors import AppError
    from core.selftest import selftest
    from core.words import explain
    from ui.selftest import see_window

    try:
        selftest(lambda line: print(line, flush=True), see_window)
    except AppError as error:
        print(*explain(error), file=sys.stderr)
        return 1
    print("SELFTEST OK", flush=True)
    return 0


def _try_in_window(args: argparse.Namespace) -> int:
    from core.commands.form import read_trial

    if (trial := read_trial(args)) is None:
        return 1
    from ui.trial.trial_window import run

    return run(*trial, args.language)


def _open_window(arguments: list[str]) -> int:
    from pathlib import Path

    parser = argparse.ArgumentParser(prog="main.py", description="Bukti: offline evidence desk for election supervisors.")
    parser.add_argument("--vault", type=Path, metavar="DIR")
    parser.add_argument("--demo", action="store_true")
    args = parser.parse_args(arguments)
    from ui.app import run

    if not args.demo:
        return run(args.vault)
    from core.commands.speech import Speech
    from core.demo import demo
    from core.ends import at_an_end, leave

    print("Menyiapkan latihan ...", file=sys.stderr, flush=True)
    with at_an_end(leave), demo(Speech(as_json=False).reporter()) as made:
        return run(made.vault, demo_passphrase=made.passphrase)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
