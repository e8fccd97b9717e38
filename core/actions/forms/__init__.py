"""From a draft to a record: begin, fill with what is known, save, seal; versions of forms."""
