"""Papers of a case: see, make, sign."""
