"""The centre as the endpoints see it: key, stores, limits and clock, opened together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, update

from server.centre_key import CentreKey, load, load_or_make
from server.fault import ServerFault
from server.limits import Limits
from server.nonces import Nonces
from server.rates import Rates
from server.stores.blobs import BlobStore, open_blobs
from server.stores.contacts import Contacts
from server.stores.database import keep_setting, open_database, setting, writing
from server.stores.spool import Spool
from server.stores.tables import settings
from server.stores.turns import Turns

DRILL_PROVINCE = "00"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """Everything a request may need. now: the server's own clock, with its zone."""

    key: CentreKey
    engine: Engine
    turns: Turns
    blobs: BlobStore
    spool: Spool
    is_drill: bool
    limits: Limits
    nonces: Nonces
    device_rates: Rates
    address_rates: Rates
    check_rates: Rates
    sign_in_rates: Rates
    contacts: Contacts
    now: Callable[[], datetime]

    def takes(self, office: str) -> bool:
        """Return whether an office is of this server's kind: drill offices at a drill server, real ones at a real one."""
        return (office.split(".")[0] == DRILL_PROVINCE) == self.is_drill

    def close(self) -> None:
        self.engine.dispose()


def open_centre(
    folder: Path,
    *,
    database_url: str | None = None,
    blobs_url: str | None = None,
    key_folder: Path | None = None,
    key_passphrase: bytes | None = None,
    is_drill: bool | None = False,
    limits: Limits | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Centre:
    """Open the centre in a folder; key, database and blob folder are made at the first time.

    database_url, blobs_url: by default SQLite and a folder inside `folder`. is_drill None: as it was at its first start (real before).
    key_folder: where the key was made by `python -m server key make`; by default it lies in `folder`, and is made there at the first time.
    Raises ServerFault when something cannot be opened, or when the data are of the other kind.
    """
    limits, address = limits or Limits(), database_address(folder, database_url)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        spool = Spool(folder / "spool")
    except OSError as error:
        raise ServerFault(f"The folder {folder} cannot be made or written: give another --data.") from error
    key = load(key_folder, key_passphrase) if key_folder is not None else load_or_make(folder, key_passphrase)
    engine = open_database(address)
    try:
        is_drill = _fix_kind(engine, key, is_drill)
        blobs = open_blobs(blobs_url or str(folder / "blobs"))
    except BaseException:
        engine.dispose()
        raise
    return Centre(
        key=key,
        engine=engine,
        turns=Turns(engine),
        blobs=blobs,
        spool=spool,
        is_drill=is_drill,
        limits=limits,
        nonces=Nonces(key.secret("nonce"), now),
        device_rates=Rates(limits.requests_per_minute),
        address_rates=Rates(limits.unsigned_per_minute),
        check_rates=Rates(limits.checks_per_minute),
        sign_in_rates=Rates(limits.sign_ins_per_minute),
        contacts=Contacts(engine, now),
        now=now,
    )


def database_address(folder: Path, given: str | None) -> str:
    """Return the URL of the database that was given, else of the SQLite file in the folder."""
    return given or f"sqlite:///{folder / 'centre.db'}"


def _fix_kind(engine: Engine, key: CentreKey, is_drill: bool | None) -> bool:
    with writing(engine) as tx:
        if (owner := setting(tx, "centre_key")) is None:
            keep_setting(tx, "centre_key", key.id)
        elif owner in {one.id for one in key.former}:
            tx.execute(update(settings).where(settings.c.name == "centre_key").values(value=key.id))  # a new key took its place
        elif owner != key.id:
            raise ServerFault("The database belongs to another centre key: give the --key folder (or --data) that holds its key.")
        kind = setting(tx, "kind")
        if is_drill is None:
            return kind == "drill"
        if kind is None:
            keep_setting(tx, "kind", "drill" if is_drill else "real")
        elif (kind == "drill") != is_drill:
            wanted = "with --drill" if kind == "drill" else "without --drill"
            raise ServerFault(f"These data are of a {kind} server: start {wanted}, or give another --data.")
    return is_drill
