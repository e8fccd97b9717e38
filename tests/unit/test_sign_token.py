"""Signing with a real PKCS#11 token (SoftHSM2): which there are, the PIN and its tries, a token pulled out while it signs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from pkcs11 import TokenFlag

from core.papers.certificate_facts import CertificateUnusable, sha256_of
from core.papers.compose import compose
from core.papers.render import render
from core.papers.sign import Hand, sign_with
from core.papers.token import certificates, token_hand, tokens, tries_left
from core.papers.token_key import NoModule, TokenGone, TokenKey, TokenRefused, WrongPin
from paper.check import check
from tests.unit.paper_samples import MADE_AT, source
from tests.unit.sign_samples import MODULE, PIN, SoftToken, certified, soft_token

UNSIGNED = render(compose(source("laporan", strokes={})))
LINA = "Lina Ujicoba"
EC, RSA, CURVE_384 = certified(LINA, "P-256"), certified(LINA, "RSA-2048"), certified(LINA, "P-384")


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftToken]:
    with soft_token(tmp_path_factory.mktemp("token"), EC, RSA, CURVE_384) as made:
        yield made


def key_on(token: SoftToken, number: int = 0) -> TokenKey:
    return TokenKey(module=MODULE, serial=token.serial, certificate=sha256_of((EC, RSA, CURVE_384)[number].certificate))


def signed_by(hand: Hand) -> bytes:
    return sign_with(UNSIGNED, hand, field_name="sign_receiver", name=LINA, reason="Penerima Laporan", at=MADE_AT)


def test_a_token_and_its_certificates_are_seen_before_the_pin(token: SoftToken) -> None:
    (seen,) = tokens(MODULE)
    assert (seen.label, seen.serial, seen.has_keypad) == ("Kartu Lina", token.serial, False)
    for pin in (None, PIN):
        found = certificates(MODULE, token.serial, pin)
        assert {one.sha256 for one in found} == {sha256_of(one.certificate) for one in (EC, RSA, CURVE_384)}
        assert {one.name for one in found} == {LINA}  # the authorities that lie beside them cannot be chosen


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_kind_of_key_on_the_token_signs(token: SoftToken, tmp_path: Path, number: int) -> None:
    with token_hand(key_on(token, number), PIN, at=MADE_AT) as hand:
        pdf = signed_by(hand)
    (tmp_path / "signed.pdf").write_bytes(pdf)
    own = (EC, RSA, CURVE_384)[number].certificate.public_bytes(serialization.Encoding.DER)
    assert pdf.count(own.hex().upper().encode()) == 1
    found = check(pdf, known_keys={}, recorded={})
    assert (found.intact.key, [one.name for one in found.signers]) == ("intact.yes", [LINA])
    said = subprocess.run(["pdfsig", str(tmp_path / "signed.pdf")], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 1
    assert LINA in said
    assert pdf.startswith(UNSIGNED)


def test_one_pin_signs_a_whole_batch(token: SoftToken) -> None:
    with token_hand(key_on(token), PIN, at=MADE_AT) as hand:
        assert len({signed_by(hand) for _ in range(3)}) == 3  # ECDSA draws a number each time


def test_a_wrong_pin_says_what_the_token_tells_of_the_tries_and_the_right_one_works_after_it(token: SoftToken) -> None:
    with pytest.raises(WrongPin, match="Only a few tries are left"), token_hand(key_on(token), "0000", at=MADE_AT):
        pass
    with token_hand(key_on(token), PIN, at=MADE_AT) as hand:
        assert signed_by(hand).startswith(UNSIGNED)


def test_the_last_try_and_a_locked_pin_are_told() -> None:
    assert "One try is left" in tries_left(TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY).title
    assert "locked" in tries_left(TokenFlag.USER_PIN_LOCKED).title
    assert "does not tell" in tries_left(TokenFlag.TOKEN_INITIALIZED).hint


@pytest.mark.usefixtures("token")
def test_a_token_that_is_not_plugged_in_is_named_so() -> None:
    with pytest.raises(TokenGone), token_hand(TokenKey(module=MODULE, serial="00"), PIN, at=MADE_AT):
        pass


def test_a_missing_module_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "none.so").write_bytes(b"bukan modul")
    for path in ("", str(tmp_path / "tidak-ada.so"), str(tmp_path), str(tmp_path / "none.so")):
        with pytest.raises(NoModule):
            tokens(path)


def test_with_several_certificates_one_must_be_chosen(token: SoftToken) -> None:
    with pytest.raises(TokenRefused, match="several certificates"), token_hand(TokenKey(module=MODULE, serial=""), PIN, at=MADE_AT):
        pass
    unknown = TokenKey(module=MODULE, serial=token.serial, certificate="0" * 64)
    with pytest.raises(TokenRefused, match="no certificate"), token_hand(unknown, PIN, at=MADE_AT):
        pass


def test_an_expired_certificate_on_a_token_is_refused_and_a_token_pulled_out_while_it_signs_signs_nothing(tmp_path: Path) -> None:
    late = certified(LINA, "P-256", not_after=MADE_AT - timedelta(days=1))
    with soft_token(tmp_path, late, EC) as token:
        chosen = TokenKey(module=MODULE, serial=token.serial, certificate=sha256_of(late.certificate))
        with pytest.raises(CertificateUnusable, match="expired"), token_hand(chosen, PIN, at=MADE_AT):
            pass
        only = TokenKey(module=MODULE, serial=token.serial)  # of the two the one that can sign
        with pytest.raises(TokenGone), token_hand(only, PIN, at=MADE_AT) as hand:
            assert hand.certificate == EC.certificate
            shutil.rmtree(token.folder / "tokens")
            signed_by(hand)
        with pytest.raises(TokenRefused), token_hand(only, PIN, at=MADE_AT) as hand:
            signed_by(hand)
