"""python -m server console-user: the accounts of the people who look at the console, made by the operator."""

from __future__ import annotations

import argparse
import getpass
import os

from server.centre import Centre
from server.fault import ServerFault
from server.stores import console_accounts
from server.stores.console_accounts import ROLES, User
from server.stores.database import reading, writing


def console_user(centre: Centre, asked: argparse.Namespace) -> None:
    """Add, list or remove accounts. Raises ServerFault with what is wrong."""
    match asked.what:
        case "add":
            _add(centre, asked)
        case "remove":
            with writing(centre.engine) as tx:
                if not console_accounts.remove_user(tx, asked.name):
                    raise ServerFault(f"Nobody was removed: there is no account {asked.name}.")
            print(f"Removed {asked.name}")
        case _:
            with reading(centre.engine) as tx:
                for user in console_accounts.users(tx):
                    print(f"{user.name:20} {user.role:14} {user.area or 'whole country'}")


def _add(centre: Centre, asked: argparse.Namespace) -> None:
    passphrase = _passphrase(asked.passphrase_fd)
    if (problem := console_accounts.problem_with(asked.name, asked.role, asked.area, passphrase)) is not None:
        raise ServerFault(f"No account was made: {problem}.")
    with writing(centre.engine) as tx:
        console_accounts.keep_user(tx, User(asked.name, asked.role, asked.area), passphrase)
    print(f"{asked.name} may sign in at /console ({asked.role}, {asked.area or 'whole country'})")


def _passphrase(handle: int | None) -> str:
    if handle is not None:
        with os.fdopen(handle, encoding="utf-8") as source:
            return source.readline().rstrip("\r\n")
    first = getpass.getpass("Passphrase (12 characters or more): ")
    if getpass.getpass("Once more: ") != first:
        raise ServerFault("No account was made: the two passphrases differ.")
    return first


def add_arguments(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Return the parsers of its own commands, for the options that all commands have."""
    commands = parser.add_subparsers(dest="what", required=True)
    add = commands.add_parser("add", help="make an account, or give an old one another role and passphrase")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", required=True, choices=ROLES)
    add.add_argument("--area", default="", metavar="CODE", help="33 for a province, 33.74 for a regency; without it the whole country")
    add.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this open file")
    remove = commands.add_parser("remove", help="take an account away; whoever is signed in with it is signed out")
    remove.add_argument("name", metavar="NAME")
    listed = commands.add_parser("list", help="tell who has an account")
    return [add, remove, listed]
