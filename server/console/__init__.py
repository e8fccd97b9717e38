"""Pages that the centre shows to people in a browser, made on the server."""
