"""Pages and verbs of the contacts app."""
