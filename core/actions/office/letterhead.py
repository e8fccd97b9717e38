"""The letterhead of an office and the size of its paper: settings of the office, with what the set-up told as default."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.office.office_settings import LETTERHEAD, LOGO, PAPERS, set_for_office, settings_of
from core.errors import AppError
from core.evidence.inspect import Intake
from core.evidence.logo import LOGO_BYTES_MAX, is_fit_for_print, why_no_logo
from core.papers.content import OfficeFacts, PaperSize
from core.vault.vault import Vault
from core.vault.views import Changes

LINES_MAX, LINE_LENGTH_MAX = 5, 160
SIZES: tuple[PaperSize, ...] = ("A4", "F4")


class LetterheadRefused(AppError):
    code = "letterhead.refused"


class LogoRefused(AppError):
    code = "letterhead.logo_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadSetting:
    """What stands above a letter. name_lines: printed in capitals; city: before the date; logo_png: as it is printed, None for none."""

    name_lines: tuple[str, ...]
    address: str = ""
    phone: str = ""
    email: str = ""
    city: str = ""
    logo_png: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The usual size of paper, and what forms are printed on another: form id -> size."""

    usual: PaperSize = "A4"
    by_form: Mapping[str, PaperSize]

    def size_for(self, form_id: str) -> PaperSize:
        return self.by_form.get(form_id, self.usual)


def letterhead_of(vault: Vault, tx: Connection) -> LetterheadSetting:
    """Return the letterhead in force: what the office has set, else what the set-up told, under the office's own name."""
    facts, kept = vault.roster(tx).offices.get(vault.office, {}), settings_of(vault, tx, LETTERHEAD)
    lines = kept.get("name_lines")

    def told(key: str) -> str:
        return str(kept.get(key, facts.get(key)) or "")

    return LetterheadSetting(
        name_lines=tuple(map(str, lines)) if isinstance(lines, list) and lines else (str(facts.get("name") or ""),),
        address=told("address"),
        phone=told("phone"),
        email=told("email"),
        city=str(kept["city"]) if "city" in kept else _city(facts),
        logo_png=_png(settings_of(vault, tx, LOGO).get("png")),
    )


def suggested_lines(vault: Vault, tx: Connection) -> tuple[str, ...]:
    """Return the name lines that sub-district offices commonly have. Source: domain forms 1.1, not confirmed: printed only when set."""
    facts = vault.roster(tx).offices.get(vault.office, {})
    if vault.office.count(".") != 2 or not facts.get("district"):
        return ()
    district = str(facts["district"]).removeprefix("Kecamatan ")
    return ("Badan Pengawas Pemilihan Umum", f"Panitia Pengawas Pemilihan Umum Kecamatan {district}")


def keep_letterhead(vault: Vault, wanted: LetterheadSetting, *, now: Now = wall_now) -> Changes:
    """Set the letterhead for the office; nothing is written of what stays. Raises LetterheadRefused, NobodyHere."""
    lines = tuple(one for line in wanted.name_lines if (one := " ".join(line.split())))
    rest = {name: " ".join(str(getattr(wanted, name)).split()) for name in ("address", "phone", "email", "city")}
    if not lines or len(lines) > LINES_MAX:
        raise LetterheadRefused("The letterhead was not kept: it needs one to five name lines.", "Write each name on a line of its own.")
    if any(len(one) > LINE_LENGTH_MAX for one in (*lines, *rest.values())):
        raise LetterheadRefused("The letterhead was not kept: a line is too long for the paper.", "Write at most 160 characters a line.")
    with vault.write() as tx:
        before = letterhead_of(vault, tx)
        said = {"name_lines": list(lines), **rest}
        was = {"name_lines": list(before.name_lines), **{name: getattr(before, name) for name in rest}}
        changes = set_for_office(vault, tx, LETTERHEAD, said, now=now) if said != was else Changes()
        if wanted.logo_png != before.logo_png:
            logo = {"png": base64.b64encode(wanted.logo_png).decode()} if wanted.logo_png else {}
            changes += set_for_office(vault, tx, LOGO, logo, now=now)
    return changes


def read_logo(path: Path, intake: Intake) -> bytes:
    """Return the picture of a file as a PNG of the size that print needs. It is opened by the child process; nothing is kept yet.

    Raises LogoRefused for no PNG or JPEG, a damaged one, and above 10 MB or 25 million pixels.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise LogoRefused("The logo was not taken: the file cannot be read.", "Check the path and the stick.") from error
    found = intake.logo(path) if 0 < size <= LOGO_BYTES_MAX else None
    if found is None or found.png is None:
        title = why_no_logo("empty" if size == 0 else "too_large" if found is None else str(found.why_not))
        raise LogoRefused(title, "Choose a PNG or JPEG picture of the logo, at most 10 MB.")
    return found.png


def paper_of(vault: Vault, tx: Connection) -> Paper:
    """Return what the office prints on."""
    kept = settings_of(vault, tx, PAPERS)
    forms = kept.get("forms")
    by_form = {str(form_id): _size(size) for form_id, size in forms.items()} if isinstance(forms, Mapping) else {}
    return Paper(usual=_size(kept.get("size")), by_form=by_form)


def keep_paper(vault: Vault, wanted: Paper, *, now: Now = wall_now) -> Changes:
    """Set the sizes of paper for the office; forms on the usual size are not named. Raises NobodyHere."""
    by_form = {form_id: size for form_id, size in sorted(wanted.by_form.items()) if size != wanted.usual}
    with vault.write() as tx:
        return set_for_office(vault, tx, PAPERS, {"size": wanted.usual, "forms": by_form}, now=now)


def office_on_paper(vault: Vault, tx: Connection) -> OfficeFacts:
    """Return the office as papers name it."""
    facts = vault.roster(tx).offices.get(vault.office, {})
    return as_facts(letterhead_of(vault, tx), name=str(facts.get("name") or ""), timezone=str(facts.get("timezone") or "WIB"))


def office_facts(vault: Vault, tx: Connection) -> dict[str, object]:
    """Return what is known of the office: its founding, with address, telephone, e-mail and `city` as it prints them now."""
    head = letterhead_of(vault, tx)
    facts = vault.roster(tx).offices.get(vault.office, {})
    return {**facts, "address": head.address, "phone": head.phone, "email": head.email, "city": head.city}


def as_facts(head: LetterheadSetting, *, name: str = "", timezone: str = "WIB") -> OfficeFacts:
    """Return a letterhead as papers take it. name: the office in sentences; timezone: WIB, WITA or WIT."""
    return OfficeFacts(
        name=name,
        name_lines=head.name_lines,
        address=head.address,
        phone=head.phone,
        email=head.email,
        timezone=timezone,
        logo_png=head.logo_png,
        city=head.city,
    )


def _city(facts: Mapping[str, object]) -> str:
    regency = str(facts.get("regency") or "").removeprefix("Kabupaten ").removeprefix("Kota ")
    return str(facts.get("village") or facts.get("district") or regency)


def _size(told: object) -> PaperSize:
    return "F4" if told == "F4" else "A4"


def _png(told: object) -> bytes | None:
    try:
        png = base64.b64decode(told, validate=True) if isinstance(told, str) else b""
    except ValueError:
        return None
    return png if is_fit_for_print(png) else None
