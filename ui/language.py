"""The language of the window: our words, Qt's own buttons, dates and numbers; Indonesian, or English."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from core.resources import resource_path
from core.words import use_language


def speak(application: QCoreApplication, language: str = "id") -> None:
    """Install the words of `language`: "id", or "en" for the source strings, with dates and numbers as they are written there.

    PySide6 ships no Indonesian words for Qt's own buttons and menus, so qt_id.ts is ours.
    """
    english = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)  # day before month, as here
    QLocale.setDefault(english if language == "en" else QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    use_language(language)
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    if language == "en":
        return
    for name in ("qt_id.qm", "bukti_id.qm"):
        translator = QTranslator(application)
        if translator.load(str(resource_path("i18n", name))):
            application.installTranslator(translator)
