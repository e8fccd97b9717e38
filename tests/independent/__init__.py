"""The format judged a second time, from its documentation alone."""
