"""Official papers: content from answers, PDF from content, signatures on it, and the check of all that."""
