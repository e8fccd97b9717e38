"""Which tokens and keys on them there are, and what can go wrong with one; what speaks to them is `token.py`."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import AppError


class TokenRefused(AppError):
    code = "token.refused"


class NoModule(TokenRefused):
    code = "token.no_module"


class TokenGone(TokenRefused):
    code = "token.gone"


class WrongPin(TokenRefused):
    """The title says how many tries are left, where the token tells."""

    code = "token.pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSeen:
    """A token that is plugged in. serial: hexadecimal, the name by which it is chosen. has_keypad: the PIN is typed on the reader."""

    label: str
    serial: str
    maker: str
    has_keypad: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKey:
    """Which key of which token signs. module: path of the PKCS#11 library; certificate: its SHA-256, "" for the only one there is."""

    module: str
    serial: str
    certificate: str = ""
