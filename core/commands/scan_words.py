"""What commands print of the signed code on a scan: its facts, one a line, for a person to compare with the page."""

from __future__ import annotations

from core.actions.check.check_scan import CodeCheck
from core.words import say
from forms.library import official


def code_lines(code: CodeCheck) -> list[str]:
    """Return the facts of a code, who signed them, and where the records say otherwise."""
    facts, signer = code.mark.facts, code.mark.credential
    known = official().get(facts.form)
    lines = [
        say("Page {page}. Compare with what is printed:", page=code.page),
        say("  form    {form}", form=known.titles[""] if known is not None else facts.form),
        say("  number  {number}", number=facts.number or "-"),
        say("  date    {day}", day=facts.day.isoformat()),
        say("  office  {office}", office=facts.office),
        say(
            "Signed by {name}, {role}, office {office}; key {key}",
            name=signer.name,
            role=signer.role,
            office=signer.office,
            key=signer.key[:16],
        ),
        say("Vouched for by the centre with the key {centre}", centre=signer.centre),
    ]
    if facts.office.startswith("00"):
        lines.append(say("DRILL: this office is invented; the paper is not official."))
    words = {"number": say("number"), "day": say("date"), "office": say("office"), "form": say("form"), "records": say("content")}
    for one in code.differences:
        lines.append(
            say(
                "DIFFERENT, {what}: the code was signed over {code}, the records say {recorded}",
                what=words[one.what],
                code=one.code or "-",
                recorded=one.recorded or "-",
            )
        )
    places = {"beside": say("beside the code"), "heading": say("in the heading"), "signature": say("above the signatures")}
    for printed in code.printed:
        told = say("{what} {place}", what=words[printed.what], place=places[printed.place])
        if printed.verdict == "differs":
            lines.append(
                say(
                    "DIFFERENT, {what}: {read} is printed on page {page}, {signed} was signed",
                    what=told,
                    read=printed.read,
                    page=printed.page,
                    signed=printed.signed,
                )
            )
        elif printed.verdict != "same":
            lines.append(say("Compare yourself, {what}: not readable well enough", what=told))
    return lines


def code_values(code: CodeCheck) -> dict[str, object]:
    """Return the same for --json."""
    facts, signer = code.mark.facts, code.mark.credential
    return {
        "page": code.page,
        "genuine": code.genuine,
        "paper": facts.paper,
        "form": facts.form,
        "number": facts.number,
        "day": facts.day.isoformat(),
        "office": facts.office,
        "signer": signer.name,
        "role": signer.role,
        "key": signer.key,
        "centre": signer.centre,
        "keys": [code.intact.key, code.known_signer.key, code.as_recorded.key, code.as_printed.key],
        "printed": [
            {"what": one.what, "place": one.place, "page": one.page, "verdict": one.verdict, "signed": one.signed, "read": one.read}
            for one in code.printed
        ],
        "differences": [{"what": one.what, "code": one.code, "recorded": one.recorded} for one in code.differences],
    }
