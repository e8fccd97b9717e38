"""From the phone: the code that its camera reads, and the files as they come."""
