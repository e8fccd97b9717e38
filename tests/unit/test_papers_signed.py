"""Signatures on papers: valid for poppler, and the check that also refuses what poppler accepts."""

from __future__ import annotations

import hashlib
import random
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

from core.papers.certificate import self_signed
from core.papers.compose import compose
from core.papers.render import render
from core.papers.sign import QuietWriter, container, sign, signature_dictionary
from core.papers.signature_field import PaperNotSigned, signature_fields
from paper.check import check
from tests.unit.paper_samples import MADE_AT, Person, exhibits, person, source, strokes

LINA, RATIH, STRANGER = person("Lina Ujicoba"), person("Ratih Fiktif"), person("Lina Ujicoba")
KNOWN = {LINA.spki: "Lina Ujicoba (penerima laporan)", RATIH.spki: "Ratih Fiktif"}
UNSIGNED = render(compose(source("laporan", strokes={})))


def signed_by(who: Person, pdf: bytes, field_name: str, **more: bytes) -> bytes:
    return sign(
        pdf, key=who.key, certificate=who.certificate, field_name=field_name, name=who.name, reason="Menandatangani", at=MADE_AT, **more
    )


ONCE = signed_by(LINA, UNSIGNED, "sign_receiver")
TWICE = signed_by(RATIH, ONCE, "sign_reporter", strokes_png=strokes())


def sha256(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


RECORDED = {sha256(state): sha256(TWICE) for state in (UNSIGNED, ONCE, TWICE)}


def pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "signed.pdf").write_bytes(pdf)
    return subprocess.run(["pdfsig", str(folder / "signed.pdf")], capture_output=True, text=True, check=False).stdout


def intact(pdf: bytes) -> str:
    return check(pdf, known_keys={}, recorded={}).intact.key


def test_pdfsig_finds_each_signature_valid(tmp_path: Path) -> None:
    said = pdfsig(TWICE, tmp_path)
    assert said.count("Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert said.count("SHA-256") == 2
    assert "Total document signed" in said


def test_pdfsig_does_not_find_a_changed_paper_valid(tmp_path: Path) -> None:
    changed = bytearray(ONCE)
    changed[ONCE.index(b"/Title")] ^= 1
    assert "Signature is Valid." not in pdfsig(bytes(changed), tmp_path)


def test_a_signature_only_adds_to_the_paper_and_leaves_the_other_block_open() -> None:
    assert ONCE.startswith(UNSIGNED)
    assert TWICE.startswith(ONCE)
    assert [(field.name, field.label, field.signed) for field in signature_fields(ONCE)] == [
        ("sign_receiver", "Penerima Laporan: Lina Ujicoba", True),
        ("sign_reporter", "Pelapor: Ratih Fiktif", False),
    ]


def test_the_signature_shows_name_and_time_in_its_block_with_embedded_fonts(tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(TWICE)
    text = subprocess.run(["pdftotext", "-layout", str(tmp_path / "signed.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("Ditandatangani secara elektronik oleh") == 2
    assert text.count("6 Oktober 2024 pukul 09.30.00 WIB") == 2
    fonts = subprocess.run(["pdffonts", str(tmp_path / "signed.pdf")], capture_output=True, text=True, check=True).stdout
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])


def test_a_name_of_eighty_letters_signs(tmp_path: Path) -> None:
    who = person("Panjang" * 11 + "Xyz")
    assert "Signature is Valid." in pdfsig(signed_by(who, UNSIGNED, "sign_receiver"), tmp_path)


def test_a_signature_is_refused_without_its_field_or_with_a_key_that_is_not_the_certificates() -> None:
    with pytest.raises(PaperNotSigned):
        signed_by(LINA, UNSIGNED, "sign_nobody")
    with pytest.raises(PaperNotSigned):
        signed_by(LINA, ONCE, "sign_receiver")
    with pytest.raises(PaperNotSigned):
        signed_by(Person("x", LINA.key, RATIH.certificate), UNSIGNED, "sign_receiver")
    with pytest.raises(PaperNotSigned):
        signed_by(LINA, b"no pdf at all", "sign_receiver")


def test_a_good_paper_gets_three_times_yes() -> None:
    found = check(TWICE, known_keys=KNOWN, recorded=RECORDED)
    assert [found.intact.value, found.known_signer.value, found.as_recorded.value] == ["yes", "yes", "yes"]
    assert found.genuine
    assert found.proven
    assert [(one.name, one.office, one.known_as) for one in found.signers] == [
        ("Lina Ujicoba", "00.00.01", "Lina Ujicoba (penerima laporan)"),
        ("Ratih Fiktif", "00.00.01", "Ratih Fiktif"),
    ]
    assert found.signers[0].at == MADE_AT
    assert found.signers[0].revision_sha256 == sha256(ONCE)
    assert found.pdf_sha256 == sha256(TWICE)


def test_without_lists_at_hand_the_paper_is_intact_and_the_rest_unknown() -> None:
    found = check(TWICE, known_keys={}, recorded={})
    assert [found.intact.value, found.known_signer.value, found.as_recorded.value] == ["yes", "unknown", "unknown"]
    assert found.genuine
    assert not found.proven


def test_an_unsigned_paper_is_not_genuine() -> None:
    assert intact(UNSIGNED) == "intact.unsigned"
    assert not check(UNSIGNED, known_keys=KNOWN, recorded={}).genuine


def test_a_stranger_with_the_same_name_is_not_the_known_signer() -> None:
    found = check(signed_by(STRANGER, UNSIGNED, "sign_receiver"), known_keys=KNOWN, recorded={})
    assert (found.intact.value, found.known_signer.value, found.genuine) == ("yes", "no", False)


def test_a_paper_cut_back_to_its_first_signature_is_refused_though_pdfsig_finds_it_whole(tmp_path: Path) -> None:
    said = pdfsig(ONCE, tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    found = check(ONCE, known_keys=KNOWN, recorded=RECORDED)
    assert (found.intact.value, found.as_recorded.key, found.genuine) == ("yes", "recorded.cut", False)


def test_a_further_signature_not_recorded_here_is_unknown_and_a_damaged_recorded_paper_is_not_as_recorded() -> None:
    only_first = {sha256(state): sha256(ONCE) for state in (UNSIGNED, ONCE)}
    assert check(TWICE, known_keys=KNOWN, recorded=only_first).as_recorded.key == "recorded.further"
    assert check(TWICE + b"%", known_keys=KNOWN, recorded=RECORDED).as_recorded.key == "recorded.changed"
    assert check(TWICE, known_keys=KNOWN, recorded={"00" * 32: "00" * 32}).as_recorded.key == "recorded.nothing"


def with_text_added(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    stream = generic.StreamObject(stream_data=b"BT 72 400 Td (Terlapor dibebaskan) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_text_added_after_signing_is_refused_though_pdfsig_finds_the_signature_valid(tmp_path: Path) -> None:
    forged = with_text_added(TWICE)
    assert pdfsig(forged, tmp_path).count("Signature is Valid.") == 2
    assert intact(forged) == "intact.tail"


def test_text_added_between_two_signatures_is_refused_though_pdfsig_finds_both_valid(tmp_path: Path) -> None:
    forged = signed_by(RATIH, with_text_added(ONCE), "sign_reporter")
    assert pdfsig(forged, tmp_path).count("Signature is Valid.") == 2
    assert intact(forged) == "intact.changed_later"


def test_text_smuggled_into_the_update_of_a_second_signature_is_refused(tmp_path: Path) -> None:
    writer = QuietWriter(BytesIO(ONCE))
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"BT 72 400 Td (x) Tj ET")))
    placing = PdfCMSEmbedder().write_cms(field_name="sign_reporter", writer=writer, existing_fields_only=True)
    next(placing)
    placing.send(SigObjSetup(sig_placeholder=signature_dictionary(name="Ratih", reason="", at=MADE_AT)))
    prepared, output = placing.send(SigIOSetup(md_algorithm="sha256"))
    placing.send(container(prepared.document_digest, RATIH.key, RATIH.certificate))
    assert pdfsig(output.getvalue(), tmp_path).count("Signature is Valid.") == 2
    assert intact(output.getvalue()) == "intact.changed_later"


def test_a_signature_in_a_field_that_was_not_waiting_is_refused() -> None:
    writer = QuietWriter(BytesIO(ONCE))
    late = SigFieldSpec("sign_late", box=(50, 50, 200, 100))
    placing = PdfCMSEmbedder(new_field_spec=late).write_cms(field_name="sign_late", writer=writer)
    next(placing)
    placing.send(SigObjSetup(sig_placeholder=signature_dictionary(name="Ratih", reason="", at=MADE_AT)))
    prepared, output = placing.send(SigIOSetup(md_algorithm="sha256"))
    placing.send(container(prepared.document_digest, RATIH.key, RATIH.certificate))
    assert intact(output.getvalue()) == "intact.changed_later"


def test_a_signature_wrapped_into_a_later_update_is_refused() -> None:
    writer = QuietWriter(BytesIO(with_text_added(ONCE)))
    field = writer.root["/AcroForm"]["/Fields"][0]
    copied = generic.DictionaryObject({key: field["/V"].raw_get(key) for key in field["/V"]})
    field["/V"] = writer.add_object(copied)
    writer.update_container(field)
    out = BytesIO()
    writer.write(out)
    assert intact(out.getvalue()) in ("intact.tail", "intact.changed_later", "intact.range")


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n", bytes(4096)])
def test_anything_behind_the_end_is_refused(tail: bytes) -> None:
    assert intact(TWICE + tail) == "intact.tail" or intact(TWICE + tail) == "intact.unreadable"


def test_anything_before_the_beginning_is_refused() -> None:
    assert check(b"%!PS\n" + TWICE, known_keys={}, recorded={}).intact.value == "no"


def changed_range(pdf: bytes, numbers: str) -> bytes:
    start = pdf.rindex(b"/ByteRange [")
    end = pdf.index(b"]", start) + 1
    return pdf[:start] + f"/ByteRange [{numbers}]".encode().ljust(end - start) + pdf[end:]


def test_every_game_with_the_byte_range_is_refused() -> None:
    start = ONCE.rindex(b"/ByteRange [") + 12
    zero, gap, resume, rest = (int(number) for number in ONCE[start : ONCE.index(b"]", start)].split())
    games = [
        (zero, gap, resume, rest - 1), (zero, gap, resume + 1, rest - 1), (zero, gap - 1, resume, rest),
        (1, gap - 1, resume, rest),
        (zero, gap, resume, rest + 1), (zero, resume, resume, rest), (zero, gap, resume, 0), (zero, 0, resume, rest),
        (-1, gap, resume, rest),
    ]  # fmt: skip
    for game in games:
        found = check(changed_range(ONCE, " ".join(map(str, game))), known_keys={}, recorded={}).intact
        assert found.value == "no", game


def test_nothing_hides_in_the_room_kept_for_the_signature() -> None:
    start = ONCE.index(b"/Contents <3082") + 11
    end = ONCE.index(b">", start)
    assert ONCE[end - 400 : end] == b"0" * 400
    for hidden in (b"41" * 100, b"0" * 199 + b"1", b" " * 200, b"\n" + b"0" * 199):
        changed = ONCE[: end - 200] + hidden + ONCE[end - 200 + len(hidden) :]
        assert check(changed, known_keys={}, recorded={}).intact.value == "no"
    digits = ONCE[start + 1 : end]
    assert check(ONCE.replace(digits, digits.swapcase().replace(b"a", b"A", 1)), known_keys={}, recorded={}).intact.value == "no"


def test_every_single_changed_bit_is_refused() -> None:
    chance = random.Random(20241006)
    signature = ONCE.index(b"/Contents <3082")
    places = [chance.randrange(len(ONCE)) for _ in range(60)]
    places += [chance.randrange(signature, signature + 2_200) for _ in range(70)]  # in the CMS itself
    places += [chance.randrange(len(UNSIGNED), len(ONCE)) for _ in range(30)]
    missed = []
    for place in places:
        changed = bytearray(ONCE)
        changed[place] ^= 1 << chance.randrange(8)
        found = check(bytes(changed), known_keys={}, recorded={})
        missed += [place] if found.intact.value == "yes" or found.genuine else []
    assert missed == []


def test_no_bytes_make_the_check_stumble() -> None:
    chance = random.Random(7)
    cut = [ONCE[: chance.randrange(len(ONCE))] for _ in range(40)]
    for pdf in (b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n", bytes(1000), chance.randbytes(5000), *cut):
        found = check(pdf, known_keys=KNOWN, recorded=RECORDED)
        assert (found.intact.value, found.genuine) == ("no", False)


def test_a_paper_with_photos_signs_and_a_changed_photo_is_refused() -> None:
    shown = exhibits(2)
    pdf = render(compose(source("model_a", exhibits=shown, strokes={})))
    signed = signed_by(LINA, pdf, "sign_1")
    assert intact(signed) == "intact.yes"
    place = signed.index((shown[0].picture_jpeg or b"")[5000:5100])
    assert check(signed[:place] + b"\x00" + signed[place + 1 :], known_keys={}, recorded={}).intact.value == "no"


def test_five_signers_sign_one_after_another(tmp_path: Path) -> None:
    form_a = source("model_a", signers=())
    form_a.answers["supervision"]["supervisor"] = [{"_id": str(n), "name": f"Pengawas {n}"} for n in range(5)]
    form_a.answers["signing"].pop("signature")
    pdf = render(compose(form_a))
    for number in range(5):
        pdf = signed_by(person(f"Pengawas {number}"), pdf, f"sign_{number + 1}")
    assert pdfsig(pdf, tmp_path).count("Signature is Valid.") == 5
    assert [one.name for one in check(pdf, known_keys={}, recorded={}).signers] == [f"Pengawas {n}" for n in range(5)]


def test_a_certificate_is_the_same_each_time_and_does_not_expire() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    made = [self_signed(key, name="Gilang Semata", office_code="00.00.01", not_before=MADE_AT) for _ in range(2)]
    assert made[0].public_bytes(serialization.Encoding.DER) == made[1].public_bytes(serialization.Encoding.DER)
    assert made[0].not_valid_after_utc - made[0].not_valid_before_utc > timedelta(days=365 * 1000)
    assert made[0].subject.rfc4514_string() == "CN=Gilang Semata,OU=00.00.01,C=ID"
    made[0].verify_directly_issued_by(made[0])
