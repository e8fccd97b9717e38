"""Being the evening station: the board, the code, and opening and closing it."""
