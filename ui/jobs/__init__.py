"""Background work that cannot crash the window."""
