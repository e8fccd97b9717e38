"""Shows a form of forms/engine: parts as pages, one widget class per kind of field."""
