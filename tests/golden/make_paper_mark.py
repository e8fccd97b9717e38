"""Makes the golden code of a paper: keys that stand here for everybody to see, so that another program can make the same bytes.

Run from the project's folder: python -m tests.golden.make_paper_mark
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from record.paper_mark import PaperFacts, issue_credential, make_mark, make_page_code
from record.signature import public_bytes

HERE = Path(__file__).resolve().parent
CENTRE, PERSON = (ec.derive_private_key(secret, ec.SECP256R1()) for secret in (1001, 2002))
FACTS = PaperFacts(
    paper="0190b3c4-1111-7222-8333-444455556666",
    records="00112233445566778899aabbccddeeff",
    day=date(2024, 10, 6),
    office="00.00.01",
    form="model_a",
    number="001/LHP/PM.01.02/JX-00.00.01/X/2024",
)


def made() -> dict[str, str]:
    credential = issue_credential(CENTRE, spki=public_bytes(PERSON), office=FACTS.office, role="panwascam_chair", name="Sari Fiktiwati")
    return {
        "centre": public_bytes(CENTRE).hex(),
        "credential": credential.hex(),
        "mark": make_mark(PERSON, FACTS, credential).hex(),
        "page_code": make_page_code(FACTS.paper, 2, 3).hex(),
    }


if __name__ == "__main__":
    (HERE / "paper_mark.json").write_text(json.dumps(made(), indent=1) + "\n", encoding="utf-8")
