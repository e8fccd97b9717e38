"""Before the desk: the first start, joining, unlocking."""
