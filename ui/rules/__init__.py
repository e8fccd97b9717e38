"""What the rules say of a case: its clock, what is missing, where it goes, and the catalogue of breaches."""
