"""The three answers about a paper, as values and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AnswerValue = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Answer:
    """value; key is stable (for --json and tests); the reason in English and in Indonesian."""

    value: AnswerValue
    key: str
    why_en: str
    why_id: str


@dataclass(frozen=True, kw_only=True)
class SignatureSeen:
    """One signature as it stands in the paper.

    at is what the signer claims, None when unreadable. known_as: the name under which the key is known, or which an authority believed
    here has certified; None when neither. issued: how the certificate stood when signing, "" when no authority believed here issued it.
    revision_sha256 is over the file as it was right after this signature.
    """

    field_name: str
    label: str
    name: str
    office: str
    known_as: str | None
    spki_sha256: str
    at: datetime | None
    reason: str
    revision_sha256: str
    issued: Literal["", "valid", "not_asked", "revoked", "outside"] = ""


@dataclass(frozen=True, kw_only=True)
class StampSeen:
    """One document timestamp. at: the moment it tells, with its zone. is_known: an authority believed here has issued its key."""

    at: datetime
    name: str
    is_known: bool
    revision_sha256: str


@dataclass(frozen=True, kw_only=True)
class PaperCheck:
    """What `check` found. pdf_sha256 is over the whole file."""

    intact: Answer
    known_signer: Answer
    as_recorded: Answer
    signers: tuple[SignatureSeen, ...]
    pdf_sha256: str
    timestamps: tuple[StampSeen, ...] = ()

    @property
    def genuine(self) -> bool:
        """Intact, and nothing at hand speaks against it. "unknown" is no refusal: a paper must be checkable without a vault."""
        return self.intact.value == "yes" and "no" not in (self.known_signer.value, self.as_recorded.value)

    @property
    def proven(self) -> bool:
        """All three answers are yes."""
        return [answer.value for answer in (self.intact, self.known_signer, self.as_recorded)] == ["yes"] * 3


WORDS: dict[str, tuple[AnswerValue, str, str]] = {
    "intact.yes": (
        "yes",
        "Nothing was changed: every signature fits its state of the paper, and the last one covers the whole file.",
        "Tidak ada yang berubah: setiap tanda tangan cocok dengan isi saat ditandatangani, dan yang terakhir mencakup seluruh berkas.",
    ),
    "intact.chain": (
        "unknown",
        "Everything that was signed is unchanged, but a certificate that lies beside the last signature cannot be verified here: "
        "the one of its own issuer is missing.",
        "Semua yang ditandatangani tidak berubah, tetapi satu sertifikat yang menyertai tanda tangan terakhir tidak dapat diperiksa "
        "di sini: sertifikat penerbitnya tidak tersedia.",
    ),
    "intact.unsigned": (
        "unknown",
        "The paper carries no electronic signature.",
        "Dokumen ini tidak memuat tanda tangan elektronik.",
    ),
    "intact.unreadable": (
        "no",
        "The file is damaged, or it is no paper of this program.",
        "Berkas rusak, atau bukan dokumen yang dibuat program ini.",
    ),
    "intact.foreign": (
        "no",
        "The file is written in a way in which this program never writes a paper.",
        "Cara penulisan berkas ini bukan cara program ini menulis dokumen.",
    ),
    "intact.range": (
        "no",
        "A signature leaves out a part of the file that it should cover.",
        "Ada tanda tangan yang tidak mencakup bagian berkas yang seharusnya tercakup.",
    ),
    "intact.tail": (
        "no",
        "Something stands in the file after the last signature.",
        "Ada isi tambahan di dalam berkas setelah tanda tangan terakhir.",
    ),
    "intact.changed_later": (
        "no",
        "The paper was changed after it had been signed; only further signatures and timestamps may follow.",
        "Dokumen diubah setelah ditandatangani; yang boleh menyusul hanya tanda tangan dan stempel waktu berikutnya.",
    ),
    "intact.signature": (
        "no",
        "A signature does not fit the content: one of the two was changed.",
        "Ada tanda tangan yang tidak cocok dengan isinya: salah satunya telah diubah.",
    ),
    "intact.timestamp": (
        "no",
        "A timestamp does not fit this paper: it is about another file, or it was changed.",
        "Ada stempel waktu yang tidak cocok dengan dokumen ini: dibuat untuk berkas lain, atau telah diubah.",
    ),
    "known.yes": ("yes", "Every signer's key is known here.", "Kunci setiap penanda tangan dikenal di sini."),
    "known.issued": (
        "yes",
        "Every signer is known, by the list here or by an authority believed here. Whether a certificate had been revoked when it signed "
        "was not asked; so it cannot be shown that it was valid then.",
        "Setiap penanda tangan dikenal, dari daftar di sini atau dari penerbit sertifikat yang dipercaya di sini. Apakah sertifikat sudah "
        "dicabut saat menandatangani tidak ditanyakan; karena itu keberlakuannya saat itu belum dapat ditunjukkan.",
    ),
    "known.valid": (
        "yes",
        "Every signer is known, by the list here or by an authority believed here; a timestamp and what lies in the paper show that each "
        "certificate was valid when it signed.",
        "Setiap penanda tangan dikenal, dari daftar di sini atau dari penerbit sertifikat yang dipercaya di sini; stempel waktu dan data "
        "di dalam dokumen menunjukkan bahwa setiap sertifikat berlaku saat menandatangani.",
    ),
    "known.revoked": (
        "no",
        "A signer's certificate had been revoked when it signed.",
        "Sertifikat seorang penanda tangan sudah dicabut saat menandatangani.",
    ),
    "known.outside": (
        "no",
        "A signer's certificate was not yet valid or had expired when it signed.",
        "Sertifikat seorang penanda tangan belum berlaku atau sudah kedaluwarsa saat menandatangani.",
    ),
    "known.no": ("no", "A signer's key is not in the list at hand.", "Kunci seorang penanda tangan tidak ada dalam daftar yang tersedia."),
    "known.no_list": ("unknown", "No list of known keys is at hand.", "Tidak tersedia daftar kunci yang dikenal."),
    "known.no_signer": ("unknown", "No signature could be read.", "Tidak ada tanda tangan yang dapat dibaca."),
    "recorded.yes": ("yes", "The records at hand hold exactly this paper.", "Catatan yang tersedia memuat tepat dokumen ini."),
    "recorded.cut": (
        "no",
        "This is an earlier state: the records hold the same paper with more signatures.",
        "Ini keadaan yang lebih awal: catatan memuat dokumen yang sama dengan tanda tangan lebih banyak.",
    ),
    "recorded.changed": (
        "no",
        "The records hold this paper, but not in this state.",
        "Catatan memuat dokumen ini, tetapi bukan dalam keadaan ini.",
    ),
    "recorded.further": (
        "unknown",
        "The records hold an earlier state of this paper; its last signature is not recorded here yet.",
        "Catatan memuat keadaan lebih awal dari dokumen ini; tanda tangan terakhirnya belum tercatat di sini.",
    ),
    "recorded.nothing": (
        "unknown",
        "The records at hand say nothing about this paper.",
        "Catatan yang tersedia tidak memuat keterangan tentang dokumen ini.",
    ),
}


def answer(key: str) -> Answer:
    """Return the Answer of that key."""
    value, english, indonesian = WORDS[key]
    return Answer(value, key, english, indonesian)
