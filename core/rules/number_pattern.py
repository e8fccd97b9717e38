"""What an official number looks like: kinds of registers, patterns with tokens, and what makes a pattern unfit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from core.errors import AppError
from core.rules.files import read_once, rule_file, shipped

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
COUNTED = ("seq", "month", "month_roman", "year", "day")  # the rest is told by the office
TOLD = ("class", "unit", "office_code", "election", "level")
YEARLY, NEVER = "yearly", "never"
RESTARTS = (YEARLY, NEVER)
ALWAYS = "all"  # the period of a sequence that never restarts
LONGEST, VALUE_LONGEST = 120, 40
_SAME = {"office": "office_code"}  # the domain notes write both
_TOKEN = re.compile(r"\{([a-z_]+)(?::0?([1-9]))?\}")


class PatternUnfit(AppError):
    code = "number.pattern_unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A register of its own. forms: whose numbers stand in it; per_case: all papers of a case share one number; state: V, P or M.

    is_for_all: a supervisor numbers what he writes himself; numbers of the other kinds are given by the keepers of the books alone.
    """

    key: str
    title_id: str
    title_en: str
    register_id: str
    forms: tuple[str, ...]
    per_case: bool
    pattern: str
    restart: str
    state: str
    is_for_all: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text as it stands, or a token with the digits it has at least (0: as many as it needs)."""

    text: str = ""
    token: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern fit to give numbers by. values: what stands for the tokens that the office tells. restart: yearly or never."""

    pieces: tuple[Piece, ...]
    values: Mapping[str, str]
    restart: str

    @classmethod
    def read(cls, text: str, values: Mapping[str, str], restart: str = YEARLY) -> Pattern:
        """Read a pattern. Raises PatternUnfit with the sentence that says what is wrong.

        Two sequence numbers must never give one text: there is exactly one {seq}, no digit may stand right beside it, and a sequence
        that restarts each year needs {year}. Source: domain note forms.md section 1.3.
        """
        text = text.strip()
        if restart not in RESTARTS:
            raise PatternUnfit("The pattern cannot be used: when it restarts is unknown.", "Choose yearly or never.")
        pieces = _pieces(text)
        tokens = [piece.token for piece in pieces if piece.token]
        if "seq" not in tokens:
            raise PatternUnfit(
                "The pattern cannot be used: it has no sequence number, so every paper would get the same number.",
                "Write {seq} or {seq:03} where the running number stands.",
            )
        if tokens.count("seq") > 1:
            raise PatternUnfit("The pattern cannot be used: the sequence number stands in it twice.", "Leave one {seq}.")
        if restart == YEARLY and "year" not in tokens:
            raise PatternUnfit(
                "The pattern cannot be used: it begins again each year but does not show the year, so numbers would come twice.",
                "Write {year} into it, or let the sequence go on for ever.",
            )
        told = {name: str(values.get(name, "")).strip() for name in TOLD if name in tokens}
        for name, value in told.items():
            if not value or len(value) > VALUE_LONGEST or not value.isprintable() or "{" in value or "}" in value:
                raise PatternUnfit(
                    "The pattern cannot be used: there is nothing to put for {token}.",
                    "Type what stands there in your office's numbers, at most 40 characters.",
                    token="{" + name + "}",
                )
        _check_beside(pieces, told)
        return cls(pieces, told, restart)

    def number(self, seq: int, on: date) -> str:
        """Return the number of this sequence number, given on this day (wall date of the office)."""
        found = {
            "seq": seq,
            "month": on.month,
            "day": on.day,
            "year": on.year,
        }
        said = {**self.values, "month_roman": ROMAN[on.month - 1]}
        return "".join(
            piece.text if not piece.token else said[piece.token] if piece.token in said else f"{found[piece.token]:0{piece.digits or 1}d}"
            for piece in self.pieces
        )

    def period(self, on: date) -> str:
        """Return which sequence a day belongs to: its year, or "all"."""
        return str(on.year) if self.restart == YEARLY else ALWAYS

    def sequence_of(self, number: str) -> tuple[str, int] | None:
        """Return (period, sequence number) of a typed number that follows this pattern, None for one that does not."""
        parts = []
        for piece in self.pieces:
            if not piece.token:
                parts.append(re.escape(piece.text))
            elif piece.token in self.values:
                parts.append(re.escape(self.values[piece.token]))
            elif piece.token == "month_roman":
                parts.append("(?:" + "|".join(sorted(ROMAN, key=len, reverse=True)) + ")")
            elif piece.token == "seq":
                parts.append("(?P<seq>[0-9]{1,9})")
            elif piece.token == "year":
                parts.append("(?P<year>[0-9]{4})" if "(?P<year>" not in "".join(parts) else "[0-9]{4}")
            else:
                parts.append("[0-9]{1,2}")
        found = re.fullmatch("".join(parts), number.strip(), re.IGNORECASE)
        if found is None:
            return None
        return (found["year"] if self.restart == YEARLY else ALWAYS), int(found["seq"])

    def text(self) -> str:
        """Return the pattern as it is written."""
        return "".join(piece.text or "{" + piece.token + (f":{piece.digits:02d}" if piece.digits else "") + "}" for piece in self.pieces)


@read_once
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of registers by their key, in the order in which they are shown."""
    return read_kinds(_rules())


def read_kinds(rules: Any) -> dict[str, Kind]:
    """Return the kinds that the parsed numbers.yaml names. Raises KeyError, TypeError or AttributeError for another shape."""
    return {
        key: Kind(
            key=key,
            title_id=given["title_id"],
            title_en=given["title_en"],
            register_id=given["register_id"],
            forms=tuple(given["forms"]),
            per_case=given["per"] == "case",
            pattern=given["pattern"],
            restart=given["restart"],
            state=given["state"],
            is_for_all=given.get("given_by") == "everyone",
            values={name: str(value) for name, value in given.get("values", {}).items()},
        )
        for key, given in rules["kinds"].items()
    }


@read_once
def keepers() -> frozenset[str]:
    """Return the roles that keep the number books of an office. Source: domain rules section 6."""
    return read_keepers(_rules()) or read_keepers(yaml.safe_load(shipped("numbers.yaml")))


def read_keepers(rules: Any) -> frozenset[str]:
    """Return the roles that the parsed numbers.yaml names, none for a version older than this. Raises TypeError for another shape."""
    told = rules.get("keepers", [])
    if not isinstance(told, list):
        raise TypeError("keepers is a list of roles")
    return frozenset(map(str, told))


def kind_of(form_id: str) -> Kind | None:
    """Return the register in which numbers of this form stand, None for a form without a number of its own."""
    return next((kind for kind in kinds().values() if form_id in kind.forms), None)


def usual_values(kind: Kind, *, office: str, regime: str) -> dict[str, str]:
    """Return what the tokens stand for until the office says otherwise. office: its code; regime: pemilihan or pemilu."""
    values = _rules()["values"]
    election = values["election"].get(regime, values["election"]["pemilihan"])["value"]
    return {"level": values["level"]["value"], "election": election, "office_code": office, "unit": f"K-{office}", **kind.values}


@read_once
def _rules() -> Any:
    return yaml.safe_load(rule_file("numbers.yaml"))


def _pieces(text: str) -> tuple[Piece, ...]:
    if not text or len(text) > LONGEST or not text.isprintable():
        raise PatternUnfit("The pattern cannot be used: it is empty or too long.", "Write at most 120 characters, as {seq:03}/LHP/{year}.")
    found: list[Piece] = []
    at = 0
    for token in _TOKEN.finditer(text):
        if token.start() > at:
            found.append(_literal(text[at : token.start()]))
        name = _SAME.get(token[1], token[1])
        if name not in COUNTED + TOLD or (token[2] and name not in ("seq", "month", "day")):
            raise _unknown(token[0])
        found.append(Piece(token=name, digits=int(token[2] or 0)))
        at = token.end()
    if at < len(text):
        found.append(_literal(text[at:]))
    return tuple(found)


def _literal(text: str) -> Piece:
    if "{" in text or "}" in text:
        raise _unknown(text)
    return Piece(text=text)


def _unknown(what: str) -> PatternUnfit:
    return PatternUnfit(
        "The pattern cannot be used: {what} is not understood.",
        "Use seq, month, month_roman, year, day, class, unit, office_code, election and level between curly brackets.",
        what=what,
    )


def _check_beside(pieces: tuple[Piece, ...], told: Mapping[str, str]) -> None:
    """Digits right beside the sequence number would let 1 and 11 be read as one: 1|12024 and 11|2024."""
    at = next(number for number, piece in enumerate(pieces) if piece.token == "seq")
    before = _written(pieces[at - 1], told) if at else ""
    after = _written(pieces[at + 1], told) if at + 1 < len(pieces) else ""
    if before[-1:].isdigit() or after[:1].isdigit():
        raise PatternUnfit(
            "The pattern cannot be used: a digit stands right beside the sequence number.", "Put a sign between them, as a slash."
        )


def _written(piece: Piece, told: Mapping[str, str]) -> str:
    """What stands there, for its first and last sign only."""
    return piece.text or told.get(piece.token) or ("I" if piece.token == "month_roman" else "0")
