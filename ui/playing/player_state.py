"""Playing one exhibit: fetched first where it is at the centre only, read from the vault, judged in words when it cannot be played."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaMetaData, QMediaPlayer, QVideoFrame, QVideoSink

from core.actions.exchange.fetch_back import fetch_back
from core.errors import AppError
from core.vault.vault import Vault
from core.vault.views.exhibits import Exhibit
from ui.jobs.runner import Job, JobRunner
from ui.playing.blob_device import BlobDevice
from ui.working_state import WorkingState

STEP_MS = 5_000
SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0)


class NotPlayed(AppError):
    code = "exhibit.not_played"


class PlayerState(WorkingState):
    framed = Signal(QImage)  # the picture of this moment
    moved = Signal(int, int)  # position, length: milliseconds
    playing_changed = Signal(bool)
    warned = Signal(object)  # an AppError about what is missing while the rest plays
    fetching = Signal(object)  # the Job that brings the recording

    def __init__(self, vault: Vault, jobs: JobRunner, exhibit: Exhibit) -> None:
        super().__init__(vault, jobs)
        self.exhibit = exhibit
        self._device: BlobDevice | None = None
        self._bringing: Job | None = None
        self._sound, self._sink, self.player = QAudioOutput(self), QVideoSink(self), QMediaPlayer(self)
        self.player.setAudioOutput(self._sound)
        self.player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._show_frame)
        self.player.positionChanged.connect(self._tell_place)
        self.player.durationChanged.connect(self._tell_place)
        self.player.playbackStateChanged.connect(self._tell_playing)
        self.player.mediaStatusChanged.connect(self._judge)
        self.player.errorOccurred.connect(self._fail)

    @property
    def is_video(self) -> bool:
        return self.exhibit.media_type.startswith("video/")

    @property
    def is_playing(self) -> bool:
        return self.player.playbackState() == QMediaPlayer.PlaybackState.PlayingState

    @property
    def speed(self) -> float:
        return self.player.playbackRate()

    def load(self) -> None:
        """Make it ready; a person starts it. Ends with `moved`, or `refused`."""
        if not self.player.isAvailable():
            self.refused.emit(_no_player())
            return
        vault, exhibit = self.vault, self.exhibit
        self._bringing = self.run(lambda report: fetch_back(vault, exhibit.original, exhibit.size, report), self._begin)
        self.fetching.emit(self._bringing)

    def play_or_rest(self) -> None:
        self.player.pause() if self.is_playing else self.player.play()

    def go_to(self, position_ms: int) -> None:
        self.player.setPosition(min(max(position_ms, 0), self.player.duration()))

    def step(self, by: int) -> None:
        """Go on (1) or back (-1) by five seconds."""
        self.go_to(self.player.position() + by * STEP_MS)

    def go_faster(self, by: int) -> None:
        """Play at the next speed of SPEEDS, or the one before."""
        nearest = min(range(len(SPEEDS)), key=lambda number: abs(SPEEDS[number] - self.speed))
        self.player.setPlaybackRate(SPEEDS[min(max(nearest + by, 0), len(SPEEDS) - 1)])

    def be_silent(self, is_silent: bool) -> None:
        self._sound.setMuted(is_silent)

    def end(self) -> None:
        """Let go of the file, and of what is still on its way."""
        if self._bringing is not None:
            self._bringing.stop.set()
        self.player.stop()
        self.player.setSource(QUrl())
        if self._device is not None:
            self._device.close()

    def _begin(self, _nothing: object) -> None:
        self._device = BlobDevice(self.vault.blobs, self.exhibit.original, self.exhibit.size, self)
        self.player.setSourceDevice(self._device, QUrl(_name_for(self.exhibit.media_type)))
        self.player.pause()  # shows the first picture

    def _show_frame(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.framed.emit(frame.toImage())

    def _tell_place(self, _ms: int) -> None:
        self.moved.emit(self.player.position(), self.player.duration())

    def _tell_playing(self, _state: object) -> None:
        self.playing_changed.emit(self.is_playing)

    def _judge(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.InvalidMedia:
            self._fail()
        elif status == QMediaPlayer.MediaStatus.LoadedMedia and self.is_video and not self.player.hasVideo():
            self.warned.emit(_no_picture())
        elif status == QMediaPlayer.MediaStatus.LoadedMedia and QMediaDevices.defaultAudioOutput().isNull():
            self.warned.emit(_no_loudspeaker())

    def _fail(self, *_told: object) -> None:
        damage = self._device.damage if self._device is not None else None
        self.refused.emit(damage or _not_played(self._codec()))

    def _codec(self) -> str:
        return str(self.player.metaData().stringValue(QMediaMetaData.Key.VideoCodec) or self.exhibit.media_type)


def _name_for(media_type: str) -> str:
    """The player guesses the container from a name too; the exhibit's own name stays out of it."""
    endings = {
        "video/mp4": "mp4", "video/quicktime": "mov", "video/3gpp": "3gp", "video/webm": "webm", "video/x-matroska": "mkv",
        "video/x-msvideo": "avi", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wav": "wav", "audio/mp4": "m4a", "audio/aac": "aac",
        "audio/amr": "amr", "audio/flac": "flac",
    }  # fmt: skip
    return f"exhibit.{endings.get(media_type, 'bin')}"


def _no_player() -> NotPlayed:
    title = QCoreApplication.translate("Player", "This computer has nothing to play video and sound with.")
    return NotPlayed(title, QCoreApplication.translate("Player", "The file is kept unchanged. Install Bukti anew, whole."))


def _not_played(codec: str) -> NotPlayed:
    title = QCoreApplication.translate(
        "Player", "This recording cannot be played here ({codec}): its kind is not known to this computer, or it is damaged."
    )
    return NotPlayed(title.format(codec=codec), _outside())


def _no_picture() -> NotPlayed:
    title = QCoreApplication.translate("Player", "Only the sound can be played: this computer lacks the decoder for this kind of picture.")
    return NotPlayed(title, _outside())


def _no_loudspeaker() -> NotPlayed:
    title = QCoreApplication.translate("Player", "This computer has no loudspeaker: it plays without sound.")
    return NotPlayed(title, QCoreApplication.translate("Player", "Plug in headphones, then open the page again."))


def _outside() -> str:
    return QCoreApplication.translate(
        "Player",
        "It is kept unchanged as evidence. To see it with another program, save the original to a place of your choice; that copy is then "
        "outside the vault.",
    )
