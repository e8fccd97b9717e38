"""The command about official numbers: list a register, print it, and every deed on a number book."""

from __future__ import annotations

from argparse import Namespace

from core.actions.clock import wall_now
from core.actions.numbers.give_number import Numbered, number_case, number_document, number_documents, void_number
from core.actions.numbers.number_book import change_book, close_book, move_book, open_book, take_book
from core.actions.numbers.number_flags import MISSING, Flag
from core.actions.numbers.number_register import PROVISIONAL, RegisterRow, read_register
from core.actions.numbers.number_standing import NumberRefused, kind_named, laptops, standing, usual
from core.actions.numbers.print_register import note_of, print_register
from core.commands.cases import case_id
from core.commands.speech import Speech
from core.errors import AppError
from core.rules.number_pattern import kinds
from core.vault.durable import write_durably
from core.vault.vault import Vault
from core.vault.views import documents, number_books, numbers
from core.words import explain, say


def run(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Do one deed. Returns 0 when done; 1 when a register that was listed has something to settle, or a form got no number."""
    if args.deed != "books":
        kind_named(args.kind)
    deed = {
        "books": _books, "list": _list, "print": _print, "open": _open, "pattern": _pattern, "issue": _issue, "move": _move,
        "take": _take, "close": _close, "void": _void,
    }[args.deed]  # fmt: skip
    return deed(args, speech, vault, secret)


def _books(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = args, secret
    today = wall_now().date()
    with vault.read() as tx:
        told = [standing(vault, tx, kind, on=today) for kind in kinds().values()]
    values = [{"kind": one.kind.key, "state": one.state, "laptop": one.holder, "next": one.next_number} for one in told]
    lines = [f"{one.kind.key:<16} {one.state:<10} {one.holder or '-':<16} {one.next_number}".rstrip() for one in told]
    speech.result({"books": values}, "\n".join(lines))
    return 0


def _list(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = secret
    register = read_register(vault, args.kind, period=args.year, on=wall_now().date())
    flags = [{"kind": one.kind, "number": one.number, "count": one.count} for one in register.flags]
    values = {
        "kind": args.kind,
        "period": register.period,
        "state": register.standing.state,
        "next": register.standing.next_number,
        "flags": flags,
        "lines": [
            {
                "record": one.key, "seq": one.seq, "to": one.last_seq or one.seq, "number": one.number, "state": one.state, "day": one.day,
                "reason": one.reason, "gap": one.gap_kind, "twice": one.is_twice, "case": one.case_id, "document": one.document,
            }
            for one in register.rows
        ],
    }  # fmt: skip
    speech.result(values, "\n".join([*map(_line, register.rows), *map(_flag, register.flags)]))
    return 1 if register.flags else 0


def _line(row: RegisterRow) -> str:
    where = row.gap if row.last_seq else str(row.seq or "")
    return f"{where:>7}  {row.number or '-':<44} {row.day:<10}  {row.state:<11} {note_of(row)}".rstrip()


def _flag(flag: Flag) -> str:
    if flag.kind == MISSING:
        return say("{number} is missing, and nothing says why.", number=flag.number)
    if flag.number:
        return say("{number} stands in the register {count} times.", number=flag.number, count=flag.count)
    return say("To be settled first: {what}", what=flag.kind)


def _print(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = secret
    write_durably(args.out, [print_register(vault, args.kind, period=args.year)])
    speech.result({"file": str(args.out)}, str(args.out))
    return 0


def _values(args: Namespace) -> dict[str, str]:
    pairs = [one.partition("=") for one in args.set]
    return {name.strip(): value.strip() for name, _, value in pairs}


def _open(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    open_book(
        vault, args.kind, passphrase=secret, pattern=args.pattern, values=_values(args), restart=args.restart, last_used=args.last_used,
        reason=args.reason,
    )  # fmt: skip
    return _tell(args, speech, vault)


def _pattern(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    kind = kind_named(args.kind)
    with vault.read() as tx:
        book = standing(vault, tx, kind, on=wall_now().date()).book
        told = {**usual(vault, tx, kind), **_values(args)}
    if book is None:
        raise NumberRefused("There is no book of this kind to change.", "Open one.")
    change_book(
        vault, args.kind, pattern=args.pattern or book.pattern, values=told, restart=args.restart or book.restart, reason=args.reason,
        passphrase=secret,
    )  # fmt: skip
    return _tell(args, speech, vault)


def _move(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    with vault.read() as tx:
        others = [one for one in laptops(vault, tx) if one.device != vault.log.device]
    found = [one for one in others if one.name == args.laptop or (len(args.laptop) >= 6 and one.device.startswith(args.laptop))]
    if len(found) != 1:
        raise NumberRefused(
            "The book was not moved: there is no such laptop, or more than one.", "Name it by the beginning of its key id: {ids}.",
            ids=", ".join(f"{one.name} {one.device[:12]}" for one in others) or "-",
        )  # fmt: skip
    move_book(vault, args.kind, to_device=found[0].device, passphrase=secret)
    return _tell(args, speech, vault)


def _take(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    take_book(vault, args.kind, last_used=args.last_used, reason=args.reason, passphrase=secret)
    return _tell(args, speech, vault)


def _close(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    with vault.read() as tx:
        books = number_books.books(tx, vault.office, kind=args.kind)
    mine = next((one for one in books if not one.is_closed and one.holder == vault.log.id), None)
    if mine is None:
        raise NumberRefused("This laptop holds no open book of this kind.", "Close it on the laptop that holds it.")
    close_book(vault, mine.stream, reason=args.reason, passphrase=secret)
    return _tell(args, speech, vault)


def _void(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    wanted = numbers.sameness(args.number)
    with vault.read() as tx:
        given = numbers.numbers(tx, vault.office, kind=args.kind)
    found = [one for one in given if not one.is_void and (one.same == wanted or one.record_id == args.number)]
    if len(found) != 1:
        raise NumberRefused(
            "The number was not voided: it stands in the register {count} times.", "Name the id of its record; `list --json` shows it.",
            count=len(found),
        )  # fmt: skip
    void_number(vault, found[0].record_id, reason=args.reason, passphrase=secret)
    return _tell(args, speech, vault)


def _tell(args: Namespace, speech: Speech, vault: Vault) -> int:
    with vault.read() as tx:
        now = standing(vault, tx, kind_named(args.kind), on=wall_now().date())
    values = {"kind": args.kind, "state": now.state, "laptop": now.holder, "next": now.next_number}
    speech.result(values, say("Done. Next number: {number}", number=now.next_number or "-"))
    return 0


def _issue(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    if args.waiting:
        return _issue_waiting(args, speech, vault, secret)
    if not args.target:
        raise NumberRefused("No number was given: it is not said to what.", "Name a document or case, or use --waiting.")
    with vault.read() as tx:
        document = documents.one(tx, args.target)
        case = case_id(tx, args.target) if document is None else ""
    if document is not None:
        numbered = number_document(vault, document.stream, passphrase=secret, on=args.date)
    elif args.kind in ("laporan", "temuan"):
        numbered = number_case(vault, case, passphrase=secret, on=args.date)
    else:
        numbered = _only_document(args, vault, case, secret)
    speech.result({"number": numbered.text, "record": numbered.record_id, "new": numbered.is_new}, numbered.text)
    return 0


def _only_document(args: Namespace, vault: Vault, case: str, secret: str) -> Numbered:
    with vault.read() as tx:
        found = [one for one in documents.of_case(tx, case) if one.form_id in kinds()[args.kind].forms and not one.is_withdrawn]
    if len(found) != 1:
        raise NumberRefused("No number was given: the case has {count} such documents.", "Name the document by its id.", count=len(found))
    return number_document(vault, found[0].stream, passphrase=secret, on=args.date)


def _issue_waiting(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    register = read_register(vault, args.kind, on=wall_now().date())
    streams = [one.document for one in register.rows if one.state == PROVISIONAL and one.document]
    given: list[dict[str, str]] = []
    refused: list[dict[str, str]] = []
    for stream, outcome in number_documents(vault, streams, passphrase=secret, on=args.date):
        if isinstance(outcome, AppError):
            title, hint = explain(outcome)
            refused.append({"document": stream, "refused": outcome.code, "title": title, "hint": hint})
            speech.warning(f"{stream}: {title} {hint}")
        else:
            given.append({"document": stream, "number": outcome.text})
            speech.line(f"{outcome.text}  {stream}")
    told = say("{n} numbers were given, {refused} forms got none.", n=len(given), refused=len(refused))
    speech.result({"given": given, "refused": refused}, told)
    return 1 if refused else 0
