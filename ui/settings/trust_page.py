"""Setelan > Stempel waktu: who tells the time for signed papers, and which authorities this office believes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.check.read_paper import read_paper
from core.actions.check.trust import Authority, authorities, believe_authority, doubt_authority
from core.actions.papers.stamp_papers import keep_timestamp_authority, timestamp_authority, unstamped
from core.vault.vault import Vault
from ui.cases.words import day_words
from ui.documents.page_head import PageHead
from ui.jobs.runner import JobRunner
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.emptying import empty
from ui.widgets.labelled_field import WIDEST, LabelledField
from ui.widgets.page import Page
from ui.widgets.scrolled import Scrolled
from ui.widgets.text_line import TextLine
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class TrustSeen:
    """url: empty while no timestamps are asked for. waiting: signed papers without one."""

    url: str
    waiting: int
    authorities: tuple[Authority, ...]


class TrustState(WorkingState):
    """`told` after each deed, with what is in force now."""

    told = Signal(object)  # TrustSeen
    kept = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def look(self) -> None:
        vault = self.vault
        self.run(lambda _report: read_trust(vault), self.told)

    def keep_url(self, url: str) -> None:
        """Ask this timestamp authority from now on; empty: none."""
        vault = self.vault
        self.run(lambda _report: keep_timestamp_authority(vault, url), self._was_kept)

    def believe(self, path: Path) -> None:
        """Take the certificate in a file."""
        vault = self.vault
        self.run(lambda _report: believe_authority(vault, read_paper(path)), self._was_kept)

    def doubt(self, certificate_sha256: str) -> None:
        vault = self.vault
        self.run(lambda _report: doubt_authority(vault, certificate_sha256), self._was_kept)

    def _was_kept(self, _what: object) -> None:
        self.kept.emit()
        self.look()


def read_trust(vault: Vault) -> TrustSeen:
    with vault.read() as tx:
        waiting = len(unstamped(vault, tx))
    return TrustSeen(timestamp_authority(vault), waiting, tuple(authorities(vault)))


class TrustPage(Page):
    """The address is kept by its button; an authority is believed as soon as its file was chosen."""

    def __init__(self, state: TrustState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        subtitle = self.tr("Who tells the time for signed papers, and whom this office believes")
        self.head = PageHead(self.tr("Timestamps and authorities"), subtitle)
        self.banner = Banner()
        self.url = TextLine()
        self.url.setPlaceholderText("https://")
        self.save = Button(self.tr("Keep"), kind="primary", icon_name="check")
        self.add = Button(self.tr("Add a certificate ..."), icon_name="plus")
        self.waiting = worded("", "soft", wrap=True)
        self.drops: list[Button] = []
        self._list = QVBoxLayout()
        self._build()
        self.head.back.connect(self.left)
        self.save.clicked.connect(self._keep)
        self.url.returnPressed.connect(self._keep)
        self.add.clicked.connect(self._choose)
        state.told.connect(self._show)
        state.kept.connect(self._say_kept)
        state.refused.connect(self.banner.refuse)
        state.look()

    def _build(self) -> None:
        times = Card(self.tr("Timestamps"))
        sentence = self.tr(
            "When an address is set, every signed paper gets a timestamp with the next round of sending, "
            "so that it can still be checked when certificates have expired. Without one, nothing is asked."
        )
        times.add(worded(sentence, "soft", wrap=True))
        row = QHBoxLayout()
        address = LabelledField(self.tr("Address of the timestamp authority"), self.url)
        address.setMaximumWidth(theme.px(WIDEST))
        row.addWidget(address, 1000)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        times.body.addLayout(row)
        times.add(self.waiting)
        believed = Card(self.tr("Authorities that this office believes"))
        believed.header.addWidget(self.add)
        sentence = self.tr("A signer whose certificate one of these has issued is known; a timestamp of one of these counts.")
        believed.add(worded(sentence, "soft", wrap=True))
        believed.body.addLayout(self._list)
        ground = QWidget()
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(14)
        cards.addWidget(times)
        cards.addWidget(believed)
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.head, self.banner):
            column.addWidget(widget)
        column.addWidget(Scrolled(ground), 1)
        self.begin_at(self.url)

    def is_unsaved(self) -> bool:
        return self.url.isModified()

    def _show(self, seen: TrustSeen) -> None:
        if not self.url.isModified():
            self.url.setText(seen.url)
        told = self.tr("{count} signed papers wait for a timestamp.").format(count=seen.waiting) if seen.url and seen.waiting else ""
        self.waiting.setText(told)
        self.waiting.setVisible(bool(told))
        self.drops.clear()
        empty(self._list)
        if not seen.authorities:
            self._list.addWidget(worded(self.tr("None yet."), wrap=True))
        for one in seen.authorities:
            self._list.addWidget(self._line(one))

    def _line(self, one: Authority) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        words = QVBoxLayout()
        words.addWidget(worded(one.name, "label", wrap=True))
        until = self.tr("Valid until {day}").format(day=day_words(one.until))
        words.addWidget(worded(f"{until} · SHA-256 {one.sha256[:16]}", "small", wrap=True))
        row.addLayout(words, 1)
        if not one.is_shipped:
            drop = Button(self.tr("Remove"), kind="plain")
            drop.setAccessibleName(f"{self.tr('Remove')}: {one.name}")
            drop.setProperty("sha256", one.sha256)
            drop.clicked.connect(self._drop)
            self.drops.append(drop)
            row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _keep(self) -> None:
        self.banner.hide()
        self.url.setModified(False)
        self.state.keep_url(self.url.text())

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Certificate of an authority"), "", "*.crt *.cer *.pem *.der")
        if path:
            self.banner.hide()
            self.state.believe(Path(path))

    def _drop(self) -> None:
        self.banner.hide()
        self.state.doubt(str(self.sender().property("sha256")))

    def _say_kept(self) -> None:
        self.banner.say("success", self.tr("Kept."))
