"""Sign many papers: the whole list is shown, ticks can be taken away, one passphrase signs exactly what is ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from core.actions.papers.sign_list import Signed, ToSign
from core.errors import AppError
from core.vault.errors import WrongPassphrase
from core.words import explain
from ui.cases.words import count_words, form_title
from ui.documents.page_head import PageHead
from ui.papers.sign_list_state import SignListState, SignOffer
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.page_stack import PageStack
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide

LEFT_SHOWN = 5


class SignListPage(Page):
    def __init__(self, state: SignListState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head, self.banner = PageHead(self.tr("Sign papers")), Banner()
        self.list = CheckList(self.tr("Search number, event, form ..."))
        self.what, self.aside = worded("", wrap=True), worded("", "soft", wrap=True)
        self.passphrase = PassphraseField(self.tr("Your passphrase"))
        self.sign = Button(self.tr("Sign"), kind="primary", icon_name="pen")
        self.strip = ProgressStrip([("papers", self.tr("Signed"))])
        self._all_signed = self.tr("Every paper of these cases is signed. A form that is changed later waits here again.")
        self.empty = EmptyState("check", self.tr("Nothing waits for a signature"), self._all_signed)
        self.stack = PageStack()
        self._lines: dict[str, ToSign] = {}
        self._me = ""
        self._build()
        self.head.back.connect(self.left)
        self.list.changed.connect(self._allow)
        self.passphrase.changed.connect(self._allow)
        self.passphrase.entered.connect(self._sign)
        self.sign.clicked.connect(self._sign)
        self.strip.cancelled.connect(state.stop)
        state.loaded.connect(self._show)
        state.progressed.connect(self._show_progress)
        state.signed.connect(self._say_signed)
        state.ended.connect(self._end)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self._allow)
        self.begin_at(self.passphrase)
        state.load()

    def _build(self) -> None:
        which, act = Card(self.tr("These papers")), Card(self.tr("Sign"))
        which.add(self.list, 1)
        self.list.list.setMinimumHeight(170)
        for widget in (self.what, self.aside, self.passphrase, self.strip):
            act.add(widget)
        foot = QVBoxLayout()
        foot.addWidget(self.sign)
        act.body.addLayout(foot)
        act.body.addStretch(1)
        self.strip.hide()
        self.stack.addWidget(Scrolled(SideBySide(which, act, right_width=380)))
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def chosen(self) -> Sequence[ToSign]:
        return [self._lines[one] for one in self.list.ticked() if one in self._lines]

    def _show(self, offer: SignOffer) -> None:
        fresh = {one.document.stream: one for one in offer.lines if not one.is_open}
        ticked = [one for one in fresh if one not in self._lines or one in self.list.ticked()]
        self._lines, self._me = fresh, offer.me
        words = {key: (form_title(one.document.form_id), one.document.number, one.case_words) for key, one in fresh.items()}
        self.list.set_choices([Choice(key, " · ".join(word for word in said if word)) for key, said in words.items()])
        self.list.set_ticked(ticked)
        waiting = sum(one.is_open for one in offer.lines)
        told = self.tr("{count} statements are not sealed yet. Read them back and seal them first; each has its own page.")
        self.aside.setText(told.format(count=waiting))
        show_if(self.aside, waiting > 0)
        self.empty.hint.setText(self._all_signed if not waiting else self.aside.text())
        self.stack.setCurrentIndex(0 if fresh else 1)
        self._allow()

    def _allow(self, *_: object) -> None:
        count = len(self.chosen())
        told = self.tr("You sign {count} papers, as {name}, each exactly as its form stands now. Every signature is a legal act.")
        self.what.setText(told.format(count=count_words(count), name=self._me or "-"))
        self.sign.setText(self.tr("Sign {count} papers").format(count=count_words(count)))
        self.sign.setEnabled(bool(count and self._me and self.passphrase.passphrase()) and not self.state.is_busy)

    def _sign(self) -> None:
        if not self.sign.isEnabled():
            return
        self.banner.hide()
        self.strip.begin()
        self.strip.show()
        self.state.sign(self.chosen(), self.passphrase.passphrase())
        self.sign.setEnabled(False)

    def _show_progress(self, done: int, total: int, _form: str) -> None:
        self.strip.show_lane("papers", done, total)

    def _say_signed(self, told: Signed) -> None:
        self.passphrase.clear()
        names = [f"{form_title(one.form_id)} {one.number}: {explain(why)[0]}" for one, why in told.left]
        more = self.tr(" and {count} more").format(count=len(names) - LEFT_SHOWN) if len(names) > LEFT_SHOWN else ""
        words = self.tr("{count} papers are signed and kept.").format(count=count_words(told.signed))
        self.banner.say("warn" if names else "success", words, "\n".join(names[:LEFT_SHOWN]) + more)

    def _end(self) -> None:
        self.strip.hide()
        self._allow()

    def _refuse(self, error: AppError) -> None:
        self.banner.refuse(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()
