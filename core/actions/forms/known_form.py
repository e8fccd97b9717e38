"""The form version that a document names, or a sentence about why it is not here."""

from __future__ import annotations

from core.errors import AppError
from forms.library import FormUnknown, FormVersion, by_sha256


class FormMissing(AppError):
    code = "form.missing"


def known_form(form_id: str, sha256: str) -> FormVersion:
    """Return the version. Raises FormMissing when neither this program nor a pack in this vault has it: the document stays as it is."""
    try:
        return by_sha256(sha256)
    except FormUnknown as error:
        raise FormMissing(
            "This document was written with a version of the form that is not here: {form}.",
            "Send and fetch once, take the pack of forms of the centre, or update the program.",
            form=form_id,
            sha256=sha256,
        ) from error
