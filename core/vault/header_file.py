"""The small file beside the database that says how to open it: cipher settings and the slots of the data key. Written twice."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from core.vault.durable import write_durably
from core.vault.errors import VaultMissing, WrongPassphrase, damaged, newer, wrong_passphrase
from core.vault.header_names import NAMES
from core.vault.keys import Hardness, derive, hardness_of, recovery_root, root_of, unwrap, wrap

FORMAT = 1
PAGE_SIZE = 16384
HMAC = "HMAC_SHA256"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key: a person's passphrase (person is his id) or the recovery sheet (person is empty)."""

    person: str
    wrapped: str
    salt: str = ""
    hardness: Hardness = field(default_factory=Hardness)

    @property
    def is_recovery(self) -> bool:
        return not self.person


@dataclass(frozen=True, slots=True)
class VaultHeader:
    """What `vault.header` holds. sequence grows with every change, so that the newer of the two copies wins."""

    sequence: int
    slots: tuple[Slot, ...]

    def with_passphrase(self, data_key: bytes, person: str, salt: bytes, root: bytes, hardness: Hardness) -> VaultHeader:
        """Return the header with this person's slot, in place of any earlier one of his."""
        slot = Slot(person, wrap(derive(root, "bukti/slot/1"), data_key, "slot"), salt.hex(), hardness)
        return replace(self, slots=(*(s for s in self.slots if s.person != person), slot))

    def with_recovery(self, data_key: bytes, code: str) -> VaultHeader:
        """Return the header with a new recovery sheet; the earlier sheet opens nothing any more."""
        slot = Slot("", wrap(derive(recovery_root(code), "bukti/recovery/1"), data_key, "slot"))
        return replace(self, slots=(*(s for s in self.slots if not s.is_recovery), slot))

    def without(self, person: str) -> VaultHeader:
        """Return the header without this person's slot."""
        return replace(self, slots=tuple(s for s in self.slots if s.person != person))

    def open_with_passphrase(self, passphrase: str) -> tuple[bytes, str, bytes]:
        """Return (data key, person id, root). Tries each slot, 0.3 s each. Raises WrongPassphrase."""
        for slot in self.slots:
            if slot.is_recovery:
                continue
            root = root_of(passphrase, bytes.fromhex(slot.salt), slot.hardness)
            try:
                return unwrap(derive(root, "bukti/slot/1"), slot.wrapped, "slot"), slot.person, root
            except WrongPassphrase:
                continue
        raise wrong_passphrase()

    def open_with_recovery(self, code: str) -> bytes:
        """Return the data key. Raises WrongPassphrase."""
        root = recovery_root(code)
        for slot in self.slots:
            if slot.is_recovery:
                return unwrap(derive(root, "bukti/recovery/1"), slot.wrapped, "slot")
        raise wrong_passphrase()

    def save(self, folder: Path, data_key: bytes) -> VaultHeader:
        """Write both copies, one after the other, so that a crash leaves at least one whole. Returns what was written."""
        saved = replace(self, sequence=self.sequence + 1)
        raw = saved._to_bytes(data_key)
        for name in NAMES:
            write_durably(folder / name, [raw])
        return saved

    def check(self, folder: Path, data_key: bytes) -> list[str]:
        """Return which of the two files on the disk are not what the owner of the data key wrote."""
        return [name for name in NAMES if not _is_authentic(folder / name, data_key)]

    def _to_bytes(self, data_key: bytes) -> bytes:
        body = {
            "format": FORMAT,
            "sequence": self.sequence,
            "cipher": {"page_size": PAGE_SIZE, "hmac": HMAC},
            "slots": [
                {
                    "person": s.person,
                    "wrapped": s.wrapped,
                    "salt": s.salt,
                    "memory_kib": s.hardness.memory_kib,
                    "passes": s.hardness.passes,
                    "lanes": s.hardness.lanes,
                }
                for s in self.slots
            ],
        }
        text = json.dumps(body, separators=(",", ":"), sort_keys=True)
        seal = hmac.new(derive(data_key, "bukti/header/1"), text.encode(), sha256).hexdigest()
        return json.dumps({"body": text, "sha256": sha256(text.encode()).hexdigest(), "seal": seal}).encode() + b"\n"

    @classmethod
    def load(cls, folder: Path) -> VaultHeader:
        """Return the newer readable copy. Raises VaultMissing, VaultNewer, VaultDamaged; changes nothing."""
        if not any((folder / name).exists() for name in NAMES):
            raise VaultMissing("There is no vault in this folder.", "Choose the right folder, or set up a new vault.", path=str(folder))
        found = [header for name in NAMES if (header := _read(folder / name)) is not None]
        if not found:
            raise damaged()
        return max(found, key=lambda header: header.sequence)


def _outer(path: Path) -> dict[str, object] | None:
    try:
        outer = json.loads(path.read_bytes())
        return outer if sha256(outer["body"].encode()).hexdigest() == outer["sha256"] else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _read(path: Path) -> VaultHeader | None:
    if (outer := _outer(path)) is None:
        return None
    body = json.loads(str(outer["body"]))
    if not isinstance(body, dict) or not isinstance(body.get("format"), int):
        return None
    if body["format"] > FORMAT or body.get("cipher") != {"page_size": PAGE_SIZE, "hmac": HMAC}:
        raise newer()
    return VaultHeader(body["sequence"], tuple(_slot(item) for item in body["slots"]))


def _slot(item: Mapping[str, object]) -> Slot:
    return Slot(str(item["person"]), str(item["wrapped"]), str(item["salt"]), hardness_of(item))


def _is_authentic(path: Path, data_key: bytes) -> bool:
    if (outer := _outer(path)) is None:
        return False
    seal = hmac.new(derive(data_key, "bukti/header/1"), str(outer["body"]).encode(), sha256).hexdigest()
    return hmac.compare_digest(seal, str(outer.get("seal")))
