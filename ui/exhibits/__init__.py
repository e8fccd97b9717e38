"""Photos, videos, papers and things kept as evidence of a case."""
