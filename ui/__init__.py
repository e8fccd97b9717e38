"""The window: what people see and press. It asks core for everything and decides nothing about records itself."""

from ui.plain_import import import_plainly

import_plainly()
