"""The check takes what genuine producers make, says how a certificate stood, and refuses the same with a byte more."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from asn1crypto import cms, tsp
from certomancer.registry import CertLabel
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature, validate_pdf_timestamp

from core.papers.timestamps import PaperNotStamped, timestamped
from paper.check import check
from paper.revisions import history
from paper.trust import Trust
from tests.authorities import authorities
from tests.paper_producers import Container, by_openssl, by_p12, by_pyhanko, signed_with
from tests.unit.paper_samples import person
from tests.unit.test_papers_signed import KNOWN, ONCE, RATIH, TWICE, UNSIGNED, pdfsig, sha256, signed_by

A = authorities()
CHAIN = (A.certificate("issuing"), A.certificate("root"))
BELIEVED = Trust(A.der("root"))


def of(who: str) -> tuple[object, x509.Certificate]:
    return A.keys[who], A.certificate(who)


def x509_of(name: str) -> Any:
    return A.arch.get_cert(CertLabel(name))


PRODUCERS: dict[str, tuple[Container, str]] = {
    "P12 with RSA": (by_p12(A, "rsa"), "sha256"),
    "P12 with RSA-PSS, SHA-512": (by_p12(A, "rsa", pss=True, md="sha512"), "sha512"),
    "pyHanko P-384, SHA-384": (by_pyhanko(*of("p384"), *CHAIN, md="sha384"), "sha384"),
    "pyHanko P-256": (by_pyhanko(*of("p256"), *CHAIN), "sha256"),
    "openssl P-256": (by_openssl(*of("p256"), *CHAIN), "sha256"),
    "openssl P-384, SHA-512": (by_openssl(*of("p384"), *CHAIN, md="sha512"), "sha512"),
    "openssl RSA, SHA-384": (by_openssl(*of("rsa"), *CHAIN, md="sha384"), "sha384"),
    "openssl RSA-PSS": (by_openssl(*of("rsa"), *CHAIN, pss=True), "sha256"),
}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_what_a_genuine_producer_makes_is_intact_and_its_signer_known_by_his_authority(producer: str) -> None:
    make, md = PRODUCERS[producer]
    pdf = signed_with(UNSIGNED, "sign_receiver", "Lina Ujicoba", make, md=md)
    found = check(pdf, known_keys=KNOWN, recorded={}, trust=BELIEVED)
    assert (found.intact.key, found.known_signer.key, found.genuine) == ("intact.yes", "known.issued", True)
    assert found.signers[0].issued == "not_asked"
    assert check(pdf, known_keys=KNOWN, recorded={}).known_signer.key == "known.no"
    assert check(pdf, known_keys={}, recorded={}).known_signer.key == "known.no_list"


def test_a_certificate_that_nothing_protects_leaves_the_answer_open_until_its_authority_is_believed() -> None:
    pdf = signed_with(UNSIGNED, "sign_receiver", "Lina", by_pyhanko(*of("p256"), CHAIN[0]))
    found = check(pdf, known_keys={}, recorded={})
    assert (found.intact.key, found.genuine) == ("intact.chain", False)
    assert check(pdf, known_keys={}, recorded={}, trust=BELIEVED).intact.key == "intact.yes"
    assert check(pdf, known_keys={}, recorded={}, trust=Trust(A.der("issuing"))).intact.key == "intact.yes"


def test_every_changed_byte_of_the_certificates_in_a_timestamp_is_refused() -> None:
    """The last token is covered by nothing; its certificates lie in the validation data too, which it covers itself."""
    pdf = timestamped(ONCE, tsa_url=A.tsa_url, line=A)[-1]
    token = history(pdf).signed[-1]
    gap = token.signed_bytes[0][1] + 1
    for der in A.der("root", "issuing", "tsa"):
        at = gap + 2 * token.cms_der.index(der)
        for place in range(at, at + 2 * len(der), 61):
            changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
            assert check(changed, known_keys={}, recorded={}).intact.value == "no", place


def test_a_timestamp_without_its_root_leaves_the_paper_intact() -> None:
    """Many authorities send their own chain without the root; what lies in the validation data protects it."""
    short = SimpleNamespace(post=lambda *asked: without_root(A.post(*asked), asked[2]), get=A.get)
    pdf = timestamped(ONCE, tsa_url=A.tsa_url, line=short)[-1]
    assert check(pdf, known_keys={}, recorded={}).intact.key == "intact.yes"


def without_root(answer: bytes, asked: str) -> bytes:
    if asked != "application/timestamp-query":
        return answer
    response = tsp.TimeStampResp.load(answer)
    signed = response["time_stamp_token"]["content"]
    root = A.der("root")[0]
    signed["certificates"] = cms.CertificateSet([one for one in signed["certificates"] if one.chosen.dump() != root])
    return bytes(response.dump(force=True))


def test_a_certificate_that_has_nothing_to_do_with_the_signer_is_refused() -> None:
    stranger = person("Orang Lain").certificate
    for make in (by_openssl(*of("p256"), *CHAIN, stranger), by_openssl(*of("p256"), CHAIN[1])):
        assert check(signed_with(UNSIGNED, "sign_receiver", "L", make), known_keys={}, recorded={}).intact.key == "intact.signature"


def test_weak_or_half_named_signatures_are_refused() -> None:
    """SHA-1, and a CMS that does not bind its certificate (RFC 5035)."""
    weak = by_openssl(*of("rsa"), *CHAIN, md="sha1")
    assert check(signed_with(UNSIGNED, "sign_receiver", "L", weak), known_keys={}, recorded={}).intact.key == "intact.signature"


def test_a_timestamped_paper_keeps_its_bytes_and_is_intact_in_each_answer(tmp_path: Path) -> None:
    states = timestamped(TWICE, tsa_url=A.tsa_url, line=A)
    assert all(later.startswith(earlier) for earlier, later in pairwise((TWICE, *states)))
    found = check(states[-1], known_keys=KNOWN, recorded={sha256(one): sha256(states[-1]) for one in (TWICE, *states)}, trust=BELIEVED)
    assert (found.intact.key, found.known_signer.key, found.as_recorded.key) == ("intact.yes", "known.yes", "recorded.yes")
    assert [(one.name, one.is_known) for one in found.timestamps] == [("Stempel Waktu Uji", True)] * 2
    assert not check(states[-1], known_keys={}, recorded={}).timestamps[0].is_known
    assert pdfsig(states[-1], tmp_path).count("Signature is Valid.") == 2


def test_a_timestamped_paper_cut_back_to_any_of_its_states_is_named_when_records_are_at_hand() -> None:
    states = (ONCE, *timestamped(ONCE, tsa_url=A.tsa_url, line=A))
    recorded = {sha256(one): sha256(states[-1]) for one in states}
    assert [check(one, known_keys={}, recorded=recorded).as_recorded.key for one in states] == [*["recorded.cut"] * 3, "recorded.yes"]
    assert [check(one, known_keys={}, recorded={}).intact.key for one in states] == [
        "intact.yes",
        "intact.yes",
        "intact.tail",
        "intact.yes",
    ]


def test_signatures_and_timestamps_may_follow_each_other_in_any_order() -> None:
    pdf = timestamped(ONCE, tsa_url=A.tsa_url, line=A)[-1]
    pdf = signed_by(RATIH, pdf, "sign_reporter")
    pdf = timestamped(pdf, tsa_url=A.tsa_url, line=A)[-1]
    found = check(pdf, known_keys=KNOWN, recorded={}, trust=BELIEVED)
    assert (found.intact.key, len(found.signers), len(found.timestamps), found.known_signer.key) == ("intact.yes", 2, 4, "known.yes")


def test_the_data_in_a_timestamped_paper_show_that_the_certificate_was_valid_and_a_revoked_one_is_named() -> None:
    good = timestamped(signed_with(UNSIGNED, "sign_receiver", "L", by_pyhanko(*of("p256"), *CHAIN)), tsa_url=A.tsa_url, line=A)[-1]
    found = check(good, known_keys={}, recorded={}, trust=BELIEVED)
    assert (found.known_signer.key, found.signers[0].issued) == ("known.valid", "valid")
    gone = signed_with(UNSIGNED, "sign_receiver", "D", by_pyhanko(*of("gone"), *CHAIN))
    assert check(gone, known_keys={}, recorded={}, trust=BELIEVED).known_signer.key == "known.issued"
    gone = timestamped(gone, tsa_url=A.tsa_url, line=A)[-1]
    found = check(gone, known_keys={}, recorded={}, trust=BELIEVED)
    assert (found.intact.key, found.known_signer.key, found.genuine) == ("intact.yes", "known.revoked", False)


def test_pyhanko_finds_the_timestamped_paper_valid_for_the_long_term() -> None:
    pdf = timestamped(signed_with(UNSIGNED, "sign_receiver", "L", by_pyhanko(*of("p256"), *CHAIN)), tsa_url=A.tsa_url, line=A)[-1]
    reader = PdfFileReader(BytesIO(pdf))
    known = {"trust_roots": [x509_of("root")], "moment": A.now, "revocation_mode": "require", "retroactive_revinfo": True}
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(known)
    assert validate_pdf_signature(reader.embedded_regular_signatures[0], context).bottom_line
    stamps = [validate_pdf_timestamp(stamp, context) for stamp in reader.embedded_timestamp_signatures]
    assert [(stamp.intact, stamp.valid, stamp.trusted) for stamp in stamps] == [(True, True, True)] * 2


def test_an_authority_that_does_not_answer_leaves_the_paper_as_it_was() -> None:
    with pytest.raises(PaperNotStamped):
        timestamped(UNSIGNED, tsa_url=A.tsa_url, line=A)
    with pytest.raises(PaperNotStamped):
        timestamped(ONCE + b" ", tsa_url=A.tsa_url, line=A)

    portal = SimpleNamespace(post=lambda *_: b"<html>Selamat datang</html>", get=lambda *_: b"")
    with pytest.raises(PaperNotStamped):
        timestamped(ONCE, tsa_url=A.tsa_url, line=portal)
