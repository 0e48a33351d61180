"""Pages and verbs of the interviews app."""
