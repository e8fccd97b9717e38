"""No genuine paper is refused: python -m tests.rigs.paper_genuine [--papers 200].

One to five signers, each by one of three producers (a person's key, a P12 with RSA by pyHanko, `openssl cms -cades`), raised to PAdES B-LTA
or not, sent by e-mail and back, and checked with an office's list, records and authorities, and with nothing at all.
"""

from __future__ import annotations

import argparse
import email
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from hashlib import sha256

from core.papers.compose import compose
from core.papers.render import render
from core.papers.timestamps import timestamped
from paper.check import check
from paper.trust import Trust
from tests.authorities import authorities
from tests.paper_producers import by_openssl, by_p12, signed_with
from tests.rigs.paper_forgeries import signed_by
from tests.unit.paper_samples import exhibits, person, source

SIGNERS = 5
PEOPLE = [person(f"Pengawas {number + 1}") for number in range(SIGNERS)]
KNOWN = {one.spki: one.name for one in PEOPLE}


@dataclass(frozen=True)
class Made:
    """states: each state of the paper in order, the last one is what is handed out."""

    what: str
    states: tuple[bytes, ...]


@lru_cache(maxsize=2)
def unsigned(photos: int) -> bytes:
    form_a = source("model_a", signers=(), exhibits=exhibits(photos))
    form_a.answers["supervision"]["supervisor"] = [{"_id": str(number), "name": one.name} for number, one in enumerate(PEOPLE)]
    form_a.answers["signing"].pop("signature")
    return render(compose(form_a))


def producers() -> dict[str, Callable[[bytes, int], bytes]]:
    """Return who can fill the field of a number; the number is the signer's."""
    local = authorities()
    chain = (local.certificate("issuing"), local.certificate("root"))

    def own(pdf: bytes, number: int) -> bytes:
        return signed_by(PEOPLE[number], pdf, f"sign_{number + 1}")

    def p12(pdf: bytes, number: int) -> bytes:
        return signed_with(pdf, f"sign_{number + 1}", "Gilang Semata", by_p12(local, "rsa"))

    def openssl(pdf: bytes, number: int) -> bytes:
        who = ("p256", "p384", "rsa")[number % 3]
        return signed_with(pdf, f"sign_{number + 1}", "Lina Ujicoba", by_openssl(local.keys[who], local.certificate(who), *chain))

    return {"own key": own, "P12": p12, "openssl": openssl}


def make(count: int, seed: int = 7) -> Iterator[Made]:
    """Yield that many genuine papers; all combinations of number, first producer and timestamps come up in turn."""
    chance, local, fill = random.Random(seed), authorities(), producers()
    for number in range(count):
        signers, is_stamped = number % SIGNERS + 1, number % 2 == 1
        first = list(fill)[number % len(fill)]
        chosen = [first, *chance.choices(list(fill), k=signers - 1)]
        states = [unsigned(number % 3 // 2)]
        for place, name in enumerate(chosen):
            states.append(fill[name](states[-1], place))
            if is_stamped and place == signers // 2 and number % 4 == 1:  # also between two signatures
                states += timestamped(states[-1], tsa_url=local.tsa_url, line=local)
        if is_stamped:
            states += timestamped(states[-1], tsa_url=local.tsa_url, line=local)
        yield Made(f"{', '.join(chosen)}{', B-LTA' if is_stamped else ''}", tuple(states))


def sent_by_mail(pdf: bytes) -> bytes:
    """Return what comes out of an e-mail (MIME, Base64) in which the paper went."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["To"] = "Berita acara", "panwascam@contoh.invalid", "kabupaten@contoh.invalid"
    message.set_content("Terlampir.")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="dokumen.pdf")
    received = email.message_from_bytes(message.as_bytes(), policy=SMTP)
    return bytes(next(iter(received.iter_attachments())).get_payload(decode=True))


def refusals(made: Made) -> list[str]:
    """Return why a genuine paper was refused, with everything at hand or with nothing; empty when it was not."""
    pdf = sent_by_mail(made.states[-1])
    hashes = [sha256(state).hexdigest() for state in made.states]
    full = check(pdf, known_keys=KNOWN, recorded=dict.fromkeys(hashes, hashes[-1]), trust=Trust(authorities().der("root")))
    alone = check(pdf, known_keys={}, recorded={})
    found = [f"with everything at hand: {one.key}" for one in (full.intact, full.known_signer, full.as_recorded) if one.value != "yes"]
    return found + ([] if alone.genuine else [f"with nothing at hand: {alone.intact.key}"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.paper_genuine", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=200)
    args = parser.parse_args()
    refused, kinds = [], Counter[str]()
    for made in make(args.papers):
        kinds[f"{made.what.count(',') + 1 - made.what.count('B-LTA')} signers{', B-LTA' if 'B-LTA' in made.what else ''}"] += 1
        refused += [f"{made.what}: {why}" for why in refusals(made)]
    for kind, count in sorted(kinds.items()):
        print(f"  {count:4} {kind}")
    print(f"{args.papers} genuine papers, {len(refused)} refused {refused}")
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
