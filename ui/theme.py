"""The colours of the window, light and dark, as a palette and a small style sheet that follow the system."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from core.resources import resource_path
from ui.roles import say_roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Every colour by what it is for. Text on its ground has 4.5:1 at least, a border that must be seen 3:1."""

    ground: str
    surface: str
    surface_soft: str
    line: str
    line_soft: str
    border: str
    text: str
    text_soft: str
    text_faint: str
    brand: str
    brand_hover: str
    brand_down: str
    on_brand: str
    link: str
    chosen: str
    on_chosen: str
    hover: str
    scroll: str
    scroll_hover: str
    danger: str
    warn_ground: str
    on_warn: str
    error_ground: str
    on_error: str
    info_ground: str
    on_info: str
    success_ground: str
    on_success: str
    drill_ground: str
    on_drill: str


LIGHT = Colours(
    ground="#f6f8fb", surface="#ffffff", surface_soft="#f1f5f9", line="#e2e8f0", line_soft="#eef2f7", border="#7c8ba1",
    text="#0f172a", text_soft="#475569", text_faint="#5b6b81",
    brand="#0f4c81", brand_hover="#0c3f6c", brand_down="#0a3357", on_brand="#ffffff", link="#0f4c81",
    chosen="#e3eef8", on_chosen="#0f4c81", hover="#f1f5f9", scroll="#8594a9", scroll_hover="#64748b", danger="#b42318",
    warn_ground="#fef3c7", on_warn="#854d0e", error_ground="#fee2e2", on_error="#991b1b", info_ground="#e3eef8", on_info="#0c3f6c",
    success_ground="#dcfce7", on_success="#166534", drill_ground="#9a3412", on_drill="#ffffff",
)  # fmt: skip

DARK = Colours(
    ground="#0d131c", surface="#151d29", surface_soft="#1c2634", line="#2a3647", line_soft="#212c3b", border="#6b7d95",
    text="#e8edf4", text_soft="#aab7c8", text_faint="#8fa0b5",
    brand="#2a74b6", brand_hover="#2669a5", brand_down="#1f588c", on_brand="#ffffff", link="#8cc2f2",
    chosen="#1c3450", on_chosen="#9dcbf5", hover="#1c2634", scroll="#5e6f86", scroll_hover="#7c8ba1", danger="#f08c82",
    warn_ground="#3a2c0a", on_warn="#f7d774", error_ground="#43191b", on_error="#fbb4b0", info_ground="#16304b", on_info="#a9d2f7",
    success_ground="#10341f", on_success="#93e3b0", drill_ground="#9a3412", on_drill="#ffffff",
)  # fmt: skip

# Pills: a quiet ground and a dark word of the same hue (light), turned around for dark.
PILLS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "grey": (("#e2e8f0", "#334155"), ("#2c3848", "#cbd5e1")),
    "quiet": (("#f1f5f9", "#475569"), ("#1f2937", "#aab7c8")),
    "blue": (("#dbeafe", "#1e40af"), ("#17305c", "#a9c8fd")),
    "indigo": (("#e0e7ff", "#3730a3"), ("#2a2b60", "#c3c9fe")),
    "teal": (("#ccfbf1", "#115e59"), ("#0d3b38", "#7fe3d4")),
    "green": (("#dcfce7", "#166534"), ("#10341f", "#93e3b0")),
    "yellow": (("#fef3c7", "#854d0e"), ("#3a2c0a", "#f7d774")),
    "orange": (("#ffedd5", "#9a3412"), ("#45240f", "#fdba74")),
    "red": (("#fee2e2", "#991b1b"), ("#43191b", "#fbb4b0")),
    "pink": (("#fae8ff", "#861a8f"), ("#411447", "#f0b6f7")),
}


LETTERS = {"normal": 1.0, "large": 1.2, "very_large": 1.45}  # a setting: how much larger than designed
LETTER_PX = 13  # the size of ordinary words, device-independent pixels
_SIZES = re.compile(r"((?:font-size|min-height): )(\d+)px")


class SystemLook(Protocol):
    """What the system wants; QStyleHints is one."""

    @property
    def colorSchemeChanged(self) -> SignalInstance: ...

    def colorScheme(self) -> Qt.ColorScheme: ...


class Theme(QObject):
    """What the window looks like now. There is one, `theme`; painted widgets ask it and repaint on `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._application: QApplication | None = None
        self._system: SystemLook | None = None
        self._wanted = "system"
        self.is_dark = False
        self.letters = "normal"

    @property
    def colours(self) -> Colours:
        return DARK if self.is_dark else LIGHT

    def pill(self, tone: str) -> tuple[QColor, QColor]:
        """Return ground and word colour of a pill; an unknown tone is grey."""
        ground, word = PILLS.get(tone, PILLS["grey"])[1 if self.is_dark else 0]
        return QColor(ground), QColor(word)

    def wear(self, application: QApplication, system: SystemLook | None = None) -> None:
        """Dress the application: Fusion, font, palette, style sheet; from now on follow the system. system: of Qt, where not given."""
        self._application = application
        self._system = system or application.styleHints()
        application.setStyle(QStyleFactory.create("Fusion"))
        _load_fonts()
        say_roles()
        self._system.colorSchemeChanged.connect(self._follow)
        self._follow()

    def px(self, designed: int) -> int:
        """Return how many pixels a letter, or what holds one, has now that was designed with so many."""
        return round(designed * LETTERS[self.letters])

    def write(self, letters: str) -> None:
        """letters: one of LETTERS. Pages that are open keep their measures; whoever chose builds them anew."""
        if letters != self.letters and letters in LETTERS:
            self.letters = letters
            self._follow()

    def choose(self, wanted: str) -> None:
        """wanted: "system", "light" or "dark"."""
        self._wanted = wanted
        self._follow()

    def _follow(self) -> None:
        application = self._application
        if application is None:
            return
        dark = Qt.ColorScheme.Dark
        is_system_dark = self._system is not None and self._system.colorScheme() == dark  # where it does not say, it is light
        self.is_dark = is_system_dark if self._wanted == "system" else self._wanted == "dark"
        application.setPalette(_palette(self.colours))
        application.setFont(_font(self.px(LETTER_PX)))
        application.setStyleSheet(_style_sheet(self.colours, self.px))
        self.changed.emit()


def _load_fonts() -> None:
    for path in sorted(resource_path("fonts").glob("NotoSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _font(size_px: int) -> QFont:
    font = QFont("Noto Sans") if "Noto Sans" in QFontDatabase.families() else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(size_px)
    return font


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: colours.ground, role.WindowText: colours.text, role.Base: colours.surface, role.AlternateBase: colours.surface_soft,
        role.Text: colours.text, role.Button: colours.surface, role.ButtonText: colours.text, role.BrightText: colours.danger,
        role.Highlight: colours.brand, role.HighlightedText: colours.on_brand, role.Link: colours.link, role.LinkVisited: colours.link,
        role.ToolTipBase: colours.text, role.ToolTipText: colours.surface, role.PlaceholderText: colours.text_faint,
        role.Mid: colours.border, role.Midlight: colours.line, role.Light: colours.surface, role.Dark: colours.border,
        role.Shadow: colours.line, role.Accent: colours.brand,
    }.items():  # fmt: skip
        palette.setColor(name, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, name, QColor(colours.text_faint))
    palette.setColor(disabled, role.Highlight, QColor(colours.scroll))
    return palette


def _style_sheet(colours: Colours, px: Callable[[int], int]) -> str:
    sheet = resource_path("styles", "bukti.qss").read_text(encoding="utf-8")
    words = asdict(colours) | {"styles": resource_path("styles").as_posix(), "tint": "dark" if colours is DARK else "light"}
    for name in sorted(words, key=len, reverse=True):  # the longest first: @line_soft before @line
        sheet = sheet.replace("@" + name, words[name])
    return _SIZES.sub(lambda found: f"{found[1]}{px(int(found[2]))}px", sheet)


def icon_size() -> QSize:
    """The size of an icon inside a button, in device-independent pixels."""
    return QSize(theme.px(18), theme.px(18))


theme = Theme()
