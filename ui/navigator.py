"""How a page asks the window to go somewhere else; pages know this and not each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """Signals only. The main window and the pages connect to what concerns them."""

    open_page = Signal(str)  # key of a rail entry
    open_case = Signal(str)  # case stream id
    open_course = Signal(str)  # case stream id: its deadlines and what happens next
    open_document = Signal(str)  # document stream id
    open_register = Signal(str, str)  # kind of number, and the number to stand on; empty for none. The page "numbers" is open by then
    print_cases = Signal(tuple)  # ids of cases whose papers are to be printed. The page "printing" is open by then
    due = Signal()  # stand on what is due first. The page "home" is open by then
    new_case = Signal()
    copy_form_a = Signal()  # open a Form A like my last one
    nothing_found = Signal()  # open a Form A that says that nothing was found
    scans = Signal()  # take scans of signed papers in, and see what waits
    from_phone = Signal(str)  # take photos from a phone: into this case, or first choose one when it is empty
    found_photos = Signal(object)  # tuple of Path, new in the watched folder: choose a case and take them
    found_scans = Signal(object)  # tuple of Path: take them as scans of signed papers
    in_use = Signal()  # work goes on without a hand on keys or mouse: do not lock
    evening_station = Signal()  # be the station to which the others hand in
    screen_changed = Signal(str)  # "language" or "letters" was chosen anew: every page is built again
    leave = Signal()  # a person goes back to where he came from; asked first where something would be lost
    back = Signal()  # a deed is done: go back to where the person came from
    lock = Signal()
    pushed = Signal(object, str)  # a QWidget to show above the current page, and its title; `back` takes it away again
    say = Signal(str, str, str)  # kind (info, success, warn, error), title, hint: a banner above the page
    status_changed = Signal()  # something in the status bar may be different now
