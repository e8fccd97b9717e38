"""Commands about the office's vault itself: setup, rebuild."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from core.actions.office.office import NATIONAL_OFFICE, OfficeSetup, PersonSetup, SetupRefused
from core.actions.office.setup import Founded, found_office, join_office
from core.commands.folder import vault_folder
from core.commands.passphrase import passphrase
from core.commands.speech import Speech
from core.rules.regions import NATION, Regions, is_drill_code
from core.vault.incoming import Unpacked
from core.vault.vault import Vault
from record.errors import Unreadable
from record.parcel import read_file
from record.roster import RosterRecord
from record.signature import signatures_from_bytes


def setup(args: Namespace, speech: Speech) -> int:
    """Found an office, or join it. Prints the recovery code once, unless a sheet is written."""

    folder = vault_folder(args)
    if args.join:
        records = roster_from(args)
        founded = join_office(folder, records, office=args.office, passphrase=passphrase(args))
    else:
        if not (args.name and args.role and args.regime):
            raise SetupRefused("The office was not set up: name, role and regime are needed.", "Give --name, --role and --regime.")
        who = PersonSetup(name=args.name, position=args.position or args.role, role=args.role)
        founded = found_office(folder, office_setup(args), who, passphrase(args))
    try:
        return _tell(args, speech, founded)
    finally:
        founded.vault.close()


def _tell(args: Namespace, speech: Speech, founded: Founded) -> int:
    with founded.vault.read() as tx:
        person = founded.vault.person(tx)
        facts = founded.vault.roster(tx).offices[founded.vault.office]
    values: dict[str, object] = {"office": founded.vault.office, "person": person.id, "device": founded.vault.log.device}
    if args.recovery is not None:
        from core.papers.recovery_sheet import recovery_sheet
        from core.vault.durable import write_durably

        sheet = recovery_sheet(
            founded.recovery_code,
            office_name=str(facts.get("name")),
            office_code=founded.vault.office,
            made_on=date.today(),
            is_drill=is_drill_code(founded.vault.office),
        )
        write_durably(args.recovery, [sheet])
        speech.result(values, f"{founded.vault.office} {person.id}")
    else:
        values["recovery_code"] = founded.recovery_code
        speech.result(values, f"{founded.vault.office} {person.id}\n{founded.recovery_code}")
    return 0


def office_setup(args: Namespace) -> OfficeSetup:
    """Return the office of the arguments; the names come from the region tables. Raises RegionUnknown."""
    regions = Regions.load()
    pieces = args.office.split(".")
    names = [regions.find(".".join(pieces[: length + 1])).name for length in range(len(pieces))] + ["", "", ""]
    return OfficeSetup(
        code=args.office,
        name=args.office_name or default_name(args.office, names),
        regime=args.regime,
        province=names[0],
        regency=names[1],
        district=names[2],
        village=names[3] if len(pieces) == 4 else "",
        address=args.address,
        phone=args.phone,
        email=args.email,
        timezone=args.timezone,
    )


def default_name(code: str, names: list[str]) -> str:
    """Return the usual name of an office of this level; a default that the office can change. Source: domain forms section 1.1 [M]."""
    if code == NATION:
        return NATIONAL_OFFICE
    match code.count("."):
        case 0:
            return f"Bawaslu {names[0]}"
        case 1:
            return f"Bawaslu {names[1]}"
        case 2:
            return f"Panwaslu Kecamatan {names[2]}"
    return f"Panwaslu Kelurahan/Desa {names[3]}"


def roster_from(args: Namespace) -> list[RosterRecord]:
    """Return the roster records of a parcel file, or of a server. Raises SetupRefused for a file that holds none."""
    if args.join.startswith(("http://", "https://")):
        from core.actions.exchange.enrol import roster_from_server

        return roster_from_server(args.join, args.code or "", office=args.office)
    return roster_in_file(Path(args.join))


def roster_in_file(path: Path) -> list[RosterRecord]:
    """Return the roster records of a parcel file. Raises SetupRefused for a file that cannot be read or holds none."""
    unpacked = Unpacked()
    try:
        with path.open("rb") as source:
            for items in read_file(source):
                unpacked.add(items)
        return [RosterRecord(one.header, signatures_from_bytes(one.signatures), one.parts) for one in unpacked.take_whole()]
    except (OSError, Unreadable) as error:
        raise SetupRefused("This parcel cannot be read.", "Let the first laptop write it again.") from error


def rebuild(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Compute all views anew."""
    _ = args, secret
    count = vault.rebuild(speech.reporter())
    speech.result({"records": count}, f"{count}")
    return 0
