"""The page on which anybody can have a paper checked, in Indonesian: a form, and below it the three answers."""

from __future__ import annotations

from html import escape

from paper.answers import Answer, PaperCheck
from server.console.look import HEADERS as HEADERS

_SIGNS = {"yes": ("Ya", "ya"), "no": ("Tidak", "tidak"), "unknown": ("Belum dapat dipastikan", "belum")}


def check_page(found: PaperCheck | None = None, *, name: str = "", trouble: str = "") -> str:
    """Return the whole page. found: what to show above the form; trouble: a sentence on why there is nothing to show."""
    refused = f'<section class="card" role="alert"><p class="tidak">{escape(trouble)}</p></section>'
    told = _answers(found, name) if found is not None else refused
    return f"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Periksa surat</title><link rel="stylesheet" href="/console/style.css"></head><body><main class="check">
<h1>Periksa surat</h1>
{told if found is not None or trouble else ""}
<form class="card" method="post" action="/check" enctype="multipart/form-data">
<p><label for="paper">File PDF yang diterima, tanpa diubah:</label></p>
<p><input id="paper" name="paper" type="file" accept="application/pdf" required></p>
<p><button type="submit">Periksa</button></p>
<p><small>File hanya dibaca selama pemeriksaan dan tidak disimpan. Paling besar 20 MB.</small></p>
</form></main></body></html>
"""


def _answers(found: PaperCheck, name: str) -> str:
    rows = (
        ("Apakah utuh?", found.intact),
        ("Apakah penanda tangan dikenal?", found.known_signer),
        ("Apakah sesuai catatan?", found.as_recorded),
    )
    parts = [
        f'<section class="card"><h2>{escape(name or "Surat")}</h2><dl>',
        *(_answer(question, answer) for question, answer in rows),
        "</dl></section>",
    ]
    if found.signers or found.timestamps:
        parts.append('<section class="card"><h2>Tanda tangan</h2><dl>')
        for one in found.signers:
            when = one.at.strftime("%Y-%m-%d %H:%M %z") if one.at is not None else "waktu tidak terbaca"
            known = f"dikenal sebagai {one.known_as}" if one.known_as is not None else "kunci ini tidak dikenal di sini"
            parts.append(
                f"<dt>{escape(one.name or '-')}</dt><dd>{escape(' · '.join(word for word in (one.reason, when, known) if word))}</dd>"
            )
        for stamp in found.timestamps:
            known = "penyedianya dipercaya di sini" if stamp.is_known else "penyedianya tidak dikenal di sini"
            parts.append(f"<dt>Stempel waktu: {escape(stamp.name or '-')}</dt><dd>{stamp.at:%Y-%m-%d %H:%M:%S %z} · {known}</dd>")
        parts.append("</dl></section>")
    parts.append(f"<p><small>SHA-256</small><br><code>{found.pdf_sha256}</code></p>")
    return "\n".join(parts)


def _answer(question: str, answer: Answer) -> str:
    word, kind = _SIGNS[answer.value]
    return f'<dt>{question} <span class="{kind}">{word}</span></dt><dd>{escape(answer.why_id)}</dd>'
