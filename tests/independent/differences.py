"""Where the program's `check` of an export does not come to what docs/format.md demands, as of today; see `compare` in the test.

Each line is to be fixed in the program or said otherwise in the document, and then taken out.
"""

DIFFERENCES: dict[str, str] = {}
