"""What may go over the line, and making room, as options of commands."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from core.commands.speech import Speech
from core.errors import AppError
from core.words import say

if TYPE_CHECKING:
    from core.actions.exchange.sync import SyncResult
    from core.exchange.allowance import Wishes
    from core.vault.vault import Vault

LANES = {"all": "now", "night": "night", "stick": "stick"}  # --lanes -> core.exchange.allowance.Originals
MEGABYTE = 1_000_000


class NotANumber(AppError):
    code = "command.not_a_number"


def wished(args: Namespace, vault: Vault) -> Wishes:
    """Return how this exchange sends: as kept, or as --lanes and --budget say; kept from now on unless --once. Raises NotANumber."""
    from core.actions.exchange.sending import keep_wishes, wishes_of

    wishes = wishes_of(vault)
    if args.lanes is not None:
        wishes = replace(wishes, originals=LANES[args.lanes])  # type: ignore[arg-type]  # the parser allows no other
    if args.budget is not None:
        wishes = replace(wishes, day_bytes=None if args.budget == "none" else _number(args.budget) * MEGABYTE)
    if (args.lanes or args.budget) and not args.once:
        keep_wishes(vault, wishes)
    return wishes


def left_words(result: SyncResult) -> list[str]:
    """Return what did not go, and why, in sentences."""
    found = []
    if result.held_back:
        megabytes = round(sum(result.held_back.values()) / MEGABYTE, 1)
        found.append(say("{n} originals ({size} MB) wait for the night or a stick.", n=len(result.held_back), size=megabytes))
    if result.is_spent:
        found.append(say("The day's limit of bytes is reached; the rest goes with a later exchange (--budget changes it)."))
    return found


def free_space(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Remove originals that the centre holds; 1 when one of them stays because the centre did not show it."""
    from core.actions.exchange.free_space import free_space as free
    from core.actions.exchange.free_space import room, set_keep_days

    _ = secret
    if args.each_sync is not None:
        set_keep_days(vault, None if args.each_sync == "never" else _number(args.each_sync))
    if args.dry_run:
        could = room(vault, older_than_days=args.older_than)
        told = say("{files} originals ({size} MB) could go; {waiting_files} wait for the centre's receipt.", **_sizes(asdict(could)))
        speech.result(asdict(could), told)
        return 0
    done = free(vault, speech.reporter(), older_than_days=args.older_than, url=args.server)
    told = say(
        "{files} originals ({size} MB) were removed from here; the centre holds them and gives them back when they are opened.",
        **_sizes({"files": done.files, "bytes": done.bytes}),
    )
    if done.kept:
        told += " " + say("{n} stay: the centre did not show them.", n=len(done.kept))
    speech.result({**asdict(done), "kept": [{"sha256": digest, "why": why} for digest, why in done.kept]}, told)
    return 1 if done.kept else 0


def _sizes(values: dict[str, int]) -> dict[str, object]:
    return {**values, "size": round(values["bytes"] / MEGABYTE, 1)}


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) <= 0:
        raise NotANumber("This is not a number above zero.", "Type a number, for example 20.")
    return int(text)
