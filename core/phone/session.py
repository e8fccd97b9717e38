"""What a phone may do while the page is open: hand in files, one after the other, into one case."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal

from core.actions.cases.exhibits import attach_stored, kept_in_case
from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.evidence.inspect import Intake
from core.phone.envelope import close, keys_of, new_code, nonce_of, unclose
from core.vault.blobs import Stored
from core.vault.errors import DiskRefused, check_room
from core.vault.partial_blob import PartialBlob, partial_folder
from core.vault.vault import Vault
from core.vault.views import Changes
from core.words import explain
from record.errors import Unreadable
from record.strict_json import parse_object

PIECE_BYTES = 1024 * 1024
LEFT_OVER_S = 14 * 24 * 3600.0  # an unfinished file that nobody went on with
HEAD_MAX, NAME_MAX = 4096, 160
_SHA256, _PHONE = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{16,64}")

State = Literal["coming", "kept", "known", "refused"]


class PhoneRefused(AppError):
    code = "phone.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneFile:
    """One file as both screens show it. size, come: bytes. no: its number in the case once it is kept, or was there already (known)."""

    sha256: str
    name: str
    size: int
    come: int = 0
    state: State = "coming"
    no: str = ""
    trouble: AppError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneStanding:
    """How it stands. has_phone: one has begun; others: how often a second phone was turned away."""

    code: str
    files: tuple[PhoneFile, ...]
    has_phone: bool
    others: int


class PhoneSession:
    """Safe to call from any thread; calls wait for each other. Unfinished files stay, encrypted, and are taken up again."""

    def __init__(
        self,
        vault: Vault,
        case_id: str,
        intake: Intake,
        *,
        case_words: str = "",
        now: Now = wall_now,
        changed: Callable[[], None] = lambda: None,
        took: Callable[[Changes], None] = lambda _changes: None,
    ) -> None:
        """case_words: how the phone is told into which case. changed: called in any thread; took: when an exhibit is durable."""
        self._vault, self._case_id, self._intake, self._now = vault, case_id, intake, now
        self._case_words, self._changed, self._took = case_words, changed, took
        self._turn = Lock()
        self._files: dict[str, PhoneFile] = {}
        self._phone, self._others, self._is_over = "", 0, False
        self._partial: PartialBlob | None = None
        self._coming = ""
        self.code = new_code()
        _forget_left_over(vault)

    def standing(self) -> PhoneStanding:
        return PhoneStanding(code=self.code, files=tuple(self._files.values()), has_phone=bool(self._phone), others=self._others)

    def renew(self) -> None:
        """Make a new code, for another phone; the old one is worth nothing from now on. What came stays."""
        with self._turn:
            self._put_down()
            self.code, self._phone, self._others = new_code(), "", 0
        self._changed()

    def stop(self) -> None:
        """Take nothing new from now on; returns at once."""
        self._is_over = True

    def end(self) -> None:
        """Take nothing more, and put down what is open."""
        self.stop()
        with self._turn:
            self._put_down()

    def answer(self, closed: bytes) -> bytes:
        """Do what a closed message asks and return the closed reply. Raises NotFromCode; every other refusal is a reply."""
        with self._turn:
            keys = keys_of(self.code)
            plain = unclose(keys, "to-laptop", closed)
            try:
                reply = self._do(*_opened(plain))
            except AppError as error:
                title, hint = explain(error)
                reply = {"trouble": {"code": error.code, "title": title, "hint": hint}}
        self._changed()
        return close(keys, "to-phone", json.dumps(reply, ensure_ascii=False).encode(), answers=nonce_of(closed))

    def _do(self, asked: dict[str, object], piece: bytes) -> dict[str, object]:
        if self._is_over:
            raise _over()
        phone, call = str(asked.get("phone")), asked.get("call")
        if not _PHONE.fullmatch(phone):
            raise _unreadable()
        if self._phone not in ("", phone):
            self._others += 1
            raise PhoneRefused("Another phone is sending here already.", "On the laptop, choose New code and scan that one.")
        if call == "hello":
            return {"case": self._case_words}
        self._phone = phone
        digest = str(asked.get("sha256"))
        if not _SHA256.fullmatch(digest):
            raise _unreadable()
        if call == "file":
            return self._begin(digest, _name(asked.get("name")), _size(asked.get("size")))
        if call == "piece" and digest in self._files:
            return self._add(digest, _size(asked.get("offset")), piece)
        raise _unreadable()

    def _begin(self, digest: str, name: str, size: int) -> dict[str, object]:
        """A file is announced, for the first time or again after the line broke: say how far it has come."""
        if (no := kept_in_case(self._vault, self._case_id, digest)) is not None:
            was_coming = self._files.get(digest)
            state: State = "kept" if was_coming is not None and was_coming.state == "kept" else "known"
            self._files[digest] = PhoneFile(sha256=digest, name=name, size=size, come=size, state=state, no=no)
            return _done(self._files[digest])
        self._files[digest] = PhoneFile(sha256=digest, name=name, size=size)
        with self._told(digest):
            offset = self._take_up(digest).offset
            check_room(self._vault.folder, size - offset)
            return self._went_on(digest, offset)

    def _add(self, digest: str, offset: int, piece: bytes) -> dict[str, object]:
        if self._files[digest].state != "coming" and kept_in_case(self._vault, self._case_id, digest) is not None:
            return _done(self._files[digest])
        with self._told(digest):
            partial = self._take_up(digest)
            if offset == partial.offset:  # else it was sent twice, or something is missing: the phone goes on from where we are
                partial.add(piece)
            return self._went_on(digest, partial.offset)

    def _went_on(self, digest: str, offset: int) -> dict[str, object]:
        one = self._files[digest] = replace(self._files[digest], come=offset, state="coming", trouble=None)
        if offset < one.size:
            return {"offset": offset}
        assert self._partial is not None
        partial, self._partial = self._partial, None
        with partial:
            partial.finish()  # the hash is compared here: another one is refused
        changes = attach_stored(
            self._vault, self._case_id, Stored(digest, one.size), one.name, obtained="phone", intake=self._intake, now=self._now
        )
        self._files[digest] = replace(one, state="kept", no=kept_in_case(self._vault, self._case_id, digest) or "")
        self._took(changes)
        return _done(self._files[digest])

    def _take_up(self, digest: str) -> PartialBlob:
        if self._partial is None or self._coming != digest:
            self._put_down()
            self._partial, self._coming = PartialBlob(self._vault.blobs, digest, self._files[digest].size), digest
        return self._partial

    def _put_down(self) -> None:
        partial, self._partial = self._partial, None
        if partial is not None:
            with suppress(DiskRefused), partial:  # a full disk: the whole segments before it stay
                pass

    @contextmanager
    def _told(self, digest: str) -> Iterator[None]:
        """A refusal stands beside its file, and what was open is put down: the next attempt begins from what the disk holds."""
        try:
            yield
        except AppError as error:
            self._put_down()
            self._files[digest] = replace(self._files[digest], state="refused", trouble=error)
            raise


def _opened(plain: bytes) -> tuple[dict[str, object], bytes]:
    length = int.from_bytes(plain[:4], "big")
    try:
        if not 0 < length <= HEAD_MAX:
            raise Unreadable("no head")
        return parse_object(plain[4 : 4 + length]), plain[4 + length :]
    except Unreadable as error:
        raise _unreadable() from error


def _done(one: PhoneFile) -> dict[str, object]:
    return {"done": one.state, "no": one.no, "sha256": one.sha256}


def _size(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise _unreadable()
    return value


def _name(value: object) -> str:
    """Return a file name as it may be shown and kept: the last piece of it, printable, never empty."""
    last = re.split(r"[\\/]", value if isinstance(value, str) else "")[-1]
    return "".join(one for one in last if one.isprintable())[-NAME_MAX:].strip(". ") or "foto"


def _forget_left_over(vault: Vault) -> None:
    folder, old = partial_folder(vault.blobs), time.time() - LEFT_OVER_S
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):  # it is being finished just now
            if path.stat().st_mtime < old:
                path.unlink()


def _over() -> PhoneRefused:
    return PhoneRefused("The laptop takes nothing more.", "Open From the phone there again and scan its code.")


def _unreadable() -> PhoneRefused:
    return PhoneRefused("The laptop did not understand this page.", "Reload the page on the phone.")
