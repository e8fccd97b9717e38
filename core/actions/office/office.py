"""What a person tells about his office and himself at the first start."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.hazmat.primitives import serialization

from core.errors import AppError
from core.papers.certificate import self_signed
from core.rules.regions import Regions
from core.vault.keys import Bundle, PersonKeys
from record.signature import public_bytes

DRILL_PROVINCE = "00"
ROLES = ("ptps", "pkd", "panwascam_member", "panwascam_chair", "panwascam_staff", "regency", "province", "national")
REGIMES = ("pemilihan", "pemilu")
NATIONAL_OFFICE = "Bawaslu Republik Indonesia"
TIMEZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class SetupRefused(AppError):
    code = "setup.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetup:
    """An office. code is the region code; names are kept beside it because regions change. timezone: WIB, WITA or WIT."""

    code: str
    name: str
    regime: str
    province: str
    regency: str = ""
    district: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    timezone: str = "WIB"

    @property
    def is_drill(self) -> bool:
        return self.code.startswith(DRILL_PROVINCE)

    def to_body(self) -> dict[str, object]:
        """Raises SetupRefused for a regime or zone that does not exist, RegionUnknown for a code that the region tables do not know."""
        Regions.load().find(self.code)
        if self.regime not in REGIMES or self.timezone not in TIMEZONES:
            raise SetupRefused("The office was not set up: its regime or time zone is unknown.", "Choose one from the list.")
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSetup:
    """Somebody of the office. role: a key of domain rules section 6."""

    name: str
    position: str
    role: str

    def checked(self) -> PersonSetup:
        """Raises SetupRefused without a name or with an unknown role."""
        if not self.name.strip():
            raise SetupRefused("The name is missing.", "Type the name as it shall stand on papers.")
        if self.role not in ROLES:
            raise SetupRefused("This role is not known: {role}.", "Choose one from the list.", role=self.role)
        return self


def person_entry(person_id: str, who: PersonSetup, keys: PersonKeys, bundle: Bundle, *, office: str, at: datetime) -> dict[str, object]:
    """Return the body under which a person stands in the roster: name, public keys, certificate, wrapped private keys."""
    certificate = self_signed(keys.sign, name=who.name, office_code=office, not_before=at)
    return {
        "person": person_id,
        "name": who.name.strip(),
        "position": who.position.strip(),
        "role": who.role,
        "sign_key": base64.b64encode(public_bytes(keys.sign)).decode(),
        "seal_key": base64.b64encode(keys.seal.public_key().public_bytes_raw()).decode(),
        "certificate": base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode(),
        "bundle": bundle.to_json(),
    }
