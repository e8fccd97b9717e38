"""What can be set, and what the program is."""
