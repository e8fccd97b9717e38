"""The first four official forms: their labels, their choices, what they ask and when; compiled equals source."""

import json
from datetime import date
from hashlib import sha256

import pytest
import yaml

from core.resources import resource_path
from forms.compile import OFFICIAL, compile_form
from forms.compile import main as compile_main
from forms.engine.errors import FormRefused
from forms.library import COMPILED, FormUnknown, by_sha256, load_version, official, published

FORMS = ("model_a", "laporan", "tanda_bukti", "ba_klarifikasi")

# Transcribed from the official forms as the domain notes give them, in their order: (path, part, label).
LABELS = {
    "model_a": [
        ("supervision", "I", "Data Pengawasan"),
        ("supervision/number", "-", "Nomor"),
        ("supervision/stage_supervised", "I.a", "Tahapan yang diawasi"),
        ("supervision/supervisor", "I.b", "Nama Pelaksana Tugas Pengawasan"),
        ("supervision/position", "I.c", "Jabatan"),
        ("supervision/order_letter_number", "I.d", "Nomor Surat Perintah Tugas"),
        ("supervision/address", "I.e", "Alamat"),
        ("activity", "II", "Kegiatan Pengawasan"),
        ("activity/activity_form", "II.a", "Bentuk"),
        ("activity/purpose", "II.b", "Tujuan"),
        ("activity/target", "II.c", "Sasaran"),
        ("activity/time_place", "II.d", "Waktu dan Tempat"),
        ("activity/time_place/date", "II.d", "Hari, Tanggal"),
        ("activity/time_place/time_from", "II.d", "Pukul"),
        ("activity/time_place/time_to", "II.d", "s.d."),
        ("activity/time_place/place", "II.d", "Tempat"),
        ("outcome/result", "III", "Uraian Singkat Hasil Pengawasan"),
        ("violation", "IV", "Informasi Dugaan Pelanggaran"),
        ("violation/has_violation", "IV", "Informasi Dugaan Pelanggaran"),
        ("violation/event", "IV.1.a", "Peristiwa"),
        ("violation/event_place", "IV.1.b", "Tempat Kejadian"),
        ("violation/event_time", "IV.1.c", "Waktu Kejadian"),
        ("violation/actor", "IV.1.d", "Pelaku"),
        ("violation/actor_address", "IV.1.e", "Alamat"),
        ("violation/witnesses", "IV.2", "Saksi-saksi"),
        ("violation/witnesses/name", "IV.2", "Nama"),
        ("violation/witnesses/address", "IV.2", "Alamat"),
        ("violation/evidence", "IV.3", "Alat Bukti"),
        ("violation/exhibits", "IV.4", "Barang Bukti"),
        ("violation/violation_summary", "IV.5", "Uraian Singkat Dugaan Pelanggaran"),
        ("violation/facts", "IV.6", "Fakta dan Keterangan"),
        ("violation/analysis", "IV.7", "Analisa"),
        ("dispute", "V", "Informasi Potensi Sengketa"),
        ("dispute/has_dispute", "V", "Informasi Potensi Sengketa"),
        ("dispute/dispute_party", "V.1.a", "Peserta Pemilu"),
        ("dispute/dispute_place", "V.1.b", "Tempat kejadian"),
        ("dispute/dispute_time", "V.1.c", "Waktu kejadian"),
        ("dispute/object_form", "V.2.a", "Bentuk objek sengketa"),
        ("dispute/object_identity", "V.2.b", "Identitas objek sengketa"),
        ("dispute/object_date", "V.2.c", "Hari/tanggal dikeluarkan"),
        ("dispute/direct_loss", "V.2.d", "Kerugian langsung"),
        ("dispute/dispute_summary", "V.3", "Uraian singkat potensi sengketa"),
        ("signing/place_date/signed_place", "-", "Tempat"),
        ("signing/place_date/signed_date", "-", "Tanggal"),
        ("signing/signature", "-", "Pelaksana Tugas"),
        ("documentation", "-", "Dokumentasi"),
    ],
    "laporan": [
        ("reporter", "1", "Identitas Pelapor"),
        ("reporter/name", "1.a", "Nama"),
        ("reporter/birth_place", "1.b", "Tempat Lahir"),
        ("reporter/birth_date", "1.b", "Tanggal Lahir"),
        ("reporter/sex", "1.c", "Jenis Kelamin"),
        ("reporter/occupation", "1.d", "Pekerjaan"),
        ("reporter/nationality", "1.e", "Kewarganegaraan"),
        ("reporter/address", "1.f", "Alamat"),
        ("reporter/phone", "1.g", "No.Telp/HP"),
        ("reporter/email", "1.h", "E-Mail"),
        ("reported_list", "2", "Identitas Terlapor"),
        ("reported_list/reported/name", "2.a", "Nama"),
        ("reported_list/reported/address", "2.b", "Alamat"),
        ("reported_list/reported/phone", "2.c", "No.Telp/HP"),
        ("incident", "3", "Peristiwa yang dilaporkan"),
        ("incident/event", "3.a", "Peristiwa"),
        ("incident/event_place", "3.b", "Tempat Kejadian"),
        ("incident/event_date", "3.c", "Hari dan Tanggal Kejadian"),
        ("incident/known_date", "3.d", "Hari dan Tanggal diketahui"),
        ("witness_list", "4", "Saksi-saksi"),
        ("witness_list/witnesses/name", "4", "Nama"),
        ("witness_list/witnesses/address", "4", "Alamat"),
        ("witness_list/witnesses/phone", "4", "No.Telp/HP"),
        ("evidence_list", "5", "Bukti-bukti"),
        ("account/description", "6", "Uraian kejadian"),
        ("reception/number", "-", "Nomor"),
        ("reception/reported_at/reported_place", "-", "Dilaporkan di"),
        ("reception/reported_at/reported_date", "-", "Hari dan Tanggal"),
        ("reception/reported_at/reported_time", "-", "Pukul"),
        ("signing/sign_receiver", "-", "Penerima Laporan"),
        ("signing/sign_reporter", "-", "Pelapor"),
    ],
    "tanda_bukti": [
        ("received_from", "-", "Telah diterima laporan dari"),
        ("received_from/name", "-", "Nama"),
        ("received_from/address", "-", "Alamat"),
        ("received_from/phone", "-", "No.Telp/HP"),
        ("receipt/number", "-", "Nomor"),
        ("receipt/received_on/received_date", "-", "Hari/Tanggal"),
        ("receipt/received_on/received_time", "-", "Pukul"),
        ("receipt/received_on/received_place", "-", "Tempat"),
        ("document_list", "-", "Dokumen yang diterima"),
        ("document_list/documents/description", "-", "Uraian"),
        ("document_list/documents/amount", "-", "Jumlah"),
        ("document_list/documents/sets", "-", "Rangkap"),
        ("signing/sign_receiver", "-", "Penerima Laporan"),
        ("signing/sign_reporter", "-", "Pelapor"),
    ],
    "ba_klarifikasi": [
        ("opening/opening_date", "-", "Pada hari ini, tanggal"),
        ("opening/opening_time", "-", "pukul"),
        ("opening/opening_place", "-", "bertempat di"),
        ("clarifier_list/clarifier/name", "-", "Nama"),
        ("clarifier_list/clarifier/position", "-", "Jabatan"),
        ("subject/role", "-", "Sebagai"),
        ("subject/name", "-", "Nama"),
        ("subject/birth_place", "-", "Tempat Lahir"),
        ("subject/birth_date", "-", "Tanggal Lahir"),
        ("subject/sex", "-", "Jenis Kelamin"),
        ("subject/religion", "-", "Agama"),
        ("subject/occupation", "-", "Pekerjaan"),
        ("subject/nationality", "-", "Kewarganegaraan"),
        ("subject/address", "-", "Alamat"),
        ("oath_taking/sworn", "-", "Di bawah sumpah/janji"),
        ("matter/case_number", "-", "Nomor laporan/temuan"),
        ("questions/qa", "-", "Pertanyaan - Jawaban"),
        ("questions/qa/question", "-", "Pertanyaan"),
        ("questions/qa/answer", "-", "Jawaban"),
        ("closing_part/corrections", "-", "Perbaikan oleh yang diklarifikasi"),
        ("closing_part/mode", "-", "Cara klarifikasi"),
        ("closing_part/recording", "-", "Berkas rekaman"),
        ("closing_part/ended_at", "-", "Selesai pukul"),
        ("signing/sign_subject", "-", "Yang diklarifikasi"),
        ("signing/sign_clarifier", "-", "Yang melakukan klarifikasi"),
    ],
}


def definitions(form_id):
    return {"/".join(one.path[1:]): one for one in official()[form_id].definition.root.walk()}


def leaves_of(form_id):
    return {path: one for path, one in definitions(form_id).items() if one.structure == "leaf"}


def fill(form):
    """Answer every open field of an Instance plausibly until nothing is missing."""
    for _ in range(10):
        problems = [problem for problem in form.problems() if problem.kind == "missing"]
        if not problems:
            return form
        for problem in problems:
            shown = form.node(problem.ref)
            if not hasattr(shown, "kind"):
                form.add(problem.ref)
                continue
            by_kind = {"date": "2024-10-05", "time": "09:00", "datetime": "2024-10-05T09:00", "integer": "1"}
            form.set(problem.ref, shown.choices[0][0] if shown.choices else by_kind.get(shown.kind, "Isian contoh"))
    raise AssertionError(form.problems())


@pytest.mark.parametrize("form_id", FORMS)
def test_labels_parts_and_order_are_the_official_ones(form_id):
    found = definitions(form_id)
    for path, part, label in LABELS[form_id]:
        assert (path, found[path].attributes.get("part"), found[path].labels["Indonesia (id)"]) == (path, part, label)
    order = list(found)
    places = [order.index(path) for path, _, _ in LABELS[form_id]]
    assert places == sorted(places)


@pytest.mark.parametrize("form_id", FORMS)
def test_everything_that_is_printed_names_its_part_and_everything_has_both_languages(form_id):
    for path, one in definitions(form_id).items():
        if path:
            assert all(one.labels.get(language) for language in ("Indonesia (id)", "English (en)")), path
            assert ("part" in one.attributes) != (one.attributes.get("print") == "no"), path
        for choice in one.choices:
            assert all(choice.labels.get(language) for language in ("Indonesia (id)", "English (en)")), (path, choice.value)


@pytest.mark.parametrize("form_id", FORMS)
def test_compiled_equals_source(form_id):
    made = compile_form(OFFICIAL / f"{form_id}.md")
    assert (COMPILED / f"{made.stem}.xml").read_bytes() == made.xml
    assert (COMPILED / f"{made.stem}.json").read_bytes() == made.json
    assert official()[form_id].version == made.version


def test_every_version_ever_published_loads_and_is_found_by_its_hash():
    for form_id, version in published():
        described = json.loads((COMPILED / f"{form_id}-{version}.json").read_bytes())
        assert described["sha256"] == sha256((COMPILED / f"{form_id}-{version}.xml").read_bytes()).hexdigest()
        found = by_sha256(described["sha256"])
        assert (found.id, found.version) == (form_id, version) and found.open().pages()
    assert set(FORMS) <= set(official())
    with pytest.raises(FormUnknown):
        by_sha256("0" * 64)


def test_a_damaged_compiled_form_is_refused(tmp_path):
    for suffix in ("xml", "json"):
        (tmp_path / f"laporan-1.{suffix}").write_bytes((COMPILED / f"laporan-1.{suffix}").read_bytes())
    xml = tmp_path / "laporan-1.xml"
    xml.write_bytes(xml.read_bytes().replace(b"Pelapor", b"Pelopor", 1))
    with pytest.raises(FormRefused, match="damaged"):
        load_version("laporan", "1", tmp_path)


def test_compiling_never_replaces_a_published_version_that_differs(tmp_path, capsys):
    into = ["--into", str(tmp_path)]
    assert compile_main(into) == 0
    (tmp_path / "laporan-1.xml").write_bytes(b"another")
    assert compile_main(into) == 1 and "never changes" in capsys.readouterr().err
    assert (tmp_path / "laporan-1.xml").read_bytes() == b"another"
    assert compile_main([*into, "--overwrite"]) == 0 and compile_main(into) == 0


def test_breaches_and_kinds_of_subjects_are_those_of_the_catalogue():
    catalogue = yaml.safe_load(resource_path("rules", "violations.yaml").read_text(encoding="utf-8"))
    breaches = [(one["id"], one["label_id"]) for one in catalogue["violations"]] + [("lainnya", "Lainnya")]
    kinds = [*catalogue["meta"]["subject_kinds"].items(), ("lainnya", "Lainnya")]
    for form_id, path, wanted in (
        ("model_a", "violation/violations", breaches),
        ("laporan", "incident/violations", breaches),
        ("model_a", "violation/actor/subject_kind", kinds),
        ("laporan", "reported_list/reported/subject_kind", kinds),
    ):
        assert [(one.value, one.labels["Indonesia (id)"]) for one in definitions(form_id)[path].choices] == wanted


@pytest.mark.parametrize("form_id", FORMS)
def test_a_choice_of_something_else_asks_what(form_id):
    for path, one in leaves_of(form_id).items():
        if any(choice.value == "lainnya" for choice in one.choices):
            text = leaves_of(form_id)[path + "_other"]
            assert text.kind == "text" and "relevant" in text.expressions and "required" in text.expressions


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_can_be_filled_to_the_end_and_keeps_what_was_filled(form_id):
    form = fill(official()[form_id].open())
    answers = form.answers()
    again = official()[form_id].open(json.loads(json.dumps(answers)))
    assert again.problems() == () and again.answers() == answers


@pytest.mark.parametrize("form_id", FORMS)
def test_an_empty_form_saves_nothing_and_lists_what_is_missing_in_the_language_wanted(form_id):
    form, english = official()[form_id].open(), official()[form_id].open(language="en")
    assert form.answers() == {} and form.problems() and {one.kind for one in form.problems()} == {"missing"}
    assert {one.message for one in form.problems()} == {"Wajib diisi."} and {one.message for one in english.problems()} == {"Required."}
    pages = {page.ref for page in form.pages()}
    assert {one.page_ref for one in form.problems()} <= pages


@pytest.mark.parametrize("form_id", FORMS)
def test_every_page_is_a_group_and_no_question_stands_outside(form_id):
    assert all(one.structure == "group" for one in official()[form_id].definition.root.children.values())


def test_nothing_about_a_breach_is_asked_or_saved_when_there_is_none():
    form = official()["model_a"].open()
    form.set("/model_a/violation/has_violation", "ada")
    form.set("/model_a/violation/event", "Unggahan")
    form.set("/model_a/violation/actor[1]/name", "Hendra")
    asked = {one.ref for one in form.problems()}
    assert {"/model_a/violation/actor[1]/address", "/model_a/violation/facts", "/model_a/violation/event_time"} <= asked
    form.set("/model_a/violation/has_violation", "tidak_ada")
    assert form.answers() == {"violation": {"has_violation": "tidak_ada"}}
    left = {one.ref for one in form.problems() if one.page_ref == "/model_a/violation"}
    assert left == {"/model_a/violation/analysis"}  # Analisa is written for "berjalan lancar" too


def test_the_address_of_the_actors_is_typed_once():
    form = official()["model_a"].open()
    form.set("/model_a/violation/has_violation", "ada")
    form.set("/model_a/violation/actor[1]/address", "Desa A")
    form.set(form.add("/model_a/violation/actor") + "/address", "Desa B")
    assert form.node("/model_a/violation/actor_address").value == "Desa A; Desa B"


def test_a_potential_dispute_asks_its_fields():
    form = official()["model_a"].open()
    before = len(form.problems())
    form.set("/model_a/dispute/has_dispute", "ada")
    assert len(form.problems()) == before - 1 + 8


def test_the_day_a_report_became_known_is_not_before_the_event():
    form = official()["laporan"].open()
    form.set("/laporan/incident/event_date", "2024-10-12")
    form.set("/laporan/incident/known_date", "2024-10-11")
    assert "/laporan/incident/known_date" in {one.ref for one in form.problems() if one.kind == "invalid"}
    assert "/laporan/incident/known_date" in form.set("/laporan/incident/event_date", "2024-10-11")
    assert not [one for one in form.problems() if one.kind == "invalid"]


def test_a_report_needs_evidence_and_gets_its_number_later():
    form = fill(official()["laporan"].open())
    assert "number" not in form.answers()["reception"]
    form.remove("/laporan/evidence_list/evidence[1]")
    assert [(one.ref, one.kind) for one in form.problems()] == [("/laporan/evidence_list/evidence", "missing")]


def test_who_declines_the_oath_is_heard_without_and_may_say_why():
    form = official()["ba_klarifikasi"].open()
    oath, reason = "/ba_klarifikasi/oath_taking/oath", "/ba_klarifikasi/oath_taking/refusal_reason"
    form.set("/ba_klarifikasi/oath_taking/sworn", "bersedia")
    assert form.node(oath).relevant and form.node(oath).required and not form.node(reason).relevant
    form.set("/ba_klarifikasi/oath_taking/sworn", "tidak_bersedia")
    assert form.node(reason).relevant and not form.node(oath).relevant


def test_an_online_clarification_needs_its_recording():
    form = official()["ba_klarifikasi"].open()
    recording = "/ba_klarifikasi/closing_part/recording"
    form.set("/ba_klarifikasi/closing_part/mode", "tatap_muka")
    assert not form.node(recording).required
    assert recording in form.set("/ba_klarifikasi/closing_part/mode", "daring") and form.node(recording).required


def test_a_signature_on_paper_needs_no_picture():
    form = official()["ba_klarifikasi"].open()
    form.set("/ba_klarifikasi/signing/signed_how", "on_screen")
    assert form.node("/ba_klarifikasi/signing/sign_subject").kind == "signature"
    assert "/ba_klarifikasi/signing/sign_subject" in {one.ref for one in form.problems()}
    form.set("/ba_klarifikasi/signing/signed_how", "on_paper")
    assert not {one.ref for one in form.problems()} & {"/ba_klarifikasi/signing/sign_subject", "/ba_klarifikasi/signing/sign_clarifier"}


def test_fields_that_are_on_no_official_form_are_not_printed():
    for form_id in FORMS:
        for path, one in leaves_of(form_id).items():
            if one.name in ("id_kind", "id_number", "nip", "subject_kind", "agency", "violations", "protected", "code_name"):
                assert one.attributes.get("print") == "no", path


def test_every_field_of_a_person_who_may_be_protected_is_marked():
    for form_id in FORMS:
        for one in official()[form_id].definition.root.walk():
            if "protected" in one.children:
                open_leaves = {child.name for child in one.children.values() if child.attributes.get("identity") != "yes"}
                assert open_leaves <= {"protected", "code_name", "role"}, one.ref
    assert "/ba_klarifikasi/signing/sign_subject" in official()["ba_klarifikasi"].identity_paths


def test_a_code_is_printed_only_where_it_is_verified():
    codes = {form_id: form.layout["code"] for form_id, form in official().items()}
    assert codes["laporan"] == {"pemilihan": None, "pemilu": "FORMULIR MODEL B.1"}
    assert codes["ba_klarifikasi"] == {"pemilihan": None, "pemilu": "FORMULIR MODEL B.12"}
    assert codes["tanda_bukti"] == {"pemilihan": None, "pemilu": None}
    assert set(codes["model_a"].values()) == {"FORMULIR MODEL A"}
    assert official()["model_a"].layout["letterhead"] is False and official()["laporan"].layout["letterhead"] is True


def test_every_place_that_a_layout_names_exists():
    for form_id, form in official().items():
        known = definitions(form_id)
        named = [form.layout["number"], form.layout.get("case_number"), *form.layout["place_date"].values()]
        for block in form.layout["signatures"]:
            within = f"{block['repeat']}/" if "repeat" in block else ""
            named += [block.get("repeat"), within + block["field"], within + block["name"]]
            named += [within + block["how"] if "how" in block else None, block.get("position"), block.get("name_fallback")]
        assert [path for path in named if path and path not in known] == []


def test_a_key_leads_to_its_place_and_a_spoken_choice_to_its_value():
    form = official()["model_a"]
    assert form.path("place") == ("activity", "time_place", "place") and form.path("has_dispute") == ("dispute", "has_dispute")
    assert form.path("number") == ("supervision", "number")
    with pytest.raises(KeyError):
        form.path("phone")  # of an actor, or of a witness?
    assert form.choice(("violation", "evidence", "kind"), "surat/dokumen") == "surat_dokumen"
    assert form.choice(form.path("stage_supervised"), "KAMPANYE") == "kampanye"
    assert form.choice(("violation", "actor", "sex"), "Laki-laki") == "laki_laki"
    assert form.choice(form.path("stage_supervised"), "Pengawasan kreatif") is None


def test_today_can_be_given():
    form = official()["model_a"].open(today=date(2024, 10, 5))
    assert form.pages()[0].label == "Data Pengawasan"
    assert official()["model_a"].open(language="en").pages()[0].label == "Supervision"
