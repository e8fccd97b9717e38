"""Signing with a certificate file (PKCS#12): RSA and EC, and one clear sentence for each thing that can be wrong with it."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from core.papers.certificate_facts import CertificateUnusable, NameDiffers, facts_of, refuse_other_name
from core.papers.compose import compose
from core.papers.key_file import KeyFileRefused, WrongFilePassphrase, open_key_file
from core.papers.render import render
from core.papers.sign import sign_with
from core.words import explain
from paper.check import check
from paper.trust import Trust
from tests.unit.paper_samples import MADE_AT, source, strokes
from tests.unit.sign_samples import FILE_PASSPHRASE, Issued, authority, certified, issue, key_file, key_of

UNSIGNED = render(compose(source("laporan", strokes={})))
LINA = "Lina Ujicoba"


def signed(raw: bytes, passphrase: str = FILE_PASSPHRASE) -> bytes:
    hand = open_key_file(raw, passphrase, at=MADE_AT)
    return sign_with(UNSIGNED, hand, field_name="sign_receiver", name=LINA, reason="Penerima Laporan", at=MADE_AT, strokes_png=strokes())


def pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "signed.pdf").write_bytes(pdf)
    return subprocess.run(["pdfsig", str(folder / "signed.pdf")], capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(("kind", "hash_name"), [("RSA-2048", "SHA-256"), ("P-256", "SHA-256"), ("P-384", "SHA-384")])
def test_a_key_of_each_kind_signs_with_its_chain(tmp_path: Path, kind: str, hash_name: str) -> None:
    pdf = signed(key_file(certified(LINA, kind)))
    said = pdfsig(pdf, tmp_path)
    assert pdf.startswith(UNSIGNED)
    assert said.count("Signature is Valid.") == 1
    assert f"Signing Hash Algorithm: {hash_name}" in said
    assert "ETSI.CAdES.detached" in said
    assert all(one.public_bytes(serialization.Encoding.DER).hex().upper().encode() in pdf for one in authority().above)
    changed = bytearray(pdf)
    changed[UNSIGNED.index(b"/Title")] ^= 1
    assert "Signature is Valid." not in pdfsig(bytes(changed), tmp_path)


@pytest.mark.parametrize("kind", ["RSA-2048", "P-256", "P-384"])
def test_the_check_finds_the_paper_intact_and_the_certificate_issued(kind: str) -> None:
    root = authority().above[-1].public_bytes(serialization.Encoding.DER)
    found = check(signed(key_file(certified(LINA, kind))), known_keys={}, recorded={}, trust=Trust(authorities=(root,)))
    assert (found.intact.key, found.known_signer.key) == ("intact.yes", "known.issued")
    assert [one.name for one in found.signers] == [LINA]


def test_certificates_that_have_nothing_to_do_with_the_signer_stay_out_of_the_paper() -> None:
    stranger = issue("Orang Lain", key_of("P-256", 9), None).certificate
    pdf = signed(key_file(certified(LINA, "P-256"), others=(stranger,)))
    assert stranger.public_bytes(serialization.Encoding.DER).hex().upper().encode() not in pdf
    assert check(pdf, known_keys={}, recorded={}).intact.value == "yes"


def test_a_file_without_passphrase_opens_with_an_empty_one() -> None:
    who = certified(LINA, "P-256")
    raw = pkcs12.serialize_key_and_certificates(None, who.key, who.certificate, None, serialization.NoEncryption())
    assert signed(raw, "").startswith(UNSIGNED)


def test_a_file_that_openssl_made_opens(tmp_path: Path) -> None:
    who = certified(LINA)
    clear = who.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "key.pem").write_bytes(clear)
    (tmp_path / "certificate.pem").write_bytes(who.pem)
    files = ["-inkey", str(tmp_path / "key.pem"), "-in", str(tmp_path / "certificate.pem"), "-out", str(tmp_path / "lina.p12")]
    subprocess.run(["openssl", "pkcs12", "-export", *files, "-passout", f"pass:{FILE_PASSPHRASE}"], check=True)
    assert signed((tmp_path / "lina.p12").read_bytes()).startswith(UNSIGNED)


def test_a_wrong_passphrase_is_told_from_a_file_that_is_none() -> None:
    raw = key_file(certified(LINA))
    with pytest.raises(WrongFilePassphrase):
        open_key_file(raw, "salah", at=MADE_AT)
    for other in (b"", b"bukan sertifikat", certified(LINA).pem, raw[: len(raw) // 2], UNSIGNED, bytes(5000)):
        with pytest.raises(KeyFileRefused) as refusal:
            open_key_file(other, FILE_PASSPHRASE, at=MADE_AT)
        assert type(refusal.value) is KeyFileRefused
        assert "no certificate file" in refusal.value.title


def test_a_file_without_a_key_or_with_another_certificate_is_refused() -> None:
    with pytest.raises(KeyFileRefused, match="no key"):
        open_key_file(key_file(certified(LINA), key=False), FILE_PASSPHRASE, at=MADE_AT)
    who = certified(LINA)
    alone = pkcs12.serialize_key_and_certificates(None, who.key, None, None, serialization.BestAvailableEncryption(b"x"))
    with pytest.raises(KeyFileRefused, match="no certificate for its key"):
        open_key_file(alone, "x", at=MADE_AT)


UNUSABLE = {
    "expired on 2024-10-05": lambda: certified(LINA, not_after=MADE_AT - timedelta(days=1)),
    "not valid yet: it begins on 2024-10-07": lambda: certified(LINA, not_before=MADE_AT + timedelta(days=1)),
    "not for signing": lambda: certified(LINA, signs=False),
    "not for signing documents": lambda: certified(LINA, purposes=(ExtendedKeyUsageOID.SERVER_AUTH,)),
    "is not for signing": lambda: issue("Penerbit", key_of("RSA-2048", 2), None, is_authority=True),
    "of a kind": lambda: certified(LINA, "RSA-1024"),
    "kind with which papers are not signed": lambda: certified(LINA, "P-521"),
}


@pytest.mark.parametrize("words", UNUSABLE)
def test_a_certificate_that_cannot_sign_is_refused_in_one_sentence(words: str) -> None:
    with pytest.raises(CertificateUnusable) as refusal:
        open_key_file(key_file(UNUSABLE[words]()), FILE_PASSPHRASE, at=MADE_AT)
    title = refusal.value.title.format(**refusal.value.details)
    assert words in title
    assert title.count(".") == 1
    assert explain(refusal.value)[0] != refusal.value.title  # said in Indonesian


def test_a_certificate_for_mail_or_documents_is_accepted() -> None:
    who = certified(LINA, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.SERVER_AUTH))
    assert open_key_file(key_file(who), FILE_PASSPHRASE, at=MADE_AT).certificate == who.certificate


def test_the_name_on_the_certificate_is_compared_without_titles_and_capitals() -> None:
    def differs(on_it: str, waits_for: str) -> bool:
        try:
            refuse_other_name(certified(on_it, "P-256").certificate, waits_for)
        except NameDiffers as error:
            assert error.details == {"on_it": on_it, "name": waits_for}
            return True
        return False

    assert not differs("LINA UJICOBA", "Lina Ujicoba, S.H.")
    assert not differs("Lina  Ujicoba, S.H., M.H.", "Lina Ujicoba")
    assert not differs("Lina Ujicoba", "")
    assert differs("Ratih Fiktif", "Lina Ujicoba")


def test_the_facts_of_a_certificate_name_holder_and_issuer() -> None:
    who: Issued = certified(LINA)
    assert (facts_of(who.certificate).name, facts_of(who.certificate).issuer) == (LINA, "Penerbit Sertifikat Fiktif")
