"""The answers about the signed code on a scan, in words: three about the signature, one about the print around it."""

from __future__ import annotations

from paper.answers import Answer, AnswerValue

WORDS: dict[str, tuple[AnswerValue, str, str]] = {
    "code.intact.yes": (
        "yes",
        "The signature fits the facts in the code. Compare them with what is printed.",
        "Tanda tangan cocok dengan isi kode. Bandingkan isi kode dengan yang tercetak.",
    ),
    "code.intact.signature": (
        "no",
        "The signature does not fit the facts in the code: one of the two was changed or forged.",
        "Tanda tangan tidak cocok dengan isi kode: salah satunya diubah atau dipalsukan.",
    ),
    "code.intact.office": (
        "no",
        "The signer is of another office than the code says.",
        "Penanda tangan berasal dari kantor lain daripada yang disebut dalam kode.",
    ),
    "code.intact.page": (
        "no",
        "The signed code is of another paper than the page on which it stands.",
        "Kode pemeriksaan berasal dari dokumen lain daripada halaman tempatnya berada.",
    ),
    "code.known.yes": ("yes", "A known centre has vouched for the signer's key.", "Kunci penanda tangan dijamin oleh pusat yang dikenal."),
    "code.known.other_centre": (
        "no",
        "No known centre has vouched for the signer's key; anybody can write any name beside his own key.",
        "Kunci penanda tangan tidak dijamin oleh pusat yang dikenal; siapa pun dapat menulis nama apa pun di samping kuncinya sendiri.",
    ),
    "code.known.no_centre": (
        "unknown",
        "No centre's key is at hand, so that nobody can vouch for the signer here.",
        "Tidak tersedia kunci pusat, sehingga penanda tangan tidak dapat dijamin di sini.",
    ),
    "code.known.ended": (
        "no",
        "The signer's key has been ended, and the records at hand do not hold this paper.",
        "Kunci penanda tangan telah diakhiri, dan catatan yang tersedia tidak memuat dokumen ini.",
    ),
    "code.recorded.yes": (
        "yes",
        "The records at hand hold this paper, and say the same as the code.",
        "Catatan yang tersedia memuat dokumen ini, dan isinya sama dengan kode.",
    ),
    "code.recorded.differs": (
        "no",
        "The records at hand hold this paper, but say something else than the code.",
        "Catatan yang tersedia memuat dokumen ini, tetapi isinya berbeda dari kode.",
    ),
    "code.recorded.nothing": (
        "unknown",
        "The records at hand do not hold this paper.",
        "Catatan yang tersedia tidak memuat dokumen ini.",
    ),
    "code.printed.yes": (
        "yes",
        "Number, date and office are printed as they were signed. Compare form and signer yourself.",
        "Nomor, tanggal, dan kantor tercetak sama dengan yang ditandatangani. Bandingkan sendiri jenis formulir dan penanda tangan.",
    ),
    "code.printed.some": (
        "unknown",
        "Beside the code all is printed as it was signed; compare number in the heading and date above the signatures yourself.",
        "Di samping kode semuanya tercetak sama dengan yang ditandatangani; nomor di kepala surat dan tanggal di atas tanda tangan "
        "bandingkan sendiri.",
    ),
    "code.printed.unsure": (
        "unknown",
        "The printed facts are not readable well enough for a program: compare them yourself.",
        "Isi yang tercetak tidak cukup jelas untuk dibaca program: bandingkan sendiri.",
    ),
    "code.printed.differs": (
        "no",
        "What is printed differs from what was signed: digits were changed.",
        "Yang tercetak berbeda dari yang ditandatangani: ada angka yang diubah.",
    ),
}


def answer(key: str) -> Answer:
    """Return the Answer of that key."""
    value, english, indonesian = WORDS[key]
    return Answer(value, key, english, indonesian)
