"""The guide: every page of the window in pictures, made by `python -m docs.guide.pictures`."""
