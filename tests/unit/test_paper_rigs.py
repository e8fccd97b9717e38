"""Short forms of the rigs over papers: forgeries are refused, weak judges take some, genuine papers are never refused."""

from __future__ import annotations

from tests.rigs.paper_attacks import WEAK, attack, flip_bits, recorded_of, refusal
from tests.rigs.paper_forgeries import Forgery, Papers, additions, photo_swapped
from tests.rigs.paper_genuine import make, refusals, sent_by_mail

PAPERS = Papers()


def test_forgeries_are_refused_with_a_reason_and_a_weak_judge_takes_some() -> None:
    outcome = attack(PAPERS, weak=False, every=3)
    assert outcome.taken == [] and outcome.tried > 40
    assert set(outcome.reasons) >= {"intact.tail", "intact.changed_later", "intact.range", "intact.timestamp"}


def test_the_rig_finds_a_judge_that_is_too_weak() -> None:
    text_added = next(pdf for name, pdf in additions(PAPERS.twice) if name == "text added to a page")
    assert [name for name, judge in WEAK.items() if judge(text_added)] == ["pdfsig", "signature alone"]
    assert all(judge(PAPERS.twice) for judge in WEAK.values())
    assert refusal(Forgery("x", text_added), recorded_of(PAPERS)) == "intact.tail"
    assert refusal(Forgery("a genuine paper", PAPERS.stamped[-1]), recorded_of(PAPERS)) == ""


def test_a_swapped_photo_and_single_bits_are_refused() -> None:
    assert refusal(Forgery("x", photo_swapped(PAPERS.with_photo)), {}).startswith("intact.")
    assert flip_bits(PAPERS.stamped[-1], 60) == []


def test_genuine_papers_of_all_producers_are_taken_after_an_e_mail_too() -> None:
    made = list(make(4))
    assert [why for one in made for why in refusals(one)] == []
    assert sent_by_mail(made[1].states[-1]) == made[1].states[-1]
