"""Making this laptop known to the centre, by the one-time code that the centre gave for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.actions.office.office import DRILL_PROVINCE
from core.actions.papers.credentials import keep_credentials
from core.exchange import calls
from core.exchange.errors import another_centre, other_kind, unreadable_answer
from core.exchange.link import Link
from core.exchange.one_time_code import is_of_centre, read_code
from core.exchange.taking import take_successions
from core.platform import device_name
from core.vault import centres, local
from core.vault.incoming import Unpacked, take_statement
from core.vault.outgoing import roster_items
from core.vault.vault import Vault
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.parcel import frames
from record.receipt import Credential, open_statement
from record.roster import ROSTER_TYPES, RosterRecord
from record.seal import key_id
from record.signature import public_bytes, signatures_from_bytes


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What came of it: the server's address and the id of the centre's key."""

    server: str
    centre: str


def enrol(vault: Vault, *, url: str, code: str, link: Link | None = None) -> Enrolment:
    """Make this laptop and the person who unlocked known to the centre; keep its key, its credential and its address.

    Nothing is sent before the server has shown the key whose fingerprint is in the code. A lost answer does no harm: enrol again.
    Raises WrongCode, AnotherCentre, OtherKind, NoLine, LineRefused, NobodyHere, ServerRefused.
    """
    typed = read_code(code)
    with vault.read() as tx:
        person, key = vault.person(tx), vault.log.device_key
        sign_key = next(one.spki for one in person.keys.values() if one.ended_after is None)
        roster = list(frames(roster_items(tx)))
    with _line(url, link) as line:
        centre_key = _greet(line, typed, vault.office)
        given = line.persist(
            lambda: calls.enrol(
                line,
                code=typed,
                office=vault.office,
                device_name=device_name(),
                device_key=public_bytes(key),
                person=person.id,
                sign_key=sign_key,
                frames=roster,
            )
        )
    try:
        credential = open_statement(given.credential, centre_key)
    except (NotGenuine, Unreadable) as error:
        raise another_centre() from error
    if not isinstance(credential, Credential) or (credential.device, credential.sign_key) != (vault.log.device, key_id(sign_key)):
        raise unreadable_answer()
    with vault.write() as tx:
        centres.keep_key(tx, centre_key)
        local.keep_setting(tx, "server", line.url)
        take_successions(vault, tx, given.successions)
        take_statement(vault, tx, given.credential)
        take_statement(vault, tx, given.receipt)
        keep_credentials(vault, tx, given.paper_credentials)
    return Enrolment(line.url, key_id(centre_key))


def roster_from_server(url: str, code: str, *, office: str, link: Link | None = None) -> list[RosterRecord]:
    """Return the roster of an office, for `join_office` on a new laptop; the code is not used up. Empty when the office is not enrolled.

    Raises WrongCode, AnotherCentre, OtherKind, NoLine, LineRefused, ServerRefused.
    """
    typed = read_code(code)
    with _line(url, link) as line:
        _greet(line, typed, office)
        items = line.persist(lambda: calls.roster(line, code=typed, office=office))
    unpacked = Unpacked()
    unpacked.add(items)
    try:
        return [
            RosterRecord(one.header, signatures_from_bytes(one.signatures), one.parts)
            for one in unpacked.take_whole()
            if Header.from_bytes(one.header).type in ROSTER_TYPES
        ]
    except Unreadable as error:
        raise unreadable_answer() from error


def _greet(line: Link, code: str, office: str) -> bytes:
    greeting = line.persist(lambda: calls.greet(line))
    if not is_of_centre(code, greeting.centre_key):
        raise another_centre()
    if greeting.is_drill != office.startswith(DRILL_PROVINCE):
        raise other_kind()
    return greeting.centre_key


@contextmanager
def _line(url: str, link: Link | None) -> Iterator[Link]:
    if link is not None:
        yield link
    else:
        with Link(url) as own:
            yield own
