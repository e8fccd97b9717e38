"""The meter counts what makes a passphrase hard to guess, and demands nothing."""

from __future__ import annotations

import pytest

from ui.widgets.passphrase_strength import estimate


def test_nothing_typed_has_no_strength():
    assert estimate("").level == 0


@pytest.mark.parametrize(
    "easy", ["rahasia", "Rahasia123", "s4nd1", "12345678", "aaaaaaaaaaaa", "qwertyuiop", "Bawaslu2024", "17081945", "P@ssw0rd!"]
)
def test_what_everybody_tries_first_is_very_easy(easy):
    assert estimate(easy).level == 1


@pytest.mark.parametrize("strong", ["kuda batu layar senja", "tikar-galah-embun-sumur-7", "xK9!vTq2#Lm8"])
def test_several_words_or_real_noise_are_good(strong):
    assert estimate(strong).level >= 3


def test_one_more_word_always_helps():
    assert estimate("kuda batu layar senja tembaga").bits > estimate("kuda batu layar senja").bits > estimate("kuda batu").bits


def test_ones_own_name_counts_as_a_known_word():
    assert estimate("Fitriyani Handayani", ("Fitriyani Handayani",)).bits < estimate("Fitriyani Handayani").bits


def test_a_repeated_known_word_stays_weak():
    assert estimate("rahasia rahasia").level < 3
