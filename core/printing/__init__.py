"""What the system's print service is asked and told."""
