"""The passphrase of every vault that the benches make. It stands alone: who measures from outside loads nothing of the program."""

PASSPHRASE = "bench bench"
