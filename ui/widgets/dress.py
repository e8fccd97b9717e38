"""Short ways to make the labels, lines and buttons that the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QLabel, QPushButton, QStyleOptionButton, QWidget

from ui.icons import icon
from ui.theme import icon_size, theme

SHORT = 44  # pixels: a button that shows its icon alone


def worded(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label; role: title, heading, subheading, label, soft, small, hint, required, problem, or none."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)  # what people typed is never markup
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def tip(text: str) -> str:
    """Return words for a tool tip. Qt reads markup in them, and would open the files and network shares that it names."""
    if "<" not in text:
        return text
    from html import escape  # rarely wanted, and with it come the names of two thousand signs (0.3 MB)

    return f"<qt>{escape(text)}</qt>"


def line() -> QFrame:
    """Return a thin line across."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


class Button(QPushButton):
    """A push button with an icon that follows the theme. kind: "", "primary", "danger" or "plain".

    `be_short` leaves the icon alone where there is no room; the words are then in the tool tip, and screen readers still say them.
    """

    def __init__(self, text: str, *, kind: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name, self._is_short = icon_name, False
        self.setProperty("kind", kind)
        self.setIconSize(icon_size())
        self._draw_icon()
        theme.changed.connect(self._draw_icon)

    def be_short(self, is_short: bool) -> None:
        """Show the icon without the words, or both again. A button without an icon stays as it is."""
        if is_short == self._is_short or not self._icon_name:
            return
        self._is_short = is_short
        if not self.toolTip() or self.toolTip() == self.text():
            self.setToolTip(self.text() if is_short else "")
        self.updateGeometry()
        self.update()

    def be_of_kind(self, kind: str) -> None:
        """Look like a button of another kind."""
        restyle(self, "kind", kind)
        self._draw_icon()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._is_short:
            option.text = ""

    def size_with_words(self) -> QSize:
        """Return what it takes when it is not short."""
        return super().sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SHORT), super().sizeHint().height()) if self._is_short else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._is_short else super().minimumSizeHint()

    def _draw_icon(self) -> None:
        if not self._icon_name:
            return
        colours = theme.colours
        by_kind = {"primary": colours.on_brand, "danger": colours.danger, "plain": colours.link}
        colour = by_kind.get(str(self.property("kind")), colours.text)
        self.setIcon(icon(self._icon_name, colour, icon_size().width(), disabled=colours.text_faint))


def inset(box: QAbstractSpinBox) -> None:
    """Begin the number as far from the frame as words in a line do: the style sheet does not reach inside of a spin box."""
    box.lineEdit().setTextMargins(8, 0, 0, 0)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def show_if(widget: QWidget, is_wanted: bool) -> None:
    """Show or hide, but only where that changes something: a form asks this hundreds of times."""
    was_told = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)  # a new widget is hidden, but its layout would show it
    if widget.isHidden() == is_wanted or not was_told:
        widget.setVisible(is_wanted)
