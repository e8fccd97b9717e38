"""Is a certificate issued by an authority that is believed here, and was it valid at a moment: by RFC 5280, without any network."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from asn1crypto import x509  # type: ignore[import-untyped]
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from paper.cms_signature import Verified
from paper.later_states import ValidationData
from paper.refused import PARSER_ERRORS

Standing = Literal["valid", "not_asked", "revoked", "outside", "unknown"]
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)  # it tells of every path it tries; names are nobody's business


@dataclass(frozen=True)
class Trust:
    """The certificates (DER) of the authorities that are believed here. Nothing is believed for lying in a paper."""

    authorities: tuple[bytes, ...] = ()


def standing(trust: Trust, by: Verified, at: datetime, lying_there: ValidationData, *, for_timestamps: bool = False) -> Standing:
    """Return how a certificate stood at a moment.

    valid: issued by an authority believed here, and the revocation data in the paper show that it was in force. not_asked: issued and
    within its dates, but whether it had been revoked was not asked. revoked, outside (of its dates): so it was at that moment.
    unknown: no authority believed here has issued it, or not for this purpose. at: aware. Source: RFC 5280 section 6.
    """
    if not trust.authorities:
        return "unknown"
    found = _try(trust, by, at, lying_there, for_timestamps, "require")
    return found if found in ("valid", "revoked") else _try(trust, by, at, ValidationData(), for_timestamps, "soft-fail")


def _try(trust: Trust, by: Verified, at: datetime, lying_there: ValidationData, for_timestamps: bool, mode: str) -> Standing:
    try:
        context = ValidationContext(
            trust_roots=_parsed(trust.authorities),
            other_certs=_parsed((*by.chain, *lying_there.certificates)),
            moment=at,
            allow_fetching=False,
            ocsps=list(lying_there.ocsps),
            crls=list(lying_there.crls),
            revocation_mode=mode,
            retroactive_revinfo=True,  # it is fetched after the moment it is asked about
        )
        certificate = x509.Certificate.load(by.certificate)
        validator = CertificateValidator(certificate, validation_context=context)
        if for_timestamps:
            asyncio.run(validator.async_validate_usage(set(), {"time_stamping"}))  # type: ignore[no-untyped-call]
        else:
            asyncio.run(validator.async_validate_path())
            usage = certificate.key_usage_value
            if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
                return "unknown"
    except RevokedError:
        return "revoked"
    except (ExpiredError, NotYetValidError):
        return "outside"
    except (PathError, ValidationError, *PARSER_ERRORS):
        return "unknown"
    return "valid" if mode == "require" else "not_asked"


def _parsed(certificates: Sequence[bytes]) -> list[x509.Certificate]:
    return [x509.Certificate.load(one) for one in certificates]
