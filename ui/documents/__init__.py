"""Forms of a case: filling one in, reading a saved one, its history."""
