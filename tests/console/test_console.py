"""The console as its people use it: who may see what, what they see, and what nobody else can make them do."""

from __future__ import annotations

import ast
import html
import os
import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from record.pack import make_rule_pack
from server.__main__ import main
from server.console.look import PAGES, Visitor, midnight
from server.console.reasons import indonesian_reasons, reason_words
from server.console.words import indonesian
from server.stores.console_accounts import User
from server.stores.database import reading
from server.stores.overview import Asked, handed_in
from server.stores.tables import console_failures
from tests.builders import BuiltOffice
from tests.console.people import PASSPHRASE, Person, add_offices
from tests.server.caller import Caller
from tests.server.conftest import Live

Enter = Callable[[str], Person]
SEEN = ("/console/offices", "/console/aside", "/console/forks", "/console/laptops", "/console/packs")


def test_nobody_sees_a_page_without_signing_in(live: Live) -> None:
    for path in ("/console", *SEEN, "/console/laptops/" + "ab" * 32):
        seen = Person(live.port).see(path)
        assert (seen.status, seen.headers["location"]) == (303, "/console/sign-in")
    stranger = Person(live.port, {"bukti_session": "x" * 43})
    assert stranger.see("/console/offices").status == 303


def test_a_person_signs_in_sees_every_page_and_signs_out_for_good(live: Live, person: Enter) -> None:
    anna = person("anna")
    kept = dict(anna.cookies)
    for path in SEEN:
        seen = anna.see(path)
        assert seen.status == 200 and "<h1>" in seen.text
        assert "script" not in seen.text and "default-src 'none'" in seen.headers["content-security-policy"]
        assert seen.headers["cache-control"] == "no-store"
        assert english_in(seen.text) == [], path
    assert anna.send("/console/sign-out").status == 303
    assert Person(live.port, kept).see("/console/offices").status == 303


def english_in(text: str) -> list[str]:
    """Return the common English words that a person would see on an Indonesian page."""
    seen = re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    return re.findall(r"\b(?:the|of|is|are|not|and|or|with|was|by|from|to|for|no|record|records|never|here|this)\b", seen)


def test_a_session_ends_by_itself(live: Live, person: Enter) -> None:
    anna = person("anna")
    live.clock.ahead += timedelta(hours=7, minutes=59)
    assert anna.see("/console/offices").status == 200
    live.clock.ahead += timedelta(minutes=2)
    assert anna.see("/console/offices").status == 303


def test_the_cookie_is_read_by_no_script_sent_by_no_other_page_and_over_https_only(live: Live) -> None:
    (near,) = Person(live.port).sign_in("anna").cookies
    assert all(word in near for word in ("HttpOnly", "SameSite=strict", "Path=/console")) and "Secure" not in near
    far = Person(live.port).ask("POST", "/console/sign-in", {"name": "anna", "passphrase": PASSPHRASE}, {"Host": "pusat.example"})
    assert "Secure" in far.cookies[0]


def test_wrong_passphrases_make_the_name_wait_longer_each_time_also_for_the_right_one(live: Live) -> None:
    person = Person(live.port)
    answers = [person.sign_in("anna", "salah sekali saja") for _ in range(3)]
    assert [one.status for one in answers] == [403, 403, 403]
    waited = person.sign_in("anna")
    assert (waited.status, 0 < int(waited.headers["retry-after"]) <= 6) == (429, True)
    assert person.sign_in("budi").status == 303  # others go on
    live.clock.ahead += timedelta(seconds=7)
    assert person.sign_in("anna", "salah lagi").status == 403
    assert 6 < int(person.sign_in("anna").headers["retry-after"]) <= 11
    live.clock.ahead += timedelta(seconds=53)
    assert person.sign_in("anna").status == 303
    assert "anna" not in person.sign_in("tidak-ada", "frasa sandi apa saja").text


def test_guesses_from_one_address_are_slowed_and_made_up_names_leave_nothing_behind(live: Live) -> None:
    person = Person(live.port)
    for name in ("a\0b", "x" * 200, "' or 1=1", ""):
        assert person.sign_in(name).status == 403
    person.sign_in("tidak-ada", "frasa sandi apa saja")

    def waiting() -> list[str]:
        with reading(live.centre.engine) as tx:
            return list(tx.scalars(select(console_failures.c.name)))

    assert waiting() == ["tidak-ada"]
    live.clock.ahead += timedelta(days=1, minutes=1)
    person.sign_in("anna", "salah sekali saja")
    assert waiting() == ["anna"]
    answers = [person.sign_in("x") for _ in range(40)]  # no such name can be: they cost nothing but the count
    assert answers[-1].status == 429 and int(answers[-1].headers["retry-after"]) >= 1


def test_a_form_that_another_page_sends_does_nothing(live: Live, person: Enter) -> None:
    office = BuiltOffice()
    caller, dewi = live.enrol(office), person("dewi")
    path, right = f"/console/laptops/{caller.device}", {"reason": "hilang di jalan", "typed": caller.device[:8]}
    key = dewi.form_key()
    assert dewi.ask("POST", path, right).status == 403
    assert dewi.ask("POST", path, {**right, "form_key": person("dewi").form_key()}).status == 403  # of another session
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert dewi.ask("POST", path, {**right, "form_key": key}, header).status == 403
        assert Person(live.port).ask("POST", "/console/sign-in", {"name": "anna", "passphrase": PASSPHRASE}, header).status == 403
    assert caller.hello().status == 200


def test_an_administrator_ends_a_laptop_with_a_reason_and_it_is_refused_at_its_next_contact(live: Live, person: Enter) -> None:
    office = BuiltOffice()
    caller, dewi = live.enrol(office), person("dewi")
    path = f"/console/laptops/{caller.device}"
    assert dewi.send(path, reason="", typed=caller.device[:8]).status == 422
    assert dewi.send(path, reason="hilang di jalan", typed="00000000").status == 422
    assert caller.hello().status == 200
    assert dewi.send(path, reason="hilang di <jalan>", typed=caller.device[:8]).status == 303
    assert caller.hello().code == "device.revoked"
    shown = dewi.see("/console/laptops").text
    assert "hilang di &lt;jalan&gt;" in shown and "dewi" in shown and "<jalan>" not in shown
    assert dewi.see(path).status == 404


@pytest.mark.parametrize("name", ["anna", "budi", "citra"])
def test_who_only_reads_cannot_end_a_laptop_nor_publish(live: Live, person: Enter, name: str) -> None:
    office = BuiltOffice("00.01.01")
    caller, one = live.enrol(office), person(name)
    right = {"reason": "hilang di jalan", "typed": caller.device[:8]}
    assert one.see(f"/console/laptops/{caller.device}").status == 403
    assert one.send(f"/console/laptops/{caller.device}", **right).status == 403
    assert one.send("/console/packs").status == 403
    assert caller.device not in re.findall(r"/console/laptops/(\w+)", one.see("/console/laptops").text)
    assert caller.hello().status == 200


def test_each_sees_only_the_offices_of_the_own_area(live: Live, person: Enter) -> None:
    inside, outside = BuiltOffice("00.01.07"), BuiltOffice("00.02.07")
    for office in (inside, outside):
        caller = live.enrol(office)
        caller.parcel(office.write(signed_by=BuiltOffice().chair.key, type="number.given"))
        twin = office.laptop
        seq, prev = twin.seq, twin.prev
        caller.parcel(office.write())
        twin.seq, twin.prev = seq, prev
        caller.parcel(office.write())
    seen = {name: {path: person(name).see(path).text for path in SEEN[:4]} for name in ("anna", "budi", "citra")}
    for name, codes in (("anna", {"00.01.07", "00.02.07"}), ("budi", {"00.01.07", "00.02.07"}), ("citra", {"00.01.07"})):
        assert {path: set(re.findall(r"00\.\d\d\.07", text)) for path, text in seen[name].items()} == dict.fromkeys(SEEN[:4], codes)
    citra = person("citra")
    assert "00.02.07" not in citra.see("/console/offices?area=00.02").text
    assert "00.02.07" not in citra.see("/console/offices?area=00").text


def test_no_page_shows_a_body(live: Live, person: Enter) -> None:
    office = BuiltOffice()
    caller = live.enrol(office)
    caller.parcel(office.write(bodies={"answers": {"event": "Sukarelawati"}}, signed_by=BuiltOffice().chair.key, type="number.given"))
    caller.parcel(office.write(bodies={"answers": {"event": "Sukarelawati"}}))
    assert [path for path in SEEN if "Sukarelawati" in person("anna").see(path).text] == []


def test_the_longest_silent_come_first_and_thousands_are_paged(live: Live, person: Enter) -> None:
    add_offices(live.centre, 7_280, now=live.clock())
    anna, found, number = person("anna"), list[str](), 1
    while True:
        text = anna.see(f"/console/offices?page={number}").text
        rows = re.findall(r"<strong>(00\.\d\d\.\d+)</strong>", text)
        found += rows
        if "page=" + str(number + 1) not in text:
            break
        number += 1
    assert (len(found), len(set(found)), number) == (7_280, 7_280, 73)
    now = live.clock()
    with reading(live.centre.engine) as tx:
        page = handed_in(tx, Asked(page=40), midnight=midnight(now), now=now)
        last = handed_in(tx, Asked(page=73), midnight=midnight(now), now=now)
    times = [one.last_at or "" for one in (*page.rows, *last.rows)]
    assert times == sorted(times) and page.rows[0].office == found[3_900]
    today = anna.see("/console/offices?silent=0").text
    assert 'class="pill bad"' not in today and 'class="pill ok"' in today
    silent = anna.see("/console/offices?silent=7").text
    assert 'class="pill ok"' not in silent


def test_papers_and_files_still_to_come_are_counted(live: Live, person: Enter) -> None:
    office = BuiltOffice()
    caller, content = live.enrol(office), b"x" * 2_000_000
    caller.parcel(office.write("paper.signed", blobs=[content, b"y" * 1_000_000], with_person=True))
    caller.hello()
    assert "2 file, 3.0 MB" in person("anna").see("/console/offices").text
    assert caller.patch(sha256(content).hexdigest(), content).status == 201
    text = person("anna").see("/console/offices").text
    assert "1 file, 1.0 MB" in text and "hari ini" in text and "Kantor" in text
    (papers,) = re.findall(r'data-name="Surat"><div>(\d+)<', text)
    assert papers == "1"


def test_a_pack_that_the_centre_signed_is_given_to_every_office_and_no_other(live: Live, person: Enter, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    dewi, files = person("dewi"), {path.name: path.read_bytes() for path in Path("resources/rules").iterdir() if path.is_file()}
    rules = {name: raw for name, raw in files.items() if name.endswith((".yaml", ".csv"))}
    good = make_rule_pack(live.centre.key.private, rules, at="2026-01-01T00:00:00+00:00")
    foreign = make_rule_pack(ec.generate_private_key(ec.SECP256R1()), rules, at="2026-01-01T00:00:00+00:00")

    def upload(raw: bytes) -> int:
        edge = "----edge7MA4"
        parts = (("form_key", dewi.form_key().encode(), ""), ("pack", raw, '; filename="rules.pack"'))
        body = b"".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"
            for name, content, more in parts
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return dewi.ask("POST", "/console/packs", headers=headers, body=body + f"--{edge}--\r\n".encode()).status

    assert [upload(raw) for raw in (b"", b"x", foreign, good[:-1])] == [422] * 4
    office = BuiltOffice()
    caller = live.enrol(office)
    assert caller.hello().json["packs"] == []
    assert upload(good) == 200
    assert len(list(caller.hello().json["packs"])) == 1  # type: ignore[call-overload]
    assert not list((live.centre.spool.folder).glob("console-*")) and tmp_path.exists()


def test_english_is_kept_once_chosen_and_nobody_is_sent_elsewhere(person: Enter) -> None:
    anna = person("anna")
    assert "Siapa yang sudah menyerahkan" in anna.see("/console/offices").text
    assert anna.see("/console/language?to=en&back=/console/offices").headers["location"] == "/console/offices"
    assert "Who has handed in" in anna.see("/console/offices").text
    for back in ("//evil.example", "https://evil.example", "/console//evil.example", "/console\\evil", "/check"):
        assert anna.see(f"/console/language?to=id&back={back}").headers["location"] in ("/console",)


def test_accounts_are_made_and_taken_away_by_a_command(live: Live, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stores = ("--data", str(tmp_path / "server"))

    def add(name: str, passphrase: str, *more: str) -> int:
        reader, writer = os.pipe()
        os.write(writer, passphrase.encode() + b"\n")
        os.close(writer)
        return main(["console-user", "add", name, *more, "--passphrase-fd", str(reader), *stores])

    assert add("eka", "pendek", "--role", "national") == 1
    assert add("eka", "frasa sandi panjang", "--role", "province") == 1
    assert add("eka", "frasa sandi panjang", "--role", "province", "--area", "33") == 0
    eka = Person(live.port)
    assert eka.sign_in("eka", "frasa sandi panjang").status == 303
    assert main(["console-user", "remove", "eka", *stores]) == 0
    assert eka.see("/console/offices").status == 303
    capsys.readouterr()
    assert main(["console-user", "list", *stores]) == 0
    listed = capsys.readouterr().out
    assert "anna" in listed and "eka" not in listed and "argon2" not in listed


def test_every_text_of_the_console_has_its_indonesian() -> None:
    used = {name for _path, name in PAGES}
    for path in Path("server/console").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name in ("say", "text", "NotAllowed", "_ending"):
                    used |= {
                        one.value
                        for one in node.args
                        if isinstance(one, ast.Constant) and isinstance(one.value, str) and len(one.value) > 2
                    }
    assert sorted(used - indonesian().keys()) == []
    places = re.compile(r"\{\w+\}")
    assert [one for one, other in indonesian().items() if sorted(places.findall(one)) != sorted(places.findall(other))] == []


def test_every_reason_for_which_a_record_is_set_aside_has_its_indonesian() -> None:
    used = {"part {name} has no salt"}
    for path in (
        "record/verify.py",
        "record/roster.py",
        "record/destruction.py",
        "record/signature.py",
        "record/part.py",
        "server/stores/judge.py",
    ):
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "NotGenuine":
                used |= {_as_template(one) for one in node.args if isinstance(one, ast.Constant | ast.JoinedStr)}
    known = {re.sub(r"\{\w+\}", "{}", one) for one in indonesian_reasons()}
    assert sorted(re.sub(r"\{\w+\}", "{}", one) for one in used if re.sub(r"\{\w+\}", "{}", one) not in known) == []


def _as_template(node: ast.Constant | ast.JoinedStr) -> str:
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in pieces)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("the person's key had ended before this record was made", "kunci petugas sudah diakhiri sebelum catatan ini dibuat"),
        ("part answers is missing", "bagian answers tidak ada"),
        (
            "scope has a <wrong> form",
            "Tidak ditulis menurut format catatan.<br><code class='soft' lang='en'>scope has a &lt;wrong&gt; form</code>",
        ),
    ],
)
def test_a_reason_is_told_in_indonesian_and_in_english_to_who_chose_it(reason: str, words: str) -> None:
    user = User("anna", "reader", "")
    assert reason_words(Visitor(user, "id", "", is_drill=True), reason) == words
    assert reason_words(Visitor(user, "en", "", is_drill=True), reason) == html.escape(reason)


def test_a_caller_is_seen_at_its_last_hello_and_a_stick_too(live: Live) -> None:
    office = BuiltOffice()
    caller: Caller = live.enrol(office)
    caller.hello()
    now = live.clock()
    with reading(live.centre.engine) as tx:
        (row,) = handed_in(tx, Asked(), midnight=midnight(now), now=now).rows
    assert row.last_at is not None and row.office == office.code
