"""The vault: one office's records, drafts and files on this laptop, opened with the data key."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, Engine, func, select

from core.errors import AppError
from core.reporter import Reporter
from core.vault import centres, local, truth, views
from core.vault.blobs import BlobStore
from core.vault.database import BUSY_S, let_go_of_pages, open_database, reading, writing
from core.vault.durable import make_folder
from core.vault.errors import VaultExists, VaultMissing, disk_errors
from core.vault.header_file import VaultHeader
from core.vault.header_names import NAMES
from core.vault.ids import new_log_id
from core.vault.keys import Bundle
from core.vault.log import Log, default_scope
from core.vault.migrate import migrate, views_are_made
from core.vault.turns import Turns
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.part import check_plaintext, sealed_of
from record.receipt import Cleared, Credential, Receipt, Signed, Statement, open_statement
from record.roster import Person, Roster
from record.seal import key_id

DATABASE = "vault.db"
BLOBS = "blobs"


class NobodyHere(AppError):
    code = "person.nobody"


@dataclass(frozen=True, slots=True)
class Me:
    """Who has unlocked the vault. seal_key opens parts sealed to him; the signing key is unwrapped only for a legal act."""

    person_id: str
    seal_key: X25519PrivateKey


class Vault:
    """Opened vault. Safe to use from several threads; connections never leave `core`."""

    def __init__(self, folder: Path, engine: Engine, data_key: bytes, header: VaultHeader) -> None:
        self.folder = folder
        self.engine = engine
        self.header = header
        self.data_key = data_key
        self.blobs = BlobStore(folder / BLOBS, data_key)
        self.me: Me | None = None
        self._roster: tuple[tuple[tuple[int, int, str], int], Roster] | None = None
        self._log: Log | None = None
        self._lock = Lock()
        self._turns = Turns(BUSY_S)

    @classmethod
    def create(cls, folder: Path, *, data_key: bytes, header: VaultHeader | None = None) -> Vault:
        """Make an empty vault: folder, database, and last the header file, so that a crash leaves nothing that could be opened.

        header: None when the caller saves it himself, after the office's first records. Raises VaultExists, DiskRefused.
        """
        if any((folder / name).exists() for name in NAMES):
            raise VaultExists("There is a vault in this folder already.", "Open it, or choose an empty folder.", path=str(folder))
        with disk_errors(folder):
            make_folder(folder)
            make_folder(folder / BLOBS)
            for left in (DATABASE, DATABASE + "-wal", DATABASE + "-shm"):  # of a set-up that was broken off, or of a vault whose
                if (folder / left).exists():  # header somebody took away and may still have: never deleted
                    (folder / left).replace(folder / f"{left}.{new_log_id()}.old")
        engine = open_database(folder / DATABASE, data_key)
        migrate(engine, is_new=True)
        saved = header.save(folder, data_key) if header is not None else VaultHeader(0, ())
        return cls(folder, engine, data_key, saved)

    @classmethod
    def open(cls, folder: Path, data_key: bytes, *, header: VaultHeader | None = None, report: Reporter | None = None) -> Vault:
        """Open a vault. Raises VaultMissing, VaultDamaged, VaultNewer and leaves it untouched then.

        report: of the views, which are rebuilt when they are those of an older build; Cancelled leaves them to the next time.
        """
        header = header or VaultHeader.load(folder)
        if not (folder / DATABASE).exists():
            raise VaultMissing("The database of this vault is missing.", "Nothing was changed. Restore the second copy.", path=str(folder))
        engine = open_database(folder / DATABASE, data_key)
        vault = cls(folder, engine, data_key, header)
        try:
            is_older = migrate(engine, is_new=False)
            vault._begin()  # first: the views ask whose vault this is
            if is_older:
                vault.rebuild(report)
        except BaseException:
            engine.dispose()
            raise
        return vault

    def _begin(self) -> None:
        with self.read() as tx:
            kept = local.setting(tx, "device")
        if isinstance(kept, dict):
            self._log = self._as_log(kept)

    def close(self) -> None:
        """Give back all connections; the write-ahead log is folded in."""
        self.me = None
        self.engine.dispose()

    def rest(self) -> None:
        """Free what is kept only to be quick; to be called when nobody has asked for anything for a while."""
        let_go_of_pages(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with reading(self.engine) as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, when it is this thread's turn: in the order in which the threads of this program asked."""
        with self._turns.turn(), writing(self.engine) as tx:
            yield tx

    # who and where

    @property
    def log(self) -> Log:
        """This laptop's log. Raises NobodyHere before the office was founded or joined."""
        if self._log is None:
            raise NobodyHere("This vault belongs to no office yet.", "Finish the set-up first.")
        return self._log

    @property
    def own_log(self) -> str:
        """The id of this laptop's log; empty before the office was founded or joined."""
        return self._log.id if self._log is not None else ""

    @property
    def own_office(self) -> str:
        """The code of the office whose laptop this is; empty before it was founded or joined."""
        return self._log.office if self._log is not None else ""

    def begin_log(self, tx: Connection, *, office: str, log_id: str, device_key: ec.EllipticCurvePrivateKey) -> Log:
        """Keep this laptop's key and the id of its new log; the device's own record follows in the same transaction."""
        der = device_key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        kept = {"office": office, "log": log_id, "key": base64.b64encode(der).decode()}
        local.keep_setting(tx, "device", kept)
        self._log = self._as_log(kept)
        return self._log

    def _as_log(self, kept: Mapping[str, object]) -> Log:
        key = serialization.load_der_private_key(base64.b64decode(str(kept["key"])), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        office = str(kept["office"])
        return Log(str(kept["log"]), office, default_scope(office), key)

    @property
    def office(self) -> str:
        """The code of the office whose laptop this is."""
        return self.log.office

    def roster(self, tx: Connection) -> Roster:
        """Return the roster as of this transaction; folded anew only when a roster record or a statement came."""
        seen = truth.roster_state(tx), tx.scalar(select(func.count()).select_from(truth.statements)) or 0
        with self._lock:
            if self._roster is not None and self._roster[0] == seen:
                return self._roster[1]
        vouched = self.credentials(tx)
        own_root = truth.first_stream(tx, self._log.id) if self._log is not None else None
        roster = Roster.of(truth.roster_records(tx)[1], vouched=vouched, own_root=own_root)
        with self._lock:
            self._roster = (seen, roster)
        return roster

    def person(self, tx: Connection) -> Person:
        """Return who has unlocked the vault. Raises NobodyHere when it was opened with the recovery sheet, or he was ended."""
        found = self.roster(tx).people.get(self.me.person_id) if self.me else None
        if found is None or not found.is_active:
            raise NobodyHere(
                "Nobody who may write has unlocked this vault.", "Unlock it with your own passphrase; a chair can give you a new key."
            )
        return found

    def signing_key(self, tx: Connection, passphrase: str) -> ec.EllipticCurvePrivateKey:
        """Return the key of the person who unlocked, for one legal act. Takes 0.3 s. Raises WrongPassphrase, NobodyHere."""
        return Bundle.from_json(self.person(tx).entry.get("bundle")).signing_key(passphrase)

    # the centre's statements

    def centre_keys(self, tx: Connection) -> Mapping[str, bytes]:
        """Return key id -> SPKI of the centres this vault has enrolled with, and of the keys that took their place."""
        return centres.keys(tx)

    def statements(self, tx: Connection) -> list[Statement]:
        """Return all statements of known centres whose signature holds."""
        keys = self.centre_keys(tx)
        return [found for signed in truth.all_statements(tx) if (found := open_known(signed, keys)) is not None]

    def credentials(self, tx: Connection) -> list[Credential]:
        """Return the credentials of known centres whose signature holds; the many receipts beside them are not verified again."""
        keys = self.centre_keys(tx)
        told = (open_known(signed, keys) for signed in truth.all_statements(tx) if b"credential" in signed.body)
        return [one for one in told if isinstance(one, Credential)]

    def orders_cleared(self, tx: Connection) -> list[Cleared]:
        """Return what known centres have said about orders of destruction."""
        keys = self.centre_keys(tx)
        told = (open_known(signed, keys) for signed in truth.all_statements(tx) if b'"cleared"' in signed.body)
        return [one for one in told if isinstance(one, Cleared)]

    # sealed parts

    def open_sealed(self, tx: Connection, record_id: str, name: str) -> Mapping[str, object] | None:
        """Return the body of a sealed part, None when it is not sealed to the person who unlocked (nor re-sealed to him later)."""
        stored = truth.record(tx, record_id)
        if stored is None or self.me is None:
            return None
        ref = next((part for part in stored.header.parts if part.name == name), None)
        body = truth.stored_parts(tx, record_id).get(name)
        if ref is None or body is None or ref.sealed_to is None:
            return None
        wrapped = resealed_to(tx, ref.sha256, key_id(self.me.seal_key.public_key().public_bytes_raw()))
        try:
            return check_plaintext(ref, sealed_of(ref, body).open(self.me.seal_key, wrapped=wrapped))
        except NotGenuine:
            return None

    # views

    def rebuild(self, report: Reporter | None = None) -> int:
        """Compute all views anew from the records, all or nothing. Returns how many records were read. Raises Cancelled."""
        with self.write() as tx:
            keys = self.centre_keys(tx)
            count = views.rebuild(tx, lambda signed: _receipt(open_known(signed, keys)), report, office=self.own_office)
            views_are_made(tx)
            return count


def open_known(signed: Signed, keys: Mapping[str, bytes]) -> Statement | None:
    """Return a statement that one of these centre keys signed, else None."""
    for spki in keys.values():
        try:
            return open_statement(signed, spki)
        except (NotGenuine, Unreadable):
            continue
    return None


def _receipt(statement: Statement | None) -> Receipt | None:
    return statement if isinstance(statement, Receipt) else None


def resealed_to(tx: Connection, part_sha256: str, reader: str) -> bytes | None:
    """Return the content key of a part as a later `part.resealed` record wrapped it for a reader."""
    rows = tx.execute(
        select(truth.records.c.record_id, truth.records.c.header)
        .where(truth.records.c.type == "part.resealed")
        .order_by(truth.records.c.arrival.desc())
    )
    for row in rows:
        body = truth.open_part(tx, Header.from_bytes(row.header), row.record_id, "wraps") or {}
        given = body.get("keys")
        if body.get("reader") == reader and isinstance(given, dict) and part_sha256 in given:
            return base64.b64decode(str(given[part_sha256]))
    return None
