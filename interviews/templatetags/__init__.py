"""Template tags of the interviews app."""
