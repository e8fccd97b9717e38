"""Reading cases and offices from YAML, and the form answers that follow from them."""

import shutil
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from core.evidence.case_answers import laporan_answers, model_a_answers, receipt_answers, statement_answers
from core.evidence.case_yaml import CaseFileMissing, check_regions, read_case, read_cases, read_office
from core.evidence.drill_photos import drill_photos
from core.evidence.yaml_keys import CaseInvalid
from core.resources import resource_path
from core.rules.regions import Regions, RegionUnknown
from forms.answers import leaves
from forms.library import official

SMALL_CASE = "id: '1'\nregime: pemilihan\norigin: temuan\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The project's own cases with empty files where their photos belong."""
    folder = tmp_path_factory.mktemp("cases")
    for source in resource_path("cases").glob("*.yaml"):
        shutil.copy(source, folder)
    (folder / "photos").mkdir()
    for photo in drill_photos():
        (folder / "photos" / photo.name).touch()
    return folder


@pytest.fixture(scope="module")
def read(folder):
    return read_cases(folder)


def folders(folder: Path, shared: Path | None) -> list[Path]:
    return [folder, *([shared / "cases"] if shared else [])]


def written(tmp_path: Path, text: str, name: str = "case-1.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> CaseInvalid:
    with pytest.raises(CaseInvalid) as refused:
        read_case(path)
    assert refused.value.hint
    assert refused.value.details["file"] == path.name
    return refused.value


def test_all_eight_cases_and_their_office_are_read(folder, shared):
    for one in folders(folder, shared):
        office, cases = read_cases(one)
        assert (office.code, office.name, office.timezone) == ("00.00.01", "Panwaslu Kecamatan Sukarekaan", "WIB")
        assert [case.id for case in cases] == ["1", "2", "3", "4", "5", "6", "7", "8"]
        assert [len(case.witnesses) for case in cases] == [1, 2, 0, 1, 5, 1, 0, 1]
        assert [sum(item.file is not None for item in case.evidence) for case in cases] == [1, 3, 2, 2, 14, 0, 0, 2]
        assert [len(case.observed) for case in cases] == [0, 0, 1, 1, 0, 0, 0, 0]
        assert all(item.file is None or item.file.is_file() for case in cases for item in case.evidence)
        assert [remark for case in cases for remark in case.remarks] == [] == list(office.remarks)


def test_leading_zeros_stay_and_what_is_not_told_is_empty(read):
    _, cases = read
    assert cases[0].reported[0].nik == "0000000000000101"
    assert (cases[0].event_time, cases[6].event_place, cases[6].copies, cases[1].copies) == ("", "", "0", "3")
    assert cases[1].reporter.email == ""


def test_numbers_and_dates_without_quotes_are_text_too(tmp_path):
    case = read_case(written(tmp_path, "id: 007\nregime: pemilu\norigin: laporan\nevent_date: 2024-01-16\nreporter:\n  nik: 0012\n"))
    assert (case.id, case.event_date, case.reporter.nik) == ("007", "2024-01-16", "0012")


def test_expected_is_never_read(tmp_path):
    with_nonsense = written(tmp_path, SMALL_CASE + "expected: [1, {status: nonsense}]\n")
    assert read_case(with_nonsense).remarks == ()


def test_an_unknown_key_is_named_and_left_out(tmp_path):
    case = read_case(written(tmp_path, SMALL_CASE + "colour: red\nwitnesses:\n  - person: {name: Contoh, shoe: 42}\n    statement: Ya\n"))
    assert [remark.key for remark in case.remarks] == ["witnesses[1].person.shoe", "colour"]
    assert case.witnesses[0].person.name == "Contoh"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("regime: pemilihan\norigin: temuan\n", "id"),
        ("id: '1'\norigin: temuan\n", "regime"),
        ("id: '1'\nregime: pilpres\norigin: temuan\n", "regime"),
        ("id: '1'\nregime: pemilu\norigin: kabar\n", "origin"),
        (SMALL_CASE + "event_date: 5 Oktober\n", "event_date"),
        (SMALL_CASE + "event_date: '2024-02-30'\n", "event_date"),
        (SMALL_CASE + "event_time: '25:00'\n", "event_time"),
        (SMALL_CASE + "reported_at: '2024-10-14'\n", "reported_at"),
        (SMALL_CASE + "copies: banyak\n", "copies"),
        (SMALL_CASE + "event: [a, b]\n", "event"),
        (SMALL_CASE + "form_a: teks\n", "form_a"),
        (SMALL_CASE + "form_a: {date: '2024-13-01'}\n", "form_a.date"),
        (SMALL_CASE + "form_a: {has_violation: mungkin}\n", "form_a.has_violation"),
        (SMALL_CASE + "witnesses: Ratih\n", "witnesses"),
        (SMALL_CASE + "witnesses: [Ratih]\n", "witnesses[1]"),
        (SMALL_CASE + "witnesses:\n  - statement: Ya\n", "witnesses[1].person"),
        (SMALL_CASE + "witnesses:\n  - person: {name: {a: b}}\n", "witnesses[1].person.name"),
        (SMALL_CASE + "timeline: {plenary: besok}\n", "timeline.plenary"),
        (SMALL_CASE + "evidence:\n  - {file: /etc/passwd}\n", "evidence[1].file"),
        (SMALL_CASE + "evidence:\n  - {file: 'C:\\x.jpg'}\n", "evidence[1].file"),
    ],
)
def test_a_missing_or_wrong_key_is_refused_by_its_name(tmp_path, text, key):
    assert refusal(written(tmp_path, text)).details["key"] == key


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just words",
        b"- a\n- list\n",
        b"id: [unclosed",
        b"id: '1'\nid: '2'\nregime: pemilu\norigin: temuan\n",
        b"a: &x [1]\nb: [*x, *x]\n",
        b"id: !!python/object/apply:os.system ['true']\n",
        b"\xff\xfe\x00 not text",
        b"id: " + b"[" * 5_000,
        b"# " + b"x" * 1_100_000,
        b"--- {id: a}\n--- {id: b}\n",
    ],
)
def test_what_is_no_case_file_is_refused(tmp_path, content):
    path = tmp_path / "case-1.yaml"
    path.write_bytes(content)
    refusal(path)


def test_a_file_that_the_case_names_must_be_there(tmp_path):
    path = written(tmp_path, SMALL_CASE + "evidence:\n  - {no: Bukti-1, kind: foto, file: photos/gone.jpg}\n")
    with pytest.raises(CaseFileMissing) as refused:
        read_case(path)
    assert (refused.value.details["missing"], refused.value.details["file"]) == ("gone.jpg", "case-1.yaml")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "gone.jpg").touch()
    assert read_case(path).evidence[0].file == (tmp_path / "photos" / "gone.jpg").resolve()


def test_one_wrong_case_refuses_the_folder_and_doubles_are_seen(tmp_path):
    shutil.copy(resource_path("cases", "office.yaml"), tmp_path)
    with pytest.raises(CaseFileMissing):
        read_cases(tmp_path)
    written(tmp_path, SMALL_CASE, "case-10.yaml")
    second = written(tmp_path, SMALL_CASE.replace("1", "2"), "case-2.yaml")
    assert [case.id for case in read_cases(tmp_path)[1]] == ["2", "1"]
    assert [case.id for case in read_cases(second)[1]] == ["2"]
    written(tmp_path, SMALL_CASE, "case-3.yaml")
    with pytest.raises(CaseInvalid, match="same id"):
        read_cases(tmp_path)
    written(tmp_path, "id: '3'\n", "case-3.yaml")
    with pytest.raises(CaseInvalid):
        read_cases(tmp_path)
    (tmp_path / "office.yaml").unlink()
    with pytest.raises(CaseFileMissing, match=r"office\.yaml"):
        read_cases(second)


def test_the_office_knows_its_region_and_its_people(read):
    office, _ = read
    assert check_regions(office, Regions.load()).is_drill
    assert office.position_of("Wira Contohwan") == "Ketua Panwaslu Kecamatan Sukarekaan"
    assert office.position_of("Sari Fiktiwati") == "Anggota Panwaslu Kecamatan Sukarekaan"
    assert office.position_of("Gilang Semata") == "Panwaslu Kelurahan/Desa Mekarfiktif"
    assert office.position_of("Siapa Saja") == office.position_of("") == ""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("  timezone: WIB\n", "", "office.timezone"),
        ("timezone: WIB", "timezone: GMT", "office.timezone"),
        ("  name: Panwaslu Kecamatan Sukarekaan\n", "", "office.name"),
        ("  regency:\n    code: '00.00'\n    name: Kabupaten Nusa Rekaan\n", "", "office.regency"),
        ("office:", "bureau:", "office"),
        ("    code: '00.00.01'\n", "", "office.district.code"),
    ],
)
def test_an_office_file_that_lacks_something_is_refused(tmp_path, old, new, key):
    text = resource_path("cases", "office.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CaseInvalid) as refused:
        read_office(written(tmp_path, text.replace(old, new, 1), "office.yaml"))
    assert refused.value.details["key"] == key


def test_a_region_code_that_does_not_exist_or_fit_is_refused(tmp_path):
    text = resource_path("cases", "office.yaml").read_text(encoding="utf-8")
    unknown = read_office(written(tmp_path, text.replace("'00.00.01'", "'00.00.09'"), "office.yaml"))
    with pytest.raises(RegionUnknown) as refused:
        check_regions(unknown, Regions.load())
    assert refused.value.details == {"region_code": "00.00.09", "file": "office.yaml"}
    with pytest.raises(CaseInvalid, match="fit together"):
        read_office(written(tmp_path, text.replace("'00.00.01'", "'11.01.01'"), "office.yaml"))


def test_every_answer_has_its_place_in_the_form_and_none_is_lost(folder, shared):
    for one in folders(folder, shared):
        office, cases = read_cases(one)
        for case in cases:
            made = [("ba_klarifikasi", statement_answers(case, office, witness)) for witness in case.witnesses]
            if case.first_form == "laporan":
                made += [("laporan", laporan_answers(case, office)), ("tanda_bukti", receipt_answers(case, office))]
            else:
                made.append(("model_a", model_a_answers(case, office)))
            for form_id, answers in made:
                form = official()[form_id].open(answers, today=date(2024, 11, 30))
                kept = dict(leaves(form.answers()))
                told = dict(leaves(answers))
                assert told and {path: kept.get(path) for path in told} == told, (case.id, form_id)
                wrong = [problem for problem in form.problems() if form.node(problem.ref).value]
                assert wrong == [], (case.id, form_id)


def test_form_a_tells_what_case_five_tells(read):
    office, cases = read
    answers = model_a_answers(cases[4], office)
    assert [one["name"] for one in answers["supervision"]["supervisor"]] == ["Wira Contohwan", "Sari Fiktiwati", "Gilang Semata"]
    assert answers["supervision"]["stage_supervised"] == "kampanye"
    assert answers["supervision"]["address"] == office.address
    assert answers["activity"]["time_place"] == {
        "date": "2024-10-31", "time_from": "07:45", "time_to": "10:30", "timezone": "WIB", "place": "Pendopo Kecamatan Sukarekaan",
    }  # fmt: skip
    violation = answers["violation"]
    assert (violation["has_violation"], violation["event_time"], answers["dispute"]["has_dispute"]) == (
        "ada",
        "2024-10-31T08:50",
        "tidak_ada",
    )
    assert [one["subject_kind"] for one in violation["actor"]] == ["asn_pns", "calon"]
    assert (len(violation["witnesses"]), len(violation["evidence"]), [one["no"] for one in violation["exhibits"]]) == (5, 15, ["Bukti-16"])
    assert {one["kind"] for one in violation["evidence"]} == {"foto", "tangkapan_layar", "surat_dokumen", "video"}
    assert len({UUID(one["_id"]) for one in violation["evidence"]}) == 15
    assert answers["signing"]["place_date"] == {"signed_date": "2024-10-31"}


def test_a_choice_that_the_form_does_not_have_is_kept_in_words(read, tmp_path):
    office, cases = read
    activity = model_a_answers(cases[0], office)["activity"]
    assert (activity["activity_form"], activity["activity_form_other"]) == ("lainnya", "Pengawasan langsung (media sosial)")
    text = "reported:\n  - {name: Contoh, subject_kind: ketua RT, sex: Perempuan}\nevidence:\n  - {kind: peta, title: Peta}\n"
    case = read_case(written(tmp_path, SMALL_CASE.replace("temuan", "laporan") + text))
    answers = laporan_answers(case, office)
    reported, evidence = answers["reported_list"]["reported"][0], answers["evidence_list"]["evidence"][0]
    assert (reported["subject_kind"], reported["subject_kind_other"], reported["sex"]) == ("lainnya", "ketua RT", "perempuan")
    assert (evidence["kind"], evidence["kind_other"]) == ("lainnya", "peta")


def test_where_nothing_was_found_form_a_names_nobody(read):
    office, cases = read
    for case in (cases[2], cases[3]):
        violation = model_a_answers(case, office)["violation"]
        assert violation["has_violation"] == "tidak_ada"
        assert set(violation) == {"has_violation", "analysis"}


def test_a_report_tells_who_came_when_with_what(read):
    office, cases = read
    answers = laporan_answers(cases[1], office)
    assert answers["reporter"]["birth_date"] == "1985-01-01"
    assert (answers["reporter"]["sex"], answers["reporter"]["id_number"]) == ("laki_laki", "0000000000000201")
    assert answers["reception"]["reported_at"] == {"reported_date": "2024-10-14", "reported_time": "10:15", "timezone": "WIB"}
    assert answers["evidence_list"]["evidence"][4]["evidence_class"] == "barang_bukti"
    receipt = receipt_answers(cases[1], office)
    assert receipt["document_list"]["documents"][0]["description"] == "Bukti-1: Karung dengan stiker"
    assert {one["sets"] for one in receipt["document_list"]["documents"]} == {"3"}
    assert "evidence_list" not in laporan_answers(cases[6], office)


def test_a_statement_becomes_the_one_answer_of_a_clarification(read):
    office, cases = read
    answers = statement_answers(cases[0], office, cases[0].witnesses[0])
    assert [set(one) for one in answers["questions"]["qa"]] == [{"_id", "answer"}]
    assert answers["questions"]["qa"][0]["answer"] == cases[0].witnesses[0].statement
    assert (answers["subject"]["role"], answers["oath_taking"]["sworn"]) == ("saksi", "bersedia")
    assert answers["clarifier_list"]["clarifier"][0]["position"] == "Anggota Panwaslu Kecamatan Sukarekaan"
    assert answers["opening"]["opening_date"] == "2024-10-10"
    assert answers["closing_part"] == {"mode": "tatap_muka"}
    five = [statement_answers(cases[4], office, witness) for witness in cases[4].witnesses]
    assert [one["oath_taking"]["sworn"] for one in five] == ["bersedia", "bersedia", "bersedia", "tidak_bersedia", "bersedia"]
    assert all("opening" not in one and "signing" not in one for one in five)
    assert len({one["questions"]["qa"][0]["_id"] for one in five}) == 5


def test_the_same_file_gives_the_same_answers_again(read, folder):
    office, cases = read
    again = read_case(folder / "case-5.yaml")
    assert again.sha256 == cases[4].sha256
    assert model_a_answers(again, office) == model_a_answers(cases[4], office)


def test_every_photo_that_the_cases_name_can_be_drawn_and_none_is_left_over(read):
    named = sorted(item.file.name for case in read[1] for item in case.evidence if item.file)
    assert named == sorted(photo.name for photo in drill_photos())
