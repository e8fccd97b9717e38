"""The engine's own sentences to the person who fills a form, in the languages of the program."""

from __future__ import annotations

MESSAGES = {
    "id": {
        "required": "Wajib diisi.",
        "items": "Isi paling sedikit {count}.",
        "constraint": "Isian tidak sesuai ketentuan.",
        "choice": "Pilihan tidak ada dalam daftar.",
        "date": "Bukan tanggal yang sah (TTTT-BB-HH).",
        "time": "Bukan jam yang sah (JJ:MM).",
        "dateTime": "Bukan tanggal dan jam yang sah.",
        "int": "Bukan bilangan bulat.",
        "decimal": "Bukan bilangan.",
        "range": "Harus antara {start} dan {end}.",
        "geopoint": "Bukan koordinat yang sah (lintang, spasi, bujur).",
    },
    "en": {
        "required": "Required.",
        "items": "At least {count} needed.",
        "constraint": "The answer breaks a rule of the form.",
        "choice": "Not one of the choices.",
        "date": "Not a valid date (YYYY-MM-DD).",
        "time": "Not a valid time (HH:MM).",
        "dateTime": "Not a valid date and time.",
        "int": "Not a whole number.",
        "decimal": "Not a number.",
        "range": "Must be from {start} to {end}.",
        "geopoint": "Not a valid place (latitude, space, longitude).",
    },
}


def message(code: str, language: str, **values: object) -> str:
    """Return the sentence; `language` is "id" or "en" (others read Indonesian, the language of the papers)."""
    return MESSAGES.get(language, MESSAGES["id"])[code].format(**values)
