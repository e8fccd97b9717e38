"""One file a call of docs/protocol.md."""
