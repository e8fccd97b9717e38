"""What else is made from a form besides its signed paper: the form empty, to fill by hand, and a letter that can still be edited."""

from __future__ import annotations

from core.actions.clock import Now, wall_now
from core.actions.forms.form_wording import wording_of
from core.actions.office.letterhead import office_on_paper, paper_of
from core.actions.office.office import DRILL_PROVINCE
from core.actions.papers.paper_source import paper_source
from core.actions.papers.papers import PaperRefused
from core.papers.compose import compose
from core.papers.content import PaperSource
from core.papers.docx_letter import LETTERS, docx_letter
from core.papers.render import render
from core.vault.vault import Vault
from forms.library import official


def blank_form(vault: Vault, form_id: str, *, regime: str | None = None, paper_size: str | None = None, now: Now = wall_now) -> bytes:
    """Return the newest version of a form as PDF with dotted lines and boxes to tick, under the office's letterhead.

    regime: pemilihan or pemilu; by default the office's own. Raises PaperRefused for an unknown form. Nothing is recorded.
    """
    form = official().get(form_id)
    if form is None:
        raise PaperRefused("No form was printed: there is no form of this name.", "Choose one from the list of forms.", form=form_id)
    with vault.read() as tx:
        facts = vault.roster(tx).offices.get(vault.office, {})
        size = paper_size or paper_of(vault, tx).size_for(form_id)
        office, wording = office_on_paper(vault, tx), wording_of(vault, tx, form)
    source = PaperSource(
        form=form,
        answers={},
        is_blank=True,
        regime="pemilu" if (regime or facts.get("regime")) == "pemilu" else "pemilihan",
        office=office,
        paper_size="F4" if size == "F4" else "A4",
        drill=vault.office.startswith(DRILL_PROVINCE),
        made_at=now(),
        wording=wording,
    )
    return render(compose(source))


def editable_letter(vault: Vault, document: str, *, paper_size: str | None = None, now: Now = wall_now) -> bytes:
    """Return a letter as .docx, marked as an unsigned working copy; protected persons under their code names.

    Raises DraftGone, and PaperRefused for a form that is no letter.
    """
    with vault.read() as tx:
        source = paper_source(vault, tx, document, made_at=now(), paper_size=paper_size)
    if source.form.id not in LETTERS:
        raise PaperRefused("No letter was written: this form is no letter.", "Its paper is made as PDF, and stays as it is.")
    return docx_letter(compose(source))
