"""The face without a window: every deed as a command."""
