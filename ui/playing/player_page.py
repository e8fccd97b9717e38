"""A video or a recording as large as the window: play, rest, five seconds on or back, slower and faster, all by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout

from core.errors import AppError
from core.words import explain
from ui.cases.words import moment_words, size_words
from ui.documents.page_head import PageHead
from ui.exhibits.fetch_strip import FetchStrip
from ui.icons import icon_pixmap
from ui.playing.player_state import PlayerState
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.image_view import ImageView
from ui.widgets.page import Page
from ui.widgets.page_stack import PageStack

SLIDER_STEP_MS = 5_000


class PlayerPage(Page):
    copy_wanted = Signal(str)

    def __init__(self, state: PlayerState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        one = state.exhibit
        words = " · ".join(
            word for word in (one.caption or one.title or one.file_name, moment_words(one.taken_at), size_words(one.size)) if word
        )
        self.head, self.banner = PageHead(one.no, words), Banner()
        self.copy = Button(self.tr("Save the original as ..."), icon_name="download")
        self.view, self.sound, self.fetching = ImageView(), QLabel(), FetchStrip()
        self.play = Button(self.tr("Play"), kind="primary", icon_name="play")
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.time, self.speed = worded("0:00 / 0:00", "soft"), worded("", "small")
        self.slower, self.faster = Button(self.tr("Slower"), icon_name="minus"), Button(self.tr("Faster"), icon_name="plus")
        self.silent = Button(self.tr("Without sound"), icon_name="sound")
        self._build()
        self._connect()
        state.load()

    def _build(self) -> None:
        self.head.add(self.copy)
        self.place.setAccessibleName(self.tr("Place in the recording"))
        self.place.setSingleStep(SLIDER_STEP_MS)
        self.place.setPageStep(6 * SLIDER_STEP_MS)
        self.silent.setCheckable(True)
        for button in (self.slower, self.faster, self.silent):
            button.be_short(True)
        self.sound.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = PageStack()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.sound)
        self._stack.setCurrentIndex(0 if self.state.is_video else 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.play, self.place, self.time, self.slower, self.speed, self.faster, self.silent):
            foot.addWidget(widget, 1 if widget is self.place else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.fetching)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.begin_at(self.play)
        theme.changed.connect(self._draw)
        self._draw()
        self._show_speed()

    def _connect(self) -> None:
        state = self.state
        self.head.back.connect(self.left)
        self.copy.clicked.connect(self._copy)
        self.play.clicked.connect(state.play_or_rest)
        self.place.sliderMoved.connect(state.go_to)
        self.place.actionTriggered.connect(self._slid)
        self.slower.clicked.connect(self._go_slower)
        self.faster.clicked.connect(self._go_faster)
        self.silent.toggled.connect(state.be_silent)
        state.framed.connect(self._show_frame)
        state.moved.connect(self._show_place)
        state.playing_changed.connect(self._show_playing)
        state.warned.connect(self._warn)
        state.fetching.connect(self.fetching.follow)
        state.refused.connect(self._refuse)
        for keys, act in (
            ("K", state.play_or_rest), ("Left", self._back), ("Right", self._on),
            ("S", self._go_slower), ("F", self._go_faster), ("M", self.silent.toggle),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.state.end()

    def _show_frame(self, image: QImage) -> None:
        self.view.show_next(image)

    def _show_place(self, position_ms: int, length_ms: int) -> None:
        self.place.setRange(0, length_ms)
        if not self.place.isSliderDown():
            self.place.setValue(position_ms)
        self.time.setText(f"{_clock(position_ms)} / {_clock(length_ms)}")

    def _show_playing(self, is_playing: bool) -> None:
        self.play.setText(self.tr("Pause") if is_playing else self.tr("Play"))

    def _show_speed(self) -> None:
        self.speed.setText(f"{self.state.speed:g}x")
        self.speed.setAccessibleName(self.tr("Speed: {speed}").format(speed=self.speed.text()))

    def _warn(self, error: AppError) -> None:
        self.banner.say("warn", *explain(error))

    def _refuse(self, error: AppError) -> None:
        self.banner.refuse(error)
        for widget in (self.play, self.place, self.slower, self.faster, self.silent):
            widget.setEnabled(False)
        show_if(self._stack, False)
        self.copy.setFocus()

    def _slid(self, _action: int) -> None:
        self.state.go_to(self.place.sliderPosition())

    def _back(self) -> None:
        self.state.step(-1)

    def _on(self) -> None:
        self.state.step(1)

    def _go_slower(self) -> None:
        self.state.go_faster(-1)
        self._show_speed()

    def _go_faster(self) -> None:
        self.state.go_faster(1)
        self._show_speed()

    def _copy(self) -> None:
        self.copy_wanted.emit(self.state.exhibit.stream)

    def _draw(self) -> None:
        self.sound.setPixmap(icon_pixmap("sound", theme.colours.text_faint, 96))


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
