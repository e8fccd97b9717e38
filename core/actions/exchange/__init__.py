"""What goes to the centre and comes from it, and what still waits."""
