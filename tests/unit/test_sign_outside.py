"""A certified signature from outside: prepared here, made by openssl or pyHanko, put in hours later; a wrong one is refused."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms, keys
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.actions.papers.outside import prepare_paper, take_signature, waits_before
from core.actions.papers.papers import PaperRefused
from core.papers.certificate_facts import CertificateUnusable, NameDiffers
from core.papers.compose import compose
from core.papers.deferred import NotInserted, Prepared, read_prepared
from core.papers.render import render
from core.papers.sign import as_asn1, sign
from core.papers.signature_field import PaperNotSigned, signature_fields
from paper.check import check
from tests.rigs.planted import pdf_text
from tests.unit.paper_samples import MADE_AT, person, source, strokes
from tests.unit.sign_samples import Issued, certified, issue, key_of

UNSIGNED = render(compose(source("laporan", strokes={})))
LINA = "Lina Ujicoba"
ALONE = issue(LINA, key_of("P-256"), None)  # no chain
RATIH = person("Ratih Fiktif")
FIRST = sign(
    UNSIGNED, key=RATIH.key, certificate=RATIH.certificate, field_name="sign_reporter", name=RATIH.name, reason="-", at=MADE_AT,
    strokes_png=strokes(),
)  # fmt: skip
HOURS_LATER = MADE_AT + timedelta(hours=5)


def prepared(pdf: bytes = FIRST) -> Prepared:
    return prepare_paper(pdf, field_name="sign_receiver", now=lambda: MADE_AT)


PREPARED = prepared()


def by_openssl(folder: Path, content: bytes, who: Issued = ALONE, *more: str, form: str = "DER") -> bytes:
    clear = who.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(clear)
    (folder / "certificate.pem").write_bytes(who.pem)
    (folder / "content").write_bytes(content)
    command = [
        "openssl",
        "cms",
        "-sign",
        "-binary",
        "-md",
        "sha256",
        *(more or ("-cades",)),
        "-in",
        str(folder / "content"),
        "-outform",
        form,
    ]
    command += ["-signer", str(folder / "certificate.pem"), "-inkey", str(folder / "key.pem"), "-out", str(folder / "cms")]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "cms").read_bytes()


def by_pyhanko(digest: bytes, who: Issued = ALONE) -> bytes:
    clear = who.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = SimpleSigner(as_asn1(who.certificate), keys.PrivateKeyInfo.load(clear), SimpleCertificateStore())
    message: cms.ContentInfo = asyncio.run(signer.async_sign(digest, "sha256", use_pades=True))
    return bytes(message.dump())


def inserted(cms_der: bytes, into: bytes = PREPARED.pdf) -> bytes:
    return take_signature(into, cms_der, now=lambda: HOURS_LATER).inserted.pdf


def test_the_prepared_file_alone_says_what_is_to_be_signed() -> None:
    again = read_prepared(PREPARED.pdf)
    assert again == PREPARED
    assert (again.field_name, again.label, again.at) == ("sign_receiver", "Penerima Laporan: Lina Ujicoba", MADE_AT)
    assert again.paper == FIRST
    assert again.sha256 == hashlib.sha256(again.to_be_signed).digest()
    assert len(again.to_be_signed) == len(PREPARED.pdf) - 2 * again.room - 2


@pytest.mark.parametrize("form", ["DER", "PEM"])
def test_a_signature_by_openssl_goes_in_hours_later_and_is_valid(tmp_path: Path, form: str) -> None:
    pdf = inserted(by_openssl(tmp_path, PREPARED.to_be_signed, form=form))
    (tmp_path / "signed.pdf").write_bytes(pdf)
    said = subprocess.run(["pdfsig", str(tmp_path / "signed.pdf")], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said
    assert pdf.startswith(FIRST)
    found = check(pdf, known_keys={}, recorded={})
    assert (found.intact.value, [one.name for one in found.signers]) == ("yes", ["Ratih Fiktif", LINA])


@pytest.mark.parametrize("kind", ["RSA-2048", "P-384"])
def test_an_issued_certificate_of_openssl_goes_in_with_its_chain(tmp_path: Path, kind: str) -> None:
    who = certified(LINA, kind)
    (tmp_path / "chain.pem").write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in who.above))
    pdf = inserted(by_openssl(tmp_path, PREPARED.to_be_signed, who, "-cades", "-certfile", str(tmp_path / "chain.pem")))
    assert check(pdf, known_keys={}, recorded={}).intact.key == "intact.yes"


def test_a_signature_by_pyhanko_over_the_digest_alone_goes_in() -> None:
    pdf = inserted(by_pyhanko(PREPARED.sha256))
    assert check(pdf, known_keys={}, recorded={}).intact.value == "yes"
    assert [field.signed for field in signature_fields(pdf)] == [True, True]


def test_the_block_says_that_its_time_is_of_the_preparation() -> None:
    text = " ".join(pdf_text(inserted(by_pyhanko(PREPARED.sha256))).decode().split())
    assert "disiapkan 6 Oktober 2024 pukul 09.30.00 WIB" in text
    assert text.count("disiapkan") == 1


def test_a_signature_for_another_paper_or_another_preparation_is_refused() -> None:
    for other in (prepared(UNSIGNED), prepare_paper(FIRST, now=lambda: HOURS_LATER)):
        with pytest.raises(NotInserted, match="another paper"):
            inserted(by_pyhanko(other.sha256))


def test_what_is_no_signature_is_refused(tmp_path: Path) -> None:
    whole = by_pyhanko(PREPARED.sha256)
    for raw in (b"", b"bukan", ALONE.pem, whole[:-40], whole + b"x", bytes(3000), b"30" * 50):
        with pytest.raises(NotInserted, match="no signature"):
            inserted(raw)
    message = cms.ContentInfo.load(whole)
    message["content"]["signer_infos"] = []
    with pytest.raises(NotInserted, match="holds no signature"):
        inserted(message.dump(force=True))
    with pytest.raises(NotInserted, match="names no digest"):
        inserted(by_openssl(tmp_path, PREPARED.to_be_signed, ALONE, "-noattr"))
    with pytest.raises(NotInserted, match="no certificate"):
        inserted(by_openssl(tmp_path, PREPARED.to_be_signed, ALONE, "-cades", "-nocerts"))


def test_a_signature_that_does_not_verify_is_refused(tmp_path: Path) -> None:
    whole = by_pyhanko(PREPARED.sha256)
    broken = bytearray(whole)
    broken[-3] ^= 1
    with pytest.raises(NotInserted, match="does not verify"):
        inserted(bytes(broken))
    with pytest.raises(NotInserted, match="does not verify"):  # no CAdES: the certificate is not named
        inserted(by_openssl(tmp_path, PREPARED.to_be_signed, ALONE, "-nosmimecap"))
    with pytest.raises(NotInserted, match="carries the paper inside"):
        inserted(by_openssl(tmp_path, PREPARED.to_be_signed, ALONE, "-cades", "-nodetach"))


def test_a_signature_too_long_for_its_room_is_refused() -> None:
    message = cms.ContentInfo.load(by_pyhanko(PREPARED.sha256))
    many = [issue(f"Orang {number}", key_of("P-256", 5), None).certificate for number in range(60)]
    message["content"]["certificates"] = [as_asn1(ALONE.certificate), *(as_asn1(one) for one in many)]
    with pytest.raises(NotInserted, match="too long"):
        inserted(message.dump(force=True))


def test_a_certificate_expired_before_the_paper_was_prepared_is_refused() -> None:
    late = issue(LINA, key_of("P-256"), None, not_after=MADE_AT - timedelta(days=1))
    with pytest.raises(CertificateUnusable, match="expired"):
        inserted(by_pyhanko(PREPARED.sha256, late))
    between = issue(LINA, key_of("P-256"), None, not_after=MADE_AT + timedelta(hours=1))
    assert inserted(by_pyhanko(PREPARED.sha256, between)).startswith(FIRST)


def test_nothing_is_awaited_in_a_file_that_was_not_prepared_or_is_filled_already() -> None:
    filled = inserted(by_pyhanko(PREPARED.sha256))
    for pdf in (UNSIGNED, FIRST, filled, PREPARED.pdf + b"\n"):
        with pytest.raises(NotInserted, match="No signature is awaited"):
            inserted(by_pyhanko(PREPARED.sha256), pdf)
    with pytest.raises(PaperNotSigned):
        inserted(by_pyhanko(PREPARED.sha256), b"bukan pdf")


def test_a_changed_prepared_file_does_not_take_the_signature() -> None:
    changed = PREPARED.pdf.replace(b"/Title", b"/Titel", 1)
    with pytest.raises(NotInserted, match="another paper"):
        inserted(by_pyhanko(PREPARED.sha256), changed)


def test_the_certificate_is_looked_at_before_anybody_waits() -> None:
    late = certified(LINA, not_after=MADE_AT - timedelta(days=1)).certificate
    with pytest.raises(CertificateUnusable):
        prepare_paper(UNSIGNED, field_name="sign_receiver", certificate=late, now=lambda: MADE_AT)
    other = certified("Budi Umpama").certificate
    with pytest.raises(NameDiffers):
        prepare_paper(UNSIGNED, field_name="sign_receiver", certificate=other, now=lambda: MADE_AT)
    confirmed = prepare_paper(UNSIGNED, field_name="sign_receiver", certificate=other, name_confirmed=True, now=lambda: MADE_AT)
    assert b"Budi Umpama" in confirmed.pdf


def test_the_block_whose_turn_it_is_is_prepared_unless_another_is_named() -> None:
    assert prepare_paper(UNSIGNED, now=lambda: MADE_AT).field_name == "sign_receiver"
    assert prepare_paper(FIRST, now=lambda: MADE_AT).field_name == "sign_receiver"
    assert waits_before(UNSIGNED, "sign_reporter") == ("Penerima Laporan: Lina Ujicoba",)
    with pytest.raises(PaperRefused):
        prepare_paper(FIRST, field_name="sign_reporter", now=lambda: MADE_AT)
