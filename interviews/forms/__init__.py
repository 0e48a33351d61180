"""Forms of the interviews app."""
