"""The official forms of handling a breach: labels, order, what is asked when, what the layouts name; compiled equals source."""

from __future__ import annotations

import re
from typing import Any

import pytest

from core.papers.wording import TOKEN
from forms.compile import OFFICIAL, compile_form
from forms.library import COMPILED, official
from tests.unit.official_samples import OFFICIAL_ANSWERS

FORMS = tuple(OFFICIAL_ANSWERS)

# Transcribed from the official forms as the domain notes give them, in their order: (path, part, label); what the notes word.
LABELS = {
    "temuan": [
        ("finder_list", "1", "Identitas Pengawas yang menemukan"), ("finder_list/finder/name", "1.a", "Nama"),
        ("finder_list/finder/position", "1.b", "Jabatan"), ("finder_list/finder/address", "1.c", "Alamat"),
        ("reported_list", "2", "Identitas Terlapor"), ("reported_list/reported/name", "2.a", "Nama"),
        ("reported_list/reported/address", "2.b", "Alamat"), ("reported_list/reported/phone", "2.c", "No.Telp/HP"),
        ("incident", "3", "Peristiwa yang ditemukan"), ("incident/event", "3.a", "Peristiwa"),
        ("incident/event_place", "3.b", "Tempat Kejadian"), ("incident/event_date", "3.c", "Hari dan Tanggal Kejadian"),
        ("incident/known_date", "3.d", "Hari dan Tanggal Diketahui"), ("witness_list", "4", "Saksi-saksi"),
        ("witness_list/witnesses/name", "4", "Nama"), ("witness_list/witnesses/address", "4", "Alamat"),
        ("witness_list/witnesses/phone", "4", "No.Telp/HP"), ("evidence_list", "5", "Bukti-bukti"),
        ("account/description", "6", "Uraian Kejadian Singkat"), ("signing/number", "-", "Nomor"),
    ],
    "kelengkapan": [("letter/number", "-", "Nomor"), ("matter/case_number", "-", "Nomor laporan"), ("signing/sign_chair", "-", "Ketua")],
    "kajian_awal": [
        ("report", "1", "Identitas laporan"), ("formal_check", "2", "Syarat formal"),
        ("formal_check/reporter_identity", "2.a", "Identitas pelapor"),
        ("formal_check/reported_address", "2.b", "Nama dan alamat/domisili terlapor"),
        ("formal_check/reporter_name_address", "2.a", "Nama dan alamat pelapor"), ("formal_check/reported_party", "2.b",
        "Pihak terlapor"),
        ("material_check", "3", "Syarat materiel"), ("material_check/time_place", "3.a", "Waktu dan tempat kejadian"),
        ("material_check/event_account", "3.b", "Uraian kejadian"), ("material_check/evidence_given", "3.c", "Bukti"),
        ("kind/violation_kind", "4.b", "Jenis dugaan pelanggaran"), ("power/authority", "5.a", "Kewenangan"),
        ("power/already_handled", "5.b", "Sudah ditangani atau diselesaikan pengawas lain"), ("result/conclusion", "6.a", "Kesimpulan"),
        ("result/recommendation", "6.b", "Rekomendasi"), ("signing", "-", "Ketua dan Anggota"),
    ],
    "undangan": [
        ("letter/number", "-", "Nomor"), ("letter/attachment", "-", "Lampiran"), ("letter/subject", "-", "Perihal"),
        ("letter/nature", "-", "Sifat"), ("addressee", "-", "Yth."), ("addressee/role", "-", "Sebagai"),
        ("session/session_date", "-", "Hari/Tanggal"), ("session/session_time", "-", "Pukul"), ("session/session_place", "-", "Tempat"),
        ("session/meet_with", "-", "Bertemu dengan"), ("session/bring", "-", "Membawa"), ("signing/sign_chair", "-", "Ketua"),
        ("delivery", "-", "Tanda terima"), ("delivery/received_by", "-", "Nama"), ("delivery/received_date", "-", "Tanggal"),
    ],
    "kajian": [
        ("position_part/case_position", "I", "Kasus posisi"), ("facts_part", "II", "Data"),
        ("facts_part/finder_or_reporter", "II.1", "Pelapor/Penemu"), ("facts_part/reported", "II.2", "Terlapor"),
        ("study_part", "III", "Kajian"), ("study_part/legal_basis", "III.1", "Dasar hukum"),
        ("study_part/elements/element", "III.3", "Unsur"), ("study_part/elements/element_fact", "III.3", "Fakta"),
        ("study_part/elements/element_evidence", "III.3", "Bukti"), ("conclusion_part/conclusion", "IV", "Kesimpulan"),
        ("recommendation_part/recommendation", "V", "Rekomendasi"),
    ],
    "penerusan": [
        ("target/addressee", "-", "Yth."), ("letter/number", "-", "Nomor"), ("letter/nature", "-", "Sifat"),
        ("letter/attachment", "-", "Lampiran"), ("letter/subject", "-", "Perihal"), ("copy_list", "-", "Tembusan"),
    ],
    "pemberitahuan_status": [
        ("row_list/rows/case_number", "-", "Nomor laporan/temuan"), ("row_list/rows/finder_or_reporter", "-", "Pelapor/Penemu"),
        ("row_list/rows/reported_name", "-", "Terlapor"), ("row_list/rows/status", "-", "Status"),
        ("row_list/rows/destination", "-", "Keterangan/Instansi tujuan"), ("reason_part/reason", "-", "Alasan"),
    ],
}  # fmt: skip
CHOICES = {
    ("undangan", "addressee/role"): ["Pelapor", "Terlapor", "Saksi", "Ahli"],
    ("undangan", "session/sequence"): ["Undangan ke-1", "Undangan ke-2"],
    ("undangan", "session/mode"): ["Tatap muka", "Daring (rekaman audio visual)"],
    ("ba_sumpah", "subject/role"): ["Pelapor", "Terlapor", "Saksi"],
    ("ba_sumpah", "oath_taking/accepted"): ["Bersedia", "Tidak bersedia"],
    ("ba_sumpah", "oath_taking/oath_kind"): ["Sumpah", "Janji"],
    ("kajian_awal", "power/authority"): ["Ditangani", "Dilimpahkan", "Diambil alih"],
    ("pemberitahuan_status", "row_list/rows/status"): ["Tidak diregistrasi", "Dihentikan", "Ditindaklanjuti", "Diteruskan kepada"],
}


def definitions(form_id: str) -> dict[str, Any]:
    return {"/".join(one.path[1:]): one for one in official()[form_id].definition.root.walk()}


def fill(form: Any) -> Any:
    """Answer every open field plausibly until nothing is missing."""
    for _ in range(12):
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


@pytest.mark.parametrize("form_id", LABELS)
def test_labels_parts_and_order_are_the_documented_ones(form_id: str):
    found = definitions(form_id)
    for path, part, label in LABELS[form_id]:
        assert (path, found[path].attributes.get("part"), found[path].labels["Indonesia (id)"]) == (path, part, label)
    order = list(found)
    places = [order.index(path) for path, _, _ in LABELS[form_id]]
    assert places == sorted(places)


@pytest.mark.parametrize(("form_id", "path"), CHOICES)
def test_choices_are_the_documented_ones(form_id: str, path: str):
    assert [one.labels["Indonesia (id)"] for one in definitions(form_id)[path].choices] == CHOICES[form_id, path]


def test_a_forwarding_knows_every_destination_and_whom_to_write_to():
    form = official()["penerusan"].open({"target": {"regency": "Kabupaten Nusa Rekaan"}})
    told = {}
    for choice in definitions("penerusan")["target/destination"].choices:
        form.set("/penerusan/target/destination", choice.value)
        told[choice.value] = tuple(form.node(f"/penerusan/target/{key}").value for key in ("addressee_usual", "through_usual"))
    bawaslu = "Ketua Badan Pengawas Pemilihan Umum Kabupaten Nusa Rekaan"
    assert told["administrasi_kecamatan"] == ("Ketua Panitia Pemilihan Kecamatan", "")
    assert told["administrasi_kpu"] == ("Ketua Komisi Pemilihan Umum Kabupaten Nusa Rekaan", bawaslu)
    assert told["etik_pengawas"] == (bawaslu, "")
    assert told["etik_kpu"] == ("Ketua Dewan Kehormatan Penyelenggara Pemilu", bawaslu)
    assert told["pidana"] == ("Koordinator Sentra Penegakan Hukum Terpadu Kabupaten Nusa Rekaan", bawaslu)
    assert told["asn_bkn"] == ("Kepala Badan Kepegawaian Negara", bawaslu)
    assert told["asn_ppk"] == ("Pejabat Pembina Kepegawaian", bawaslu) and told["desa"] == ("Bupati Nusa Rekaan", bawaslu)
    assert {"tni", "polri", "lainnya"} < told.keys() and told["lainnya"] == ("", "")


@pytest.mark.parametrize("form_id", FORMS)
def test_both_languages_and_a_part_for_everything_printed(form_id: str):
    for path, one in definitions(form_id).items():
        if path:
            assert all(one.labels.get(language) for language in ("Indonesia (id)", "English (en)")), path
            assert ("part" in one.attributes) != (one.attributes.get("print") == "no"), path
        for choice in one.choices:
            assert all(choice.labels.get(language) for language in ("Indonesia (id)", "English (en)")), (path, choice.value)


@pytest.mark.parametrize("form_id", FORMS)
def test_compiled_equals_source(form_id: str):
    made = compile_form(OFFICIAL / f"{form_id}.md")
    assert (COMPILED / f"{made.stem}.xml").read_bytes() == made.xml
    assert (COMPILED / f"{made.stem}.json").read_bytes() == made.json


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_can_be_filled_to_the_end_and_an_empty_one_saves_nothing(form_id: str):
    empty = official()[form_id].open()
    assert empty.answers() == {} and empty.problems()
    answers = fill(official()[form_id].open()).answers()
    again = official()[form_id].open(answers)
    assert again.problems() == () and again.answers() == answers


@pytest.mark.parametrize("form_id", FORMS)
def test_the_samples_are_answers_that_the_form_knows_and_takes(form_id: str):
    form = official()[form_id].open(OFFICIAL_ANSWERS[form_id](), identity_sealed=True)  # some name a protected person by his code only
    assert [one for one in form.problems() if one.kind == "invalid"] == []
    left = [one.label for one in form.problems() if getattr(form.node(one.ref), "kind", "") != "signature"]
    assert left == []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_place_that_a_layout_names_exists(form_id: str):
    layout, known = official()[form_id].layout, definitions(form_id)
    named = [layout["number"], layout.get("case_number"), *layout["place_date"].values(), *layout.get("filled_from", {})]
    for block in layout["signatures"]:
        named += [block["field"], block["name"], block["how"] if block["how"] in known else None, block.get("position")]
    for page, style in layout.get("pages", {}).items():
        named += [page, style.get("points")]
        named += [entry["by"] for where in ("before", "words", "after") for entry in style.get(where, ()) if isinstance(entry, dict)]
    named += [path for sentence in _sentences(layout) for path, _ in TOKEN.findall(sentence) if "/" in path]
    assert [path for path in named if path and path not in known] == []
    assert not any(re.search(r"\{[^}]*$|\{\{", sentence) for sentence in _sentences(layout))


def _sentences(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in _sentences(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _sentences(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_field_of_a_person_who_may_be_protected_is_marked(form_id: str):
    for one in official()[form_id].definition.root.walk():
        if "protected" in one.children:
            open_leaves = {child.name for child in one.children.values() if child.attributes.get("identity") != "yes"}
            assert open_leaves <= {"protected", "code_name", "role"}, one.ref


def test_codes_are_printed_only_where_they_are_verified_and_suggested_elsewhere():
    codes = {form_id: official()[form_id].layout["code"] for form_id in FORMS}
    verified = {"temuan": "B.2", "undangan": "B.9", "ba_sumpah": "B.10", "ba_sumpah_ahli": "B.11"}
    for form_id, code in codes.items():
        wanted = f"FORMULIR MODEL {verified[form_id]}" if form_id in verified else None
        assert code == {"pemilihan": None, "pemilu": wanted}, form_id
    suggested = {form_id: official()[form_id].layout.get("code_suggested", {}) for form_id in FORMS}
    assert suggested["kajian_awal"] == {"pemilihan": "FORMULIR MODEL A.4", "pemilu": "FORMULIR MODEL B.7"}
    assert suggested["kajian"] == {"pemilihan": "FORMULIR MODEL A.11", "pemilu": "FORMULIR MODEL B.13"}
    assert suggested["pemberitahuan_status"] == {"pemilihan": "FORMULIR MODEL A.17", "pemilu": "FORMULIR MODEL B.18"}


def test_the_first_study_asks_the_requirements_of_its_regime():
    asked = {}
    for regime in ("pemilihan", "pemilu"):
        form = official()["kajian_awal"].open({"report": {"regime": regime}})
        check = form.node("/kajian_awal/formal_check").children
        asked[regime] = [one.label for one in check if one.relevant and not one.key.endswith("_note")]
    assert len(asked["pemilihan"]) == 5 and len(asked["pemilu"]) == 4  # with the answer for the whole
    assert "Kesesuaian tanda tangan dalam formulir dengan kartu identitas" in asked["pemilihan"]
    assert "Nama dan alamat pelapor" in asked["pemilu"] and "Identitas pelapor" not in asked["pemilu"]


def test_the_words_of_the_oath_follow_the_religion_and_may_be_replaced():
    form = official()["ba_sumpah"].open()
    usual = "/ba_sumpah/oath_taking/oath_text_usual"
    form.set("/ba_sumpah/oath_taking/accepted", "bersedia")
    form.set("/ba_sumpah/oath_taking/religion", "islam")
    form.set("/ba_sumpah/oath_taking/oath_kind", "sumpah")
    assert form.node(usual).value.startswith("Demi Allah, saya bersumpah")
    form.set("/ba_sumpah/oath_taking/religion", "katolik")
    assert form.node(usual).value.endswith("Semoga Tuhan menolong saya.")
    form.set("/ba_sumpah/oath_taking/oath_kind", "janji")
    assert form.node(usual).value.startswith("Saya berjanji") and form.node(usual).attributes["unconfirmed"] == "yes"
    form.set("/ba_sumpah/oath_taking/accepted", "tidak_bersedia")
    assert not form.node(usual).relevant and form.node("/ba_sumpah/oath_taking/refusal_reason").relevant


def test_number_patterns_have_a_sequence_and_every_form_of_the_notes_is_there():
    for form_id in FORMS:
        pattern = official()[form_id].layout["number_pattern"]
        assert pattern is None or "{seq" in pattern
    assert set(FORMS) | {"model_a", "laporan", "tanda_bukti", "ba_klarifikasi"} <= set(official())
