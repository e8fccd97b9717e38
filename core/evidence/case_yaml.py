"""Read sample cases and the office they belong to from YAML. Source of the format: resources/cases/README.md."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TypeVar

from core.errors import AppError
from core.evidence.case_file import CaseFile, Clarification, EvidenceItem, FormA, OfficeFile, Official, Person, Place, Witness
from core.evidence.yaml_keys import CaseInvalid, Keys, read_yaml
from core.rules.regions import Region, Regions, RegionUnknown

REGIMES = ("pemilihan", "pemilu")
ORIGINS = ("temuan", "laporan", "pengawasan", "informasi_awal")
TIMEZONES = ("WIB", "WITA", "WIT")
TIMELINE_DAYS = (
    "informed", "receipt", "lhp_signed", "plenary", "initial_study", "completion_notice", "registered", "registered_by_regency",
    "taken_over", "handed_over", "decided", "status_notice",
)  # fmt: skip


class CaseFileMissing(AppError):
    """A file that a case names, or the office file beside it, is not there."""

    code = "case.file_missing"


def read_cases(path: Path) -> tuple[OfficeFile, tuple[CaseFile, ...]]:
    """Return the office and its cases from a folder, or from one case file with office.yaml beside it.

    Raises CaseInvalid naming file and key, CaseFileMissing. One wrong file refuses the whole folder, before anything is imported.
    """
    folder = path if path.is_dir() else path.parent
    files = [path]
    if path.is_dir():
        files = [one for one in path.iterdir() if one.suffix in (".yaml", ".yml") and one.is_file() and one.stem != "office"]
    if not files or path.stem == "office":
        raise CaseFileMissing("There is no case in {folder}.", "Choose a folder with case files, or one case file.", folder=folder.name)
    office_path = next((one for name in ("office.yaml", "office.yml") if (one := folder / name).is_file()), None)
    if office_path is None:
        raise CaseFileMissing("There is no office.yaml in {folder}.", "Put the office file beside the cases.", folder=folder.name)
    cases = tuple(read_case(one) for one in sorted(files, key=_natural))
    for case in cases:
        if case is not (first := next(one for one in cases if one.id == case.id)):
            raise CaseInvalid(
                "The files {other} and {file} have the same id.", "Give each case its own id.", other=first.path.name, file=case.path.name
            )
    return read_office(office_path), cases


def read_office(path: Path) -> OfficeFile:
    """Return the office of a file. Raises CaseInvalid."""
    _, top = read_yaml(path)
    keys = top.under("office")
    if keys is None:
        raise top.missing("office")
    province, regency, district = (_place(keys.under(level)) for level in ("province", "regency", "district"))
    if province is None or regency is None:
        raise keys.missing("province" if province is None else "regency")
    for outer, inner in ((province, regency), (regency, district)):
        if inner is not None and not inner.code.startswith(f"{outer.code}."):
            raise CaseInvalid(
                "The file {file} has region codes that do not fit together.",
                "Each code begins with the one above it: 00, 00.00, 00.00.01.",
                file=path.name,
            )
    villages = tuple(place for one in keys.items("villages") if (place := _place(one)))
    office = OfficeFile(
        path=path,
        name=keys.text("name", required=True),
        address=keys.text("address"),
        phone=keys.text("phone"),
        email=keys.text("email"),
        province=province,
        regency=regency,
        district=district,
        villages=villages,
        timezone=keys.one_of("timezone", TIMEZONES),
        chair=keys.text("chair"),
        members=keys.texts("members"),
        staff=keys.texts("staff"),
        pkd=keys.texts_by_name("pkd"),
        contest=keys.texts_by_name("contest"),
        remarks=(),
    )
    keys.finish()
    top.finish()
    return replace(office, remarks=tuple(keys.remarks))


def check_regions(office: OfficeFile, regions: Regions) -> Region:
    """Return the region of an office whose codes are all in the tables. Raises RegionUnknown naming the first that is not."""
    places = [office.province, office.regency, *([office.district] if office.district else []), *office.villages]
    for place in places:
        try:
            regions.find(place.code)
        except RegionUnknown as error:
            raise RegionUnknown(
                "The region code {region_code} in {file} is not known.",
                "Check the code in the list of regions; invented cases use the drill region 00.",
                region_code=place.code,
                file=office.path.name,
            ) from error
    return regions.find(office.code)


def read_case(path: Path) -> CaseFile:
    """Return the case of a file; its `expected` is never read. Raises CaseInvalid naming file and key, CaseFileMissing."""
    content, keys = read_yaml(path)
    keys.skip("expected")
    form_a, timeline = keys.under("form_a"), keys.under("timeline")
    reporter = keys.under("reporter")
    days, case_number, clarifications = _timeline(timeline)
    case = CaseFile(
        path=path,
        sha256=sha256(content).hexdigest(),
        id=keys.text("id", required=True),
        regime=keys.one_of("regime", REGIMES),
        origin=keys.one_of("origin", ORIGINS),
        source_form=keys.text("source_form"),
        form_a=_texts(FormA, form_a) if form_a else None,
        reporter=_texts(Person, reporter) if reporter else None,
        reported=tuple(_texts(Official, one) for one in keys.items("reported")),
        observed=tuple(_texts(Official, one) for one in keys.items("observed")),
        event=keys.text("event"),
        event_place=keys.text("event_place"),
        event_date=keys.date("event_date"),
        event_time=keys.time("event_time"),
        known_date=keys.date("known_date"),
        reported_at=keys.moment("reported_at"),
        description=keys.text("description"),
        witnesses=tuple(_witness(one) for one in keys.items("witnesses")),
        evidence=tuple(_evidence(one) for one in keys.items("evidence")),
        copies=keys.whole("copies"),
        days=days,
        case_number=case_number,
        clarifications=clarifications,
        remarks=(),
    )
    keys.finish()
    return replace(case, remarks=tuple(keys.remarks))


_T = TypeVar("_T")
_READ_AS = {
    "birth_date": Keys.date,
    "date": Keys.date,
    "dispute_time": Keys.moment,
    "has_dispute": Keys.flag,
    "has_violation": Keys.flag,
    "held": Keys.date,
    "invited": Keys.date,
    "object_date": Keys.date,
    "supervisor": Keys.texts,
    "time": Keys.time,
    "time_from": Keys.time,
    "time_to": Keys.time,
}  # every other key is a text


def _texts(kind: type[_T], keys: Keys) -> _T:
    """Return a value whose every field is the key of the same name, read as a text or as _READ_AS says."""
    found = {field.name: _READ_AS.get(field.name, Keys.text)(keys, field.name) for field in fields(kind)}  # type: ignore[arg-type]
    keys.finish()
    return kind(**found)


def _place(keys: Keys | None) -> Place | None:
    if keys is None:
        return None
    place = Place(code=keys.text("code", required=True), name=keys.text("name", required=True))
    keys.finish()
    return place


def _witness(keys: Keys) -> Witness:
    person = keys.under("person")
    if person is None:
        raise keys.missing("person")
    witness = Witness(person=_texts(Person, person), statement=keys.text("statement"), sworn=keys.flag("sworn"))
    keys.finish()
    return witness


def _evidence(keys: Keys) -> EvidenceItem:
    file = keys.text("file")
    item = EvidenceItem(
        no=keys.text("no"),
        kind=keys.text("kind"),
        title=keys.text("title"),
        taken_by=keys.text("taken_by"),
        place=keys.text("place"),
        evidence_class=keys.text("evidence_class"),
        taken_at=keys.moment("taken_at"),
        obtained_from=keys.text("obtained_from"),
        copies=keys.whole("copies"),
        note=keys.text("note"),
        file=_file(keys, file) if file else None,
    )
    keys.finish()
    return item


def _file(keys: Keys, written: str) -> Path:
    relative = PurePosixPath(written.replace("\\", "/"))
    if relative.is_absolute() or ":" in written or "\0" in written:
        raise keys.wrong("file")
    found = keys.path.parent.joinpath(*relative.parts).resolve()
    if not found.is_file():
        raise CaseFileMissing(
            "The file {missing} that {file} names is not there.",
            "Put it where the case file says, or take the line out, then try again.",
            missing=relative.name,
            file=keys.path.name,
        )
    return found


def _timeline(keys: Keys | None) -> tuple[dict[str, str], str, tuple[Clarification, ...]]:
    if keys is None:
        return {}, "", ()
    days = {day: value for day in TIMELINE_DAYS if (value := keys.date(day))}
    clarifications = tuple(_texts(Clarification, one) for one in keys.items("clarification"))
    case_number = keys.text("case_number")
    keys.finish()
    return days, case_number, clarifications


def _natural(path: Path) -> list[tuple[int, str]]:
    """case-2 before case-10."""
    return [(int(digits or 0), letters) for letters, digits in re.findall(r"(\D+)|(\d+)", path.stem)]
